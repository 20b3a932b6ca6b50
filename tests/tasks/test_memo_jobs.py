from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.memo.compose import MemoOptions
from oversight_viewer.sample import build_sample
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks import jobs

OPTIONS = MemoOptions(date(2024, 11, 26), to="Members", subject="Port cranes")
CRANES = RecordFilter(inquiries=Choice(("Port crane software",)))
LETTER, LOG = EntryId("example-crane-letter"), EntryId("example-crane-privilege-log")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with closing(Library.open(path)) as opened:
        yield opened


def plain(text: str, _: str) -> str:
    return f"<p>{escape(text)}</p>"


def write(library: Library, wanted: RecordFilter | list[EntryId], path: Path, **more: object) -> jobs.MemoReport:
    options = replace(OPTIONS, **more)  # type: ignore[arg-type]
    return jobs.write_filter_memo(library, wanted, {}, options, path, plain)


def test_what_is_above_the_ceiling_is_counted_and_left_out(library: Library, tmp_path: Path) -> None:
    count = library.count(CRANES, {})
    report = write(library, CRANES, tmp_path / "memo.md")
    assert report.withheld > 0
    assert report.count + report.withheld == count
    text = (tmp_path / "memo.md").read_text(encoding="utf-8")
    assert "Remote access to port cranes" in text
    assert "Privilege log, 8 entries" not in text
    assert write(library, CRANES, tmp_path / "all.md", ceiling="members-only") == jobs.MemoReport(count, 0)


def test_chosen_entries_stand_once_each(library: Library, tmp_path: Path) -> None:
    assert write(library, [LETTER, LOG, LETTER], tmp_path / "memo.md") == jobs.MemoReport(1, 1)


def test_what_would_leave_is_counted_by_mark(library: Library) -> None:
    scheme = MarkScheme()
    for ceiling in ("public", "committee-confidential", "members-only"):
        counts = jobs.leaving(library, CRANES, {}, ceiling, scheme)
        expected = [mark.code for mark in scheme.marks if mark.code in counts]
        assert list(counts) == expected
        assert expected[-1] == ceiling or ceiling == "members-only"
    assert jobs.leaving(library, [LETTER, LOG], {}, "public", scheme) == {"public": 1}


def test_nothing_to_write_about_is_a_known_error(library: Library, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="No entry matches"):
        write(library, RecordFilter(text="zebra"), tmp_path / "memo.md")
    with pytest.raises(KnownError, match="no entry “nope”"):
        write(library, [EntryId("nope")], tmp_path / "memo.md")
    with pytest.raises(KnownError, match="no entry “nope”"):
        jobs.entry_detail(library, EntryId("nope"))
    assert list(tmp_path.iterdir()) == []


def test_too_many_entries_are_refused(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_IN_A_MEMO", 10)
    with pytest.raises(KnownError, match="too many for a memo; it holds up to 10"):
        write(library, RecordFilter(), tmp_path / "memo.md")


def test_a_memo_is_not_written_over_a_library(library: Library, path: Path) -> None:
    content = path.read_bytes()
    with pytest.raises(KnownError, match="not written over"):
        write(library, CRANES, path)
    assert path.read_bytes() == content


def test_a_memo_can_be_cancelled_and_leaves_nothing(library: Library, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        jobs.write_filter_memo(library, CRANES, {}, OPTIONS, tmp_path / "memo.md", plain, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []
