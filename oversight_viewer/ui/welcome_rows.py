"""The rows of the welcome page that one can choose: ways to begin, and recent libraries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import LEFT, RIGHT, keys_width, paint_keys, paint_rounded
from oversight_viewer.ui.recent import RecentLibrary
from oversight_viewer.ui.theme import ThemeSource

_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def opened_words(opened: datetime, now: datetime) -> str:
    """Say when a library was opened, seen from now: ``opened yesterday``. Times without a zone are local."""
    day, today = opened.astimezone().date(), now.astimezone().date()
    match (today - day).days:
        case 0:
            return "opened today"
        case 1:
            return "opened yesterday"
    return f"opened {PartialDate.of_day(day).label()}"


class _Row(QAbstractButton):
    """A row that can be chosen; Up and Down move to its neighbours, Enter chooses."""

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._ring = False
        self.setProperty("own_ring", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme_source.theme_changed.connect(self.updateGeometry)
        theme_source.theme_changed.connect(self.update)

    def _neighbour(self, step: int) -> None:
        parent = self.parentWidget()
        rows = [row for row in parent.findChildren(_Row) if row.isVisibleTo(parent)] if parent is not None else []
        place = rows.index(self) + step if self in rows else -1
        if 0 <= place < len(rows):
            rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._neighbour(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reasons = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
        self._ring = event.reason() in reasons
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = self._theme_source.theme.px(412)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme_source.theme.px(160), self._theme_source.theme.px(40))


class ActionRow(_Row):
    """One thing to begin with: a large icon, what it does, and its keys."""

    def __init__(
        self,
        theme_source: ThemeSource,
        icon: str,
        title: str,
        text: str,
        *,
        keys: Sequence[str] = (),
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme_source, parent)
        self._icon = icon
        self._detail = text
        self._keys = tuple(keys)
        self._primary = primary
        self._top = self._bottom = True
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{text}. {'+'.join(keys)}" if keys else text)

    def set_corners(self, *, top: bool, bottom: bool) -> None:
        """Say which corners are round: a row may be the first or the last in its frame."""
        self._top, self._bottom = top, bottom

    def _text_left(self) -> int:
        return self._theme_source.theme.px(16 + 20 + 14)

    def _text_width(self, width: int) -> int:
        theme = self._theme_source.theme
        end = keys_width(theme, self._keys) if self._keys else theme.px(14)
        return max(theme.px(80), width - self._text_left() - end - theme.px(32))

    def _heights(self, width: int) -> tuple[int, int]:
        theme = self._theme_source.theme
        room = QRect(0, 0, self._text_width(width), 10_000)
        title = QFontMetrics(theme.font("row_title")).boundingRect(room, _WRAPPED, self.text()).height()
        detail = QFontMetrics(theme.font("meta")).boundingRect(room, _WRAPPED, self._detail).height()
        return title, detail

    def heightForWidth(self, width: int) -> int:
        return max(self._theme_source.theme.px(62), sum(self._heights(width)) + self._theme_source.theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        hover = self.underMouse() or self.isDown()
        if self._primary:
            ground = theme.color("accent-hi" if hover else "accent")
        else:
            ground = theme.color("card-hover" if hover else "card")
        radius = theme.px(7)
        # The round corners of the inner side are beyond the row and are not seen.
        top, bottom = 0 if self._top else -2 * radius, 0 if self._bottom else 2 * radius
        paint_rounded(painter, self.rect().adjusted(0, top, 0, bottom), radius, ground, None)
        ink = theme.color("on-accent" if self._primary else "text")
        soft = theme.color("on-accent" if self._primary else "text3")
        icon_place = QRect(theme.px(16), 0, theme.px(20), self.height())
        picture = theme.color("on-accent" if self._primary else "text2")
        paint_icon(painter, icon_place, self._icon, picture, stroke=1.25)
        title, detail = self._heights(self.width())
        place = QRect(self._text_left(), (self.height() - title - detail) // 2, self._text_width(self.width()), title)
        painter.setFont(theme.font("row_title"))
        painter.setPen(ink)
        painter.drawText(place, _WRAPPED, self.text())
        painter.setFont(theme.font("meta"))
        painter.setPen(soft)
        painter.drawText(QRect(place.left(), place.bottom() + 1, place.width(), detail), _WRAPPED, self._detail)
        end = self.rect().adjusted(0, 0, -theme.px(16), 0)
        if self._keys:
            paint_keys(painter, end, theme, self._keys)
        else:
            side = theme.px(14)
            paint_icon(painter, QRect(end.right() - side, 0, side, self.height()), "chevron_right", ink, stroke=1.35)
        if self._ring:
            inner = self.rect().adjusted(3, 3, -3, -3)
            paint_rounded(painter, inner, theme.px(5), None, ink if self._primary else theme.color("accent"), 2.0)


class RecentRow(_Row):
    """A library that was opened before. Delete takes it off the list."""

    forget_requested = Signal()

    def __init__(
        self, theme_source: ThemeSource, library: RecentLibrary, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme_source, parent)
        self.library = library
        word = "record" if library.records == 1 else "records"
        known = f"{library.records:,} {word}, {opened_words(library.opened, now)}"
        self._detail = "Not where it was last time" if library.missing else known
        self.setText(library.title)
        self.setAccessibleName(f"{library.title}, {self._detail}")
        self.setAccessibleDescription("Enter opens it, Delete takes it off this list")
        self.setToolTip(str(library.path))

    def heightForWidth(self, width: int) -> int:  # noqa: ARG002 - one line each, the whole in the tool tip
        return self._theme_source.theme.px(56)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.forget_requested.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        missing = self.library.missing
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("card-hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        icon_place = QRect(theme.px(6), 0, theme.px(17), self.height())
        paint_icon(painter, icon_place, "library", theme.color("text2"), stroke=1.25)
        left = icon_place.right() + theme.px(12)
        room = self.rect().adjusted(left, 0, -theme.px(6), 0)
        if missing:
            painter.setFont(theme.font("ui"))
            painter.setPen(theme.color("accent"))
            painter.drawText(room, RIGHT, "Locate")
            room.setRight(room.right() - painter.fontMetrics().horizontalAdvance("Locate") - theme.px(12))
        middle = self.height() // 2
        for role, token, text, top in (
            ("ui", "text3" if missing else "text", self.text(), middle - theme.px(19)),
            ("label", "warn" if missing else "text3", self._detail, middle),
        ):
            font = theme.font(role)
            painter.setFont(font)
            painter.setPen(theme.color(token))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRect(room.left(), top, room.width(), theme.px(19)), LEFT, shown)
        if self._ring:
            paint_rounded(painter, self.rect().adjusted(1, 1, -1, -2), theme.px(5), None, theme.color("accent"), 2.0)
