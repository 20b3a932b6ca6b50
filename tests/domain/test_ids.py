from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.ids import IdMaker, is_uuid7, milliseconds_of


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    made = uuid.UUID(IdMaker(clock=lambda: 1_732_320_000_123).make())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert milliseconds_of(str(made)) == 1_732_320_000_123
    assert is_uuid7(str(made))


def test_ids_of_the_real_clock_differ_and_rise() -> None:
    maker = IdMaker()
    made = [maker.make() for _ in range(2_000)]
    assert made == sorted(set(made))


@given(st.lists(st.integers(min_value=0, max_value=2**40), min_size=2), st.data())
def test_ids_rise_whatever_the_clock_and_the_dice_do(times: list[int], data: st.DataObject) -> None:
    ticks = iter(times)

    def bits(count: int) -> int:
        number: int = data.draw(st.sampled_from([0, 1, 2**count - 1]))
        return number

    maker = IdMaker(clock=lambda: next(ticks), random_bits=bits)
    made = [maker.make() for _ in times]
    assert made == sorted(set(made))
    assert all(map(is_uuid7, made))


def test_an_id_follows_the_one_it_is_told_to_follow() -> None:
    ahead = IdMaker(clock=lambda: 5_000_000_000_000).make()
    maker = IdMaker(clock=lambda: 1_000)
    assert ahead < maker.make(after=ahead) < maker.make()


def test_an_id_that_lies_behind_changes_nothing() -> None:
    behind = IdMaker(clock=lambda: 10).make()
    assert milliseconds_of(IdMaker(clock=lambda: 1_000).make(after=behind)) == 1_000


def test_a_full_counter_moves_the_time_on() -> None:
    full = "00000000-03e8-7fff-bfff-ffffffffffff"
    assert is_uuid7(full)
    following = IdMaker(clock=lambda: 1_000).make(after=full)
    assert following > full
    assert milliseconds_of(following) == 1_001


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not an id",
        "01936c2e-7b2a-4abc-9abc-0123456789ab",  # version 4
        "01936c2e-7b2a-7abc-1abc-0123456789ab",  # another variant
        "01936C2E-7B2A-7ABC-9ABC-0123456789AB",  # sorts differently
        "ffffffff-ffff-7fff-bfff-ffffffffffff",  # nothing could follow it
        "80000000-0000-7000-8000-000000000000",
        " 01936c2e-7b2a-7abc-9abc-0123456789ab",
    ],
)
def test_what_is_not_taken_for_an_id(text: str) -> None:
    assert not is_uuid7(text)
