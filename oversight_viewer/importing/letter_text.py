"""A letter as lines: its pages joined to one text, with what is not part of the writing told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oversight_viewer.domain.proposals import Passage

_EDGE = 4  # lines at the top and the foot of a page among which running heads stand
_HEAD = 6  # lines of a running head that ends with the number of the page
_LONGEST_HEAD_LINE = 80
_PAGE_NUMBER = re.compile(r"[-–— ]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–— .]*", re.IGNORECASE)
_STAMP = re.compile(r"(?:[A-Z][A-Z0-9&]{0,15}[-_ ]){0,4}[A-Z][A-Z&]{1,15}[-_ ]?\d{3,12}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a letter.

    Args:
        start: Where it begins in the text, in code points.
        text: The line, without its end.
        is_furniture: Whether it belongs to the page and not to the writing: a mark or number of a page, a running head,
            a stamp.
    """

    start: int
    text: str
    is_furniture: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def passage(self) -> Passage:
        """The line without the blanks around it."""
        words = self.text.strip()
        start = self.start + len(self.text) - len(self.text.lstrip())
        return Passage(start, start + len(words), words)


@dataclass(frozen=True, slots=True)
class LetterText:
    """The text of a letter, and its lines."""

    text: str
    lines: tuple[Line, ...]

    def passage(self, start: int, end: int) -> Passage:
        return Passage(start, end, self.text[start:end])

    def beginning(self, length: int) -> LetterText:
        """The whole lines within the first ``length`` code points."""
        if len(self.text) <= length:
            return self
        lines = tuple(line for line in self.lines if line.start + len(line.text) <= length)
        return LetterText("\n".join(line.text for line in lines), lines)

    def end_of(self, line: int) -> int:
        """Where a line ends in the text."""
        return self.lines[line].start + len(self.lines[line].text)


def letter_text(pages: Sequence[str], head: str = "") -> LetterText:
    """Join pages; before each but the first stands a line ``[page 2]``.

    Args:
        pages: The text of each page.
        head: What stands above the first page, such as the headers of an e-mail; it is furniture.
    """
    lines: list[Line] = []
    start = 0
    repeated = _repeated(pages)
    for number, page in enumerate(pages, start=1):
        above = head.split("\n") if number == 1 and head else [] if number == 1 else ["", f"[page {number}]", ""]
        own = page.split("\n")
        furniture = [True] * len(above) + _furniture(own, repeated, is_first=number == 1)
        for text, is_furniture in zip([*above, *own], furniture, strict=True):
            lines.append(Line(start, text, is_furniture))
            start += len(text) + 1
    return LetterText("\n".join(line.text for line in lines), tuple(lines))


def _edges(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """The lines at the top and at the foot of a page, from its edge inwards, without blank ones."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return filled[:_EDGE], filled[: -_EDGE - 1 : -1]


def _form(line: str) -> str:
    return " ".join(line.split()).casefold()


def _repeated(pages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What stands at the top, and what at the foot, of several pages."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for page in pages:
        lines = page.split("\n")
        for count, edge in zip(counts, _edges(lines), strict=True):
            count.update({_form(lines[place]) for place in edge if len(lines[place].strip()) <= _LONGEST_HEAD_LINE})
    top, foot = (frozenset(form for form, times in count.items() if times > 1) for count in counts)
    return top, foot


def _furniture(lines: Sequence[str], repeated: tuple[frozenset[str], frozenset[str]], *, is_first: bool) -> list[bool]:
    found = [False] * len(lines)
    for edge, forms in zip(_edges(lines), repeated, strict=True):
        for place in edge:
            words = lines[place].strip()
            # A head is no piece of a sentence, and what repeats itself by chance deeper in the page is no head.
            is_head = not is_first and _form(words) in forms and not words[:1].islower()
            if not (is_head or _PAGE_NUMBER.fullmatch(words) or _STAMP.fullmatch(words)):
                break
            found[place] = True
    if not is_first:
        _mark_running_head(lines, found)
    return found


def _mark_running_head(lines: Sequence[str], found: list[bool]) -> None:
    """A head of several lines - addressee, date, ``Page 2`` - belongs to the page down to its number."""
    filled = [place for place, line in enumerate(lines) if line.strip()][:_HEAD]
    for count, place in enumerate(filled):
        words = lines[place].strip()
        if len(words) > _LONGEST_HEAD_LINE:
            return
        if re.fullmatch(r"page\s+\d{1,4}(?:\s+of\s+\d{1,4})?", words, re.IGNORECASE):
            for above in filled[: count + 1]:
                found[above] = True
            return
