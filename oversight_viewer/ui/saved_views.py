"""What the user does with saved views: saving, renaming, changing and deleting them, each of which can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.look_json import look_to_json
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.domain.saved_views import SavedView, ViewId, default_view, views_named
from oversight_viewer.domain.views import Look
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.reader.undo import NotebookCommand, Work
from oversight_viewer.ui.sidebar.views import VIEWS, ViewList
from oversight_viewer.ui.theme import ThemeSource
from oversight_viewer.ui.toast import Toast
from oversight_viewer.ui.view_counts import ViewCounts
from oversight_viewer.ui.view_dialogs import ViewNameDialog

_CHANGED = Change(views=True)


class SavedViews(QObject):
    """Stands between the list of views, the notebook and what is on screen. The views themselves are the runner's.

    Args:
        runner: Holds the views, does the writing and the counting.
        rows: The list of views in the sidebar.
        undo_stack: Takes what can be undone.
        toast: Where to say what was done.
        theme_source: Colours and sizes.
        window: The widget over which dialogs stand.
    """

    look_requested = Signal(object)
    """A view is chosen: its Look."""
    can_save_changed = Signal(bool)

    def __init__(
        self,
        runner: Runner,
        rows: ViewList,
        undo_stack: QUndoStack,
        toast: Toast,
        theme_source: ThemeSource,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._runner = runner
        self._rows = rows
        self._stack = undo_stack
        self._toast = toast
        self._told_at: int | None = None
        self._theme_source = theme_source
        self._window = window
        self._look = Look()
        self.counts = ViewCounts(runner, self)
        self.counts.changed.connect(lambda: rows.set_saved_counts(self.counts.counts))
        runner.changed.connect(self._changed)
        undo_stack.indexChanged.connect(self._stack_moved)
        rows.saved_chosen.connect(self._open)
        rows.rename_requested.connect(self.ask_rename)
        rows.update_requested.connect(self.update_view)
        rows.default_requested.connect(lambda view, on: self.set_default(view, on=on))
        rows.delete_requested.connect(self.delete)
        self._show()

    # -- what is on screen

    @property
    def can_save(self) -> bool:
        """Whether what is on screen is not a view already."""
        fixed = any(self._look == Look(view.filter) for view in VIEWS)
        return not fixed and all(view.look != self._look for view in self._runner.views)

    def show_look(self, look: Look) -> None:
        """Take notice of what is on screen now."""
        self._look = look
        self._rows.set_look(look)
        self.can_save_changed.emit(self.can_save)

    # -- what the user does

    def ask_save(self, proposal: str, about: str) -> None:
        """Ask under which name what is on screen shall be saved.

        Args:
            proposal: The name that is proposed.
            about: What is on screen, in words.
        """
        dialog = self._ask("Save view", "Save view", proposal, about, None)
        look = self._look
        dialog.accepted.connect(lambda: self.save(dialog.name, look))

    def ask_rename(self, view: SavedView) -> None:
        """Ask for another name of a view."""
        dialog = self._ask("Rename view", "Rename", view.name, "What it shows stays as it is.", view)
        dialog.accepted.connect(lambda: self.rename(view, dialog.name))

    def save(self, name: str, look: Look) -> None:
        """Save a look. It takes the place of a view that has the name."""
        stored = look_to_json(look)
        same = views_named(self._runner.views, name)
        if same:
            self._replace(same[0], name, stored)
            return
        made = _NewView(name, stored)
        self._push("Save view", made.save, made.delete)
        self._tell(f"View “{name}” saved")

    def rename(self, view: SavedView, name: str) -> None:
        """Give a view another name."""
        if name == view.name:
            return
        self._push("Rename view", _change(view.id, name=name), _change(view.id, name=view.name))
        self._tell(f"View “{view.name}” is now “{name}”")

    def update_view(self, view: SavedView) -> None:
        """Have a view show what is on screen."""
        do, undo = _change(view.id, look=look_to_json(self._look)), _change(view.id, look=view.stored)
        self._push("Update view", do, undo)
        self._tell(f"View “{view.name}” updated")

    def set_default(self, view: SavedView, *, on: bool) -> None:
        """Have the library open with a view, or no more."""
        before = default_view(self._runner.views)
        undo = _default(view.id, on=not on) if before is None or before.id == view.id else _default(before.id, on=True)
        self._push("Default view", _default(view.id, on=on), undo)
        self._tell(f"The library opens with {f'“{view.name}”' if on else 'all records'}")

    def delete(self, view: SavedView) -> None:
        """Delete a view. It can be brought back."""

        def restore(notebook: Notebook) -> Change:
            notebook.restore_view(view.id)
            return _CHANGED

        def delete(notebook: Notebook) -> Change:
            notebook.delete_view(view.id)
            return _CHANGED

        self._push("Delete view", delete, restore)
        self._tell(f"View “{view.name}” deleted")

    # -- inside

    def _open(self, view: SavedView) -> None:
        if view.not_understood:
            self._toast.say("A newer version saved this view; a part of it is not known here and left out")
        self.look_requested.emit(view.look)

    def _ask(self, title: str, action: str, proposal: str, about: str, of: SavedView | None) -> ViewNameDialog:
        dialog = ViewNameDialog(
            self._window,
            self._theme_source,
            title=title,
            action=action,
            proposal=proposal,
            about=about,
            taken=[view.name for view in self._runner.views if of is None or view.id != of.id],
            may_replace=of is None,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _replace(self, view: SavedView, name: str, stored: JsonObject) -> None:
        do = _change(view.id, name=name, look=stored)
        self._push("Save view", do, _change(view.id, name=view.name, look=view.stored))
        self._tell(f"View “{name}” replaced")

    def _push(self, words: str, do: Work, undo: Work) -> None:
        self._stack.push(NotebookCommand(words, self._runner.change, do, undo))

    def _tell(self, words: str) -> None:
        place = self._told_at = self._stack.index()

        def take_back() -> None:
            # Only what the message tells of, not what was done since.
            if self._stack.index() == place:
                self._stack.undo()

        self._toast.say(words, take_back)

    def _stack_moved(self, index: int) -> None:
        if self._told_at is not None and index != self._told_at:
            self._told_at = None
            self._toast.dismiss()

    def _changed(self, change: Change) -> None:
        if change.views:
            self._show()
        self.counts.refresh(change)

    def _show(self) -> None:
        views = self._runner.views
        self._rows.set_saved(views)
        self.counts.set_views(views)
        self.can_save_changed.emit(self.can_save)


class _NewView:
    """A view in the making; used by the thread that writes, in order. It has no id before it is saved."""

    def __init__(self, name: str, stored: JsonObject) -> None:
        self._name = name
        self._stored = stored
        self._id: ViewId | None = None

    def save(self, notebook: Notebook) -> Change:
        if self._id is None:
            self._id = notebook.save_view(self._name, self._stored)
        else:
            notebook.restore_view(self._id)
        return _CHANGED

    def delete(self, notebook: Notebook) -> Change:
        if self._id is not None:
            notebook.delete_view(self._id)
        return _CHANGED


def _change(view: ViewId, *, name: str | None = None, look: JsonObject | None = None) -> Callable[[Notebook], Change]:
    def change(notebook: Notebook) -> Change:
        notebook.change_view(view, name=name, look=look)
        return _CHANGED

    return change


def _default(view: ViewId, *, on: bool) -> Callable[[Notebook], Change]:
    def change(notebook: Notebook) -> Change:
        notebook.set_default_view(view, on=on)
        return _CHANGED

    return change
