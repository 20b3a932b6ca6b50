"""Attachments in the reader: opened as copies, saved, or only named, each said as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.attachments_flow import AttachmentsFlow
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Attachment, Entry, EntryId
from oversight_viewer.storage.library import create_library
from oversight_viewer.tasks.attachments import AttachmentCopies, file_contents_of
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.tasks.upkeep import add_entry
from oversight_viewer.ui.editor import with_attachments
from oversight_viewer.ui.pieces import LinkButton
from oversight_viewer.ui.reader.reader import Reader
from oversight_viewer.ui.theme import ThemeSource
from tests.storage.helpers import an_entry

LETTER = b"%PDF-1.7 a letter of Example Freight Co."


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    return an_entry("a", kind="letter", title="A letter", attachments=[{"path": "named.pdf"}])


@pytest.fixture
def library(tmp_path: Path, entry: Entry) -> Path:
    """A library with a letter, to which a PDF, a script and a file that is only named belong."""
    (tmp_path / "letter.pdf").write_bytes(LETTER)
    (tmp_path / "run.bat").write_bytes(b"echo")
    attached = file_contents_of([tmp_path / "letter.pdf", tmp_path / "run.bat"])
    path = tmp_path / "record.oversight"
    create_library(path, "Record")
    whole = with_attachments(entry, (*(item for item, _ in attached), *entry.attachments))
    add_entry(path, whole, "me", [content for _, content in attached])
    return path


@pytest.fixture
def reader(qtbot: QtBot, runner: Runner, theme_source: ThemeSource) -> Reader:
    made = Reader(runner, theme_source, MarkScheme())
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.entry_shown):
        made.show_entry(EntryId("a"))
    return made


@pytest.fixture
def files(qtbot: QtBot, runner: Runner, tmp_path: Path) -> Iterator[tuple[AttachmentsFlow, list[QUrl]]]:
    window = QWidget()
    qtbot.addWidget(window)
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    copies = AttachmentCopies(tmp_path)
    yield AttachmentsFlow(window, runner, tmp_path, copies=copies, open_url=open_url), opened
    copies.close()


def attachments(reader: Reader) -> dict[str, Attachment]:
    assert reader.detail is not None
    return {item.path.rpartition("/")[2]: item for item in reader.detail.entry.attachments}


def test_each_is_offered_what_can_be_done_with_it(reader: Reader, qtbot: QtBot) -> None:
    buttons = {button.accessibleName(): button for button in reader.findChildren(LinkButton)}
    assert {"Open letter.pdf", "Save letter.pdf", "Save run.bat"} <= set(buttons)
    assert "Open run.bat" not in buttons
    assert not {"Open named.pdf", "Save named.pdf"} & set(buttons)
    told = " ".join(label.text() for label in reader.findChildren(QLabel))
    assert "can only be saved" in told
    assert "not kept in the library" in told
    with qtbot.waitSignal(reader.attachment_requested) as caught:
        buttons["Open letter.pdf"].click()
    assert caught.args == [attachments(reader)["letter.pdf"], True]


def test_it_is_opened_as_a_copy_that_goes_with_the_library(
    reader: Reader, files: tuple[AttachmentsFlow, list[QUrl]]
) -> None:
    flow, opened = files
    flow.take(attachments(reader)["letter.pdf"], True)
    (url,) = opened
    copy = Path(url.toLocalFile())
    assert copy.read_bytes() == LETTER
    flow.close()
    assert not copy.exists()


def test_what_may_be_a_program_is_never_opened(
    reader: Reader, files: tuple[AttachmentsFlow, list[QUrl]], qtbot: QtBot
) -> None:
    flow, opened = files
    with qtbot.waitSignal(flow.known_error):
        flow.take(attachments(reader)["run.bat"], True)
    assert opened == []


def test_it_is_saved_where_it_is_wanted(
    reader: Reader, files: tuple[AttachmentsFlow, list[QUrl]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow, _ = files
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    said: list[str] = []
    flow.said.connect(said.append)
    flow.take(attachments(reader)["letter.pdf"], False)
    assert target.read_bytes() == LETTER
    assert said == ["Saved as out.pdf"]


def test_what_is_missing_from_the_library_is_said(
    reader: Reader, files: tuple[AttachmentsFlow, list[QUrl]], qtbot: QtBot
) -> None:
    flow, opened = files
    gone = replace(attachments(reader)["letter.pdf"], sha256="0" * 64)
    with qtbot.waitSignal(flow.known_error):
        flow.take(gone, True)
    assert opened == []
