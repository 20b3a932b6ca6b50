"""One entry laid out: everything above the notes, and everything below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from oversight_viewer.domain.cards import EntryDetail
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.reader import sections
from oversight_viewer.ui.reader.head import facts_block, links_block, title_block
from oversight_viewer.ui.reader.kit import Kit, Part, column, holder
from oversight_viewer.ui.reader.marked import marked_record
from oversight_viewer.ui.reader.text_view import TextView

if TYPE_CHECKING:
    from oversight_viewer.text.render import Rendered

Section = Callable[[Kit, EntryDetail], QWidget | None]

SECTIONS: tuple[Section, ...] = (
    sections.requests_section,
    sections.answers_section,
    sections.documents_section,
    sections.log_section,
    sections.attachments_section,
)
"""What follows the text. Each is made in a turn of its own, so that a long entry does not hold up the window."""


def upper_part(kit: Kit, detail: EntryDetail, text: TextView) -> QWidget:
    """Title, facts, links, summary and text."""
    theme = kit.theme
    parts: list[Part | None] = [title_block(kit, detail), facts_block(kit, detail), links_block(kit, detail)]
    summary = detail.entry.summary
    if summary and summary.strip():
        block = marked_record(theme, summary.strip(), Field.SUMMARY, "text2" if detail.entry.body else "text")
        parts.append(column(block, margins=(0, theme.px(12), 0, 0)))
    parts.append(column(text, margins=(0, theme.px(12), 0, theme.px(4))))
    return holder(column(*[part for part in parts if part is not None]))


def lower_part(kit: Kit, detail: EntryDetail) -> QWidget:
    """Sources, and how often the entry was revised."""
    parts = [sections.sources_section(kit, detail), sections.revised_line(kit, detail.revision - 1)]
    margins = (0, kit.theme.px(8), 0, kit.theme.px(16))
    return holder(column(*[part for part in parts if part is not None], margins=margins))


def has_sections(entry: Entry) -> bool:
    """Whether anything follows the text."""
    return bool(entry.requests or entry.answers or entry.bates or entry.privilege_log or entry.attachments)


def needs_rendering(entry: Entry) -> bool:
    """Whether the text of an entry must be worked out first; plain text and no text need not."""
    return bool(entry.body and entry.body.strip()) and entry.format != "plain"


def show_body(view: TextView, detail: EntryDetail, rendered: Rendered | None) -> None:
    """Fill the text of an entry in, as far as it is there.

    Args:
        rendered: The text as HTML, or None while it is being prepared; plain text needs none.
    """
    body = detail.entry.body
    if body is None or not body.strip():
        if detail.entry.summary:
            view.hide()
        else:
            view.show_message("No text is on file for this entry.")
    elif detail.entry.format == "plain":
        view.show_plain(body)
    elif rendered is None:
        view.show_waiting()
    elif rendered.notice is not None:
        view.show_plain(body, rendered.notice)
    else:
        view.show_html(rendered.pieces or (rendered.html,))
