"""Takes out of a saved page what stands within its article and is none of it. Runs in the worker process.

What finds the main text of a page judges by the density of text and links, and so keeps a teaser of one sentence that
stands between two paragraphs. Here such boxes go by what pages call them, and by paragraphs that are but one link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_NEVER = frozenset({"html", "head", "body", "main", "article", "h1", "script", "style", "meta", "link"})
_ASIDE = frozenset({"aside", "nav", "footer", "dialog"})
_PARAGRAPHS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6"})
_CALLED = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?|s)?|read-?(?:more|next|also)|see-?also|up-?next|newsletters?|sign-?up"
    r"|subscribe|subscription|promos?|promoted|teasers?|comments?|disqus|author-?(?:bio|box|card|info)|about-?(?:the-?)?"
    r"author|bio|biography|more-?(?:from|on|stories)|most-?(?:read|popular|viewed)|trending|popular|outbrain|taboola"
    r"|sponsor(?:ed|s)?|share|sharing|social|cookies?|consent|sidebar)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST = 1 / 3
"""What holds more of the text of a page than this is no box beside it, whatever it is called."""

_LEAST_WORDS = 4  # of a paragraph that is but one link


def prune(root: Any) -> None:
    """Take boxes of other articles, of newsletters, comments and authors out of a page.

    Args:
        root: The page as lxml has it; what is taken out stays as an empty element.
    """
    body = root.find(".//body")
    for node in list(_boxes(root if body is None else body)):
        node.clear(keep_tail=True)


def _boxes(body: Any) -> Iterator[Any]:
    """The boxes in one walk, so that the time grows with the page and not with how deep it is."""
    most = sum(map(len, body.itertext())) * _MOST
    # Of the text so far: its code points, its words, and those of them that are links.
    signs = words = linked = links = 0
    begun: list[tuple[int, int, int]] = []
    for event, node in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        text = node.tail
        if event == "start":
            begun.append((signs, words, linked))
            links += _is_link(node)
            text = node.text
        elif event == "end":
            signs_before, words_before, linked_before = begun.pop()
            links -= _is_link(node)
            is_link = words - words_before == linked - linked_before and words - words_before >= _LEAST_WORDS
            is_box = signs - signs_before <= most and _is_box(node)
            if node.tag not in _NEVER and (is_box or (is_link and node.tag in _PARAGRAPHS)):
                yield node
        if text and not (event == "end" and node is body):
            count = len(text.split())
            signs, words, linked = signs + len(text), words + count, linked + (count if links else 0)


def _is_link(node: Any) -> bool:
    return bool(node.tag == "a" and node.get("href"))


def _is_box(node: Any) -> bool:
    if node.tag in _ASIDE:
        parent = node.getparent()
        return parent is None or str(parent.tag) != "blockquote"  # there a footer names the speaker
    called = " ".join(filter(None, (node.get(name) for name in ("class", "id", "data-component", "aria-label"))))
    return bool(called) and _CALLED.search(_CAMEL.sub("-", called)) is not None
