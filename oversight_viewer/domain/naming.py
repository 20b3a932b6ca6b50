"""Names that are proposed to the user: for a view, for a memo, for a file, out of the words of the filter."""

from __future__ import annotations

import re
import unicodedata

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.sentence import what_is_asked
from oversight_viewer.domain.views import Alignment, Look, Order

LONGEST_STEM = 60
"""Characters of a proposed file name without its ending."""

_LONGEST_NAME = 60
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def filter_words(what: RecordFilter, directory: Directory) -> str:
    """What a filter asks for, as a title: the inquiry, if it is one, else its sentence; empty if it asks nothing."""
    if len(what.inquiries.include) == 1:
        return what.inquiries.include[0]
    words = "" if what.is_empty else what_is_asked(what, directory)
    return words[:1].upper() + words[1:]


def view_name(look: Look, directory: Directory) -> str:
    """A name for a view, of one short line."""
    words = [filter_words(look.filter, directory) or "All records"]
    if look.filter.is_empty:
        words += [look.alignment.label.lower()] if look.alignment is not Alignment.DATE else []
        words += [look.order.label.lower()] if look.order is not Order.NEWEST else []
    return _cut(", ".join(words), " ", _LONGEST_NAME).rstrip(" ,;")


def file_stem(words: str) -> str:
    """A name for a file that every system allows: small letters of ASCII, figures and hyphens, at most 60.

    Args:
        words: What the file holds, in words.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _cut(_NOT_PLAIN.sub("-", plain).strip("-"), "-", LONGEST_STEM).strip("-") or "records"


def _cut(text: str, between: str, most: int) -> str:
    """The text, or as many of its words as have room."""
    if len(text) <= most:
        return text
    whole = text[: most + 1].rpartition(between)[0]
    return whole if len(whole) > most // 2 else text[:most]
