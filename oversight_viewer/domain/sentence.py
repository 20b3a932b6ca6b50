"""Says a filter in English, for the line above the lanes, for memos and for assistive technology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from oversight_viewer.domain.dates import MONTHS, SHORT_MONTHS, days_in_month
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import UNDATED, Facet, RecordFilter
from oversight_viewer.domain.kinds import Lane, kind_label
from oversight_viewer.domain.marks import MarkScheme

_NAMED_AT_MOST = 5
_TEXT_AT_MOST = 60
_WITH_ARTICLE = ("Select ", "Committee ", "Subcommittee ", "Joint ", "Permanent ", "Special ", "Commission ")
_BELOW: Mapping[Facet, str] = MappingProxyType({Facet.COMMITTEE: "subcommittees", Facet.COMPANY: "subsidiaries"})
_PLURALS: Mapping[str, str] = MappingProxyType(
    {
        "contempt": "contempt proceedings",
        "interrogatories": "interrogatories",
        "meeting_with_counsel": "meetings with counsel",
        "no_response": "records of no response",
        "qfr_response": "answers for the record",
        "questions_for_the_record": "questions for the record",
        "resolution_of_inquiry": "resolutions of inquiry",
        "testimony": "testimony",
        "witness_made_available": "witnesses made available",
    }
)


def describe(
    what: RecordFilter,
    directory: Directory,
    *,
    count: int | None,
    total: int | None,
    scheme: MarkScheme | None = None,
) -> str:
    """Say how many records a filter gives, and which: ``15 of 412 records from …, about …, August to November 2024.``

    Args:
        count: How many records match; None while that is not known.
        total: How many records the library has; None while that is not known.
        scheme: The words of the handling marks, those of the application unless given.
    """
    return " ".join(part for part in describe_parts(what, directory, count=count, total=total, scheme=scheme) if part)


def describe_parts(
    what: RecordFilter,
    directory: Directory,
    *,
    count: int | None,
    total: int | None,
    scheme: MarkScheme | None = None,
) -> tuple[str, str]:
    """The sentence of :func:`describe` in two parts: the numbers, which may be set in bold, and the rest."""
    asked = what_is_asked(what, directory, scheme=scheme)
    if not asked:
        return _all_of(total), ""
    return f"{_number(count)} of {_number(total)} {'record' if total == 1 else 'records'}", ended(asked)


def what_is_asked(what: RecordFilter, directory: Directory, *, scheme: MarkScheme | None = None) -> str:
    """What a filter asks for, without numbers and full stop: ``from …, about …``; empty if it asks for nothing."""
    return ", ".join(_clauses(what, directory, scheme or MarkScheme()))


def ended(sentence: str) -> str:
    """A sentence with a full stop, unless it ends in one: many companies are called "Co." or "Inc."."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def kind_plural(kind: str) -> str:
    """Say several entries of a kind: ``press releases``."""
    known = _PLURALS.get(kind)
    if known is not None:
        return known
    words = kind_label(kind)
    words = words[:1].lower() + words[1:]
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return f"{words[:-1]}ies"
    return f"{words}{'es' if words.endswith(('s', 'x', 'ch', 'sh')) else 's'}"


def say_dates(since: date | None, until: date | None) -> str:
    """Say an interval of days: ``August to November 2024``, ``in 2024``, ``since 3 Oct 2024``; empty for no limit."""
    if since is not None and until is not None:
        first, last = _span(since, until, MONTHS)
        if last:
            return f"{first} to {last}"
        return f"{'on' if since == until else 'in'} {first}"
    if since is not None:
        return f"since {_begin(since, MONTHS)}"
    return f"up to {_end(until, MONTHS)}" if until is not None else ""


def short_dates(since: date | None, until: date | None) -> str:
    """Say an interval of days in few characters: ``Aug–Nov 2024``; empty for no limit."""
    if since is not None and until is not None:
        first, last = _span(since, until, SHORT_MONTHS)
        spaced = " " if " " in first else ""
        return f"{first}{spaced}–{spaced}{last}" if last else first
    if since is not None:
        return f"Since {_begin(since, SHORT_MONTHS)}"
    return f"Up to {_end(until, SHORT_MONTHS)}" if until is not None else ""


def say_congress(number: str) -> str:
    """Say a Congress by its number: ``118th Congress``."""
    ending = "th" if number[-2:] in {"11", "12", "13"} else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
    return f"{number}{ending} Congress"


def _clauses(what: RecordFilter, directory: Directory, scheme: MarkScheme) -> list[str]:
    text = " ".join(what.text.split())
    clauses = (
        f"with “{_shortened(text)}” in them" if text else "",
        _included("from", [_committee(directory, key) for key in what.committees.include])
        + _without_below(what, Facet.COMMITTEE),
        _included("about", what.companies.include) + _without_below(what, Facet.COMPANY),
        _included("naming", what.people.include),
        _included("only", [_lane(value) for value in what.lanes.include]),
        _included("only", [kind_plural(kind) for kind in what.kinds.include]),
        _included(f"in the {'inquiry' if len(what.inquiries.include) == 1 else 'inquiries'}", what.inquiries.include),
        _included("of", [f"the {say_congress(number)}" for number in what.congresses.include]),
        _years(what.years.include),
        say_dates(what.since, what.until),
        _included("marked", [_mark(scheme, code) for code in what.marks.include]),
        _included("tagged", [f"“{tag}”" for tag in what.tags.include]),
        {True: "with your notes", False: "without notes", None: ""}[what.has_notes],
        {True: "flagged", False: "not flagged", None: ""}[what.flagged],
        {True: "with outstanding requests", False: "without outstanding requests", None: ""}[what.unanswered],
        {True: "with overdue requests", False: "without overdue requests", None: ""}[what.overdue],
        _left_out(what, directory, scheme),
    )
    return [clause for clause in clauses if clause]


def _without_below(what: RecordFilter, facet: Facet) -> str:
    """What follows the committees or companies that are asked for when they are meant without what belongs to them."""
    number = len(what.choice(facet).include)
    if not number or not what.is_exact(facet):
        return ""
    return f" without {'its' if number == 1 else 'their'} {_BELOW[facet]}"


def _years(years: Sequence[str]) -> str:
    dated = _included("dated", [year for year in years if year != UNDATED])
    return " or ".join(part for part in (dated, "without a date" if UNDATED in years else "") if part)


def _left_out(what: RecordFilter, directory: Directory, scheme: MarkScheme) -> str:
    of_committee, of_company = (" itself" if what.is_exact(facet) else "" for facet in (Facet.COMMITTEE, Facet.COMPANY))
    values = [
        *(_lane(value) for value in what.lanes.exclude),
        *(kind_plural(kind) for kind in what.kinds.exclude),
        *(f"{_committee(directory, key)}{of_committee}" for key in what.committees.exclude),
        *(f"{name}{of_company}" for name in what.companies.exclude),
        *(f"records naming {name}" for name in what.people.exclude),
        *(f"the {say_congress(number)}" for number in what.congresses.exclude),
        *("records without a date" if year == UNDATED else year for year in what.years.exclude),
        *(f"the inquiry {name}" for name in what.inquiries.exclude),
        *(f"records marked {_mark(scheme, code)}" for code in what.marks.exclude),
        *(f"records tagged “{tag}”" for tag in what.tags.exclude),
    ]
    return f"leaving out {_listed(values, 'and')}" if values else ""


def _included(word: str, values: Sequence[str]) -> str:
    return f"{word} {_listed(values, 'or')}" if values else ""


def _listed(values: Sequence[str], last_word: str) -> str:
    named: Iterable[str] = values
    if len(values) > _NAMED_AT_MOST:
        named = [*values[: _NAMED_AT_MOST - 1], f"{_number(len(values) - _NAMED_AT_MOST + 1)} others"]
    *first, last = named
    return f"{', '.join(first)} {last_word} {last}" if first else last


def _committee(directory: Directory, key: str) -> str:
    label = directory.committee_label(key)
    return f"the {label}" if label.startswith(_WITH_ARTICLE) else label


def _lane(value: str) -> str:
    heading = Lane(value).heading
    return heading[:1].lower() + heading[1:]


def _mark(scheme: MarkScheme, code: str) -> str:
    label = scheme.get(code).label
    return label[:1].lower() + label[1:]


def _shortened(text: str) -> str:
    return text if len(text) <= _TEXT_AT_MOST else f"{text[: _TEXT_AT_MOST - 1].rstrip()}…"


def _number(value: int | None) -> str:
    return "…" if value is None else f"{value:,}"


def _all_of(total: int | None) -> str:
    if total == 0:
        return "No records yet"
    return "1 record" if total == 1 else f"All {_number(total)} records"


def _ends_month(day: date) -> bool:
    return day.day == days_in_month(day.year, day.month)


def _day(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def _begin(day: date, months: Sequence[str]) -> str:
    """The first day of an interval, as a year or a month where the interval begins with one."""
    if day.day != 1:
        return _day(day)
    return str(day.year) if day.month == 1 else f"{months[day.month - 1]} {day.year}"


def _end(day: date, months: Sequence[str]) -> str:
    if not _ends_month(day):
        return _day(day)
    return str(day.year) if day.month == 12 else f"{months[day.month - 1]} {day.year}"


def _span(since: date, until: date, months: Sequence[str]) -> tuple[str, str]:
    """The two ends of an interval in words; the second is empty when one word says both."""
    if since.day != 1 or not _ends_month(until):
        return _day(since), "" if since == until else _day(until)
    if since.month == 1 and until.month == 12:
        return str(since.year), "" if since.year == until.year else str(until.year)
    last = f"{months[until.month - 1]} {until.year}"
    if since.year != until.year:
        return f"{months[since.month - 1]} {since.year}", last
    return (last, "") if since.month == until.month else (months[since.month - 1], last)
