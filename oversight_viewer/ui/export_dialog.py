"""Asks how and where what is on screen shall be written, and up to which handling mark."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.export_choices import FORMATS, ExportOrder, format_of, with_ending
from oversight_viewer.ui.focus import give_focus
from oversight_viewer.ui.memo_choices import above_lowest, leaving, told_of_place, withheld, withheld_words
from oversight_viewer.ui.memo_dialog import LeavingDialog
from oversight_viewer.ui.memo_parts import CeilingList, FormatTiles, WithheldBox
from oversight_viewer.ui.pieces import set_ink, text_label
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 480
_TITLE = "Export what is shown"


class ExportDialog(DialogFrame):
    """The format, the ceiling and the place of an export. When it is accepted, :meth:`order` says what to write.

    Args:
        scheme: The handling marks of the office.
        by_mark: How many entries are shown, by mark.
        sentence: What is shown, in words.
        place: The file that is proposed.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        *,
        by_mark: Mapping[str, int],
        sentence: str,
        place: Path,
    ) -> None:
        super().__init__(parent, theme_source, _TITLE, width=_WIDTH)
        self._scheme = scheme
        self._by_mark = dict(by_mark)
        self.formats = FormatTiles(self.theme, FORMATS)
        self.ceilings = CeilingList(self.theme, scheme)
        self.withheld_box = WithheldBox(self.theme)
        self.notes = QCheckBox("My notes and tags")
        self.files = QCheckBox()
        self.files.setChecked(True)
        self.place = QLineEdit(str(place))
        self._told = text_label(self.theme, " ", "label", "warn")
        self._lay_out(sentence)
        self.add_button("Cancel", self.reject)
        self.export_button = self.add_button("Export", self._export, look="primary")
        self.formats.chosen.connect(self._format_chosen)
        self.ceilings.chosen.connect(self._update)
        self.notes.toggled.connect(self._update)
        self.place.textChanged.connect(self._place_changed)
        self._update()
        give_focus(self.ceilings, Qt.FocusReason.OtherFocusReason)

    def order(self) -> ExportOrder:
        """What the user has ordered."""
        return ExportOrder(self._path(), self.ceilings.ceiling, self._takes_notes(), self._takes_files())

    def _lay_out(self, sentence: str) -> None:
        browse = QPushButton("Browse…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self.place.setAccessibleName("File")
        file = QHBoxLayout()
        file.setSpacing(self.theme.px(6))
        file.addWidget(self.place, 1)
        file.addWidget(browse)
        self.body.addWidget(text_label(self.theme, sentence, "ui", "text2"))
        self._add_heading("Handling ceiling")
        self.body.addWidget(self.ceilings)
        self.body.addWidget(self.withheld_box)
        self._add_heading("Export as")
        self.body.addWidget(self.formats)
        self._add_heading("Include")
        self.body.addWidget(self.files)
        self.body.addWidget(self.notes)
        self._add_heading("File")
        self.body.addLayout(file)
        self.body.addWidget(self._told)

    def _add_heading(self, words: str) -> None:
        label = text_label(self.theme, words, "meta_bold", "text", wrap=False)
        label.setContentsMargins(0, self.theme.px(6), 0, 0)
        self.body.addWidget(label)

    def _path(self) -> Path:
        return Path(os.path.expanduser(self.place.text().strip()))

    def _takes_notes(self) -> bool:
        """JSON Lines are the record alone; notes are exchanged otherwise."""
        return self.notes.isChecked() and self.formats.format is FORMATS[0]

    def _takes_files(self) -> bool:
        """A table only counts the files of an entry; beside lines they come back with them."""
        return self.files.isChecked() and self.formats.format is not FORMATS[0]

    def _update(self) -> None:
        ceiling = self.ceilings.ceiling
        held = withheld(self._by_mark, ceiling, self._scheme)
        is_table = self.formats.format is FORMATS[0]
        self.files.setEnabled(not is_table)
        self.files.setText(f"Attached files ({'only with JSON Lines' if is_table else 'into the same folder'})")
        self.notes.setEnabled(is_table)
        self.notes.setText("My notes and tags" if is_table else "My notes and tags (only in a table)")
        self.ceilings.set_counts(self._by_mark)
        told = "The table says how many, never which." if is_table else ""
        strong, rest = withheld_words(held, ceiling, self._scheme, told=told)
        self.withheld_box.say(strong, rest, withholds=held > 0)
        # Above the lowest mark, Enter must not send anything out.
        self.export_button.setDefault(not above_lowest(self._by_mark, ceiling, self._scheme))
        self._check(leaving(self._by_mark, ceiling, self._scheme))

    def _check(self, leave: int) -> None:
        path = self._path()
        known = format_of(path) is not None
        problem, hint = told_of_place(
            self.place.text(), path, self.formats.format,
            noun="file", matching=sum(self._by_mark.values()), leave=leave, known=known,
        )  # fmt: skip
        self.export_button.setEnabled(not problem)
        self._told.setText(problem or hint or " ")
        set_ink(self._told, self.theme.color("bad" if problem else "warn"))

    def _format_chosen(self, suffix: str) -> None:
        path = self._path()
        known = format_of(path)
        if known is not None and known.suffix != suffix:
            self.place.setText(str(with_ending(path, suffix)))
        self._update()

    def _place_changed(self) -> None:
        known = format_of(self._path())
        if known is not None:
            self.formats.choose(known.suffix)
        self._update()

    def _browse(self) -> None:
        filters = [f"{known.name} (*{known.suffix})" for known in FORMATS]
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            _TITLE,
            str(self._path()),
            ";;".join(filters),
            filters[FORMATS.index(self.formats.format)],
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            path = Path(chosen)
            self.place.setText(str(path if format_of(path) else with_ending(path, self.formats.format.suffix)))

    def _export(self) -> None:
        above = above_lowest(self._by_mark, self.ceilings.ceiling, self._scheme)
        if not above:
            self.accept()
            return
        question = LeavingDialog(
            self,
            self.theme_source,
            self._scheme,
            above,
            notes=self._takes_notes(),
            files=self._takes_files(),
            title=_TITLE,
            noun="file",
            told="Nothing in the file itself keeps it from being passed on.",
        )
        question.accepted.connect(self.accept)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()
