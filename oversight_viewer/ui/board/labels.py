"""What the board says in words: date labels of the gutter, due states, and what a screen reader hears. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import (
    MONTHS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    DatePoint,
    PartialDate,
    Precision,
)
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.keys import block_day, block_precision
from oversight_viewer.domain.kinds import Lane, kind_label
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.requests import AnswerStatus, days_overdue
from oversight_viewer.domain.views import Order


@dataclass(frozen=True, slots=True)
class DateLabel:
    """The label of a block in the date gutter: one or two main lines, framed unless it is a day, and lines below."""

    main: str
    below: str = ""
    framed: bool = True


def _short(point: DatePoint) -> str:
    """A point without its year where it has a month: ``3 Oct``, ``Oct``, ``2024``."""
    if point.month is None:
        return str(point.year)
    name = SHORT_MONTHS[point.month - 1]
    return name if point.day is None else f"{point.day} {name}"


def _range_label(start: DatePoint, end: DatePoint) -> str:
    """From and to, on two lines if too wide for one: ``3–9 Oct``, ``Aug–Oct``, ``28 Sep –`` above ``3 Oct``."""
    same_year = start.year == end.year
    if same_year and start.month == end.month and start.day is not None and end.day is not None:
        return f"{start.day}–{_short(end)}"
    last = _short(end) if same_year or end.month is None else f"{_short(end)} {end.year}"
    wide = start.day is not None or end.day is not None or (not same_year and start.month is not None)
    return f"{_short(start)} –\n{last}" if wide else f"{_short(start)}–{last}"


def gutter_label(
    block: int, dates: Collection[PartialDate | None] = (), *, narrow: bool = False, with_year: bool = False
) -> DateLabel:
    """The label of a block, with no more precision than its date has.

    Args:
        block: The block, as in its key.
        dates: Dates of cards of the block that are loaded; they tell where a range ends.
        narrow: Whether the weekday has to be short.
        with_year: Whether to give the year in place of the weekday, where no heading gives it.
    """
    label = _gutter_label(block, dates, narrow=narrow)
    day, precision = block_day(block), block_precision(block)
    if not with_year or day is None or precision is Precision.YEAR:
        return label
    if precision is Precision.MONTH:
        return replace(label, below=f"{day.year}\n{label.below}")
    year = str(day.year)
    if year in label.main:
        return label
    # A range that ends in another year names that one already.
    names_another = any(part.isdigit() and len(part) == len(year) for part in label.main.split())
    return replace(label, below=f"from {year}" if names_another else year)


def _gutter_label(block: int, dates: Collection[PartialDate | None], *, narrow: bool) -> DateLabel:
    day, precision = block_day(block), block_precision(block)
    if day is None:
        return DateLabel("No date")
    match precision:
        case Precision.YEAR:
            return DateLabel(str(day.year), "month not given")
        case Precision.MONTH:
            return DateLabel(SHORT_MONTHS[day.month - 1], "day not given")
        case Precision.DAY:
            weekday = (SHORT_WEEKDAYS if narrow else WEEKDAYS)[day.weekday()]
            return DateLabel(f"{day.day} {SHORT_MONTHS[day.month - 1]}", weekday, framed=False)
    ranges = {(item.start, item.end) for item in dates if item is not None and item.end is not None}
    if len(ranges) == 1:
        start, end = ranges.pop()
        return DateLabel(_range_label(start, end))
    return DateLabel(f"from\n{_short(DatePoint(day.year, day.month, day.day))}")


def _spoken_point(point: DatePoint) -> str:
    if point.month is None:
        return str(point.year)
    name = MONTHS[point.month - 1]
    return f"{name} {point.year}" if point.day is None else f"{point.day} {name} {point.year}"


def spoken_date(value: PartialDate | None) -> str:
    """A date in full words, saying what is not given: ``September 2024, day not given``."""
    if value is None:
        return "no date"
    text = _spoken_point(value.start)
    if value.end is not None:
        return f"{text} to {_spoken_point(value.end)}"
    missing = value.not_given()
    return f"{text}, {missing}" if missing else text


def plural(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def next_due(card: Card, today: date) -> date | None:
    """The first day, today or later, on which an open request of the card is due."""
    days = [state.due for state in card.requests if state.is_open and state.due is not None and state.due >= today]
    return min(days, default=None)


def due_words(card: Card, today: date) -> tuple[str, bool]:
    """How the requests of a card stand in time, and whether they are overdue; empty if there is nothing to say."""
    overdue = days_overdue(card.requests, today)
    if overdue:
        return f"Overdue {plural(overdue, 'day', 'days')}", True
    due = next_due(card, today)
    if due is None:
        return "", False
    year = "" if due.year == today.year else f" {due.year}"
    return f"Due {due.day} {SHORT_MONTHS[due.month - 1]}{year}", False


def card_name(
    card: Card,
    directory: Directory,
    scheme: MarkScheme,
    today: date,
    notes: EntryNotes | None = None,
) -> str:
    """What a screen reader says of a card: kind, title, date as known, committees, companies, mark, state."""
    parts = [kind_label(card.kind), card.title, spoken_date(card.date)]
    parts += [directory.committee_label(key) for key in card.committees]
    parts += card.companies
    mark = scheme.get(card.mark).label
    parts.append(mark[:1].lower() + mark[1:])
    if card.respondent_mark:
        parts.append(f"company’s own mark: {card.respondent_mark}")
    if card.requests:
        parts.append(f"{card.answered} of {len(card.requests)} answered")
        overdue = days_overdue(card.requests, today)
        due = next_due(card, today)
        if overdue:
            parts.append(f"overdue by {plural(overdue, 'day', 'days')}")
        elif due is not None:
            parts.append(f"due {spoken_date(PartialDate.of_day(due))}")
    if card.attachments:
        parts.append(plural(card.attachments, "attachment", "attachments"))
    if notes is not None:
        if notes.notes:
            parts.append(plural(len(notes.notes), "note", "notes"))
        if notes.flagged:
            parts.append("flagged")
    if card.found_in_notes:
        parts.append("found in your notes")
    return ", ".join(parts)


def lane_name(lane: Lane, count: int | None, order: Order) -> str:
    """What a screen reader says of a lane: ``Committee actions, 6 records, oldest first``."""
    known = "" if count is None else f", {plural(count, 'record', 'records')}"
    return f"{lane.heading}{known}, {order_words(order)}"


def order_words(order: Order) -> str:
    """What comes first, within a sentence."""
    return "best match first" if order is Order.BEST else order.label.lower()


def status_inks(statuses: Sequence[AnswerStatus]) -> tuple[tuple[str, str], ...]:
    """How the segment of each request is drawn: the colour token and ``full``, ``half`` or ``edge``."""
    return tuple(_INKS[status] for status in statuses)


_INKS = {
    AnswerStatus.FULL: ("good", "full"),
    AnswerStatus.PARTIAL: ("warn", "half"),
    AnswerStatus.PROMISED: ("info", "edge"),
    AnswerStatus.REFUSED: ("bad", "full"),
    AnswerStatus.NOT_ADDRESSED: ("line-strong", "edge"),
    AnswerStatus.NONE_RECORDED: ("line-strong", "edge"),
}


def heading_of_row(block: int) -> str:
    """What a screen reader says of a row: the date of its block, in full words."""
    day, precision = block_day(block), block_precision(block)
    if day is None:
        return "No date"
    if precision is Precision.RANGE:
        return f"range of dates from {spoken_date(PartialDate.of_day(day))}"
    month = None if precision is Precision.YEAR else day.month
    point = DatePoint(day.year, month, day.day if precision is Precision.DAY else None)
    return spoken_date(PartialDate(point))
