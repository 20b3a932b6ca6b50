"""Reads a written memo back: every text in the file, wherever it hides."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

_TAG = re.compile(r"<[^>]*>")
_MARKED_WORD = re.compile(r"([^\W\d_])(\d)")  # in the text of a PDF the mark of a footnote hangs on its word
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_VALUE = re.compile(r'="([^"]*)"')
_PACKED = frozenset({".docx", ".odt"})


def _both_ways(markup: str) -> Iterator[str]:
    """The text of markup read twice, since a tag may stand between two words or within one; and what its tags hold."""
    yield html.unescape(_TAG.sub("", markup))
    yield html.unescape(_TAG.sub(" ", markup))
    yield html.unescape("\n".join(set(_VALUE.findall(markup))))
    yield "\n".join(_COMMENT.findall(markup))


def _pdf_texts(path: Path) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415 - only for this

    document = pypdfium2.PdfDocument(path)
    try:
        yield "\n".join(document.get_metadata_dict().values())
        yield "\n".join(item.get_title() for item in document.get_toc())
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
        text = "\n".join(pages)
        yield text
        yield _MARKED_WORD.sub(r"\1 \2", text)
    finally:
        document.close()


def readable_texts(path: Path) -> Iterator[str]:
    """The texts of a memo of any format: those of a PDF with its properties and outline, each member of a package."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        yield from _pdf_texts(path)
    elif suffix in _PACKED:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield name
                yield from _both_ways(package.read(name).decode("utf-8", errors="replace"))
    else:
        yield from _both_ways(path.read_text(encoding="utf-8"))
