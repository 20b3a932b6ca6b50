"""Text of documents made even: one sort of line end, no control characters, no runs of blank lines."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MANY_BLANK = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """The text with its own line breaks: ``\\n`` alone, at most one blank line in a row, none at the ends.

    Blanks at the beginnings of lines stay, for they tell apart what is set in.
    """
    text = _CONTROL.sub("", _LINE_ENDS.sub("\n", text))
    return _MANY_BLANK.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")


def one_line(text: str) -> str:
    """The words of a text on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
