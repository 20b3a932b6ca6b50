"""What the welcome page is made of beside its rows: the place to drop files, frames, headings and promises."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from oversight_viewer.importing.endings import may_be_imported
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import paint_rounded
from oversight_viewer.ui.theme import Theme, ThemeSource
from oversight_viewer.ui.welcome_rows import ActionRow

_LIBRARY_FILES = (".oversight",)


def drop_words(paths: Sequence[Path]) -> tuple[str, bool]:
    """Say what will happen to files that are held over the window, and whether any of them can be taken."""
    libraries = [path for path in paths if path.name.lower().endswith(_LIBRARY_FILES)]
    records = [path for path in paths if may_be_imported(path) or path.is_dir()]
    strange = [path for path in paths if path not in libraries and path not in records]
    if strange:
        others = f" and {len(strange) - 1} more are" if len(strange) > 1 else " is"
        return f"{strange[0].name}{others} of no kind that can be imported", False
    if libraries:
        return f"Open {libraries[0].name}", True
    return f"Import {records[0].name if len(records) == 1 else f'{len(records)} files'} into a new library", True


class DropZone(QFrame):
    """The place to drop files. It says what will happen while files are held over the page."""

    choose_requested = Signal()

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._title = QLabel()
        self._detail = QLabel("Letters, articles, tables, Congress.gov answers, whole folders")
        self._detail.setWordWrap(True)
        self._title.setWordWrap(True)
        self._title.setProperty("ink", "text")
        self._detail.setProperty("ink", "text3")
        self.button = QPushButton("Choose files")
        self.button.clicked.connect(self.choose_requested)
        self._held = False
        self._row = QHBoxLayout(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)  # so that both lines keep together in the middle
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button)
        theme_source.theme_changed.connect(self._theme_changed)
        self._theme_changed(theme_source.theme)
        self.show_held(None)

    @property
    def title(self) -> str:
        return self._title.text()

    def show_held(self, paths: Sequence[Path] | None) -> None:
        """Say what will happen to files that are held over the page; None when there are none."""
        self._held = paths is not None
        self._title.setText("Drop files here to import" if paths is None else drop_words(paths)[0])
        self.update()

    def _theme_changed(self, theme: Theme) -> None:
        px = theme.px
        self._row.setContentsMargins(px(16 + 20 + 14) + 1, px(12), px(16), px(12))
        self._row.setSpacing(px(14))
        self.setMinimumHeight(px(76))
        self._title.setFont(theme.font("ui_bold"))
        self._detail.setFont(theme.font("meta"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._held else "line-strong"), 2.0 if self._held else 1.0)
        if not self._held:
            pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(theme.color("accent-tint" if self._held else "surface"))
        inset = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.px(8), theme.px(8))
        place = QRect(theme.px(16), 0, theme.px(22), self.height())
        paint_icon(painter, place, "import", theme.color("accent" if self._held else "text2"), stroke=1.2)


class RowBox(QFrame):
    """Rows in one frame with round corners and lines between them."""

    def __init__(self, theme_source: ThemeSource, rows: Sequence[ActionRow]) -> None:
        super().__init__()
        self._theme_source = theme_source
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(1)
        for place, row in enumerate(rows):
            row.set_corners(top=place == 0, bottom=place == len(rows) - 1)
            column.addWidget(row)
        self.setAccessibleName("Start")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        paint_rounded(QPainter(self), self.rect(), theme.px(8), theme.color("line"), theme.color("line-card"))


class ColumnHeading(QLabel):
    """A heading of the right column, with a line below it."""

    def __init__(self, text: str, theme_source: ThemeSource) -> None:
        super().__init__(text)
        self.setProperty("ink", "text")
        self._theme_source = theme_source
        theme_source.theme_changed.connect(self._theme_changed)
        self._theme_changed(theme_source.theme)

    def _theme_changed(self, theme: Theme) -> None:
        self.setFont(theme.font("ui_bold"))
        self.setContentsMargins(0, 0, 0, theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, self._theme_source.theme.color("line"))


class Promise(QWidget):
    """One thing that holds for the user's data: an icon, and a sentence with a bold beginning."""

    def __init__(self, theme_source: ThemeSource, icon: str, lead: str, text: str) -> None:
        super().__init__()
        self._theme_source = theme_source
        self._icon = icon
        self._words = (lead, text)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setProperty("ink", "text2")
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label)
        theme_source.theme_changed.connect(self._theme_changed)
        self._theme_changed(theme_source.theme)

    def _theme_changed(self, theme: Theme) -> None:
        px = theme.px
        lead, text = self._words
        bold = f'<span style="font-weight: 600; color: {theme.tokens["text"]}">{lead}</span>'
        self._label.setText(f'<p style="line-height: {px(19)}px; margin: 0">{bold} {text}</p>')
        self._label.setFont(theme.font("ui"))
        self._row.setContentsMargins(px(4 + 17 + 12), px(8), px(4), px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        place = QRect(theme.px(4), theme.px(10), theme.px(17), theme.px(17))
        paint_icon(QPainter(self), place, self._icon, theme.color("text2"), stroke=1.25)
