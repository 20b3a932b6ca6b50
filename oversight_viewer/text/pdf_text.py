"""Text of PDF files, page by page. Runs in the worker process."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import quantiles
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

from oversight_viewer.domain.extraction import ExtractedText
from oversight_viewer.text.document_limits import MOST_PAGES, MOST_TEXT, Reason, RefusedDocument
from oversight_viewer.text.tidy import tidy

_BREAKING_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line, and for the end of that line
_LINE_END = re.compile(f"\r\n|[\r\n{_BREAKING_HYPHEN}]")
_WIDE_GAP = 1.35  # of the usual distance of lines, from which on a blank line stands between two
_STAMP_ONLY = 120  # characters of text that a scan may have from a stamp alone
_PICTURE_SHARE = 0.6  # of the page
_PROPERTIES = {"title": "Title", "author": "Author", "subject": "Subject", "date": "CreationDate"}


def read_document(path: str) -> ExtractedText:
    """The text of each page in the order of its content; hyphens at the ends of lines stay.

    Raises:
        RefusedDocument: If the file is damaged, locked or too large.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise RefusedDocument(Reason.PASSWORD if locked else Reason.DAMAGED) from None
    try:
        return _text_of(document)
    finally:
        document.close()


def _text_of(document: Any) -> ExtractedText:
    if not len(document):
        raise RefusedDocument(Reason.DAMAGED)
    if len(document) > MOST_PAGES:
        raise RefusedDocument(Reason.TOO_LARGE)
    pages: list[str] = []
    pictures: list[int] = []
    damaged: list[int] = []
    size = 0
    for number in range(1, len(document) + 1):
        try:
            text, is_picture = _page(document, number - 1)
        except pypdfium2.PdfiumError:
            text, is_picture = "", False
            damaged.append(number)
        size += len(text)
        if size > MOST_TEXT:
            raise RefusedDocument(Reason.TOO_LARGE)
        pages.append(text)
        if is_picture:
            pictures.append(number)
    if len(damaged) == len(pages):
        raise RefusedDocument(Reason.DAMAGED)
    found = {name: document.get_metadata_value(key).strip() for name, key in _PROPERTIES.items()}
    notice = _notice(pages, pictures, damaged, document.count_attachments())
    return ExtractedText(tuple(pages), {name: value for name, value in found.items() if value}, notice=notice)


def _page(document: Any, place: int) -> tuple[str, bool]:
    """The text of a page, and whether the page is only a picture."""
    page = document[place]
    try:
        text_page = page.get_textpage()
        try:
            text = _spaced_lines(text_page)
        finally:
            text_page.close()
        return text, len("".join(text.split())) <= _STAMP_ONLY and _has_large_picture(page)
    finally:
        page.close()


def _has_large_picture(page: Any) -> bool:
    width, height = page.get_size()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = item.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if (right - left) * (top - bottom) >= _PICTURE_SHARE * width * height:
            return True
    return False


def _spaced_lines(text_page: Any) -> str:
    """The lines of a page, with a blank one where the page has a gap, so that paragraphs can be told apart."""
    content: str = text_page.get_text_range()
    lines = list(_lines(content))
    heights = [_baseline(text_page, start) for start, _ in lines]
    gaps = [upper - lower if upper is not None and lower is not None else 0.0 for upper, lower in pairwise(heights)]
    down = [gap for gap in gaps if gap > 4]
    usual = quantiles(down, n=4)[0] if len(down) > 1 else 0.0
    parts = []
    for (_, line), gap in zip(lines, [0.0, *gaps], strict=False):
        if usual and gap > _WIDE_GAP * usual:
            parts.append("")
        parts.append(line)
    return tidy("\n".join(parts))


def _lines(content: str) -> Iterator[tuple[int, str]]:
    """Each line with the place of its first visible character."""
    start = 0
    for end in _LINE_END.finditer(content):
        yield _placed(content, start, end.start(), "-" if end[0] == _BREAKING_HYPHEN else "")
        start = end.end()
    yield _placed(content, start, len(content), "")


def _placed(content: str, start: int, end: int, hyphen: str) -> tuple[int, str]:
    line = content[start:end]
    return start + len(line) - len(line.lstrip()), line + hyphen


def _baseline(text_page: Any, index: int) -> float | None:
    x, y = ctypes.c_double(), ctypes.c_double()
    if pdfium.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y)):
        return y.value
    return None


def _ranges(numbers: list[int]) -> str:
    """Page numbers in words: ``2-4 and 7``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in spans]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _pages_are(numbers: list[int], one: str, many: str) -> str:
    return f"Page {_ranges(numbers)} {one}." if len(numbers) == 1 else f"Pages {_ranges(numbers)} {many}."


def _notice(pages: list[str], pictures: list[int], damaged: list[int], attached: int) -> str | None:
    words = []
    if not any(page.strip() for page in pages):
        if not pictures:
            words.append("There is no text in it.")
        elif len(pages) == 1:
            words.append("Scan without text: its page is only a picture.")
        else:
            words.append(f"Scan without text: its {len(pages)} pages are only pictures.")
    elif pictures:
        words.append(_pages_are(pictures, "is a scan without text", "are scans without text"))
    if damaged:
        words.append(_pages_are(damaged, "is damaged and could not be read", "are damaged and could not be read"))
    if attached:
        words.append(
            "It carries a file that was not read."
            if attached == 1
            else f"It carries {attached} files that were not read."
        )
    return " ".join(words) or None
