"""Text of saved web pages. Runs in the worker process."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from oversight_viewer.domain.extraction import ExtractedText
from oversight_viewer.text.document_limits import LARGEST_FILES, Reason, RefusedDocument, read_bounded
from oversight_viewer.text.html_pruning import prune
from oversight_viewer.text.tidy import one_line, tidy

_ARCHIVE_HEAD = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.IGNORECASE)
_NOT_SHOWN = frozenset({"head", "script", "style", "template", "noscript", "svg", "math", "object", "iframe", "title"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot"}
    | {"thead", "ul"}
)
_LINES = frozenset({"br", "tr"})
# The elements of trafilatura's own tree.
_ARTICLE_BLOCKS = frozenset({"p", "head", "item", "quote", "code", "row", "list", "table", "div"})
_PROPERTIES = {"title": "title", "author": "author", "publisher": "sitename", "url": "url", "date": "date"}


def read_document(path: str) -> ExtractedText:
    """The main text of a saved page, paragraphs parted by blank lines, and what the page says of itself.

    Raises:
        RefusedDocument: If it is no page, or too large.
    """
    with open(path, "rb") as stream:
        data = read_bounded(stream, LARGEST_FILES["html"])
    saved_from = None
    if _ARCHIVE_HEAD.match(data.lstrip()[:65_536]):
        data, saved_from = _page_of_archive(data)
    text, properties = _article(data)
    if not text:
        # Better the whole page, menus and all, than nothing of it.
        text = page_text(data)
    if saved_from and "url" not in properties:
        properties["url"] = saved_from
    return ExtractedText((text,), properties, notice=None if text else "There is no text in it.")


def _page_of_archive(data: bytes) -> tuple[bytes, str | None]:
    """The page of an ``.mhtml`` file, as a browser saves it whole, and its address."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
                return content, str(address) if address else None
    raise RefusedDocument(Reason.DAMAGED)


def _article(data: bytes) -> tuple[str, dict[str, str]]:
    import trafilatura  # noqa: PLC0415 - e-mail needs only the rest of this module

    root = trafilatura.load_html(data)
    if root is None:
        return "", {}
    page_title = root.findtext(".//head/title")
    prune(root)
    found: Any = trafilatura.bare_extraction(
        root,
        with_metadata=True,
        include_comments=False,
        # Else it takes any day that the text tells of for that of the publication.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None:
        return "", {}
    body = found.body
    text = "" if body is None else _joined(_article_paragraphs(body))
    values = {name: getattr(found, attribute) for name, attribute in _PROPERTIES.items()} | {"page_title": page_title}
    properties = {name: one_line(value) for name, value in values.items() if isinstance(value, str) and value.strip()}
    return text or tidy(found.text or ""), properties


def _joined(paragraphs: Iterator[str]) -> str:
    return tidy("\n\n".join(text for text in paragraphs if text.strip()))


def _article_paragraphs(body: Any) -> Iterator[str]:
    words: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        is_block = node.tag in _ARTICLE_BLOCKS
        if is_block and words:
            yield _lines_of(words)
            words = []
        if event == "start":
            words += ["\n"] if node.tag == "lb" else []
            words += [one_line_kept(node.text)] if node.text else []
        else:
            words += [" "] if node.tag == "cell" else []
            words += [one_line_kept(node.tail)] if node.tail and node is not body else []
    yield _lines_of(words)


def one_line_kept(text: str) -> str:
    """A run of text with each run of blanks as one, also at its ends, where the next run goes on."""
    return re.sub(r"\s+", " ", text)


def _lines_of(words: list[str]) -> str:
    return "\n".join(line.strip() for line in re.sub(r" {2,}", " ", "".join(words)).split("\n")).strip("\n")


def page_text(data: bytes | str) -> str:
    """All text that a page shows, without layout; paragraphs parted by blank lines.

    Raises:
        RefusedDocument: If it is no page.
    """
    if not data.strip():
        return ""
    try:
        parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        if isinstance(data, str):
            parser = lxml.html.HTMLParser(
                no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
            )
            data = data.encode("utf-8", "replace")
        root = lxml.html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise RefusedDocument(Reason.DAMAGED) from None
    return _joined(_page_paragraphs(root))


def _page_paragraphs(root: Any) -> Iterator[str]:
    words: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _NOT_SHOWN:
            hidden += 1 if event == "start" else -1
        if tag in _BLOCKS and words:
            yield _lines_of(words)
            words = []
        if hidden == 0 and event == "start":
            words += ["\n"] if tag in _LINES else []
            words += [one_line_kept(node.text)] if node.text else []
        elif event == "end":
            words += [" "] if tag in {"td", "th"} else []
            words += [one_line_kept(node.tail)] if hidden == 0 and node.tail else []
    yield _lines_of(words)
