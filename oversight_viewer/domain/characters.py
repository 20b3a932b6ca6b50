"""Text of others without the characters that act instead of showing something.

Control characters, overrides of the reading direction, code points that are no characters and halves of surrogate
pairs can hide text, turn it round, break XML or upset a layout engine. They are taken out wherever a text is shown or
written to a document; the record itself keeps them.
"""

from __future__ import annotations

from itertools import chain

_LINE_ENDS = frozenset("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))
_ACTING = _LINE_ENDS.union(
    _SURROGATES,
    map(
        chr,
        chain(
            (code for code in range(0x20) if code not in (0x09, 0x0A)),
            range(0x7F, 0xA0),
            range(0x202A, 0x202F),  # embeddings and overrides of direction
            range(0x2066, 0x206A),  # isolates
            (0xFEFF,),
            range(0xFFF9, 0xFFFD),
            range(0xFDD0, 0xFDF0),  # no characters; Qt marks its frames with two of them
            (plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)),
        ),
    ),
)


def _kept(char: str) -> str | None:
    if char in _LINE_ENDS:
        return "\n"
    # None and not an empty text: only then does Python delete by its fast path, which is eighty times as fast.
    return "\N{REPLACEMENT CHARACTER}" if char in _SURROGATES else None


def clean_text(text: str) -> str:
    """The text without acting characters; every kind of line end becomes a line feed, and tabs stay."""
    text = text.replace("\r\n", "\n")
    found = _ACTING.intersection(set(text))  # most texts have none, and a set of their characters is soon made
    return text.translate({ord(char): _kept(char) for char in found}) if found else text


def clean_line(text: str) -> str:
    """The text as one line: acting characters taken out, every run of blanks and line ends one blank."""
    return " ".join(clean_text(text).split())
