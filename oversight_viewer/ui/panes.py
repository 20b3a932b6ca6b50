"""The three panes of the page: beside each other, the filters in a drawer, or one at a time, as there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from oversight_viewer.ui.drawer import Drawer
from oversight_viewer.ui.focus import give_focus, has_focus
from oversight_viewer.ui.ground import Ground
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import Theme, ThemeSource

# Widths in pixels at 100 % text, from the design guide.
SIDEBAR, CENTRE, READER = 256, 888, 456
_SMALL_BELOW = 1280
_ONE_PANE_BELOW = 960
_LEAST = 320


class Panes(QWidget):
    """Filters at the left, lanes in the middle, reader at the right; where they are is remembered.

    Args:
        theme_source: Colours and sizes.
        settings: Remembers the splitter and which panes are shown.
        centre: The lanes with what stands above them.
        below: The part of the centre that the drawer covers.
    """

    small_changed = Signal(bool)
    """Whether the filters are in the drawer now: there is little room."""
    one_changed = Signal(bool)
    """Whether there is room for one pane only now."""
    keyboard_lost = Signal()
    """The pane that had the keyboard is not on the screen any more."""

    def __init__(
        self,
        theme_source: ThemeSource,
        settings: Settings,
        centre: QWidget,
        below: QWidget,
    ) -> None:
        super().__init__()
        self._theme_source = theme_source
        self._settings = settings
        self._sidebar: QWidget = Ground(theme_source, "chrome")
        self._centre = centre
        self._reader: QWidget = Ground(theme_source, "reader")
        self._below = below
        self._is_small = False
        self._is_one = False
        self._reader_wanted = settings.flag("reader", default=True)
        self._sidebar_wanted = settings.flag("sidebar", default=True)
        self._wide_sizes: list[int] = []
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._drawer = Drawer(theme_source, self)
        self._drawer_top = Ground(theme_source, "chrome")
        self._drawer_top_box = QVBoxLayout(self._drawer_top)
        self._lay_out()

    def put_sidebar(self, sidebar: QWidget) -> None:
        """Take the filters in; before that there is room for them."""
        sidebar.setMinimumWidth(self._sidebar.minimumWidth())
        self._sidebar = self._put(self._sidebar, sidebar)

    def put_reader(self, reader: QWidget) -> None:
        """Take the reader in; before that there is room for it."""
        reader.setMinimumWidth(self._reader.minimumWidth())
        self._reader = self._put(self._reader, reader)

    def _put(self, blank: QWidget, pane: QWidget) -> QWidget:
        hidden, place, sizes = blank.isHidden(), self._splitter.indexOf(blank), self._splitter.sizes()
        policy = pane.sizePolicy()
        policy.setHorizontalStretch(blank.sizePolicy().horizontalStretch())
        pane.setSizePolicy(policy)
        if place < 0:
            self._drawer.exchange(blank, pane)
        else:
            self._splitter.replaceWidget(place, pane)
        pane.setHidden(hidden)
        self._splitter.setSizes(sizes)
        blank.deleteLater()
        return pane

    @property
    def is_one(self) -> bool:
        """Whether there is room for one pane only."""
        return self._is_one

    @property
    def reader_shown(self) -> bool:
        return not self._reader.isHidden()

    def set_reader_shown(self, shown: bool) -> None:
        if self._is_one:
            self._show_one(self._reader if shown else self._centre)
            return
        self._reader_wanted = shown
        self._settings.set_flag("reader", shown)
        self._show(self._reader, shown=shown)

    @property
    def sidebar_shown(self) -> bool:
        return self._drawer.isVisible() if self._is_small else not self._sidebar.isHidden()

    def set_sidebar_shown(self, shown: bool) -> None:
        """Show the filters: beside the lanes, or over them where the window is small."""
        if self._is_small:
            self._place_drawer()
            self._show(self._drawer, shown=shown)
            if shown:
                self._drawer.raise_()
                give_focus(self._sidebar, Qt.FocusReason.ShortcutFocusReason)
            return
        self._sidebar_wanted = shown
        self._settings.set_flag("sidebar", shown)
        self._show(self._sidebar, shown=shown)

    def put_into_drawer(self, widget: QWidget) -> None:
        """Have a widget stand above the filters in the drawer."""
        self._drawer_top_box.addWidget(widget)

    def step_back(self) -> bool:
        """Close the drawer, else show the lanes where there is one pane only.

        Returns:
            Whether the keyboard shall go to the cards.
        """
        if self._is_small and self._drawer.isVisible():
            self._show(self._drawer, shown=False)
            return False
        if self._is_one:
            self._show_one(self._centre)
        return True

    def save(self) -> None:
        """Remember the sizes of the panes."""
        if not self._is_small:
            self._settings.set_bytes("splitter", self._splitter.saveState())

    def apply_theme(self, theme: Theme) -> None:
        self._splitter.setHandleWidth(1)
        self._sidebar.setMinimumWidth(theme.px(200))
        self._reader.setMinimumWidth(theme.px(340))
        self._drawer_top_box.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), 0)
        self._arrange()

    def _lay_out(self) -> None:
        for pane, stretch in ((self._sidebar, 0), (self._centre, 3), (self._reader, 1)):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._splitter.setCollapsible(1, False)  # noqa: FBT003 - Qt's own
        self._size_panes()
        self._splitter.splitterMoved.connect(self._keep_sizes)
        self._sidebar.setVisible(self._sidebar_wanted)
        self._reader.setVisible(self._reader_wanted)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    def _arrange(self) -> None:
        """Put the filters beside the lanes, or into a drawer over them where there is no room."""
        px = self._theme_source.theme.px
        self._arrange_one(self.width() < px(_ONE_PANE_BELOW))
        small = self.width() < px(_SMALL_BELOW)
        if small != self._is_small:
            self._is_small = small
            if small:
                self._drawer.hold(self._drawer_top, self._sidebar)
                self._sidebar.show()
            else:
                self._drawer.hide()
                self._splitter.insertWidget(0, self._sidebar)
                self._size_panes()  # not as wide as it was in the drawer
                self._sidebar.setVisible(self._sidebar_wanted)
            self.small_changed.emit(small)
        self._keep_sizes()
        self._place_drawer()

    def _keep_sizes(self) -> None:
        sizes = self._splitter.sizes()
        if self.isVisible() and not self._is_small and all(sizes):  # a pane that is hidden has no width to keep
            self._wide_sizes = sizes

    def _size_panes(self) -> None:
        """Give the panes the widths that they had beside each other, now or when they were last saved."""
        px = self._theme_source.theme.px
        self._splitter.setGeometry(self.rect())  # which the layout would do only later
        if self._wide_sizes:
            self._splitter.setSizes(self._wide_sizes)
        elif not self._splitter.restoreState(self._settings.bytes("splitter")):
            self._splitter.setSizes([px(SIDEBAR), px(CENTRE), px(READER)])

    def _arrange_one(self, is_one: bool) -> None:
        """Put the reader beside the lanes, or in their place where there is room for one of them only."""
        if is_one == self._is_one:
            return
        self._is_one = is_one
        self.one_changed.emit(is_one)
        if is_one:
            self._show_one(self._centre)
        else:
            self._centre.show()
            self._reader.setVisible(self._reader_wanted)

    def _show_one(self, pane: QWidget) -> None:
        # The one is shown before the other goes, so that the splitter is never without a pane.
        pane.show()
        self._show(self._reader if pane is self._centre else self._centre, shown=False)

    def _show(self, pane: QWidget, *, shown: bool) -> None:
        """Show a pane or hide it. Qt may leave the keyboard in what is hidden, where it would work unseen."""
        had_keyboard = not shown and has_focus(pane)
        pane.setVisible(shown)
        if had_keyboard:
            self.keyboard_lost.emit()

    def _place_drawer(self) -> None:
        layout = self._centre.layout()
        if layout is not None:
            layout.activate()  # what stands above may have come or gone just now
        self._drawer.place(self._centre.mapTo(self, self._below.pos()).y())

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """What one pane needs, as that is how they stand where there is no room.

        By what they need beside each other, larger text would make the window larger than the screen.
        """
        return QSize(self._theme_source.theme.px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
