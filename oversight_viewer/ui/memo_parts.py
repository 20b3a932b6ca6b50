"""The pieces of the memo dialog that are painted: ceilings, formats, what leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.memo_choices import FORMATS, LeaveLine, MemoFormat, leaving
from oversight_viewer.ui.painting import CENTRE, paint_focus_ring, paint_rounded
from oversight_viewer.ui.pieces import Rule, Run, Runs, Sign, text_label
from oversight_viewer.ui.theme import Theme

_ROW = 29


class CeilingList(QWidget):
    """The marks as one choice, each with the number of entries that would leave under it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, scheme: MarkScheme) -> None:
        super().__init__()
        self._theme = theme
        self._scheme = scheme
        self._group = QButtonGroup(self)
        self._rows: list[_Ceiling] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        for mark in scheme.marks:
            row = _Ceiling(theme, mark.label)
            self._rows.append(row)
            self._group.addButton(row, len(self._rows) - 1)
            box.addWidget(row)
        self._rows[0].setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.setAccessibleName("Handling ceiling")

    @property
    def ceiling(self) -> str:
        """The code of the chosen mark."""
        return self._scheme.marks[max(0, self._group.checkedId())].code

    def set_counts(self, by_mark: Mapping[str, int]) -> None:
        """Say how many entries each mark has."""
        for place, (row, mark) in enumerate(zip(self._rows, self._scheme.marks, strict=True)):
            count = leaving(by_mark, mark.code, self._scheme)
            noun = " entry" if count == 1 else " entries"
            row.set_count(f"{count:,}{noun if place == 0 else ''}", f"{count:,}{noun}")

    def choose(self, code: str) -> None:
        """Choose a mark; one that is not in the list is ignored."""
        for row, mark in zip(self._rows, self._scheme.marks, strict=True):
            if mark.code == code:
                row.setChecked(True)

    def _toggled(self, _number: int, on: bool) -> None:
        if on:
            self.chosen.emit(self.ceiling)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme
        painter = QPainter(self)
        paint_rounded(painter, self.rect(), theme.px(7), theme.color("card"), theme.color("line-card"))


class _Ceiling(QRadioButton):
    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__(label)
        self._theme = theme
        self._count = ""
        self.setFixedHeight(theme.px(_ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("own_ring", True)  # noqa: FBT003 - Qt's own

    def set_count(self, count: str, spoken: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()}, {spoken}")
        self.update()

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002 - the whole row is the button
        return True

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            paint_rounded(painter, self.rect(), px(6), theme.color("accent-tint"), None)
        if on and theme.is_contrast:
            paint_rounded(painter, self.rect(), px(6), None, theme.color("accent"), 2.0)
        side = px(14)
        circle = QRect(px(10), (self.height() - side) // 2, side, side)
        paint_rounded(painter, circle, side / 2, theme.color("input"), theme.color("accent" if on else "line-strong"))
        if on:
            paint_rounded(painter, circle, side / 2, theme.color("accent"), None)
            inset = px(4)
            dot = circle.adjusted(inset, inset, -inset, -inset)
            paint_rounded(painter, dot, dot.width() / 2, theme.color("on-accent"), None)
        words = self.rect().adjusted(px(10) + side + px(9), 0, -px(11), 0)
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("ui_bold" if on else "ui"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | align, self.text())
        painter.setPen(theme.color("text2" if on else "text3"))
        painter.setFont(theme.font("label"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | align, self._count)
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            paint_focus_ring(painter, self.rect().adjusted(4, 4, -4, -4), theme, px(4))


class FormatTiles(QWidget):
    """The kinds of files, one of which is chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, formats: Sequence[MemoFormat] = FORMATS) -> None:
        super().__init__()
        self._formats = formats
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(6))
        for place, known in enumerate(formats):
            tile = _Tile(theme, known)
            self._group.addButton(tile, place)
            # Three above two: one row of five is too narrow for their names.
            column, span = (place * 2, 2) if place < 3 else ((place - 3) * 3, 3)
            grid.addWidget(tile, 0 if place < 3 else 1, column, 1, span)
        self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.setAccessibleName("Export as")

    @property
    def format(self) -> MemoFormat:
        return self._formats[max(0, self._group.checkedId())]

    def choose(self, suffix: str) -> None:
        """Choose a format by its ending; one that is not known is ignored."""
        for place, known in enumerate(self._formats):
            if known.suffix == suffix:
                self._group.button(place).setChecked(True)

    def _toggled(self, _number: int, on: bool) -> None:
        if on:
            self.chosen.emit(self.format.suffix)


class _Tile(QAbstractButton):
    def __init__(self, theme: Theme, known: MemoFormat) -> None:
        super().__init__()
        self._theme = theme
        self._format = known
        self.setCheckable(True)
        self.setText(known.name)
        self.setAccessibleName(f"{known.document} ({known.suffix})")
        self.setFixedHeight(theme.px(44))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(70), self._theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        on = self.isChecked()
        fill = theme.color("accent-tint" if on else "hover" if self.underMouse() else "card")
        edge = theme.color("accent" if on else "line-strong")
        paint_rounded(painter, self.rect(), px(6), fill, edge, 2.0 if on else 1.0)
        half = self.height() // 2
        painter.setFont(theme.font("label_bold" if on else "label"))
        painter.setPen(theme.color("accent" if on else "text"))
        painter.drawText(QRect(0, px(5), self.width(), half - px(3)), CENTRE, self._format.name)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text2" if on else "text3"))
        painter.drawText(QRect(0, half, self.width(), half - px(4)), CENTRE, self._format.suffix)


class WithheldBox(QWidget):
    """Says in a tinted box how many entries are withheld."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(px(11), px(8), px(11), px(8))
        self._box.setSpacing(px(9))
        self._withholds = False
        self._sign = Sign(theme, "shield", "mk-conf", 14, height=20)
        self._box.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._words = Runs(theme, (Run(""),))
        self._box.addWidget(self._words, 1)

    @property
    def words(self) -> str:
        return self._words.words

    def say(self, strong: str, rest: str, *, withholds: bool) -> None:
        """Say how it stands; where something is withheld, in the colours of a mark."""
        self._withholds = withholds
        ink = "mk-conf" if withholds else "text2"
        self._sign.set_ink(self._theme.color(ink))
        self._words.set_runs((Run(strong, ink, bold=True), Run(f" {rest}" if rest else "")))
        self.setAccessibleName(self._words.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme
        edge = theme.color("mk-conf") if theme.is_contrast else None
        fill = theme.color("mk-conf-bg" if self._withholds else "none-tint")
        paint_rounded(QPainter(self), self.rect(), theme.px(7), fill, edge)


class LeaveList(QWidget):
    """What leaves this computer, and what stays."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    def set_lines(self, lines: Sequence[LeaveLine]) -> None:
        """Show a list; what leaves comes first."""
        theme = self._theme
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._box.addWidget(Rule(theme))
        told_stays = False
        for line in lines:
            if not line.leaves and not told_stays:
                told_stays = True
                heading = text_label(theme, "Stays here", "label_bold", "text3", wrap=False)
                heading.setContentsMargins(0, theme.px(8), 0, theme.px(3))
                self._box.addWidget(heading)
                self._box.addWidget(Rule(theme))
            self._box.addWidget(self._line(line))
            self._box.addWidget(Rule(theme))

    def _line(self, line: LeaveLine) -> QWidget:
        theme, px = self._theme, self._theme.px
        whole = QWidget()
        whole.setFixedHeight(px(25))
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Sign(theme, "check" if line.leaves else "lock", "good" if line.leaves else "text3", 14))
        ink = "text" if line.leaves else "text3"
        row.addWidget(text_label(theme, line.words, "meta", ink, wrap=False), 1)
        role = "meta_bold" if line.leaves else "meta"
        row.addWidget(text_label(theme, line.amount, role, "text2" if line.leaves else "text3", wrap=False))
        state = "leaves this computer" if line.leaves else "stays here"
        whole.setAccessibleName(f"{line.words} {line.amount}, {state}")
        return whole
