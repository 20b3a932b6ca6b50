"""A newer version of a record takes the place of the earlier one, whatever comes when."""

from __future__ import annotations

from functools import reduce
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import canonical_json, entry_from_json, entry_to_json
from oversight_viewer.domain.merging import join
from oversight_viewer.domain.records import Entry, JsonValue
from oversight_viewer.domain.versions import VERSIONS, as_version, merge_parts, merge_whole

OLD, NEW = "2025-03-01T00:00:00.000+00:00", "2025-03-05T00:00:00.000+00:00"
HOUSE, API = "docs.house.gov meeting", "Congress.gov committee-meeting"


def part(**fields: Any) -> Entry:
    return entry_from_json({"id": "event", "lane": "action", "title": "A hearing", **fields})


SCHEDULED = as_version(
    part(
        date="2025-03-10",
        summary="10:00 a.m., 2123, RAYBURN.",
        body="## When and where\n\n- Place: 2123, RAYBURN\n\n## Meeting documents\n\n- Notice",
        people=[{"name": "Sam Sample", "role": "witness"}],
        extra={"location": "2123, RAYBURN", "meeting_status": "Scheduled"},
    ),
    HOUSE,
    OLD,
)
POSTPONED = as_version(
    part(
        date="2025-04-02",
        summary="Postponed. 2 p.m., 1100, LONGWORTH.",
        body="## When and where\n\n- Status: Postponed\n- Place: 1100, LONGWORTH",
        extra={"location": "1100, LONGWORTH", "meeting_status": "Postponed"},
    ),
    HOUSE,
    NEW,
)
WITNESSES = part(
    title="House event 199001",
    summary="Witness: Pat Example.",
    people=[{"name": "Pat Example", "role": "witness"}],
    body="## Witnesses\n\n- **Pat Example**",
)


def together(*parts: Entry) -> Entry:
    return reduce(merge_parts, parts)


@pytest.mark.parametrize("order", list(permutations((SCHEDULED, POSTPONED, WITNESSES))))
def test_the_newer_version_replaces_the_earlier_one_and_other_parts_stay(order: tuple[Entry, ...]) -> None:
    found = together(*order)
    assert canonical_json(found) == canonical_json(together(WITNESSES, SCHEDULED, POSTPONED))
    assert (str(found.date), found.summary) == ("2025-04-02", "Postponed. 2 p.m., 1100, LONGWORTH.")
    assert [person.name for person in found.people] == ["Pat Example"]
    assert found.body == (
        "## When and where\n\n- Status: Postponed\n- Place: 1100, LONGWORTH\n\n## Witnesses\n\n- **Pat Example**"
    )
    assert found.extra["location"] == "1100, LONGWORTH"
    assert "conflicts" not in found.extra
    assert entry_from_json(entry_to_json(found)) == found


def test_an_older_copy_changes_nothing() -> None:
    found = together(SCHEDULED, POSTPONED, WITNESSES)
    for again in (SCHEDULED, POSTPONED, WITNESSES, found):
        assert canonical_json(merge_parts(found, again)) == canonical_json(found)
    assert together(POSTPONED, SCHEDULED) == POSTPONED


def test_of_two_records_the_later_word_goes_first() -> None:
    elsewhere = as_version(part(date="2025-03-10", summary="Scheduled."), API, "2025-03-03T00:00:00.000+00:00")
    for order in permutations((elsewhere, SCHEDULED, POSTPONED)):
        found = together(*order)
        assert str(found.date) == "2025-04-02"
        assert found.extra["conflicts"] == [{"field": "date", "value": "2025-03-10"}]
    assert together(elsewhere, SCHEDULED).summary == "Scheduled."
    assert together(SCHEDULED, elsewhere).summary == "Scheduled."


def test_two_copies_of_one_version_are_joined_as_before() -> None:
    later = as_version(
        part(sources=[{"url": "https://example.org", "accessed": "2025-06-01"}], summary="Other"), HOUSE, OLD
    )
    first = as_version(part(sources=[{"url": "https://example.org", "accessed": "2025-05-01"}]), HOUSE, OLD)
    found = merge_parts(first, later)
    assert (found.sources[0].accessed, found.summary) == ("2025-05-01", "Other")
    assert merge_parts(found, later) == found


def test_what_tells_the_whole_goes_first_and_replaces_only_itself() -> None:
    office = part(summary="As the office writes it", inquiry="Trains", tags=["one"])
    found = merge_parts(office, SCHEDULED, older_is_whole=True)
    assert (found.summary, str(found.date)) == ("As the office writes it", "2025-03-10")
    found = merge_parts(found, POSTPONED)
    assert (found.summary, str(found.date)) == ("As the office writes it", "2025-04-02")
    found = merge_whole(part(summary="Written anew", tags=["two"]), found)
    assert (found.summary, found.tags, found.inquiry) == ("Written anew", ("two",), None)
    assert str(merge_whole(office, together(WITNESSES, SCHEDULED)).date) == "2025-03-10"


def test_an_entry_that_was_written_out_comes_in_again_as_it_is() -> None:
    found = together(SCHEDULED, WITNESSES)
    assert merge_whole(found, found) == found
    assert merge_whole(entry_from_json(entry_to_json(found)), together(WITNESSES, SCHEDULED)) == found
    # What was changed outside goes first from then on, as the word of whoever tells the whole does.
    edited = entry_from_json({**entry_to_json(found), "summary": "Changed"})
    found = merge_parts(merge_whole(edited, found), POSTPONED)
    assert found.summary == "Changed"
    assert found.extra["location"] == "2123, RAYBURN"
    assert {item["record"] for item in listed(found)} == {"the whole", HOUSE, ""}


def listed(entry: Entry) -> list[Any]:
    value = entry.extra[VERSIONS]
    assert isinstance(value, list)
    return value


def test_without_versions_parts_are_joined() -> None:
    other = part(summary="Other", body="## Videos\n\n- v")
    assert merge_parts(WITNESSES, other) == join(WITNESSES, other)
    assert merge_whole(other, WITNESSES) == join(other, WITNESSES)


@pytest.mark.parametrize(
    "value",
    [
        None, 1, "x", {}, [], [1], [{"record": 1, "version": "x"}], [{"record": "a"}],
        [{"record": "a", "version": "b", "says": {}}],
        [{"record": "a", "version": "b"}, {"record": "c", "version": "d"}],
        [{"record": "a", "version": "b", "says": 1}, {"record": "c", "version": "d", "says": {"lane": []}}],
    ],
)  # fmt: skip
def test_what_stands_in_their_place_by_chance_is_no_version(value: JsonValue) -> None:
    odd = part(summary="Odd", extra={VERSIONS: value})
    for found in (merge_parts(odd, SCHEDULED), merge_parts(SCHEDULED, odd), merge_whole(odd, SCHEDULED)):
        assert {item["record"] for item in listed(found)} >= {HOUSE}
        assert entry_from_json(entry_to_json(found)) == found


RECORDS = st.sampled_from([HOUSE, API])
MOMENTS = st.sampled_from([OLD, NEW])
# One version of a record says one thing.
SAID = {
    (record, version): as_version(
        part(summary=f"{record} {version}", tags=[version], links=[{"rel": "related", "to": record}]), record, version
    )
    for record in (HOUSE, API)
    for version in (OLD, NEW)
}
PARTS = st.builds(lambda *key: SAID[key], RECORDS, MOMENTS) | st.just(WITNESSES)


@given(st.lists(PARTS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_no_order_of_versions_matters(parts: list[Entry], random: Any) -> None:
    found = canonical_json(together(*parts))
    assert canonical_json(together(*parts, *parts)) == found
    random.shuffle(parts)
    assert canonical_json(together(*parts)) == found
    # Parts may have been put together before, as those of one import are.
    middle = len(parts) // 2
    halves = [together(*half) for half in (parts[:middle], parts[middle:]) if half]
    assert canonical_json(together(*halves)) == found
