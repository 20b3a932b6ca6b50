"""Puts together what several sources, or several parts of one, tell of the same entry."""

from __future__ import annotations

from oversight_viewer.domain.records import Entry


def merge_parts(older: Entry, newer: Entry) -> Entry:
    """One entry that tells what both tell. Merging the same once more changes nothing.

    Lists are united without doubles, missing values are filled in. Of two values the older stays, except that the
    richer title, the longer text and the more precise of two dates that overlap are taken. Two dates that cannot both
    be right are noted under ``extra``.
    """
    raise NotImplementedError
