"""The parts of a page that can wait until the first cards are painted. Whoever needs one earlier has it at once."""

# ruff: noqa: PLC0415 - what is made late is loaded late

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.turns import Turns

if TYPE_CHECKING:
    from oversight_viewer.domain.marks import MarkScheme
    from oversight_viewer.tasks.runner import Runner
    from oversight_viewer.ui.reader.parts import ReaderParts
    from oversight_viewer.ui.reader.reader import Reader
    from oversight_viewer.ui.record_page import RecordPage
    from oversight_viewer.ui.saved_views import SavedViews
    from oversight_viewer.ui.sidebar.sidebar import FilterSidebar
    from oversight_viewer.ui.theme import ThemeSource
    from oversight_viewer.ui.timeline.timeline import Timeline

# Modules that are loaded in turns of their own, each after those that it needs: together they hold the window up.
_FOR_TIMELINE = ("timeline.bins", "timeline.painter", "timeline.strip")
_FOR_SIDEBAR = (
    "sidebar.values",
    "sidebar.choosing",
    "sidebar.model",
    "sidebar.delegate",
    "sidebar.tree",
    "sidebar.views",
)
_FOR_READER = (
    "dialogs", "reader.marked", "reader.browser", "reader.tag_field", "reader.composer", "reader.notes", "reader.kit",
    "reader.hits", "reader.frame", "reader.sections", "reader.page", "reader.parts", "reader.reader", "saved_views",
)  # fmt: skip
_PAINTING_MS = 30
"""So long the first cards have to be painted, at most, before other parts are made."""


class LateParts(QObject):
    """Makes filters, timeline, reader and saved views, once each. There is room for them on the page before.

    Args:
        page: Where they stand.
        runner: Does the work of the library.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        settings: Remembers whether the timeline is shown.
    """

    def __init__(
        self, page: RecordPage, runner: Runner, theme_source: ThemeSource, scheme: MarkScheme, settings: Settings
    ) -> None:
        super().__init__(page)
        self._page = page
        self._runner = runner
        self._theme_source = theme_source
        self._scheme = scheme
        self._settings = settings
        self.made_sidebar: FilterSidebar | None = None
        self.made_timeline: Timeline | None = None
        self.made_reader: Reader | None = None
        self.made_views: SavedViews | None = None
        self._reader_parts: ReaderParts | None = None
        self._turns = Turns(self)

    @property
    def sidebar(self) -> FilterSidebar:
        """The filters."""
        if self.made_sidebar is None:
            from oversight_viewer.ui.sidebar.sidebar import FilterSidebar

            page = self._page
            self.made_sidebar = made = FilterSidebar(self._theme_source)
            made.filter_edited.connect(page.set_filter)
            made.set_directory(page.directory)
            made.set_filter(page.filter)
            page.panes.put_sidebar(made)
        return self.made_sidebar

    @property
    def timeline(self) -> Timeline:
        """The timeline."""
        if self.made_timeline is None:
            from oversight_viewer.ui.timeline.timeline import Timeline

            page = self._page
            self.made_timeline = made = Timeline(self._runner, self._theme_source, self._settings, page.centre)
            made.range_edited.connect(page.choose_dates)
            made.set_cramped(page.panes.is_one)
            page.panes.one_changed.connect(made.set_cramped)
            page.put_timeline(made)
            made.set_filter(page.filter)
        return self.made_timeline

    @property
    def reader(self) -> Reader:
        """The reader."""
        if self.made_reader is None:
            from oversight_viewer.ui.reader.reader import Reader

            page, parts = self._page, self._reader_parts
            if parts is not None and parts.theme is not self._theme_source.theme:
                parts = None
            self.made_reader = made = Reader(self._runner, self._theme_source, self._scheme, parts=parts)
            made.link_followed.connect(page.show_entry)
            made.back_requested.connect(page.step_back)
            made.frame.bar.back_requested.connect(page.step_back)
            made.frame.bar.set_alone(page.panes.is_one)
            page.panes.one_changed.connect(made.frame.bar.set_alone)
            made.save_state_changed.connect(page.save_state_changed)
            made.filter_requested.connect(page.narrow_to)
            made.edit_requested.connect(page.edit_requested)
            made.attachment_requested.connect(page.attachment_requested)
            made.frame.hits.set_search(parse_search(page.filter.text))
            page.panes.put_reader(made)
        return self.made_reader

    @property
    def saved_views(self) -> SavedViews:
        """What is done with saved views."""
        if self.made_views is None:
            from oversight_viewer.ui.saved_views import SavedViews
            from oversight_viewer.ui.toast import Toast

            page = self._page
            rows, undo_stack = self.sidebar.views, self.reader.undo_stack
            toast = Toast(page.centre, self._theme_source)
            self.made_views = made = SavedViews(self._runner, rows, undo_stack, toast, self._theme_source, page)
            made.look_requested.connect(page.set_look)
            made.can_save_changed.connect(page.can_save_changed)
            made.show_look(page.look)
        return self.made_views

    def make_all(self) -> None:
        """Make what is not made yet, and have the library answer whatever was kept back."""
        _ = self.timeline, self.sidebar, self.reader, self.saved_views
        self._runner.let_go()

    def make_after_painting(self) -> None:
        """Make them when the cards that have just arrived are painted, piece by piece, each in a turn of its own."""
        QTimer.singleShot(_PAINTING_MS, self, lambda: self._turns.start(self._make_in_turns()))

    def _make_in_turns(self) -> Iterator[object]:
        yield from _loaded(_FOR_TIMELINE)
        yield self.timeline
        yield from _loaded(_FOR_SIDEBAR)
        yield self.sidebar
        yield from _loaded(_FOR_READER)
        if self.made_reader is None:
            from oversight_viewer.ui.reader.parts import ReaderParts

            self._reader_parts = parts = ReaderParts(self._runner, self._theme_source, self._scheme)
            yield parts.composer
            yield parts.notes
            yield parts.bar
            yield parts.frame
        yield self.reader
        yield self.saved_views
        self.make_all()


def _loaded(names: tuple[str, ...]) -> Iterator[object]:
    for name in names:
        yield import_module(f"oversight_viewer.ui.{name}")


class HasLateParts:
    """The page as others see it: a part that is asked for before its turn is made at once."""

    _late: LateParts

    @property
    def sidebar(self) -> FilterSidebar:
        return self._late.sidebar

    @property
    def timeline(self) -> Timeline:
        return self._late.timeline

    @property
    def reader(self) -> Reader:
        return self._late.reader

    @property
    def saved_views(self) -> SavedViews:
        return self._late.saved_views
