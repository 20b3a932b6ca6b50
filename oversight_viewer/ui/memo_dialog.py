"""Asks what a briefing memo shall hold, and shows what leaves this computer with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.memo.compose import MemoOptions
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.memo_choices import (
    FORMATS,
    MemoOrder,
    above_lowest,
    format_of,
    leave_lines,
    leaving,
    told_of_place,
    withheld,
    withheld_words,
)
from oversight_viewer.ui.memo_parts import CeilingList, FormatTiles, LeaveList, WithheldBox
from oversight_viewer.ui.pieces import button_text, set_ink, text_label
from oversight_viewer.ui.reader.words import count_words
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 800
_SIDE = 316
_LABEL = 48
_ONE_COLUMN_BELOW = 620


class MemoDialog(DialogFrame):
    """The head of a memo, its ceiling, its format and its place. When it is accepted, :meth:`order` says what to write.

    Args:
        scheme: The handling marks of the office.
        matching: How many entries match the filter, by mark.
        selected: How many entries are marked on the board, by mark.
        subject: A proposal for the RE line.
        folder: Where the file is proposed to go.
        today: The date of the memo unless the user changes it.
        sender: A proposal for the FROM line.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        *,
        matching: Mapping[str, int],
        selected: Mapping[str, int],
        subject: str,
        folder: Path,
        today: date,
        sender: str = "",
    ) -> None:
        super().__init__(parent, theme_source, "Export a briefing memo", width=_WIDTH)
        self._scheme = scheme
        self._matching = dict(matching)
        self._selected = dict(selected)
        px = self.theme.px
        self.to, self.from_, self.subject = QLineEdit(), QLineEdit(sender), QLineEdit(subject)
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("d MMM yyyy")
        self.bottom_line = QPlainTextEdit()
        self.all_matching, self.only_selected = QRadioButton(), QRadioButton()
        self.texts, self.notes = QCheckBox("Whole texts of the entries"), QCheckBox("My notes")
        self.ceilings = CeilingList(self.theme, scheme)
        self.withheld_box = WithheldBox(self.theme)
        self.formats = FormatTiles(self.theme)
        self.leaves = LeaveList(self.theme)
        name = f"Briefing memo {today.isoformat()}{FORMATS[0].suffix}"
        self.place = QLineEdit(str(folder / name))
        self._told = text_label(self.theme, " ", "label", "warn")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(24))
        self._columns.addLayout(self._written(), 1)
        self._side = QWidget()
        self._side.setLayout(self._chosen())
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns)
        self._arrange(px(_WIDTH))
        self.add_button("Cancel", self.reject)
        self.export_button = self.add_button("Export", self._export, look="primary")
        self._connect()
        self._update()
        self.to.setFocus()

    def order(self) -> MemoOrder:
        """What the user has ordered."""
        day = self.day.date()
        options = MemoOptions(
            date=date(day.year(), day.month(), day.day()),
            to=self.to.text().strip(),
            sender=self.from_.text().strip(),
            subject=self.subject.text().strip(),
            bottom_line=self.bottom_line.toPlainText().strip(),
            ceiling=self.ceilings.ceiling,
            include_notes=self.notes.isChecked(),
            include_body=self.texts.isChecked(),
        )
        return MemoOrder(options, self._path(), self.only_selected.isChecked())

    def _arrange(self, width: int) -> None:
        """Two columns, or one where there is no room for two."""
        px = self.theme.px
        narrow = width < px(_ONE_COLUMN_BELOW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._side.setMinimumWidth(0 if narrow else px(_SIDE))
        self._side.setMaximumWidth(16_000 if narrow else px(_SIDE))

    # -- building

    def _written(self) -> QVBoxLayout:
        px = self.theme.px
        box = QVBoxLayout()
        box.setSpacing(px(8))
        for label, field in (("To", self.to), ("From", self.from_), ("Date", self.day), ("Re", self.subject)):
            box.addLayout(self._field(label, field))
        self.to.setPlaceholderText("Members, committee or office")
        self.bottom_line.setPlaceholderText("What should the reader know first? Markdown is understood.")
        self.bottom_line.setAccessibleName("Bottom line")
        self.bottom_line.setTabChangesFocus(True)
        self.bottom_line.setMinimumHeight(px(96))
        box.addWidget(self._heading("Bottom line"))
        box.addWidget(self.bottom_line, 1)
        box.addWidget(self._heading("Entries"))
        group = QButtonGroup(self)
        total, marked = sum(self._matching.values()), sum(self._selected.values())
        self.all_matching.setText(f"{count_words(total, 'entry', 'entries')} that the filter shows")
        self.only_selected.setText(f"{count_words(marked, 'entry', 'entries')} marked on the board")
        self.only_selected.setEnabled(marked > 0)
        (self.only_selected if marked > 1 else self.all_matching).setChecked(True)
        for button in (self.all_matching, self.only_selected):
            group.addButton(button)
            box.addWidget(button)
        box.addWidget(self._heading("Include"))
        self.texts.setChecked(True)
        box.addWidget(self.texts)
        box.addWidget(self.notes)
        return box

    def _chosen(self) -> QVBoxLayout:
        px = self.theme.px
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self._heading("Handling ceiling", first=True))
        box.addWidget(self.ceilings)
        box.addWidget(self.withheld_box)
        box.addWidget(self._heading("What leaves this computer"))
        box.addWidget(self.leaves)
        box.addWidget(self._heading("Export as"))
        box.addWidget(self.formats)
        place = QHBoxLayout()
        place.setSpacing(px(6))
        browse = QPushButton("Browse…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.place.setAccessibleName("File")
        place.addWidget(self.place, 1)
        place.addWidget(browse)
        box.addSpacing(px(4))
        box.addLayout(place)
        box.addWidget(self._told)
        box.addStretch(1)
        return box

    def _heading(self, words: str, *, first: bool = False) -> QWidget:
        label = text_label(self.theme, words, "meta_bold", "text", wrap=False)
        label.setContentsMargins(0, 0 if first else self.theme.px(6), 0, 0)
        return label

    def _field(self, words: str, field: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        label = text_label(self.theme, words, "meta", "text3", wrap=False)
        label.setFixedWidth(self.theme.px(_LABEL))
        label.setBuddy(field)
        field.setAccessibleName(words)
        row.addWidget(label)
        row.addWidget(field, 1)
        return row

    def _connect(self) -> None:
        self.ceilings.chosen.connect(self._update)
        self.formats.chosen.connect(self._format_chosen)
        self.place.textChanged.connect(self._place_changed)
        for button in (self.all_matching, self.only_selected, self.texts, self.notes):
            button.toggled.connect(self._update)

    # -- what follows from what is chosen

    @property
    def _by_mark(self) -> Mapping[str, int]:
        return self._selected if self.only_selected.isChecked() else self._matching

    def _path(self) -> Path:
        return Path(os.path.expanduser(self.place.text().strip()))

    def _update(self) -> None:
        ceiling, by_mark = self.ceilings.ceiling, self._by_mark
        leave, held = leaving(by_mark, ceiling, self._scheme), withheld(by_mark, ceiling, self._scheme)
        self.ceilings.set_counts(by_mark)
        strong, rest = withheld_words(held, ceiling, self._scheme)
        self.withheld_box.say(strong, rest, withholds=held > 0)
        self.leaves.set_lines(leave_lines(leave, held, texts=self.texts.isChecked(), notes=self.notes.isChecked()))
        self.export_button.setText(button_text(f"Export {self.formats.format.document}"))
        # Above the lowest mark, Enter must not send anything out.
        self.export_button.setDefault(not above_lowest(by_mark, ceiling, self._scheme))
        self._check(leave)

    def _check(self, leave: int) -> None:
        path = self._path()
        known = format_of(path) is not None
        problem, hint = told_of_place(
            self.place.text(), path, self.formats.format,
            noun="memo", matching=sum(self._by_mark.values()), leave=leave, known=known,
        )  # fmt: skip
        self.export_button.setEnabled(not problem)
        self._told.setText(problem or hint or " ")
        set_ink(self._told, self.theme.color("bad" if problem else "warn"))

    def _format_chosen(self, suffix: str) -> None:
        path = self._path()
        if format_of(path) is not None and path.suffix.lower() != suffix:
            self.place.setText(str(path.with_suffix(suffix)))
        self._update()

    def _place_changed(self) -> None:
        known = format_of(self._path())
        if known is not None:
            self.formats.choose(known.suffix)
        self._update()

    def _browse(self) -> None:
        filters = ";;".join(f"{known.document} (*{known.suffix})" for known in FORMATS)
        known = self.formats.format
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            "Export the memo",
            str(self._path()),
            filters,
            f"{known.document} (*{known.suffix})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            path = Path(chosen)
            self.place.setText(str(path if format_of(path) is not None else path.with_name(path.name + known.suffix)))

    def _export(self) -> None:
        above = above_lowest(self._by_mark, self.ceilings.ceiling, self._scheme)
        if not above:
            self.accept()
            return
        question = LeavingDialog(self, self.theme_source, self._scheme, above, notes=self.notes.isChecked())
        question.accepted.connect(self.accept)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())


class LeavingDialog(DialogFrame):
    """Asks whether entries above the lowest mark shall leave. The answer that is proposed is no.

    Args:
        above: The marks above the lowest one, with how many entries of each leave.
        notes: Whether the user's notes leave with them.
        files: Whether the files that are attached to them do.
        title: For the title bar.
        noun: What leaves.
        told: What else is to be known.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        above: tuple[tuple[str, int], ...],
        *,
        notes: bool,
        files: bool = False,
        title: str = "Export a briefing memo",
        noun: str = "memo",
        told: str = "The highest mark stands in the header and the footer of each page.",
    ) -> None:
        super().__init__(parent, theme_source, title, width=440)
        theme = self.theme
        lowest = scheme.marks[0].label
        column = self.add_heading("shield", "mk-conf", f"This {noun} goes above {lowest}")
        column.addWidget(text_label(theme, "With it leave this computer:", "ui", "text2"))
        for mark, count in above:
            words = f"{count_words(count, 'entry', 'entries')} marked {scheme.get(mark).label}"
            column.addWidget(text_label(theme, f"•  {words}", "ui_bold", "mk-conf"))
        if files:
            column.addWidget(text_label(theme, "•  the files that are attached to them", "ui_bold", "text"))
        if notes:
            column.addWidget(text_label(theme, f"•  your notes on all entries of the {noun}", "ui_bold", "text"))
        column.addWidget(text_label(theme, told, "ui", "text2"))
        self.export_button = self.add_button("Export all the same", self.accept, look="danger")
        self.cancel_button = self.add_button("Cancel", self.reject, default=True)
