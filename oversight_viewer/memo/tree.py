"""The memo's own HTML as a tree, for a writer that goes through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

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


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag == tag and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Node:
    """The tree of well-formed HTML, as the memo's template and the sanitiser write it."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
