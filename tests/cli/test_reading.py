from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook import Notebook
from tests.cli.conftest import Run
from tests.storage.helpers import an_entry, first_version

RunJson = Callable[..., Any]
LETTER = "example-crane-letter"


@pytest.fixture
def notes(sample: Path) -> Path:
    """A notebook beside the sample, with something on two entries."""
    path = sample.with_suffix(".notebook")
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.write_note(EntryId(LETTER), "Ask about request 5.\nAgain.", ["to do"])
        notebook.tag(EntryId(LETTER), "urgent")
        notebook.flag(EntryId("example-crane-hearing"))
    return path


# Search


def test_search_counts_all_and_shows_the_newest(run_json: RunJson, sample: Path) -> None:
    with closing(Library.open(sample)) as library:
        count = library.count(RecordFilter(text="crane"), {})
        newest = library.cards(RecordFilter(text="crane"), {}, limit=3)
    found = run_json("search", sample, "crane", "--limit", 3)
    assert found["count"] == count > 3
    assert [entry["id"] for entry in found["entries"]] == [card.id for card in newest]
    everything = run_json("search", sample, "crane", "--limit", 0)
    assert len(everything["entries"]) == count


def test_an_entry_of_a_search_has_the_fields_that_are_promised(run_json: RunJson, sample: Path) -> None:
    found = run_json("search", sample, "--kind", "letter", "--company", "Example Freight Co.", "--until", "2024-08")
    assert found == {
        "count": 1,
        "entries": [
            {
                "id": LETTER,
                "lane": "action",
                "kind": "letter",
                "date": "2024-08-23",
                "title": "Remote access to port cranes",
                "committees": ["XCOM01"],
                "companies": ["Example Freight Co."],
                "mark": "public",
            }
        ],
    }


def test_an_undated_entry_has_no_date(run_json: RunJson, sample: Path) -> None:
    entries = run_json("search", sample, "--limit", 0)["entries"]
    assert entries[-1]["date"] is None


def test_words_need_no_quotation_marks(run_json: RunJson, sample: Path) -> None:
    apart = run_json("search", sample, "access", "logs", "overdue")
    assert apart == run_json("search", sample, "access logs overdue")
    assert apart["count"] >= 1
    assert run_json("search", sample, '"overdue logs access"')["count"] == 0


def test_the_table_shows_each_entry_with_its_mark_and_id(run: Run, sample: Path) -> None:
    result = run("search", sample, "--lane", "meeting", "--company", "amazon")
    head, line = result.stdout.splitlines()
    assert head.split() == ["Date", "Lane", "Mark", "Id", "Committees", "Companies", "Title"]
    assert line.startswith("2024-09  meeting  Public  public-tiktok-meeting  HLZS")
    assert "1 of " in result.stderr


def test_what_is_not_shown_is_said(run: Run, sample: Path) -> None:
    result = run("search", sample, "--limit", 2)
    assert len(result.stdout.splitlines()) == 3
    assert "The newest 2 are shown" in result.stderr


def test_nothing_found_is_said_and_no_error(run: Run, run_json: RunJson, sample: Path) -> None:
    result = run("search", sample, "zebra")
    assert result.stdout == ""
    assert "0 of " in result.stderr or "No" in result.stderr
    assert run_json("search", sample, "zebra") == {"count": 0, "entries": []}


def test_a_search_understands_what_the_search_field_does(run_json: RunJson, sample: Path) -> None:
    def ids(*text: str) -> set[str]:
        return {entry["id"] for entry in run_json("search", sample, *text, "--limit", 0)["entries"]}

    assert ids('title:"port cranes"') < ids('"port cranes"')
    assert ids("NOT", "crane") == ids() - ids('"crane"')
    assert ids("title:cranes OR title:vendor") == ids("title:cranes") | ids("title:vendor")
    assert ids("committee:hlzs") == ids("--committee", "HLZS")
    assert LETTER in ids('"port cranes"', "NOT", "title:vendor")


@pytest.mark.usefixtures("notes")
def test_what_only_notes_say_is_found_and_told(run: Run, run_json: RunJson, sample: Path) -> None:
    (found,) = run_json("search", sample, '"ask about request 5"')["entries"]
    assert (found["id"], found["found_in_notes"]) == (LETTER, True)
    assert "1 of these only by what stands in your notes." in run("search", sample, "notes:request").stderr
    assert "found_in_notes" not in run_json("search", sample, "title:cranes")["entries"][0]


def test_another_spelling_is_offered(run: Run, run_json: RunJson, sample: Path) -> None:
    assert "Did you mean “vendor crane”?" in run("search", sample, "vendr cranez").stderr
    assert "Did you mean" not in run("search", sample, "zzzzzzzz").stderr
    assert run_json("search", sample, "vendr") == {"count": 0, "entries": []}


@pytest.mark.usefixtures("notes")
def test_tags_and_flags_of_the_notebook_count(run_json: RunJson, sample: Path) -> None:
    for words, found in (
        (["--tag", "urgent"], [LETTER]),
        (["--tag", "to do"], [LETTER]),
        (["--has-notes"], [LETTER]),
        (["--flagged"], ["example-crane-hearing"]),
    ):
        assert [entry["id"] for entry in run_json("search", sample, *words)["entries"]] == found


@pytest.mark.parametrize(
    "words",
    [
        ["search", "--has-notes"],
        ["search", "--not-lane", "meeting", "--flagged", "--json"],
        ["export", "out.csv", "--notes"],
        ["export", "out.jsonl", "--has-notes"],
        ["memo", "-o", "out.md", "--notes"],
    ],
)
def test_what_asks_for_notes_that_cannot_be_read_is_not_answered(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    sample.with_suffix(".notebook").write_text("something else")
    result = run(words[0], sample, *words[1:], code=3)
    assert result.stdout == ""
    assert "is not a notebook" in result.stderr
    assert not list(tmp_path.glob("out.*"))


def test_a_notebook_that_cannot_be_read_is_named_and_left_out(run: Run, sample: Path) -> None:
    sample.with_suffix(".notebook").write_text("something else")
    result = run("search", sample, "crane")
    assert "notes could not be read" in result.stderr
    assert result.stdout


def test_reading_leaves_no_file_behind(run: Run, sample: Path, tmp_path: Path) -> None:
    content = sample.read_bytes()
    run("search", sample, "crane")
    run("show", sample, LETTER)
    run("info", sample)
    assert {path.name for path in tmp_path.iterdir()} == {"sample.oversight"}
    assert sample.read_bytes() == content


# Show


def test_show_as_json_is_the_interchange_format(run_json: RunJson, sample: Path) -> None:
    shown = run_json("show", sample, LETTER)
    with closing(Library.open(sample)) as library:
        detail = library.entry(EntryId(LETTER))
    assert detail is not None
    assert entry_from_json(shown) == detail.entry


@pytest.mark.usefixtures("notes")
def test_show_says_everything_about_an_entry(run: Run, sample: Path) -> None:
    lines = run("show", sample, LETTER).stdout.splitlines()
    assert lines[0] == "Remote access to port cranes"
    text = "\n".join(lines)
    for part in (
        "Mark:         Public",
        "Companies:    Example Freight Co. (addressee)",
        "1. Name every vendor",
        "– Answered in full",
        "Follows up: 1 Aug 2024",
        "Followed up by: 3 Oct 2024",
        "Fictional example",
        "Your notes",
        "Tags: urgent",
        "[to do]",
        "Ask about request 5.",
    ):
        assert part in text


def test_every_entry_of_the_sample_can_be_shown(run: Run, run_json: RunJson, sample: Path) -> None:
    shown = []
    for entry in run_json("search", sample, "--limit", 0)["entries"]:
        lines = run("show", sample, entry["id"]).stdout.splitlines()
        assert lines[0]
        shown += lines
    text = "\n".join(shown)
    for part in ("Privilege log", "Answers", "To request", "Asked:", "Bates:", "Attachments:", "Revision:", "People:"):
        assert part in text


def test_an_entry_that_is_not_there_is_a_known_error(run: Run, sample: Path) -> None:
    assert "no entry “nope”" in run("show", sample, "nope", code=3).stderr


# Info and check


def test_info(run: Run, run_json: RunJson, sample: Path, notes: Path) -> None:
    facts = run_json("info", sample)
    assert facts["title"] == "Sample record"
    assert facts["total"] == sum(facts["entries"].values())
    assert list(facts["entries"]) == ["action", "meeting", "response"]
    assert (facts["notebook"], facts["annotated"]) == (str(notes), 2)
    text = run("info", sample).stdout
    assert text.startswith("Sample record\n")
    assert f"{facts['total']:,}" in text
    assert "2 records" in text


def test_check_of_a_library_in_order(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    run("new", tmp_path / "empty.oversight")
    result = run("check", tmp_path / "empty.oversight")
    assert (result.stdout, result.stderr) == ("", "Nothing is wrong with it.\n")
    assert run_json("check", tmp_path / "empty.oversight") == {"findings": []}


def test_check_names_what_it_finds(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    link = '{"id": "reply", "kind": "response_letter", "title": "R", "links": [{"rel": "responds_to", "to": "gone"}]}'
    (tmp_path / "records.jsonl").write_text(link)
    run("import", tmp_path / "lib.oversight", tmp_path / "records.jsonl")
    result = run("check", tmp_path / "lib.oversight", code=1)
    assert "reply" in result.stdout
    assert "gone" in result.stdout
    assert "reply: note: 1 without a source" in result.stdout
    assert result.stderr == "1 finding. 1 note.\n"
    finding, note = run_json("check", tmp_path / "lib.oversight", code=1)["findings"]
    assert set(finding) == {"where", "problem", "note"}
    assert (finding["note"], note["note"]) == (False, True)


def test_notes_alone_are_no_findings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text('{"kind": "letter", "title": "A letter"}')
    run("import", tmp_path / "lib.oversight", tmp_path / "records.jsonl")
    assert run("check", tmp_path / "lib.oversight").stderr == "Nothing is wrong with it. 1 note.\n"


def test_check_finds_the_overlap_and_the_gap_of_the_sample(run: Run, sample: Path) -> None:
    said = run("check", sample, code=1).stdout
    assert "Bates ranges EFC-0000199 to EFC-0000610 and EFC-0000605 to EFC-0000742 overlap" in said
    assert "no Bates numbers between EFC-0000186 and EFC-0000190" in said
    assert "HLZS" not in said  # stands in the list that ships


def test_check_of_what_is_no_library(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lib.oversight").write_text("something else")
    assert "is not a library" in run("check", tmp_path / "lib.oversight", code=3).stderr


def test_info_on_an_empty_library(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    run("new", tmp_path / "empty.oversight")
    facts = run_json("info", tmp_path / "empty.oversight")
    assert (facts["total"], facts["first_day"], facts["last_day"]) == (0, None, None)
    assert "Dates:       - to -" in run("info", tmp_path / "empty.oversight").stdout


def test_a_library_of_an_earlier_version_is_adapted(run: Run, tmp_path: Path) -> None:
    for verb in (["check"], ["search", "--person", "Ada Example"]):
        path = first_version(tmp_path / f"{verb[0]}.oversight", [an_entry("a", people=[{"name": "Ada Example"}])])
        result = run(verb[0], path, *verb[1:])
    assert "Title of a" in result.stdout
