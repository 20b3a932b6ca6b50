"""What all tests share: a leak of threads, processes or windows fails the test that made it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# In CI each change is held against the same examples; everywhere else hypothesis goes on looking for new ones.
settings.register_profile("ci", derandomize=True, max_examples=40)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """As in the application, the typefaces are there before anything is measured or painted."""
    from oversight_viewer.ui.theme import load_fonts

    load_fonts()
    return qapp


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere fails the test at once."""

    def refuse(self: socket.socket, address: Any) -> None:
        raise AssertionError(f"a test tried to connect to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing that a test runs reads or writes the folders of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: nobody needs to look for rubbish in it after each test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test ends with the threads, child processes and windows with which it began."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    for thread in left:
        thread.join(timeout=5)
    names = [f"{thread.name} (target {getattr(thread, '_target', None)})" for thread in left if thread.is_alive()]
    assert not names, f"threads still run, close what started them: {names}"
    assert not multiprocessing.active_children(), "child processes still run"
    if "qtbot" in request.fixturenames or "qapp" in request.fixturenames:
        _no_window_left()


def _no_window_left() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    # What is to be deleted later would be there until a test runs an event loop, and be styled anew with each theme.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    shown = [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not shown, f"windows are still shown, close them or give them to qtbot: {shown}"
