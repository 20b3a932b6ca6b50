"""What the commands of the window do: open and make libraries, bring records in and out, write memos.

What only one command needs is loaded by that command: the window stands, and shows the first cards, the sooner for it.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.naming import filter_words
from oversight_viewer.domain.records import EntryId
from oversight_viewer.opening import Opened, look_into
from oversight_viewer.storage.engine import LIBRARY_SUFFIX
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook_place import NotebookPlace, notebook_place
from oversight_viewer.tasks.once import Background
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.main_window import MainWindow
from oversight_viewer.ui.recent import RecentLibrary
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.settings import Recent, Settings
from oversight_viewer.ui.theme import ThemeSource

if TYPE_CHECKING:
    from oversight_viewer.export_flow import ExportFlow
    from oversight_viewer.import_flow import ImportFlow
    from oversight_viewer.tasks.jobs import MemoReport
    from oversight_viewer.ui.memo_choices import MemoOrder
    from oversight_viewer.ui.memo_dialog import MemoDialog

_Counts = tuple[Mapping[str, int], Mapping[str, int]]
"""How many entries have each mark: of those on screen, and of those chosen on the board."""

_LIBRARY_FILES = f"Libraries (*{LIBRARY_SUFFIX})"


class Controller(QObject):
    """Stands behind the commands of the window.

    Args:
        window: The window.
        settings: What is remembered between two starts.
        theme_source: Colours and sizes, for dialogs.
        background: Does what belongs to no open library.
        scheme: The handling marks of the office.
        data_folder: Where the user's own data lie: the sample, and notebooks of libraries on read-only folders.
        log_folder: Where the log lies.
        author: Whose name stands at notes.
        immediate: Do all work at once, in place, for tests.
    """

    known_error = Signal(object)
    """Something could not be done: a KnownError, to be shown."""
    bug = Signal(object)
    """Something failed in a way that it should not: an exception."""
    library_opened = Signal(Path)
    _adapted = Signal(str, int, int)

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        theme_source: ThemeSource,
        background: Background,
        scheme: MarkScheme,
        *,
        data_folder: Path,
        log_folder: Path,
        author: str,
        immediate: bool = False,
    ) -> None:
        super().__init__()
        self._window = window
        self._settings = settings
        self._theme_source = theme_source
        self._background = background
        self._scheme = scheme
        self._data_folder = data_folder
        self._log_folder = log_folder
        self._author = author
        self._immediate = immediate
        self._runner: Runner | None = None
        self._library: Opened | None = None
        self._flow: ImportFlow | None = None
        self._export: ExportFlow | None = None
        self._waiting_import: list[Path] = []
        self._connect()
        self._show_recent()

    @property
    def runner(self) -> Runner | None:
        """What works on the open library; None without one."""
        return self._runner

    @property
    def data_folder(self) -> Path:
        """Where the user's own data lie."""
        return self._data_folder

    @property
    def is_busy(self) -> bool:
        """Whether any work is under way."""
        return self._background.is_busy or (self._runner is not None and self._runner.is_busy)

    def _connect(self) -> None:
        window = self._window
        self._adapted.connect(self._say_adapted)
        window.sample_requested.connect(self.open_sample)
        window.open_requested.connect(self.choose_library)
        window.new_requested.connect(self.make_new)
        window.library_requested.connect(self.open_library)
        window.forget_requested.connect(self.forget)
        window.locate_requested.connect(self.locate)
        window.import_requested.connect(self.choose_import)
        window.files_dropped.connect(self.take_files)
        window.memo_requested.connect(self.ask_memo)
        window.export_requested.connect(self.choose_export)
        window.close_library_requested.connect(self.close_library)
        window.places_requested.connect(self.show_places)
        window.keys_requested.connect(self.show_keys)
        window.about_requested.connect(self.show_about)

    # -- opening and closing

    def open_library(self, path: Path) -> None:
        """Show a library. If it can't be opened, what was open stays open."""
        adapting = partial(self._adapting_goes_on, path.stem)
        self._background.run(partial(look_into, path, self._data_folder, adapting), self._show)

    def _adapting_goes_on(self, name: str, done: int, all_of_them: int) -> None:
        """Called off the UI thread, while a library of an earlier version is adapted.

        Raises:
            Cancelled: If the window was closed.
        """
        if self._background.is_closing():
            raise Cancelled
        self._adapted.emit(name, done, all_of_them)

    def _say_adapted(self, name: str, done: int, all_of_them: int) -> None:
        self._window.show_welcome()
        self._window.say(f"Adapting “{name}” to this version: {done:,} of {all_of_them:,} records")

    def open_sample(self) -> None:
        """Write the sample record into the user's own data, unless it is there, and open it."""
        from oversight_viewer.sample import build_sample

        self._background.run(partial(build_sample, self._data_folder / "sample"), self.open_library)

    def choose_library(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self._window, "Open library", str(self._last_folder()), _LIBRARY_FILES)
        if path:
            self.open_library(Path(path))

    def make_new(self, then_import: Sequence[Path] = ()) -> None:
        """Ask where a new library shall be kept, make it, open it, and import files if some are waiting."""
        place = self._last_folder() / f"Record{LIBRARY_SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "New library", str(place), _LIBRARY_FILES)
        if not chosen:
            return
        from oversight_viewer.tasks.making import make_library

        path = Path(chosen) if chosen.lower().endswith(LIBRARY_SUFFIX) else Path(chosen + LIBRARY_SUFFIX)

        def made(_: None) -> None:
            self.open_library(path)

        if then_import:
            self._waiting_import = list(then_import)
        self._background.run(partial(make_library, path, path.stem), made)

    def locate(self, path: Path) -> None:
        """Ask where a library is that is not where it was."""
        found, _ = QFileDialog.getOpenFileName(self._window, f"Where is {path.stem}?", "", _LIBRARY_FILES)
        if found:
            self._settings.forget(path)
            self.open_library(Path(found))

    def forget(self, path: Path) -> None:
        """Take a library off the recent ones; the file stays."""
        self._settings.forget(path)
        self._show_recent()

    def close_library(self) -> None:
        """Write what is not written yet, and go back to the welcome page."""
        runner, self._runner, self._library = self._runner, None, None
        if runner is None:
            return
        if self._window.page is not None:
            self._window.page.flush()
        # While the page is still there: a write that fails tells the reader, which keeps the words.
        runner.flush()
        self._window.close_library()
        runner.close()
        if self._flow is not None:
            self._flow.abandon()
        if self._export is not None:
            self._export.abandon()
        runner.deleteLater()
        self._show_recent()

    def _show(self, opened: Opened) -> None:
        self.close_library()
        self._runner = self._make_runner(opened.path, opened.place)
        self._library = opened
        look = opened.look or self._settings.look(opened.path)
        page = RecordPage(self._runner, self._theme_source, self._scheme, self._settings, look, cards_first=True)
        page.look_changed.connect(partial(self._settings.remember_look, opened.path))
        self._window.show_library(page, opened.title, read_only=opened.read_only)
        entries = page.total or self._settings.records(opened.path)
        self._settings.remember(Recent(opened.path, opened.title, entries, datetime.now().astimezone()))
        self._show_recent()
        page.count_changed.connect(partial(self._count_arrived, opened.path))
        self.library_opened.emit(opened.path)
        waiting, self._waiting_import = self._waiting_import, []
        if waiting:
            self._import(waiting)

    def _count_arrived(self, path: Path, _matching: int | None, total: int | None) -> None:
        if total is not None and total != self._settings.records(path):
            self._settings.set_records(path, total)
            self._show_recent()

    def _make_runner(self, path: Path, place: NotebookPlace) -> Runner:
        runner = Runner(path, place, self._author, immediate=self._immediate)
        runner.known_error.connect(self.known_error)
        runner.bug.connect(self.bug)
        return runner

    def _show_recent(self) -> None:
        self._window.set_recent(
            [
                RecentLibrary(item.path, item.title, item.records, item.opened, not item.path.is_file())
                for item in self._settings.recent()
            ]
        )

    def _last_folder(self) -> Path:
        recent = self._settings.recent()
        return recent[0].path.parent if recent else Path.home()

    # -- bringing records in

    def take_files(self, paths: Sequence[Path]) -> None:
        """What is dropped on the window: a library is opened, anything else is imported."""
        libraries = [path for path in paths if path.suffix.lower() == LIBRARY_SUFFIX]
        if libraries:
            self.open_library(libraries[0])
        elif self._library is None:
            self.make_new(paths)
        else:
            self._import(paths)

    def choose_import(self) -> None:
        from oversight_viewer.importing.endings import dialog_filter

        folder = str(self._last_folder())
        names, _ = QFileDialog.getOpenFileNames(self._window, "Import records", folder, dialog_filter())
        if names:
            self._import([Path(name) for name in names])

    def _import(self, paths: Sequence[Path]) -> None:
        if self._runner is None or self._library is None:
            return
        if self._library.read_only:
            self.known_error.emit(
                KnownError(
                    "This library can't be written, so nothing can be imported into it.",
                    todo="Copy it to a folder of yours, open the copy, and import there.",
                )
            )
            return
        from oversight_viewer.import_flow import ImportFlow

        library = self._library
        flow = ImportFlow(
            self._window, self._theme_source, self._runner, library.path, library.title, self._scheme, paths
        )
        flow.known_error.connect(self.known_error)
        flow.said.connect(self._window.say)
        flow.ended.connect(self._import_ended)
        self._flow = flow
        flow.start()

    def _import_ended(self) -> None:
        self._flow = None

    # -- taking records out

    def choose_export(self) -> None:
        """Ask how and where the entries on screen shall be written, and write them."""
        page, runner = self._window.page, self._runner
        if page is None or runner is None or self._export is not None:
            return
        from oversight_viewer.export_flow import ExportFlow

        flow = ExportFlow(self._window, self._theme_source, self._scheme, runner, page.look, self._last_folder())
        flow.known_error.connect(self.known_error)
        flow.said.connect(self._window.say)
        flow.ended.connect(self._export_ended)
        self._export = flow
        flow.start()

    def _export_ended(self) -> None:
        self._export = None

    def ask_memo(self) -> None:
        """Count what may leave under each ceiling, then ask what the memo shall hold."""
        page, runner = self._window.page, self._runner
        if page is None or runner is None:
            return
        from oversight_viewer.tasks.jobs import count_marks

        wanted, selected = page.filter, tuple(page.selected)
        runner.count(
            "memo-counts",
            partial(count_marks, wanted=wanted, chosen=selected),
            partial(self._show_memo_dialog, wanted, selected),
        )

    def _show_memo_dialog(
        self,
        wanted: RecordFilter,
        selected: tuple[EntryId, ...],
        counts: _Counts,
    ) -> None:
        page, runner = self._window.page, self._runner
        if page is None or runner is None:
            return
        from oversight_viewer.ui.memo_dialog import MemoDialog

        matching, chosen = counts
        dialog = MemoDialog(
            self._window,
            self._theme_source,
            self._scheme,
            matching=matching,
            selected=chosen,
            subject=filter_words(wanted, page.directory),
            folder=self._last_folder(),
            today=date.today(),
        )
        dialog.accepted.connect(lambda: self._write_memo(dialog, wanted, selected))
        dialog.open()

    def _write_memo(self, dialog: MemoDialog, wanted: RecordFilter, selected: tuple[EntryId, ...]) -> None:
        runner = self._runner
        if runner is None:
            return
        order = dialog.order()
        entries: RecordFilter | tuple[EntryId, ...] = selected if order.only_selected else wanted
        self._window.say("Writing the memo…")
        runner.export(
            partial(_memo, entries, order, self._scheme, runner.is_closing), partial(self._memo_written, order.path)
        )

    def _memo_written(self, path: Path, report: MemoReport) -> None:
        withheld = f", {report.withheld:,} withheld" if report.withheld else ""
        self._window.say(
            f"Memo written to {path.name}: {report.count:,} {'entry' if report.count == 1 else 'entries'}{withheld}"
        )

    # -- help

    def show_places(self) -> None:
        """Say where the library, the notebook, the settings and the log lie."""
        from oversight_viewer.ui.help import PlacesDialog

        library = self._library.path if self._library is not None else None
        notebook = notebook_place(library, self._data_folder).path if library is not None else None
        places = (("Library", library), ("Your notes", notebook), ("Your own data", self._data_folder),
                  ("Log", self._log_folder))  # fmt: skip
        PlacesDialog(self._window, self._theme_source, places, self._log_folder).open()

    def show_keys(self) -> None:
        from oversight_viewer.ui.help import KeysDialog

        KeysDialog(self._window, self._theme_source, self._window.commands.with_keys()).open()

    def show_about(self) -> None:
        from oversight_viewer.ui.help import AboutDialog

        AboutDialog(self._window, self._theme_source).open()


def _memo(
    entries: RecordFilter | tuple[EntryId, ...],
    order: MemoOrder,
    scheme: MarkScheme,
    cancelled: Callable[[], bool],
    library: Library,
    notes: NotesByEntry,
) -> MemoReport:
    from oversight_viewer.tasks.jobs import write_filter_memo
    from oversight_viewer.text.render import Renderer

    with Renderer() as renderer:
        return write_filter_memo(
            library,
            entries,
            notes,
            order.options,
            order.path,
            lambda text, form: renderer.render(text, form).html,
            scheme=scheme,
            cancelled=cancelled,
        )
