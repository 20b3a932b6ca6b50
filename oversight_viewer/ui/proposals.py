"""What texts seem to tell, one by one: to be confirmed, edited or dropped. Nothing is added that nobody confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.dates import date_label
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.proposals import Basis
from oversight_viewer.importing.problems import FoundProposal
from oversight_viewer.ui.dialog_frame import DialogFrame, scrolled
from oversight_viewer.ui.entry_form import EntryForm
from oversight_viewer.ui.icons import icon
from oversight_viewer.ui.pieces import Run, Runs, Sign, plain_tip, record_label, text_label
from oversight_viewer.ui.plain_table import plain_list
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 1040
_HEIGHT = 620
_LIST = 300
_QUOTE = 1_200
_ICONS = {"open": ("question", "text3"), "confirmed": ("check", "good"), "dropped": ("close", "bad")}


class Verdict(StrEnum):
    """What the user says of a proposal."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


def _plain_icon(drawn: QIcon, size: int) -> QIcon:
    """The same picture in a line that is chosen: Qt would tint it."""
    picture = drawn.pixmap(size, size)
    plain = QIcon(picture)
    plain.addPixmap(picture, QIcon.Mode.Selected)
    return plain


class ProposalsDialog(DialogFrame):
    """Shows proposals with the words that they rest on. When it is accepted, :attr:`confirmed` is what is wanted.

    Args:
        proposals: What is proposed.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
    """

    def __init__(
        self, parent: QWidget | None, proposals: Sequence[FoundProposal], theme_source: ThemeSource, scheme: MarkScheme
    ) -> None:
        super().__init__(parent, theme_source, "Proposed records", width=_WIDTH)
        self._proposals = list(proposals)
        self._verdicts = [Verdict.OPEN] * len(proposals)
        self._shown = -1
        theme = self.theme
        told = "Read out of the texts by rules, not by people. Look at each: what you do not confirm is not added."
        self.body.addWidget(text_label(theme, told, "ui", "text2"))
        self.list = plain_list(theme, "Proposed records", _LIST)
        self.form = EntryForm(theme_source, scheme)
        self._basis = QWidget()
        self._basis_box = QVBoxLayout(self._basis)
        self._basis_box.setContentsMargins(0, 0, 0, 0)
        self._basis_box.setSpacing(theme.px(6))
        self._lay_out()
        for place in range(len(self._proposals)):
            self.list.addItem(QListWidgetItem())
            self._tell(place)
        self.drop_button = self.add_button("Drop", self._drop, left=True)
        self.confirm_button = self.add_button("Confirm", self._confirm, left=True)
        self.add_button("Cancel", self.reject)
        self.add_all_button = self.add_button("", self._finish, look="primary")
        self.list.currentRowChanged.connect(self._show)
        self.form.changed.connect(self._edited)
        self.list.setCurrentRow(0)
        self._update_buttons()

    @property
    def confirmed(self) -> tuple[FoundProposal, ...]:
        """The proposals that were confirmed, as they were edited."""
        pairs = zip(self._proposals, self._verdicts, strict=True)
        return tuple(item for item, verdict in pairs if verdict is Verdict.CONFIRMED)

    def verdict(self, place: int) -> Verdict:
        """What was said of a proposal, by its place from 0."""
        return self._verdicts[place]

    def _lay_out(self) -> None:
        px = self.theme.px
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(px(16), 0, px(12), 0)
        box.setSpacing(px(12))
        box.addWidget(self._basis)
        box.addWidget(self.form)
        area = scrolled(inner)
        self._detail = area
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(area, 1)
        self.body.addLayout(row, 1)
        area.setMinimumHeight(min(px(_HEIGHT), self.screen().availableGeometry().height() - px(220)))
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    def _tell(self, place: int) -> None:
        item, verdict = self._proposals[place], self._verdicts[place]
        entry = item.proposal.entry
        row = self.list.item(place)
        words = f"{kind_label(entry.kind)} · {date_label(entry.date, short=True)}\n{clean_line(entry.title)}"
        name, ink = _ICONS[verdict.value]
        row.setText(words)
        row.setIcon(_plain_icon(icon(name, self.theme.color(ink)), self.theme.px(16)))
        row.setToolTip(plain_tip(item.where))
        row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words.replace(chr(10), ', ')}, {verdict.value}")

    def _show(self, place: int) -> None:
        if place < 0:
            return
        self._shown = -1
        item = self._proposals[place]
        self.form.set_entry(item.proposal.entry)
        self._show_basis(item)
        self._detail.verticalScrollBar().setValue(0)
        self._shown = place
        self._update_buttons()

    def _show_basis(self, item: FoundProposal) -> None:
        theme = self.theme
        while (old := self._basis_box.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        self._basis_box.addWidget(text_label(theme, f"What it rests on, in {item.where}", "meta_bold", "text2"))
        for passage in item.proposal.passages:
            words = passage.quote if len(passage.quote) <= _QUOTE else passage.quote[:_QUOTE] + " …"
            self._basis_box.addWidget(record_label(theme, f"“{words.strip()}”"))
        for basis in item.proposal.basis:
            self._basis_box.addWidget(self._basis_line(basis))

    def _basis_line(self, basis: Basis) -> QWidget:
        theme = self.theme
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(7))
        name, ink = ("check", "good") if basis.is_certain else ("warning", "warn")
        row.addWidget(Sign(theme, name, ink, 14, height=20), 0, Qt.AlignmentFlag.AlignTop)
        note = f" ({basis.note})" if basis.note else ""
        doubt = "" if basis.is_certain else " Please check."
        runs = (
            Run(f"{kind_label(basis.field)}: ", "text2"),
            Run(clean_line(basis.value)),
            Run(f", from “{clean_line(basis.passage.quote)[:_QUOTE]}”{note}.{doubt}", "text2"),
        )
        row.addWidget(Runs(theme, runs), 1)
        return line

    # What the user says

    def _edited(self) -> None:
        if self._shown < 0 or not self.form.is_valid:
            self._update_buttons()
            return
        item = self._proposals[self._shown]
        self._proposals[self._shown] = replace(item, proposal=replace(item.proposal, entry=self.form.entry()))
        self._tell(self._shown)
        self._update_buttons()

    def _confirm(self) -> None:
        self._say(Verdict.CONFIRMED)

    def _drop(self) -> None:
        self._say(Verdict.DROPPED)

    def _say(self, verdict: Verdict) -> None:
        """Take a verdict, and go on to the next that has none; the same verdict again takes it back."""
        place = self._shown
        if place < 0 or (verdict is Verdict.CONFIRMED and not self.form.is_valid):
            return
        is_taken_back = self._verdicts[place] is verdict
        self._verdicts[place] = Verdict.OPEN if is_taken_back else verdict
        self._tell(place)
        left = [other for other, said in enumerate(self._verdicts) if said is Verdict.OPEN]
        if not is_taken_back and left:
            self.list.setCurrentRow(next((other for other in left if other > place), left[0]))
        self._update_buttons()

    def _finish(self) -> None:
        if self.confirmed:
            self.accept()

    def _update_buttons(self) -> None:
        count = len(self.confirmed)
        is_shown = self._shown >= 0
        verdict = self._verdicts[self._shown] if is_shown else Verdict.OPEN
        self.confirm_button.setText("Not sure" if verdict is Verdict.CONFIRMED else "Confirm")
        self.drop_button.setText("Keep" if verdict is Verdict.DROPPED else "Drop")
        self.confirm_button.setEnabled(is_shown and (self.form.is_valid or verdict is Verdict.CONFIRMED))
        self.add_all_button.setText(f"Add {count:,} confirmed" if count else "Nothing confirmed yet")
        self.add_all_button.setEnabled(count > 0 and (verdict is not Verdict.CONFIRMED or self.form.is_valid))
