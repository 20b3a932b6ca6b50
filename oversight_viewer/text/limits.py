"""How much of a text of others is laid out. All figures stand far above what letters and transcripts have.

Measured with Qt 6.11: one line of 100,000 characters without a blank takes 1.2 s to lay out, 40,000 changes of
typeface in one paragraph 12 s, a list of 20,000 items 10 s, a table of 1,000 columns 0.4 s.
"""

from __future__ import annotations

from dataclasses import dataclass


class TooComplex(Exception):  # noqa: N818 - named for what it says
    """A text has more layout than can be shown safely; it is shown as plain text instead."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps on what goes to the screen. Lengths in code points."""

    markdown: int = 1_000_000
    plain: int = 6_000_000
    html: int = 6_000_000
    nesting: int = 12  # lists, quotations and tables inside one another
    inline_nesting: int = 16
    elements: int = 80_000
    inline_in_block: int = 1_500
    breaks_in_block: int = 2_000
    items_in_list: int = 3_000
    cells: int = 20_000
    columns: int = 60
    unbroken: int = 1_000  # a longer run without a blank is broken
    line: int = 20_000  # a longer line is parted
    block: int = 100_000
    lines_in_paragraph: int = 200
    piece: int = 40_000


DEFAULT_LIMITS = Limits()
