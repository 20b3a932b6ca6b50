"""The chips above the lanes: what the filter asks for, each removable."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.chip_list import ChipText, chips_of
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import LEFT, paint_focus_ring, paint_rounded
from oversight_viewer.ui.theme import Theme, ThemeSource

_HEIGHT = 24
_WIDEST = 220
_RING = 4  # room around a chip for the ring of focus
_SPACING = 4
_LINES = 2
_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class Chip(QWidget):
    """One piece of the filter. The x, Space, Enter and Delete take it away; the arrows move between chips.

    It is larger than its paint by the room of the focus ring.
    """

    removed = Signal()
    moved = Signal(int)

    def __init__(self, theme_source: ThemeSource, text: ChipText, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._text = text
        self._over_x = False
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    @property
    def text(self) -> ChipText:
        return self._text

    def set_text(self, text: ChipText) -> None:
        self._text = text
        self.setAccessibleName(text.name)
        self.setAccessibleDescription("Delete takes it away")
        self.setToolTip(text.name)
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme_source.theme
        words = QFontMetrics(theme.font("meta")).horizontalAdvance(self._text.label)
        width = theme.px(6 + 13 + 4) + words + theme.px(3 + 17 + 1) + 2
        return QSize(min(width, theme.px(_WIDEST)) + 2 * _RING, theme.px(_HEIGHT) + 2 * _RING)

    def _x_rect(self) -> QRect:
        """Where the x answers: at its whole height, up to the end of the chip."""
        width = self._theme_source.theme.px(24) + _RING
        return QRect(self.width() - width, 0, width, self.height())

    def _set_over_x(self, over: bool) -> None:
        if over != self._over_x:
            self._over_x = over
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        body = self.rect().adjusted(_RING, _RING, -_RING, -_RING)
        excluded = self._text.excluded
        fill, edge = ("card", "line-strong") if excluded else ("accent-tint", "accent-line")
        radius = theme.px(6)
        paint_rounded(painter, body, radius, theme.color(fill), theme.color(edge))
        icon_side = theme.px(13)
        left = body.left() + 1 + theme.px(6)
        sign = QRect(left, body.top(), icon_side, body.height())
        paint_icon(
            painter, sign, "minus" if excluded else self._text.icon, theme.color("bad" if excluded else "accent")
        )
        left += icon_side + theme.px(4)
        x_side = theme.px(17)
        x_rect = QRect(body.right() - theme.px(1) - x_side, body.center().y() - x_side // 2 + 1, x_side, x_side)
        font = theme.font("meta")
        font.setStrikeOut(excluded)
        painter.setFont(font)
        painter.setPen(theme.color("text2" if excluded else "text"))
        words = QRect(left, body.top(), x_rect.left() - theme.px(2) - left, body.height())
        label = QFontMetrics(font).elidedText(self._text.label, Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.drawText(words, LEFT, label)
        if self._over_x:
            paint_rounded(painter, x_rect, theme.px(4), theme.color("accent"), None)
        cross = QRect(0, 0, theme.px(11), theme.px(11))
        cross.moveCenter(x_rect.center())
        paint_icon(painter, cross, "close", theme.color("on-accent" if self._over_x else "text2"), stroke=1.6)
        if self._ring:
            paint_focus_ring(painter, body, theme, radius)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_over_x(self._x_rect().contains(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._x_rect().contains(event.position().toPoint()):
            self.removed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_over_x(False)  # noqa: FBT003 - one flag

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace | Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.removed.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self.moved.emit(1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in _KEYBOARD
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()


@dataclass(frozen=True, slots=True)
class _Flow:
    """Where the chips go: a place for each that is shown, one for the button that shows the rest, and the height."""

    places: tuple[QRect, ...]
    more: QRect | None
    height: int


class ChipBar(QWidget):
    """The chips of a filter, in lines. More than two lines wait behind a button.

    Args:
        theme_source: Colours and sizes.
        scheme: The words of the handling marks, those of the application unless given.
    """

    filter_edited = Signal(RecordFilter)
    keyboard_lost = Signal()
    """The last chip is gone, and it had the keyboard."""

    def __init__(
        self, theme_source: ThemeSource, scheme: MarkScheme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._scheme = scheme or MarkScheme()
        self._chips: list[Chip] = []
        self._all_lines = False
        self._more = QPushButton(self)
        self._more.setProperty("look", "link")
        self._more.setProperty("small", "true")
        self._more.clicked.connect(self._toggle_lines)
        self._more.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("What is filtered")
        theme_source.theme_changed.connect(self._theme_changed)

    @property
    def line_height(self) -> int:
        """How tall the bar is while its chips stand on one line."""
        return self._theme_source.theme.px(_HEIGHT) + 2 * _RING

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chips)

    def set_filter(self, value: RecordFilter, directory: Directory) -> None:
        """Show the chips of a filter. The focus stays at the place where it was."""
        texts = chips_of(value, directory, self._scheme)
        focused = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        known = {chip.text.key: chip for chip in self._chips}
        chips: list[Chip] = []
        for text in texts:
            chip = known.pop(text.key, None)
            if chip is None:
                chip = self._make_chip(text)
            chip.set_text(text)
            chips.append(chip)
        self._chips = chips
        for chip in known.values():
            chip.hide()
            chip.deleteLater()
        if focused is not None and chips and not any(chip.hasFocus() for chip in chips):
            chips[min(focused, len(chips) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        self._rove()
        self._place()
        if focused is not None and not chips:
            self.keyboard_lost.emit()

    def _make_chip(self, text: ChipText) -> Chip:
        chip = Chip(self._theme_source, text, self)
        chip.removed.connect(lambda: self.filter_edited.emit(chip.text.without))
        chip.moved.connect(lambda step: self._move_focus(chip, step))
        return chip

    def _move_focus(self, chip: Chip, step: int) -> None:
        shown = [item for item in self._chips if item.isVisible()]
        place = shown.index(chip) + step
        if 0 <= place < len(shown):
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._rove()

    def _rove(self) -> None:
        """Let Tab stop at one chip only: the one with the focus, or the first."""
        stop = next((chip for chip in self._chips if chip.hasFocus()), self._chips[0] if self._chips else None)
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)

    def _toggle_lines(self) -> None:
        self._all_lines = not self._all_lines
        self._place()

    def _theme_changed(self, _theme: Theme) -> None:
        self._place()
        self.update()

    def _flow(self, width: int) -> _Flow:
        theme = self._theme_source.theme
        places: list[QRect] = []
        left, top, line = -_RING, 0, 1
        step = theme.px(_SPACING) - 2 * _RING
        height = self.line_height
        button = self._more_width(len(self._chips))
        for place, chip in enumerate(self._chips):
            size = chip.sizeHint()
            last_line = line == _LINES and not self._all_lines
            is_last = place == len(self._chips) - 1
            room = width + _RING - (button if last_line and not is_last else 0)
            if left + size.width() > room and left > -_RING:
                if last_line:
                    more = QRect(left + _RING, top + _RING, button, theme.px(_HEIGHT))
                    return _Flow(tuple(places), more, top + height)
                left, top, line = -_RING, top + height + step, line + 1
            places.append(QRect(QPoint(left, top), size))
            left += size.width() + step
        if line <= _LINES:
            return _Flow(tuple(places), None, top + height if self._chips else 0)
        return _Flow(tuple(places), QRect(left + _RING, top + _RING, button, theme.px(_HEIGHT)), top + height)

    def _more_width(self, number: int) -> int:
        theme = self._theme_source.theme
        widest = max(f"{number} more", "Show fewer", key=len)
        return QFontMetrics(theme.font("label")).horizontalAdvance(widest) + theme.px(14)

    def _place(self) -> None:
        flow = self._flow(max(1, self.width()))
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(flow.places))
            if place < len(flow.places):
                chip.setGeometry(flow.places[place])
        hidden = len(self._chips) - len(flow.places)
        self._more.setVisible(flow.more is not None)
        if flow.more is not None:
            self._more.setText(f"{hidden} more" if hidden else "Show fewer")
            self._more.setGeometry(flow.more)
        self.setFixedHeight(flow.height)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow(width).height

    def sizeHint(self) -> QSize:
        width = sum(chip.sizeHint().width() for chip in self._chips)
        return QSize(width, self._flow(max(1, self.width())).height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._flow(max(1, self.width())).height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
