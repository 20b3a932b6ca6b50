"""Committees and companies of a library: who is new, who belongs to whom, and what follows when that changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.storage.check import check_library
from tests.storage.helpers import PlainNames, an_entry, ids_of, make_library, opened, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight")


def test_new_names_are_reported_once_and_listed_ones_not(path: Path) -> None:
    names = PlainNames({"XSUB": "XCOM"}, {"Small": "Large"}, listed=["XCOM"])
    some = [an_entry("a", committees=["XSUB", "XOTHER"], companies=["Small"]), an_entry("b", committees=["XOTHER"])]
    report = save(path, some, names)
    assert report.new_committees == ("XSUB", "XOTHER")
    assert report.new_companies == ("Small", "Large")
    assert save(path, [an_entry("c", committees=["XSUB"], companies=["Small"])], names).new_companies == ()
    with opened(path) as library:
        directory = library.directory()
    assert directory.committees["XSUB"] == Committee("XSUB", "XSUB", "XSUB", "XCOM")
    assert directory.companies == {"Large": Company("Large"), "Small": Company("Small", "Large")}


def test_the_resolver_is_told_what_the_library_has(path: Path) -> None:
    save(
        path,
        [an_entry("a", committees=["XSUB"], companies=["Small"])],
        PlainNames({"XSUB": "XCOM"}, {"Small": "Large"}),
    )
    names = PlainNames()
    save(path, [an_entry("b", companies=["Small"])], names)
    assert names.committee_parents == {"XSUB": "XCOM"}
    assert names.company_parents == {"Small": "Large"}


def test_a_parent_that_becomes_known_later_counts_for_earlier_entries(path: Path) -> None:
    save(path, [an_entry("a", companies=["Small"], committees=["XSUB"]), an_entry("b", companies=["Other"])])
    assert ids_of(path, RecordFilter(companies=Choice(("Large",)))) == set()

    learned = PlainNames({"XSUB": "XCOM"}, {"Small": "Middle", "Middle": "Large"})
    report = save(path, [an_entry("c", companies=["Other"])], learned)
    assert report.change.record
    assert set(report.new_companies) == {"Middle", "Large"}
    for wanted in (
        RecordFilter(companies=Choice(("Large",))),
        RecordFilter(companies=Choice(("Middle",))),
        RecordFilter(committees=Choice(("XCOM",))),
    ):
        assert ids_of(path, wanted) == {"a"}
    assert not check_library(path)

    moved = PlainNames(companies={"Small": "Elsewhere"})
    save(path, [], moved)
    assert ids_of(path, RecordFilter(companies=Choice(("Large",)))) == set()
    assert ids_of(path, RecordFilter(companies=Choice(("Elsewhere",)))) == {"a"}
    assert not check_library(path)


def test_a_committee_that_gets_another_name_is_found_by_it(path: Path) -> None:
    class Renamed(PlainNames):
        def committee_by_key(self, key: str) -> Committee | None:
            return Committee(key, f"Committee on {key} and Otters", key)

    save(path, [an_entry("a", committees=["XCOM"])])
    assert ids_of(path, RecordFilter(text="otters")) == set()
    save(path, [], Renamed())
    assert ids_of(path, RecordFilter(text="otters")) == {"a"}


def test_owners_in_a_circle_do_no_harm(path: Path) -> None:
    names = PlainNames({"X": "Y", "Y": "X", "Z": "Z"}, {"A": "B", "B": "A"})
    save(path, [an_entry("a", companies=["A"], committees=["X", "Z"])], names)
    for wanted in (RecordFilter(companies=Choice(("B",))), RecordFilter(committees=Choice(("Y",)))):
        assert ids_of(path, wanted) == {"a"}
