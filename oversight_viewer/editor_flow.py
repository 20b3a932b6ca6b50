"""One entry in the editor, from the window: reading it, saving, removing or restoring it, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import FileContent, Revision
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks import upkeep
from oversight_viewer.tasks.attachments import file_contents_of
from oversight_viewer.ui.dialog_flow import DialogFlow, FlowMeans
from oversight_viewer.ui.editor import EditedEntry, EditorDialog, with_attachments

_CHANNEL = "editor"
_Read = tuple[Entry | None, tuple[Revision, ...]]


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done to an entry.

    Args:
        words: What, for a message.
        entry: The entry.
        do: Does it once more.
        undo: Takes it back.
        is_there: Whether the entry is in the record now.
    """

    words: str
    entry: EntryId
    do: Callable[[], object]
    undo: Callable[[], object]
    is_there: bool = True


class EditorFlow(DialogFlow[EditorDialog]):
    """Has one entry edited, or a new one written. It removes itself when the editor is closed.

    Args:
        means: What it needs.
        entry: The entry; None for a new one.
    """

    done = Signal(object)
    """Something was done: a Done."""

    def __init__(self, means: FlowMeans, entry: EntryId | None) -> None:
        super().__init__(means)
        self._library = means.library
        self._author = means.author
        self._entry = entry
        self._revision: int | None = None

    def start(self) -> None:
        """Read the entry, and show it in the editor."""
        if self._entry is None:
            self._show((None, ()))
        else:
            self.means.runner.query(_CHANNEL, partial(_read, self._entry), self._show, self.fail)

    def _show(self, read: _Read) -> None:
        entry, history = read
        if entry is None and self._entry is not None:
            self.fail(KnownError("This record is not in the library any more.", todo="Look for it in the record anew."))
            return
        self._revision = next((item.number for item in history if item.is_current), None)
        means = self.means
        dialog = EditorDialog(means.window, means.theme_source, means.scheme, entry, history)
        dialog.save_requested.connect(self._save)
        dialog.restore_requested.connect(self._restore)
        dialog.remove_requested.connect(self._remove)
        self.show_dialog(dialog)

    # What the editor asks for

    def _save(self, edited: EditedEntry) -> None:
        if edited.revision is None:
            run = partial(_add, self._library, edited, self._author)
            self.change(run, partial(self._added, edited.entry.id))
        else:
            run = partial(_change, self._library, edited, edited.revision, self._author)
            self.change(run, partial(self._changed, "Record saved"))

    def _remove(self) -> None:
        entry = self._known()
        run = partial(upkeep.remove_entry, self._library, entry, self._author)
        back = partial(upkeep.bring_back, self._library, entry, self._author)
        self.change(run, lambda _: self._finish(Done("Record removed", entry, run, back, is_there=False)))

    def _restore(self, number: int) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        if dialog.is_changed:
            self.tell(
                KnownError(
                    "What you have typed is not saved yet, so no earlier revision was brought back.",
                    todo="Save it, or close the editor without saving, and bring the revision back then.",
                )
            )
            return
        run = partial(upkeep.bring_back, self._library, self._known(), self._author, number)
        self.change(run, partial(self._changed, f"Revision {number} stands again"))

    # What comes of it

    def _added(self, entry: EntryId, number: int) -> None:
        def take_back() -> None:
            upkeep.refuse_if_changed(self._library, entry, number)
            upkeep.remove_entry(self._library, entry, self._author)

        self._finish(Done("Record saved", entry, partial(self._bring_back, entry), take_back))

    def _changed(self, words: str, number: int) -> None:
        entry, before = self._known(), self._revision
        if before is None or number == before:
            self._close()
            return

        def take_back() -> None:
            upkeep.refuse_if_changed(self._library, entry, number)
            self._bring_back(entry, before)

        self._finish(Done(words, entry, partial(self._bring_back, entry, number), take_back))

    def _bring_back(self, entry: EntryId, revision: int | None = None) -> None:
        upkeep.bring_back(self._library, entry, self._author, revision)

    def _known(self) -> EntryId:
        assert self._entry is not None, "a new entry has nothing to be removed or restored"
        return self._entry

    def _finish(self, done: Done) -> None:
        self.done.emit(done)
        self._close()

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.saved()


def _read(entry: EntryId, library: Library, _notes: object) -> _Read:
    found = library.entry(entry)
    return (found.entry, library.history(entry)) if found is not None else (None, ())


def _add(library: Path, edited: EditedEntry, author: str) -> int:
    entry, contents = _with_files(edited)
    return upkeep.add_entry(library, entry, author, contents)


def _change(library: Path, edited: EditedEntry, revision: int, author: str) -> int:
    entry, contents = _with_files(edited)
    return upkeep.edit_entry(library, entry, revision, author, contents)


def _with_files(edited: EditedEntry) -> tuple[Entry, tuple[FileContent, ...]]:
    """The entry with the files that were added, and what is to be kept of them."""
    attached = file_contents_of(edited.files)
    before = edited.entry.attachments
    known = {item.path for item in before}
    new = [item for item, _ in attached if item.path not in known]
    return with_attachments(edited.entry, (*before, *new)), tuple(content for _, content in attached)
