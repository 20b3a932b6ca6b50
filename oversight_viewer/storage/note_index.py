"""The texts of the user's notes as an index beside that of a library, kept in memory for as long as it is open."""

from __future__ import annotations

from itertools import count

from oversight_viewer.domain.annotations import EntryNotes, NotesByEntry
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.engine import Reading

_SET_UP = """
    CREATE VIRTUAL TABLE temp.note USING fts5 (
        text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )
"""
_FORGET = "DELETE FROM temp.note WHERE rowid = ?"
_LEARN = "INSERT INTO temp.note (rowid, text) VALUES (?, ?)"
_FIND = "SELECT rowid FROM temp.note WHERE note MATCH ?"


class NoteIndex:
    """Finds entries by the texts of the notes on them, all versions of each.

    Args:
        reading: A connection to a library.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._is_set_up = False
        self._notes: NotesByEntry = {}
        self._numbers = count(1)
        self._rows: dict[EntryId, tuple[int, ...]] = {}
        self._entries: dict[int, EntryId] = {}

    def learn(self, notes: NotesByEntry) -> None:
        """Take in what the notes say now. Not within a call: what is done there does not last.

        Args:
            notes: As the notebook gives them: entries whose notes have not changed have the same object as before.
        """
        if notes is self._notes:
            return
        gone = [entry for entry in self._rows if notes.get(entry) != self._notes.get(entry)]
        new = {
            entry: {next(self._numbers): text for text in _texts(own)}
            for entry, own in notes.items()
            if own.notes and own != self._notes.get(entry)
        }
        if gone or new:
            with self._reading.lasting():
                if not self._is_set_up:
                    self._reading.execute(_SET_UP)
                for entry in gone:
                    for row in self._rows[entry]:
                        self._reading.execute(_FORGET, (row,))
                for texts in new.values():
                    for row, text in texts.items():
                        self._reading.execute(_LEARN, (row, text))
            self._is_set_up = True
        self._notes = notes
        for entry in gone:
            for row in self._rows.pop(entry):
                del self._entries[row]
        for entry, texts in new.items():
            self._rows[entry] = tuple(texts)
            self._entries.update(dict.fromkeys(texts, entry))

    def entries_with(self, expression: str) -> frozenset[EntryId]:
        """The entries with a note that matches an expression of FTS5."""
        if not self._entries:
            return frozenset()
        return frozenset(self._entries[row] for (row,) in self._reading.rows(_FIND, (expression,)))


def _texts(own: EntryNotes) -> list[str]:
    texts = (version.text for note in own.notes for version in note.versions)
    return [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
