"""Events as docs.house.gov describes them: the sorts of documents, statuses and meetings by their codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oversight_viewer.domain.citations import ordinal
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import CommitteeRef, Source
from oversight_viewer.importing.events import committee_ref, unique_committees
from oversight_viewer.importing.formats import Means

PUBLISHER = "docs.house.gov"
DOCUMENT_TYPES = {
    "BR": "Bill or Resolution",
    "CA": "Committee Amendment",
    "FA": "Floor Amendment",
    "CR": "Committee Report",
    "CV": "Committee Recorded Vote",
    "HT": "Transcript",
    "SD": "Support Document",
    "WS": "Witness Statement",
    "WT": "Witness Truth in Testimony",
    "WB": "Witness Biography",
    "WD": "Witness Document",
}
STATUSES = {"S": "Scheduled", "R": "Rescheduled", "P": "Postponed", "C": "Canceled"}
MEETING_TYPES = {"HHRG": "Hearing", "HMKP": "Markup", "HMTG": "Meeting"}

_FILE = re.compile(r"/(HHRG|HMKP|HMTG)-(\d{2,3})-([A-Z]{2}\d{2})-", re.ASCII)
_NUMBER = re.compile(r"(?:HHRG|HMKP|HMTG)?0*(\d{1,9})", re.ASCII)


def event_number(text: str) -> str:
    """The number of an event, with or without the code of its type before it.

    Raises:
        InvalidEntry: If there is none.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise InvalidEntry("The number of the event is missing or none")
    return match[1]


def event_page(number: str) -> str:
    """The page of an event."""
    return f"https://docs.house.gov/Committee/Calendar/ByEvent.aspx?EventID={number}"


def event_source(title: str, number: str, means: Means, day: str = "") -> Source:
    """A file about an event as a source.

    Args:
        title: What it is.
        number: The number of the event.
        means: Knows the day of the import.
        day: When the file was last changed, as written.
    """
    return Source(title, PUBLISHER, event_page(number), day or None, means.today.isoformat())


def bill_words(number: str, congress: int | None) -> str:
    """A bill as it is cited."""
    return f"{number} ({ordinal(congress)} Congress)" if number and congress is not None else number


def told_by_files(addresses: Iterable[str], means: Means) -> tuple[str, int | None, tuple[CommitteeRef, ...]]:
    """What the names of files tell of their event: its type in words, its Congress, and its committees.

    The type is empty and the Congress None if no name tells them.
    """
    found = [match for address in addresses if (match := _FILE.search(address)) is not None]
    if not found:
        return "", None, ()
    committees = unique_committees(committee_ref(match[3], "", "house", means) for match in found)
    return MEETING_TYPES[found[0][1]], int(found[0][2]) or None, committees
