"""The reader shows the whole entry, follows links, and always ends at the entry that was asked for last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.badges import MarkBand
from oversight_viewer.ui.reader.long_text import LongText
from oversight_viewer.ui.reader.reader import Reader
from oversight_viewer.ui.theme import ThemeMode, ThemeSource
from tests.storage.helpers import an_entry, save
from tests.ui.reader.conftest import TODAY, Opened
from tests.ui.reader.seen import link, shown, words

Show = Callable[[str], Reader]


def test_an_empty_reader_says_how_to_fill_it(reader: Reader) -> None:
    assert "Choose an entry to read it here" in words(reader)


def test_a_letter_is_shown_whole(show: Show) -> None:
    seen = words(show("letter"))
    for expected in (
        "Letter", "Letter: Remote access to port cranes", "Handling mark: Public", "23 Aug 2024", "XCOM01",
        "Example Freight Co. addressed", "Chair, signatory", "Port crane software",
        "118th Congress, 2nd session", "Docket D-7", "Three requests.",
        "Described by", "Call with counsel", "Sep 2024", "Answered by", "First answers", "3 Oct 2024",
        "not in this library: nowhere",
        "Requests", "1 of 3 answered in full", "Name every vendor.", "Answered in full", "Three vendors.",
        "Request 2(a), Refused", "Produce the logs.", "Refused", "Declined.", "Overdue 67 days", "None recorded",
        "The letter  letter.pdf", "Sources", "Fictional example", "https://example.org/letter",
        "Accessed 2 Nov 2024", "file:///etc/passwd",
    ):  # fmt: skip
        assert expected in seen, expected
    assert "We ask for records." in "".join(seen)
    # What is answered in full is not late, however old the due date.
    assert seen.count("Overdue 67 days") == 1


def test_a_response_names_what_it_answers(show: Show) -> None:
    seen = words(show("response"))
    for expected in ("Answers", "2 requests", "Remote access to port cranes", "Name every vendor.", "Three vendors.",
                     "Documents", "EFC-1 – EFC-12, Volume 1"):  # fmt: skip
        assert expected in seen, expected


def test_a_privilege_log_is_a_table(show: Show) -> None:
    seen = words(show("log"))
    for expected in ("Privilege log", "1 document withheld", "No date", "9 Feb 2022", "Advice", "Counsel to A, B",
                     "EFC-4, request 3", "Privilege", "No text is on file for this entry."):  # fmt: skip
        assert expected in seen, expected


@pytest.mark.parametrize(
    ("entry", "band"),
    [("letter", None), ("meeting", "Committee confidential"), ("log", "Committee confidential"),
     ("plain", "Executive session")],
)  # fmt: skip
def test_what_is_not_public_says_so_over_the_whole_width(show: Show, entry: str, band: str | None) -> None:
    bands = shown(show(entry), MarkBand)
    assert [strip.accessibleName().partition(".")[0] for strip in bands] == ([band] if band else [])


def test_the_mark_of_the_company_stands_beside_that_of_the_committee(show: Show) -> None:
    seen = words(show("meeting"))
    assert "Handling mark: Committee confidential" in seen
    assert "The company's own mark: Not for public release" in seen
    assert "September 2024 day not given" in seen


def test_plain_text_is_shown_line_for_line_and_never_as_markup(show: Show) -> None:
    assert "Q. <b>Who</b> was there?\n   A. Nobody.\n" in words(show("plain"))


def test_text_of_the_record_is_never_taken_for_rich_text(show: Show, reader: Reader, library: Path) -> None:
    evil = "<img src='x'><h1>Big</h1> & <b>bold</b>\u202e"
    entry = an_entry(
        "evil", kind="letter", title=evil, inquiry=evil, summary=evil, tags=[evil], mark="m" + evil, people=[evil],
        companies=[{"name": evil, "role": evil}], committees=[evil], identifiers={"docket": evil},
        sources=[{"title": evil, "note": evil, "accessed": evil}], requests=[{"number": 1, "text": evil}],
        attachments=[{"path": "a", "title": evil}], privilege_log=[{"description": evil, "basis": evil}],
        extra={"respondent_mark": evil},
    )  # fmt: skip
    save(library, [entry])
    show("evil")
    seen = words(reader)
    assert sum("<h1>Big</h1> & <b>bold</b>" in text for text in seen) >= 9, seen
    assert [text for text in seen if "\u202e" in text] == []


def test_links_lead_to_other_entries(qtbot: QtBot, show: Show) -> None:
    reader = show("letter")
    for text, target in (("Call with counsel", "meeting"), ("First answers", "response")):
        with qtbot.waitSignal(reader.link_followed) as followed:
            link_of = [button for button in shown(reader) if getattr(button, "words", "") == text]
            link_of[0].click()  # type: ignore[attr-defined]
        assert followed.args == [target]


def test_the_inquiry_leads_to_its_entries(qtbot: QtBot, show: Show) -> None:
    reader = show("letter")
    with qtbot.waitSignal(reader.filter_requested) as asked:
        link(reader, "Port crane software").click()
    assert asked.args == [Facet.INQUIRY, "Port crane software"]


def test_one_goes_along_the_linked_entries_by_date(qtbot: QtBot, show: Show) -> None:
    reader = show("meeting")
    with qtbot.waitSignal(reader.link_followed) as followed:
        reader.frame.bar.previous.click()
    assert followed.args == ["letter"]
    with qtbot.assertNotEmitted(reader.link_followed):
        reader.go_next()
    reader = show("letter")
    assert not reader.frame.bar.previous.isEnabled()
    with qtbot.waitSignal(reader.link_followed) as followed:
        reader.go_next()
    assert followed.args == ["meeting"]
    assert "Next linked entry: Call with counsel (])" in reader.frame.bar.next.toolTip()


def test_sources_open_only_after_they_were_shown_and_only_if_they_are_of_the_web(show: Show, opened: Opened) -> None:
    reader = show("letter")
    opened.agree = False
    link(reader, "https://example.org/letter").click()
    assert (opened.asked, opened.opened) == (["https://example.org/letter"], [])
    opened.agree = True
    link(reader, "https://example.org/letter").click()
    assert opened.opened == ["https://example.org/letter"]


def test_a_citation_is_copied_with_its_mark(show: Show) -> None:
    reader = show("meeting")
    reader.copy_citation()
    assert QGuiApplication.clipboard().text() == (
        "Call with counsel. Staff call, September 2024 (day not given). [Committee confidential]"
    )
    assert reader.toast.words == "Citation copied"


def test_an_entry_that_is_gone_says_so(reader: Reader) -> None:
    reader.show_entry(EntryId("nobody"))
    assert "This entry is not in the library any more." in words(reader)
    assert not reader.frame.bar.cite.isEnabled()


def test_an_import_brings_the_entry_up_to_date(qtbot: QtBot, runner: Runner, library: Path, show: Show) -> None:
    reader = show("plain")
    with qtbot.waitSignal(reader.entry_shown):
        runner.import_(lambda: save(library, [an_entry("plain", kind="letter", title="Now a letter")]), lambda _: None)
    seen = words(reader)
    assert "Letter: Now a letter" in seen
    assert "Revised once" in seen


def test_clearing_leaves_nothing_of_the_entry(show: Show) -> None:
    reader = show("log")
    reader.clear()
    assert reader.entry is None
    assert "Advice" not in words(reader)
    assert not shown(reader, MarkBand)


def test_another_theme_keeps_the_entry_and_the_place(qtbot: QtBot, show: Show, theme_source: ThemeSource) -> None:
    reader = show("letter")
    before = words(reader)
    reader.resize(456, 500)
    bar = reader.frame.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(60)
    with qtbot.waitSignal(reader.entry_shown):
        theme_source.set_mode(ThemeMode.DARK)
    qtbot.waitUntil(lambda: bar.value() == 60)
    with qtbot.waitSignal(reader.entry_shown):
        theme_source.set_text_scale(2.0)
    assert sorted(words(reader)) == sorted(before)


@pytest.fixture
def threaded(qapp: object, library: Path, tmp_path: Path) -> Iterator[Runner]:
    made = Runner(library, tmp_path / "threaded.notebook", "jo")
    yield made
    made.close()


def test_the_entry_that_was_asked_for_last_wins(
    qtbot: QtBot, threaded: Runner, library: Path, theme_source: ThemeSource
) -> None:
    many = [an_entry(f"e{n}", kind="letter", title=f"Letter {n}", body=f"Text **{n}**") for n in range(20)]
    save(library, many)
    reader = Reader(threaded, theme_source, MarkScheme(), today=lambda: TODAY)
    qtbot.addWidget(reader)
    with qtbot.waitExposed(reader):
        reader.show()
    shown_entries: list[str] = []
    reader.entry_shown.connect(shown_entries.append)
    for entry in many:
        reader.show_entry(entry.id)
    qtbot.waitUntil(lambda: "e19" in shown_entries)
    assert "Letter: Letter 19" in words(reader)
    assert "Text 19" in words(reader)
    assert shown_entries[-1] == "e19"


def test_keys_act_on_the_entry_that_was_asked_for_last_even_if_another_is_still_on_the_screen(
    qtbot: QtBot, threaded: Runner, theme_source: ThemeSource
) -> None:
    reader = Reader(threaded, theme_source, MarkScheme(), today=lambda: TODAY)
    qtbot.addWidget(reader)
    with qtbot.waitExposed(reader):
        reader.show()
    with qtbot.waitSignal(reader.entry_shown):
        reader.show_entry(EntryId("meeting"))
    # Whoever goes through the cards quickly has pressed the key before the next entry is there.
    for name in ("letter", "response"):
        reader.show_entry(EntryId(name))
        reader.toggle_flag()
    reader.copy_citation()
    qtbot.waitUntil(lambda: {name for name, notes in threaded.notes.items() if notes.flagged} == {"letter", "response"})
    qtbot.waitUntil(lambda: "First answers" in QGuiApplication.clipboard().text())


def test_a_note_begun_before_the_entry_is_there_is_about_it(
    qtbot: QtBot, threaded: Runner, theme_source: ThemeSource
) -> None:
    reader = Reader(threaded, theme_source, MarkScheme(), today=lambda: TODAY)
    qtbot.addWidget(reader)
    with qtbot.waitExposed(reader):
        reader.show()
    with qtbot.waitSignal(reader.entry_shown):
        reader.show_entry(EntryId("meeting"))
    reader.show_entry(EntryId("plain"))
    reader.write_note()
    qtbot.waitUntil(reader.composer.isVisible)
    assert reader.composer.saver is not None
    assert reader.composer.saver.entry == "plain"


def test_a_long_list_comes_in_parts_and_whole_on_request(qtbot: QtBot, show: Show, library: Path) -> None:
    requests = [{"number": number, "text": f"Request about matter {number}."} for number in range(100)]
    save(library, [an_entry("many", kind="interrogatories", requests=requests)])
    reader = show("many")

    def matters() -> int:
        return sum(text.startswith("Request about matter") for text in words(reader))

    qtbot.waitUntil(lambda: matters() == 40)
    link(reader, "Show 40 more requests of 60").click()
    qtbot.waitUntil(lambda: matters() == 80)
    link(reader, "Show 20 more requests").click()
    qtbot.waitUntil(lambda: matters() == 100)


def test_going_through_entries_leaves_nothing_behind(qtbot: QtBot, show: Show) -> None:
    def round_trip() -> int:
        for entry in ("letter", "meeting", "response", "log", "plain"):
            show(entry)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(QApplication.allWidgets())

    first = round_trip()
    assert round_trip() == first


def test_a_library_that_cannot_be_read_says_so_and_can_be_tried_again(
    qtbot: QtBot, reader: Reader, library: Path, tmp_path: Path
) -> None:
    away = library.rename(tmp_path / "away")
    reader.show_entry(EntryId("letter"))
    button = reader.frame.blank.retry
    assert button.isVisible()
    assert any("record.oversight" in text for text in words(reader)), words(reader)
    away.rename(library)
    with qtbot.waitSignal(reader.entry_shown):
        button.click()
    assert "Letter: Remote access to port cranes" in words(reader)


def test_when_the_text_takes_long_the_rest_is_shown_first(
    qtbot: QtBot, threaded: Runner, theme_source: ThemeSource
) -> None:
    reader = Reader(threaded, theme_source, MarkScheme(), today=lambda: TODAY)
    qtbot.addWidget(reader)
    with qtbot.waitExposed(reader):
        reader.show()
    with qtbot.waitSignal(reader.entry_shown):
        reader.show_entry(EntryId("letter"))
        # The worker that renders takes longer to start than this waits.
        qtbot.waitUntil(lambda: reader.detail is not None and reader.detail.entry.id == "letter")
        reader.patience.timeout.emit()
        qtbot.waitUntil(lambda: "Letter: Remote access to port cranes" in words(reader))
    assert "We ask for records.\none\ntwo" in words(reader)


def test_the_strip_below_does_what_it_says(qtbot: QtBot, show: Show, runner: Runner) -> None:
    reader = show("letter")
    link(reader.frame.foot, "Flag").click()
    assert runner.notes[EntryId("letter")].flagged
    link(reader.frame.foot, "Write a note").click()
    assert reader.composer.isVisible()
    reader.composer.editor.setPlainText("A note")
    reader.notes.close_editor()
    bar = reader.frame.area.verticalScrollBar()
    reader.resize(456, 300)
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(0)
    link(reader.frame.foot, "1 note").click()
    assert bar.value() > 0


def test_a_transcript_is_read_to_its_end_by_keys_of_the_pane(qtbot: QtBot, show: Show, library: Path) -> None:
    body = "\n".join(f"Line {number} of the transcript" for number in range(6_000))
    save(library, [an_entry("long", kind="hearing", format="plain", title="A long hearing", body=body)])
    reader = show("long")
    area = reader.frame.area
    assert reader.text is not None
    text = reader.text.view
    assert isinstance(text, LongText)
    outer, inner = area.verticalScrollBar(), text.verticalScrollBar()
    qtbot.waitUntil(lambda: outer.maximum() > 0)

    def place() -> tuple[int, int]:
        return outer.value(), inner.value()

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(area, key)

    press(Qt.Key.Key_PageDown)
    assert place() == (outer.value(), 0)
    bottom = text.mapTo(area.viewport(), text.rect().bottomLeft()).y()
    assert bottom == area.viewport().height() - 1, "the pane shows the whole text first"
    at = outer.value()
    press(Qt.Key.Key_PageDown)
    assert outer.value() == at
    assert 0 < inner.value() <= inner.pageStep(), "then the text goes on, without a gap"
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
    assert outer.value() == at
    press(Qt.Key.Key_End)
    assert place() == (outer.maximum(), inner.maximum())
    press(Qt.Key.Key_Home)
    assert place() == (0, 0)
    inner.setValue(inner.maximum())
    outer.setValue(at)
    press(Qt.Key.Key_PageDown)
    assert outer.value() > at, "after the text come the notes and sources"


def test_escape_asks_to_go_back(qtbot: QtBot, show: Show) -> None:
    reader = show("letter")
    with qtbot.waitSignal(reader.back_requested):
        qtbot.keyClick(reader.frame.area, Qt.Key.Key_Escape)
