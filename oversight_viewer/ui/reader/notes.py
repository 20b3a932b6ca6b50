"""The notes, the tags and the flag that the user puts on the entry that is read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from oversight_viewer.domain.annotations import EntryNotes, EventId, Note, NoteVersion
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.pieces import LinkButton, Rule, set_ink
from oversight_viewer.ui.reader.composer import Composer
from oversight_viewer.ui.reader.note_view import NoteView
from oversight_viewer.ui.reader.saver import DraftSaver, SaveState
from oversight_viewer.ui.reader.tag_field import TagField
from oversight_viewer.ui.reader.undo import NotebookCommand, Work
from oversight_viewer.ui.theme import Theme

if TYPE_CHECKING:
    from oversight_viewer.text.render import Rendered


class NotesPanel(QWidget):
    """Shows what the user has put on one entry, and changes it through the runner.

    The state is the notebook's: what is shown is read from the runner after each change.

    Args:
        runner: Holds the notes and does the writing.
        composer: The editor, which stands elsewhere in the reader.
        undo_stack: Takes what can be undone.
    """

    save_state_changed = Signal(str)
    flag_changed = Signal(bool)
    count_changed = Signal(int)
    link_activated = Signal(QUrl)
    undo_offered = Signal(str)
    failed = Signal(Exception)

    def __init__(self, runner: Runner, composer: Composer, undo_stack: QUndoStack, theme: Theme) -> None:
        super().__init__()
        self._runner = runner
        self._composer = composer
        self._stack = undo_stack
        self._theme = theme
        self._entry: EntryId | None = None
        self._revision = 0
        self._shown = EntryNotes(EntryId(""))
        self._views: list[NoteView] = []
        self._savers: list[DraftSaver] = []
        self._known_tags: tuple[str, ...] = ()
        self._said = SaveState.SAVED
        self._pending = 0
        self._write: LinkButton | None = None
        composer.closed.connect(self.close_editor)
        runner.changed.connect(self._changed)
        self._build()
        self.set_theme(theme)

    # -- what is shown

    @property
    def entry(self) -> EntryId | None:
        return self._entry

    @property
    def views(self) -> tuple[NoteView, ...]:
        """The notes on the screen."""
        return tuple(self._views)

    @property
    def tag_field(self) -> TagField:
        """The user's tags of the entry."""
        return self._tags

    @property
    def is_flagged(self) -> bool:
        return self._shown.flagged

    @property
    def count(self) -> int:
        return len(self._shown.notes)

    def set_entry(self, entry: EntryId | None, revision: int = 0) -> None:
        """Show the notes of another entry. What is being written is saved first."""
        if entry != self._entry:
            self.close_editor()
            self._tags.commit()
        self._entry, self._revision = entry, revision
        self._refresh(always=True)

    def set_known_tags(self, tags: Iterable[str]) -> None:
        """Tags of the record, offered for completion beside those of the notebook."""
        self._known_tags = tuple(tags)
        self._offer_tags()

    def set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._theme = theme
        self._box.setContentsMargins(0, px(8), 0, 0)
        self._head.setContentsMargins(0, px(8), 0, px(2))
        self._heading.setFont(theme.font("meta_bold"))
        set_ink(self._heading, theme.color("text"))
        if self._write is not None:
            self._head.removeWidget(self._write)
            self._write.deleteLater()
        self._write = LinkButton(theme, "Write a note", "label")
        self._write.clicked.connect(self.write_note)
        self._head.addWidget(self._write)
        self._rule.set_color(theme.color("line"))
        self._list.setSpacing(px(14))
        self._list.setContentsMargins(0, px(6), 0, 0)
        self._tags.set_theme(theme)
        self._refresh(always=True)

    # -- what the user does

    def write_note(self) -> None:
        """Open the editor for a new note; if one is open, go to it."""
        if self._entry is None:
            return
        if self._composer.saver is not None and self._composer.saver.entry == self._entry:
            self._composer.setFocus()
            return
        self._open(DraftSaver(self._runner, self._entry, revision=self._revision, parent=self))
        # The notebook is made and opened now, so that the first words are saved as quickly as all others.
        self._runner.change(lambda _: Change())

    def edit_note(self, note: Note, version: NoteVersion) -> None:
        """Open the editor for a version of a note."""
        self._open(
            DraftSaver(self._runner, note.entry, note=note.id, version=version, revision=self._revision, parent=self)
        )

    def close_editor(self) -> None:
        """Close the editor; what stands in it is kept. A note that was emptied is deleted, which can be undone."""
        saver = self._composer.release()
        if saver is None:
            return
        if saver.is_empty:
            saver.abandon()
            if saver.was_sent:
                self._push("Delete note", saver.draft.delete, saver.draft.restore)
                self.undo_offered.emit("Note deleted")
        else:
            saver.flush()
        self._tidy()
        self._refresh(always=True)

    def flush(self) -> None:
        """Put everything that is typed and not saved yet on its way to the disk."""
        for saver in self._savers:
            saver.flush()
        self._tags.commit()

    def delete_note(self, note: Note) -> None:
        """Delete a note. It can be brought back."""
        saver = self._composer.saver
        if saver is not None and saver.note == note.id:
            self._composer.release()
            saver.abandon()
        entry = note.entry

        def delete(notebook: Notebook) -> Change:
            notebook.delete_note(entry, note.id)
            return _of(entry)

        def restore(notebook: Notebook) -> Change:
            notebook.restore_note(entry, note.id)
            return _of(entry)

        self._push("Delete note", delete, restore)
        self.undo_offered.emit("Note deleted")

    def toggle_flag(self, entry: EntryId) -> None:
        """Flag an entry, shown here or not yet, or take its flag off."""

        def flag(notebook: Notebook) -> Change:
            notebook.flag(entry)
            return _of(entry)

        def unflag(notebook: Notebook) -> Change:
            notebook.unflag(entry)
            return _of(entry)

        notes = self._runner.notes.get(entry)
        if notes is not None and notes.flagged:
            self._push("Take the flag off", unflag, flag)
        else:
            self._push("Flag", flag, unflag)

    # -- inside

    def _build(self) -> None:
        self._box = QVBoxLayout(self)
        self._box.setSpacing(0)
        self._rule = Rule(self._theme)
        self._head = QHBoxLayout()
        self._heading = QLabel("Notes")
        self._head.addWidget(self._heading)
        self._head.addStretch(1)
        self._tags = TagField("Add a tag", framed=False)
        self._tags.tags_edited.connect(self._retag)
        self._list = QVBoxLayout()
        self._box.addWidget(self._rule)
        self._box.addLayout(self._head)
        self._box.addWidget(self._tags)
        self._box.addLayout(self._list)

    def _open(self, saver: DraftSaver) -> None:
        self.close_editor()
        self._savers.append(saver)
        saver.state_changed.connect(self._tidy)
        self._composer.edit(saver, self._tags_in_use())
        self._mark_edited()

    def _tidy(self) -> None:
        """Let go of drafts that are saved and closed, and tell how the saving stands."""
        for saver in [saver for saver in self._savers if saver.is_settled and saver is not self._composer.saver]:
            self._savers.remove(saver)
            saver.deleteLater()
        states = {saver.state for saver in self._savers}
        if SaveState.FAILED in states:
            state = SaveState.FAILED
        else:
            state = SaveState.SAVING if SaveState.SAVING in states or self._pending else SaveState.SAVED
        if state is not self._said:
            self._said = state
            self.save_state_changed.emit(state.value)

    def _push(self, words: str, do: Work, undo: Work) -> None:
        self._stack.push(NotebookCommand(words, self._send, do, undo))

    def _send(self, work: Work) -> None:
        self._pending += 1
        self._tidy()
        self._runner.change(work, self._sent, self._send_failed)

    def _sent(self, _change: Change) -> None:
        self._pending -= 1
        self._tidy()

    def _send_failed(self, error: Exception) -> None:
        self._pending -= 1
        self._refresh(always=True)
        self._tidy()
        self.failed.emit(error)

    def _retag(self, tags: tuple[str, ...]) -> None:
        if self._entry is None:
            return
        added = tuple(tag for tag in tags if tag not in self._shown.tags)
        removed = tuple(tag for tag in self._shown.tags if tag not in tags)
        if added or removed:
            words = "Change tags" if added and removed else "Add tag" if added else "Take tag off"
            self._push(words, partial(_tag, self._entry, added, removed), partial(_tag, self._entry, removed, added))

    def _changed(self, change: Change) -> None:
        if change.record or self._entry in change.notes:
            self._refresh()

    def _refresh(self, *, always: bool = False) -> None:
        """Show what the notebook says now."""
        entry = self._entry
        shown = EntryNotes(EntryId("")) if entry is None else self._runner.notes.get(entry, EntryNotes(entry))
        if shown == self._shown and not always:
            return
        self._shown = shown
        self._tags.set_tags(shown.tags)
        self._offer_tags()
        self._show_notes(shown.notes, anew=always)
        self._mark_edited()
        self.count_changed.emit(len(self._views))
        self.flag_changed.emit(shown.flagged)

    def _show_notes(self, notes: Iterable[Note], *, anew: bool) -> None:
        """Show some notes; those that have not changed keep their place on the screen as they are."""
        kept = {} if anew else {view.note: view for view in self._views}
        drawn = set(kept)
        views = [kept[note] if note in kept else self._view(note) for note in notes]
        for old in self._views:
            if old not in views:
                self._list.removeWidget(old)
                old.hide()
                old.deleteLater()
        for place, view in enumerate(views):
            if self._list.indexOf(view) != place:
                self._list.insertWidget(place, view)
        self._views = views
        for view in views:
            if view.note not in drawn:
                for version in view.note.versions:
                    show = partial(self._rendered, version.event)
                    self._runner.render(f"note {version.event}", version.text, "markdown", show)

    def _view(self, note: Note) -> NoteView:
        view = NoteView(self._theme, note, self._runner.author)
        view.edit_requested.connect(self.edit_note)
        view.delete_requested.connect(self.delete_note)
        view.link_activated.connect(self.link_activated)
        return view

    def _mark_edited(self) -> None:
        """A note that stands in the editor is not shown a second time."""
        saver = self._composer.saver
        for view in self._views:
            view.setVisible(saver is None or view.note.id != saver.note)

    def _rendered(self, event: EventId, rendered: Rendered) -> None:
        for view in self._views:
            for version in view.versions:
                if version.version.event == event:
                    version.show_html(rendered.html)

    def _tags_in_use(self) -> tuple[str, ...]:
        own = {tag for notes in self._runner.notes.values() for tag in notes.all_tags}
        return tuple(sorted(own.union(self._known_tags), key=str.casefold))

    def _offer_tags(self) -> None:
        self._tags.set_known(self._tags_in_use())


def _of(entry: EntryId) -> Change:
    return Change(notes=frozenset({entry}))


def _tag(entry: EntryId, added: tuple[str, ...], removed: tuple[str, ...], notebook: Notebook) -> Change:
    for tag in removed:
        notebook.untag(entry, tag)
    for tag in added:
        notebook.tag(entry, tag)
    return _of(entry)
