"""Reads the passages of the fictional transcript and lays them out as a reporter would, for make_transcript.py."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

SEED = 20241107
WIDTH = 66
LINES_A_PAGE = 25

T = TypeVar("T")
Facts = Mapping[str, object]

_CONDITION = re.compile(r"\[(not )?(\w+)\]")
_TURN = re.compile(r"([A-Z][A-Z ]*?) > (.+)")
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


class Turn(NamedTuple):
    speaker: str | None
    wordings: tuple[str, ...]


class Beat(NamedTuple):
    condition: str | None
    turns: tuple[Turn, ...]


def read_passages(text: str) -> dict[str, list[Beat]]:
    """Read the sections of the passages file; its own head says how it is written."""
    sections: dict[str, list[Beat]] = {}
    for part in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        sections[name.strip()] = [_read_beat(block) for block in re.split(r"\n\s*\n", rest) if block.strip()]
    return sections


def _read_beat(block: str) -> Beat:
    lines = block.strip().splitlines()
    condition = lines.pop(0)[1:-1] if _CONDITION.fullmatch(lines[0]) else None
    turns: list[Turn] = []
    for line in lines:
        if line.startswith("| "):
            turns[-1] = turns[-1]._replace(wordings=(*turns[-1].wordings, line[2:]))
        elif line.startswith("["):
            turns.append(Turn(None, (line,)))
        elif match := _TURN.fullmatch(line):
            turns.append(Turn(match[1], (match[2],)))
        else:
            raise ValueError(f"The passages have a line that is not a turn: {line}")
    return Beat(condition, tuple(turns))


class Script:
    """Collects the lines of the transcript, who has the floor, and the choices of the generator.

    Args:
        text: The passages file.
    """

    def __init__(self, text: str) -> None:
        self.lines: list[str] = []
        sections, _, lists = text.partition("\n++ ")
        self._sections = read_passages(sections)
        blocks = (block.splitlines() for block in re.split(r"\n+\+\+ ", lists))
        self._words: dict[str, list[str]] = {block[0]: block[1:] for block in blocks}
        self._random = random.Random(SEED)  # noqa: S311 - not for secrets
        self._side = "MAJORITY"
        self._by_line_needed = True

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[self.number(0, len(items) - 1)]

    def word(self, kind: str) -> str:
        """A choice from one of the lists of words."""
        return self.pick(self._words[kind])

    def _holds(self, condition: str | None, facts: Facts) -> bool:
        match = _CONDITION.fullmatch(f"[{condition}]") if condition else None
        if match is None:
            return True
        if match[2].isdigit():
            return self._random.random() * 100 < int(match[2])
        return bool(facts.get(match[2])) != bool(match[1])

    def play(self, section: str, facts: Facts | None = None, side: str | None = None) -> None:
        """Add a section; ``side`` gives the floor to MAJORITY or MINORITY."""
        if side is not None and side != self._side:
            self._side, self._by_line_needed = side, True
        for beat in self._sections[section]:
            if self._holds(beat.condition, facts or {}):
                for turn in beat.turns:
                    self._say(turn.speaker, self.pick(turn.wordings).format_map(facts or {}))

    def heading(self, text: str) -> None:
        self.lines += ["", text.center(WIDTH).rstrip(), ""]

    def _say(self, speaker: str | None, text: str) -> None:
        text = re.sub(r"\.\.(?=\s|$)", ".", text[:1].upper() + text[1:])
        if speaker is None:
            self.lines += ["", *textwrap.wrap(text, WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8), ""]
            return
        if speaker in ("Q", "A"):
            if self._by_line_needed:
                self.lines.append(f"        BY COUNSEL FOR THE {self._side}:")
            self._by_line_needed = False
            label = f"     {speaker}.   "
        else:
            self._by_line_needed = True
            label = f"        {speaker}.  "
        self.lines += textwrap.wrap(text, WIDTH, initial_indent=label, break_on_hyphens=False)


def spelled(number: int) -> str:
    """A number below a hundred in words, as a reporter writes what was said."""
    if number < len(_ONES):
        return _ONES[number]
    tens = _TENS[number // 10 - 2]
    return tens if number % 10 == 0 else f"{tens}-{_ONES[number % 10]}"


def paged(lines: Sequence[str]) -> Iterator[str]:
    """The lines with a page number above every ``LINES_A_PAGE`` of them."""
    for place in range(0, len(lines), LINES_A_PAGE):
        yield f"{place // LINES_A_PAGE + 1:>{WIDTH}}"
        yield ""
        yield from lines[place : place + LINES_A_PAGE]
        yield ""
