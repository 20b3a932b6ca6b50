"""Writes a new entry, or changes one: all its parts in forms, its files, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMessageBox, QSizePolicy, QStackedWidget, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.entry_drafts import EntryDraft, entry_of
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.part_drafts import lines_of, with_lines
from oversight_viewer.domain.records import Attachment, Entry
from oversight_viewer.domain.saving import Revision
from oversight_viewer.ui.attachments_list import AttachmentsList
from oversight_viewer.ui.controls import SegmentedSwitch
from oversight_viewer.ui.dialog_frame import DialogFrame, scrolled
from oversight_viewer.ui.entry_form import EntryForm
from oversight_viewer.ui.entry_history import EntryHistory
from oversight_viewer.ui.parts_table import PartsTable
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 940
_HEIGHT = 600
_LISTS = (
    ("requests", "Requests", "request"),
    ("answers", "Answers", "answer"),
    ("links", "Links", "link"),
    ("sources", "Sources", "source"),
    ("people", "People", "person"),
    ("bates", "Bates", "range"),
)
_RECORD, _FILES, _HISTORY = "record", "files", "history"


@dataclass(frozen=True, slots=True)
class EditedEntry:
    """What the editor wants saved.

    Args:
        entry: The entry, its attachments those that it keeps.
        revision: The revision that was changed; None for a new entry.
        files: Files to be attached.
    """

    entry: Entry
    revision: int | None
    files: tuple[Path, ...] = ()


class EditorDialog(DialogFrame):
    """Forms for all that an entry says. When Save is pressed, ``save_requested`` says what is to be saved.

    The dialog stays open until it is told by :meth:`saved` that it is: what was typed is never lost to an error.

    Args:
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        entry: The entry to change; None for a new one.
        history: What it said before, oldest first.
    """

    save_requested = Signal(object)
    restore_requested = Signal(int)
    remove_requested = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        entry: Entry | None = None,
        history: Sequence[Revision] = (),
    ) -> None:
        title = "New record" if entry is None else f"Edit “{clean_line(entry.title)[:60]}”"
        super().__init__(parent, theme_source, title, width=_WIDTH)
        self._before = entry
        self._revision = next((item.number for item in history if item.is_current), None)
        self.form = EntryForm(theme_source, scheme)
        self.form.set_entry(entry)
        base = entry if entry is not None else _blank()
        self.lists = {name: PartsTable(theme_source, name, noun) for name, _, noun in _LISTS}
        for table in self.lists.values():
            table.set_entry(base)
        self.files = AttachmentsList(theme_source)
        self.files.set_attachments(base.attachments)
        self.history = EntryHistory(theme_source)
        self.history.set_revisions(history)
        self.history.restore_requested.connect(self.restore_requested)
        self._base = base
        self._lay_out(with_history=entry is not None)
        self.remove_button = self.add_button("Remove record…", self._remove, look="quiet", left=True)
        self.remove_button.setVisible(entry is not None)
        self.add_button("Cancel", self.reject)
        self.save_button = self.add_button("Save", self._save, look="primary")
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self._save)
        self.form.changed.connect(self._update)
        self.files.changed.connect(self._update)
        for table in self.lists.values():
            table.changed.connect(self._update)
        self.form.title.setFocus()
        self._update()

    def _lay_out(self, *, with_history: bool) -> None:
        options = [(_RECORD, "Record")]
        options += [(name, label) for name, label, _ in _LISTS]
        options.append((_FILES, "Files"))
        if with_history:
            options.append((_HISTORY, "History"))
        self.switch = SegmentedSwitch(self.theme_source, options)
        self._names = [name for name, _ in options]
        self.pages = QStackedWidget()
        self.form.setContentsMargins(0, 0, self.theme.px(10), 0)
        self.pages.addWidget(scrolled(self.form))
        for table in self.lists.values():
            self.pages.addWidget(table)
        self.pages.addWidget(self.files)
        self.pages.addWidget(self.history)
        height = min(self.theme.px(_HEIGHT), self.screen().availableGeometry().height() - self.theme.px(200))
        self.pages.setMinimumHeight(height)
        self.pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.switch.chosen.connect(self.show_page)
        self.body.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(self.theme.px(6))
        self.body.addWidget(self.pages, 1)

    def show_page(self, name: str) -> None:
        """Show the record, one of its lists, its files or its history."""
        self.switch.set_value(name)
        self.pages.setCurrentIndex(self._names.index(name))

    # What it holds

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return (
            self.form.is_changed
            or bool(self.files.added)
            or tuple(self.files.kept) != self._base.attachments
            or any(table.lines() != lines_of(self._base, name) for name, table in self.lists.items())
        )

    def edited(self) -> EditedEntry:
        """What is to be saved.

        Raises:
            InvalidEntry: If something is wrong with it.
        """
        entry = self.form.entry()
        for name, table in self.lists.items():
            entry = with_lines(entry, name, table.lines())
        return EditedEntry(with_attachments(entry, self.files.kept), self._revision, tuple(self.files.added))

    def saved(self) -> None:
        """Close: what was typed is in the library."""
        self.accept()

    def failed(self) -> None:
        """Go on: it could not be saved, and nothing of what was typed is lost."""
        self.setEnabled(True)

    # What the user does

    def _save(self) -> None:
        if not self.save_button.isEnabled():
            return
        self.setEnabled(False)
        self.save_requested.emit(self.edited())

    def _remove(self) -> None:
        question = "Remove this record? Its history is kept, and it can be brought back."
        if self._asks(question, "Remove"):
            self.remove_requested.emit()

    def _asks(self, question: str, yes: str) -> bool:
        box = QMessageBox(self)
        box.setText(question)
        wanted = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is wanted

    def _update(self) -> None:
        try:
            self.edited()
        except InvalidEntry:
            self.save_button.setEnabled(False)
        else:
            self.save_button.setEnabled(self.is_changed)

    def reject(self) -> None:
        if self.is_changed and not self._asks("What you have typed is not saved yet.", "Throw it away"):
            return
        super().reject()


def with_attachments(entry: Entry, attachments: Sequence[Attachment]) -> Entry:
    """The entry with these attachments."""
    return replace(entry, attachments=tuple(attachments))


def _blank() -> Entry:
    """An entry without any lists, for the tables of a new one."""
    return entry_of(EntryDraft(title="-"))
