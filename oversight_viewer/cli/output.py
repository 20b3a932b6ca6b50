"""What the commands print. Results go to standard output, everything else to standard error."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.characters import clean_line, clean_text
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import JsonObject

# Some terminals obey these even as UTF-8. JSON has escapes of its own for what stands before the blank.
_ACTING = re.compile("[\x7f-\x9f]")
_LEAST_TITLE = 20
_TEXT_WIDTH = 100


class ReaderGone(Exception):  # noqa: N818 - no error: whoever reads has had enough
    """Whoever reads our output has closed it, as ``head`` does."""


def prepare_streams() -> None:
    """Have output written as UTF-8 where it goes to a file or to another program, on Windows too.

    A terminal keeps its encoding; what it cannot show is written as an escape.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


@contextmanager
def _told_of_the_end() -> Iterator[None]:
    """Tell why output could not be written.

    Raises:
        ReaderGone: If nobody reads it any more.
        KnownError: If it goes to a file, and the disk is full or fails.
    """
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        drop_output()
        raise KnownError(
            "The output could not be written.",
            safe="Nothing else went wrong.",
            todo="Check whether the disk is full, or send the output elsewhere.",
            details=type(error).__name__,
        ) from error


def _write(text: str) -> None:
    with _told_of_the_end():
        click.echo(text)


def finish() -> None:
    """Write what is still held back."""
    if sys.stdout is not None:  # it is None where whoever started us has closed it
        with _told_of_the_end():
            sys.stdout.flush()


def drop_output() -> None:
    """Send the rest of the output nowhere, so that the end of the program does not stumble over it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def say(text: str) -> None:
    """Tell the user something that is no result."""
    with contextlib.suppress(OSError):  # there is nobody left to tell
        click.echo(clean_text(text), err=True)


def print_text(text: str) -> None:
    """Print text, whatever it holds, as a result; it cannot take hold of the terminal."""
    _write(clean_text(text))


def print_json(value: JsonObject) -> None:
    """Print one JSON document."""
    _write(_ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False, indent=2)))


def card_json(card: Card) -> JsonObject:
    """An entry as a list shows it."""
    return {
        "id": card.id,
        "lane": card.lane.value,
        "kind": card.kind,
        "date": None if card.date is None else str(card.date),
        "title": card.title,
        "committees": list(card.committees),
        "companies": list(card.companies),
        "mark": card.mark,
        **({"found_in_notes": True} if card.found_in_notes else {}),
    }


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    while _width(text) >= width:
        text = text[:-1]
    return text.rstrip() + "…"


def terminal_width() -> int | None:
    """The columns of the terminal; None when the output goes elsewhere and needs no fitting."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], limits: Mapping[str, int], width: int | None) -> str:
    """A table whose last column takes what is left of the width.

    Args:
        heads: The name of each column.
        rows: The cells, without line ends.
        limits: The largest width of some columns, in columns of a terminal; used only where there is a width.
        width: The columns of the terminal; None cuts nothing.
    """
    cells = [list(heads), *(list(row) for row in rows)]
    places = range(len(heads) - 1)
    if width is not None:
        for row in cells:
            for place in places:
                row[place] = _cut(row[place], limits.get(heads[place], width))
    widths = [max(_width(row[place]) for row in cells) for place in places]
    if width is not None:
        left = max(width - sum(widths) - 2 * len(widths), _LEAST_TITLE)
        for row in cells:
            row[-1] = _cut(row[-1], left)
    lines = ["  ".join([*(row[at] + " " * (widths[at] - _width(row[at])) for at in places), row[-1]]) for row in cells]
    return "\n".join(line.rstrip() for line in lines)


def cards_table(cards: Sequence[Card], scheme: MarkScheme, width: int | None) -> str:
    """Entries as a table, with a mark on each. Ids are never cut: ``show`` needs them whole."""
    rows = [
        [
            "" if card.date is None else str(card.date),
            card.lane.value,
            scheme.get(card.mark).short_label,
            clean_line(card.id),
            clean_line(", ".join(card.committees)),
            clean_line(", ".join(card.companies)),
            clean_line(card.title),
        ]
        for card in cards
    ]
    heads = ("Date", "Lane", "Mark", "Id", "Committees", "Companies", "Title")
    return table(heads, rows, {"Mark": 14, "Committees": 18, "Companies": 22}, width)


def paragraph(text: str, indent: str = "", hanging: str = "") -> str:
    """Text wrapped to the terminal, its own line ends kept.

    Args:
        text: The text.
        indent: Stands before each line.
        hanging: Stands after that before all lines of a paragraph but the first.
    """
    width = min(terminal_width() or _TEXT_WIDTH, _TEXT_WIDTH)
    wrapper = textwrap.TextWrapper(
        width,
        initial_indent=indent,
        subsequent_indent=indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(map(wrapper.fill, clean_text(text).split("\n")))


def count_text(number: int, one: str, many: str) -> str:
    """``1 entry``, ``2,000 entries``."""
    return f"{number:,} {one if number == 1 else many}"
