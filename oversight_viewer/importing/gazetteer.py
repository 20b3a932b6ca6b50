"""Finds the committees and companies that a text names, by whole phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oversight_viewer.domain.mentions import Mention, Named
from oversight_viewer.importing.company_identifiers import CompanyIdentifiers
from oversight_viewer.importing.mention_choice import Chooser
from oversight_viewer.importing.name_forms import NameForm, all_forms
from oversight_viewer.importing.name_index import AmbiguousNames, NameIndex, PhraseFinder
from oversight_viewer.importing.name_words import name_words, without_legal_form, words_of
from oversight_viewer.importing.names import Names
from oversight_viewer.resources import resource

_LEAST_SCORE = 60.0
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that is much like one that nobody knows, for the user to look at; never used without that.

    Args:
        what: A committee or a company.
        key: The key of the committee, the name of the company.
        written: The form of its name that is alike.
        score: How much alike, from 0 to 100.
    """

    what: Named
    key: str
    written: str
    score: float


class Gazetteer:
    """Implements ``NameFinder`` of the domain from the names that are known.

    The forms of the names are made when they are first needed, and again when a library has told more names.

    Args:
        names: The lists, and what the library has.
        ambiguous: Names that may mean something else; the list that ships with the application if None.
    """

    def __init__(self, names: Names, ambiguous: AmbiguousNames | None = None) -> None:
        self._names = names
        self._ambiguous = ambiguous
        self._made: _Made | None = None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """All names in a text, in order, the longest where several overlap; whole words only."""
        made = self._current()
        words = words_of(text)
        phrases = [(first, last) for _, first, last in made.phrases.find(words)]
        chosen = list(made.chooser.choose(text, words, made.index.find(words), phrases))
        return tuple(sorted([*chosen, *_apart(made.identifiers.mentions(text), chosen)], key=lambda item: item.start))

    def company(self, name: str) -> str | None:
        """The name under which a company is known, from any name of it that stands alone; None if it is not known."""
        words = name_words(name[:_LONGEST_NAME])
        for form in (words, without_legal_form(words)) if words else ():
            keys = {item.key for item in self._current().index.forms(form) if item.what is Named.COMPANY}
            if len(keys) == 1:
                return keys.pop()
        return None

    def committee(self, name: str, chamber: str | None = None) -> str | None:
        """The key of a committee, from a name or code that stands alone; None if it is not known, or not the only one.

        Args:
            name: As written.
            chamber: ``house``, ``senate`` or ``joint``, where the source tells it beside the name.
        """
        known = self._names.known_committee(name, chamber)
        if known is not None:
            return known
        made = self._current()
        forms = made.index.forms(name_words(name[:_LONGEST_NAME]))
        keys = {form.key for form in forms if form.what is Named.COMMITTEE}
        if chamber is not None:
            keys = {key for key in keys if made.chambers.get(key) == chamber}
        return keys.pop() if len(keys) == 1 else None

    def by_identifier(self, identifier: str) -> str | None:
        """The company that has a CIK, a ticker or a LEI, as these are written; None if none or several have it."""
        return self._current().identifiers.find(identifier)

    def near(self, name: str, limit: int = 5) -> tuple[Suggestion, ...]:
        """Known names that are much like one that is not known, the likest first.

        Args:
            name: As written.
            limit: The most suggestions.
        """
        from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - only for this

        forms = list(self._current().written)
        found: dict[tuple[Named, str], Suggestion] = {}
        ranked = process.extract(
            name[:_LONGEST_NAME],
            [form.written for form in forms],
            scorer=fuzz.WRatio,
            processor=utils.default_process,
            score_cutoff=_LEAST_SCORE,
            limit=limit * 8,
        )
        for written, score, place in ranked:
            form = forms[place]
            found.setdefault((form.what, form.key), Suggestion(form.what, form.key, written, float(score)))
        return tuple(found.values())[:limit]

    def _current(self) -> _Made:
        if self._made is None or self._made.edition != self._names.edition:
            if self._ambiguous is None:
                self._ambiguous = AmbiguousNames.load(resource("ambiguous_names.json"))
            self._made = _Made(self._names, self._ambiguous)
        return self._made


class _Made:
    """All that is made from the names as they are known at one time."""

    def __init__(self, names: Names, ambiguous: AmbiguousNames) -> None:
        self.edition = names.edition
        committees, companies = list(names.committees()), list(names.companies())
        self.index = NameIndex(all_forms(committees, companies))
        self.phrases = PhraseFinder(ambiguous.phrases)
        self.identifiers = CompanyIdentifiers(companies)
        known = {item.committee.key: item.committee for item in committees}
        self.chambers = {key: item.chamber for key, item in known.items()}
        self.chooser = Chooser(known, ambiguous.words)

    @property
    def written(self) -> Iterator[NameForm]:
        seen: set[tuple[str, str]] = set()
        for form in self.index:
            if (form.key, form.written) not in seen:
                seen.add((form.key, form.written))
                yield form


def _apart(found: Iterator[Mention], chosen: list[Mention]) -> Iterator[Mention]:
    taken = [(item.start, item.end) for item in chosen]
    for item in found:
        if all(item.end <= start or item.start >= end for start, end in taken):
            yield item
