"""The fields of an entry as a form, with what is wrong said at each field as it is typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.entry_drafts import EntryDraft, draft_of, entry_of, problems_of
from oversight_viewer.domain.kinds import KINDS, LANES, Lane, kind_label
from oversight_viewer.domain.marks import COMMITTEE_CONFIDENTIAL, PUBLIC, MarkScheme
from oversight_viewer.domain.records import Entry
from oversight_viewer.ui.controls import SegmentedSwitch
from oversight_viewer.ui.form_fields import FormField, TextArea, choice_field, line_field
from oversight_viewer.ui.theme import ThemeSource

_DATE_HINT = "2024-09-23, 2024-09, 2024, or a range as 2024-09/2024-11; empty if it is not known"
_ONE_A_LINE = "One on each line"
_LINES = ("title", "date", "inquiry")
_AREAS = ("committees", "companies", "tags", "summary", "body")
_TEXTS = (*_LINES, *_AREAS)


class EntryForm(QWidget):
    """What an entry says, to be written or changed.

    Args:
        theme_source: Colours and sizes; it keeps those that it was made with.
        scheme: The handling marks of the office.
    """

    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, theme_source: ThemeSource, scheme: MarkScheme) -> None:
        super().__init__()
        theme = theme_source.theme
        self._scheme = scheme
        self._before: Entry | None = None
        self._is_loading = True
        self.lane = SegmentedSwitch(theme_source, [(lane.value, lane.short_heading) for lane in LANES])
        self.kind = choice_field(self._typed)
        self.title = line_field(self._typed)
        self.date = line_field(self._typed, "2024-09-23")
        self.inquiry = line_field(self._typed)
        self.mark = choice_field(self._typed)
        self.committees, self.companies, self.tags, self.summary, self.body = (
            TextArea(theme, lines) for lines in (2, 2, 2, 3, 8)
        )
        self.is_plain = QCheckBox("Show line for line, as transcripts are")
        self.fields = {
            "kind": FormField(theme, "Kind", self.kind),
            "title": FormField(theme, "Title", self.title),
            "date": FormField(theme, "Date", self.date, _DATE_HINT),
            "committees": FormField(theme, "Committees", self.committees, f"{_ONE_A_LINE}, by code or name"),
            "companies": FormField(theme, "Companies", self.companies, _ONE_A_LINE),
            "inquiry": FormField(theme, "Inquiry", self.inquiry),
            "mark": FormField(theme, "Handling mark", self.mark),
            "tags": FormField(theme, "Tags", self.tags, _ONE_A_LINE),
            "summary": FormField(theme, "Summary", self.summary),
            "body": FormField(theme, "Text", self.body),
        }
        for mark in scheme.marks:
            self.mark.addItem(mark.label, mark.code)
        self._lay_out(theme_source)
        self.lane.chosen.connect(self._choose_lane)
        for area in (self.committees, self.companies, self.tags, self.summary, self.body):
            area.edited.connect(self._typed)
        self.is_plain.toggled.connect(lambda _: self._typed())
        self.set_draft(EntryDraft())

    def _lay_out(self, theme_source: ThemeSource) -> None:
        px = theme_source.theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(FormField(theme_source.theme, "Lane", self.lane))
        self.lane.setSizePolicy(self.lane.sizePolicy())
        for names in (
            ("title",), ("kind", "date"), ("committees", "companies"), ("inquiry", "mark"), ("summary",), ("body",),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(px(14))
            for name in names:
                row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            box.addLayout(row)
        box.addWidget(self.is_plain)
        box.addWidget(self.fields["tags"])

    # What it holds

    def set_entry(self, entry: Entry | None) -> None:
        """Show an entry to be changed; None begins a new one."""
        self._before = entry
        self.set_draft(draft_of(entry) if entry is not None else EntryDraft())

    def set_draft(self, draft: EntryDraft) -> None:
        """Show what is typed so far."""
        self._is_loading = True
        self.lane.set_value(draft.lane.value)
        self._offer_kinds(draft.lane, draft.kind)
        if self.mark.findData(draft.mark) < 0:
            self.mark.addItem(self._scheme.get(draft.mark).label, draft.mark)
        self.mark.setCurrentIndex(self.mark.findData(draft.mark))
        for name in _LINES:
            getattr(self, name).setText(getattr(draft, name))
        for name in _AREAS:
            getattr(self, name).set_text(getattr(draft, name))
        self.is_plain.setChecked(draft.format == "plain")
        self._is_loading = False
        self._check()

    def draft(self) -> EntryDraft:
        """What is typed."""
        texts = {name: getattr(self, name).text() for name in _TEXTS}
        return replace(
            EntryDraft(),
            lane=Lane(self.lane.value or Lane.ACTION),
            kind=self.kind.currentData(),
            mark=self.mark.currentData(),
            format="plain" if self.is_plain.isChecked() else "markdown",
            **texts,
        )

    def entry(self) -> Entry:
        """The entry that is meant.

        Raises:
            InvalidEntry: If something is wrong with it.
        """
        return entry_of(self.draft(), self._before)

    @property
    def is_valid(self) -> bool:
        return not problems_of(self.draft(), self._before)

    @property
    def is_changed(self) -> bool:
        """Whether anything says otherwise than it did at first."""
        return self.draft() != (draft_of(self._before) if self._before is not None else EntryDraft())

    # What the user does

    def _choose_lane(self, value: str) -> None:
        kind = self.kind.currentData()
        lane = Lane(value)
        self._is_loading = True
        if self._before is None and self.mark.currentData() in {PUBLIC, COMMITTEE_CONFIDENTIAL}:
            # What was said behind closed doors is not public unless somebody says so.
            mark = COMMITTEE_CONFIDENTIAL if lane is Lane.MEETING else PUBLIC
            self.mark.setCurrentIndex(self.mark.findData(mark))
        self._offer_kinds(lane, kind if kind in KINDS[lane] else KINDS[lane][0])
        self._is_loading = False
        self._typed()

    def _offer_kinds(self, lane: Lane, chosen: str) -> None:
        self.kind.clear()
        kinds = KINDS[lane] if chosen in KINDS[lane] else (*KINDS[lane], chosen)
        for kind in kinds:
            self.kind.addItem(kind_label(kind), kind)
        self.kind.setCurrentIndex(self.kind.findData(chosen))

    def _typed(self) -> None:
        if not self._is_loading:
            self._check()
            self.changed.emit()

    def _check(self) -> None:
        problems = problems_of(self.draft(), self._before)
        for name, field in self.fields.items():
            field.set_problem(problems.get(name, ""))
        date = self.date.text().strip()
        if date and "date" not in problems:
            self.fields["date"].set_hint(PartialDate.parse(date).label() + _precision(date))
        else:
            self.fields["date"].set_hint(_DATE_HINT)


def _precision(date: str) -> str:
    left_open = PartialDate.parse(date).not_given()
    return f" ({left_open})" if left_open else ""
