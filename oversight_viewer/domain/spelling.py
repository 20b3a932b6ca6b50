"""Words that differ from another one by few changes: a letter too much, too few, wrong, or two that changed places."""

from __future__ import annotations

_AFTER_ALL_SURROGATES = 0xE000
_FIRST_SURROGATE = 0xD800
_LAST = 0x10FFFF

Row = tuple[int, ...]


class Spelling:
    """The words near one word, to look for in a sorted list without going through all of it.

    Args:
        word: The word.
        most: How many changes there may be.
        alike: How many of the first letters must be the same.
    """

    def __init__(self, word: str, most: int, *, alike: int = 0) -> None:
        self._word = word
        self._most = most
        self.alike = alike
        self._letters = sorted(set(word))
        self._last: tuple[str, list[Row]] = ("", [tuple(range(len(word) + 1))])

    def distance(self, other: str) -> int | None:
        """How many changes lie between the word and another one; None if more than the most."""
        if other[: self.alike] != self._word[: self.alike]:
            return None
        rows = self._rows(other)
        return rows[-1][-1] if len(rows) > len(other) and rows[-1][-1] <= self._most else None

    def next_possible(self, other: str) -> str | None:
        """The lowest beginning, after another word, of a word that may be near; None if there is none."""
        rows = self._rows(other)
        if len(rows) > len(other):
            return other + "\x01"
        for place in range(len(rows) - 1, -1, -1):
            letter = self._next_letter(rows, other, place)
            if letter is not None:
                return other[:place] + letter
        return None

    def _rows(self, other: str) -> list[Row]:
        """For the empty word and each beginning of another one that is near enough to go on: how far it is from each
        beginning of the word."""
        last, rows = self._last
        # Words come in order, so that most begin like the last one.
        alike, most = 0, min(len(rows) - 1, len(other))
        while alike < most and last[alike] == other[alike]:
            alike += 1
        rows = rows[: alike + 1]
        for place in range(alike, len(other)):
            row = self._row(rows, other[:place], other[place])
            if min(row) > self._most:
                break
            rows.append(row)
        self._last = other, rows
        return rows

    def _row(self, rows: list[Row], begin: str, letter: str) -> Row:
        """The next row, when a letter follows a beginning whose rows are known."""
        word, above = self._word, rows[len(begin)]
        if len(begin) < self.alike and letter != word[len(begin) : len(begin) + 1]:
            return (self._most + 1,) * len(above)
        row = [above[0] + 1]
        for place, own in enumerate(word, start=1):
            changes = min(above[place] + 1, row[place - 1] + 1, above[place - 1] + (own != letter))
            if place > 1 and begin and own == begin[-1] and word[place - 2] == letter:
                changes = min(changes, rows[len(begin) - 1][place - 2] + 1)
            row.append(changes)
        return tuple(row)

    def _next_letter(self, rows: list[Row], other: str, place: int) -> str | None:
        """The lowest letter after the one at a place with which a word that is near may go on there."""
        letter = ord(other[place]) + 1
        letter = _AFTER_ALL_SURROGATES if letter == _FIRST_SURROGATE else letter
        candidates = [own for own in self._letters if ord(own) >= letter]
        if letter <= _LAST and chr(letter) not in candidates:
            candidates.insert(0, chr(letter))
        for candidate in candidates:
            if min(self._row(rows, other[:place], candidate)) <= self._most:
                return candidate
        return None
