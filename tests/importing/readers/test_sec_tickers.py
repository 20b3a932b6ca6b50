"""The list of companies of the SEC; the companies are invented."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.name_decisions import CompanyName
from oversight_viewer.importing.problems import Piece, Problem
from oversight_viewer.importing.readers.sec_tickers import FORMATS
from oversight_viewer.importing.registry import detect

from .reading import damaged, read, read_whatever

(TICKERS,) = FORMATS

ROWS = [
    (9990001, "EXF", "EXAMPLE FREIGHT CO."),
    (9990002, "RAIL", "EXAMPLE RAIL CORP"),
    (9990001, "EXF-B", "EXAMPLE FREIGHT CO."),
]
LIST = {str(place): dict(zip(("cik_str", "ticker", "title"), row, strict=True)) for place, row in enumerate(ROWS)}
OTHER_SHAPE = {"fields": ["cik", "name", "ticker"], "data": [[cik, name, ticker] for cik, ticker, name in ROWS]}


def write(folder: Path, value: object) -> Path:
    path = folder / "company_tickers.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize("value", [LIST, OTHER_SHAPE])
def test_several_symbols_of_one_number_are_one_company(tmp_path: Path, value: object) -> None:
    path = write(tmp_path, value)
    assert detect(path) is TICKERS
    assert read(TICKERS, path) == [
        # It is known under a name that can be read; what is filed stays as another name.
        CompanyName("Example Freight", ("EXAMPLE FREIGHT CO.",), 9990001, tickers=("EXF", "EXF-B")),
        CompanyName("EXAMPLE RAIL CORP", (), 9990002, tickers=("RAIL",)),
    ]


def reasons(pieces: list[Piece]) -> list[tuple[str, str]]:
    return [(piece.where, piece.reason) for piece in pieces if isinstance(piece, Problem)]


def test_a_company_without_number_or_name_is_left_out(tmp_path: Path) -> None:
    rows = {**LIST, "3": {"cik_str": 0, "ticker": "X", "title": "X"}, "4": {"cik_str": 5, "title": " "}, "5": None}
    assert reasons(read(TICKERS, write(tmp_path, rows))) == [
        ("company 4", "It has no number at the Commission (CIK)"),
        ("company 5", "It has no name"),
        ("company 6", "It is no company"),
    ]


@settings(deadline=None)
@given(st.integers(0, 400), st.binary(max_size=12), st.integers(0, 200), st.sampled_from([LIST, OTHER_SHAPE]))
def test_damage_gives_reasons_and_never_a_crash(place: int, new: bytes, cut: int, value: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.json"
        path.write_bytes(damaged(json.dumps(value).encode(), place, new, cut if cut > 100 else 0))
        read_whatever(TICKERS, path)


_VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just([1])


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["cik_str", "cik", "title", "name", "ticker"]), _VALUES), max_size=4))
def test_values_of_any_kind_give_reasons_and_never_a_crash(rows: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read_whatever(TICKERS, write(Path(folder), dict(enumerate(rows))))
        read_whatever(TICKERS, write(Path(folder), {"fields": ["cik", "name"], "data": rows}))
