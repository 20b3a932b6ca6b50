"""Hypothesis strategies for the record: whole entries with every field of the format, the values in them, and looks."""

from __future__ import annotations

import dataclasses
import string
import types
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from oversight_viewer.domain.dates import DatePoint, PartialDate
from oversight_viewer.domain.filters import Choice
from oversight_viewer.domain.kinds import KINDS, Lane, lanes_of_kind
from oversight_viewer.domain.marks import DEFAULT_MARKS
from oversight_viewer.domain.records import (
    Answer,
    Attachment,
    BatesRange,
    CommitteeRef,
    CompanyRef,
    Entry,
    EntryId,
    Link,
    Person,
    PrivilegeLogItem,
    Request,
    Source,
)
from oversight_viewer.domain.requests import GIVEN_STATUSES
from oversight_viewer.domain.views import Look

# Any text that UTF-8 can hold, NUL and other control characters among it.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SOME_TEXT = ANY_TEXT.filter(lambda text: bool(text.strip()))
MAYBE_TEXT = st.none() | ANY_TEXT
NUMBERS = st.integers(-(10**6), 10**6) | ANY_TEXT.filter(bool)

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=4,
)
JSON_OBJECTS = st.dictionaries(ANY_TEXT, JSON_VALUES, max_size=2)


def extras(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Unknown fields of a part of an entry: any names but its own."""
    known = set(kind.__dataclass_fields__) - {"extra"}
    return st.just({}) | st.dictionaries(ANY_TEXT.filter(lambda name: name not in known), JSON_VALUES, max_size=2)


@st.composite
def date_points(draw: st.DrawFn) -> DatePoint:
    day = draw(st.dates() | st.dates(date(2019, 1, 1), date(2025, 12, 31)))
    precision = draw(st.integers(0, 2))
    return DatePoint(day.year, day.month if precision else None, day.day if precision == 2 else None)


@st.composite
def partial_dates(draw: st.DrawFn, points: st.SearchStrategy[DatePoint] | None = None) -> PartialDate:
    """Days, months, years and ranges of these."""
    point = date_points() if points is None else points
    start = draw(point)
    if not draw(st.booleans()):
        return PartialDate(start)
    end = draw(point)
    return PartialDate(start, end) if end.last_day >= start.first_day else PartialDate(end, start)


@st.composite
def lanes_and_kinds(draw: st.DrawFn) -> tuple[Lane, str]:
    lane = draw(st.sampled_from(Lane))
    unknown = SOME_TEXT.filter(lambda kind: not lanes_of_kind(kind))
    return lane, draw(st.sampled_from(KINDS[lane]) | unknown)


def committee_refs() -> st.SearchStrategy[CommitteeRef]:
    extra = extras(CommitteeRef)
    return st.builds(CommitteeRef, code=SOME_TEXT, name=MAYBE_TEXT, extra=extra) | st.builds(
        CommitteeRef, code=MAYBE_TEXT, name=SOME_TEXT, extra=extra
    )


def company_refs() -> st.SearchStrategy[CompanyRef]:
    roles = st.sampled_from(["addressee", "respondent", "witness", "subject"]) | ANY_TEXT.filter(bool)
    return st.builds(CompanyRef, name=SOME_TEXT, role=roles, id=MAYBE_TEXT, extra=extras(CompanyRef))


def people() -> st.SearchStrategy[Person]:
    return st.builds(Person, name=SOME_TEXT, role=MAYBE_TEXT, organization=MAYBE_TEXT, extra=extras(Person))


def requests() -> st.SearchStrategy[Request]:
    due = st.none() | partial_dates()
    return st.builds(Request, number=NUMBERS, text=ANY_TEXT, due=due, extra=extras(Request))


def answers() -> st.SearchStrategy[Answer]:
    return st.builds(
        Answer,
        to=SOME_TEXT.map(EntryId),
        request=NUMBERS,
        status=st.sampled_from([status.value for status in GIVEN_STATUSES]),
        text=ANY_TEXT,
        extra=extras(Answer),
    )


def links() -> st.SearchStrategy[Link]:
    return st.builds(Link, rel=SOME_TEXT, to=SOME_TEXT.map(EntryId), extra=extras(Link))


def bates_ranges() -> st.SearchStrategy[BatesRange]:
    return st.builds(BatesRange, begin=SOME_TEXT, end=SOME_TEXT, volume=MAYBE_TEXT, extra=extras(BatesRange))


def privilege_log_items() -> st.SearchStrategy[PrivilegeLogItem]:
    texts = dict.fromkeys(("date", "author", "description", "basis", "bates"), MAYBE_TEXT)
    return st.builds(
        PrivilegeLogItem,
        number=st.none() | NUMBERS,
        recipients=MAYBE_TEXT | st.lists(SOME_TEXT, max_size=2).map(tuple),
        request=st.none() | NUMBERS,
        extra=extras(PrivilegeLogItem),
        **texts,
    )


def sources() -> st.SearchStrategy[Source]:
    texts = dict.fromkeys(("title", "publisher", "url", "date", "accessed", "note"), MAYBE_TEXT)
    return st.builds(Source, extra=extras(Source), **texts)


def attachments() -> st.SearchStrategy[Attachment]:
    names = st.text(string.ascii_letters + "_- é", min_size=1, max_size=8).filter(lambda name: bool(name.strip()))
    texts = dict.fromkeys(("title", "media_type", "sha256"), MAYBE_TEXT)
    paths = st.lists(names, min_size=1, max_size=3).map("/".join)
    return st.builds(Attachment, path=paths, extra=extras(Attachment), **texts)


def _tuples(items: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.just(()) | st.lists(items, max_size=most).map(tuple)


@st.composite
def entries(draw: st.DrawFn, /, **given: st.SearchStrategy[Any]) -> Entry:
    """Entries of which any field may be set to anything that the format allows.

    Args:
        draw: Given by hypothesis.
        given: Strategies to use in place of the usual ones, by field.
    """
    lane, kind = draw(lanes_and_kinds())
    fields: dict[str, st.SearchStrategy[Any]] = {
        "id": SOME_TEXT,
        "lane": st.just(lane),
        "kind": st.just(kind),
        "title": SOME_TEXT,
        "mark": st.sampled_from([mark.code for mark in DEFAULT_MARKS]) | SOME_TEXT,
        "date": st.none() | partial_dates(),
        "committees": _tuples(committee_refs()),
        "companies": _tuples(company_refs()),
        "people": _tuples(people()),
        "inquiry": MAYBE_TEXT,
        "summary": MAYBE_TEXT,
        "body": MAYBE_TEXT,
        "format": st.sampled_from(["markdown", "plain"]),
        "requests": st.lists(requests(), max_size=2, unique_by=lambda item: str(item.number)).map(tuple),
        "answers": _tuples(answers()),
        "links": _tuples(links()),
        "bates": _tuples(bates_ranges()),
        "privilege_log": _tuples(privilege_log_items()),
        "identifiers": JSON_OBJECTS,
        "congress": st.none() | st.integers(),
        "session": st.none() | st.integers(),
        "chamber": st.sampled_from([None, "house", "senate", "joint"]),
        "sources": _tuples(sources()),
        "attachments": _tuples(attachments()),
        "tags": _tuples(SOME_TEXT),
        "extra": JSON_OBJECTS | st.fixed_dictionaries({"respondent_mark": ANY_TEXT}),
    }
    return Entry(**{name: draw(strategy) for name, strategy in (fields | given).items()})


def records(*, most: int = 5) -> st.SearchStrategy[list[Entry]]:
    """Small records: entries whose ids all differ."""
    return st.lists(entries(), max_size=most, unique_by=lambda entry: entry.id)


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Values of the type of a field, dataclasses with any value in each of their fields."""
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*map(_of_type, get_args(hint)))
    if get_origin(hint) in (tuple, frozenset):
        return st.lists(_of_type(get_args(hint)[0]), max_size=3).map(get_origin(hint))
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: _of_type(hints[field.name]) for field in dataclasses.fields(hint)})
    return st.text(max_size=8) if hint is str else st.from_type(hint)


@st.composite
def looks(draw: st.DrawFn) -> Look:
    """Looks of which any field may be set, those of the filter too, whichever there are."""
    look: Look = draw(_of_type(Look))
    some = st.lists(st.sampled_from(tuple(lane.value for lane in Lane)), max_size=2).map(tuple)
    lanes = Choice(draw(some), draw(some))
    return dataclasses.replace(look, filter=dataclasses.replace(look.filter, lanes=lanes))


# What people type into the search field: words of the small records below, and everything that has a meaning there.
SEARCH_WORDS = ("data", "Data", "dates", "security", "secu", "café", "cafe\u0301", "Müller", "don’t", "x-1", "監督")
_SEARCH_PIECES = st.sampled_from(
    (*SEARCH_WORDS, "da*", "dat", '"data security"', '"security data', "“café müller”", "-data", '-"data security"',
     "OR", "|", "AND", "NOT", "NEAR", "NEAR/1", "NEAR(data security)", "NEAR(data café, 1)", "NEAR(", "(", ")", "-(",
     "title:data", "title:(", "body:", "summary:secu", "people:müller", "notes:data", "-notes:café",
     "committee:a", "committees:b", "-committee:c", "company:small", 'companies:"large"', "company:nobody",
     "committee:(", "foo:data", "C++", '"', "-", "😀", "\0", "title:", "*", "\ue000every")
)  # fmt: skip
SEARCHES = (
    st.lists(_SEARCH_PIECES, max_size=6).map(" ".join)
    | st.lists(_SEARCH_PIECES | st.text(max_size=3), max_size=6).map("".join)
    | st.text(max_size=12)
)
