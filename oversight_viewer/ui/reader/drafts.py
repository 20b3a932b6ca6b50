"""A note that is being written, on its way to the notebook. No Qt here.

What is written is put on a queue for the thread that writes, so each save says what it replaces only when its turn
comes: the save before it may not be done yet when it is asked for.
"""

from __future__ import annotations

from oversight_viewer.domain.annotations import EventId, NoteId, NoteVersion
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.notebook import Notebook


class NoteDraft:
    """One note in the making. It is used by the thread that writes, in order; others only ask for its id afterwards.

    Args:
        entry: The entry that the note is about.
        note: The note that is edited; None for a new one.
        version: The version of it that is edited.
        revision: The revision of the entry that the user reads.
    """

    def __init__(
        self, entry: EntryId, *, note: NoteId | None = None, version: NoteVersion | None = None, revision: int = 0
    ) -> None:
        self.entry = entry
        self._note = note
        self._parent: EventId | None = None if version is None else version.event
        self._revision = revision

    @property
    def note(self) -> NoteId | None:
        """The note, once it was saved."""
        return self._note

    def save(self, notebook: Notebook, text: str, tags: tuple[str, ...]) -> Change:
        """Write the note as it is now; each version replaces the one before.

        Raises:
            KnownError: If it was not written, for whatever reason: then it must be tried again.
        """
        try:
            event = notebook.write_note(
                self.entry, text, tags, note=self._note, parent=self._parent, revision=self._revision
            )
        except KnownError:
            raise
        except Exception as error:
            raise KnownError("The note could not be written.", details=type(error).__name__) from error
        self._parent = event.id
        if self._note is None:
            self._note = NoteId(str(event.payload["note"]))
        return Change(notes=frozenset({self.entry}))

    def delete(self, notebook: Notebook) -> Change:
        """Delete the note, if it was ever saved."""
        if self._note is not None:
            notebook.delete_note(self.entry, self._note)
        return Change(notes=frozenset({self.entry}))

    def restore(self, notebook: Notebook) -> Change:
        """Take the deletion back."""
        if self._note is not None:
            notebook.restore_note(self.entry, self._note)
        return Change(notes=frozenset({self.entry}))
