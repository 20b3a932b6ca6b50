"""Brings one draft to the notebook while it is being typed, and again if that fails."""

from __future__ import annotations

import time
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from oversight_viewer.domain.annotations import NoteId, NoteVersion
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.reader.autosave import Autosave
from oversight_viewer.ui.reader.drafts import NoteDraft


class SaveState(StrEnum):
    """How far what the user wrote has come; the words are those of the status bar."""

    SAVED = "All changes saved"
    SAVING = "Saving…"
    FAILED = "Not saved"


class DraftSaver(QObject):
    """Holds a draft until it is in the notebook, also when the editor is closed and another entry is shown.

    Args:
        runner: Does the writing.
        entry: The entry that the note is about.
        note: The note that is edited; None for a new one.
        version: The version of it that is edited.
        revision: The revision of the entry that the user reads.
    """

    state_changed = Signal()

    def __init__(
        self,
        runner: Runner,
        entry: EntryId,
        *,
        note: NoteId | None = None,
        version: NoteVersion | None = None,
        revision: int = 0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.entry = entry
        self.note = note
        self.version = version
        self.text = version.text if version is not None else ""
        self.tags = version.tags if version is not None else ()
        self._runner = runner
        self._draft = NoteDraft(entry, note=note, version=version, revision=revision)
        self._sent = (self.text, self.tags) if version is not None else None
        self._writing = 0
        self._error: Exception | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._autosave = Autosave(self._save, self._start, self._timer.stop, time.monotonic)
        self._timer.timeout.connect(self._autosave.timed_out)

    @property
    def state(self) -> SaveState:
        if self._error is not None:
            return SaveState.FAILED
        return SaveState.SAVING if self._autosave.is_pending or self._writing else SaveState.SAVED

    @property
    def error(self) -> Exception | None:
        """Why the last save failed, until one succeeds."""
        return self._error

    @property
    def is_settled(self) -> bool:
        """Whether all that was typed is on the disk."""
        return self.state is SaveState.SAVED

    @property
    def is_empty(self) -> bool:
        """Whether the note says nothing. Tags alone are no note."""
        return not self.text.strip()

    @property
    def draft(self) -> NoteDraft:
        return self._draft

    @property
    def was_sent(self) -> bool:
        """Whether there is a note in the notebook, or on its way there."""
        return self._sent is not None

    def edit(self, text: str, tags: tuple[str, ...]) -> None:
        """The user changed the text or the tags."""
        if (text, tags) != (self.text, self.tags):
            self.text, self.tags = text, tags
            self._autosave.edited()
            self.state_changed.emit()

    def flush(self) -> None:
        """Put what is not saved yet on its way now."""
        self._autosave.flush()
        self.state_changed.emit()

    def abandon(self) -> None:
        """Save nothing more."""
        self._autosave.forget()
        self._error = None
        self.state_changed.emit()

    def _start(self, seconds: float) -> None:
        self._timer.start(round(seconds * 1000))

    def _save(self) -> None:
        text, tags = self.text, self.tags
        # A note that says nothing is not written; whoever closes the editor deletes it if it was there before.
        if self.is_empty or ((text, tags) == self._sent and self._error is None):
            self._error = None
            self.state_changed.emit()
            return
        self._sent = (text, tags)
        self._writing += 1
        self.state_changed.emit()
        draft = self._draft
        self._runner.change(lambda notebook: draft.save(notebook, text, tags), self._saved, self._failed)

    def _saved(self, _change: Change) -> None:
        self._writing -= 1
        self.note = self._draft.note
        self._error = None
        self.state_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._writing -= 1
        self._error = error
        self._autosave.failed()
        self.state_changed.emit()
