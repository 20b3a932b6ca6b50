-- Fits the memo to Word, OpenDocument and Markdown: gives the classes of memo.html.j2 the styles of the reference
-- document, and makes a second reference to a footnote one that the format knows. Texts stay in pandoc's tree, so pandoc
-- escapes them; what is written raw here holds no text of the memo, only digits.

local docx = FORMAT == "docx"
local odt = FORMAT == "odt"
local styled = docx or odt

local STYLES = {
  under = "Memo Under",
  scope = "Memo Scope",
  withheld = "Memo Scope",
  when = "Memo When",
  part = "Memo Part",
  note = "Memo Note",
  ["note-head"] = "Memo Note Head",
}
local DROPPED = { banner = true, footnotes = true }

local function custom(style)
  if odt then
    style = style:gsub(" ", "_20_") -- the form of a name inside the file
  end
  return pandoc.Attr("", {}, { ["custom-style"] = style })
end

local function tab()
  if docx then
    return pandoc.RawInline("openxml", "<w:r><w:tab/></w:r>")
  end
  return pandoc.RawInline("opendocument", "<text:tab/>")
end

-- A label and its value: label first, as it is read.
local function field(element, style)
  local label, value = pandoc.Inlines({}), pandoc.Inlines({})
  for _, inline in ipairs(element.content[1].content) do
    if inline.t == "Span" and inline.classes:includes("label") then
      label = inline.content
    elseif inline.t == "Span" and inline.classes:includes("value") then
      value = inline.content
    end
  end
  if element.classes:includes("re") then
    value = pandoc.Inlines({ pandoc.Strong(value) })
  end
  local line = pandoc.Inlines({})
  if styled then
    line:insert(pandoc.Span(label, custom(style == "Memo Head" and "Memo Head Label" or "Memo Label")))
    line:insert(tab())
    line:extend(value)
    return pandoc.Div({ pandoc.Para(line) }, custom(style))
  end
  line:insert(pandoc.Strong(label))
  line:insert(pandoc.Str(":"))
  line:insert(pandoc.Space())
  line:extend(value)
  if style == "Memo Head" then
    return pandoc.Para(line)
  end
  return pandoc.BulletList({ { pandoc.Plain(line) } })
end

-- A heading that only looks like one to Markdown and word processors would break the outline; see html.py.
local function div(element)
  local class = element.classes[1]
  if DROPPED[class] then
    return {}
  elseif class == "line" then
    return field(element, "Memo Head")
  elseif class == "field" then
    return field(element, "Memo Fact")
  elseif styled and STYLES[class] then
    return pandoc.Div(element.content, custom(STYLES[class]))
  elseif class == "facts" and not styled then
    local items = pandoc.List({})
    for _, block in ipairs(element.content) do
      items:extend(block.content)
    end
    return pandoc.BulletList(items)
  elseif class == "scope" or class == "withheld" then
    return pandoc.Para({ pandoc.Emph(element.content[1].content) })
  elseif class == "part" or class == "note-head" then
    return pandoc.Para({ pandoc.Strong(element.content[1].content) })
  elseif class == "note" then
    return pandoc.BlockQuote(element.content)
  elseif class then
    return element.content
  end
end

local function span(element)
  local class = element.classes[1]
  if class == "number" then
    return {}
  elseif class == "aside" and styled then
    return pandoc.Span(element.content, custom("Memo Aside"))
  elseif class == "aside" then
    local out = pandoc.Inlines({ pandoc.Str("(") })
    out:extend(element.content)
    out:insert(pandoc.Str(")"))
    return out
  elseif not docx and element.identifier ~= "" then
    return element.content
  end
end

-- Another reference to a footnote that a reader has met before. Word and LibreOffice keep it right when notes are added.
local function again(number)
  if docx then
    local run = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return pandoc.RawInline(
      "openxml",
      run .. '<w:fldChar w:fldCharType="begin"/></w:r>'
        .. run .. '<w:instrText xml:space="preserve"> NOTEREF ref' .. number .. ' \\f \\h </w:instrText></w:r>'
        .. run .. '<w:fldChar w:fldCharType="separate"/></w:r>'
        .. run .. "<w:t>" .. number .. "</w:t></w:r>"
        .. run .. '<w:fldChar w:fldCharType="end"/></w:r>'
    )
  elseif odt then
    return pandoc.RawInline(
      "opendocument",
      '<text:span text:style-name="Footnote_20_anchor"><text:note-ref text:note-class="footnote" '
        .. 'text:reference-format="text" text:ref-name="ftn' .. number - 1 .. '">' .. number
        .. "</text:note-ref></text:span>"
    )
  end
  return pandoc.RawInline("markdown", "[^" .. number .. "]")
end

local function link(element)
  if element.classes:includes("again") then
    return again(math.tointeger(tonumber(element.attributes.note)))
  elseif element.classes:includes("back") then
    return {}
  elseif element.classes:includes("xref") then
    return element.content
  end
  element.attributes = {}
  return element
end

local function superscript(element)
  if not styled and pandoc.utils.stringify(element) == "," then
    return {}
  end
end

-- What looks like a character reference is text; pandoc does not escape it.
local function str(element)
  if not element.text:find("&[%w#]") then
    return nil
  end
  local out = pandoc.Inlines({})
  for before, ampersand in element.text:gmatch("([^&]*)(&?)") do
    if before ~= "" then
      out:insert(pandoc.Str(before))
    end
    if ampersand ~= "" then
      out:insert(pandoc.RawInline("markdown", "\\&"))
    end
  end
  return out
end

-- Tables as plain lines of Markdown, wherever their cells let them.
local function table_of_lines(element)
  element.colspecs = element.colspecs:map(function(spec) return { spec[1], nil } end)
  return element:walk({ LineBreak = function() return pandoc.Space() end })
end

local function meta()
  return {} -- the title goes into the properties of the file, not onto the page
end

local filter = { Meta = meta, Div = div, Span = span, Link = link }
if not styled then
  filter.Superscript = superscript
  filter.Str = str
  filter.Table = table_of_lines
end
return { filter }
