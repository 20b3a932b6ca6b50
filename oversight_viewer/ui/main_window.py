"""The window: menus, toolbar, welcome page or record, status bar. What the commands do is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.ui.commands import Commands
from oversight_viewer.ui.entry_commands import EntryCommands
from oversight_viewer.ui.focus import give_focus, has_focus
from oversight_viewer.ui.icons import icon
from oversight_viewer.ui.look_menu import LookMenu
from oversight_viewer.ui.menus import TEXT_SIZES, add_menus
from oversight_viewer.ui.recent import RecentLibrary
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.search import SearchField
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.status_line import StatusLine
from oversight_viewer.ui.theme import Theme, ThemeMode, ThemeSource
from oversight_viewer.ui.toolbar import Toolbar
from oversight_viewer.ui.visits import SideButtons

if TYPE_CHECKING:
    from oversight_viewer.ui.welcome import WelcomePage


class MainWindow(EntryCommands, QMainWindow):
    """Shows the welcome page or one open library, and says by signals what the user asks for.

    Args:
        theme_source: Colours and sizes.
        settings: What is remembered between two starts.
    """

    sample_requested = Signal()
    open_requested = Signal()
    new_requested = Signal()
    library_requested = Signal(Path)
    forget_requested = Signal(Path)
    locate_requested = Signal(Path)
    import_requested = Signal()
    files_dropped = Signal(list)
    memo_requested = Signal()
    export_requested = Signal()
    close_library_requested = Signal()
    keeping_requested = Signal(str)  # one of Keeping
    library_closed = Signal()
    places_requested = Signal()
    about_requested = Signal()
    keys_requested = Signal()
    closing = Signal()

    def __init__(self, theme_source: ThemeSource, settings: Settings) -> None:
        super().__init__()
        self._theme_source = theme_source
        self._settings = settings
        self._page: RecordPage | None = None
        self.setWindowTitle("Oversight Viewer")
        self.setAcceptDrops(True)
        self._welcome: WelcomePage | None = None
        self._recent: Sequence[RecentLibrary] = ()
        self._expects_library = False
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.look_menu: LookMenu
        self.commands = Commands(self)
        add_menus(self, self.commands, theme_source)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.step_back)
        side_buttons = SideButtons(self)
        side_buttons.back_pressed.connect(self.go_back)
        side_buttons.forward_pressed.connect(self.go_forward)
        self._make_toolbar()
        self._status = StatusLine(self.statusBar())
        theme_source.theme_changed.connect(self.apply_theme)
        self.apply_theme(theme_source.theme)
        self._show_parts(is_open=False)
        if not self.restoreGeometry(settings.bytes("geometry")):
            px = theme_source.theme.px
            self.resize(min(px(1600), 1600), min(px(1000), 1000))

    # -- what is open

    @property
    def page(self) -> RecordPage | None:
        """The open record, if one is open."""
        return self._page

    @property
    def welcome(self) -> WelcomePage:
        """The page that is shown while no library is open; made when it is first needed."""
        if self._welcome is None:
            self._welcome = self._make_welcome()
        return self._welcome

    def expect_library(self) -> None:
        """Show nothing until a library is there, instead of the welcome page for a moment."""
        self._expects_library = True

    def show_welcome(self) -> None:
        """Show the welcome page, unless a library is open."""
        if self._page is None:
            self._show_page(None)

    def show_library(self, page: RecordPage, title: str, *, read_only: bool) -> None:
        """Show an open library; the former one is gone."""
        self._take_page_away()
        self._page = page
        self._stack.addWidget(page)
        page.count_changed.connect(self._status.show_count)
        page.filter_changed.connect(self._filter_changed)
        page.selection_changed.connect(self._status.show_selection)
        page.save_state_changed.connect(self._status.show_save_state)
        page.import_requested.connect(self.import_requested)
        page.look_changed.connect(self.look_menu.show)
        page.visits.changed.connect(self._show_ways)
        page.can_save_changed.connect(self.commands["save_view"].setEnabled)
        self._library_name.setText(title)
        self.setWindowTitle(f"{title} – Oversight Viewer")
        self._status.show_read_only(read_only=read_only)
        self.commands.set_writable(not read_only)
        self._show_page(page)
        self.look_menu.show(page.look)
        self._filter_changed(page.filter)
        self.commands["save_view"].setEnabled(page.can_save)
        self._status.show_save_state("All changes saved")
        page.board.focus_board(Qt.FocusReason.OtherFocusReason)  # no ring, as nobody has pressed a key for it

    def set_recent(self, libraries: Sequence[RecentLibrary]) -> None:
        """Name the libraries that were opened before, the latest first."""
        self._recent = libraries
        if self._welcome is not None:
            self._welcome.set_recent(libraries)
        self._library_menu.clear()
        for library in libraries:
            if not library.missing:
                action = self._library_menu.addAction(library.title)
                action.setToolTip(str(library.path))
                action.triggered.connect(lambda _=False, path=library.path: self.library_requested.emit(path))
        self._library_menu.addSeparator()
        for name in ("open", "new", "sample", "close"):
            self._library_menu.addAction(self.commands[name])

    def close_library(self) -> None:
        """Back to the welcome page."""
        self._take_page_away()
        self._show_page(None)

    def say(self, text: str) -> None:
        """Say something for a while in the status bar."""
        self.statusBar().showMessage(text, 8000)

    def apply_theme(self, theme: Theme) -> None:
        px = theme.px
        self._library_name.setFont(theme.font("ui_bold"))
        self._library_name.setIcon(icon("chevron_down", theme.color("text2"), px(12)))
        self._library_name.setIconSize(QSize(px(12), px(12)))
        for button, name in self._tool_buttons:
            button.setIcon(icon(name, theme.color("text2"), px(16), disabled=theme.color("line-strong")))
            button.setIconSize(QSize(px(16), px(16)))
            button.setFixedSize(px(30), px(30))
        self._toolbar.apply_theme(theme)
        self._status.apply_theme(theme)

    # -- building

    def _make_toolbar(self) -> None:
        self._tool_buttons: list[tuple[QToolButton, str]] = []
        self._library_name = QToolButton()
        self._library_name.setObjectName("library_name")
        self._library_name.setToolTip("Open another library")
        self._library_name.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._library_name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._library_name.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron stands behind the name
        self._library_menu = QMenu(self)
        self._library_name.setMenu(self._library_menu)
        self.search = SearchField(self._theme_source)
        self.search.text_edited.connect(self._search_edited)
        self.search.left.connect(self._leave_search)
        self._toolbar = Toolbar((
            self._tool("sidebar", "Filters (F9)", self.toggle_sidebar),
            self._way("arrow_left", "back", self.go_back),
            self._way("arrow_right", "forward", self.go_forward),
            self._library_name,
        ), self.search, (
            self._tool("import", "Import records (Ctrl+I)", self.import_requested.emit),
            self._tool("memo", "Export memo (Ctrl+E)", self.memo_requested.emit),
            self._tool("text_size", "Larger text (Ctrl++)", lambda: self.step_text(1, around=True)),
            self._tool("reader_pane", "Reader (Shift+F9)", self.toggle_reader),
        ))  # fmt: skip
        self.setMenuWidget(self._menu_with_toolbar())

    def _menu_with_toolbar(self) -> QWidget:
        """The menu bar above the toolbar, as one strip."""
        strip = QWidget()
        layout = QVBoxLayout(strip)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.menuBar())
        layout.addWidget(self._toolbar)
        return strip

    def _tool(self, name: str, tip: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"tool_{name}")
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.setAutoRaise(True)
        button.clicked.connect(lambda _checked=False: run())
        self._tool_buttons.append((button, name))
        return button

    def _way(self, icon_name: str, command: str, run: Callable[[], object]) -> QToolButton:
        """A button that can be pressed whenever its command can run."""
        action = self.commands[command]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button = self._tool(icon_name, f"{command.capitalize()} ({keys})", run)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _make_welcome(self) -> WelcomePage:
        from oversight_viewer.ui.welcome import WelcomePage  # noqa: PLC0415 - a start with a library does not show it

        welcome = WelcomePage(self._theme_source)
        welcome.set_recent(self._recent)
        welcome.sample_requested.connect(self.sample_requested)
        welcome.open_requested.connect(self.open_requested)
        welcome.new_requested.connect(self.new_requested)
        welcome.recent_requested.connect(self.library_requested)
        welcome.locate_requested.connect(self.locate_requested)
        welcome.forget_requested.connect(self.forget_requested)
        welcome.files_dropped.connect(self.files_dropped)
        self._stack.addWidget(welcome)
        return welcome

    # -- commands of the window itself

    def go_back(self) -> None:
        if self._page is not None:
            self._page.visits.go_back()

    def go_forward(self) -> None:
        if self._page is not None:
            self._page.visits.go_forward()

    def save_view(self) -> None:
        if self._page is not None:
            self._page.save_view()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.select_all()

    def step_back(self) -> None:
        if self._page is not None:
            self._page.step_back()

    def _search_edited(self, text: str) -> None:
        if self._page is not None:
            self._page.set_text(text)

    def _leave_search(self) -> None:
        if self._page is not None:
            self._page.board.focus_board()

    def clear_filter(self) -> None:
        if self._page is not None:
            self._page.clear_filter()

    def toggle_sidebar(self) -> None:
        if self._page is not None:
            self._page.set_sidebar_shown(not self._page.sidebar_shown)

    def toggle_reader(self) -> None:
        if self._page is not None:
            self._page.set_reader_shown(not self._page.reader_shown)

    def show_lane(self, lane: int) -> None:
        """Show the lane of a number, or the card of it that is nearest where all are shown."""
        if self._page is not None:
            if self._page.panes.is_one:
                self._page.set_reader_shown(False)
            self._page.board.show_lane(lane)
            self._page.board.focus_board()

    def toggle_timeline(self) -> None:
        if self._page is not None:
            self._page.timeline.set_shown(not self._page.timeline.shown)

    def step_pane(self, step: int) -> None:
        if self._page is None:
            return
        page = self._page
        panes = [self.search, page.chips, page.sidebar, page.timeline, page.board, page.reader]
        panes = [pane for pane in panes if pane.isVisible()]
        here = next((place for place, pane in enumerate(panes) if has_focus(pane)), 0)
        for turn in range(1, len(panes) + 1):
            pane = panes[(here + step * turn) % len(panes)]
            give_focus(pane)
            if has_focus(pane):  # a reader without an entry takes none
                break

    def set_theme(self, mode: ThemeMode) -> None:
        self._theme_source.set_mode(mode)
        self._settings.set_text("theme", mode.value)

    def set_text_size(self, percent: int) -> None:
        self._theme_source.set_text_scale(percent / 100)
        self._settings.set_text("text_percent", str(percent))
        self.commands[f"text:{percent}"].setChecked(True)

    def step_text(self, step: int, *, around: bool = False) -> None:
        now = round(self._theme_source.text_scale * 100)
        place = TEXT_SIZES.index(now) if now in TEXT_SIZES else 0
        place = (place + step) % len(TEXT_SIZES) if around else min(max(place + step, 0), len(TEXT_SIZES) - 1)
        self.set_text_size(TEXT_SIZES[place])

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- what the page says

    def _take_page_away(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            self.library_closed.emit()
            page.save_panes()
            self._stack.removeWidget(page)
            page.deleteLater()
        self.setWindowTitle("Oversight Viewer")
        self.search.clear()

    def _show_page(self, page: RecordPage | None) -> None:
        self._expects_library = False
        self._stack.setCurrentWidget(page if page is not None else self.welcome)
        self._show_parts(is_open=page is not None)

    def _show_parts(self, *, is_open: bool) -> None:
        """Show what belongs to an open library, or hide it."""
        self._toolbar.setVisible(is_open)
        self.commands.set_library_open(is_open)
        self._show_ways()
        self._status.show_open(is_open=is_open)

    def _show_ways(self) -> None:
        """Say whether one can go back and forward."""
        visits = None if self._page is None else self._page.visits
        self.commands["back"].setEnabled(visits is not None and visits.can_go_back)
        self.commands["forward"].setEnabled(visits is not None and visits.can_go_forward)

    def _filter_changed(self, value: RecordFilter) -> None:
        if value.text != self.search.text():
            self.search.set_text(value.text)

    def showEvent(self, event: QShowEvent) -> None:
        if not self._expects_library:
            self.show_welcome()
        super().showEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set_bytes("geometry", self.saveGeometry())
        if self._page is not None:
            self._page.save_panes()
        self.closing.emit()
        super().closeEvent(event)
