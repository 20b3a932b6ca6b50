"""Takes the text of a news article apart: what belongs to it, who wrote it, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from oversight_viewer.importing.article_head import (
    is_date_line,
    publisher_line,
    read_byline,
    read_dateline,
    title_and_publisher,
)
from oversight_viewer.importing.article_rules import ArticleRules

_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n(?![^\S\n]*\n)[^\n]*\S[^\n]*)*")
_ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_LIST_ITEM = re.compile(r"[-*•·]\s")
_URL = re.compile(r"https?://[^\s<>\"]+")
_STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Co|Corp|Ltd|Cos|Bros|Mr|Mrs|Ms|Dr|Jr|Sr|St|Rep|Reps|Sen|Sens|Gov|Gen|Col|Lt|Hon|Prof|No|Nos|vs|v|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Dept|Assn|Univ|U\.S|D\.C|a\.m|p\.m|i\.e|e\.g)|(?<![\w.])[A-Z])\.$"
)
_LETTER = re.compile(r"[^\n]")
_PERSON = re.compile(r"(?:[^\W\d_a-z][\w.’'-]*\s+){1,3}(?=[a-z])")
# How a paragraph begins that looks back on those before, which a teaser of another article does not.
_GOES_ON = re.compile(
    r"(?:[“\"«]|(?:The|That|This|Its|Their)\s+(?:select\s+|sub)?(?:committee|panel|company|companies|firm|spokes\w+|"
    r"statement|lawmakers|letter|meeting|partnership)\b|(?:He|She|They|It)\s+(?:said|told|added|also|did|has|was)\b|"
    r"(?:An?|The)\s+(?:[\w.&’'-]+\s+){0,4}(?:spokes(?:person|man|woman)|representative)\b|"
    r"(?:\w+\s+){1,3}?(?:day|week|month|year)s?\s+(?:after|before|later|earlier)\b)"
)
_QUOTED = re.compile(r"[“\"][^”\"]{12,}[”\"]")
_LONGEST_TITLE = 200
_LEAST_TITLE = 3
_HEAD_LINES = 6
_LONGEST_BIO = 120
# Words of a paragraph that is no teaser any more: the first one of an article, one with a quotation, any other.
_LEAST_FIRST = 25
_LEAST_QUOTING = 20
_LEAST_AGAIN = 45
_WIDEST_WRAPPED = 110
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
        title: The line above it that is no sentence; None if there is none.
        author: As the byline names; None if there is none.
        url: The first address that stands in a line of its own.
        publisher: As the byline, the dateline or a line of its own names it.
        heading: Where the title stands.
        dateline: The words before the first sentence that say from where it is reported; None if there are none.
    """

    text: str
    blocks: tuple[Span, ...]
    title: str | None = None
    author: str | None = None
    url: str | None = None
    publisher: str | None = None
    heading: Span | None = None
    dateline: Span | None = None

    def told(self, *more: Span | None) -> str:
        """The text with blanks in place of all that is no part of the article, so that places stay the same.

        Args:
            more: What is kept beside its paragraphs.
        """
        kept = sorted(
            (span for span in (*self.blocks, *more) if span is not None), key=lambda span: (span.start, span.end)
        )
        pieces, place = [], 0
        for span in kept:
            pieces += [_LETTER.sub(" ", self.text[place : span.start]), self.text[max(place, span.start) : span.end]]
            place = max(place, span.end)
        return "".join([*pieces, _LETTER.sub(" ", self.text[place:])])


def take_apart(text: str, rules: ArticleRules) -> ArticleText:
    """Find the paragraphs of an article among sign-up texts, teasers, credits and notices."""
    reading = _Reading(text, rules)
    for span in _blocks(text, rules):
        reading.take(span)
    return reading.article()


class _Reading:
    """Goes through the paragraphs of a text, from the head of the article to what stands below it."""

    def __init__(self, text: str, rules: ArticleRules) -> None:
        self._text = text
        self._rules = rules
        self._kept: list[Span] = []
        self._titles: list[Span] = []
        self._author: str | None = None
        self._url: str | None = None
        self._publisher: str | None = None
        self._is_in_box = False
        self._is_below = False

    def take(self, span: Span) -> None:
        """Sort a paragraph: it tells of the article, belongs to it, or does neither."""
        # Readers that save as Markdown write bold bylines, and titles behind a #.
        block = self._text[span.start : span.end].strip()
        if self._is_about(block.strip("*_# ")):
            return
        name = block.strip(" :#*_=>") if len(block) <= _LONGEST_TITLE else ""
        # Above an article such a heading is a button or a menu, and the article is still to come.
        if self._kept and (self._rules.endings.fullmatch(name) or self._is_bio(block)):
            self._is_below = True
        elif self._rules.headings.fullmatch(name) and not _ENDED.search(block):
            self._is_in_box = True
        elif not self._kept and not self._is_in_box and self._is_title(block):
            self._titles.append(span)
        elif not self._is_below and not self._is_of_box(block) and _belongs(block, self._rules):
            self._is_in_box = False
            self._kept.append(span)

    def _is_about(self, block: str) -> bool:
        """Whether a line says who wrote or published the article, or where it lies; remembers what it says."""
        byline = read_byline(block, self._rules)
        address = _URL.fullmatch(block)
        publisher = None if self._kept or byline is not None else publisher_line(block, self._rules)
        if byline is None and address is None and publisher is None and not is_date_line(block):
            return False
        if byline is not None:
            self._author = self._author or byline.author
            publisher = byline.publisher
        if address is not None:
            self._url = self._url or address[0]
        self._publisher = self._publisher or publisher
        # Such a line stands between a menu and the article.
        self._is_in_box = self._is_in_box and bool(self._kept)
        return True

    def _is_title(self, block: str) -> bool:
        is_line = len(block) <= _LONGEST_TITLE and not _LIST_ITEM.match(block)
        # A heading may be a question, but is no quotation.
        is_sentence = _ENDED.search(block) and (self._titles or block[-1:] not in "?!")
        return is_line and not is_sentence and not self._rules.left_out.search(block)

    def _is_bio(self, block: str) -> bool:
        """Whether a paragraph tells of the author: of whom the byline names, or of somebody with such a trade."""
        author = re.split(r",| and ", self._author or "")[0]
        match = re.match(rf"{re.escape(author)}\s+", block) if author else None
        match = match or _PERSON.match(block)
        is_short = len(block.split()) <= _LONGEST_BIO
        return match is not None and is_short and self._rules.bio.match(block, match.end()) is not None

    def _is_of_box(self, block: str) -> bool:
        """Whether a paragraph still belongs to the box that a heading has begun."""
        if not self._is_in_box:
            return False
        if _LIST_ITEM.match(block) or not _ENDED.search(block) or self._rules.left_out.search(block):
            return True
        words = len(block.split())
        if not self._kept:
            return words < _LEAST_FIRST
        is_back = _GOES_ON.match(block) is not None or (words >= _LEAST_QUOTING and _QUOTED.search(block) is not None)
        return not is_back and words < _LEAST_AGAIN

    def article(self) -> ArticleText:
        """What was found."""
        title, publisher = None, self._publisher
        lines = [(span, " ".join(self._text[span.start : span.end].split()).strip("*_# ")) for span in self._titles]
        # A single word above the title is the name of a section.
        heading = next((item for item in lines if len(item[1].split()) >= _LEAST_TITLE), next(iter(lines), None))
        if heading is not None:
            title, named = title_and_publisher(heading[1], self._rules)
            publisher = publisher or named
        blocks, dateline = self._kept, None
        if blocks and (found := read_dateline(self._text, blocks[0].start, self._rules)) is not None:
            dateline = Span(blocks[0].start, found.end)
            blocks = [Span(found.end, blocks[0].end), *blocks[1:]]
            publisher = publisher or found.publisher
        place = None if heading is None else heading[0]
        return ArticleText(self._text, tuple(blocks), title, self._author, self._url, publisher, place, dateline)


def _blocks(text: str, rules: ArticleRules) -> Iterator[Span]:
    """The paragraphs: parted by blank lines or, where lines are not broken to one width, each line."""
    for match in _BLOCK.finditer(text):
        lines = match[0].split("\n")
        is_wrapped = max(map(len, lines)) <= _WIDEST_WRAPPED and _ENDED.search(match[0]) is not None
        start = match.start()
        for piece in _pieces(lines, rules) if is_wrapped else lines:
            if piece.strip():
                yield Span(start, start + len(piece))
            start += len(piece) + 1


def _pieces(lines: list[str], rules: ArticleRules) -> Iterator[str]:
    """A paragraph of broken lines, without the lines in and above it that stand for themselves."""
    above = [place for place, line in enumerate(lines[:_HEAD_LINES]) if _stands_alone(line, rules)]
    first = above[-1] + 1 if above else 0
    yield from lines[:first]
    own: list[str] = []
    for line in lines[first:]:
        name = line.strip(" :#*_=>")
        is_heading = not name[:1].islower() and (rules.headings.fullmatch(name) or rules.endings.fullmatch(name))
        if is_heading and (not own or _ENDED.search(own[-1])):
            yield from ["\n".join(own), line] if own else [line]
            own = []
        else:
            own.append(line)
    if own:
        yield "\n".join(own)


def _stands_alone(line: str, rules: ArticleRules) -> bool:
    line = line.strip("*_# \t")
    return is_date_line(line) or read_byline(line, rules) is not None or publisher_line(line, rules) is not None


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
