"""The options that say which entries are meant, and what the words given with them stand for."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.dates import DatePoint
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import STATES, UNDATED, Choice, Facet, RecordFilter
from oversight_viewer.domain.kinds import KINDS, Lane, kind_label
from oversight_viewer.domain.marks import Mark, MarkScheme
from oversight_viewer.domain.records import CommitteeRef, CompanyRef
from oversight_viewer.domain.sentence import say_congress

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

F = TypeVar("F", bound=Callable[..., Any])
_Labels = Callable[[str], Iterable[str]]
_SHOWN = 6
_LIKE = 0.7
_MOST_COMPARED = 5_000

_HELP = {
    "committee": ("CODE", "A committee with its subcommittees, by any code or name."),
    "company": ("NAME", "A company with its subsidiaries, by any name."),
    "person": ("NAME", "Somebody whom the entry names."),
    "lane": ("LANE", "action, meeting or response."),
    "kind": ("KIND", "A kind of entry: letter, subpoena, closed_briefing, ..."),
    "inquiry": ("NAME", "An inquiry."),
    "congress": ("NUMBER", "A Congress: 118."),
    "year": ("YEAR", f"A year, or “{UNDATED}” for entries without a date."),
    "mark": ("MARK", "A handling mark."),
    "tag": ("TAG", "A tag of the record or of your notes."),
}
_FLAGS = {
    "exact_committee": "Without the subcommittees of the committees that are named.",
    "exact_company": "Without the subsidiaries of the companies that are named.",
    "has_notes": "Only entries with notes of yours.",
    "flagged": "Only entries that you flagged.",
    "unanswered": "Only entries with requests that are not answered in full.",
    "overdue": "Only entries with such requests that were due before today.",
}
_OF_NOTES = ("has_notes", "flagged")
_FACETS = {
    "committee": Facet.COMMITTEE,
    "company": Facet.COMPANY,
    "person": Facet.PERSON,
    "lane": Facet.LANE,
    "kind": Facet.KIND,
    "inquiry": Facet.INQUIRY,
    "congress": Facet.CONGRESS,
    "year": Facet.YEAR,
    "mark": Facet.MARK,
    "tag": Facet.TAG,
}


class _Day(click.ParamType[date]):
    """A date as the record writes it; a month or a year stands for its first or its last day."""

    name = "date"

    def __init__(self, *, last: bool) -> None:
        self._last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            point = DatePoint.parse(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date: write 2024-09-23, 2024-09 or 2024.", param, ctx)
        return point.last_day if self._last else point.first_day


def _choice_option(option: str, name: str, text: str) -> Callable[[Any], Any]:
    kind = click.Choice([lane.value for lane in Lane], case_sensitive=False) if name == "lane" else click.STRING
    return click.option(option, multiple=True, metavar=_HELP[name][0], type=kind, help=text)


@dataclass(frozen=True, slots=True)
class FilterWords:
    """What the user wrote to say which entries are meant. ``flags`` names those that are set."""

    chosen: Mapping[Facet, tuple[tuple[str, ...], tuple[str, ...]]]
    since: date | None
    until: date | None
    flags: frozenset[str]

    @property
    def asks_for_something(self) -> bool:
        chosen = any(include or exclude for include, exclude in self.chosen.values())
        return chosen or bool(self.since or self.until or self.flags)

    @property
    def asks_for_notes(self) -> bool:
        return not self.flags.isdisjoint(_OF_NOTES)


def filter_options(command: F) -> F:
    """Give a command the options of a filter; it gets them as one argument, ``words``."""

    def wrapped(**given: Any) -> Any:
        chosen = {facet: (given.pop(name), given.pop(f"not_{name}")) for name, facet in _FACETS.items()}
        since, until = given.pop("since"), given.pop("until")
        if since is not None and until is not None and since > until:
            raise click.UsageError(f"--since {since} lies after --until {until}.")
        flags = [name for name in _FLAGS if given.pop(name)]
        return command(words=FilterWords(chosen, since, until, frozenset(flags)), **given)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    wrapped.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    options = [
        *(_choice_option(f"--{name}", name, text) for name, (_, text) in _HELP.items()),
        click.option("--since", type=_Day(last=False), metavar="DATE", help="Not before this day, month or year."),
        click.option("--until", type=_Day(last=True), metavar="DATE", help="Not after this day, month or year."),
        *(click.option(f"--{name.replace('_', '-')}", is_flag=True, help=text) for name, text in _FLAGS.items()),
        *(_choice_option(f"--not-{name}", name, f"Not this {name}.") for name in _HELP),
    ]
    made: Any = wrapped
    for option in reversed(options):
        made = option(made)
    return made  # type: ignore[no-any-return]


def resolve(words: FilterWords, text: str, library: Library, notes: NotesByEntry) -> RecordFilter:
    """The filter that is meant.

    Raises:
        KnownError: If something is named that the library does not have; the message lists what is near.
    """
    meaning = _Meaning(library, notes)
    wanted = RecordFilter(
        text=text,
        subcommittees="exact_committee" not in words.flags,
        subsidiaries="exact_company" not in words.flags,
        since=words.since,
        until=words.until,
    )
    for facet, (include, exclude) in words.chosen.items():
        choice = Choice(
            tuple(dict.fromkeys(meaning.of(facet, word) for word in include)),
            tuple(dict.fromkeys(meaning.of(facet, word) for word in exclude)),
        )
        wanted = wanted.with_choice(facet, choice)
    for state in STATES:
        if state in words.flags:
            wanted = wanted.with_condition(state, wanted=True)
    return wanted


def resolve_mark(word: str, scheme: MarkScheme) -> str:
    """The mark of the office that a word stands for.

    Raises:
        KnownError: If it is none.
    """
    found = _by_any_name(word, {mark.code: _labels(mark) for mark in scheme.marks})
    if found is None:
        raise _unknown("handling mark", word, {mark.code: (mark.code, mark.label) for mark in scheme.marks})
    return found


def resolve_company(word: str, library: Library) -> str:
    """The company of the library that a name stands for, whatever it is called there.

    Raises:
        KnownError: If it is none; the message lists what is near.
    """
    return _Meaning(library, {}).of(Facet.COMPANY, word)


def _labels(mark: Mark) -> tuple[str, ...]:
    return mark.label, mark.short_label


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


def _by_any_name(word: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """The value that a word is, or whose name it is; None if it is none, or the name of several."""
    if word in names:
        return word
    folded = _folded(word)
    found = [value for value, more in names.items() if folded in {_folded(value), *map(_folded, more)}]
    return found[0] if len(found) == 1 else None


def _likeness(folded: str, names: Iterable[str]) -> float:
    """From 0 to 1: how much a word is like any of some names, or like a word in them."""
    matcher = difflib.SequenceMatcher(b=folded, autojunk=False)
    best = 0.0
    whole = [_folded(name) for name in names]
    if folded and any(folded in name for name in whole):
        best = 0.9
    for name in itertools.chain(whole, (part for text in whole for part in text.split() if len(part) > 3)):
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best


def _unknown(what: str, word: str, known: Mapping[str, Iterable[str]]) -> KnownError:
    """What is said of a word that stands for nothing: with what is near it, or else with what there is.

    Args:
        what: What the word should have been.
        word: The word.
        known: Values as they are shown, each with the names under which it is found.
    """
    folded = _folded(word)
    scores = {shown: _likeness(folded, names) for shown, names in itertools.islice(known.items(), _MOST_COMPARED)}
    near = sorted((shown for shown in scores if scores[shown] >= _LIKE), key=lambda shown: (-scores[shown], shown))
    listed = "; ".join(clean_line(shown) for shown in (near or sorted(known))[:_SHOWN])
    if near:
        todo = f"Did you mean: {listed}?"
    elif len(known) > _SHOWN:
        todo = f"Among what there is: {listed}; …"
    else:
        todo = f"There is: {listed}." if listed else "There is none in it."
    return KnownError(f"The library has no {what} “{clean_line(word)[:80]}”.", safe="", todo=todo)


class _Meaning:
    """What words stand for in one library. What must be asked of it is asked once, and only when needed."""

    def __init__(self, library: Library, notes: NotesByEntry) -> None:
        self._library = library
        self._notes = notes
        self._directory = library.directory()

    def of(self, facet: Facet, word: str) -> str:
        match facet:
            case Facet.COMMITTEE:
                return self._committee(word)
            case Facet.COMPANY:
                return self._company(word)
            case Facet.LANE:
                return word
            case Facet.KIND:
                known = [kind for kinds in KINDS.values() for kind in kinds]
                return self._value(facet, "kind of entry", word, known, lambda kind: [kind_label(kind)])
            case Facet.MARK:
                scheme = MarkScheme()
                known = [mark.code for mark in scheme.marks]
                return self._value(facet, "handling mark", word, known, lambda code: _labels(scheme.get(code)))
            case Facet.INQUIRY:
                return self._value(facet, "inquiry", word, (), lambda _: ())
            case Facet.TAG:
                return self._value(facet, "tag", word, (), lambda _: ())
            case Facet.PERSON:
                return self._value(facet, "person", word, (), lambda _: ())
            case Facet.CONGRESS:
                return self._value(facet, "Congress", word, (), lambda number: [say_congress(number).split()[0]])
            case Facet.YEAR:
                return self._value(facet, "entry of the year", word, (UNDATED,), lambda _: ())

    @cached_property
    def _counts(self) -> Mapping[Facet, Mapping[str, int]]:
        return self._library.facets(RecordFilter(), self._notes).counts

    @cached_property
    def _names(self) -> Any:
        from oversight_viewer.importing.names import Names  # noqa: PLC0415 - only where somebody names a committee

        names = Names.built_in()
        names.seed(self._directory.committees.values(), self._directory.companies.values())
        made = self._library.decisions()
        names.learn(self._library.listed_names(), [item for item in made if not item.is_undone])
        return names

    def _value(
        self, facet: Facet, what: str, word: str, known: Iterable[str], labels: Callable[[str], Iterable[str]]
    ) -> str:
        names = {value: (value, *labels(value)) for value in known}
        found = _by_any_name(word, names)
        if found is None:
            names |= {value: (value, *labels(value)) for value in self._counts.get(facet, {})}
            found = _by_any_name(word, names)
        if found is None:
            raise _unknown(what, word, names)
        return found

    def _committee(self, word: str) -> str:
        committees = self._directory.committees
        if word.strip():
            key: str = self._names.committee(CommitteeRef(name=word)).key
            if key in committees or self._names.is_listed(key):
                return key
        found = _by_any_name(word, {key: (item.name, item.short_name) for key, item in committees.items()})
        if found is None:
            shown = {
                key if key == item.name else f"{key} ({item.short_name})": (key, item.name, item.short_name)
                for key, item in committees.items()
            }
            raise _unknown("committee", word, shown)
        return found

    def _company(self, word: str) -> str:
        companies = self._directory.companies
        if word.strip():
            name: str = self._names.company(CompanyRef(word)).name
            if name in companies:
                return name
        found = _by_any_name(word, dict.fromkeys(companies, ()))
        if found is None:
            raise _unknown("company", word, {name: (name,) for name in companies})
        return found
