"""Back and forward on the page of an open library, and the side buttons of the mouse that do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from oversight_viewer.domain.history import BY_KEYS, History, Place, edited_field
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Look


class Visits(QObject):
    """Takes note of where the user goes, and goes back there.

    Args:
        start: What is on screen at first.
        go_to: Shows a place.
        cards: The view with the cards, in which one walks with the arrow keys.
    """

    changed = Signal()
    """Whether one can go back or forward may be otherwise now."""

    def __init__(self, start: Look, go_to: Callable[[Place], object], cards: QAbstractScrollArea) -> None:
        super().__init__(cards)
        self._history = History(Place(start))
        self._go_to = go_to
        self._by_keys = False
        cards.installEventFilter(self)
        cards.viewport().installEventFilter(self)

    @property
    def can_go_back(self) -> bool:
        return self._history.can_go_back

    @property
    def can_go_forward(self) -> bool:
        return self._history.can_go_forward

    def go_back(self) -> None:
        self._show(self._history.back())

    def go_forward(self) -> None:
        self._show(self._history.forward())

    def look_changed(self, look: Look) -> None:
        """The filter, or the way in which the record is looked at, is another now."""
        here = self._history.here
        self._history.visit(replace(here, look=look), edited_field(here.look, look))
        self.changed.emit()

    def card_chosen(self, entry: EntryId) -> None:
        """The user has gone to a card, which opens its entry: by a click, or on a walk with the arrow keys."""
        self._history.visit(replace(self._history.here, entry=entry), BY_KEYS if self._by_keys else None)
        self.changed.emit()

    def entry_opened(self, entry: EntryId) -> None:
        """The user has opened an entry on purpose: by Enter, or by a link."""
        self._history.visit(replace(self._history.here, entry=entry))
        self._history.settle()
        self.changed.emit()

    def entry_gone(self) -> None:
        """The entry that was open is not in the library any more."""
        self._history.amend(replace(self._history.here, entry=None))

    def _show(self, place: Place | None) -> None:
        if place is not None:
            self._go_to(place)
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - both are watched alike
        if event.type() == QEvent.Type.KeyPress:
            self._by_keys = True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._by_keys = False
        return False


class SideButtons(QObject):
    """The back and forward buttons of a mouse, wherever in a window the pointer is.

    Args:
        window: The window.
    """

    back_pressed = Signal()
    forward_pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            handle = watched.windowHandle()
            if event.type() == QEvent.Type.Show and handle is not None:
                # The window of the system sees each press before the widgets do, and little else.
                watched.removeEventFilter(self)
                handle.installEventFilter(self)
            return False
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            match event.button():
                case Qt.MouseButton.BackButton:
                    self.back_pressed.emit()
                case Qt.MouseButton.ForwardButton:
                    self.forward_pressed.emit()
                case _:
                    return False
            return True
        return False
