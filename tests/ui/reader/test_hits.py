"""The words of a search in the reader: where they are marked, and how one goes from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.reader.browser import SafeTextBrowser
from oversight_viewer.ui.reader.hits import Hits
from oversight_viewer.ui.reader.kit import Listing
from oversight_viewer.ui.reader.long_text import LongText
from oversight_viewer.ui.reader.marked import MarkedLabel, MarkedRuns
from oversight_viewer.ui.reader.reader import Reader
from oversight_viewer.ui.theme import ThemeMode, ThemeSource
from tests.storage.helpers import an_entry, make_library

Read = Callable[[str, str], Reader]

LINES = 4_000
ENTRIES = [
    an_entry(
        "letter", title="Crane software and cranes", summary="Asks who may enter a crane.", format="markdown",
        body="The **crane** vendor\n\n- one cra*ne*\n- two\n\nCRANE 😀 crane", inquiry="Port cranes",
        people=[{"name": "A. Crane", "organization": "Crane Works"}], committees=[{"code": "CRANE"}],
        requests=[{"number": 1, "text": "Name every crane,\nand who moves the crane."}, {"number": 2, "text": "Other"}],
        bates=[{"begin": "CRANE-1", "end": "CRANE-2"}], sources=[{"title": "A crane in a source"}],
    ),
    an_entry("answer", lane="response", title="Answer", body="None.", format="plain",
             answers=[{"to": "letter", "request": 1, "status": "full", "text": "All cranes."}]),
    an_entry("plain", title="Nothing", body="Nothing here.", format="plain"),
    an_entry("long", lane="meeting", title="Transcript", format="plain",
             body="\n".join(f"Line {number} speaks of a crane and more." for number in range(LINES))),
    an_entry("many", title="Many", format="plain", body="x",
             requests=[{"number": number, "text": f"Name vendor {number}" + " of the crane" * (number == 71)}
                       for number in range(100)]),
]  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "record.oversight", ENTRIES)


@pytest.fixture
def hits(reader: Reader) -> Hits:
    return reader.frame.hits


@pytest.fixture
def read(qtbot: QtBot, reader: Reader) -> Read:
    """Shows an entry with the words of a search marked."""

    def show(entry: str, search: str) -> Reader:
        reader.frame.hits.set_search(parse_search(search))
        with qtbot.waitSignal(reader.entry_shown):
            reader.show_entry(EntryId(entry))
        rest(qtbot, reader.frame.hits)
        return reader

    return show


def rest(qtbot: QtBot, hits: Hits) -> None:
    """Wait until everything is looked through."""
    qtbot.waitUntil(lambda: not hits.is_looking)


def marked(widget: QWidget) -> list[str]:
    """All words that are marked on the screen, from the top down."""
    found: list[tuple[tuple[int, int], list[str]]] = []
    for child in widget.findChildren(QWidget):
        if not child.isVisibleTo(widget):
            continue
        if isinstance(child, MarkedLabel):
            words = child.marks
        elif isinstance(child, MarkedRuns):
            words = [child.content[begin:end] for begin, end in child.marks]
        elif isinstance(child, QTextEdit | QPlainTextEdit):
            words = [selection.cursor.selectedText() for selection in child.extraSelections()]
        else:
            continue
        place = child.mapTo(widget, QPoint(0, 0))
        found.append(((place.y(), place.x()), words))
    return [word for _, words in sorted(found) for word in words]


ALL_IN_LETTER = [
    "Crane", "cranes",  # title
    "CRANE", "Crane", "Crane",  # committee, people
    "crane",  # summary
    "crane", "crane", "CRANE", "crane",  # text
    "crane", "crane",  # request
    "cranes",  # what was answered to it
    "CRANE", "CRANE",  # Bates numbers
]  # fmt: skip


def test_words_are_marked_wherever_the_record_speaks(read: Read) -> None:
    reader = read("letter", "crane")
    assert marked(reader) == ALL_IN_LETTER
    assert reader.frame.hits.count == len(ALL_IN_LETTER)
    assert reader.frame.hits_bar.words == "15 matches"
    assert reader.frame.hits_bar.isVisible()


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("title:crane", ["Crane", "cranes"]),
        ("summary:crane", ["crane"]),
        ("people:crane", ["CRANE", "Crane", "Crane"]),
        ('"crane vendor"', ["crane vendor"]),
        ("vendor -crane", ["vendor"]),
        ("vendor OR software", ["software", "vendor"]),
        ("NEAR(crane vendor, 0)", ["crane", "vendor"]),
        ("notes:crane", []),
    ],
)
def test_only_what_is_asked_for_is_marked(read: Read, search: str, words: list[str]) -> None:
    assert marked(read("letter", search)) == words


@pytest.mark.parametrize("search", ["", "-crane", "committee:crane", "😀"])
def test_without_words_to_mark_there_is_no_strip(read: Read, search: str) -> None:
    reader = read("letter", search)
    assert marked(reader) == []
    assert not reader.frame.hits_bar.isVisible()


def test_an_entry_without_matches_says_so(read: Read) -> None:
    reader = read("plain", "crane")
    assert reader.frame.hits_bar.words == "No match in what is shown here"
    assert not reader.frame.hits_bar.next.isEnabled()
    reader.frame.hits.go(1)
    assert reader.frame.hits.current is None


def test_going_through_all_matches_and_round(qtbot: QtBot, read: Read, hits: Hits) -> None:
    reader = read("letter", "crane")
    area = reader.frame.area
    for number in range(len(ALL_IN_LETTER)):
        with qtbot.waitSignal(hits.changed):
            reader.frame.hits_bar.next.click()
        assert reader.frame.hits_bar.words == f"{number + 1} of 15 matches"
        rest(qtbot, hits)
        assert area.viewport().rect().intersects(current_rect(reader)), number
    hits.go(1)
    assert hits.current == 0
    reader.frame.hits_bar.previous.click()
    assert hits.current == 14
    hits.go(-2)
    assert hits.current == 12
    assert marked(reader) == ALL_IN_LETTER


def current_rect(reader: Reader) -> QRect:
    """Where in the viewport of the pane the current match is."""
    assert reader.frame.hits._at is not None
    part, number = reader.frame.hits._at
    rect = part.marked.reach(number)
    return QRect(part.widget.mapTo(reader.frame.area.viewport(), rect.topLeft()), rect.size())


def test_the_first_step_back_leads_to_the_last_match(read: Read, hits: Hits) -> None:
    read("letter", "crane")
    hits.go(-1)
    assert hits.current == 14


def test_a_step_that_comes_too_early_is_not_lost(qtbot: QtBot, read: Read, hits: Hits) -> None:
    read("letter", "vendor")
    hits.set_search(parse_search("crane"))
    hits.go(1)
    hits.go(1)
    assert hits.is_looking
    rest(qtbot, hits)
    assert hits.current is not None


def test_another_search_and_another_entry_begin_anew(qtbot: QtBot, read: Read, hits: Hits) -> None:
    reader = read("letter", "crane")
    hits.go(1)
    hits.set_search(parse_search("vendor"))
    rest(qtbot, hits)
    assert hits.current is None
    assert marked(reader) == ["vendor"]
    hits.go(1)
    read("answer", "vendor OR cranes")
    assert hits.current is None
    assert marked(reader) == ["cranes"]
    hits.set_search(None)
    rest(qtbot, hits)
    assert marked(reader) == []
    assert hits.count == 0
    assert not reader.frame.hits_bar.isVisible()


def test_a_note_is_marked_when_it_is_written(qtbot: QtBot, read: Read, hits: Hits, runner: Runner) -> None:
    reader = read("plain", "crane")

    def write(notebook: Notebook) -> Change:
        notebook.write_note(EntryId("plain"), "Ask about the *crane* again")
        return Change(notes=frozenset({EntryId("plain")}))

    runner.change(write)
    qtbot.waitUntil(lambda: marked(reader) == ["crane"])
    rest(qtbot, hits)
    assert hits.count == 1
    hits.set_search(parse_search("title:crane"))
    rest(qtbot, hits)
    assert marked(reader) == []


def test_the_theme_may_change_meanwhile(qtbot: QtBot, read: Read, hits: Hits, theme_source: ThemeSource) -> None:
    reader = read("letter", "crane")
    hits.go(1)
    theme_source.set_mode(ThemeMode.DARK)
    qtbot.waitUntil(lambda: marked(reader) == ALL_IN_LETTER)


def test_what_a_list_has_not_shown_yet_is_shown_when_something_is_found_in_it(
    qtbot: QtBot, read: Read, hits: Hits
) -> None:
    reader = read("many", "vendor 5")
    (listing,) = [child for child in reader.findChildren(Listing) if child.isVisible()]
    qtbot.waitUntil(lambda: hits.count == 100 + 11)
    assert listing.shown == 100
    reader = read("plain", "")
    reader = read("many", "title:many")
    (listing,) = [child for child in reader.findChildren(Listing) if child.isVisible()]
    assert listing.shown == 40, "nothing is found in what is not shown"
    hits.set_search(parse_search("crane"))
    qtbot.waitUntil(lambda: marked(reader) == ["crane"])
    assert hits.count == 1
    rest(qtbot, hits)
    assert 72 <= listing.shown < 100
    hits.go(1)
    rest(qtbot, hits)
    assert marked(reader) == ["crane"]
    assert reader.frame.area.viewport().rect().contains(current_rect(reader))


def test_of_a_long_text_only_what_is_on_the_screen_is_marked(qtbot: QtBot, read: Read, hits: Hits) -> None:
    reader = read("long", "crane")
    assert reader.text is not None
    view = reader.text.view
    assert isinstance(view, LongText)
    assert hits.count == LINES
    assert 0 < len(view.extraSelections()) < 100
    hits.go(-1)
    assert reader.frame.hits_bar.words == f"{LINES:,} of {LINES:,} matches"
    assert reader.frame.area.viewport().rect().intersects(current_rect(reader))
    (current,) = [item for item in view.extraSelections() if item.cursor.blockNumber() == LINES - 1]
    others = [item for item in view.extraSelections() if item.cursor.blockNumber() != LINES - 1]
    assert 0 < len(others) < 100
    assert current.format.background().color() != others[0].format.background().color()
    view.verticalScrollBar().setValue(LINES // 2)
    numbers = [item.cursor.blockNumber() for item in view.extraSelections()]
    assert numbers
    assert LINES // 2 - 2 <= min(numbers) <= max(numbers) < LINES // 2 + 100


def test_html_that_scrolls_by_itself_is_marked_where_it_is_seen(qtbot: QtBot, theme_source: ThemeSource) -> None:
    browser = SafeTextBrowser(grows=False)
    qtbot.addWidget(browser)
    browser.resize(300, 200)
    browser.show()
    theme = theme_source.theme
    browser.show_html("".join(f"<p>crane {n}</p>" for n in range(500)), theme, theme.record_font(), 20)
    text = browser.marks.content
    places = [(at, at + 5) for at in range(len(text)) if text.startswith("crane", at)]
    assert len(places) == 500
    browser.marks.set_marks(places, None)
    assert 0 < len(browser.extraSelections()) < 30
    assert browser.viewport().rect().intersects(browser.marks.reach(400))
    assert any(item.cursor.selectionStart() == places[400][0] for item in browser.extraSelections())


def test_marks_in_labels_are_text_and_nothing_else(qtbot: QtBot, theme_source: ThemeSource) -> None:
    text = "<b>crane</b> & <img src=x> 😀 crane"
    label = MarkedLabel(theme_source.theme, text, Field.TITLE)
    qtbot.addWidget(label)
    label.set_marks([(3, 8), (len(text) - 5, len(text))], 1)
    assert label.marks == ["crane", "crane"]
    assert "<b>" not in label.text().replace("&lt;b&gt;", "")
    assert "&lt;img src=x&gt;" in label.text()
    label.set_marks([], None)
    assert label.text() == text
