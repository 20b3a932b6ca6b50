"""The views at the head of the sidebar: the whole record, those that the user saved, and what the user marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.saved_views import SavedView, ViewId
from oversight_viewer.domain.views import Look
from oversight_viewer.ui.sidebar.view_row import ViewRow
from oversight_viewer.ui.theme import Theme, ThemeSource

_ROWS_SHOWN = 9
"""More rows than these scroll, so that there is always room for the filters below."""


@dataclass(frozen=True, slots=True)
class View:
    """A filter with a name and a picture, that is always there."""

    name: str
    icon: str
    filter: RecordFilter


VIEWS: Sequence[View] = (
    View("All records", "library", RecordFilter()),
    View("My annotations", "pencil", RecordFilter(has_notes=True)),
    View("Flagged", "flag", RecordFilter(flagged=True)),
)
_ABOVE_SAVED = 1


class ViewList(QWidget):
    """The views, one a row, with how many records each has. Up and Down go from row to row."""

    view_chosen = Signal(RecordFilter)
    saved_chosen = Signal(object)
    """One that the user saved: SavedView."""
    rename_requested = Signal(object)
    update_requested = Signal(object)
    """A view shall be what is on screen: SavedView."""
    default_requested = Signal(object, bool)
    """Whether the library shall open with a view: SavedView."""
    delete_requested = Signal(object)

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._look = Look()
        self._fixed = [ViewRow(theme_source, view.name, view.icon, view.filter) for view in VIEWS]
        self._saved: list[ViewRow] = []
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        for part in (self._area.viewport(), self._inside):
            part.setAutoFillBackground(False)  # the ground is that of the sidebar
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Views")
        for row, view in zip(self._fixed, VIEWS, strict=True):
            row.clicked.connect(lambda _checked=False, what=view.filter: self.view_chosen.emit(what))
            row.moved.connect(lambda step, row=row: self._move(row, step))
        self._place_rows()
        theme_source.theme_changed.connect(self._theme_changed)

    @property
    def rows(self) -> tuple[ViewRow, ...]:
        """All rows, from the top."""
        return (*self._fixed[:_ABOVE_SAVED], *self._saved, *self._fixed[_ABOVE_SAVED:])

    @property
    def saved(self) -> tuple[SavedView, ...]:
        """The views of the user that are shown."""
        return tuple(row.saved for row in self._saved if row.saved is not None)

    def set_counts(self, counts: Sequence[int]) -> None:
        """Say how many records each view has that is always there, in the order of ``VIEWS``."""
        for row, count in zip(self._fixed, counts, strict=True):
            row.set_count(count)

    def set_saved_counts(self, counts: Mapping[ViewId, int]) -> None:
        """Say how many records the views of the user have; of those left out it is not known."""
        for row in self._saved:
            if row.saved is not None:
                row.set_count(counts.get(row.saved.id))

    def set_saved(self, views: Sequence[SavedView]) -> None:
        """Show the views of the user."""
        known = {row.saved.id: row for row in self._saved if row.saved is not None}
        self._saved = []
        for view in views:
            row = known.pop(view.id, None) or self._make_row(view)
            row.set_saved(view)
            self._saved.append(row)
        for row in known.values():
            if row.hasFocus():
                self._fixed[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._place_rows()
        self._mark()

    def set_filter(self, value: RecordFilter) -> None:
        """Mark the view that is on screen, after its filter has changed."""
        self.set_look(replace(self._look, filter=value))

    def set_look(self, look: Look) -> None:
        """Mark the view that is on screen: one of the user's if it is one, else one that is always there."""
        self._look = look
        self._mark()

    def menu(self, view: SavedView) -> QMenu:
        """The menu of a view of the user."""
        menu = QMenu(self)
        menu.addAction("&Rename…", lambda: self.rename_requested.emit(view))
        update = menu.addAction("&Update with what is on screen", lambda: self.update_requested.emit(view))
        update.setEnabled(view.look != self._look)
        menu.addSeparator()
        words = "&Not the default view" if view.is_default else "&Make it the default view"
        menu.addAction(words, lambda: self.default_requested.emit(view, not view.is_default))
        menu.addSeparator()
        menu.addAction("&Delete", lambda: self.delete_requested.emit(view))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _make_row(self, view: SavedView) -> ViewRow:
        row = ViewRow(self._theme_source, view.name, "bookmark", view.look.filter, view)
        # The row is asked for its view when it comes to that: the view may have changed by then.
        row.clicked.connect(lambda _checked=False: self.saved_chosen.emit(row.saved))
        row.moved.connect(lambda step: self._move(row, step))
        row.rename_requested.connect(lambda: self.rename_requested.emit(row.saved))
        row.delete_requested.connect(lambda: self.delete_requested.emit(row.saved))
        row.menu_requested.connect(lambda place: self._open_menu(row, place))
        return row

    def _open_menu(self, row: ViewRow, place: QPoint) -> None:
        if row.saved is not None:
            self.menu(row.saved).popup(place)

    def _move(self, row: ViewRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            other = self.rows[place]
            other.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(other, 0, 0)
            self._rove()

    def _mark(self) -> None:
        own = next((row for row in self._saved if row.saved is not None and row.saved.look == self._look), None)
        fixed = next((row for row in self._fixed if own is None and row.filter == self._look.filter), None)
        for row in self.rows:
            row.setChecked(row is own or row is fixed)
        self._rove()

    def _rove(self) -> None:
        """Let Tab stop at one row only: the one with the focus, else the one that is marked, or the first."""
        rows = self.rows
        stop = next((row for row in rows if row.hasFocus()), None)
        stop = stop or next((row for row in rows if row.isChecked()), rows[0])
        for row in rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)

    def _place_rows(self) -> None:
        for place, row in enumerate(self.rows):
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        before = self._inside
        for row in self.rows:
            QWidget.setTabOrder(before, row)
            before = row
        self._rove()
        self.updateGeometry()

    def _theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        heights = [row.sizeHint().height() for row in self.rows[:_ROWS_SHOWN]]
        return QSize(max(row.sizeHint().width() for row in self._fixed), sum(heights))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())
