"""The first page: what the application is for, three ways to begin, recent libraries, and what stays here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.importing.endings import dialog_filter
from oversight_viewer.ui.recent import RecentLibrary
from oversight_viewer.ui.theme import Theme, ThemeSource
from oversight_viewer.ui.welcome_drawing import LanesDrawing
from oversight_viewer.ui.welcome_parts import ColumnHeading, DropZone, Promise, RowBox, drop_words
from oversight_viewer.ui.welcome_rows import ActionRow, RecentRow

_LEFT, _GAP, _RIGHT = 560, 88, 412
_MARGIN = 32
_LEAD = (
    "Read an investigation from end to end: what committees asked, what was said behind closed doors, "
    "and what companies answered."
)
_SAMPLE = ("Try the sample record", "Public matters with their sources, and a made-up freight company")
_OPEN = ("Open a library", "A library file on this computer or a drive you trust")
_NEW = ("New library", "Choose where it is kept")
_STAYS = (
    (
        "laptop",
        "Everything.",
        "Records are in the library file you choose, notes in a notebook beside it. There is no account and no "
        "network connection.",
    ),
    (
        "export",
        "Only what you export leaves.",
        "A memo holds back entries above the handling mark you set, and says how many.",
    ),
    (
        "history",
        "Earlier versions.",
        "When an import changes a record, the version before it is kept.",
    ),
)


def _ask_for_files(parent: QWidget) -> list[Path]:
    paths, _ = QFileDialog.getOpenFileNames(parent, "Import records", "", dialog_filter())
    return [Path(path) for path in paths]


class WelcomePage(QWidget):
    """Shown while no library is open. Files can be dropped anywhere on it.

    Args:
        theme_source: Colours and sizes.
        choose_files: Asks the user for files to import.
        now: The time that "opened yesterday" is seen from.
    """

    sample_requested = Signal()
    open_requested = Signal()
    new_requested = Signal()
    recent_requested = Signal(Path)
    locate_requested = Signal(Path)
    forget_requested = Signal(Path)
    files_dropped = Signal(list)

    def __init__(
        self,
        theme_source: ThemeSource,
        *,
        choose_files: Callable[[QWidget], list[Path]] = _ask_for_files,
        now: Callable[[], datetime] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._choose_files = choose_files
        self._now = now or (lambda: datetime.now(UTC))
        self.setAcceptDrops(True)
        self._title, self._lead = QLabel("Oversight Viewer"), QLabel(_LEAD)
        self.drawing = LanesDrawing(theme_source)
        self.sample = ActionRow(theme_source, "star", *_SAMPLE, primary=True)
        self.open = ActionRow(theme_source, "folder", *_OPEN, keys=("Ctrl", "O"))
        self.new = ActionRow(theme_source, "plus", *_NEW, keys=("Ctrl", "N"))
        self.drop_zone = DropZone(theme_source)
        self._recent_title = ColumnHeading("Recent libraries", theme_source)
        self._recent = QWidget()
        self._recent_box = QVBoxLayout(self._recent)
        self._recent_rows: list[RecentRow] = []
        self._drawing_gap, self._drop_gap, self._stays_gap = (QSpacerItem(0, 0) for _ in range(3))
        self._left, self._right, self._page = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._scroll = QScrollArea()
        self._left_side, self._right_side = self._make_left(), self._make_right()
        self._lay_out()
        self.sample.clicked.connect(self.sample_requested)
        self.open.clicked.connect(self.open_requested)
        self.new.clicked.connect(self.new_requested)
        self.drop_zone.choose_requested.connect(self._choose)
        theme_source.theme_changed.connect(self._theme_changed)
        self._theme_changed(theme_source.theme)
        self.set_recent([])

    @property
    def recent_rows(self) -> tuple[RecentRow, ...]:
        return tuple(self._recent_rows)

    @property
    def is_narrow(self) -> bool:
        """Whether all stands in one column."""
        return self.width() < self._theme_source.theme.px(_LEFT + _GAP + _RIGHT + 2 * _MARGIN)

    def set_recent(self, libraries: Sequence[RecentLibrary]) -> None:
        """Show the libraries that were opened before, the latest first. Without any the heading goes too."""
        for row in self._recent_rows:
            self._recent_box.removeWidget(row)
            row.deleteLater()
        now = self._now()
        self._recent_rows = [RecentRow(self._theme_source, library, now, self._recent) for library in libraries]
        for row in self._recent_rows:
            self._recent_box.addWidget(row)
            row.clicked.connect(lambda _checked=False, library=row.library: self._recent_clicked(library))
            row.forget_requested.connect(lambda path=row.library.path: self.forget_requested.emit(path))
        self._recent.setVisible(bool(libraries))
        self._recent_title.setVisible(bool(libraries))
        self._arrange()

    # -- building

    def _make_left(self) -> QWidget:
        source = self._theme_source
        for part in (self._title, self._lead, self.drawing):
            self._left.addWidget(part)
        self._lead.setWordWrap(True)
        self._title.setProperty("ink", "text")
        self._lead.setProperty("ink", "text2")
        self._left.addSpacerItem(self._drawing_gap)
        self._left.addWidget(RowBox(source, (self.sample, self.open, self.new)))
        self._left.addSpacerItem(self._drop_gap)
        self._left.addWidget(self.drop_zone)
        self._left.addStretch(1)
        self._left.setSpacing(0)
        side = QWidget()
        side.setLayout(self._left)
        return side

    def _make_right(self) -> QWidget:
        source = self._theme_source
        self._recent_box.setContentsMargins(0, 0, 0, 0)
        self._recent_box.setSpacing(0)
        self._right.addWidget(self._recent_title)
        self._right.addWidget(self._recent)
        self._right.addSpacerItem(self._stays_gap)
        self._right.addWidget(ColumnHeading("What stays on this computer", source))
        for words in _STAYS:
            self._right.addWidget(Promise(source, *words))
        self._right.addStretch(1)
        self._right.setSpacing(0)
        side = QWidget()
        side.setLayout(self._right)
        return side

    def _lay_out(self) -> None:
        self._columns.addWidget(self._left_side, 0, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(self._right_side, 0, Qt.AlignmentFlag.AlignTop)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._columns)
        middle.addStretch(1)
        content = QWidget()
        content.setLayout(self._page)
        self._page.addStretch(9)
        self._page.addLayout(middle)
        self._page.addStretch(10)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _theme_changed(self, theme: Theme) -> None:
        px = theme.px
        self._title.setFont(theme.font("welcome_title"))
        self._lead.setFont(theme.font("lead"))
        self._lead.setContentsMargins(0, px(6), px(40), px(26))
        self._left.setContentsMargins(0, 0, 0, 0)
        self._right.setContentsMargins(0, px(6), 0, 0)
        self._drop_gap.changeSize(0, px(14))
        self._page.setContentsMargins(px(_MARGIN), px(24), px(_MARGIN), px(24))
        self._arrange()

    def _arrange(self) -> None:
        px = self._theme_source.theme.px
        narrow = self.is_narrow
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(32 if narrow else _GAP))
        self.drawing.setVisible(not narrow)
        room = self.width() - 2 * px(_MARGIN) - px(14)
        left = min(px(_LEFT), room)
        self._left_side.setFixedWidth(max(1, left))
        self._right_side.setFixedWidth(max(1, left if narrow else px(_RIGHT)))
        self._drawing_gap.changeSize(0, 0 if narrow else px(30))
        self._stays_gap.changeSize(0, px(36) if self._recent_rows else 0)
        self._left.invalidate()
        self._right.invalidate()

    def _recent_clicked(self, library: RecentLibrary) -> None:
        if library.missing:
            self.locate_requested.emit(library.path)
        else:
            self.recent_requested.emit(library.path)

    def _choose(self) -> None:
        paths = self._choose_files(self)
        if paths:
            self.files_dropped.emit(paths)

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # WORKAROUND: a style sheet of the application takes fonts away that were set before the first showing.
        self._theme_changed(self._theme_source.theme)
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme_source.theme.color("card"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = _paths(event)
        if not paths:
            return
        self.drop_zone.show_held(paths)
        if drop_words(paths)[1]:
            event.acceptProposedAction()
        else:
            # Taken, so that Qt says when it leaves; but nothing would be done with it.
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.drop_zone.show_held(None)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event)
        self.drop_zone.show_held(None)
        if paths and drop_words(paths)[1]:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
