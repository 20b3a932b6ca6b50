"""Reads the lines above a news article: who published it, who wrote it, and from where it is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oversight_viewer.domain.dates import MONTHS
from oversight_viewer.importing.article_rules import ArticleRules, folded

_WORD = r"[^\W\d_a-z][\w.’'-]*"
_NAME = rf"{_WORD}(?:[ \t]+(?:{_WORD}|(?:de|del|der|den|di|da|la|van|von|bin|al|for|of|from|at|the|and|in)\b))*"
_BYLINE = re.compile(
    rf"(?i:(?:(?:written|reporting|reported|posted|story)[ \t]+)?by)[ \t]*:?[ \t]+"
    rf"(?P<who>{_NAME}(?:,[ \t]+{_NAME}){{0,4}})[ \t]*(?P<rest>[|•·–—(\n].*)?$",
    re.DOTALL,
)
_WORKS_FOR = re.compile(r"[ \t]+(?:for|of|from|at)[ \t]+(?:the[ \t]+)?", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|journalists?|contributors?|columnists?|staff|bureau|analysts?)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"(?<!\bJr)(?<!\bSr)(?<![.\s][A-Z])[.!?…][\"”’')\]]*\s*$")
_LONGEST_BYLINE = 120
_LONGEST_LINE = 80
_MOST_WORDS = 5
_SECTION = re.compile(
    r"(?:breaking|latest|world|business|top|national|local|tech(?:nology)?|politic(?:s|al)|markets?|week in|economy|"
    r"health|opinion|sports?|more|today['’]s|u\.?s\.?|international|company|industry|press) "
    r"(?:news|review|digest|press|post|record|wire|daily|weekly|monitor|insider)",
    re.IGNORECASE,
)
_EDITIONS = frozenset({"Pro", "Law", "Government", "Legal", "News", "Magazine", "Online", "US", "UK", "Europe"})
_FROM = re.compile(r"(?:source|publisher|(?:originally |first )?published (?:by|in|on))\s*:?\s+", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:www\.)?(?:[a-z\d-]+\.)+[a-z]{2,6}", re.IGNORECASE)
_NAME_OF_PUBLISHER = re.compile(r"(?:The\s+)?[^\W_a-z][\w.&’'-]*(?:\s+(?:[^\W_a-z][\w.&’'-]*|&|and|of|the|for|on|in))*")
_PARTED = re.compile(r"\s*[|•·\n]\s*|\s+[–—-]+\s+|,\s+")
_IS_TIME = re.compile(r"\d|\b(?:published|updated|posted|read|today|yesterday|ago|GMT|E[SD]?T)\b", re.IGNORECASE)
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" for name in MONTHS)
_WHEN = re.compile(
    rf"[\s,|•·–—-]+(?:(?:first |last )?(?:published|updated|posted)\b|(?:\w+day,?\s+)?(?:(?:{_MONTH})\s+\d{{1,2}}\b"
    rf"|\d{{1,2}}\s+(?:{_MONTH})(?!\w))|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    rf"(?:(?:first |last )?(?:published|updated|posted|date)(?: on| at)?:?\s+)?(?:\w+day,?\s+)?"
    rf"(?:(?:{_MONTH})\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+(?:{_MONTH})(?:,?\s+\d{{4}})?|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}/\d{1,2}/\d{4})(?=\W|$|T)[\s\d:,.|·•()/+–—-]*(?:(?:at|[ap]\.?m\.?|E[SD]?T|GMT|UTC|T|Z|updated|published"
    rf"|{_MONTH})[\s\d:,.|·•()/+–—-]*)*",
    re.IGNORECASE,
)
_TITLE_END = re.compile(r"\s+[|–—-]\s+(?P<publisher>(?:(?!\s[|–—-]\s).){2,60})$")
_PLACE = r"(?:[A-Z][A-Z.’' -]{2,30}|[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}(?=,?[^\n—–(]{0,40}\())"
_DASH = r"\s*(?:[—–]|\s--?\s)\s*"
_DATELINE = re.compile(
    rf"\s*(?:(?P<place>{_PLACE})(?:,[^\n—–(]{{2,40}}?)?\s*(?:\((?P<agency>[^()\n\d]{{2,40}})\))?"
    rf"|\((?P<only>[^()\n\d]{{2,40}})\)|(?P<bare>[A-Z][\w.&’' ]{{1,40}}?)){_DASH}(?=[\"“‘(]?[A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article, and for whom; what the line does not say is None."""

    author: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words between the beginning of an article and a dash: ``WASHINGTON, March 12 (Example Wire) —``.

    Args:
        end: Where the article goes on, in code points.
        publisher: The agency that it names; None if it names none.
    """

    end: int
    publisher: str | None


def read_byline(block: str, rules: ArticleRules) -> Byline | None:
    """``By Pat Example | Example Times | May 3``, ``By Pat Example, Example Times``; None for any other paragraph."""
    if len(block) > _LONGEST_BYLINE:
        return None
    first, _, more = block.partition("\n")
    when = _WHEN.search(first)
    line = first if when is None else first[: when.start()]
    match = None if _ENDED.search(line) else _BYLINE.match(line)
    if match is None:
        return None
    parts = [part.strip() for part in match["who"].split(",")]
    beside = "\n".join((match["rest"] or "", first[len(line) :], more))
    behind = [part for part in _parts(beside) if not _ROLE.search(part)]
    names = [name for part in parts for name in _WORKS_FOR.split(part)]
    has_employer = len(names) > len(parts)
    # Of two names without an "and", the second is no second author: "By Pat Example, Example Times".
    is_employed = has_employer or (len(names) == 2 and " and " not in match["who"])
    names = [name for name in names if not _ROLE.search(name) or is_publisher(name, rules)]
    publisher = next((name for name in names if is_publisher(name, rules)), None)
    if publisher is None and is_employed and len(names) > 1:
        publisher = names[-1]
    authors = [name for name in names if name != publisher]
    if publisher is None:
        publisher = next(iter(behind), None)
    written = ", ".join(" ".join(name.split()) for name in authors)
    return Byline(written or None, None if publisher is None else " ".join(publisher.split()))


def _parts(line: str) -> list[str]:
    """The pieces of a line between strokes and commas, without those that tell a time."""
    pieces = (" ".join(part.split()).strip("()") for part in _PARTED.split(line.strip()))
    return [piece for piece in pieces if piece and not _IS_TIME.search(piece)]


def is_publisher(name: str, rules: ArticleRules) -> bool:
    """Whether some words are the name of a newspaper, an agency or a website, by lists or by how it is made."""
    words = name.split()
    name = " ".join(words)
    if folded(name) in rules.press or _DOMAIN.fullmatch(name):
        return True
    if len(words) > 1 and words[-1] in _EDITIONS and folded(" ".join(words[:-1])) in rules.press:
        return True
    if not 1 < len(words) <= _MOST_WORDS or not _NAME_OF_PUBLISHER.fullmatch(name) or _SECTION.fullmatch(name):
        return False
    is_first = len(words) > 2 and words[1] == "of" and folded(words[0]) in rules.publisher_words
    return is_first or folded(words[-1]) in rules.publisher_words


def is_date_line(block: str) -> bool:
    """Whether a line says only when an article was published: ``Published November 19, 2024 at 5:30 p.m. ET``."""
    return len(block) <= _LONGEST_LINE and _DATE_LINE.fullmatch(block) is not None


def publisher_line(block: str, rules: ArticleRules) -> str | None:
    """The publisher that a line of its own names, with nothing beside it but a date; None if it is another line."""
    if len(block) > _LONGEST_LINE:
        return None
    stated = _FROM.match(block)
    pieces = _parts(block[stated.end() :] if stated is not None else block)
    if len(pieces) != 1:
        return None
    is_stated = stated is not None and ":" in stated[0]
    return pieces[0] if is_publisher(pieces[0], rules) or is_stated else None


def title_and_publisher(line: str, rules: ArticleRules) -> tuple[str, str | None]:
    """A title without the publisher that a page puts behind it: ``A headline - Example Times``."""
    match = _TITLE_END.search(line)
    if match is None or not is_publisher(match["publisher"], rules):
        return line, None
    return line[: match.start()].strip(), " ".join(match["publisher"].split())


def read_dateline(text: str, start: int, rules: ArticleRules) -> Dateline | None:
    """The dateline with which an article begins; None if it has none.

    Args:
        text: The text.
        start: Where the first paragraph of the article begins, in code points.
        rules: Know the names of agencies.
    """
    match = _DATELINE.match(text, start)
    if match is None:
        return None
    named = match["agency"] or match["only"] or match["bare"]
    if match["place"] is None and (named is None or not is_publisher(named, rules)):
        return None
    return Dateline(match.end(), None if named is None else " ".join(named.split()))
