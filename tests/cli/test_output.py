from __future__ import annotations

import io
import sys

import pytest

from oversight_viewer.cli import output
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.keys import Key
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId


def card(title: str, *, companies: tuple[str, ...] = (), date: str | None = "2024-09") -> Card:
    return Card(
        key=Key(1),
        id=EntryId("e-1"),
        lane=Lane.MEETING,
        kind="closed_briefing",
        title=title,
        date=None if date is None else PartialDate.parse(date),
        mark="committee-confidential",
        committees=("XCOM",),
        companies=companies,
    )


def table(*cards: Card, width: int | None = None) -> list[str]:
    return output.cards_table(cards, MarkScheme(), width).splitlines()


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    lines = table(card("One"), card("Two", companies=("Example Freight Co.", "Acme"), date=None))
    assert lines == [
        "Date     Lane     Mark          Id   Committees  Companies                  Title",
        "2024-09  meeting  Confidential  e-1  XCOM                                   One",
        "         meeting  Confidential  e-1  XCOM        Example Freight Co., Acme  Two",
    ]


def test_a_table_fits_the_terminal() -> None:
    lines = table(card("A long title " * 20, companies=("A company with a very long name",)), width=100)
    assert 98 <= max(map(len, lines)) <= 100
    assert lines[1].count("…") == 2
    narrow = table(card("A long title " * 20), width=40)
    assert "e-1" in narrow[1]
    assert "A long title" in narrow[1]


def test_wide_characters_and_accents_take_their_place() -> None:
    lines = table(card("One", companies=("抖音集团",)), card("Two", companies=("Cafe\u0301s",)), card("Three"))
    assert [line.index(title) for line, title in zip(lines[1:], ("One", "Two", "Three"), strict=True)] == [
        lines[0].index("Title") - 4,
        lines[0].index("Title") + 1,
        lines[0].index("Title"),
    ]
    cut = table(card("抖音" * 50), width=80)[1]
    assert cut.endswith("…")
    assert len(cut) < 80


@pytest.mark.parametrize("hostile", ["\x1b[2Jtitle", "ti\x9btle", "title\u202e", "ti\ntle", "ti\rtle", "\x07title"])
def test_a_title_cannot_take_hold_of_the_terminal(hostile: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = table(card(hostile))
    assert len(lines) == 2
    output.print_text("\n".join(lines))
    assert not set(capsys.readouterr().out) & set("\x1b\x9b\u202e\r\x07")


def test_json_holds_every_character_and_none_that_acts(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    text = "\x1b[2J \x9b \x7f ’ 中 \ud83d"
    output.print_json({"title": text.replace("\ud83d", "")})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"title": text.replace("\ud83d", "")}
    assert not set(printed) & set("\x1b\x9b\x7f")
    assert "’ 中" in printed


def test_text_is_wrapped_and_keeps_its_lines() -> None:
    text = "first line\n" + "word " * 40
    lines = output.paragraph(text, "  ", "    ").splitlines()
    assert lines[0] == "  first line"
    assert lines[1].startswith("  word")
    assert lines[2].startswith("      word")
    assert max(map(len, lines)) <= 100
    assert output.paragraph("https://example.com/" + "x" * 200).count("\n") == 0


@pytest.mark.parametrize(("number", "text"), [(0, "0 records"), (1, "1 record"), (2_000, "2,000 records")])
def test_counts(number: int, text: str) -> None:
    assert output.count_text(number, "record", "records") == text


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_streams_are_utf8_but_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    file, terminal = io.TextIOWrapper(io.BytesIO(), "cp1252"), Terminal(io.BytesIO(), "cp1252")
    monkeypatch.setattr(sys, "stdout", file)
    monkeypatch.setattr(sys, "stderr", terminal)
    output.prepare_streams()
    assert (file.encoding, file.errors) == ("utf-8", "backslashreplace")
    assert (terminal.encoding, terminal.errors) == ("cp1252", "backslashreplace")
    terminal.write("中")
    terminal.flush()
    assert terminal.buffer.getvalue() == b"\\u4e2d"  # type: ignore[attr-defined]
    monkeypatch.setattr(sys, "stdout", io.StringIO())  # somebody else's stream is left as it is
    output.prepare_streams()


def test_the_width_of_a_terminal_is_asked_for_only_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert output.terminal_width() is None
    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO()))
    assert output.terminal_width() == 72


class Gone(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError

    def flush(self) -> None:
        raise BrokenPipeError


def test_a_reader_that_is_gone_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Gone())
    with pytest.raises(output.ReaderGone):
        output.print_text("text")
    with pytest.raises(output.ReaderGone):
        output.finish()
