"""The head of an entry: title, marks, what is known of it, and what it is linked to."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from oversight_viewer.domain.cards import EntryDetail, LinkedEntry
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.citations import identifiers
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.badges import MarkBadge, RespondentBadge
from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.pieces import LinkButton, Rule, Run, Runs, text_label
from oversight_viewer.ui.reader.kit import EntryLink, Kit, Listing, Pair, Part, column, row
from oversight_viewer.ui.reader.marked import MarkedRuns, marked_label
from oversight_viewer.ui.reader.note_view import Chip
from oversight_viewer.ui.reader.words import congress_words, dangling_words, link_word, person_words, role_word

_PEOPLE_AT_ONCE = 6
_LINKS_AT_ONCE = 12


def title_block(kit: Kit, detail: EntryDetail) -> QLayout:
    """The title, with the handling mark and the company's own mark under it."""
    theme = kit.theme
    title = marked_label(theme, clean_line(detail.entry.title), Field.TITLE, "screen_title", selectable=True)
    title.setAccessibleName(f"{kind_label(detail.entry.kind)}: {title.content}")
    badges = QWidget()
    flow = FlowLayout(badges, gap=theme.px(8), line_gap=theme.px(4))
    flow.addWidget(MarkBadge(kit.theme_source, kit.scheme, detail.entry.mark))
    if detail.entry.respondent_mark is not None:
        flow.addWidget(RespondentBadge(kit.theme_source, clean_line(detail.entry.respondent_mark)))
    return column(title, badges, gap=theme.px(8), margins=(0, 0, 0, theme.px(10)))


def facts_block(kit: Kit, detail: EntryDetail) -> QLayout:
    """What is known of the entry, as labels with values."""
    rows = [
        ("Date", _date(kit, detail)),
        ("Committees" if len(detail.committees) > 1 else "Committee", _committees(kit, detail)),
        ("Companies" if len(detail.companies) > 1 else "Company", _companies(kit, detail)),
        ("People", _people(kit, detail)),
        ("Inquiry", _inquiry(kit, detail)),
        ("Congress", _congress(kit, detail)),
        ("Identifiers", _identifiers(kit, detail)),
        ("Tags", _tags(kit, detail)),
    ]
    pairs = [Pair(kit.theme, label, value) for label, value in rows if value is not None]
    return column(*pairs, gap=kit.theme.px(2))


def links_block(kit: Kit, detail: EntryDetail) -> QLayout | None:
    """The entries that this one is linked to, between two lines; None when there are none."""
    if not detail.links:
        return None
    theme = kit.theme
    listing = Listing(
        theme, detail.links, lambda link: _link(kit, link), "link", gap=0, at_once=_LINKS_AT_ONCE
    )  # fmt: skip
    listing.setAccessibleName("Linked entries")
    return column(Rule(theme), listing, Rule(theme), gap=theme.px(6), margins=(0, theme.px(11), 0, 0))


def _link(kit: Kit, link: LinkedEntry) -> QWidget:
    word = link_word(link.rel, outgoing=link.outgoing)
    value: Part
    if link.card is not None:
        value = EntryLink(kit, link.card)
    else:
        value = text_label(kit.theme, clean_line(dangling_words(link)), "meta", "text3")
    return Pair(kit.theme, clean_line(word), value, height=24)


def _runs(kit: Kit, *runs: Run, field: Field = Field.PEOPLE) -> Runs | None:
    return MarkedRuns(kit.theme, runs, field) if any(run.text for run in runs) else None


def _date(kit: Kit, detail: EntryDetail) -> QWidget:
    value = detail.entry.date
    if value is None:
        return Runs(kit.theme, (Run("No date", "text3"),))
    left_open = value.not_given()
    return Runs(kit.theme, (Run(value.label()), Run(f" {left_open}" if left_open else "", "text3")))


def _congress(kit: Kit, detail: EntryDetail) -> Part | None:
    words = congress_words(detail.entry)
    return Runs(kit.theme, (Run(words),)) if words else None


def _committees(kit: Kit, detail: EntryDetail) -> Part | None:
    lines = []
    for committee in detail.committees:
        code = (Run(committee.key, "chip"),) if committee.key != committee.name else ()
        lines.append(MarkedRuns(kit.theme, (Run(committee.name), *code), Field.PEOPLE))
    return column(*lines) if lines else None


def _companies(kit: Kit, detail: EntryDetail) -> Part | None:
    runs: list[Run] = []
    for company, role in detail.companies:
        if runs:
            runs.append(Run(", ", "text3"))
        runs += [Run(company.name), Run(f" {role_word(role)}" if role else "", "text3")]
    return _runs(kit, *runs)


def _people(kit: Kit, detail: EntryDetail) -> Part | None:
    if not detail.entry.people:
        return None
    lines = [
        (Run(name), Run(f", {rest}" if rest else "", "text3")) for name, rest in map(person_words, detail.entry.people)
    ]
    return Listing(
        kit.theme, lines, lambda runs: MarkedRuns(kit.theme, runs, Field.PEOPLE), "person", "people", gap=0,
        at_once=_PEOPLE_AT_ONCE, text_of=lambda runs: "".join(run.text for run in runs), field=Field.PEOPLE,
    )  # fmt: skip


def _inquiry(kit: Kit, detail: EntryDetail) -> Part | None:
    inquiry = detail.entry.inquiry
    if not inquiry:
        return None
    link = LinkButton(kit.theme, inquiry)
    link.setAccessibleDescription("Shows the entries of this inquiry")
    link.clicked.connect(lambda: kit.narrow(Facet.INQUIRY, inquiry))
    return row(link, gap=0)


def _identifiers(kit: Kit, detail: EntryDetail) -> Part | None:
    runs: list[Run] = []
    for name, value in identifiers(detail.entry.identifiers):
        if runs:
            runs.append(Run(", ", "text3"))
        runs += [Run(f"{name} ", "text3"), Run(value)]
    return _runs(kit, *runs, field=Field.BODY)


def _tags(kit: Kit, detail: EntryDetail) -> Part | None:
    if not detail.entry.tags:
        return None
    whole = QWidget()
    flow = FlowLayout(whole, gap=kit.theme.px(4), line_gap=kit.theme.px(3))
    for tag in detail.entry.tags:
        flow.addWidget(Chip(kit.theme, clean_line(tag)))
    return whole
