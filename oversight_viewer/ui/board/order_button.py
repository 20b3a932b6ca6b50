"""The button between the lane headings: it turns the order, or where a text is searched offers the best matches too."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from oversight_viewer.domain.views import Order
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.labels import order_words
from oversight_viewer.ui.icons import icon

_SIGN = 10


class OrderButton(QToolButton):
    """Says which records come first.

    Args:
        inks: Fonts and colours of the theme.
    """

    turned = Signal()
    """The user wants the other one of two orders."""
    chosen = Signal(Order)
    """The user wants one of three orders."""

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._order = Order.NEWEST
        self._is_ranking = False
        self.setObjectName("board_order")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign of the menu stands behind the words
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        group = QActionGroup(self)
        self._actions: dict[Order, QAction] = {}
        for order in Order:
            action = self._actions[order] = self._menu.addAction(order.label)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, order=order: self.chosen.emit(order))
        self.clicked.connect(self._pressed)
        self.set_inks(inks)

    def set_inks(self, inks: Inks) -> None:
        self._inks = inks
        self.setFont(inks.font("small_plain"))
        # The style sheet of the application gives room for an icon; here are two words in a gutter.
        self.setStyleSheet("padding: 0")
        self.setIconSize(QSize(inks.px(_SIGN), inks.px(_SIGN)))
        self._show()

    def set_order(self, order: Order, *, with_best: bool) -> None:
        """Show an order.

        Args:
            order: What comes first.
            with_best: Whether there is a text, so that the best matches can be chosen.
        """
        self._order = order
        self._actions[order].setChecked(True)
        self.setMenu(self._menu if with_best else None)  # type: ignore[arg-type]
        self._show()

    def set_ranking(self, is_ranking: bool) -> None:
        self._is_ranking = is_ranking
        self._show()

    def width_in(self, room: int) -> int:
        """How wide it wants to be where there is so much room, in pixels: for all its words, or for the first."""
        wide = self._width_of(self._words)
        return max(min(wide if wide <= room else self._width_of(self._words.partition(" ")[0]), room), 0)

    def _width_of(self, words: str) -> int:
        sign = self._inks.px(_SIGN + 4) if self.menu() is not None else 0
        return self._inks.width("small_plain", words) + sign + self._inks.px(6)

    @property
    def _words(self) -> str:
        return "Ranking…" if self._is_ranking else self._order.label

    def _pressed(self) -> None:
        if self.menu() is None:
            self.turned.emit()

    def _show(self) -> None:
        inks, has_menu = self._inks, self.menu() is not None
        words = self._words
        fits = self._width_of(words) <= self.width()
        self.setText(words if fits else words.partition(" ")[0])
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_menu else Qt.ToolButtonStyle.ToolButtonTextOnly
        )
        if has_menu:
            self.setIcon(icon("chevron_down", inks.color("text3"), inks.px(_SIGN)))
        self.setAccessibleName(f"Order: {'ranking the best matches' if self._is_ranking else order_words(self._order)}")
        other = Order.OLDEST if self._order is Order.NEWEST else Order.NEWEST
        self.setToolTip("Choose which records come first" if has_menu else f"Show the {order_words(other).split()[0]} "
                        "records first")  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()
