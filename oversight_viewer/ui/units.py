"""Places in a text as Qt counts them: in UTF-16 units, of which a character beyond the first 65,536 takes two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from oversight_viewer.domain.search_match import Span

_TAKES_TWO = re.compile("[\U00010000-\U0010ffff]")


def units_of(text: str) -> int:
    """How long a text is in UTF-16 units."""
    return len(text) + len(double_places(text))


def double_places(text: str) -> Sequence[int]:
    """Where in a text the characters stand that take two units, in code points."""
    return () if text.isascii() else [match.start() for match in _TAKES_TWO.finditer(text)]


def in_units(spans: Sequence[Span], double: Sequence[int]) -> Sequence[Span]:
    """Places in a text, given in code points, in UTF-16 units.

    Args:
        spans: The places.
        double: What :func:`double_places` says of the text.
    """
    if not double:
        return spans
    return [(begin + bisect_left(double, begin), end + bisect_left(double, end)) for begin, end in spans]
