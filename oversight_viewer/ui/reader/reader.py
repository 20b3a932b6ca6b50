"""The reading pane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight_viewer.domain.cards import Card, EntryDetail
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.citations import cite
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import PUBLIC, MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.dialogs import confirm_link
from oversight_viewer.ui.reader.browser import LinkOpener
from oversight_viewer.ui.reader.composer import Composer
from oversight_viewer.ui.reader.frame import ReaderFrame
from oversight_viewer.ui.reader.kit import Kit
from oversight_viewer.ui.reader.notes import NotesPanel
from oversight_viewer.ui.reader.page import (
    SECTIONS,
    has_sections,
    lower_part,
    needs_rendering,
    show_body,
    upper_part,
)
from oversight_viewer.ui.reader.parts import ReaderParts
from oversight_viewer.ui.reader.text_view import TextView
from oversight_viewer.ui.reader.words import Neighbours, neighbours
from oversight_viewer.ui.theme import Theme, ThemeSource
from oversight_viewer.ui.toast import Toast
from oversight_viewer.ui.turns import Turns

if TYPE_CHECKING:
    from oversight_viewer.text.render import Rendered

_ENTRY_CHANNEL = "reader"
_TEXT_CHANNEL = "reader-text"
_PATIENCE_MS = 150
"""How long the former entry stays as it is while the text of the next one is being prepared."""
_STEPS_TO_PUT = 5
_NONE = Neighbours(None, None)


class Reader(QWidget):
    """Shows one entry whole, and the notes that the user writes on it.

    Args:
        runner: Reads the entry and writes the notes.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        toast: Where to say what was done; one of its own unless given.
        confirm: Asks before an address out of the record is opened; a dialog unless given.
        open_url: Gives an address to the system.
        today: The day on which requests are overdue or not.
        parts: What it is made of, if that is there already.
    """

    link_followed = Signal(str)
    back_requested = Signal()
    save_state_changed = Signal(str)
    filter_requested = Signal(object, str)  # Facet, value
    edit_requested = Signal()
    attachment_requested = Signal(object, bool)  # Attachment, whether to open it or to save it
    entry_shown = Signal(str)
    """An entry stands on the screen with its text: its id."""

    def __init__(
        self,
        runner: Runner,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        *,
        toast: Toast | None = None,
        confirm: Callable[[QWidget, QUrl], bool] | None = None,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
        today: Callable[[], date] = date.today,
        parts: ReaderParts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._theme_source = theme_source
        self._scheme = scheme
        self._opener = LinkOpener(confirm or (lambda parent, url: confirm_link(parent, url, theme_source)), open_url)
        self._kit = Kit(
            theme_source, scheme, today, self.link_followed.emit,
            lambda address: self._follow_link(QUrl(address, QUrl.ParsingMode.StrictMode)),
            self.filter_requested.emit, self.attachment_requested.emit,
        )  # fmt: skip
        self._wanted: EntryId | None = None
        self._detail: EntryDetail | None = None
        self._made: EntryDetail | None = None  # the entry whose page is being made, and then stands on the screen
        self._on_screen: EntryDetail | None = None
        self._is_missing = False
        self._then: Callable[[], None] | None = None
        self._is_whole = False
        self._rendered: Rendered | None = None
        self._neighbours = _NONE
        self._text: TextView | None = None
        self._turns = Turns(self, at_once=runner.is_immediate)
        parts = parts or ReaderParts(runner, theme_source, scheme)
        self.undo_stack = parts.undo_stack
        self.undo_stack.setParent(self)
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(_PATIENCE_MS)
        self.patience.timeout.connect(self._patience_ends)
        self._composer, self._notes, self._frame = parts.composer, parts.notes, parts.frame
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._frame)
        self._toast = toast or Toast(self, theme_source, above=44)
        self.setFocusProxy(self._frame)
        self.setAccessibleName("Reader")
        self._connect()
        self.clear()

    # -- what it shows

    @property
    def entry(self) -> EntryId | None:
        """The entry that was asked for last."""
        return self._wanted

    @property
    def detail(self) -> EntryDetail | None:
        """The entry that has arrived last."""
        return self._detail

    @property
    def frame(self) -> ReaderFrame:
        return self._frame

    @property
    def text(self) -> TextView | None:
        """The text of the entry on the screen."""
        return self._text

    @property
    def notes(self) -> NotesPanel:
        return self._notes

    @property
    def composer(self) -> Composer:
        """The editor of notes."""
        return self._composer

    @property
    def toast(self) -> Toast:
        return self._toast

    def show_entry(self, entry: EntryId) -> None:
        """Show an entry as soon as it is there. The one that was asked for last wins."""
        if entry == self._wanted and self._detail is not None:
            return
        self._notes.close_editor()
        self._ask(entry)

    def clear(self) -> None:
        """Show no entry."""
        self._wanted = None
        self._runner.cancel(_ENTRY_CHANNEL)
        self._show_blank()
        self._frame.blank.say_nothing_chosen()

    def set_known_tags(self, tags: Iterable[str]) -> None:
        """Tags of the record, to complete what the user types."""
        self._notes.set_known_tags(tags)

    def write_note(self) -> None:
        """Open the editor for a new note on the entry that was asked for last."""
        self._when_there(self._notes.write_note)

    def toggle_flag(self) -> None:
        """Flag the entry that was asked for last, be it on the screen yet or not, or take the flag off."""
        if self._wanted is not None and not self._is_missing:
            self._notes.toggle_flag(self._wanted)

    def undo(self) -> None:
        """Take back the last change of notes, tags or flags."""
        self._toast.dismiss()
        self.undo_stack.undo()

    def copy_citation(self) -> None:
        """Put the citation of the entry that was asked for last on the clipboard."""
        self._when_there(self._copy_citation)

    def _copy_citation(self) -> None:
        if self._detail is not None:
            names = [committee.name for committee in self._detail.committees]
            QGuiApplication.clipboard().setText(cite(self._detail.entry, names, scheme=self._scheme))
            self._toast.say("Citation copied")

    def go_previous(self) -> None:
        """Go to the linked entry before this one."""
        self._go(self._neighbours.previous)

    def go_next(self) -> None:
        """Go to the linked entry after this one."""
        self._go(self._neighbours.next)

    def flush(self) -> None:
        """Put everything that is typed on its way to the disk: to be called before the runner is closed."""
        self._notes.close_editor()
        self._notes.flush()

    def apply_theme(self, theme: Theme) -> None:
        """Lay everything out again in the colours and sizes of a theme."""
        for part in (self._frame, self._composer, self._notes):
            part.set_theme(theme)
        if self._made is not None and self._made is self._detail:
            self._show_page(self._made, at_once=True)

    # -- inside

    def _connect(self) -> None:
        frame, notes = self._frame, self._notes
        frame.bar.previous_requested.connect(self.go_previous)
        frame.bar.next_requested.connect(self.go_next)
        frame.bar.note_requested.connect(self.write_note)
        frame.bar.flag_requested.connect(self.toggle_flag)
        frame.bar.citation_requested.connect(self.copy_citation)
        frame.bar.edit_requested.connect(self.edit_requested)
        frame.foot.note_requested.connect(self.write_note)
        frame.foot.flag_requested.connect(self.toggle_flag)
        frame.foot.notes_requested.connect(frame.go_to_notes)
        frame.blank.retry_requested.connect(self._retry)
        frame.resized.connect(self._resized)
        notes.save_state_changed.connect(self.save_state_changed)
        notes.count_changed.connect(frame.foot.set_count)
        notes.flag_changed.connect(frame.bar.set_flagged)
        notes.link_activated.connect(self._follow_link)
        notes.undo_offered.connect(self._offer_undo)
        notes.failed.connect(self._note_failed)
        self._runner.changed.connect(self._changed)
        self._theme_source.theme_changed.connect(self.apply_theme)

    def _when_there(self, act: Callable[[], None]) -> None:
        """Do something with the entry that was asked for last: now, or when it has come."""
        if self._on_screen is not None and self._on_screen.entry.id == self._wanted:
            act()
            return
        self._then = act
        if self._detail is not None and self._detail.entry.id == self._wanted:
            # Its page is being made. Whoever types on at once must not type past it.
            self._show_page(self._detail, at_once=True)

    def _ask(self, entry: EntryId) -> None:
        self._wanted = entry
        self._is_missing = False
        self._then = None
        self.patience.start()
        self._runner.query(
            _ENTRY_CHANNEL, lambda library, _notes: library.entry(entry), self._entry_arrived, self._entry_failed
        )

    def _entry_arrived(self, detail: EntryDetail | None) -> None:
        if detail is None:
            self._show_blank()
            self._frame.blank.say("This entry is not in the library any more.", can_retry=False)
            return
        self._detail = detail
        self._rendered = None
        if needs_rendering(detail.entry):
            wanted, text, kind = detail.entry.id, detail.entry.body or "", detail.entry.format
            self._runner.render(_TEXT_CHANNEL, text, kind, lambda rendered: self._text_arrived(wanted, rendered))
        else:
            self._show_page(detail)

    def _text_arrived(self, entry: EntryId, rendered: Rendered) -> None:
        detail = self._detail
        if detail is None or detail.entry.id != entry or entry != self._wanted:
            return
        self._rendered = rendered
        if self._text is not None and self._on_screen is detail:
            show_body(self._text, detail, rendered)
            self._tell_shown()
        else:
            self._show_page(detail)

    def _entry_failed(self, error: Exception) -> None:
        self._show_blank()
        known = isinstance(error, KnownError)
        self._frame.blank.say(str(error) if known else "This entry can't be shown.", can_retry=True)

    def _patience_ends(self) -> None:
        """Nothing more to wait for: show what is there, or at least that something is coming."""
        if self._detail is not None and self._detail.entry.id == self._wanted:
            self._show_page(self._detail)
        else:
            self._frame.dim()

    def _show_page(self, detail: EntryDetail, *, at_once: bool = False) -> None:
        """Make the page of an entry; what is on the screen stays until it can be put there: now, if ``at_once``."""
        self.patience.stop()
        self._made = detail
        self._turns.start(self._page_in_turns(detail), first=_STEPS_TO_PUT if at_once else 1)

    def _page_in_turns(self, detail: EntryDetail) -> Iterator[None]:
        frame = self._frame
        frame.drop_prepared()
        text = TextView(self._theme_source.theme, frame.room)
        text.link_activated.connect(self._follow_link)
        show_body(text, detail, self._rendered)
        yield
        upper = upper_part(self._kit, detail, text)
        yield
        frame.prepare(upper)
        rest = SECTIONS if has_sections(detail.entry) else ()
        lower = None if rest else frame.prepare(lower_part(self._kit, detail))
        yield
        is_new = self._on_screen is None or self._on_screen.entry.id != detail.entry.id
        place = 0 if is_new else frame.area.verticalScrollBar().value()
        self._text = text
        text.set_room(frame.room)
        frame.put(upper)
        yield
        self._settle(detail, is_new=is_new)
        if lower is None:
            for make in rest:
                yield
                if (section := make(self._kit, detail)) is not None:
                    frame.prepare(section, is_section=True)
                    yield
                    frame.add(section)
            yield
            lower = frame.prepare(lower_part(self._kit, detail))
            yield
        self._complete(lower, place)

    def _settle(self, detail: EntryDetail, *, is_new: bool) -> None:
        entry, frame = detail.entry, self._frame
        self._on_screen, self._is_whole = detail, False
        self._neighbours = neighbours(detail.card.key, detail.links)
        frame.bar.set_entry(entry.lane, entry.kind)
        frame.bar.set_neighbours(self._neighbours)
        frame.band.set_mark(entry.mark)
        frame.area.setAccessibleName(f"Entry: {clean_line(entry.title)}")
        self._notes.set_entry(entry.id, detail.revision)
        frame.settle(at_top=is_new)
        then, self._then = self._then, None
        if then is not None and entry.id == self._wanted:
            then()

    def _complete(self, lower: QWidget, place: int) -> None:
        self._frame.complete(lower)
        if place:
            self._frame.scroll_to(place)
        self._is_whole = True
        self._tell_shown()

    def _tell_shown(self) -> None:
        """Tell of an entry that stands on the screen with all its parts and its text."""
        detail = self._on_screen
        if detail is not None and self._is_whole and (self._rendered is not None or not needs_rendering(detail.entry)):
            self.entry_shown.emit(detail.entry.id)

    def _show_blank(self) -> None:
        self.patience.stop()
        self._is_missing = True
        self._then = None
        self._turns.drop()
        self._detail = self._rendered = self._text = self._made = self._on_screen = None
        self._neighbours = _NONE
        self._notes.set_entry(None)
        self._frame.take_down()
        self._frame.bar.set_entry(None, "")
        self._frame.band.set_mark(PUBLIC)
        self._frame.show_blank(shown=True)

    def _retry(self) -> None:
        if self._wanted is not None:
            self._ask(self._wanted)

    def _changed(self, change: Change) -> None:
        if change.record and self._wanted is not None:
            self._ask(self._wanted)

    def _resized(self) -> None:
        if self._text is not None:
            self._text.set_room(self._frame.room)

    def _go(self, card: Card | None) -> None:
        if card is not None:
            self.link_followed.emit(card.id)

    def _follow_link(self, url: QUrl) -> None:
        self._opener.follow(self, url)

    def _offer_undo(self, words: str) -> None:
        place = self.undo_stack.index()

        def take_back() -> None:
            # Only what the message tells of, not what was done since.
            if self.undo_stack.index() == place:
                self.undo_stack.undo()

        self._toast.say(words, take_back)

    def _note_failed(self, error: Exception) -> None:
        self._toast.say(error.what if isinstance(error, KnownError) else "The change could not be saved.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._notes.flush()
        super().hideEvent(event)
