"""Saved news articles, as web pages or plain text: what they tell of oversight, to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import DocumentKind, ExtractedText
from oversight_viewer.domain.records import Source
from oversight_viewer.importing.article_events import EventReader
from oversight_viewer.importing.article_head import title_and_publisher
from oversight_viewer.importing.article_parties import Parties
from oversight_viewer.importing.article_proposals import ProposalMaker, Publication
from oversight_viewer.importing.article_rules import ArticleRules
from oversight_viewer.importing.article_text import ArticleText, take_apart
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.lines import open_unpacked
from oversight_viewer.importing.problems import FoundProposal, Piece
from oversight_viewer.importing.text_dates import find_dates
from oversight_viewer.resources import resource

LONGEST_ARTICLE = 150_000
"""Characters of the longest text that is still read as an article."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
_HTML_TEXT = re.compile(rb"<(?:p|article|h1)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|X-[\w-]+):", re.IGNORECASE)
_SAVED_PAGE = re.compile(rb"(?:Snapshot-Content-Location:|From: <Saved by)", re.IGNORECASE)
_SENTENCE = re.compile(rb"[a-z]{2,}[^\n]{20,}[a-z)\"'\x80-\xff][.!?]", re.IGNORECASE)
_LINE_LOOKED_AT = 1_000  # bytes of a line in which a sentence is looked for; the time grows with their square
_TABLE_MARKS = (b",", b"\t", b";", b"|")
_LEAST_WORDS = 12
_LEAST_COLUMNS = 3
_HEAD_OF_TEXT = 800
_NOTHING = "Nothing was imported."
_SECRET = re.compile(r"api_?key|key|token|utm_\w+|fbclid|gclid|sig(?:nature)?", re.IGNORECASE)


@cache
def _rules() -> ArticleRules:
    return ArticleRules.load(resource("article_rules.json"))


def _is_html(head: bytes) -> bool:
    return _HTML.search(head[:4096]) is not None or _SAVED_PAGE.search(head[:4096]) is not None


def _recognizes(sample: Sample) -> bool:
    head = sample.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head or b"\0" in head or head[:1] in {b"{", b"["}:
        return False
    if _is_html(head):
        return _HTML_TEXT.search(head) is not None or len(head) > _HEAD_OF_TEXT
    if head[:1] == b"<" or _MAIL.match(head) or head[:4] in {b"%PDF", b"PK\x03\x04"}:
        return False
    return not _is_table(sample.lines) and any(_is_prose(line) for line in sample.lines)


def _is_prose(line: bytes) -> bool:
    line = line[:_LINE_LOOKED_AT]
    return len(line.split()) >= _LEAST_WORDS and _SENTENCE.search(line) is not None


def _is_table(lines: tuple[bytes, ...]) -> bool:
    """Whether the text begins with the names of columns."""
    heading = lines[0] if lines else b""
    return not _is_prose(heading) and any(heading.count(mark) >= _LEAST_COLUMNS - 1 for mark in _TABLE_MARKS)


def _read(path: Path, means: Means) -> Iterator[Piece]:
    with open_unpacked(path) as stream:
        data = stream.read(LONGEST_ARTICLE * 4 + 1)
    if _is_html(data):
        found = means.extractor.extract(path, DocumentKind.HTML)
    else:
        found = ExtractedText((_decoded(path, data),))
    text = "\n\n".join(found.pages).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_ARTICLE:
        raise KnownError(
            f"{path.name} is too long for an article.",
            safe=_NOTHING,
            todo="Import it as a document, or save only the article.",
        )
    yield from _found(path, text, found, means)


def _decoded(path: Path, data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    if b"\0" in data:
        raise KnownError(f"{path.name} is no text.", safe=_NOTHING, todo="Save the article as text or as a web page.")
    # What old programs write on Windows; five of its bytes mean nothing.
    return data.decode("cp1252", errors="replace")


def _found(path: Path, text: str, found: ExtractedText, means: Means) -> Iterator[Piece]:
    rules = _rules()
    article = take_apart(text, rules)
    publication = _publication(path, article, found, means)
    publisher = publication.source.publisher
    # Who is named only beside the article, in a teaser or a comment, is no party to what it tells.
    parties = Parties(text, means.names.mentions(article.told(article.heading)), rules, publisher)
    events = EventReader(article, parties, rules).events()
    for proposal in ProposalMaker(text, article.told(), publication, parties, rules).proposals(events):
        number = text.count("\n", 0, proposal.passages[0].start) + 1
        yield FoundProposal(proposal, f"line {number} of the text", text)


def _publication(path: Path, article: ArticleText, found: ExtractedText, means: Means) -> Publication:
    told = found.properties
    url = _clean_url(told.get("url") or article.url or "")
    title, named = title_and_publisher(told.get("title") or article.title or "", _rules())
    named = named or title_and_publisher(told.get("page_title", ""), _rules())[1]
    author = told.get("author") or article.author
    publisher = told.get("publisher") or article.publisher or named
    evidence = _evidence(publisher, url, author, has_dateline=article.dateline is not None)
    publisher = publisher or (urlsplit(url).hostname or "").removeprefix("www.") or None
    written, day = _date(told.get("date"), article)
    source = Source(
        title=title or clean_line(path.name),
        publisher=publisher,
        url=url or None,
        date=written,
        accessed=means.today.isoformat(),
        note=f"By {author}" if author else None,
    )
    key = url or "\n".join(part.casefold() for part in (publisher or "", title or "", written or "")).strip()
    return Publication(source, key or article.text[:_HEAD_OF_TEXT], day, evidence)


def _evidence(publisher: str | None, url: str, author: str | None, *, has_dateline: bool) -> str:
    """What shows that a text was published; empty if nothing does."""
    shown = (
        (publisher, f"by {publisher}"), (url, "it has an address"), (author, "it has a byline"),
        (has_dateline, "it has a dateline"),
    )  # fmt: skip
    return next((words for value, words in shown if value), "")


def _clean_url(url: str) -> str:
    """The address without what only tells who opened it, and without keys; empty if it is none."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return ""
        query = [(name, value) for name, value in parse_qsl(parts.query) if not _SECRET.fullmatch(name)]
        # Without a name and a password before the host, too.
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, host, parts.path, urlencode(query), ""))
    except ValueError:
        return ""


def _date(written: str | None, article: ArticleText) -> tuple[str | None, PartialDate | None]:
    """When the article was published, as written and as understood."""
    if written:
        certain = [item for item in find_dates(written) if item.is_certain]
        if certain:
            return written, certain[0].value
        try:
            return written, PartialDate.parse(written[:10])
        except ValueError:
            return written, None
    # In a text, the date stands in a line of its own above the article, or between the place and a dash.
    end = article.blocks[0].start if article.blocks else 0
    start = 0 if article.dateline is None else article.dateline.start
    pieces = [(start, end), (0, min(start or end, _HEAD_OF_TEXT))]
    for first, last in pieces:
        for item in find_dates(article.text[first:last]):
            if item.is_certain:
                return item.text, item.value
    return None, None


FORMATS = (
    Format(
        "article",
        "a saved news article (web page or text)",
        _recognizes,
        _read,
        (".html", ".htm", ".mhtml", ".txt", ".md"),
        is_general=True,
    ),
)
