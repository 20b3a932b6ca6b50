"""What counting keeps in memory: read once for all, anew after a change, and never believed blindly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.storage import cube_maker
from oversight_viewer.storage.cube_shelf import CubeShelf
from oversight_viewer.storage.engine import Parameters, Reading, Row
from oversight_viewer.storage.library import Library
from tests.storage.helpers import an_entry, make_library, opened, raw, save

RECORD = [an_entry(f"e{number}", date=f"2020-01-0{1 + number % 7}", tags=["t"] * (number % 3)) for number in range(9)]
TAGGED = RecordFilter(tags=Choice(("t",)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight", RECORD)


def test_it_is_read_once_for_all_that_read_a_library(path: Path) -> None:
    shelf = CubeShelf()
    with closing(Reading(path)) as one, closing(Reading(path)) as other, one.call(), other.call():
        assert shelf.at_hand(one) is None
        cube = shelf.get(one)
        assert shelf.at_hand(other) is cube
        assert shelf.get(other) is cube


def test_it_is_read_anew_when_the_library_has_changed(path: Path) -> None:
    shelf = CubeShelf()
    with closing(Library.open(path, cubes=shelf)) as library:
        assert library.facets(TAGGED, {}).counts[Facet.TAG] == {"t": 6}
        save(path, [an_entry("new", tags=["t", "u"])])
        with closing(Reading(path)) as reading, reading.call():
            assert shelf.at_hand(reading) is None
        assert library.facets(TAGGED, {}).counts[Facet.TAG] == {"t": 7, "u": 1}
        assert library.count(TAGGED, {}) == 7


class _BreaksOff(Reading):
    """A connection that is interrupted after some questions."""

    def __init__(self, path: Path, after: int) -> None:
        super().__init__(path)
        self._left = after

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        self._left -= 1
        if self._left < 0:
            raise Cancelled
        return super().rows(sql, parameters)


def test_what_was_read_before_an_interrupt_is_not_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cube_maker, "_ENTRIES_AT_ONCE", 2)
    shelf, attempts = CubeShelf(), 0
    while True:
        attempts += 1
        # A question for the state of the library, at first two for its size, and the rest for entries and their days.
        with closing(_BreaksOff(path, after=4)) as reading, reading.call():
            try:
                cube = shelf.get(reading)
            except Cancelled:
                continue
            break
    assert attempts > 2
    with closing(Reading(path)) as reading, reading.call():
        whole = CubeShelf().get(reading)
    assert cube.keys.tolist() == whole.keys.tolist()
    assert cube.size == len(RECORD)
    for facet, column in cube.columns.items():
        assert column.count(None, exact=False) == whole.columns[facet].count(None, exact=False)


def test_who_waits_for_another_can_be_interrupted(path: Path) -> None:
    shelf = CubeShelf()
    raised: list[BaseException] = []

    def wait(reading: Reading) -> None:
        try:
            with reading.call():
                shelf.get(reading)
        except Cancelled as error:
            raised.append(error)

    with closing(Reading(path)) as busy, closing(Reading(path)) as waiting:
        with busy.call(), shelf.turn(busy):
            thread = threading.Thread(target=wait, args=(waiting,))
            thread.start()
            while thread.is_alive():
                waiting.interrupt()
                thread.join(0.01)
        assert len(raised) == 1
        with waiting.call():
            assert shelf.get(waiting).size == len(RECORD)


def _sql(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with raw(path) as conn:
            conn.execute(statement)

    return change


@pytest.mark.parametrize(
    "change",
    [
        _sql("UPDATE entry_terms SET terms = x'0102'"),
        _sql("UPDATE entry_terms SET terms = x'ffffff7f'"),
        _sql("UPDATE entry_terms SET terms = x'00000000'"),
        _sql("UPDATE term SET id = 9223372036854775807 WHERE facet = 'tags'"),
        _sql("UPDATE term SET facet = 'unheard of' WHERE facet = 'tags'"),
        _sql("UPDATE term SET entries = entries + 1 WHERE facet = 'tags'"),
        _sql("UPDATE term SET entries = 4611686018427387904 WHERE facet = 'tags'"),
        _sql("UPDATE term SET entries = entries + iif(facet = 'tags', 3, iif(facet = 'marks', -3, 0))"),
        _sql("UPDATE term SET entries = entries + iif(facet = 'tags', -3, iif(facet = 'marks', 3, 0))"),
    ],
)
def test_what_we_would_not_have_written_is_damage(path: Path, change: Callable[[Path], None]) -> None:
    change(path)
    with opened(path) as library, pytest.raises(KnownError, match="is damaged"):
        library.facets(TAGGED, {})


def test_days_of_any_size_do_no_harm(path: Path) -> None:
    _sql("UPDATE entry SET open_due = 9223372036854775807, last_day = -9223372036854775808")(path)
    with opened(path) as library:
        assert library.facets(TAGGED, {}).overdue == 0


def test_a_library_without_entries_has_nothing_to_count(tmp_path: Path) -> None:
    with opened(make_library(tmp_path / "a.oversight")) as library:
        library.prepare()
        assert library.histogram(TAGGED, {}) == []
        assert library.count(TAGGED, {}) == 0
        assert library.facets(TAGGED, {}).counts[Facet.TAG] == {}
