"""A real library in a temporary folder, a real runner that works at once, and a board over both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Answer, CommitteeRef, CompanyRef, Entry, EntryId, Link, Request
from oversight_viewer.domain.views import Order
from oversight_viewer.importing.names import Names
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.storage.writer import LibraryWriter
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.theme import ThemeMode, ThemeSource, load_fonts

TODAY = date(2024, 11, 26)
MakeLibrary = Callable[[Sequence[Entry]], Path]
MakeRunner = Callable[[Path], Runner]
MakeBoard = Callable[[Sequence[Entry]], Board]

_KINDS = {Lane.ACTION: "letter", Lane.MEETING: "meeting", Lane.RESPONSE: "response_letter"}
_NUMBERS = count(1)


def entry(lane: Lane, day: str | None, name: str = "", **changes: Any) -> Entry:
    """An entry of a lane and a date; its id is its name, or made up."""
    name = name or f"entry-{next(_NUMBERS)}"
    values: dict[str, Any] = {
        "id": EntryId(name),
        "lane": lane,
        "kind": _KINDS[lane],
        "title": f"Title of {name}",
        "mark": "public",
        "date": PartialDate.parse(day) if day else None,
    }
    return Entry(**(values | changes))


def save(path: Path, entries: Sequence[Entry]) -> None:
    """Write entries into a library that is there."""
    with LibraryWriter.open(path) as writer:
        writer.save(entries, names=Names(), source="test")


@pytest.fixture
def make_library(tmp_path: Path) -> MakeLibrary:
    """Makes a library of some entries."""

    def make(entries: Sequence[Entry]) -> Path:
        path = tmp_path / f"record-{next(_NUMBERS)}.oversight"
        create_library(path, "Record")
        save(path, entries)
        return path

    return make


@pytest.fixture
def make_runner() -> Iterator[MakeRunner]:
    """Makes runners that do everything at once; closes them."""
    made: list[Runner] = []

    def make(path: Path) -> Runner:
        made.append(Runner(path, path.with_suffix(".notebook"), "me", immediate=True))
        return made[-1]

    yield make
    for runner in made:
        runner.close()


@pytest.fixture
def theme_source(qapp: object) -> ThemeSource:
    load_fonts()
    return ThemeSource(ThemeMode.LIGHT)


@pytest.fixture
def make_board(
    qtbot: QtBot, theme_source: ThemeSource, make_library: MakeLibrary, make_runner: MakeRunner
) -> MakeBoard:
    """Makes a board of 904 x 800 pixels over a library of some entries, oldest first, and shows it."""

    def make(entries: Sequence[Entry]) -> Board:
        runner = make_runner(make_library(entries))
        board = Board(runner, theme_source, MarkScheme(), today=lambda: TODAY)
        qtbot.addWidget(board)
        board.resize(904, 800)
        board.show()
        return board

    return make


@pytest.fixture
def open_library() -> Iterator[Callable[[Path], Library]]:
    """Opens libraries for reading; closes them."""
    opened: list[Library] = []

    def open_(path: Path) -> Library:
        opened.append(Library.open(path))
        return opened[-1]

    yield open_
    for library in opened:
        library.close()


@pytest.fixture
def board(make_board: MakeBoard) -> Board:
    """The worked example, oldest first."""
    made = make_board(worked_example())
    made.set_order(Order.OLDEST)
    made.set_filter(RecordFilter())
    return made


def worked_example() -> list[Entry]:
    """A small record like that of the pictures: a letter with its answers, a meeting, partial and missing dates."""
    freight = {"committees": (CommitteeRef("XCOM01"),), "companies": (CompanyRef("Example Freight Co."),)}
    return [
        entry(Lane.RESPONSE, "2024-08", "announced"),
        entry(
            Lane.ACTION,
            "2024-08-23",
            "cranes",
            title="Remote access to port cranes",
            requests=tuple(Request(n, f"Request {n}", PartialDate.parse("2024-09-20")) for n in range(1, 4)),
            **freight,
        ),
        entry(Lane.MEETING, "2024-09", "meeting", links=(Link("discusses", EntryId("announced")),)),
        entry(Lane.ACTION, "2024-10-03", "vendors", **freight),
        entry(Lane.MEETING, "2024-10-03", "engineers", mark="executive-session", **freight),
        entry(
            Lane.RESPONSE,
            "2024-10-03",
            "answers",
            links=(Link("responds_to", EntryId("cranes")),),
            answers=(Answer(EntryId("cranes"), 1, "full"), Answer(EntryId("cranes"), 2, "partial")),
            **freight,
        ),
        entry(Lane.ACTION, "2024-10-17", "hearing", kind="hearing", **freight),
        entry(Lane.MEETING, "2024-10-17", "call", **freight),
        entry(Lane.RESPONSE, "2024-10-17", "volume", kind="document_production", **freight),
        entry(Lane.ACTION, "2024", "report"),
        entry(Lane.RESPONSE, "2024-11-20/2024-11-24", "rolling"),
        entry(Lane.RESPONSE, None, "undated"),
    ]
