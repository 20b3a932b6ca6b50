"""What may be wrong with a record is found, and what is in order is not complained of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.errors import Cancelled
from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.saving import FileContent, Incoming, SourceFile
from oversight_viewer.storage.attachments import hash_of
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.health import Finding, Severity, health
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import PlainNames, an_entry, make_library, raw, save

TODAY = date(2024, 5, 1)
SOURCE = [{"title": "Example Gazette"}]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight")


def found(path: Path, kind: str) -> list[Finding]:
    return [finding for finding in health(path, TODAY) if finding.kind == kind]


def hearing(entry_id: str, title: str, **fields: Any) -> Entry:
    return an_entry(
        entry_id, **{"kind": "hearing", "title": title, "date": "2020-05-01", "committees": ["XCOM"], **fields}
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "two", "is_found"),
    [
        (hearing("a", "Oversight of the Trains"), hearing("b", "Oversight of the  trains."), True),
        (hearing("a", "Oversight of the Trains"), hearing("b", "Oversight of the Trains", date="2020-05"), True),
        (hearing("a", "Oversight of the Trains"), hearing("b", "Oversight of the Trains", date="2020-05-02"), False),
        (hearing("a", "Oversight of the Trains"), hearing("b", "Oversight of the Trains", committees=["XB"]), False),
        (hearing("a", "Oversight of the Trains"), hearing("b", "Oversight of the Harbors"), False),
        (hearing("a", "Oversight of Trains, Part 1"), hearing("b", "Oversight of Trains, Part 2"), False),
        (hearing("a", "Oversight of Trains, Part II"), hearing("b", "Oversight of Trains, Part III"), False),
        (hearing("a", "A"), hearing("b", "B", date="1999", identifiers={"event_id": 7}), False),
        (
            hearing("a", "A", identifiers={"event_id": "7"}),
            hearing("b", "B", date=None, identifiers={"event_id": 7}),
            True,
        ),
        (
            hearing("a", "Oversight of the Trains"),
            hearing("b", "Oversight of the Trains", links=[{"rel": "continues", "to": "a"}]),
            False,
        ),
    ],
)
def test_likely_duplicates(path: Path, one: Entry, two: Entry, is_found: bool) -> None:
    save(path, [one, two])
    assert [finding.entries for finding in found(path, "duplicate")] == ([("a", "b")] if is_found else [])


def test_dates_that_cannot_be(path: Path) -> None:
    save(
        path,
        [
            an_entry("old", date="1788-12-31"),
            an_entry("first", date="1789-03-04"),
            an_entry("soon", date="2029"),
            an_entry("late", date="2030-01-01"),
            an_entry("range", date="2024/2031"),
            an_entry("letter", date="2020-05-02", requests=[{"number": 1, "due": "2020-05-01"}, {"number": 2}]),
            an_entry(
                "reply", lane="response", date="2020-05-01", answers=[{"to": "letter", "request": 2, "status": "full"}]
            ),
            an_entry("fine", lane="response", date="2020", answers=[{"to": "letter", "request": 2, "status": "full"}]),
        ],
    )
    findings = found(path, "date")
    assert {finding.entries for finding in findings} == {("old",), ("range", "late"), ("letter",), ("reply", "letter")}
    assert {finding.severity for finding in findings} == {Severity.PROBLEM}


def test_missing_sources_are_told_together(path: Path) -> None:
    save(path, [an_entry("a"), an_entry("b", sources=SOURCE), an_entry("c", title='"sources":')])
    (finding,) = found(path, "source")
    assert set(finding.entries) == {"a", "c"}
    assert finding.text.startswith("2 ")


def test_links_that_lead_nowhere(path: Path) -> None:
    save(path, [an_entry("a", links=[{"rel": "related", "to": "gone"}, {"rel": "related", "to": "b"}]), an_entry("b")])
    assert [(finding.entries, finding.text[:14]) for finding in found(path, "link")] == [(("a",), "refers to gone")]


def test_bates_numbers(path: Path) -> None:
    def production(entry_id: str, begin: str, end: str, company: str = "Example Freight Co.") -> Entry:
        bates = [{"begin": begin, "end": end}]
        return an_entry(entry_id, lane="response", kind="document_production", companies=[company], bates=bates)

    save(
        path,
        [
            production("a", "EX-0001", "EX-0100"),
            production("b", "EX-0101", "EX-0200"),
            production("c", "EX-0150", "EX-0160"),
            production("d", "EX-0300", "EX-0310"),
            production("e", "EX-0001", "EX-0100", "Another Example Co."),
            production("f", "OTHER 9", "OTHER 7"),
            production("g", "no number", "none"),
        ],
    )
    told = {(finding.entries, finding.severity) for finding in found(path, "bates")}
    assert told == {
        (("b", "c"), Severity.DOUBT),
        (("b", "d"), Severity.NOTE),
        (("f",), Severity.PROBLEM),
    }


def test_names_that_no_list_has(path: Path) -> None:
    save(path, [an_entry("a", companies=["Example Freight Co.", "Unknown Co."], committees=["XCOM", "XSUB"])])
    assert found(path, "company") == []
    with LibraryWriter.open(path) as writer:
        listed = [CompanyName("EXAMPLE FREIGHT CO."), CommitteeName("xcom", "Example Commerce Committee")]
        writer.save(listed, names=PlainNames(), source="lists")
    assert [finding.text for finding in found(path, "company")] == ["Unknown Co. stands in no list"]
    assert [finding.text for finding in found(path, "committee")] == ["XSUB stands in no list"]
    known = health(path, TODAY, committees={"XSUB"})
    assert [finding.text for finding in known if finding.kind == "committee"] == []


def test_a_full_committee_of_a_list_is_known_with_and_without_its_zeros(path: Path) -> None:
    save(path, [an_entry("a", committees=["XCOM", "XSUB"])])
    with LibraryWriter.open(path) as writer:
        writer.save([CommitteeName("xcom00", "Example Commerce Committee")], names=PlainNames(), source="lists")
    assert [finding.text for finding in found(path, "committee")] == ["XSUB stands in no list"]


def test_sources_that_were_not_imported_for_long(path: Path) -> None:
    with LibraryWriter.open(path) as writer:
        for name in ("old.csv", "new.csv"):
            writer.save([], names=PlainNames(), source=name, files=[SourceFile(name)])
    with raw(path) as conn:
        for name, days in (("old.csv", 91), ("new.csv", 90)):
            at = datetime(2024, 5, 1, tzinfo=UTC) - timedelta(days=days)
            conn.execute("UPDATE batch SET at = ? WHERE source = ?", (at.isoformat(), name))
    assert [finding.text for finding in found(path, "stale")] == ["old.csv was last imported 91 days ago"]


def test_attachments_that_are_missing_or_damaged(path: Path) -> None:
    def attached(entry_id: str, data: bytes, *, is_kept: bool) -> Incoming:
        sha256 = hash_of(data)
        entry = an_entry(entry_id, attachments=[{"path": "a.pdf", "sha256": sha256}])
        return Incoming(entry, contents=(FileContent(sha256, None, data),) if is_kept else ())

    with LibraryWriter.open(path) as writer:
        some = [
            attached("a", b"1", is_kept=True),
            attached("b", b"2", is_kept=False),
            attached("c", b"3", is_kept=True),
        ]
        writer.save(some, names=PlainNames(), source="test")
    with raw(path) as conn:
        conn.execute("UPDATE attachment_file SET data = X'00' WHERE sha256 = ?", (hash_of(b"3"),))
    told = [(finding.entries, finding.severity) for finding in found(path, "attachment")]
    assert told == [(("c",), Severity.PROBLEM), (("b",), Severity.NOTE)]


def test_the_check_tells_notes_from_what_is_more(path: Path) -> None:
    save(path, [an_entry("old", date="1700")])
    assert check_library(path) == []
    date, source = check_library(path, TODAY)
    assert ("1789" in date.problem, date.where, date.is_note) == (True, "old", False)
    assert ("without a source" in source.problem, source.where, source.is_note) == (True, "old", True)


def test_the_progress_ends_at_the_end(path: Path) -> None:
    told: list[tuple[int, int]] = []
    health(path, TODAY, lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] == len(told) - 1


def test_it_can_be_ended(path: Path) -> None:
    def stop(done: int, _: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        health(path, TODAY, stop)
