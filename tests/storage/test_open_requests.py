"""Which entries put requests that are open is known after whatever is saved, in whatever order."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.records import Entry
from oversight_viewer.storage.check import check_library
from tests.storage.helpers import an_entry, ids_of, make_library, opened, save

UNANSWERED, OVERDUE = RecordFilter(unanswered=True), RecordFilter(overdue=True)


def _letter(*dues: str | None, date: str = "2020-01-05") -> Entry:
    requests = [{"number": n, **({"due": due} if due else {})} for n, due in enumerate(dues, start=1)]
    return an_entry("letter", date=date, requests=requests)


def _reply(**statuses: str) -> Entry:
    """An answer to each request that is named ``r1``, ``r2`` and so on."""
    answers = [{"to": "letter", "request": int(name[1:]), "status": status} for name, status in statuses.items()]
    return an_entry("reply", lane="response", date="2020-01-30", answers=answers)


# What is saved, one save after the other, and whether the letter is then unanswered, and overdue on 1 February 2020.
SAVES: dict[str, tuple[list[list[Entry]], bool, bool]] = {
    "no requests": ([[_letter()]], False, False),
    "due earlier": ([[_letter("2020-01-31")]], True, True),
    "due today": ([[_letter("2020-02-01")]], True, False),
    "due within a month": ([[_letter("2020-01")]], True, True),
    "due within this month": ([[_letter("2020-02")]], True, False),
    "without due date": ([[_letter(None)]], True, False),
    "one of two is due earlier": ([[_letter(None, "2019-12-31")]], True, True),
    "answered at once": ([[_letter("2020-01-31"), _reply(r1="full")]], False, False),
    "answered before it is there": ([[_reply(r1="full")], [_letter("2020-01-31")]], False, False),
    "answered later": ([[_letter("2020-01-31")], [_reply(r1="full")]], False, False),
    "answered in part": ([[_letter("2020-01-31")], [_reply(r1="partial")]], True, True),
    "the one that was due is answered": ([[_letter("2020-01-31", None)], [_reply(r1="full")]], True, False),
    "another one is answered": ([[_letter("2020-01-31", None)], [_reply(r2="full")]], True, True),
    "the answer is revised": ([[_letter("2020-01-31"), _reply(r1="full")], [_reply(r1="refused")]], True, True),
    "the answer goes": ([[_letter("2020-01-31"), _reply(r1="full")], [_reply()]], True, True),
    "the same again": ([[_letter("2020-01-31"), _reply(r1="full")]] * 2, False, False),
    "the letter is revised": ([[_letter("2020-01-31")], [_letter("2020-03-01")]], True, False),
    "the letter gets another date": (
        [[_letter("2020-01-31")], [_reply(r1="full")], [_letter("2020-01-31", date="2020-01-06")]],
        False,
        False,
    ),
    "the requests go": ([[_letter("2020-01-31")], [_letter()]], False, False),
    "a request comes": ([[_letter("2020-01-31"), _reply(r1="full")], [_letter("2020-01-31", None)]], True, False),
    "both revised in one save": (
        [[_letter("2020-01-31"), _reply(r1="full")], [_reply(r1="refused"), _letter("2020-01-30")]],
        True,
        True,
    ),
}


@pytest.mark.parametrize("case", SAVES)
def test_after_each_save_it_is_known(tmp_path: Path, case: str) -> None:
    saves, unanswered, overdue = SAVES[case]
    path = make_library(tmp_path / "a.oversight")
    for entries in saves:
        save(path, entries)
    assert ids_of(path, UNANSWERED) == ({"letter"} if unanswered else set())
    assert ids_of(path, OVERDUE) == ({"letter"} if overdue else set())
    assert [item for item in check_library(path) if "answers request" not in item.problem] == []
    with opened(path) as library:
        facets = library.facets(RecordFilter(), {})
    assert (facets.unanswered, facets.overdue) == (int(unanswered), int(overdue))


def test_a_trial_changes_nothing(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.oversight", [_letter("2020-01-31")])
    save(path, [_reply(r1="full")], dry_run=True)
    assert ids_of(path, OVERDUE) == {"letter"}
