"""The views at the head of the sidebar: the whole record, and what the user put marks on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import LEFT, RIGHT, paint_rounded
from oversight_viewer.ui.theme import Theme, ThemeSource

_ROW_HEIGHT = 25


@dataclass(frozen=True, slots=True)
class View:
    """A filter with a name and a picture."""

    name: str
    icon: str
    filter: RecordFilter


VIEWS: Sequence[View] = (
    View("All records", "library", RecordFilter()),
    View("My annotations", "pencil", RecordFilter(has_notes=True)),
    View("Flagged", "flag", RecordFilter(flagged=True)),
)


class ViewList(QWidget):
    """The views, one a row, with how many records each has."""

    view_chosen = Signal(RecordFilter)

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [ViewRow(theme_source, view, self) for view in VIEWS]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self._rows:
            column.addWidget(row)
            row.clicked.connect(lambda _checked=False, view=row.view: self.view_chosen.emit(view.filter))

    def set_counts(self, counts: Sequence[int]) -> None:
        """Say how many records each view has, in the order of ``VIEWS``."""
        for row, count in zip(self._rows, counts, strict=True):
            row.set_count(count)

    def set_filter(self, value: RecordFilter) -> None:
        """Mark the view whose filter is in use."""
        for row in self._rows:
            row.setChecked(row.view.filter == value)


class ViewRow(QAbstractButton):
    """One view: icon, name and count."""

    def __init__(self, theme_source: ThemeSource, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._theme_source = theme_source
        self._count: int | None = None
        self.setCheckable(True)
        self.setText(view.name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme_source.theme_changed.connect(self._theme_changed)

    def set_count(self, count: int | None) -> None:
        self._count = count
        said = "" if count is None else f", {count:,} {'record' if count == 1 else 'records'}"
        self.setAccessibleName(f"{self.view.name}{said}")
        self.update()

    def _theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme_source.theme
        width = QFontMetrics(theme.font("ui")).horizontalAdvance(self.view.name) + theme.px(90)
        return QSize(width, theme.px(_ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def nextCheckState(self) -> None:
        """Whether it is marked follows from the filter in use, not from the click."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        row = self.rect().adjusted(theme.px(6), 0, -theme.px(6), 0)
        if self.isChecked():
            paint_rounded(painter, row, theme.px(5), theme.color("accent-tint"), None)
            if theme.is_contrast:
                paint_rounded(painter, row, theme.px(5), None, theme.color("accent"), 2.0)
        elif self.underMouse():
            paint_rounded(painter, row, theme.px(5), theme.color("hover"), None)
        side = theme.px(15)
        left = row.left() + theme.px(8)
        ink = theme.color("accent" if self.isChecked() else "text3")
        paint_icon(painter, QRect(left, row.top(), side, row.height()), self.view.icon, ink)
        words = row.adjusted(theme.px(8) * 2 + side, 0, -theme.px(8), 0)
        painter.setFont(theme.font("ui_bold" if self.isChecked() else "ui"))
        painter.setPen(theme.color("text"))
        painter.drawText(words, LEFT, self.view.name)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text3"))
        painter.drawText(words, RIGHT, "…" if self._count is None else f"{self._count:,}")

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()
