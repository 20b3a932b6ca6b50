"""The sidebar: views above, filters below."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.sidebar.model import FacetModel
from oversight_viewer.ui.sidebar.tree import FacetTree
from oversight_viewer.ui.sidebar.views import ViewList
from oversight_viewer.ui.theme import Theme, ThemeSource

_WIDTH = 240


class FilterSidebar(QWidget):
    """Shows the filter that it is given with the counts of each value, and asks for another one.

    Args:
        theme_source: Colours and sizes.
        scheme: The handling marks of the office, those of the application unless given.
    """

    filter_edited = Signal(RecordFilter)

    def __init__(
        self, theme_source: ThemeSource, scheme: MarkScheme | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self.model = FacetModel(scheme or MarkScheme(), self)
        self.tree = FacetTree(theme_source, self.model)
        self.views = ViewList(theme_source)
        self._views_label = QLabel("Views")
        self._filters_label = QLabel("Filters")
        for label in (self._views_label, self._filters_label):
            label.setProperty("ink", "text3")
        self.clear_button = QPushButton("Clear all")
        self.clear_button.setProperty("look", "link")
        self.clear_button.setProperty("small", "true")
        self.clear_button.setEnabled(False)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._views_label)
        self._column.addWidget(self.views)
        self._heading = QHBoxLayout()
        self._heading.addWidget(self._filters_label, 1)
        self._heading.addWidget(self.clear_button)
        self._column.addLayout(self._heading)
        self._column.addWidget(self.tree, 1)
        self.setFocusProxy(self.tree)
        self.tree.filter_edited.connect(self.filter_edited)
        self.views.view_chosen.connect(self.filter_edited)
        self.clear_button.clicked.connect(self._clear)
        theme_source.theme_changed.connect(self._theme_changed)
        self._theme_changed(theme_source.theme)

    def set_directory(self, directory: Directory) -> None:
        """Take the committees and companies of the open library."""
        self.model.set_directory(directory)

    def set_filter(self, value: RecordFilter) -> None:
        """Show what is chosen."""
        self.model.set_filter(value)
        self.tree.reveal_chosen()
        self.views.set_filter(value)
        self.clear_button.setEnabled(not value.is_empty)

    def set_counts(self, counts: FacetCounts | None) -> None:
        """Show how often each value occurs under the filter; None while that is being counted."""
        self.model.set_counts(counts)

    def set_totals(self, entries: int, annotated: int, flagged: int) -> None:
        """Say how many records each view has that is always there."""
        self.views.set_counts((entries, annotated, flagged))

    def _clear(self) -> None:
        self.filter_edited.emit(RecordFilter())

    def _theme_changed(self, theme: Theme) -> None:
        px = theme.px
        self._column.setContentsMargins(0, px(6), 0, 0)
        for label in (self._views_label, self._filters_label):
            label.setFont(theme.font("label_bold"))
            label.setMinimumHeight(px(22))
        self._views_label.setContentsMargins(px(14), 0, px(14), 0)
        self._heading.setContentsMargins(px(14), px(14), px(8), px(2))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme_source.theme.px(_WIDTH), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - a fill and a line
        theme = self._theme_source.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("chrome"))
        top = self.views.geometry().bottom() + theme.px(7)
        painter.fillRect(0, top, self.width(), 1, theme.color("line"))
