"""Takes the text of a news article apart: what belongs to it, who wrote it, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from oversight_viewer.importing.article_rules import ArticleRules

_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n(?![^\S\n]*\n)[^\n]*\S[^\n]*)*")
_NAME = r"[^\W\d_][\w.’'-]*(?:[ \t]+[^\W\d_][\w.’'-]*){0,4}"
_BYLINE = re.compile(
    rf"(?:by|reporting by)[ \t]+(?P<who>{_NAME}(?:(?:,| and)[ \t]+{_NAME}){{0,3}})[ \t]*(?:[|•·–—(\n].*)?$",
    re.IGNORECASE | re.DOTALL,
)
_ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_LIST_ITEM = re.compile(r"[-*•·]\s")
_URL = re.compile(r"https?://[^\s<>\"]+")
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Co|Corp|Ltd|Cos|Bros|Mr|Mrs|Ms|Dr|Jr|Sr|St|Rep|Reps|Sen|Sens|Gov|Gen|Col|Lt|Hon|Prof|No|Nos|vs|v|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Dept|Assn|Univ|U\.S|D\.C|a\.m|p\.m|i\.e|e\.g)|(?<![\w.])[A-Z])\.$"
)
_LONGEST_TITLE = 200
_WIDEST_WRAPPED = 110
_LONGEST_BYLINE = 120
_LONGEST_ABBREVIATION = 8
_QUOTE_PAIRS = {'"': '"', "“": "”", "«": "»"}
_OPENING = re.compile(r"[\"“«]")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article taken apart.

    Args:
        text: The whole text, what is left out among it, so that places in it stay what they are.
        blocks: The paragraphs that belong to the article.
        title: Its first line, where that is no sentence; None otherwise.
        author: As the byline names; None if there is none.
        url: The first address that stands in a line of its own.
        publisher: As the byline names it behind a stroke.
    """

    text: str
    blocks: tuple[Span, ...]
    title: str | None = None
    author: str | None = None
    url: str | None = None
    publisher: str | None = None


def take_apart(text: str, rules: ArticleRules) -> ArticleText:
    """Find the paragraphs of an article among sign-up texts, teasers, credits and notices."""
    kept: list[Span] = []
    title = author = url = publisher = None
    in_list = False
    for place, span in enumerate(_blocks(text)):
        block = text[span.start : span.end].strip()
        byline = _BYLINE.match(block) if len(block) <= _LONGEST_BYLINE else None
        address = _URL.fullmatch(block)
        if byline is not None:
            author = author or " ".join(byline["who"].split())
            publisher = publisher or _publisher_of(block)
        elif address is not None:
            url = url or address[0]
        elif place == 0 and not _ENDED.search(block) and len(block) <= _LONGEST_TITLE:
            title = " ".join(block.split())
        elif rules.headings.fullmatch(block.strip(" :#*")):
            in_list = True
        elif in_list and (_LIST_ITEM.match(block) or not _ENDED.search(block)):
            continue
        else:
            in_list = False
            if _belongs(block, rules):
                kept.append(span)
    return ArticleText(text, tuple(kept), title, author, url, publisher)


def _publisher_of(byline: str) -> str | None:
    """The name in a byline that has parts: ``By Pat Example | Example Times | May 3``."""
    parts = (" ".join(part.split()) for part in re.split(r"[|•·\n]", byline)[1:])
    return next((part for part in parts if part and not re.search(r"\d|\bpublished\b", part, re.IGNORECASE)), None)


def _blocks(text: str) -> Iterator[Span]:
    """The paragraphs: parted by blank lines or, where lines are not broken to one width, each line."""
    for match in _BLOCK.finditer(text):
        lines = match[0].split("\n")
        is_wrapped = max(map(len, lines)) <= _WIDEST_WRAPPED and _ENDED.search(match[0]) is not None
        start = match.start()
        for line in [match[0]] if is_wrapped else lines:
            if line.strip():
                yield Span(start, start + len(line))
            start += len(line) + 1


def _belongs(block: str, rules: ArticleRules) -> bool:
    """Whether a paragraph is one of the article: it has a sentence, and is no notice."""
    is_sentence = _ENDED.search(block) is not None or "”" in block or block.count('"') > 1
    return is_sentence and not (len(block.split()) <= rules.longest and rules.left_out.search(block))


def sentences(text: str, block: Span) -> Iterator[Span]:
    """The sentences of a paragraph. A quotation of several sentences is not taken apart."""
    quotes = list(quotations(text, block))
    starts = [quote.start for quote in quotes]
    start = block.start
    for match in _STOP.finditer(text, block.start, block.end):
        end = match.end()
        before = bisect_left(starts, end) - 1
        is_inside = before >= 0 and end < quotes[before].end
        if is_inside or (match[0] == "." and _ABBREVIATION.search(text, max(start, end - _LONGEST_ABBREVIATION), end)):
            continue
        yield _trimmed(text, Span(start, end))
        start = end
    if text[start : block.end].strip():
        yield _trimmed(text, Span(start, block.end))


def _trimmed(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def quotations(text: str, block: Span) -> Iterator[Span]:
    """Where words stand between quotation marks, these included. A mark that nothing closes begins none."""
    place = block.start
    unclosed: set[str] = set()
    while (match := _OPENING.search(text, place, block.end)) is not None:
        place = match.end()
        closing = _QUOTE_PAIRS[match[0]]
        end = -1 if closing in unclosed else text.find(closing, place, block.end)
        if end >= 0:
            yield Span(match.start(), end + 1)
            place = end + 1
        else:
            unclosed.add(closing)


def without_quotations(text: str, span: Span) -> str:
    """The words of a part of a text with blanks in place of quotations, so that places stay the same."""
    piece = list(text[span.start : span.end])
    for quote in quotations(text, span):
        piece[quote.start - span.start : quote.end - span.start] = " " * (quote.end - quote.start)
    return "".join(piece)
