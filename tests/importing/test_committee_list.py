"""The lists that ship with the application are sound."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from oversight_viewer.domain.records import Committee, CommitteeRef
from oversight_viewer.importing.directory_files import ListedCommittee, load_committees, load_companies
from oversight_viewer.importing.names import Names
from oversight_viewer.resources import resource


@pytest.fixture(scope="module")
def listed() -> tuple[ListedCommittee, ...]:
    return load_committees(resource("committees.json"))


@pytest.fixture(scope="module")
def by_code(listed: tuple[ListedCommittee, ...]) -> dict[str, Committee]:
    return {item.committee.key: item.committee for item in listed}


def test_codes_are_well_formed_sorted_and_stand_once(listed: tuple[ListedCommittee, ...]) -> None:
    own = [item.committee.key for item in listed]
    every = Counter(code for item in listed for code in item.codes)
    assert own == sorted(own)
    assert [code for code, times in every.items() if times > 1] == []
    assert [code for code in every if not re.fullmatch(r"[HSJ][A-Z]{3}(\d\d)?", code)] == []


def test_all_parents_are_listed_full_committees_of_the_same_chamber(by_code: dict[str, Committee]) -> None:
    for committee in by_code.values():
        if committee.parent is not None:
            above = by_code[committee.parent]
            assert above.parent is None
            assert above.chamber == committee.chamber


def test_no_two_short_names_are_alike(by_code: dict[str, Committee]) -> None:
    times = Counter(committee.short_name.casefold() for committee in by_code.values())
    assert [name for name, count in times.items() if count > 1] == []


def test_the_file_says_of_each_committee_what_it_is() -> None:
    items = json.loads(resource("committees.json").read_text(encoding="utf-8"))["committees"]
    types = {"standing", "select", "special", "joint", "subcommittee"}
    fields = {"code", "name", "short_name", "chamber", "type", "parent"}
    fields |= {"former_names", "other_names", "other_codes", "current"}
    for item in items:
        assert item["type"] in types
        assert item["chamber"] in {"house", "senate", "joint"}
        assert item.get("current", False) is False
        assert set(item) <= fields
    current = Counter(
        (item["chamber"], "parent" in item) for item in items if item.get("current", True) and item["type"] != "joint"
    )
    # The 119th Congress: 20 standing committees, Intelligence and the CCP; 16 standing, 4 others and the caucus.
    assert current["house", False] == 22
    assert current["senate", False] == 21


def test_each_committee_is_found_by_its_code_and_its_name(listed: tuple[ListedCommittee, ...]) -> None:
    names = Names.built_in()
    for item in listed:
        key = item.committee.key
        for code in (*item.codes, key.lower(), f"{key}00".lower() if len(key) == 4 else key):
            assert names.committee(CommitteeRef(code=code)) == item.committee
        if item.committee.parent is None:
            assert names.committee(CommitteeRef(name=item.committee.name)) == item.committee
            assert names.committee(CommitteeRef(name=item.committee.short_name)) == item.committee


def test_a_former_name_with_its_chamber_means_one_committee(listed: tuple[ListedCommittee, ...]) -> None:
    for item in listed:
        if item.committee.parent is None and item.committee.chamber != "joint":
            for name in item.other_names:
                ref = CommitteeRef(name=name, extra={"chamber": item.committee.chamber})
                assert Names.built_in().committee(ref) == item.committee, name


def test_names_of_companies_are_alone_and_owners_are_listed() -> None:
    companies = load_companies(resource("companies.json"))
    written = Counter(name.casefold() for item in companies for name in {item.company.name, *item.aliases})
    assert [name for name, times in written.items() if times > 1] == []
    known = {item.company.name for item in companies}
    assert {item.company.parent for item in companies} - known == {None}
    assert [item.company.name for item in companies] == sorted(known, key=str.casefold)
