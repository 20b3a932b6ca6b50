"""What follows the text of an entry: requests, answers, documents, sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from oversight_viewer.domain.cards import Card, EntryDetail, ReceivedAnswer
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.citations import source_line, written_date
from oversight_viewer.domain.records import Answer, Attachment, BatesRange, PrivilegeLogItem, Request, Source
from oversight_viewer.domain.requests import AnswerStatus, RequestState
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.tasks.attachments import can_open
from oversight_viewer.text.links import display_url, is_followable
from oversight_viewer.ui.badges import StatusPill, status_color
from oversight_viewer.ui.pieces import LinkButton, Rule, Run, Runs, Sign, set_ink, text_label
from oversight_viewer.ui.reader.kit import EntryLink, Kit, Listing, Part, column, holder, row, section
from oversight_viewer.ui.reader.marked import MarkedRuns, marked_label, marked_record
from oversight_viewer.ui.reader.words import bates_words, count_words, log_parties, log_place, revised_words
from oversight_viewer.ui.theme import Theme

_NUMBER = 28


class Beside(QWidget):
    """Something set off by a line at its left: what another entry says."""

    def __init__(self, theme: Theme, token: str, *parts: Part) -> None:
        super().__init__()
        self._color = theme.color(token)
        self.setLayout(column(*parts, gap=theme.px(2), margins=(theme.px(11), 0, 0, 0)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        QPainter(self).fillRect(QRect(0, 0, 2, self.height()), self._color)


def _numbered(
    kit: Kit, number: str, *parts: Part, ink: str = "text", role: str = "ui_bold", width: int = _NUMBER, gap: int = 6,
    spoken: str = "",
) -> QLayout:  # fmt: skip
    """A number in a column of its own, and what belongs to it."""
    theme = kit.theme
    label = text_label(theme, clean_line(number), role, ink, wrap=False)
    label.setMinimumWidth(theme.px(width))
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # or it widens beside a long line
    label.setAccessibleName(spoken)
    beside = column(*parts, gap=theme.px(gap))
    beside.addStretch(1)
    box = row(beside, gap=0, stretch=0)
    box.insertWidget(0, label, 0, Qt.AlignmentFlag.AlignTop)
    return box


def _words_of_request(detail: EntryDetail, request: Request) -> str:
    """What is shown of a request and its answers, as one text."""
    answers = (answer.text for answer in detail.received if answer.request == str(request.number))
    return " ".join((request.text, *answers))


def _words_of_answer(item: tuple[Answer, tuple[Card | None, str]]) -> str:
    answer, (_, asked) = item
    return f"{asked} {answer.text}"


def _words_of_log(item: PrivilegeLogItem) -> str:
    return " ".join((item.description or "", log_parties(item), item.basis or ""))


def _state_of(detail: EntryDetail, number: str) -> RequestState:
    none = RequestState(number, AnswerStatus.NONE_RECORDED)
    return next((state for state in detail.card.requests if state.number == number), none)


def requests_section(kit: Kit, detail: EntryDetail) -> QWidget | None:
    """The requests that an action puts, each with how it stands and what was answered."""
    requests = detail.entry.requests
    if not requests:
        return None
    listing = Listing(kit.theme, requests, lambda item: _request(kit, detail, item), "request", gap=14,
                      text_of=partial(_words_of_request, detail), field=Field.BODY)  # fmt: skip
    told = f"{detail.card.answered} of {len(requests)} answered in full"
    return section(kit, "Requests", listing, count=told, gap=8)


def _request(kit: Kit, detail: EntryDetail, request: Request) -> QLayout:
    theme = kit.theme
    number = str(request.number)
    state = _state_of(detail, number)
    parts: list[Part] = [row(StatusPill(kit.theme_source, state.status), *_due(kit, request, state), gap=theme.px(8))]
    if request.text:
        parts.append(marked_record(theme, request.text))
    answers = [answer for answer in detail.received if answer.request == number]
    parts += [_received(kit, answer) for answer in answers]
    return _numbered(kit, number, *parts, spoken=f"Request {clean_line(number)}, {state.status.label}")


def _due(kit: Kit, request: Request, state: RequestState) -> Sequence[Part]:
    theme = kit.theme
    late = state.days_overdue(kit.today())
    if late:
        words = text_label(theme, f"Overdue {count_words(late, 'day')}", "label_bold", "bad", wrap=False)
        return (row(Sign(theme, "clock", "bad", 12), words, gap=theme.px(4)),)
    if request.due is None:
        return ()
    return (text_label(theme, f"due {request.due.label()}", "label", "text3", wrap=False),)


def _status_words(kit: Kit, status: AnswerStatus) -> QWidget:
    label = text_label(kit.theme, status.label, "label_bold", wrap=False)
    set_ink(label, status_color(kit.theme, status))
    return label


def _received(kit: Kit, answer: ReceivedAnswer) -> QWidget:
    theme = kit.theme
    parts: list[Part] = [row(_status_words(kit, answer.status), EntryLink(kit, answer.by), gap=theme.px(8), stretch=1)]
    if answer.text:
        parts.append(marked_record(theme, answer.text, ink="text2"))
    return Beside(theme, answer.by.lane.value, *parts)


def answers_section(kit: Kit, detail: EntryDetail) -> QWidget | None:
    """The answers that this entry gives, under the action to which each belongs."""
    answers = detail.entry.answers
    if not answers:
        return None
    asked = detail.answered if len(detail.answered) == len(answers) else tuple((None, "") for _ in answers)
    items = list(zip(answers, asked, strict=True))
    shown: list[str] = []

    def make(item: tuple[Answer, tuple[Card | None, str]]) -> Part:
        answer, (card, text) = item
        body = _given(kit, answer, text)
        if shown and shown[-1] == answer.to:
            return body
        shown.append(answer.to)
        if card is not None:
            return column(EntryLink(kit, card), body, gap=kit.theme.px(8))
        missing = text_label(kit.theme, f"not in this library: {clean_line(answer.to)}", "meta", "text3")
        return column(missing, body, gap=kit.theme.px(8))

    listing = Listing(kit.theme, items, make, "answer", gap=14, text_of=_words_of_answer, field=Field.BODY)
    return section(kit, "Answers", listing, count=count_words(len(answers), "request"), gap=8)


def _given(kit: Kit, answer: Answer, asked: str) -> QLayout:
    theme = kit.theme
    parts: list[Part] = [row(StatusPill(kit.theme_source, AnswerStatus(answer.status)), gap=0)]
    if asked:
        parts.append(Beside(theme, "action", marked_record(theme, asked, ink="text2")))
    if answer.text:
        parts.append(marked_record(theme, answer.text))
    return _numbered(kit, str(answer.request), *parts)


def documents_section(kit: Kit, detail: EntryDetail) -> QWidget | None:
    """The Bates ranges of a production."""
    if not detail.entry.bates:
        return None

    def make(item: BatesRange) -> Part:
        return MarkedRuns(kit.theme, (Run(bates_words(item)),), Field.BODY)

    listing = Listing(
        kit.theme, detail.entry.bates, make, "range", gap=2, text_of=bates_words, field=Field.BODY
    )  # fmt: skip
    return section(kit, "Documents", listing, count=count_words(len(detail.entry.bates), "Bates range"))


def log_section(kit: Kit, detail: EntryDetail) -> QWidget | None:
    """The privilege log as a table: number and date, what was withheld, on what basis."""
    items = detail.entry.privilege_log
    if not items:
        return None
    rows = Listing(
        kit.theme, items, lambda item: _log_row(kit, item), "line", gap=0, text_of=_words_of_log, field=Field.BODY
    )
    table = holder(column(_log_row(kit, None), rows))
    table.setAccessibleName("Privilege log")
    return section(
        kit, "Privilege log", table, count=count_words(len(items), "document withheld", "documents withheld")
    )


def _log_row(kit: Kit, item: PrivilegeLogItem | None) -> QLayout:
    """A line of the log; without an item, the heads of the columns."""
    theme = kit.theme
    px = theme.px
    cells = _log_heads(kit) if item is None else _log_cells(kit, item)
    box = QHBoxLayout()
    box.setContentsMargins(0, px(5), 0, px(5))
    box.setSpacing(px(8))
    for cell, width in zip(cells, (20, 74, 0, 92), strict=True):
        if isinstance(cell, QWidget):
            cell.setFixedWidth(px(width))
            box.addWidget(cell, 0, Qt.AlignmentFlag.AlignTop)
        else:
            box.addLayout(cell, 1)
    return column(box, Rule(theme))


def _log_heads(kit: Kit) -> list[Part]:
    heads = [
        text_label(kit.theme, words, "label", "text3", wrap=False) for words in ("No.", "Date", "Withheld", "Basis")
    ]
    return [heads[0], heads[1], column(heads[2]), heads[3]]


def _log_cells(kit: Kit, item: PrivilegeLogItem) -> list[Part]:
    theme = kit.theme
    number = "" if item.number is None else str(item.number)
    withheld: list[QWidget] = [
        marked_label(theme, clean_line(item.description or "No description"), Field.BODY, "meta", selectable=True)
    ]
    withheld += [
        marked_label(theme, clean_line(words), Field.BODY, "label", "text3")
        for words in (log_parties(item), log_place(item))
        if words
    ]
    beside = column(*withheld, gap=1)
    beside.addStretch(1)
    return [
        text_label(theme, clean_line(number), "meta", "text", wrap=False),
        text_label(theme, clean_line(written_date(item.date)), "meta", "text2"),
        beside,
        marked_label(theme, clean_line(item.basis or ""), Field.BODY, "meta", "text2"),
    ]


def attachments_section(kit: Kit, detail: EntryDetail) -> QWidget | None:
    """The files of the entry: opened as copies if they are only looked at, else saved."""
    if not detail.entry.attachments:
        return None
    theme = kit.theme

    def make(item: Attachment) -> Part:
        name = Runs(theme, (Run(item.title or item.path), Run(f"  {item.path}" if item.title else "", "text3")))
        sign = column(Sign(theme, "paper_clip", "text3", 14, height=20))
        sign.addStretch(1)
        named = row(sign, name, gap=theme.px(6), stretch=1)
        below = column(*_file_actions(kit, item), margins=(theme.px(20), 0, 0, 0))
        return column(named, below)

    listing = Listing(theme, detail.entry.attachments, make, "attachment", gap=4)
    return section(kit, "Attachments", listing, count=count_words(len(detail.entry.attachments), "file"))


def _file_actions(kit: Kit, item: Attachment) -> Sequence[Part]:
    theme = kit.theme
    if item.sha256 is None:
        told = "Only named here; the file itself is not kept in the library."
        return (text_label(theme, told, "label", "text3"),)
    name = clean_line(item.title or item.path)
    save = LinkButton(theme, "Save as…", "label")
    save.setAccessibleName(f"Save {name}")
    save.clicked.connect(lambda: kit.take_file(item, False))  # noqa: FBT003 - as the signal has it
    if not can_open(item):
        told = "May do something by itself when it is opened, so it can only be saved."
        return (row(save, gap=0), text_label(theme, told, "label", "text3"))
    show = LinkButton(theme, "Open", "label")
    show.setAccessibleName(f"Open {name}")
    show.clicked.connect(lambda: kit.take_file(item, True))  # noqa: FBT003 - likewise
    return (row(show, save, gap=theme.px(14)),)


def sources_section(kit: Kit, detail: EntryDetail) -> QWidget | None:
    """Where the facts come from, numbered; addresses are links that are confirmed before they open."""
    if not detail.entry.sources:
        return None
    numbered = list(enumerate(detail.entry.sources, start=1))
    listing = Listing(kit.theme, numbered, lambda item: _source(kit, *item), "source", gap=6)
    return section(kit, "Sources", listing)


def _source(kit: Kit, number: int, source: Source) -> QLayout:
    theme = kit.theme
    parts: list[QWidget] = []
    line = clean_line(source_line(source))
    if line:
        parts.append(text_label(theme, line, "meta", "text2", selectable=True))
    if source.note:
        parts.append(text_label(theme, source.note, "label", "text3", selectable=True))
    url = (source.url or "").strip()
    if url and is_followable(url):
        link = LinkButton(theme, display_url(url), "label")
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        link.clicked.connect(lambda: kit.follow(url))
        parts.append(link)
    elif url:
        parts.append(text_label(theme, clean_line(url), "label", "text3", selectable=True))
    if source.accessed:
        parts.append(text_label(theme, f"Accessed {clean_line(written_date(source.accessed))}", "label", "text3"))
    return _numbered(kit, str(number), *parts, ink="text3", role="meta", width=20, gap=1)


def revised_line(kit: Kit, revisions: int) -> QLayout | None:
    """How often the entry was changed since it came into the library."""
    if revisions < 1:
        return None
    theme = kit.theme
    words = text_label(theme, revised_words(revisions), "label", "text3", wrap=False)
    line = row(Sign(theme, "history", "text3", 14), words, gap=theme.px(6))
    return column(Rule(theme), line, gap=theme.px(8), margins=(0, theme.px(10), 0, 0))
