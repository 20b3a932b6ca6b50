"""Lanes, kinds, handling marks and the order key."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain import keys
from oversight_viewer.domain.dates import PartialDate, Precision
from oversight_viewer.domain.kinds import KINDS, LANES, Lane, kind_label, lanes_of_kind
from oversight_viewer.domain.marks import MarkScheme

SCHEME = MarkScheme()


@pytest.mark.parametrize(
    ("kind", "lanes"),
    [("subpoena", (Lane.ACTION,)), ("statement", (Lane.ACTION, Lane.RESPONSE)), ("letter_other", ())],
)
def test_lanes_of_kinds(kind: str, lanes: tuple[Lane, ...]) -> None:
    assert lanes_of_kind(kind) == lanes


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("document_request", "Document request"),
        ("qfr_response", "Answers for the record"),
        ("hearing_clip", "Hearing clip"),
        ("", ""),
    ],
)
def test_kinds_in_words(kind: str, label: str) -> None:
    assert kind_label(kind) == label


def test_lanes_have_their_places_and_headings() -> None:
    assert [lane.number for lane in LANES] == [0, 1, 2]
    assert [lane.short_heading for lane in LANES] == ["Actions", "Meetings", "Responses"]
    assert Lane.MEETING.heading == "Closed-door meetings"
    assert all(KINDS[lane] for lane in LANES)


@pytest.mark.parametrize(
    ("code", "ceiling", "expected"),
    [
        ("public", "public", True),
        ("committee-confidential", "public", False),
        ("committee-confidential", "executive-session", True),
        ("members-only", "executive-session", False),
        ("eyes-only", "members-only", False),
        ("eyes-only", "eyes-only", False),
        ("public", "misspelt", True),
        ("committee-confidential", "misspelt", False),
    ],
)
def test_what_may_leave(code: str, ceiling: str, expected: bool) -> None:
    assert SCHEME.permits(code, ceiling) is expected


def test_the_highest_mark_and_unknown_marks() -> None:
    assert SCHEME.highest([]) == "public"
    assert SCHEME.highest(["public", "executive-session", "committee-confidential"]) == "executive-session"
    assert SCHEME.highest(["members-only", "eyes-only"]) == "eyes-only"
    assert SCHEME.get("eyes-only").label == "Eyes only"
    assert SCHEME.get("committee-confidential").short_label == "Confidential"


DATES = ["2024", "2024-01", "2024-01-01/2024-03", "2024-01-01", "2024-01-02"]


def test_blocks_of_one_day_stand_in_order_of_precision() -> None:
    blocks = [keys.block_of_date(PartialDate.parse(text)) for text in DATES]
    assert blocks == sorted(set(blocks))
    assert keys.block_of_date(None) == keys.UNDATED_BLOCK < min(blocks)


@given(st.dates(), st.sampled_from(LANES), st.integers(0, 2**keys.NUMBER_BITS - 1))
def test_day_precision_and_lane_come_back_from_a_key(day: date, lane: Lane, number: int) -> None:
    block = keys.block_of_date(PartialDate.of_day(day))
    key = keys.first_key(block, lane) + number
    assert keys.block_of_key(key) == block
    assert keys.lane_of_key(key) is lane
    assert keys.block_day(block) == day
    assert keys.block_precision(block) is Precision.DAY
    assert keys.day_floor(day) <= key
    assert key < 2**63


def test_the_undated_block_has_neither_day_nor_precision() -> None:
    assert keys.block_day(keys.UNDATED_BLOCK) is None
    assert keys.block_precision(keys.UNDATED_BLOCK) is None
