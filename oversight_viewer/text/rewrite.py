"""Writes sanitised HTML anew, with bounds on everything that makes a layout engine slow or crash.

What comes in is well-formed (nh3 wrote it). Elements nested too deep, and tables inside tables, lose their tags and
keep their words; more elements than the limits allow are refused as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from oversight_viewer.text.limits import Limits, TooComplex

_CONTAINERS = frozenset({"blockquote", "div", "dl", "ol", "table", "ul"})
_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre"})
_INSIDE = {
    **dict.fromkeys(("thead", "tbody", "tr", "th", "td"), frozenset({"table"})),
    "li": frozenset({"ol", "ul"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dl"})),
}
_VOID = frozenset({"br", "hr"})
_INLINE = frozenset({"a", "b", "code", "del", "em", "i", "ins", "kbd", "s", "small", "strong", "sub", "sup", "tt", "u"})
_LINE_STARTS = frozenset({"dd", "dt", "li", "tr"})
_CELLS = frozenset({"td", "th"})

ALLOWED_TAGS = _CONTAINERS | _BLOCKS | frozenset(_INSIDE) | _VOID | _INLINE
ALLOWED_ATTRIBUTES = {"a": frozenset({"href", "rel"}), "ol": frozenset({"start"})}

_BLANKS = " \n\t"  # not the no-break space: a line does not end there


@dataclass(slots=True)
class _Open:
    """An element that is open: whether its tag was written, and how much it holds so far."""

    tag: str
    written: bool
    items: int = 0


@dataclass(slots=True)
class _Tally:
    """What the current block holds."""

    text: int = 0
    inline: int = 0
    breaks: int = 0
    unbroken: int = 0


@dataclass(slots=True)
class _State:
    stack: list[_Open] = field(default_factory=list)
    block: _Tally = field(default_factory=_Tally)
    elements: int = 0
    cells: int = 0
    containers: int = 0
    inline: int = 0
    tables: int = 0


class _Writer(HTMLParser):
    """Reads HTML and writes it within the limits, as pieces that begin and end outside every element."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=False)
        self._limits = limits
        self._state = _State()
        self._long_run = re.compile(f"[^{_BLANKS}]{{{limits.unbroken}}}(?=[^{_BLANKS}])")
        self._out: list[str] = []
        self._size = 0
        self.pieces: list[str] = []

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._size += len(text)

    def end_piece(self) -> None:
        if self._out:
            self.pieces.append("".join(self._out))
            self._out.clear()
            self._size = 0

    def _check(self, count: int, limit: int) -> None:
        if count > limit:
            raise TooComplex

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        state, limits = self._state, self._limits
        state.elements += 1
        self._check(state.elements, limits.elements)
        if tag not in ALLOWED_TAGS:
            return
        if tag in _VOID:
            self._void(tag)
            return
        written = self._admits(tag) and (tag != "a" or any(name == "href" for name, _ in attrs))
        if written:
            self._write(f"<{tag}{_attributes(tag, attrs)}>")
        elif tag in _LINE_STARTS or tag in _BLOCKS:
            self._void("br")
        elif tag in _CELLS:
            self._write(" ")
        state.stack.append(_Open(tag, written))
        state.containers += tag in _CONTAINERS and written
        state.tables += tag == "table" and written
        if tag in _INLINE:
            state.inline += 1
            state.block.inline += 1
            self._check(state.block.inline, limits.inline_in_block)
        elif written:
            state.block = _Tally()

    def _void(self, tag: str) -> None:
        self._write(f"<{tag}>")
        self._state.block.breaks += 1
        self._state.block.unbroken = 0
        self._check(self._state.block.breaks, self._limits.breaks_in_block)

    def _admits(self, tag: str) -> bool:
        """Whether the tag of an element may be written where it stands; counts cells and items."""
        state, limits = self._state, self._limits
        if tag in _INLINE:
            return state.inline < limits.inline_nesting
        if tag in _CONTAINERS:
            return state.containers < limits.nesting and not (tag == "table" and state.tables)
        if tag not in _INSIDE:
            return True
        holder = next((item for item in reversed(state.stack) if item.tag in _INSIDE[tag]), None)
        if holder is None or not holder.written:
            return False
        if tag in _CELLS:
            row = next((item for item in reversed(state.stack) if item.tag == "tr"), holder)
            row.items += 1
            state.cells += 1
            self._check(row.items, limits.columns)
            self._check(state.cells, limits.cells)
        elif tag in _LINE_STARTS and tag != "tr":
            holder.items += 1
            self._check(holder.items, limits.items_in_list)
        return True

    def handle_endtag(self, tag: str) -> None:
        state = self._state
        if not state.stack or state.stack[-1].tag != tag:
            return
        closed = state.stack.pop()
        state.containers -= tag in _CONTAINERS and closed.written
        state.tables -= tag == "table" and closed.written
        state.inline -= tag in _INLINE
        if closed.written:
            self._write(f"</{tag}>")
            if tag not in _INLINE:
                state.block = _Tally()
        if not state.stack and self._size > self._limits.piece:
            self.end_piece()

    def handle_data(self, data: str) -> None:
        """Write text, with a line break where a run without a blank gets too long to be laid out."""
        block = self._state.block
        block.text += len(data)
        self._check(block.text, self._limits.block)
        lead = _first_blank(data)
        self._break_after(lead)
        parts = self._long_run.sub("\\g<0>\0", data).split("\0")
        self._write("<br>".join(escape(part, quote=False) for part in parts))
        whole = lead == len(data)
        block.unbroken = block.unbroken + lead if whole else len(data) - 1 - max(map(data.rfind, _BLANKS))

    def _break_after(self, length: int) -> None:
        """Break the line if what comes, joined to what went before it without a blank, gets too long."""
        if self._state.block.unbroken + length > self._limits.unbroken and self._state.block.unbroken:
            self._void("br")

    def handle_entityref(self, name: str) -> None:
        self._break_after(1)
        block = self._state.block
        block.unbroken += 1
        block.text += 1
        self._check(block.text, self._limits.block)
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_entityref(f"#{name}")


def _first_blank(text: str) -> int:
    """Where the first blank stands; the length of the text if it has none."""
    found = (text.find(blank) for blank in _BLANKS)
    return min((place for place in found if place >= 0), default=len(text))


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    allowed = ALLOWED_ATTRIBUTES.get(tag, frozenset())
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs if name in allowed and value is not None)


def rewrite(html: str, limits: Limits) -> list[str]:
    """The HTML within the limits, as pieces of about ``limits.piece`` characters that each stand alone.

    Raises:
        TooComplex: If there is more of anything than a layout engine can bear.
    """
    writer = _Writer(limits)
    writer.feed(html)
    writer.close()
    writer.end_piece()
    return writer.pieces
