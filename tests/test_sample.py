"""The sample record holds what it promises, and becomes a library."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from oversight_viewer.domain.dates import Precision
from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.kinds import KINDS, Lane
from oversight_viewer.domain.marks import DEFAULT_MARKS
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.requests import AnswerStatus, RequestState, due_day, resolve_status
from oversight_viewer.resources import sample_data
from oversight_viewer.sample import SAMPLE_TITLE, build_sample, sample_files
from oversight_viewer.storage.library import Library, create_library

PUBLIC, EARLIER, EXAMPLE, TRANSCRIPT = (
    "public-matters.jsonl",
    "worked-example-earlier.jsonl",
    "worked-example.jsonl",
    "worked-example-transcript.jsonl",
)
EXAMPLE_COMMITTEES = {"XCOM", "XCOM01", "XCOM02", "XHOM"}
EXAMPLE_COMPANIES = {
    "Example Freight Co.",
    "Example Air Cargo LLC",
    "Example Rail Leasing",
    "Sample Cloud Inc.",
    "Placeholder Pharma Inc.",
}
HEARINGS = {
    ("2017-10-04", "SSBK"): {"Equifax"},
    ("2018-04-10", "SSJU SSCM"): {"Facebook"},
    ("2018-04-11", "HSIF"): {"Facebook"},
    ("2020-07-29", "HSJU05"): {"Amazon", "Apple", "Facebook", "Google"},
    ("2023-03-23", "HSIF"): {"TikTok"},
    ("2024-01-31", "SSJU"): {"Meta", "TikTok", "X", "Snap", "Discord"},
    ("2024-05-01", "SSFI"): {"UnitedHealth Group"},
    ("2024-06-13", "HSHM"): {"Microsoft"},
    ("2024-06-18", "SSGA01"): {"Boeing"},
    ("2024-09-24", "HSHM08"): {"CrowdStrike"},
}


def read(*names: str) -> list[Entry]:
    lines = [line for name in names for line in (sample_data() / name).read_text(encoding="utf-8").splitlines()]
    return [entry_from_json(json.loads(line)) for line in lines]


@pytest.fixture(scope="module")
def public() -> list[Entry]:
    return read(PUBLIC)


@pytest.fixture(scope="module")
def example() -> list[Entry]:
    return read(EXAMPLE, TRANSCRIPT)


def by_id(entries: list[Entry]) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries}


def of_kind(entries: list[Entry], *kinds: str) -> list[Entry]:
    return [entry for entry in entries if entry.kind in kinds]


def states(entry: Entry, entries: list[Entry]) -> dict[str, AnswerStatus]:
    """How each request of an entry stands after the answers, in order of date."""
    dated = sorted(entries, key=lambda item: item.date.first_day if item.date else date.min)
    return {
        str(request.number): resolve_status(
            answer.status
            for item in dated
            for answer in item.answers
            if (answer.to, answer.request) == (entry.id, request.number)
        )
        for request in entry.requests
    }


def test_files_are_named_in_the_order_of_import() -> None:
    assert [path.name for path in sample_files()] == [PUBLIC, EARLIER, EXAMPLE, TRANSCRIPT]
    assert all(path.is_file() for path in sample_files())


def test_counts(public: list[Entry], example: list[Entry]) -> None:
    assert (len(public), len(example), len(read(EARLIER))) == (33, 47, 1)
    assert len(by_id(public + example)) == 80


@pytest.mark.parametrize("name", [PUBLIC, EARLIER, EXAMPLE, TRANSCRIPT])
def test_every_line_is_in_the_format_and_nothing_of_it_is_lost(name: str) -> None:
    for line in (sample_data() / name).read_text(encoding="utf-8").splitlines():
        written = json.loads(line)
        read_again = entry_to_json(entry_from_json(written))
        assert read_again == {"format": "markdown", **written}


def test_kinds_are_known(public: list[Entry], example: list[Entry]) -> None:
    assert [entry.id for entry in public + example if entry.kind not in KINDS[entry.lane]] == []


def test_links_and_answers_lead_to_what_is_there(public: list[Entry], example: list[Entry]) -> None:
    entries = by_id(public + example)
    for entry in entries.values():
        assert [link for link in entry.links if link.to not in entries] == []
        for answer in entry.answers:
            assert answer.request in [request.number for request in entries[answer.to].requests], (entry.id, answer)
        ends = [link.to for link in entry.links] + [answer.to for answer in entry.answers]
        assert len({"example" in entries[end].tags for end in ends} | {"example" in entry.tags}) == 1, entry.id


def test_public_entries_have_sources_and_nothing_of_the_example(public: list[Entry]) -> None:
    for entry in public:
        assert entry.sources, entry.id
        assert all(source.title and source.publisher for source in entry.sources)
        assert "example" not in entry.tags
        assert entry.congress is not None
        assert not {committee.code for committee in entry.committees} & EXAMPLE_COMMITTEES
        assert "example" not in json.dumps(entry_to_json(entry)).lower()


def test_fictional_entries_say_so_and_name_nobody_real(example: list[Entry]) -> None:
    for entry in example + read(EARLIER):
        assert "example" in entry.tags
        assert [source.title for source in entry.sources] == ["Fictional example"]
        assert {committee.code for committee in entry.committees} <= EXAMPLE_COMMITTEES
        assert {company.name for company in entry.companies} <= EXAMPLE_COMPANIES
        assert entry.companies


def test_no_name_of_a_real_party_stands_in_a_fictional_text(public: list[Entry], example: list[Entry]) -> None:
    names = {item.name for entry in public for item in (*entry.companies, *entry.people)} - {"X"}
    codes = {item.code for entry in public for item in entry.committees if item.code}
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names | codes)))
    for entry in example:
        assert not pattern.search(json.dumps(entry_to_json(entry))), entry.id


def test_the_only_quotation_of_the_first_matter_is_the_committees_phrase(public: list[Entry]) -> None:
    matter = [entry for entry in public if entry.inquiry == "Shopping on TikTok"]
    quoted = [text for entry in matter for text in re.findall("“([^”]*)”", f"{entry.summary} {entry.body}")]
    assert set(quoted) == {"dangerous and unwise"}
    assert Counter(str(entry.date) for entry in matter) == Counter(
        {"2024-04-24": 1, "2024-05-07": 1, "2024-08": 1, "2024-09": 1, "2024-11": 2}
    )
    (statement,) = [entry for entry in matter if entry.requests]
    assert states(statement, matter) == {"1": AnswerStatus.NOT_ADDRESSED}


def test_hearings_with_the_testimony_of_each_company(public: list[Entry]) -> None:
    testimony: dict[str, set[str]] = {}
    for entry in of_kind(public, "testimony"):
        (link,) = entry.links
        assert (entry.lane, link.rel) == (Lane.RESPONSE, "testimony_at")
        testimony.setdefault(link.to, set()).update(company.name for company in entry.companies)
    found = {
        (str(entry.date), " ".join(item.code or "" for item in entry.committees)): testimony[entry.id]
        for entry in of_kind(public, "hearing")
    }
    assert found == HEARINGS


def test_congress_and_chamber_fit_the_date_and_the_committee(public: list[Entry]) -> None:
    for entry in public:
        assert entry.date is not None
        year = entry.date.start.year
        assert (entry.congress, entry.session) == ((year - 1787) // 2, 1 if year % 2 else 2)
        chambers = {{"H": "house", "S": "senate"}[(item.code or "")[0]] for item in entry.committees}
        assert entry.chamber is None or {entry.chamber} == chambers


def test_three_inquiries_over_eighteen_months(example: list[Entry]) -> None:
    assert {entry.inquiry for entry in example} == {
        "Port crane software",
        "Cloud data retention",
        "Medicine shortage notices",
    }
    days = [entry.date.first_day for entry in example if entry.date and entry.date.precision is Precision.DAY]
    assert (min(days), max(days)) == (date(2023, 6, 15), date(2024, 11, 21))
    assert [day for day in days if day.weekday() > 4] == []


def test_dates_of_every_precision_and_none(example: list[Entry]) -> None:
    precisions = Counter(entry.date.precision if entry.date else None for entry in example)
    assert set(precisions) == {None, *Precision}


def test_every_mark(example: list[Entry]) -> None:
    assert {entry.mark for entry in example} == {mark.code for mark in DEFAULT_MARKS}
    assert sum(entry.respondent_mark is not None for entry in example) >= 3


def test_letters_put_four_to_twelve_requests_with_due_dates(example: list[Entry]) -> None:
    asking = [entry for entry in example if entry.requests and entry.kind in {"letter", "document_request", "subpoena"}]
    counts = sorted(len(entry.requests) for entry in asking)
    assert (counts[0], counts[-1]) == (4, 12)
    assert all(request.due is not None for entry in example for request in entry.requests)


def test_answers_of_every_status_and_requests_without_any(example: list[Entry]) -> None:
    found = {status for entry in example for status in states(entry, example).values()}
    assert found == set(AnswerStatus)


def test_the_letter_on_cranes_stands_as_the_pictures_show(example: list[Entry]) -> None:
    letter = by_id(example)["example-crane-letter"]
    assert "".join(status.value[0] for status in states(letter, example).values()) == "ffpfrpn"
    request = by_id(example)["example-crane-document-request"]
    assert "".join(status.value[0] for status in states(request, example).values()) == "fffnp"


@pytest.mark.parametrize("today", [date(2024, 11, 26), date(2026, 7, 1)])
def test_some_requests_are_overdue(example: list[Entry], today: date) -> None:
    late = [
        RequestState(str(request.number), status, due_day(request)).days_overdue(today)
        for entry in example
        for request, status in zip(entry.requests, states(entry, example).values(), strict=True)
    ]
    assert sum(days > 0 for days in late) >= 10
    assert sum(days == 0 for days in late) >= 10


def test_two_extensions_moved_due_dates(example: list[Entry]) -> None:
    extensions = [entry for entry in example if "extension" in entry.tags]
    assert len(extensions) == 2
    entries = by_id(example)
    for extension in extensions:
        letter = entries[extension.links[0].to]
        moved = [request for request in letter.requests if "first_due" in request.extra]
        assert moved
        assert all(str(request.due) > str(request.extra["first_due"]) for request in moved)


def test_a_promise_is_kept_late(example: list[Entry]) -> None:
    given = [
        (str(entry.date), answer.status)
        for entry in example
        for answer in entry.answers
        if (answer.to, answer.request) == ("example-cloud-request", 4)
    ]
    assert given == [("2023-11-30", "promised"), ("2024-02-15", "full")]


def test_kinds_that_the_sample_promises(example: list[Entry]) -> None:
    counts = Counter(entry.kind for entry in example)
    assert counts["subpoena"] == counts["objection"] == counts["no_response"] == counts["privilege_log"] == 1
    assert counts["document_production"] + counts["supplemental_production"] == 4
    assert counts["transcribed_interview"] == 2
    assert sum(link.rel == "supersedes" for entry in example for link in entry.links) == 1
    assert {entry.lane for entry in example} == set(Lane)


def test_four_productions_with_one_gap_and_one_overlap(example: list[Entry]) -> None:
    ranges: dict[str, list[tuple[int, int]]] = {}
    producing = [entry for entry in example if entry.bates]
    assert len(producing) == 4
    for item in (item for entry in producing for item in entry.bates):
        prefix, begin = item.begin.split("-")
        ranges.setdefault(prefix, []).append((int(begin), int(item.end.split("-")[1])))
    gaps = [(a[1] + 1, b[0] - 1) for runs in ranges.values() for a, b in pairwise(sorted(runs)) if b[0] > a[1] + 1]
    overlaps = [(b[0], a[1]) for runs in ranges.values() for a, b in pairwise(sorted(runs)) if b[0] <= a[1]]
    assert (gaps, overlaps) == ([(187, 189)], [(605, 610)])


def test_the_privilege_log_has_eight_lines(example: list[Entry]) -> None:
    (log,) = of_kind(example, "privilege_log")
    assert [item.number for item in log.privilege_log] == list(range(1, 9))
    assert all(item.author and item.recipients and item.description and item.basis for item in log.privilege_log)


def test_one_entry_was_revised_once(example: list[Entry]) -> None:
    (earlier,) = read(EARLIER)
    now = by_id(example)[earlier.id]
    assert earlier != now
    assert (earlier.title, earlier.date, earlier.body) == (now.title, now.date, now.body)


def test_attachments_are_there_as_described(example: list[Entry]) -> None:
    attachments = [item for entry in example for item in entry.attachments]
    assert attachments
    for item in attachments:
        assert hashlib.sha256((sample_data() / item.path).read_bytes()).hexdigest() == item.sha256


def test_schedule_b_and_the_letter_agree(example: list[Entry]) -> None:
    rows = (sample_data() / "attachments" / "schedule-b-cranes.csv").read_text(encoding="utf-8").splitlines()[1:]
    cranes = Counter(row.split(",")[1] for row in rows)
    body = by_id(example)["example-crane-response"].body or ""
    assert sum(cranes.values()) == 41
    for terminal, number in cranes.items():
        assert f"| {terminal} | {number} |" in body


def test_the_transcript_is_long_and_plain(example: list[Entry]) -> None:
    entry = by_id(example)["example-crane-transcript"]
    assert entry.format == "plain"
    body = entry.body or ""
    assert 270_000 < len(body) < 330_000
    assert max(map(len, body.splitlines())) <= 66
    assert not re.search(r"[{}|]", body)


def test_the_script_writes_the_transcript_again_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "sample_data"
    shutil.copytree(sample_data(), copy)
    (copy / TRANSCRIPT).unlink()
    subprocess.run([sys.executable, copy / "make_transcript.py"], check=True)
    assert (copy / TRANSCRIPT).read_bytes() == (sample_data() / TRANSCRIPT).read_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(tmp_path_factory.mktemp("sample") / "new folder")


def test_the_library_holds_the_sample(built: Path) -> None:
    with closing(Library.open(built)) as library:
        info = library.info()
        assert (info.title, info.total) == (SAMPLE_TITLE, 80)
        written = {entry.id: entry for entry in library.entries(RecordFilter(), {})}
    assert written == by_id(read(PUBLIC, EXAMPLE, TRANSCRIPT))
    assert sorted(path.name for path in built.parent.iterdir()) == [built.name, "attachments"]


def test_the_library_keeps_the_earlier_version_of_one_entry(built: Path) -> None:
    (earlier,) = read(EARLIER)
    with closing(Library.open(built)) as library:
        kept = {entry.id: library.revisions(entry.id) for entry in library.entries(RecordFilter(), {})}
    assert [entry for _, _, entry in kept.pop(earlier.id)] == [earlier]
    assert not any(kept.values())


def test_the_library_knows_who_belongs_to_whom(built: Path) -> None:
    with closing(Library.open(built)) as library:
        directory = library.directory()
    assert directory.committees["XCOM"].name == "Example Commerce Committee"
    assert directory.committee_and_below("XCOM") == {"XCOM", "XCOM01", "XCOM02"}
    assert directory.company_and_below("Example Freight Co.") == {
        "Example Freight Co.",
        "Example Air Cargo LLC",
        "Example Rail Leasing",
    }
    assert directory.companies["TikTok"].parent == "ByteDance"
    assert directory.companies["Google"].parent == "Alphabet"
    assert "Facebook" not in directory.companies


def test_the_sample_that_is_there_is_used_again(built: Path) -> None:
    before = (built.read_bytes(), built.stat().st_mtime_ns)
    assert build_sample(built.parent) == built
    assert (built.read_bytes(), built.stat().st_mtime_ns) == before


def test_another_library_of_that_name_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / f"{SAMPLE_TITLE}.oversight"
    create_library(other, "My own record")
    before = other.read_bytes()
    with pytest.raises(KnownError, match="is not the sample record"):
        build_sample(tmp_path)
    assert other.read_bytes() == before
    assert list(tmp_path.iterdir()) == [other]


def test_an_attached_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "attachments" / "schedule-a-vendors.csv"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    build_sample(tmp_path)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert (mine.parent / "schedule-b-cranes.csv").is_file()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(KnownError):
        build_sample(blocked / "folder")


def test_the_entry_by_which_the_sample_is_known_is_in_it(example: list[Entry]) -> None:
    assert EntryId("example-crane-letter") in by_id(example)
