"""The one document from which every format is made: a memo as a single file of safe HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from oversight_viewer.domain.kinds import LANES
from oversight_viewer.memo.blocks import Memo, Text
from oversight_viewer.memo.words import WORDS
from oversight_viewer.resources import resource

Render = Callable[[str, str], str]
"""Turns a text and its format into safe HTML, as ``text.Renderer`` does."""

# Stricter than what the reader may follow on screen: a memo goes to programs of others.
_WEB_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:[/?#][!#-&(-;=?-\[\]-~]*)?"
)
_MARK_STYLE = "font: 600 8.5pt sans-serif; letter-spacing: 0.09em; color: {color};"
_HEADING = re.compile(r"<(/?)h[1-6]>")


def is_web_address(url: str) -> bool:
    """Whether an address is a plain one of the web, in ASCII and with nothing that could end a piece of code."""
    return _WEB_ADDRESS.fullmatch(url) is not None


def _demoted(html: str) -> str:
    """Headings inside a text of the record as bold lines: they are no headings of the memo."""
    return _HEADING.sub(lambda match: "</strong></p>" if match.group(1) else "<p><strong>", html)


def _css_string(text: str) -> str:
    """A text for a string of CSS: every character that could end it, or the style sheet, as its code."""
    return "".join(char if char.isascii() and (char.isalnum() or char == " ") else f"\\{ord(char):x} " for char in text)


class _Refs:
    """Writes references to footnotes: the first one carries the footnote, those after it point to it."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def __call__(self, numbers: tuple[int, ...]) -> Markup:
        return Markup('<sup class="comma">,</sup>').join(map(self._one, numbers))

    def _one(self, number: int) -> Markup:
        if number in self._seen:
            return Markup('<a class="again" data-note="{0}" href="#fn{0}">{0}</a>').format(number)
        self._seen.add(number)
        first = (
            '<span id="ref{0}"><a class="noteref" epub:type="noteref" role="doc-noteref" href="#fn{0}">{0}</a></span>'
        )
        return Markup(first).format(number)  # noqa: S704 - a constant


def memo_html(memo: Memo, render: Render) -> str:
    """The memo as one HTML document without scripts and without anything from outside.

    Args:
        memo: What is written.
        render: Makes the texts of the record and of the user safe.
    """

    def text(value: Text) -> Markup:
        return Markup(_demoted(render(value.source, value.format)))  # noqa: S704 - render made it safe

    environment = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    names: dict[str, Any] = {
        "memo": memo,
        "words": WORDS,
        "lanes": [lane.heading for lane in LANES],
        "refs": _Refs(),
        "text": text,
        "is_web_address": is_web_address,
        "mark": _css_string(memo.banner.label.upper()),
        "mark_style": _MARK_STYLE.format(color="#464c58" if memo.is_public else "#96194b"),
    }
    return environment.get_template("memo.html.j2").render(names)
