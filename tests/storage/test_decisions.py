"""Decisions about names hold for all entries at once, and are undone without a trace."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName, Decision, DecisionKind
from oversight_viewer.domain.saving import Item
from oversight_viewer.importing.names import Names
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import an_entry, ids_of, make_library, opened, raw
from tests.storage.test_undo import what_is_shown

MERGE, SPLIT, PARENT = DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.PARENT
ADD, REMOVE, NUMBERS = DecisionKind.ADD_ALIAS, DecisionKind.REMOVE_ALIAS, DecisionKind.NUMBERS
APART = DecisionKind.APART
RECORD = [
    an_entry("a", companies=["Example Freight Co."]),
    an_entry("b", companies=["Example Freight Company", "Example Freight Co."]),
    an_entry("c", companies=[{"name": "Example Rail", "parent": "Example Holding"}]),
    an_entry("d"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_library(tmp_path / "a.oversight")
    take(path, RECORD)
    return path


def take(path: Path, items: list[Item] | list[object]) -> int:
    with LibraryWriter.open(path) as writer:
        report = writer.save(items, names=Names(), source="test")  # type: ignore[arg-type]
    assert report.batch is not None
    return report.batch


def decide(path: Path, kind: DecisionKind, company: str, other: str | None = None) -> int:
    with LibraryWriter.open(path) as writer:
        return writer.decide(Decision(kind, company, other), "Pat Example", names=Names())


def undo(path: Path, number: int) -> None:
    with LibraryWriter.open(path) as writer:
        writer.undo_decision(number, names=Names())


def of_company(path: Path, name: str) -> set[str]:
    return ids_of(path, RecordFilter(companies=Choice((name,))))


def test_a_merge_holds_for_what_is_there_and_what_comes(path: Path) -> None:
    before = what_is_shown(path)
    number = decide(path, MERGE, "Example Freight Company", "Example Freight Co.")
    assert of_company(path, "Example Freight Co.") == {"a", "b"}
    with opened(path) as library:
        assert set(library.directory().companies) == {"Example Freight Co.", "Example Rail", "Example Holding"}
        detail = library.companies_detail("Example Freight Co.")
        assert detail is not None
        assert {(form.name, form.entries) for form in detail.written} == {
            ("Example Freight Co.", 2),
            ("Example Freight Company", 1),
        }
        assert [made.is_undone for made in library.decisions()] == [False]
    assert check_library(path) == []
    batch = take(path, [an_entry("e", companies=["EXAMPLE FREIGHT COMPANY"])])
    assert of_company(path, "Example Freight Co.") == {"a", "b", "e"}
    with LibraryWriter.open(path) as writer:
        writer.undo(batch, names=Names())
    undo(path, number)
    assert what_is_shown(path) == before
    assert check_library(path) == []


def test_a_written_name_can_be_split_off(path: Path) -> None:
    take(
        path, [CompanyName("Example Freight Co.", aliases=("Example Freight Company",), cik=7, parent="Example Group")]
    )
    assert of_company(path, "Example Freight Co.") == {"a", "b"}
    assert of_company(path, "Example Group") == {"a", "b"}
    before = what_is_shown(path)
    number = decide(path, SPLIT, "Example Freight Company")
    assert of_company(path, "Example Freight Company") == {"b"}
    other = decide(path, SPLIT, "Example Freight Company", "Example Rail")
    assert of_company(path, "Example Rail") == {"b", "c"}
    with pytest.raises(KnownError, match="rests on"):
        undo(path, number)
    undo(path, other)
    undo(path, number)
    assert what_is_shown(path) == before
    with pytest.raises(KnownError, match="undone already"):
        undo(path, number)
    assert check_library(path) == []


def test_an_owner_that_was_decided_is_undone_in_any_order(path: Path) -> None:
    before = what_is_shown(path)
    first = decide(path, PARENT, "Example Rail", "Example Freight Co.")
    assert of_company(path, "Example Freight Co.") == {"a", "b", "c"}
    second = decide(path, PARENT, "Example Rail")
    assert of_company(path, "Example Holding") == set()
    undo(path, first)
    assert of_company(path, "Example Freight Co.") == {"a", "b"}
    undo(path, second)
    assert what_is_shown(path) == before
    assert check_library(path) == []


def test_aliases_and_numbers(path: Path) -> None:
    take(path, [CompanyName("Example Rail", aliases=("ER", "Example Railways"), cik=7, lei="L", tickers=("ER",))])
    decide(path, REMOVE, "Example Rail", "ER")
    decide(path, ADD, "Example Rail", "Example Freight Company")
    with LibraryWriter.open(path) as writer:
        writer.decide(Decision(NUMBERS, "Example Rail", cik=8), "Pat Example", names=Names())
    assert of_company(path, "Example Rail") == {"b", "c"}
    with opened(path) as library:
        detail = library.companies_detail("Example Rail")
        assert library.companies_detail("Nobody") is None
    assert detail is not None
    assert detail.aliases == ("Example Railways", "Example Freight Company")
    assert (detail.cik, detail.lei, detail.tickers, detail.parent) == (8, "L", ("ER",), "Example Holding")
    assert take(path, [an_entry("e", companies=["ER"])])
    assert of_company(path, "ER") == {"e"}


def test_what_makes_no_sense_is_refused(path: Path) -> None:
    with pytest.raises(KnownError, match="itself"):
        decide(path, MERGE, "Example Rail", "example rail")
    with pytest.raises(KnownError, match="not there"):
        undo(path, 9)


def test_two_that_were_told_apart_stay_apart_until_that_is_undone(path: Path) -> None:
    before = what_is_shown(path)
    number = decide(path, APART, "Example Freight Company", "Example Freight Co.")
    assert what_is_shown(path) == before, "no entry is found otherwise"
    with opened(path) as library:
        assert [(made.decision.kind, made.author) for made in library.decisions()] == [(APART, "Pat Example")]
    with pytest.raises(KnownError, match="not the same"):
        decide(path, MERGE, "Example Freight Co.", "Example Freight Company")
    assert what_is_shown(path) == before
    undo(path, number)
    assert decide(path, MERGE, "Example Freight Company", "Example Freight Co.") > number
    with pytest.raises(KnownError, match="one company"):
        decide(path, APART, "Example Freight Company", "Example Freight Co.")
    assert check_library(path) == []


def test_a_decision_of_a_kind_to_come_is_not_passed_over(path: Path) -> None:
    decide(path, APART, "Example Freight Company", "Example Freight Co.")
    with raw(path) as conn:
        conn.execute("UPDATE name_decision SET kind = 'to come'")
    with pytest.raises(KnownError, match="newer version"):
        decide(path, MERGE, "Example Freight Company", "Example Freight Co.")
    with opened(path) as library, pytest.raises(KnownError, match="newer version"):
        library.decisions()


def test_decisions_that_belong_together_are_made_and_undone_as_one(path: Path) -> None:
    before = what_is_shown(path)
    senseless = [Decision(MERGE, "Example Rail", "Sample Rail"), Decision(MERGE, "Sample Rail", "Sample Rail")]
    sensible = [Decision(PARENT, "Sample Rail", "Example Holding"), Decision(MERGE, "Example Rail", "Sample Rail")]
    with LibraryWriter.open(path) as writer:
        writer.decide(Decision(NUMBERS, "Example Rail", cik=9), "Pat Example", names=Names())
        with pytest.raises(KnownError, match="itself"):
            writer.decide_all(senseless, "Pat Example", names=Names())
        assert what_is_shown(path) == before
        numbers = writer.decide_all(sensible, "Pat Example", names=Names())
    assert of_company(path, "Sample Rail") == of_company(path, "Example Holding") == {"c"}
    with opened(path) as library:
        detail = library.companies_detail("Sample Rail")
    assert detail is not None
    assert (detail.parent, detail.cik) == ("Example Holding", 9), "who is called otherwise keeps both"
    with LibraryWriter.open(path) as writer:
        with pytest.raises(KnownError, match="not there"):
            writer.undo_decisions([*numbers, 99], names=Names())
        writer.undo_decisions(numbers, names=Names())
    assert what_is_shown(path) == before
    assert check_library(path) == []


def test_names_of_a_list_are_known_and_not_shown_before_they_are_named(path: Path) -> None:
    take(path, [an_entry("x", committees=["Example Commerce Committee"])])
    before = what_is_shown(path)
    batch = take(
        path,
        [
            CommitteeName("xxcm", "Example Commerce Committee", "house", other_names=("Commerce of Examples",)),
            CompanyName("Example Unseen Inc."),
            CompanyName("Example Freight Co.", aliases=("Example Freight Company",)),
        ],
    )
    with opened(path) as library:
        assert set(library.directory().committees) == {"XXCM"}
        assert "Example Unseen Inc." not in library.directory().companies
        assert len(library.listed_names()) == 3
    assert of_company(path, "Example Freight Co.") == {"a", "b"}
    assert check_library(path) == []
    with LibraryWriter.open(path) as writer:
        writer.undo(batch, names=Names())
    assert what_is_shown(path) == before
    assert check_library(path) == []


KINDS = st.sampled_from([MERGE, SPLIT, PARENT, ADD, REMOVE, APART])
COMPANIES = st.sampled_from(["Example Freight Co.", "Example Freight Company", "Example Rail", "Example Holding"])


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([MERGE, SPLIT, PARENT, ADD, REMOVE, APART]), COMPANIES, COMPANIES), max_size=4)
)
def test_deciding_and_undoing_leaves_no_trace(decisions: list[tuple[DecisionKind, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make_library(Path(folder) / "a.oversight")
        take(path, RECORD)
        shown = [what_is_shown(path)]
        numbers: list[int] = []
        for kind, company, other in decisions:
            try:
                numbers.append(decide(path, kind, company, other))
            except KnownError:
                continue
            assert check_library(path) == []
            shown.append(what_is_shown(path))
        for number in reversed(numbers):
            assert what_is_shown(path) == shown.pop()
            undo(path, number)
            assert check_library(path) == []
        assert what_is_shown(path) == shown.pop()


def test_a_name_that_two_imports_tell_is_known_until_both_are_undone(path: Path) -> None:
    told = CompanyName("Example Barges Inc.", ("EBI",), cik=7)
    with LibraryWriter.open(path) as writer:
        reports = [writer.save([told], names=Names.built_in(), source=source) for source in ("first", "second")]
        for report, is_known in zip(reports, (True, False), strict=True):
            assert report.batch is not None
            writer.undo(report.batch, names=Names.built_in())
            writer.save([an_entry(f"a-{is_known}", companies=["EBI"])], names=Names.built_in(), source="letters")
            wanted = RecordFilter(companies=Choice(("Example Barges Inc.",)))
            assert bool(ids_of(path, wanted)) is is_known
    assert check_library(path) == []
