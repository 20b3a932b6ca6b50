"""Chooses what the names in a text mean: the longest, by capitals, and by what else the text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from oversight_viewer.domain.mentions import Mention, Named
from oversight_viewer.domain.records import Committee
from oversight_viewer.importing.name_forms import NameForm
from oversight_viewer.importing.name_index import Hit
from oversight_viewer.importing.name_words import BREAK, LEGAL_FORMS, OWNING, SHORT_FORMS, Words

_SMALL = frozenset({"and", "of", "for", "on", "to", "in", "between", "with", "by", "at", "from", "com", OWNING})
_NOUNS = frozenset({"committee", "subcommittee", "caucus", "commission", "panel", "force"})
_BEFORE_LEGAL_FORM = re.compile(r"(?:\s*,)?\s+")
_CHAMBERS = frozenset({"house", "senate"})
_CHAMBER_WORDS = {
    **dict.fromkeys(("senate", "senator", "senators", "sen", "sens"), "senate"),
    **dict.fromkeys(("house", "congressman", "congresswoman", "rep", "reps"), "house"),
}
_WORDS_BEFORE = 6
_SELECT = "select"
_BETWEEN_PARENT_AND_SUB = frozenset({OWNING, "committee", "of", "on"})
_MOST_BETWEEN = 2
_LONGEST_OF_CAPITALS = 2


class _Capitals(IntEnum):
    NONE = 0
    SOME = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """A name in the text, with whom it may mean.

    Args:
        first: Number of its first word.
        last: Number of its last word.
        start: In code points.
        end: In code points.
        what: A committee or a company.
        keys: Whom it may mean; empty for ``the Select Committee``.
        is_sure: Whether the words as they are written can mean nothing else.
        is_doubtful: Whether it may be something else whatever the text names: part of a phrase that means something
            else, or only the subject of a committee, as in ``Bureau of Indian Affairs``.
    """

    first: int
    last: int
    start: int
    end: int
    what: Named
    keys: frozenset[str]
    is_sure: bool
    is_doubtful: bool = False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


class Chooser:
    """Makes mentions out of the places where forms of names stand.

    Args:
        committees: All that are known, by key.
        ambiguous: Folded words that are names and something else.
    """

    def __init__(self, committees: Mapping[str, Committee], ambiguous: frozenset[tuple[str, ...]]) -> None:
        self._committees = committees
        self._ambiguous = ambiguous

    def choose(
        self, text: str, words: Words, hits: Iterable[Hit], phrases: Sequence[tuple[int, int]]
    ) -> Iterator[Mention]:
        """The mentions in a text, in order.

        Args:
            text: The text.
            words: Its words.
            hits: Where forms stand.
            phrases: First and last words of phrases in which names mean something else.
        """
        # The form of more words first: a company that is called "Pattern Corp." is another than one called "Pattern".
        by_words = sorted(hits, key=lambda hit: hit.first - hit.last)
        found = [place for hit in by_words for place in self._places(text, words, hit, phrases)]
        found += _select_committees(words)
        places = self._joined(words, list(_longest(found)))
        sure = {key for place in places if place.is_sure and len(place.keys) == 1 for key in place.keys}
        for number, place in enumerate(places):
            key, is_certain = self._meaning(words, number, places, sure)
            if key is not None:
                written = text[place.start : place.end]
                yield Mention(place.start, place.end, written, place.what, key, is_certain and not place.is_doubtful)

    def _places(self, text: str, words: Words, hit: Hit, phrases: Sequence[tuple[int, int]]) -> Iterator[_Place]:
        by_sort: dict[Named, dict[str, bool]] = {}
        for form in hit.forms:
            sure = self._is_sure(text, words, hit, form)
            if sure is not None:
                by_sort.setdefault(form.what, {})[form.key] = sure
        is_doubtful = any(
            first <= hit.first and hit.last <= last and (first, last) != (hit.first, hit.last)
            for first, last in phrases
        )
        # What a committee and a company are both called is a committee here, and a question there.
        for what, keys in list(by_sort.items())[:1]:
            run = words.words[hit.first : hit.last + 1]
            is_subject = what is Named.COMMITTEE and run in self._ambiguous and run[0] not in _CHAMBERS
            place = _Place(
                hit.first,
                hit.last,
                words.starts[hit.first],
                words.ends[hit.last],
                what,
                frozenset(keys),
                is_sure=all(keys.values()) and len(by_sort) == 1 and not is_doubtful,
                is_doubtful=is_doubtful or is_subject,
            )
            yield _with_legal_form(text, words, place) if what is Named.COMPANY else place

    def _is_sure(self, text: str, words: Words, hit: Hit, form: NameForm) -> bool | None:
        """Whether the words as written are the name; None if they are not."""
        written = text[words.starts[hit.first] : words.ends[hit.last]]
        if form.is_exact:
            name = _letters(form.written)
            if _letters(written) not in {name, name.lower() if any(map(str.isdigit, name)) else name}:
                return None
            return form.is_plain and form.words not in self._ambiguous
        capitals = _capitals(text, words, hit, form)
        certain = form.is_plain and form.words not in self._ambiguous
        if capitals is _Capitals.NONE and _letters(written) != _letters(form.written):
            is_company = (
                form.what is Named.COMPANY and max(map(len, {*form.words} - _SMALL or {""})) > _LONGEST_OF_CAPITALS
            )
            is_whole = is_company or bool(_NOUNS & set(form.words))
            return False if certain and is_whole else None
        return certain and capitals is not _Capitals.SOME

    def _joined(self, words: Words, places: list[_Place]) -> list[_Place]:
        """Put a subcommittee and the committee beside it together."""
        result: list[_Place] = []
        for place in places:
            joined = self._join(words, result[-1], place) if result else None
            if joined is None:
                result.append(place)
            else:
                result[-1] = joined
        return result

    def _join(self, words: Words, one: _Place, two: _Place) -> _Place | None:
        between = words.words[one.last + 1 : two.first]
        if (
            one.what is not Named.COMMITTEE
            or two.what is not Named.COMMITTEE
            or len(between) > _MOST_BETWEEN
            or not set(between) <= _BETWEEN_PARENT_AND_SUB
        ):
            return None
        for parents, subs in ((one.keys, two.keys), (two.keys, one.keys)):
            fitting = frozenset(key for key in subs if self._parent(key) in parents)
            if len(fitting) == 1:
                return replace(one, last=two.last, end=two.end, keys=fitting, is_sure=True, is_doubtful=False)
        return None

    def _parent(self, key: str) -> str | None:
        committee = self._committees.get(key)
        return committee.parent if committee is not None else None

    def _meaning(self, words: Words, number: int, places: Sequence[_Place], sure: set[str]) -> tuple[str | None, bool]:
        """Whom a place means, and whether that is certain."""
        place = places[number]
        if len(place.keys) == 1:
            (key,) = place.keys
            return key, place.is_sure or key in sure
        if place.what is Named.COMPANY:
            named = place.keys & sure
            return (next(iter(named)), True) if len(named) == 1 else (None, False)
        if not place.keys:
            return self._select(number, places, sure)
        return self._from_others(place.keys, sure, _chamber_before(words, place.first))

    def _from_others(self, keys: frozenset[str], sure: set[str], chamber: str | None) -> tuple[str | None, bool]:
        """Which of some committees is meant, from the chamber before it and what the text names elsewhere."""
        if chamber is not None:
            keys = frozenset(key for key in keys if self._committees[key].chamber == chamber)
            if len(keys) == 1:
                return next(iter(keys)), not sure.isdisjoint(keys)
        chambers = {self._committees[key].chamber for key in sure if key in self._committees}
        by_others = (
            frozenset(keys & sure),
            frozenset(key for key in keys if self._parent(key) in sure),
            frozenset(key for key in keys if len(chambers) == 1 and self._committees[key].chamber in chambers),
        )
        for number, fitting in enumerate(by_others):
            if len(fitting) == 1:
                return next(iter(fitting)), number == 0
        return None, False

    def _select(self, number: int, places: Sequence[_Place], sure: set[str]) -> tuple[str | None, bool]:
        """Whom ``the Select Committee`` means: the one that was named last, or the only one."""
        named = {key for key in sure if key in self._committees and self._is_select(key)}
        for earlier in range(number - 1, -1, -1):
            place = places[earlier]
            if len(place.keys) == 1 and place.keys <= named:
                return next(iter(place.keys)), len(named) == 1
        return (next(iter(named)), True) if len(named) == 1 else (None, False)

    def _is_select(self, key: str) -> bool:
        return _SELECT in self._committees[key].name.casefold().split()


def _capitals(text: str, words: Words, hit: Hit, form: NameForm) -> _Capitals:
    relevant = set(form.core) if form.core else set(form.words)
    pieces = [
        text[words.starts[number] : words.ends[number]]
        for number in range(hit.first, hit.last + 1)
        if words.words[number] in relevant - _SMALL
    ]
    high = sum(not piece.islower() for piece in pieces)
    if high == len(pieces):
        return _Capitals.ALL
    return _Capitals.SOME if high else _Capitals.NONE


def _with_legal_form(text: str, words: Words, place: _Place) -> _Place:
    """The place with the legal form that follows it, which makes it certain."""
    last, end = place.last, place.end
    while last + 1 < len(words.words):
        word, start, after = words.words[last + 1], words.starts[last + 1], words.ends[last + 1]
        is_form = word in LEGAL_FORMS and text[start].isupper()
        if not is_form or _BEFORE_LEGAL_FORM.fullmatch(text[_past_stop(text, end) : start]) is None:
            break
        last, end = last + 1, after
    has_form = last != place.last
    if words.words[last] in SHORT_FORMS and text[end : end + 1] == ".":
        end += 1
    return replace(place, last=last, end=end, is_sure=place.is_sure or (has_form and not place.is_doubtful))


def _past_stop(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." else end


def _select_committees(words: Words) -> Iterator[_Place]:
    for number, word in enumerate(words.words[:-1]):
        if word == _SELECT and words.words[number + 1] in {"committee", "subcommittee"}:
            start, end = words.starts[number], words.ends[number + 1]
            yield _Place(number, number + 1, start, end, Named.COMMITTEE, frozenset(), is_sure=False)


def _chamber_before(words: Words, first: int) -> str | None:
    """The chamber of which the words before speak, as in ``senators on the Judiciary Committee``."""
    for number in range(first - 1, max(first - 1 - _WORDS_BEFORE, -1), -1):
        word = words.words[number]
        if word == BREAK:
            return None
        if word in _CHAMBER_WORDS:
            return _CHAMBER_WORDS[word]
    return None


def _longest(places: Iterable[_Place]) -> Iterator[_Place]:
    """From the left, the longest of those that overlap."""
    after = -1
    for place in sorted(places, key=lambda item: (item.first, -item.last)):
        if place.first > after:
            yield place
            after = place.last
