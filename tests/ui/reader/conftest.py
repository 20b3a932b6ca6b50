"""A real library with a few entries, a real notebook, and a reader over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.reader.reader import Reader
from oversight_viewer.ui.theme import Theme, ThemeMode, ThemeSource, load_fonts, theme_named
from tests.storage.helpers import an_entry, make_library

TODAY = date(2024, 11, 26)


def entries() -> list[Entry]:
    """A letter with requests, a meeting and a response that belong together, and a few that stand alone."""
    return [
        an_entry(
            "letter", kind="letter", date="2024-08-23", title="Remote access to port cranes",
            committees=[{"code": "XCOM01"}], companies=[{"name": "Example Freight Co.", "role": "addressee"}],
            people=[{"name": "Chair", "role": "signatory"}], inquiry="Port crane software",
            summary="Three requests.", body="We ask for **records**.\n\n- one\n- two", congress=118, session=2,
            requests=[
                {"number": 1, "text": "Name every vendor.", "due": "2024-09-20"},
                {"number": "2(a)", "text": "Produce the logs.", "due": "2024-09-20"},
                {"number": 3, "text": "Say who may enter."},
            ],
            identifiers={"docket": "D-7"}, tags=["cranes"],
            sources=[{"title": "Fictional example", "url": "https://example.org/letter", "accessed": "2024-11-02"},
                     {"url": "file:///etc/passwd"}],
            attachments=[{"path": "letter.pdf", "title": "The letter"}],
            links=[{"rel": "related", "to": "nowhere"}],
        ),
        an_entry(
            "meeting", lane="meeting", kind="staff_call", date="2024-09", title="Call with counsel",
            links=[{"rel": "discusses", "to": "letter"}],
            extra={"respondent_mark": "Not for public release"},
        ),
        an_entry(
            "response", lane="response", kind="response_letter", date="2024-10-03", title="First answers",
            companies=["Example Freight Co."], body="We answer as follows.",
            links=[{"rel": "responds_to", "to": "letter"}],
            answers=[
                {"to": "letter", "request": 1, "status": "full", "text": "Three vendors."},
                {"to": "letter", "request": "2(a)", "status": "refused", "text": "Declined."},
            ],
            bates=[{"begin": "EFC-1", "end": "EFC-12", "volume": "Volume 1"}],
        ),
        an_entry(
            "log", lane="response", kind="privilege_log", title="Privilege log", mark="committee-confidential",
            privilege_log=[{"number": 1, "date": "2022-02-09", "author": "Counsel", "recipients": ["A", "B"],
                            "description": "Advice", "basis": "Privilege", "bates": "EFC-4", "request": 3}],
        ),
        an_entry("plain", lane="meeting", kind="transcribed_interview", mark="executive-session", format="plain",
                 title="Transcript", body="Q. <b>Who</b> was there?\n   A. Nobody.\n"),
    ]  # fmt: skip


@pytest.fixture
def theme_source(qapp: object) -> ThemeSource:
    load_fonts()
    return ThemeSource(ThemeMode.LIGHT)


@pytest.fixture
def theme(qapp: object) -> Theme:
    load_fonts()
    return theme_named("light")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "record.oversight", entries())


@pytest.fixture
def runner(qapp: object, library: Path, tmp_path: Path) -> Iterator[Runner]:
    made = Runner(library, tmp_path / "record.notebook", "jo", immediate=True)
    bugs: list[object] = []
    made.bug.connect(bugs.append)
    yield made
    made.close()
    assert bugs == []


class Opened:
    """Stands for the dialog that asks about a link, and for the system that opens it."""

    def __init__(self) -> None:
        self.agree = True
        self.asked: list[str] = []
        self.opened: list[str] = []

    def confirm(self, _parent: object, url: QUrl) -> bool:
        self.asked.append(url.toString())
        return self.agree

    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def reader(qtbot: QtBot, runner: Runner, theme_source: ThemeSource, opened: Opened) -> Reader:
    made = Reader(runner, theme_source, MarkScheme(), confirm=opened.confirm, open_url=opened.open, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(456, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def show(qtbot: QtBot, reader: Reader) -> Callable[[str], Reader]:
    def show_entry(entry: str) -> Reader:
        with qtbot.waitSignal(reader.entry_shown) as shown:
            reader.show_entry(EntryId(entry))
        assert shown.args == [entry]
        return reader

    return show_entry
