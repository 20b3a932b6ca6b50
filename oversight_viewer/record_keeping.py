"""Stands behind the commands that change the open library or look after it. Each is loaded when it is first used."""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Attachment, EntryId
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.commands import READ_ONLY
from oversight_viewer.ui.keeping import Keeping
from oversight_viewer.ui.main_window import MainWindow
from oversight_viewer.ui.theme import ThemeSource

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from oversight_viewer.attachments_flow import AttachmentsFlow
    from oversight_viewer.editor_flow import Done
    from oversight_viewer.health_flow import HealthFlow
    from oversight_viewer.ui.dialog_flow import FlowMeans
    from oversight_viewer.ui.library_command import Work
    from oversight_viewer.ui.toast import Toast


class _Flow(Protocol):
    """One of the things that are done here, from its first question to its end."""

    known_error: SignalInstance
    said: SignalInstance
    ended: SignalInstance

    def start(self) -> None: ...

    def abandon(self) -> None: ...


class RecordKeeping(QObject):
    """Has entries edited, attachments opened, imports undone, names of companies decided, the record checked.

    Args:
        window: The window.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        author: Whose name stands at what is changed.
    """

    known_error = Signal(object)
    """Something could not be done: a KnownError, to be shown."""

    def __init__(self, window: MainWindow, theme_source: ThemeSource, scheme: MarkScheme, author: str) -> None:
        super().__init__(window)
        self._window = window
        self._theme_source = theme_source
        self._scheme = scheme
        self._author = author
        self._runner: Runner | None = None
        self._library = Path()
        self._flow: _Flow | None = None
        self._health: HealthFlow | None = None
        self._files: AttachmentsFlow | None = None
        self._toast: Toast | None = None
        window.keeping_requested.connect(self._start)
        window.library_closed.connect(self._forget)

    @property
    def flow(self) -> object:
        """What is being done, if anything is."""
        return self._flow

    def take(self, runner: Runner | None, library: Path) -> None:
        """A library was opened."""
        page = self._window.page
        if runner is None or page is None:
            return
        self._runner, self._library = runner, library
        page.edit_requested.connect(partial(self._start, Keeping.EDIT))
        page.attachment_requested.connect(self._take_file)

    def _forget(self) -> None:
        """The library is being closed."""
        if self._flow is not None:
            self._flow.abandon()
        if self._health is not None:
            self._health.abandon()
        if self._files is not None:
            self._files.close()
        if self._runner is not None:
            from oversight_viewer.tasks.attachments import remove_leftovers

            remove_leftovers()
        self._runner = self._flow = self._files = self._toast = None

    def _start(self, name: str) -> None:
        if self._runner is None or self._flow is not None:
            return
        if name == Keeping.HEALTH and self._health is not None:
            self._health.show_again()
            return
        if name in {Keeping.NEW, Keeping.EDIT} and not self._window.commands.is_writable:
            self._window.say(READ_ONLY)
            return
        flow = self._flow_for(Keeping(name), self._means(self._runner))
        if flow is not None:
            flow.known_error.connect(self.known_error)
            flow.said.connect(self._window.say)
            if flow is not self._health:  # which stays beside the window
                flow.ended.connect(self._flow_ended)
                self._flow = flow
            flow.start()

    def _means(self, runner: Runner) -> FlowMeans:
        from oversight_viewer.ui.dialog_flow import FlowMeans

        window = self._window
        return FlowMeans(
            window, self._theme_source, runner, self._library, self._scheme, self._author, window.commands.is_writable
        )

    def _flow_for(self, keeping: Keeping, means: FlowMeans) -> _Flow | None:
        match keeping:
            case Keeping.NEW:
                return self._editor(means, None)
            case Keeping.EDIT:
                page = self._window.page
                if page is not None and page.reader.entry is not None:
                    return self._editor(means, page.reader.entry)
                self._window.say("Choose a record first, then edit it.")
            case Keeping.IMPORTS:
                from oversight_viewer.imports_flow import ImportsFlow

                return ImportsFlow(means)
            case Keeping.COMPANIES:
                from oversight_viewer.names_flow import NamesFlow

                return NamesFlow(means)
            case Keeping.HEALTH:
                return self._health_flow(means)
        return None

    # -- entries

    def _editor(self, means: FlowMeans, entry: EntryId | None) -> _Flow:
        from oversight_viewer.editor_flow import EditorFlow

        flow = EditorFlow(means, entry)
        flow.done.connect(self._done)
        return flow

    def _flow_ended(self) -> None:
        self._flow = None

    def _health_flow(self, means: FlowMeans) -> _Flow:
        from oversight_viewer.health_flow import HealthFlow

        self._health = HealthFlow(means)
        self._health.entry_requested.connect(self._show_entry)
        self._health.ended.connect(self._health_ended)
        return self._health

    def _health_ended(self) -> None:
        self._health = None

    def _show_entry(self, entry: EntryId) -> None:
        if self._window.page is not None:
            self._window.page.show_entry(entry)

    def _done(self, done: Done) -> None:
        """Say what was done to an entry, show it, and let it be taken back."""
        from oversight_viewer.ui.library_command import LibraryCommand

        page, runner = self._window.page, self._runner
        if page is None or runner is None:
            return
        stack = page.reader.undo_stack
        stack.push(LibraryCommand(done.words, partial(self._send, runner), done.do, done.undo))
        place = stack.index()

        def take_back() -> None:
            # Only what the message tells of, not what was done since.
            if stack.index() == place:
                stack.undo()

        self._say(done.words, take_back)
        if done.is_there:
            # When the runner has told everybody that the record has changed.
            QTimer.singleShot(0, page, lambda: page.show_entry(done.entry))

    def _send(self, runner: Runner, work: Work) -> None:
        if self._toast is not None:
            self._toast.dismiss()
        runner.import_(work, lambda _: self._window.say("Taken back."), self._fail)

    def _fail(self, error: Exception) -> None:
        self.known_error.emit(error)

    def _say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        from oversight_viewer.ui.toast import Toast

        if self._window.page is not None:
            if self._toast is None:
                self._toast = Toast(self._window.page, self._theme_source)
            self._toast.say(words, undo)

    # -- attachments

    def _take_file(self, attachment: Attachment, to_open: bool) -> None:
        if self._files is None and self._runner is not None:
            from oversight_viewer.attachments_flow import AttachmentsFlow

            self._files = AttachmentsFlow(self._window, self._runner, Path.home())
            self._files.known_error.connect(self.known_error)
            self._files.said.connect(self._window.say)
        if self._files is not None:
            self._files.take(attachment, to_open)
