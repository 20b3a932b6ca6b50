"""Markdown and plain text of others as HTML that is safe to lay out.

Markdown is turned into HTML, cut down to an allow-list of elements without style, pictures or scripts, and then written
anew with caps on nesting and number, since a layout engine can be brought to a halt by few characters.

Hostile Markdown may keep :func:`to_safe_html` busy for ever; call it through
:class:`~oversight_viewer.text.render.Renderer`, which bounds it. Plain text takes time in proportion to its length.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from oversight_viewer.domain.characters import clean_text
from oversight_viewer.text.limits import DEFAULT_LIMITS, Limits, TooComplex
from oversight_viewer.text.links import is_followable
from oversight_viewer.text.rewrite import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, rewrite

_NBSP = "\N{NO-BREAK SPACE}"
_GAP = re.compile("\n\n+")
_CUT = "[The rest of this text is too long to be shown here.]"
_FORGOTTEN = frozenset({"script", "style", "template"})  # their content is not text


def _bounded(lines: Iterable[str], limits: Limits) -> Iterator[str]:
    """The lines, with those that a layout engine cannot bear in parts."""
    long_run = re.compile(rf"[^ ]{{{limits.unbroken}}}(?=[^ ])")
    for line in lines:
        if len(line) <= limits.unbroken:
            yield line
            continue
        for part in long_run.sub("\\g<0>\n", line).split("\n"):
            start = 0
            while len(part) - start > limits.line:
                end = part.rfind(" ", start, start + limits.line) + 1
                yield part[start:end]
                start = end
            yield part[start:]


def _chunks(paragraph: str, limits: Limits) -> Iterator[str]:
    """The lines of a paragraph, parted where they are too much for one."""
    if len(paragraph) <= limits.lines_in_paragraph:
        yield paragraph
        return
    chunk: list[str] = []
    size = 0
    for line in paragraph.split("\n"):
        if chunk and (len(chunk) == limits.lines_in_paragraph or size + len(line) > limits.line):
            yield "\n".join(chunk)
            chunk, size = [], 0
        chunk.append(line)
        size += len(line)
    yield "\n".join(chunk)


def _with_blanks_kept(lines: Iterable[str]) -> str:
    """Lines of text as HTML in which no blank is lost: in a run, and where a line begins, every second one stays.

    Works on the whole text at once, since a transcript has tens of thousands of lines.
    """
    text = html.escape("\n".join(lines), quote=False)
    text = f"\n{text}".replace("\n ", f"\n{_NBSP}")[1:]
    return text.replace("  ", f" {_NBSP}")


def plain_blocks(source: str, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Plain text as paragraphs of HTML, line for line; lines without text part the paragraphs."""
    text = clean_text(source[: limits.plain + 1]).expandtabs(8)
    if len(source) > limits.plain or len(text) > limits.plain:
        text = f"{text[: limits.plain]}\n\n{_CUT}"
    shown = _with_blanks_kept(line.rstrip(" ") for line in _bounded(text.split("\n"), limits))
    paragraphs = (part for part in _GAP.split(shown.strip("\n")) if part)
    return [f"<p>{chunk}</p>".replace("\n", "<br>") for part in paragraphs for chunk in _chunks(part, limits)]


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if is_followable(value) else None
    if name == "start":
        return value if value.isascii() and value.isdigit() and len(value) <= 6 else None
    return value if (tag, name) == ("a", "rel") else None


def markdown_pieces(source: str, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Markdown as pieces of safe HTML, each of which begins and ends outside every element.

    Raises:
        TooComplex: If the text, or its layout, is more than can be shown safely.
    """
    import markdown  # noqa: PLC0415 - takes 60 ms, which a reader of plain text need not wait for
    import nh3  # noqa: PLC0415

    if len(source) > limits.markdown:
        raise TooComplex
    made = markdown.markdown(clean_text(source), extensions=["tables", "sane_lists"], output_format="html")
    if len(made) > limits.html:
        raise TooComplex
    cleaned = nh3.clean(
        made,
        tags=set(ALLOWED_TAGS),
        clean_content_tags=set(_FORGOTTEN),
        attributes={"a": {"href"}, "ol": set(ALLOWED_ATTRIBUTES["ol"])},
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        generic_attribute_prefixes=set(),
        strip_comments=True,
        link_rel="noopener noreferrer",
    )
    if len(cleaned) > limits.html:
        raise TooComplex
    # The line feed that ends a block of code would be shown as an empty line.
    return rewrite(cleaned.replace("\n</code></pre>", "</code></pre>"), limits)


def safe_pieces(source: str, format: str, limits: Limits = DEFAULT_LIMITS) -> list[str]:  # noqa: A002
    """The body of an entry as pieces of safe HTML that can be shown one after the other.

    Args:
        source: The text as the record has it.
        format: ``markdown``; anything else is taken as plain text.

    Raises:
        TooComplex: If Markdown has more layout than can be shown safely.
    """
    if format == "markdown":
        return markdown_pieces(source, limits)
    return list(_grouped(plain_blocks(source, limits), limits.piece))


def _grouped(blocks: Iterable[str], size: int) -> Iterator[str]:
    held: list[str] = []
    length = 0
    for block in blocks:
        held.append(block)
        length += len(block)
        if length >= size:
            yield "".join(held)
            held, length = [], 0
    if held:
        yield "".join(held)


def to_safe_html(source: str, format: str, limits: Limits = DEFAULT_LIMITS) -> str:  # noqa: A002
    """The body of an entry as safe HTML, whole. See :func:`safe_pieces`."""
    return "".join(safe_pieces(source, format, limits))
