"""Takes out of a saved page what stands within its article and is none of it. Runs in the worker process.

What finds the main text of a page judges by the density of text and links, and so keeps a teaser of one sentence that
stands between two paragraphs. Here such boxes go by what pages call them, and by paragraphs that are but one link.
"""

from __future__ import annotations

import re
from typing import Any

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
        root: The page as lxml has it; it is changed.
    """
    body = root.find(".//body")
    body = root if body is None else body
    most = _length(body) * _MOST
    # An element is looked at once, and what lies in one that goes is not looked at: the time grows with the page.
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str):
            continue
        if node.tag not in _NEVER and ((_is_box(node) and _length(node) <= most) or _is_one_link(node)):
            node.drop_tree()
        else:
            waiting += list(node)


def _length(node: Any) -> int:
    return sum(len(text) for text in node.itertext())


def _is_box(node: Any) -> bool:
    if node.tag in _ASIDE:
        return str(node.getparent().tag) != "blockquote"  # there a footer names the speaker
    called = " ".join(filter(None, (node.get(name) for name in ("class", "id", "data-component", "aria-label"))))
    return bool(called) and _CALLED.search(_CAMEL.sub("-", called)) is not None


def _is_one_link(node: Any) -> bool:
    if node.tag not in _PARAGRAPHS:
        return False
    words = " ".join(node.itertext()).split()
    if len(words) < _LEAST_WORDS:
        return False
    links = [link for link in node.iter("a") if link.get("href")]
    return len(" ".join(text for link in links for text in link.itertext()).split()) == len(words)
