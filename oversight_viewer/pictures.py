"""Renders the window to picture files: for the README, for looking at what was built, and where there is no display.

``python -m oversight_viewer.pictures FOLDER`` writes every state of the window on the sample record.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)

from oversight_viewer.app import Viewer, make_application
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import ChoiceState, Facet
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Alignment
from oversight_viewer.sample import build_sample
from oversight_viewer.ui.theme import ThemeMode
from oversight_viewer.user import Folders

_PATIENCE = 30.0  # seconds until a picture is given up
_QUIET_ROUNDS = 5
_MEETING = EntryId("public-tiktok-meeting")


def settle(viewer: Viewer) -> None:
    """Let the window come to rest: all work done, everything painted.

    Raises:
        KnownError: If it does not come to rest.
    """
    end = time.monotonic() + _PATIENCE
    quiet = 0
    while quiet < _QUIET_ROUNDS:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        # Without a running event loop nobody else removes what was replaced.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        busy = viewer.controller.is_busy
        quiet = 0 if busy else quiet + 1
        if time.monotonic() > end:
            raise KnownError("The window did not come to rest in time.", todo="Try again on a less busy machine.")
        time.sleep(0.01)


def take(viewer: Viewer, path: Path, width: int, height: int) -> None:
    """Write a picture of the window, ``width`` by ``height`` pixels."""
    viewer.window.resize(width, height)
    settle(viewer)
    path.parent.mkdir(parents=True, exist_ok=True)
    viewer.window.grab().save(str(path))


def _say_qt(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    # Without a display Qt says so of every window that has a smallest size.
    if "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


def open_viewer(folder: Path, library: Path | None) -> Viewer:
    """A window on a library, with folders of its own, so that no picture shows what is the user's."""
    qInstallMessageHandler(_say_qt)
    app = make_application()
    viewer = Viewer(app, Folders(folder / "data", folder / "config", folder / "log"))
    viewer.theme_source.set_mode(ThemeMode.LIGHT)
    viewer.window.show()
    if library is not None:
        viewer.controller.open_library(library)
        settle(viewer)
    return viewer


def show_first_reading(viewer: Viewer) -> None:
    """The state that the pictures show: one matter chosen, its meeting open in the reader."""
    page = viewer.window.page
    if page is None:
        return
    page.set_filter(page.filter.with_state(Facet.INQUIRY, "Shopping on TikTok", ChoiceState.INCLUDED)
                    .with_state(Facet.INQUIRY, "Port crane software", ChoiceState.INCLUDED))  # fmt: skip
    settle(viewer)
    page.show_entry(_MEETING)
    settle(viewer)


def main(arguments: list[str]) -> int:
    """Write all pictures into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = Path(arguments[0] if arguments else "build/screenshots")
    with TemporaryDirectory() as scratch:
        library = build_sample(Path(scratch) / "sample")
        viewer = open_viewer(Path(scratch), None)
        for theme in (ThemeMode.LIGHT, ThemeMode.DARK):
            viewer.theme_source.set_mode(theme)
            take(viewer, target / f"welcome-{theme.value}.png", 1600, 1000)
        viewer.theme_source.set_mode(ThemeMode.LIGHT)
        take(viewer, target / "welcome-small.png", 1100, 700)
        viewer.controller.open_library(library)
        settle(viewer)
        take(viewer, target / "main-unfiltered.png", 1600, 1000)
        for alignment in (Alignment.INQUIRY, Alignment.EXCHANGE, Alignment.DATE):
            viewer.window.commands[f"alignment:{alignment.value}"].trigger()
            settle(viewer)
            if alignment is not Alignment.DATE:
                take(viewer, target / f"main-by-{alignment.value}.png", 1600, 1000)
        show_first_reading(viewer)
        states: tuple[tuple[str, ThemeMode, float, int, int], ...] = (
            ("main-light", ThemeMode.LIGHT, 1.0, 1600, 1000),
            ("main-dark", ThemeMode.DARK, 1.0, 1600, 1000),
            ("main-contrast", ThemeMode.CONTRAST, 1.0, 1600, 1000),
            ("main-small", ThemeMode.LIGHT, 1.0, 1100, 700),
            ("main-small-dark", ThemeMode.DARK, 1.0, 1100, 700),
            ("main-large-text", ThemeMode.LIGHT, 2.0, 1600, 1000),
            ("main-large-text-dark", ThemeMode.DARK, 2.0, 1600, 1000),
            ("main-large-text-small", ThemeMode.LIGHT, 2.0, 1100, 700),
        )
        for name, mode, scale, width, height in states:
            viewer.theme_source.set_mode(mode)
            viewer.theme_source.set_text_scale(scale)
            take(viewer, target / f"{name}.png", width, height)
        viewer.window.commands["reader"].trigger()
        take(viewer, target / "reader-large-text.png", 1600, 1000)
        viewer.window.close()
    sys.stdout.write(f"Pictures of the window are in {target}.\n")
    return 0


def quietly(work: Callable[[], int]) -> int:
    """Run a script of ours; a known error is said in words."""
    try:
        return work()
    except KnownError as error:
        sys.stderr.write(f"{error}\n")
        return 3


if __name__ == "__main__":
    sys.exit(quietly(lambda: main(sys.argv[1:])))
