"""Writes the memo's HTML as markup for Typst, from which the PDF is set.

Every text becomes a string of Typst, in which nothing is code or markup. All else that is written here are names of
functions of Typst and of ``memo.typ``, digits, and addresses, which are strings too. So no text of the record reaches
Typst as anything but text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from oversight_viewer.memo.blocks import Footnote, Memo
from oversight_viewer.memo.html import is_web_address
from oversight_viewer.memo.tree import Node, parse
from oversight_viewer.memo.words import RELATIONS, WORDS

_BLANKS = re.compile(r"[ \t\n]+")  # not the no-break space
_REF = re.compile(r"#fn(\d{1,9})")
_ANCHOR = re.compile(r"#(e\d{1,9})")
_WIDTH = re.compile(r"width: (\d{1,3}%)")
_FEW_ROWS = 60  # Typst lays a table out anew for each footnote in it; in a longer one the sections carry the footnotes
_SHORT_FACTS = 1500  # characters that surely fit on a page; what is kept together and does not fit would be cut off
_FEW_COLUMNS, _SHORT_CELL = 4, 600  # columns, and characters of a cell: at most half a page, however wide it is
_OWN_LABELS = frozenset({*WORDS.values(), *(label for both in RELATIONS.values() for label in both)})
_LONG_WORD = 50  # characters from which a word might not fit beside a label
_FEW_ENTRIES = 300  # above this, links within the memo take longer to set than all the rest

_INLINE: Mapping[str, str] = {
    **{"b": "strong", "strong": "strong", "i": "emph", "em": "emph", "u": "underline", "ins": "underline"},
    **{"s": "strike", "del": "strike", "sub": "sub", "sup": "super"},
    **{"a": "", "br": "", "code": "", "kbd": "", "small": "", "span": "", "tt": ""},
}
_CODE = frozenset({"code", "kbd", "tt"})
_HEADINGS: Mapping[str, str] = {"h1": "=", "h2": "==", "h3": "==="}
_FUNCTIONS: Mapping[str, str] = {
    "letterhead": "memo-letterhead",
    "under": "memo-under",
    "head": "memo-head",
    "facts": "memo-facts",
    "scope": "memo-scope",
    "withheld": "memo-scope",
    "when": "memo-when",
    "part": "memo-part",
    "note": "memo-note",
    "note-head": "memo-note-head",
}
_LABELLED: Mapping[str, str] = {"line": "memo-line", "line re": "memo-re", "field": "memo-fact"}
_LEFT_OUT = frozenset({"banner", "footnotes", "back", "number"})


def typst_string(text: str) -> str:
    """A text as a string literal of Typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def words(text: str) -> str:
    """A text in markup of Typst: an expression, ended so that what follows does not belong to it."""
    return f"#{typst_string(text)};" if text else ""


class _Writer:
    """Writes the tree; knows which footnotes already stand on a page."""

    def __init__(self, memo: Memo) -> None:
        self._footnotes = {note.number: note for note in memo.footnotes}
        self._placed: set[int] = set()
        self._short = len(memo.chronology) <= _FEW_ROWS
        self._linked = len(memo.entries) <= _FEW_ENTRIES
        self._in_chronology = False
        self._in_head = False  # heads are repeated on each page, and what is repeated may hold no links

    # Blocks

    def blocks(self, children: Iterable[Node | str]) -> str:
        """Elements one below the other; what stands between blocks is a paragraph of its own."""
        parts = []
        for inline, group in groupby(children, key=lambda child: isinstance(child, str) or child.tag in _INLINE):
            if inline:
                parts.append(self.inline(group))
            else:
                parts += [self._block(child) for child in group if isinstance(child, Node)]
        return "\n\n".join(filter(None, parts))

    def _block(self, node: Node) -> str:
        tag = node.tag
        if node.style in _LEFT_OUT:
            return ""
        if tag == "p":
            content = self.inline(node.children)
            return f"#memo-lead[{content}]" if _leads(node) else content
        if tag in _HEADINGS:
            anchor = _ANCHOR.fullmatch("#" + node.attributes.get("id", ""))
            label = f"\n<{anchor.group(1)}>" if anchor is not None else ""
            return f"{_HEADINGS[tag]} {self.inline(node.children)}{label}"
        if tag in {"ul", "ol"}:
            return self._list(node)
        if tag == "table":
            return self._table(node)
        if tag == "pre":
            return f"#raw({typst_string(node.text().strip(chr(10)))}, block: true)"
        if tag == "hr":
            return "#horizontalrule"
        content = self._labelled(node) or self.blocks(node.children)
        if tag == "blockquote":
            return f"#quote(block: true)[\n{content}\n]"
        if tag == "dt":
            return f"#strong[{content}]"
        if tag == "dd":
            return f"#pad(left: 1em)[\n{content}\n]"
        function = _FUNCTIONS.get(node.style) if tag == "div" else None
        if function == "memo-facts" and len(content) < _SHORT_FACTS:
            function = "memo-facts-kept"
        return f"#{function}[\n{content}\n]" if function else content

    def _labelled(self, node: Node) -> str:
        function = _LABELLED.get(node.attributes.get("class", ""))
        if node.tag != "div" or function is None:
            return ""
        parts = {part.style: self.inline(part.children) for line in node.elements() for part in line.elements()}
        if function == "memo-fact" and not _fits_a_line(node):
            function = "memo-fact-wide"
        return f"#{function}[{parts.get('label', '')}][{parts.get('value', '')}]"

    def _list(self, node: Node) -> str:
        start = node.attributes.get("start", "")
        number = f"(start: {int(start)})" if node.tag == "ol" and start.isdigit() else ""
        items = "".join(f"[{self.blocks(item.children)}]" for item in node.elements())
        return f"#{'enum' if node.tag == 'ol' else 'list'}{number}{items}" if items else ""

    def _table(self, node: Node) -> str:
        self._in_chronology = node.style == "chronology"
        widths: list[str] = []
        head: list[list[str]] = []
        rows: list[list[str]] = []
        for part in node.elements():
            if part.tag == "colgroup":
                found = (_WIDTH.fullmatch(column.attributes.get("style", "")) for column in part.elements())
                widths = [match.group(1) for match in found if match is not None]
            self._in_head = part.tag == "thead"
            into = head if self._in_head else rows
            into += [self._cells(row) for row in part.elements() if row.tag == "tr"]
            self._in_head = False
        self._in_chronology = False
        count = max(map(len, head + rows), default=0)
        if not count:
            return ""
        columns = f"({', '.join(widths)})" if len(widths) == count else str(count)
        lines = [f"#table(columns: {columns},"]
        if head:
            cells = ", ".join(cell for row in head for cell in _filled(row, count))
            lines += [f"table.header({cells}),", "table.hline(),"]
        lines += [", ".join(_filled(row, count)) + "," for row in rows]
        return "\n".join([*lines, ")"])

    def _cells(self, row: Node) -> list[str]:
        """The cells of a row, which stays on one page if it surely fits there."""
        cells = [f"[{self.blocks(cell.children)}]" for cell in row.elements()]
        is_short = len(cells) <= _FEW_COLUMNS and all(len(cell.text()) < _SHORT_CELL for cell in row.elements())
        if is_short and cells and not self._in_head:
            cells[0] = f"kept{cells[0]}"  # one cell that stays together keeps its row together
        return cells

    # Text

    def inline(self, children: Iterable[Node | str]) -> str:
        """Text and what stands in it, without the blanks of the source code at both ends and around line breaks."""
        parts: list[str] = []
        text = ""
        fresh = True
        for child in children:
            if isinstance(child, str):
                text += child
                continue
            if child.tag == "br":
                parts += [words(_collapsed(text, left=fresh, right=True)), "#linebreak();"]
                fresh = True
            elif written := self._inline(child):
                parts += [words(_collapsed(text, left=fresh)), written]
                fresh = False
            else:
                continue
            text = ""
        parts.append(words(_collapsed(text, left=fresh, right=True)))
        return "".join(parts)

    def _inline(self, node: Node) -> str:
        if node.style in _LEFT_OUT:
            return ""
        if node.tag in _CODE:
            return f"#raw({typst_string(node.text())});"
        if node.tag == "a" and (ref := _REF.fullmatch(node.attributes.get("href", ""))):
            return self._reference(self._footnotes[int(ref.group(1))])
        content = self._inner(node.children)
        if node.tag == "a":
            return self._link(node.attributes.get("href", ""), content)
        function = "memo-aside" if node.style == "aside" else _INLINE.get(node.tag, "")
        return f"#{function}[{content}]" if function and content else content

    def _inner(self, children: Iterable[Node | str]) -> str:
        """Text within a line: blanks at its ends part it from what stands beside it."""
        return "".join(
            words(_collapsed(child))
            if isinstance(child, str)
            else "#linebreak();"
            if child.tag == "br"
            else self._inline(child)
            for child in children
        )

    def _link(self, target: str, content: str) -> str:
        anchor = _ANCHOR.fullmatch(target)
        if self._in_head or not content:
            return content
        if anchor is not None:
            return f"#link(<{anchor.group(1)}>)[{content}]" if self._linked else content
        return f"#link({typst_string(target)})[{content}]"

    def _reference(self, note: Footnote) -> str:
        """The mark of a footnote; where it may stand for the first time, with the footnote itself."""
        number = note.number
        if self._in_head:
            return f"#memo-again({number}, none);"
        if number in self._placed or (self._in_chronology and not self._short):
            return f"#memo-again({number}, {f'<ref{number}>' if self._linked else 'none'});"
        self._placed.add(number)
        content = words(note.text + " " if note.text and note.url else note.text)
        if is_web_address(note.url):
            content += f"#link({typst_string(note.url)})[{words(note.url)}]"
        else:
            content += words(note.url)
        return f"#memo-footnote({number})[{content}]<ref{number}>"


def _collapsed(text: str, *, left: bool = False, right: bool = False) -> str:
    text = _BLANKS.sub(" ", text)
    text = text.lstrip(" ") if left else text
    return text.rstrip(" ") if right else text


def _fits_a_line(field: Node) -> bool:
    """Whether a label, if it is one of ours, and the longest word of its value fit beside each other."""
    spans = [part for line in field.elements() for part in line.elements()]
    label, value = (" ".join(part.text() for part in spans if part.style == name) for name in ("label", "value"))
    return label in _OWN_LABELS and all(len(word) < _LONG_WORD for word in value.split())


def _leads(paragraph: Node) -> bool:
    """Whether a paragraph is a bold line alone, as a heading within a text of the record is."""
    inner = [child for child in paragraph.children if not isinstance(child, str) or child.strip()]
    return len(inner) == 1 and isinstance(inner[0], Node) and inner[0].tag in {"strong", "b"}


def _filled(row: list[str], count: int) -> list[str]:
    return row + ["[]"] * (count - len(row))


def to_typst(html: str, memo: Memo) -> str:
    """The page of the memo's HTML as Typst; the functions that it calls stand in ``memo.typ``."""
    document = next(node for node in parse(html).elements() if node.tag == "html")
    body = next(node for node in document.elements() if node.tag == "body")
    return _Writer(memo).blocks(body.children)
