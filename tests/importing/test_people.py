"""Names of witnesses, as ids and as the House names files by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.importing.event_dates import spoken_time
from oversight_viewer.importing.people import file_name_keys, name_slug, name_words


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("The Honorable Pat Q. Example, Jr.", "pat-example"),
        ("Mr. Pat Example", "pat-example"),
        ("Dr. Pat Q. Example, M.D., MACC", "pat-example"),
        ("PAT EXAMPLE III", "pat-example"),
        ("Lieutenant General Pat Example, USA (Ret.)", "pat-example"),
        ("Mr. Example", "example"),
        ("P. Robin Example", "p-robin-example"),
        ("Ms. Zoë O’Sample-Tést", "zoe-osample-test"),
        ("Mary Jane Example", "mary-jane-example"),
        ("President Example", "president-example"),
    ],
)
def test_a_name_is_one_however_it_is_written(name: str, slug: str) -> None:
    assert name_slug(name) == slug


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Honorable Pat Example", "examplep"),
        ("Mr. Pat Q. Example, Esq.", "examplep"),
        ("Kim De La Sample", "delasamplek"),
        ("Kim De La Sample", "samplek"),
        ("Lee Sample-Test", "sampletestl"),
        ("Lee O'Sample", "osamplel"),
    ],
)
def test_names_of_files(name: str, key: str) -> None:
    assert key in file_name_keys(name)


def test_a_single_name_has_no_files() -> None:
    assert file_name_keys("Madonna") == frozenset()


@given(st.text(max_size=60))
def test_any_text_gives_something_for_an_id(text: str) -> None:
    slug = name_slug(text)
    assert slug
    assert slug.isascii()
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert isinstance(name_words(text), list)
    file_name_keys(text)


@pytest.mark.parametrize(
    ("time", "words"),
    [("00:05", "12:05 a.m."), ("12:00", "12:00 p.m."), ("14:30:00", "2:30 p.m."), ("25:00", "25:00"), ("noon", "noon")],
)
def test_times_are_said_as_staff_say_them(time: str, words: str) -> None:
    assert spoken_time(time) == words
