"""The timeline as a widget: a strip of bars on which a range of dates is chosen, by pointer or by keys."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.theme import Theme, ThemeSource
from oversight_viewer.ui.timeline import HEIGHT
from oversight_viewer.ui.timeline.axis import Axis
from oversight_viewer.ui.timeline.bins import Bins, Room, make_bins
from oversight_viewer.ui.timeline.brush import Choosing, Drag, Grip, Span, grip_at
from oversight_viewer.ui.timeline.counts import TimelineCounts
from oversight_viewer.ui.timeline.ends import RangeEnd
from oversight_viewer.ui.timeline.painter import PADDING, Shown, paint_strip
from oversight_viewer.ui.timeline.words import as_text, bin_label, bin_tip, describe, say_range, say_records

_LEAST_BIN = 10
_END_BIN = 26
_REACH = 8
_DRAG_FROM = 3
_BY_KEYS = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


class TimelineStrip(QWidget):
    """Bars of records over time, by lane, with the chosen range of dates as a brush.

    It shows what it is told and keeps no range of its own: what the user chooses is told by ``range_edited`` and comes
    back by :meth:`set_range`.
    """

    range_edited = Signal(object, object)
    """The user has chosen a first and a last day; None and None for no limit."""

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = Inks(theme_source.theme)
        self._counts: TimelineCounts | None = None
        self._axis = Axis(Bins(), 0, 0, 0)
        self._since: date | None = None
        self._until: date | None = None
        self._drag: Drag | None = None
        self._preview: Span | None = None
        self._choosing = Choosing()
        self._hovered: int | None = None
        self._ring = False
        self._ends = (RangeEnd(self), RangeEnd(self))
        for place, end in enumerate(self._ends):
            end.set_from_outside.connect(lambda value, place=place: self._end_set(place, value))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Timeline")
        theme_source.theme_changed.connect(self._theme_changed)
        self._say()

    # -- what it shows ----------------------------------------------------------------------------------------------

    @property
    def axis(self) -> Axis:
        """The bins, and where they stand."""
        return self._axis

    @property
    def shown_range(self) -> tuple[date | None, date | None]:
        """The first and the last day that the brush shows: those about to be chosen while one drags."""
        if self._preview is not None:
            return self._axis.bins.dates(*self._preview)
        return self._since, self._until

    def set_counts(self, counts: TimelineCounts | None) -> None:
        """Show the records of another filter; None while they are counted: then there are no bars, the axis stays."""
        self._counts = counts
        self._drop_drag()
        if counts is None:
            self._say()
            self.update()
        else:
            self._arrange()

    def set_range(self, since: date | None, until: date | None) -> None:
        """Show which dates are chosen."""
        if (since, until) != (self._since, self._until):
            self._since, self._until = since, until
            self._say()
            self.update()

    def as_text(self) -> str:
        """What it shows as a table with tabs; nothing while it is counted."""
        return "" if self._counts is None else as_text(self._axis.bins, self._counts)

    def copy_as_text(self) -> None:
        """Put the numbers on the clipboard, as a table."""
        QGuiApplication.clipboard().setText(self.as_text())

    def clear_range(self) -> None:
        """Choose all dates again."""
        if self._since is not None or self._until is not None:
            self._choose(None)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Gather the records into bins that fit the width."""
        px = self._inks.px
        width = max(1, self.width() - 2 * px(PADDING))
        bins = self._axis.bins
        if self._counts is not None:
            bins = make_bins(self._counts, Room(width, px(_LEAST_BIN), px(_END_BIN)))
        self._axis = Axis(bins, px(PADDING), width, px(_END_BIN))
        self._hovered = None
        self._say()
        self.update()

    def _span(self) -> Span | None:
        return self._axis.bins.span(self._since, self._until)

    @property
    def _is_ready(self) -> bool:
        return self._counts is not None and len(self._axis.bins) > 0

    def _choose(self, span: Span | None) -> None:
        since, until = (None, None) if span is None else self._axis.bins.dates(*span)
        self.range_edited.emit(since, until)

    def _end_set(self, place: int, value: int) -> None:
        """Take an end of the range that assistive technology has set; the other one gives way."""
        if self._is_ready:
            low, high = self._span() or (0, len(self._axis.bins) - 1)
            self._choose((value, max(value, high)) if place == 0 else (min(low, value), value))

    # -- words ------------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        """Tell those who can't see it what it shows."""
        bins = self._axis.bins
        if self._counts is None:
            self.setAccessibleDescription("The records are being counted…")
        else:
            self.setAccessibleDescription(describe(bins, self._counts, self._since, self._until))
        for end in self._ends:
            end.setVisible(self._is_ready)
        if self._is_ready:
            span = self._span() or (0, len(bins) - 1)
            words = ("First", "Last")
            for end, index, which in zip(self._ends, span, words, strict=True):
                end.tell(f"{which} {bins.step.name} shown: {bin_label(bins, index)}", index, len(bins))
            self._place_ends(span)

    def _place_ends(self, span: Span) -> None:
        px = self._inks.px
        places = (self._axis.place(span[0])[0], self._axis.place(span[1])[1])
        for end, x in zip(self._ends, places, strict=True):
            end.setGeometry(round(x) - px(_REACH), 0, 2 * px(_REACH), self.height())

    def _tell_choice(self) -> None:
        """Say aloud what the keys have chosen."""
        bins, span = self._axis.bins, self._span()
        words = say_range(self._since, self._until)
        if span is not None and words:
            words = f"{words}, {say_records(sum(bins.total(*span)))}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words or "All dates"))

    def _tip(self, index: int) -> str:
        return "…" if self._counts is None else bin_tip(self._axis.bins, index, self._counts)

    # -- pointer ----------------------------------------------------------------------------------------------------

    def _grip(self, x: float) -> Grip:
        return grip_at(x, self._axis.brush(self._since, self._until), self._inks.px(_REACH))

    def _gives_up(self, event: QKeyEvent) -> bool:
        """Whether a key ends the drag without a choice: Esc, which is the window's at other times."""
        return self._drag is not None and event.key() == Qt.Key.Key_Escape

    def _drop_drag(self) -> None:
        self._drag = self._preview = None
        self.update()

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _show_cursor(self, x: float) -> None:
        shapes = {Grip.BEGIN: Qt.CursorShape.SizeHorCursor, Grip.END: Qt.CursorShape.SizeHorCursor}
        self.setCursor(shapes.get(self._grip(x), Qt.CursorShape.ArrowCursor))

    def _theme_changed(self, theme: Theme) -> None:
        self._inks = Inks(theme)
        self.updateGeometry()
        self._arrange()

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(0, self._inks.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        since, until = self.shown_range
        hovered = None if self._drag is not None else self._hovered
        shown = Shown(self._axis, self._counts is not None, since, until, hovered, self._ring)
        paint_strip(QPainter(self), self.rect(), self._inks, shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._is_ready:
            super().mousePressEvent(event)
            return
        x = event.position().x()
        self._drag = Drag(self._grip(x), x, self._span())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._drag is None:
            self._hover(self._axis.bin_at(x) if self._is_ready else None)
            self._show_cursor(x)
            return
        if self._preview is not None or abs(x - self._drag.start) >= self._inks.px(_DRAG_FROM):
            self._preview = self._drag.span_at(self._axis, x)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, preview = self._drag, self._preview
        if drag is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._drop_drag()
        if preview is not None:
            self._choose(preview)
        elif drag.grip in {Grip.NEW, Grip.MOVE}:
            index = self._axis.bin_at(drag.start)
            self._choose((index, index))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._drop_drag()
            self.clear_range()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._gives_up(event):
            event.accept()
            return True
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        if not len(self._axis.bins):
            QToolTip.showText(event.globalPos(), "" if self._counts is not None else "…", self)
            return
        index = self._axis.bin_at(event.pos().x())
        begin, end = self._axis.place(index)
        around = QRect(round(begin), 0, round(end - begin), self.height())
        QToolTip.showText(event.globalPos(), self._tip(index), self, around)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._gives_up(event):
            self._drop_drag()
            return
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.clear_range()
            self._tell_choice()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_as_text()
            return
        number = len(self._axis.bins)
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -number, Qt.Key.Key_End: number}.get(
            Qt.Key(event.key())
        )
        others = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if by is None or others or not self._is_ready:
            super().keyPressEvent(event)
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._choose(self._next(by, shifted=shifted))
        self._tell_choice()

    def _next(self, by: int, *, shifted: bool) -> Span:
        choose = self._choosing.stretch if shifted else self._choosing.move
        return choose(self._span(), by, len(self._axis.bins))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        copy = menu.addAction("Copy as text", self.copy_as_text)
        copy.setEnabled(self._counts is not None)
        clear = menu.addAction("Show all dates", self.clear_range)
        clear.setEnabled(self._since is not None or self._until is not None)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in _BY_KEYS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()
