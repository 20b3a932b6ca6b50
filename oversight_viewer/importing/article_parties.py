"""Who is named in a sentence of an article: committees, companies, and those who speak for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oversight_viewer.domain.mentions import Mention, Named
from oversight_viewer.importing.article_rules import ArticleRules, Side, folded
from oversight_viewer.importing.article_text import Span

_REPORTED = re.compile(r"\s+(?:first\s+)?(?:reported|reports|News)\b")
_NAMED_SPEAKER = re.compile(
    r"(?P<name>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]*){1,3}),\s+(?:an?|the)\s+(?P<role>(?:[\w.&’'-]+\s+){0,6}?"
    r"(?:spokesperson|spokesman|spokeswoman))"
)
_LONG_NAME = 60


@dataclass(frozen=True, slots=True)
class Party:
    """A party where it is named.

    Args:
        start: In code points.
        end: In code points.
        text: As written.
        side: A committee or a company.
        key: Of the committee, or the name of the company.
        is_certain: False for a name that may be something else, and for ``the committee`` where several are named.
        is_name: False for ``the committee``.
    """

    start: int
    end: int
    text: str
    side: Side
    key: str
    is_certain: bool = True
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks for a party, by name."""

    name: str
    role: str


class Parties:
    """The parties of an article, by place.

    Args:
        text: The article.
        mentions: The names in it.
        rules: What parties are called without their names, and which names are those of the press.
        publisher: Who published the article, which is never a party.
    """

    def __init__(self, text: str, mentions: Iterable[Mention], rules: ArticleRules, publisher: str | None) -> None:
        self._text = text
        self._rules = rules
        press = rules.press | ({folded(publisher)} if publisher else set())
        self._named = [
            Party(item.start, item.end, item.text, _side(item), item.key, item.is_certain)
            for item in mentions
            if item.what is Named.COMMITTEE or not self._is_press(item, press)
        ]

        self._starts = [item.start for item in self._named]
        self._keys = {
            side: tuple(dict.fromkeys(item.key for item in self._named if item.side is side)) for side in Side
        }

    def _is_press(self, item: Mention, press: frozenset[str] | set[str]) -> bool:
        return folded(item.key) in press or folded(item.text) in press or bool(_REPORTED.match(self._text, item.end))

    def keys(self, side: Side) -> tuple[str, ...]:
        """All of a side, in the order in which they are first named."""
        return self._keys[side]

    def within(self, span: Span) -> list[Party]:
        """The parties in a sentence, in order, with whom ``the committee`` and ``the company`` mean."""
        found = self._named[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        taken = [(item.start, item.end) for item in found]
        for side, pattern in self._rules.words.items():
            for match in pattern.finditer(self._text, span.start, span.end):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                meant = self._meant(side, match.start())
                if meant is not None:
                    is_certain = len(self.keys(side)) == 1
                    found.append(Party(*match.span(), match[0], side, meant, is_certain, is_name=False))
        return sorted(found, key=lambda item: item.start)

    def _meant(self, side: Side, place: int) -> str | None:
        """Whom a word for a party means: the one of that side that was named last."""
        for number in range(bisect_left(self._starts, place) - 1, -1, -1):
            if self._named[number].side is side:
                return self._named[number].key
        return next(iter(self._keys[side]), None)

    def called(self, key: str) -> str:
        """What the article calls a party: its first certain name, or a shorter one where that is long."""
        names = [item for item in self._named if item.key == key]
        names = [item for item in names if item.is_certain] or names
        if not names:
            return key
        written = [" ".join(item.text.split()) for item in names]
        return written[0] if len(written[0]) <= _LONG_NAME else min(written, key=len)


def press_named(text: str, rules: ArticleRules) -> Iterator[str]:
    """Newspapers and agencies in a text that are said to have reported, or been told."""
    folded_text = " ".join(text.split())
    for name in sorted(rules.press):
        pattern = (
            rf"(?:\b(?:told|tells|by|via|to|according to|from|report (?:by|from))\s+(?:the\s+)?)({re.escape(name)})\b"
        )
        match = re.search(pattern, folded_text, re.IGNORECASE) or re.search(
            rf"\b({re.escape(name)})(?:['’]s)?\s+(?:first\s+)?(?:reported|reports|report)\b", folded_text, re.IGNORECASE
        )
        if match is not None:
            yield match[1]


def named_speakers(text: str) -> Iterator[Speaker]:
    """Speakers who are given by name: ``Pat Example, a spokesperson for ...``."""
    for match in _NAMED_SPEAKER.finditer(text):
        yield Speaker(" ".join(match["name"].split()), " ".join(match["role"].split()))


def _side(item: Mention) -> Side:
    return Side.COMMITTEE if item.what is Named.COMMITTEE else Side.COMPANY
