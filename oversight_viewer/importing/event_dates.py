"""When an event was held, out of what several sources say of it; the time of an update is never taken for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from oversight_viewer.domain.dates import PartialDate

_WASHINGTON = ZoneInfo("America/New_York")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)", re.ASCII)
_FILE_DAY = re.compile(r"/[A-Z]{4}-\d{2,3}-[^/]*?-((?:19|20)\d{6})(?=[-.])", re.ASCII)
_SAME = timedelta(minutes=1)

FROM_FILE_NAMES = "the names of the documents"
NOT_GIVEN = "not given: the source has the time of its update in place of the day"


@dataclass(frozen=True, slots=True)
class When:
    """When an event was held.

    Args:
        day: The day in Washington; None if it is not known.
        time: The time of the day there, ``14:30``; empty if it is not known.
        note: Where the day comes from, if not from the date of the source; empty otherwise.
    """

    day: PartialDate | None = None
    time: str = ""
    note: str = ""


def instant(text: str) -> datetime | None:
    """A moment as the Library of Congress writes it: ``…T…Z`` or ``… …+00:00``; None without a time of the day."""
    if len(text) < 16:
        return None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def update_moment(text: str, *, is_local: bool = False) -> str:
    """When a record was updated, in one form whose order is that of time; empty if the text tells no moment.

    Args:
        text: As the source writes it; a day alone is its beginning.
        is_local: Whether a time without a zone is that of Washington, and not UTC.
    """
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=_WASHINGTON if is_local else UTC)
        return moment.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return ""


def plain_day(text: str) -> PartialDate | None:
    """The day with which a text begins, as it is written; None if there is none."""
    match = _DAY.match(text)
    try:
        return PartialDate.parse(match[1]) if match is not None else None
    except ValueError:
        return None


def _local(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(_WASHINGTON)
    except (ValueError, OverflowError):
        return None


def washington_day(text: str) -> PartialDate | None:
    """The day in Washington of a moment given in UTC, or a plain day as it is written."""
    moment = instant(text)
    local = _local(moment) if moment is not None else None
    return plain_day(text) if local is None else PartialDate.of_day(local.date())


def day_of_files(addresses: Iterable[str]) -> PartialDate | None:
    """The day that the House puts into the names of an event's documents: ``HHRG-118-IF02-20230324-SD001.pdf``.

    None if they say none, or no day more often than another.
    """
    days: Counter[date] = Counter()
    for address in addresses:
        match = _FILE_DAY.search(address)
        if match is not None:
            try:
                days[datetime.strptime(match[1], "%Y%m%d").date()] += 1
            except ValueError:
                continue
    most = days.most_common(2)
    if not most or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    return PartialDate.of_day(most[0][0])


def meeting_time(written: str, updated: str, addresses: Iterable[str]) -> When:
    """When a meeting of the Congress.gov API was held.

    Its ``date`` is in UTC, so an evening in Washington is the next day there. In some records it is the time of the
    update, which says nothing of the meeting; then the names of the documents are asked.

    Args:
        written: The ``date``.
        updated: The ``updateDate``.
        addresses: Of the documents.
    """
    of_files = day_of_files(addresses)
    moment, update = instant(written), instant(updated)
    if moment is not None and update is not None and abs(moment - update) <= _SAME:
        return When(of_files, "", FROM_FILE_NAMES if of_files is not None else NOT_GIVEN)
    local = _local(moment) if moment is not None else None
    if local is None:
        day = plain_day(written)
        return When(day) if day is not None else When(of_files, "", FROM_FILE_NAMES if of_files is not None else "")
    day = PartialDate.of_day(local.date())
    # No meeting begins at a second within a minute, and midnight may stand for a day without a time.
    doubtful = local.second != 0 or (moment is not None and moment.hour == moment.minute == 0)
    if doubtful and of_files is not None and of_files != day:
        return When(of_files, "", FROM_FILE_NAMES)
    return When(day, local.strftime("%H:%M") if not local.second else "")


def spoken_time(time: str) -> str:
    """``14:30`` as ``2:30 p.m.``; anything else as it is."""
    match = re.fullmatch(r"(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?", time, re.ASCII)
    if match is None or int(match[1]) > 23:
        return time
    hour = int(match[1])
    return f"{hour % 12 or 12}:{match[2]} {'a.m.' if hour < 12 else 'p.m.'}"
