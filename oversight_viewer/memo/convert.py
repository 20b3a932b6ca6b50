"""Writes a memo to a file, in the format that the file's name asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.files import atomic_write
from oversight_viewer.memo.blocks import Memo
from oversight_viewer.memo.guard import check_written
from oversight_viewer.memo.html import Render, memo_html
from oversight_viewer.memo.packages import finish, reference
from oversight_viewer.memo.pandoc import convert
from oversight_viewer.memo.pdf import write_pdf

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#+.!|~^$@&-])")
# Plain Markdown that any reader understands: no HTML in it, tables as pipes where they fit.
_MARKDOWN = (
    "markdown-raw_html-native_divs-native_spans-fenced_divs-bracketed_spans-header_attributes-link_attributes-smart"
    "-simple_tables-multiline_tables-raw_attribute-fenced_code_attributes-superscript-subscript+pipe_tables+footnotes"
)


def _html(html: str, memo: Memo) -> bytes:  # noqa: ARG001 - all writers are called alike
    return html.encode("utf-8")


def _markdown(html: str, memo: Memo) -> bytes:
    """Markdown between two lines with the mark."""
    words = _PUNCTUATION.sub(r"\\\1", memo.banner.label.upper())
    mark = f"**{words}**".encode()
    return mark + b"\n\n" + convert(html, _MARKDOWN, memo.date).strip() + b"\n\n" + mark + b"\n"


def _package(kind: str) -> Callable[[str, Memo], bytes]:
    def write(html: str, memo: Memo) -> bytes:
        styles = reference(kind, memo.banner, quiet=memo.is_public)
        return finish(kind, convert(html, kind, memo.date, reference=styles), memo.title, memo.date)

    return write


_WRITERS: Mapping[str, Callable[[str, Memo], bytes]] = {
    ".docx": _package("docx"),
    ".pdf": write_pdf,
    ".html": _html,
    ".md": _markdown,
    ".odt": _package("odt"),
}
SUFFIXES: tuple[str, ...] = tuple(_WRITERS)


def write_memo(memo: Memo, path: Path, render: Render) -> None:
    """Write a memo as Word, PDF, HTML, Markdown or OpenDocument; the file is there whole or not at all.

    What was written is read back and searched for what the memo withholds, before it takes its name.

    Args:
        memo: What is written.
        path: Where; the suffix says the format.
        render: Makes texts of the record and of the user safe.

    Raises:
        KnownError: If there is no such format, the file cannot be written, the conversion fails, or the file would have
            held what the memo withholds.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise KnownError(
            f"A memo cannot be written as “{path.suffix or path.name}”.",
            safe="No file was written.",
            todo=f"Give the file one of these endings: {', '.join(SUFFIXES)}.",
        )
    with atomic_write(path) as temporary:
        temporary.write_bytes(writer(memo_html(memo, render), memo))
        check_written(temporary, memo.unwanted)
