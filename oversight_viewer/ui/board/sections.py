"""What the headings say over inquiries, exchanges and best matches. No Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from oversight_viewer.domain.arrangements import MIXED, NOBODY, Arrangement
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import DatePoint, Precision
from oversight_viewer.domain.keys import Key, block_day, block_precision
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.ui.board.labels import due_words, heading_of_row
from oversight_viewer.ui.board.store import HeadingWords

CardOf = Callable[[Key], Card | None]
_LONGEST = 400


class SectionWords(Protocol):
    """The words of one kind of arrangement. What is said of a card waits until it has been read."""

    def subject(self, section: int) -> Key | None:
        """The card that has to be read before a section can be named."""

    def heading(self, section: int, card_of: CardOf) -> HeadingWords:
        """What the heading of a section says."""

    def row(self, block: int, card_of: CardOf) -> str:
        """What a screen reader says of the rows of a block."""


def _section_of(arrangement: Arrangement, block: int) -> int:
    return bisect_right(arrangement.outline.sections, block) - 1


def _blocks(arrangement: Arrangement, section: int) -> range:
    outline = arrangement.outline
    after = outline.sections[section + 1] if section + 1 < len(outline.sections) else len(outline.blocks)
    return range(outline.sections[section], after)


def _month(block: int) -> str:
    day = block_day(block)
    if day is None:
        return ""
    month = None if block_precision(block) is Precision.YEAR else day.month
    return DatePoint(day.year, month).label(short=True)


def span_of_dates(arrangement: Arrangement, section: int) -> str:
    """From which month to which the blocks of a section go: ``Mar 2023 – Nov 2024``; empty where none has a date."""
    blocks = _blocks(arrangement, section)
    dates = arrangement.outline.blocks
    last = blocks.stop - 1
    if block_day(dates[last]) is None:
        last -= 1  # the undated ones
    if last < blocks.start:
        return ""
    first_month, last_month = (_month(block) for block in sorted((dates[blocks.start], dates[last])))
    return first_month if first_month == last_month else f"{first_month} – {last_month}"


class InquiryWords:
    """Names inquiries.

    Args:
        arrangement: By inquiry.
    """

    def __init__(self, arrangement: Arrangement) -> None:
        self._arrangement = arrangement

    def subject(self, section: int) -> Key | None:  # noqa: ARG002 - names are known
        return None

    def _name(self, section: int) -> str:
        subject = self._arrangement.subjects[section]
        return "No inquiry" if subject == NOBODY else self._arrangement.names[subject][:_LONGEST]

    def heading(self, section: int, card_of: CardOf) -> HeadingWords:  # noqa: ARG002
        span = span_of_dates(self._arrangement, section)
        return HeadingWords(self._name(section), ((span, "text3"),) if span else ())

    def row(self, block: int, card_of: CardOf) -> str:  # noqa: ARG002
        name = self._name(_section_of(self._arrangement, block))
        return f"{name}, {heading_of_row(self._arrangement.outline.blocks[block])}"


class ExchangeWords:
    """Names exchanges by their actions, and says how these stand.

    Args:
        arrangement: By exchange.
        today: Gives the day from which due dates are counted.
    """

    def __init__(self, arrangement: Arrangement, today: Callable[[], date]) -> None:
        self._arrangement = arrangement
        self._today = today

    def subject(self, section: int) -> Key | None:
        subject = self._arrangement.subjects[section]
        return None if subject == NOBODY else Key(subject)

    def _name(self, section: int, card_of: CardOf) -> str:
        subject = self.subject(section)
        if subject is None:
            return "Not part of an exchange"
        card = card_of(subject)
        return "…" if card is None else " ".join(card.title[:_LONGEST].split())

    def heading(self, section: int, card_of: CardOf) -> HeadingWords:
        subject = self.subject(section)
        card = None if subject is None else card_of(subject)
        details: list[tuple[str, str]] = []
        if card is not None and card.requests:
            details.append((f"{card.answered} of {len(card.requests)} answered", "text3"))
            due, is_overdue = due_words(card, self._today())
            if due:
                details.append((due[:1].lower() + due[1:], "bad" if is_overdue else "text3"))
        if subject is not None and not self._has_action(section):
            details.append(("its action is left out by the filter", "text3"))
        return HeadingWords(self._name(section, card_of), tuple(details))

    def _has_action(self, section: int) -> bool:
        blocks = _blocks(self._arrangement, section)
        before = self._arrangement.outline.before[Lane.ACTION.number]
        return before[blocks.stop] > before[blocks.start]

    def row(self, block: int, card_of: CardOf) -> str:
        dated = self._arrangement.outline.blocks[block]
        name = self._name(_section_of(self._arrangement, block), card_of)
        return f"Exchange: {name}" if dated == MIXED else f"{name}, {heading_of_row(dated)}"


class RankWords:
    """Says that these are the best matches, and of how many.

    Args:
        shown: How many there are here, by lane.
        matching: How many match, by lane.
    """

    def __init__(self, shown: Mapping[Lane, int], matching: Mapping[Lane, int]) -> None:
        self._cut = [lane for lane in LANES if matching[lane] > shown[lane]]
        self._shown = shown
        self._matching = matching

    def subject(self, section: int) -> Key | None:  # noqa: ARG002
        return None

    def heading(self, section: int, card_of: CardOf) -> HeadingWords:  # noqa: ARG002
        if not self._cut:
            return HeadingWords("Best matches")
        if len(self._cut) == 1:
            (lane,) = self._cut
            words = f"the {self._shown[lane]:,} best of {self._matching[lane]:,} {lane.heading.lower()}"
        else:
            most = max(self._shown.values())
            words = f"the {most:,} best of each lane, of {sum(self._matching.values()):,} in all"
        return HeadingWords("Best matches", ((f"{words}; newest first shows all", "text3"),))

    def row(self, block: int, card_of: CardOf) -> str:  # noqa: ARG002
        return "Best matches"
