"""One row of the views in the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.saved_views import SavedView
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import LEFT, RIGHT, paint_rounded
from oversight_viewer.ui.pieces import button_text, plain_tip
from oversight_viewer.ui.theme import Theme, ThemeSource

_ROW_HEIGHT = 25
_ICON = 15
_DEFAULT_SIGN = 11
_GAP = 8
_MORE = 24


class ViewRow(QAbstractButton):
    """A view with its icon, name and count. One that the user saved has a menu, F2 renames and Delete deletes it.

    Args:
        theme_source: Colours and sizes.
        name: What it is called.
        icon: Name of its icon.
        filter: What it asks for.
        saved: The view, if it is one of those that the user saved.
    """

    moved = Signal(int)
    menu_requested = Signal(QPoint)
    """The menu shall be opened, at a place on the screen."""
    rename_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self,
        theme_source: ThemeSource,
        name: str,
        icon: str,
        filter: RecordFilter,  # noqa: A002 - what it is called everywhere
        saved: SavedView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._name = name
        self._icon = icon
        self._count: int | None = None
        self.filter = filter
        self.saved = saved
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long name makes no pane wider
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(saved is not None)
        self.setProperty("own_ring", True)  # noqa: FBT003 - Qt's own
        theme_source.theme_changed.connect(self._theme_changed)
        self._say()

    @property
    def name(self) -> str:
        return self._name

    @property
    def count(self) -> int | None:
        """How many records it has; None while that is not known."""
        return self._count

    def set_saved(self, saved: SavedView) -> None:
        """Show what has become of the view."""
        self.saved, self._name, self.filter = saved, saved.name, saved.look.filter
        self._say()

    def set_count(self, count: int | None) -> None:
        self._count = count
        self._say()

    def _say(self) -> None:
        parts = [self._name]
        if self._count is not None:
            parts.append(f"{self._count:,} {'record' if self._count == 1 else 'records'}")
        if self._is_default:
            parts.append("opens with the library")
        self.setText(button_text(self._name))
        self.setAccessibleName(", ".join(parts))
        if self.saved is not None:
            self.setAccessibleDescription("F2 renames it, Delete deletes it, the menu key opens its menu")
            told = "\nOpens with the library" if self._is_default else ""
            self.setToolTip(plain_tip(f"{self._name}{told}"))
        self.update()

    @property
    def _is_default(self) -> bool:
        return self.saved is not None and self.saved.is_default

    def _theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    def _more_rect(self) -> QRect:
        """Where a saved view under the pointer has the sign that opens its menu."""
        px = self._theme_source.theme.px
        return QRect(self.width() - px(6) - px(_MORE), 0, px(_MORE), self.height())

    def _on_more(self, point: QPoint) -> bool:
        return self.saved is not None and self._more_rect().contains(point)

    def sizeHint(self) -> QSize:
        theme = self._theme_source.theme
        width = QFontMetrics(theme.font("ui")).horizontalAdvance(self._name) + theme.px(90)
        return QSize(width, theme.px(_ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def nextCheckState(self) -> None:
        """Whether it is marked follows from what is on screen, not from the click."""

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos) and not self._on_more(pos)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_more(event.position().toPoint()):
            self.menu_requested.emit(self.mapToGlobal(self._more_rect().bottomLeft()))
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.saved is None:
            super().contextMenuEvent(event)
            return
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self.menu_requested.emit(event.globalPos() if by_mouse else self.mapToGlobal(self.rect().bottomLeft()))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and self.saved is not None:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_F2:  # renames here, and edits the record everywhere else
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case Qt.Key.Key_F2 if self.saved is not None:
                self.rename_requested.emit()
            case Qt.Key.Key_Delete if self.saved is not None:
                self.delete_requested.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        px = theme.px
        painter = QPainter(self)
        row = self.rect().adjusted(px(6), 0, -px(6), 0)
        self._paint_ground(painter, row)
        side = px(_ICON)
        ink = theme.color("accent" if self.isChecked() else "text3")
        paint_icon(painter, QRect(row.left() + px(_GAP), row.top(), side, row.height()), self._icon, ink)
        words = row.adjusted(px(_GAP) * 2 + side, 0, -px(_GAP), 0)
        count = "…" if self._count is None else f"{self._count:,}"
        if self.saved is not None and (self.underMouse() or self.hasFocus()):
            over = self.underMouse() and self._on_more(self.mapFromGlobal(self.cursor().pos()))
            sign = self._more_rect().adjusted(px(5), 0, -px(5), 0)
            paint_icon(painter, sign, "more", theme.color("text" if over else "text3"))
            words.setRight(self._more_rect().left() - px(4))
        else:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.color("text3"))
            painter.drawText(words, RIGHT, count)
            words.setRight(words.right() - QFontMetrics(theme.font("label")).horizontalAdvance(count) - px(6))
        self._paint_name(painter, words)

    def _paint_ground(self, painter: QPainter, row: QRect) -> None:
        theme = self._theme_source.theme
        radius = theme.px(5)
        if self.isChecked():
            paint_rounded(painter, row, radius, theme.color("accent-tint"), None)
            if theme.is_contrast:
                paint_rounded(painter, row, radius, None, theme.color("accent"), 2.0)
        elif self.underMouse():
            paint_rounded(painter, row, radius, theme.color("hover"), None)
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            paint_rounded(painter, row, radius, None, theme.color("accent"), 2.0)

    def _paint_name(self, painter: QPainter, words: QRect) -> None:
        theme = self._theme_source.theme
        font = theme.font("ui_bold" if self.isChecked() else "ui")
        metrics = QFontMetrics(font)
        side = theme.px(_DEFAULT_SIGN) if self._is_default else 0
        room = words.width() - (side + theme.px(5) if side else 0)
        shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(words, LEFT, shown)
        if side:
            left = words.left() + metrics.horizontalAdvance(shown) + theme.px(5)
            paint_icon(painter, QRect(left, words.top(), side, words.height()), "star", theme.color("text3"))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()
