"""What the columns of a table mean: guessed, shown, corrected, and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.kinds import KINDS, LANES, kind_label
from oversight_viewer.importing.mapping_choices import (
    DATE_ORDERS,
    choices,
    missing_words,
    with_column,
    with_constants,
    with_date_order,
)
from oversight_viewer.importing.problems import TableMapping
from oversight_viewer.ui.dialog_frame import DialogFrame, scrolled
from oversight_viewer.ui.form_fields import choice_field
from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.theme import ThemeSource

if TYPE_CHECKING:
    from oversight_viewer.importing.columns import TablePreview

_WIDTH = 900
_HEIGHT = 440
_EXAMPLES = 3
_SURE = 0.9
_KEPT = "Kept beside, not shown"
_BY_COLUMN = "As its column says"


class MappingDialog(DialogFrame):
    """Shows the columns of a table with what each seems to mean. Accepted, :attr:`mapping` is what they mean.

    Args:
        file: The name of the file.
        preview: The table.
        theme_source: Colours and sizes.
    """

    def __init__(self, parent: QWidget | None, file: str, preview: TablePreview, theme_source: ThemeSource) -> None:
        super().__init__(parent, theme_source, "Columns of a table", width=_WIDTH)
        theme = self.theme
        self._preview = preview
        self.mapping: TableMapping = preview.guess.mapping
        where = f"“{clean_line(preview.name)}” in " if preview.name else ""
        heading = f"What do the columns of {where}“{clean_line(file)}” mean?"
        self.body.addWidget(text_label(theme, heading, "panel_title"))
        told = "This is a guess. Correct what is wrong; it is remembered for tables with the same columns."
        self.body.addWidget(text_label(theme, told, "ui", "text2"))
        self.body.addSpacing(theme.px(4))
        self.boxes: dict[str, QComboBox] = {}
        self._reasons = {item.column: item for item in preview.guess.columns}
        self.body.addWidget(self._columns(), 1)
        self.kind = choice_field(self._say_constants)
        self.date_order = choice_field(self._say_date_order)
        self.body.addWidget(self._whole())
        self._told = text_label(theme, " ", "label", "bad")
        self.body.addWidget(self._told)
        self.skip_button = self.add_button("Leave it as it is guessed", self.reject, look="quiet", left=True)
        self.go_button = self.add_button("Go on", self.accept, look="primary", default=True)
        self._update()

    def _columns(self) -> QScrollArea:
        px = self.theme.px
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(10), 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(8))
        for place, words in enumerate(("Column", "Its first cells", "Means", "Why")):
            grid.addWidget(text_label(self.theme, words, "label", "text3", wrap=False), 0, place)
        for line, column in enumerate(self._preview.columns, start=1):
            self._add_column(grid, line, column)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        grid.setRowStretch(len(self._preview.columns) + 1, 1)
        area = scrolled(inner)
        room = min(px(_HEIGHT), self.screen().availableGeometry().height() - px(300))
        area.setMinimumHeight(min(room, inner.sizeHint().height()))
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return area

    def _add_column(self, grid: QGridLayout, line: int, column: str) -> None:
        theme = self.theme
        box = choice_field(lambda: self._say_column(column))
        box.blockSignals(True)  # noqa: FBT003 - Qt's own
        box.addItem(_KEPT, "")
        for field, label in choices():
            box.addItem(label, field)
        meant = next((field for field, name in self.mapping.columns.items() if name == column), "")
        if box.findData(meant) < 0:
            box.addItem(meant, meant)
        box.setCurrentIndex(box.findData(meant))
        box.blockSignals(False)  # noqa: FBT003 - Qt's own
        box.setAccessibleName(f"Meaning of {clean_line(column)}")
        self.boxes[column] = box
        guess = self._reasons.get(column)
        is_sure = guess is None or not guess.field or guess.confidence >= _SURE
        reason = "" if guess is None else guess.reason
        grid.addWidget(text_label(theme, clean_line(column), "ui_bold", "text", wrap=False), line, 0)
        grid.addWidget(text_label(theme, _examples(self._preview, column), "meta", "text2"), line, 1)
        grid.addWidget(box, line, 2)
        grid.addWidget(text_label(theme, reason, "label", "text3" if is_sure else "warn"), line, 3)

    def _whole(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, self.theme.px(6), 0, 0)
        row.setSpacing(self.theme.px(8))
        row.addWidget(text_label(self.theme, "Each row is", "ui", "text2", wrap=False))
        self._offer_kinds()
        row.addWidget(self.kind)
        self.kind.setAccessibleName("What each row is")
        row.addSpacing(self.theme.px(14))
        self._date_label = text_label(self.theme, "Dates", "ui", "text2", wrap=False)
        self.date_order.blockSignals(True)  # noqa: FBT003 - Qt's own
        for order, words in DATE_ORDERS.items():
            self.date_order.addItem(words, order)
        if self._preview.guess.has_ambiguous_dates:
            self.date_order.setPlaceholderText("Choose …")
            self.date_order.setCurrentIndex(-1)
        else:
            self.date_order.setCurrentIndex(self.date_order.findData(self.mapping.date_order))
        self.date_order.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.date_order.setAccessibleName("Order of day, month and year")
        row.addWidget(self._date_label)
        row.addWidget(self.date_order)
        row.addStretch(1)
        return whole

    def _offer_kinds(self) -> None:
        self.kind.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.kind.addItem(_BY_COLUMN, ("", ""))
        for lane in LANES:
            for kind in KINDS[lane]:
                self.kind.addItem(f"{kind_label(kind)} ({lane.short_heading.lower()})", (lane.value, kind))
        constants = self.mapping.constants
        wanted = (constants.get("lane", ""), constants.get("kind", ""))
        places = [place for place in range(self.kind.count()) if tuple(self.kind.itemData(place)) == wanted]
        self.kind.setCurrentIndex(places[0] if places else 0)
        self.kind.blockSignals(False)  # noqa: FBT003 - Qt's own

    # What the user says

    def _say_column(self, column: str) -> None:
        self.mapping = with_column(self.mapping, column, self.boxes[column].currentData())
        meant = {name: field for field, name in self.mapping.columns.items()}
        for other, box in self.boxes.items():
            box.blockSignals(True)  # noqa: FBT003 - Qt's own
            box.setCurrentIndex(max(0, box.findData(meant.get(other, ""))))
            box.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._update()

    def _say_constants(self) -> None:
        lane, kind = self.kind.currentData()
        self.mapping = with_constants(self.mapping, lane, kind)
        self._update()

    def _say_date_order(self) -> None:
        self.mapping = with_date_order(self.mapping, self.date_order.currentData())
        self._update()

    def _update(self) -> None:
        problem = missing_words(self.mapping)
        if not problem and self._preview.guess.has_ambiguous_dates and self.date_order.currentIndex() < 0:
            problem = "Say in which order day and month stand: nothing in the table settles it."
        text_label(self.theme, problem or " ", "label", "bad", label=self._told)
        self.go_button.setEnabled(not problem)


def _examples(preview: TablePreview, column: str) -> str:
    place = preview.columns.index(column)
    cells: Sequence[str] = [str(row[place]) for row in preview.rows if place < len(row) and row[place] is not None]
    shown = [clean_line(cell)[:80] for cell in dict.fromkeys(cells) if cell.strip()][:_EXAMPLES]
    return " · ".join(shown) or "(empty)"
