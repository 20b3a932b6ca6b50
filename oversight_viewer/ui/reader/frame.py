"""The parts of the reading pane that stay while entries come and go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.badges import MarkBand
from oversight_viewer.ui.reader.bar import Foot, TopBar
from oversight_viewer.ui.reader.blank import Blank
from oversight_viewer.ui.reader.composer import Composer
from oversight_viewer.ui.reader.hits import Hits
from oversight_viewer.ui.reader.hits_bar import HitsBar
from oversight_viewer.ui.reader.text_view import TextView
from oversight_viewer.ui.theme import Theme, ThemeSource


class ReaderFrame(QWidget):
    """Bar, handling band, matches, what is read, the editor of notes, and the strip of keys, one below the other.

    Args:
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        bar: Stands above everything.
        notes: Stands within what is read, between the entry and its sources.
        composer: Stands below it. When it is closed, the keyboard goes back to where it was.
    """

    resized = Signal()

    def __init__(
        self, theme_source: ThemeSource, scheme: MarkScheme, bar: TopBar, notes: QWidget, composer: Composer
    ) -> None:
        super().__init__()
        theme = theme_source.theme
        self._theme = theme
        self._upper: QWidget | None = None
        self._lower: QWidget | None = None
        self._prepared: list[QWidget] = []
        self._place: int | None = None
        self._notes = notes
        self.bar = bar
        self.band = MarkBand(theme_source, scheme)
        self.blank = Blank(theme)
        self.foot = Foot(theme)
        self._page = QWidget()
        self._inner = QVBoxLayout(self._page)
        self._inner.setSpacing(0)
        self._inner.addWidget(notes)
        self._inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._page)
        for part in (self.area.viewport(), self._page):
            part.setAutoFillBackground(False)
        self.area.installEventFilter(self)
        self.area.verticalScrollBar().rangeChanged.connect(self._scroll_on)
        self._veil = _Veil(self.area, theme_source)
        self.hits = Hits(self.area, self._page)
        self.hits_bar = HitsBar(theme, self.hits)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.bar, self.band, self.hits_bar, self.area, self.blank, composer, self.foot):
            box.addWidget(part, 1 if part in (self.area, self.blank) else 0)
        composer.closed.connect(partial(self._leave, composer))
        self.setFocusProxy(self.area)
        self.setAutoFillBackground(True)
        self.set_theme(theme)

    @property
    def room(self) -> int:
        """Pixels of height for a text that scrolls by itself."""
        return self.area.viewport().height() - self._theme.px(16)

    @property
    def has_page(self) -> bool:
        """Whether an entry stands on the screen."""
        return self._upper is not None

    def _leave(self, composer: Composer) -> None:
        (composer.came_from or self.area).setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare(self, part: QWidget, *, is_section: bool = False) -> QWidget:
        """Take in what will be shown, out of sight, and lay it out for the room that it will have.

        It has its place among the widgets from now on, so that it need not be given its look a second time.

        Args:
            part: What will be shown.
            is_section: Whether it will be appended to the entry that was put last.
        """
        part.setParent(self._upper if is_section and self._upper is not None else self._page)
        part.hide()
        self._prepared.append(part)
        margins = self._inner.contentsMargins()
        width = self._page.width() - margins.left() - margins.right()
        part.resize(width, max(part.heightForWidth(width), 1))
        layout = part.layout()
        if layout is not None:
            layout.activate()
        return part

    def drop_prepared(self) -> None:
        """Let go of what was prepared and is not shown."""
        for part in self._prepared:
            part.deleteLater()
        self._prepared.clear()

    def put(self, upper: QWidget) -> None:
        """Put an entry in place of the one before, whose picture stays until ``settle``; the notes are hidden.

        Between the two the event loop may run.
        """
        self.area.setUpdatesEnabled(False)
        self._page.setMinimumHeight(self._page.height())  # or the picture would move with the scroll bar
        self.take_down()
        self._notes.hide()
        self._upper = self._taken(upper)
        self._inner.insertWidget(0, upper)
        # A layout shows what is added to it only later, when events are handled.
        upper.show()

    def settle(self, *, at_top: bool) -> None:
        """Lay out what was put, and let it be seen."""
        self.show_blank(shown=False)
        self._inner.activate()
        if at_top:
            self._place = None
            self.area.verticalScrollBar().setValue(0)

    def _taken(self, part: QWidget) -> QWidget:
        if part in self._prepared:
            self._prepared.remove(part)
        return part

    def add(self, section: QWidget) -> None:
        """Append a part to the entry."""
        layout = None if self._upper is None else self._upper.layout()
        if layout is not None:
            layout.addWidget(self._taken(section))
            section.show()

    def complete(self, lower: QWidget) -> None:
        """Show the notes and what stands below them; the entry is whole."""
        self._lower = self._taken(lower)
        self._inner.insertWidget(2, lower)
        self._notes.show()
        lower.show()
        self._inner.activate()

    def scroll_to(self, place: int) -> None:
        """Scroll to a place as soon as the entry is laid out that far."""
        self._place = place
        self._scroll_on()

    def _scroll_on(self) -> None:
        bar = self.area.verticalScrollBar()
        if self._place is not None and bar.maximum() >= self._place:
            bar.setValue(self._place)
            self._place = None

    def take_down(self) -> None:
        """Show no entry."""
        self._veil.hide()
        for part in (self._upper, self._lower):
            if part is not None:
                self._inner.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._upper = self._lower = None

    def dim(self) -> None:
        """Dim the former entry, for another one is on its way."""
        if self._upper is not None:
            self._veil.cover()
            self._veil.show()
            self._veil.raise_()

    def show_blank(self, *, shown: bool) -> None:
        """Show a few words in place of an entry, or what was put."""
        if shown:
            self.drop_prepared()
        self._page.setMinimumHeight(0)
        self.area.setUpdatesEnabled(True)
        self.blank.setVisible(shown)
        self.area.setVisible(not shown)
        self.foot.setVisible(not shown)
        self.hits_bar.set_entry_shown(shown=not shown)

    def go_to_notes(self) -> None:
        """Scroll to the notes."""
        self.area.ensureWidgetVisible(self._notes, 0, self._theme.px(16))

    def set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._theme = theme
        self._inner.setContentsMargins(px(20), px(14), px(18), 0)
        for part in (self.bar, self.hits_bar, self.foot, self.blank):
            part.set_theme(theme)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, theme.color("reader"))
        self.setPalette(palette)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.area and isinstance(event, QResizeEvent):
            self._veil.cover()
            self.resized.emit()
        if watched is self.area and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = None if self._upper is None else self._upper.findChild(TextView)
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if text is not None and plain and text.take_key(Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)


class _Veil(QWidget):
    """Lies over the former entry while the next one is on its way."""

    def __init__(self, over: QWidget, theme_source: ThemeSource) -> None:
        super().__init__(over)
        self._theme_source = theme_source
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        color = self._theme_source.theme.color("reader")
        color.setAlphaF(0.6)
        QPainter(self).fillRect(event.rect(), color)
