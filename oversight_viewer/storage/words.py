"""The words of a library: those that begin like one that is being typed, and those that one may have meant.

A search for a word and all that begin with it has to put the entries of all these words in order before it gives the
first one. Where there are few of them, asking for each by name gives the first entries at once: at 300,000 entries
and a word in each of them in 2 ms where the other way takes 30.
"""

from __future__ import annotations

from collections.abc import Iterator

from oversight_viewer.domain.spelling import Spelling
from oversight_viewer.storage.engine import Reading

FEW, MANY = 16, 200
"""How many words are asked for by name: when all entries are wanted, and when the first ones are."""

_MOST_KEPT = 100
_SHORTEST = 4  # shorter beginnings have an index of their own

_SHORTEST_MISSPELT = 3
_LONGEST_MISSPELT = 40
_TWO_CHANGES_FROM = 5  # letters; a shorter word would be like too many others
_MOST_STEPS = 1_200
_MOST_LIKE_IT = 40
_OFTEN = 2_000

_SET_UP = "CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, search, instance)"
_NEXT = "SELECT term FROM temp.word WHERE term >= ? LIMIT 1"
_USES = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
_AFTER = "\x01"  # comes before everything that a word can go on with


class Vocabulary:
    """The words of the full-text index.

    Args:
        reading: A connection to a library.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._version = -1
        self._completed: dict[tuple[str, int], list[str]] = {}
        with reading.scratch():
            reading.execute(_SET_UP)

    def beginning_with(self, start: str, most: int = FEW) -> list[str]:
        """The words that begin like this; none if they are more than the most, or it cannot be told for sure.

        Only for the letters and digits of ASCII is it plain how the index writes them.
        """
        if len(start) < _SHORTEST or not (start.isascii() and start.isalnum()):
            return []
        with self._reading.call():
            self._forget_what_has_changed()
            known = self._completed.get((start, most))
            if known is None:
                known = self._completed[start, most] = self._complete(start.lower(), most)
        return known

    def _forget_what_has_changed(self) -> None:
        ((version,),) = self._reading.execute("PRAGMA data_version")
        if version != self._version or len(self._completed) > _MOST_KEPT:
            self._version, self._completed = version, {}

    def _complete(self, start: str, most: int) -> list[str]:
        words: list[str] = []
        word = start
        while (found := self._next(word)) is not None and found.startswith(start):
            words.append(found)
            word = found + _AFTER
            if len(words) > most:
                return []
        return words

    def uses(self, word: str, *, goes_on: bool = False) -> int:
        """In how many entries a word stands, or one that begins like it; two thousand for any greater number."""
        found = self._next(word)
        if found is None or not (found.startswith(word) if goes_on else found == word):
            return 0
        expression = f'"{word}"' + (" *" if goes_on else "")
        return int(self._reading.rows(_USES, (expression, _OFTEN))[0][0])

    def nearest(self, word: str) -> str | None:
        """The word that may have been meant by one that is hardly used, or not at all; of several the most used one.

        First those are looked for that differ by one change, then, for longer words, those that differ by two and
        have the first two letters, or at least the first one, in common. The steps through the index are bounded, so
        that it takes about a tenth of a second at most.
        """
        if not _SHORTEST_MISSPELT <= len(word) <= _LONGEST_MISSPELT or not word.isalpha():
            return None
        near = [Spelling(word, 1)]
        if len(word) >= _TWO_CHANGES_FROM:
            near += [Spelling(word, 2, alike=2), Spelling(word, 2, alike=1)]
        steps = iter(range(_MOST_STEPS))
        with self._reading.call():
            for spelling in near:
                found = {other: self.uses(other) for other in self._near(word, spelling, steps)}
                if found:
                    return max(found, key=lambda other: (other[0] == word[0], found[other]))
        return None

    def _near(self, word: str, spelling: Spelling, steps: Iterator[int]) -> Iterator[str]:
        """Those of the words near one that are there, as long as there are steps left."""
        start: str | None = word[: spelling.alike] or ("a" if word.isascii() else _AFTER)
        found = 0
        while start is not None and found < _MOST_LIKE_IT and next(steps, None) is not None:
            other = self._next(start)
            if other is None or (word.isascii() and other[0] > "z"):
                return
            if other != word and other.isalpha() and spelling.distance(other) is not None:
                found += 1
                yield other
            start = spelling.next_possible(other)

    def _next(self, word: str) -> str | None:
        """The first word from here on."""
        with self._reading.call():
            for (found,) in self._reading.execute(_NEXT, (word,)):
                return str(found)
        return None
