"""The memo's own HTML as a tree, for a writer that goes through it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(
    r"""<(?:(/?)([a-z][a-z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*/?>|!DOCTYPE[^>]*>|!--.*?-->)""", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([^\s=>"]+)(?:="([^"]*)")?""")
_VOID = frozenset({"br", "col", "hr", "link", "meta"})


@dataclass(slots=True)
class Node:
    """An element with what it holds: texts and other elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def style(self) -> str:
        """The first of its classes."""
        return self.attributes.get("class", "").partition(" ")[0]

    def elements(self) -> Iterator[Node]:
        """The elements directly in it; blanks of the source code between them are no content."""
        return (child for child in self.children if isinstance(child, Node))

    def text(self) -> str:
        """All text in it."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(html: str) -> Node:
    """The tree of well-formed HTML, as the memo's template and the sanitiser write it."""
    root = Node("root")
    branch = [root]
    end = 0
    for match in _TAG.finditer(html):
        if end < match.start():
            branch[-1].children.append(unescape(html[end : match.start()]))
        end = match.end()
        closing, tag, attributes = match.groups()
        if tag and closing:
            if branch[-1].tag == tag and len(branch) > 1:
                branch.pop()
        elif tag:
            node = Node(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
            branch[-1].children.append(node)
            if tag not in _VOID:
                branch.append(node)
    if end < len(html):
        branch[-1].children.append(unescape(html[end:]))
    return root
