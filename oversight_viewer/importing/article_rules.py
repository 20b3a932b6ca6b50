"""The rules by which news articles are read, out of a file that an office can change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from oversight_viewer.domain.kinds import Lane


class Side(StrEnum):
    """A party to oversight."""

    COMMITTEE = "committee"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a sentence tells where one of some phrases stands in it.

    Args:
        lane: Of the entry.
        kind: Of the entry.
        who: Who does it; None if either may.
        needs: Who must be named beside.
        title: With ``{committee}`` and ``{company}``.
        summary: In the application's own words.
        phrases: Finds the phrases.
    """

    lane: Lane
    kind: str
    who: Side | None
    needs: tuple[Side, ...]
    title: str
    summary: str
    phrases: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """All rules for articles.

    Args:
        rules: In the order in which they are tried.
        words: What a party is called without its name: ``the committee``.
        speakers: Finds those who speak for a party.
        speaker_again: Finds the speaker of the sentence before, at the beginning of a clause.
        press: Names of newspapers and agencies, folded, which are sources and never parties.
        publisher_words: Words that end the names of newspapers and agencies, folded.
        left_out: Finds what is no part of the article, in a paragraph.
        headings: Whether a line is the heading of a box within the article: of other articles, of a newsletter.
        endings: Whether a line is the heading of what stands below an article: comments, its author.
        leads: Finds what a sentence begins with that points to another article.
        bio: Finds what is said of an author, behind the name.
        longest: The most words of a paragraph that is left out.
    """

    rules: tuple[Rule, ...]
    words: dict[Side, re.Pattern[str]]
    speakers: re.Pattern[str]
    speaker_again: re.Pattern[str]
    press: frozenset[str]
    publisher_words: frozenset[str]
    left_out: re.Pattern[str]
    headings: re.Pattern[str]
    endings: re.Pattern[str]
    leads: re.Pattern[str]
    bio: re.Pattern[str]
    longest: int

    @classmethod
    def load(cls, path: Path) -> ArticleRules:
        """Read ``article_rules.json``."""
        data = json.loads(path.read_text(encoding="utf-8"))
        left_out = data["left_out"]
        return cls(
            tuple(_rule(item) for item in data["rules"]),
            {side: _phrases(data[f"{side}_words"]) for side in Side},
            _phrases(data["speakers"]),
            _phrases(data["speaker_again"]),
            frozenset(folded(name) for name in data["press"]),
            frozenset(folded(word) for word in data["publisher_words"]),
            re.compile("|".join(left_out["blocks"]), re.IGNORECASE),
            re.compile("|".join(left_out["headings"]), re.IGNORECASE),
            re.compile("|".join(left_out["endings"]), re.IGNORECASE),
            re.compile(left_out["leads"], re.IGNORECASE),
            re.compile(left_out["bio"], re.IGNORECASE),
            left_out["longest"],
        )


def folded(name: str) -> str:
    """The name of a newspaper without its article and capitals."""
    return " ".join(name.casefold().removeprefix("the ").split())


def _rule(item: dict[str, str | list[str]]) -> Rule:
    who = str(item["who"])
    return Rule(
        Lane(str(item["lane"])),
        str(item["kind"]),
        None if who == "either" else Side(who),
        tuple(Side(side) for side in item["needs"]),
        str(item["title"]),
        str(item["summary"]),
        _phrases(item["phrases"]),
    )


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds phrases as whole words: ``*`` is up to four words, ``a|b`` one of several; curly apostrophes fit too."""
    written = sorted((_phrase(phrase.split()) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(written)})(?![\w-])", re.IGNORECASE)


def _phrase(words: list[str]) -> str:
    pieces = ""
    for place, word in enumerate(words):
        if word == "*":
            pieces += r"(?:[^\s.;]+\s+){0,4}?"
            continue
        choice = "|".join(re.escape(part).replace("'", "['’]") for part in word.split("|"))
        pieces += f"(?:{choice})" + (r"\s+" if place < len(words) - 1 else "")
    return pieces
