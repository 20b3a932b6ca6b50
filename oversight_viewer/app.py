"""Where everything is built and wired: the one place that knows all the parts."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from oversight_viewer import __version__
from oversight_viewer.controller import Controller
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.logs import bug_report, save_report, start_logging, stop_logging
from oversight_viewer.record_keeping import RecordKeeping
from oversight_viewer.tasks.once import Background
from oversight_viewer.ui.main_window import MainWindow
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.style import apply_sheet, apply_theme
from oversight_viewer.ui.theme import ThemeMode, ThemeSource, load_fonts
from oversight_viewer.user import Folders, author_name

_LOG = logging.getLogger(__name__)
_PATIENCE_MS = 250


class Viewer(QObject):
    """The application: one window, what stands behind its commands, and what happens when something goes wrong.

    Args:
        app: Qt's application.
        folders: Where the application keeps what is its own.
        background: Does what belongs to no open library.
        immediate: Do all work at once, in place, for tests.
        starts: Whether ``start`` follows, which gives the window its last look.
    """

    def __init__(self, app: QApplication, folders: Folders, *, immediate: bool = False, starts: bool = False) -> None:
        super().__init__()
        self.app = app
        self.folders = folders
        self.settings = Settings(_store(folders.config))
        self.theme_source = ThemeSource(
            ThemeMode(self.settings.text("theme", ThemeMode.SYSTEM.value)),
            text_scale=int(self.settings.text("text_percent", "100")) / 100,
        )
        self.theme_source.theme_changed.connect(lambda theme: apply_theme(app, theme))
        apply_theme(app, self.theme_source.theme, with_sheet=not starts)
        self._starts = starts
        self.background = Background(immediate=immediate)
        self.window = MainWindow(self.theme_source, self.settings)
        self.controller = Controller(
            self.window,
            self.settings,
            self.theme_source,
            self.background,
            MarkScheme(),
            data_folder=folders.data,
            log_folder=folders.log,
            author=author_name(),
            immediate=immediate,
        )
        for failed, tell in ((self.background.known_error, self._show_known), (self.background.bug, self.report_bug)):
            failed.connect(self._show_window)
            failed.connect(self.window.show_welcome)  # in case a library was expected
            failed.connect(tell)
        self.controller.known_error.connect(self._show_known)
        self.controller.bug.connect(self.report_bug)
        self.keeping = RecordKeeping(self.window, self.theme_source, MarkScheme(), author_name())
        self.keeping.known_error.connect(self._show_known)
        self.controller.library_opened.connect(lambda path: self.keeping.take(self.controller.runner, path))
        self.window.closing.connect(self.close)

    def start(self, library: Path | None) -> None:
        """Show the window, with a library as soon as that is there; it does not stay away long for that.

        Args:
            library: The library; None for the welcome page.
        """
        if library is None:
            self._show_window()
            return
        self.window.expect_library()
        self.controller.library_opened.connect(self._show_window)
        self.controller.open_library(library)
        QTimer.singleShot(_PATIENCE_MS, self, self._show_window)

    def _show_window(self) -> None:
        if self._starts:
            self._starts = False
            apply_sheet(self.app, self.theme_source.theme)
            self.window.show()

    def report_bug(self, error: BaseException) -> None:
        """Show a bug to the user and keep a report of it; the application goes on."""
        report = bug_report(error)
        _LOG.error("A bug was shown", exc_info=error)
        save_report(report, self.folders.log)
        from oversight_viewer.ui.dialogs import BugDialog  # noqa: PLC0415 - seldom needed, and not at the start

        BugDialog(self.window, report, self.folders.log, self.theme_source).open()

    def excepthook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What Python calls with an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
        elif isinstance(error, KnownError):
            self._show_known(error)
        else:
            self.report_bug(error.with_traceback(trace))

    def close(self) -> None:
        """Write what is not written yet and end all threads."""
        self.controller.close_library()
        self.background.close()
        self.settings.flush()

    def _show_known(self, error: KnownError) -> None:
        from oversight_viewer.ui.dialogs import KnownErrorDialog  # noqa: PLC0415 - seldom needed, and not at the start

        KnownErrorDialog(self.window, error, self.theme_source).open()


def _store(folder: Path) -> QSettings:
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def make_application() -> QApplication:
    """Qt's application, with our names and typefaces; the one that exists, if there is one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0]])
    app.setApplicationName("oversight-viewer")
    app.setApplicationDisplayName("Oversight Viewer")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("oversight-viewer")
    load_fonts()
    return app


def run(library: Path | None = None, *, then: Callable[[Viewer], None] | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        library: The library to open; None for the welcome page.
        then: Called once the window is there.

    Returns:
        The exit code of the program.
    """
    folders = Folders.of_user()
    handler = start_logging(folders.log)
    app = make_application()
    viewer = Viewer(app, folders, starts=True)
    earlier, sys.excepthook = sys.excepthook, viewer.excepthook
    try:
        viewer.start(library)
        if then is not None:
            then(viewer)
        return app.exec()
    finally:
        viewer.close()
        sys.excepthook = earlier
        if handler is not None:
            stop_logging(handler)
