"""The list of companies with symbols on exchanges of the Securities and Exchange Commission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.company_ids import normal_cik
from oversight_viewer.domain.name_decisions import CompanyName
from oversight_viewer.domain.records import JsonValue
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.json_records import first_shape, read_json
from oversight_viewer.importing.problems import Piece, Problem

_NAMES = {"cik_str": "cik", "title": "name"}


@dataclass(slots=True)
class _Filed:
    """What is filed under one number, in the order of the list."""

    names: list[str] = field(default_factory=list)
    tickers: list[str] = field(default_factory=list)


def _rows(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """The rows of both shapes of the list: an object with numbers as keys, and one of fields and data."""
    if not isinstance(value, dict):
        yield "the file", value
    elif isinstance(value.get("fields"), list) and isinstance(value.get("data"), list):
        fields = [str(name) for name in value["fields"]]  # type: ignore[union-attr]
        for number, row in enumerate(value["data"], start=1):  # type: ignore[arg-type]
            cells = row if isinstance(row, list) else []
            yield f"company {number}", dict(zip(fields, cells, strict=False))
    else:
        for number, row in enumerate(value.values(), start=1):
            yield f"company {number}", row


def _read(path: Path, means: Means) -> Iterator[Piece]:
    companies: dict[int, _Filed] = {}
    for record in read_json(path):
        if isinstance(record, Problem):
            yield record
            continue
        for where, row in _rows(record.value):
            problem = _take(row, where, companies)
            if problem is not None:
                yield problem
    for cik, filed in companies.items():
        yield _company(cik, filed, means)


def _take(row: JsonValue, where: str, companies: dict[int, _Filed]) -> Problem | None:
    if not isinstance(row, dict):
        return Problem(where, "It is no company")
    told = {_NAMES.get(name, name): value for name, value in row.items()}
    number, name, ticker = told.get("cik"), told.get("name"), told.get("ticker")
    cik = normal_cik(number) if isinstance(number, int | str) else None
    if cik is None:
        return Problem(where, "It has no number at the Commission (CIK)")
    if not isinstance(name, str) or not clean_line(name):
        return Problem(where, "It has no name")
    filed = companies.setdefault(cik, _Filed())
    for value, kept in ((name, filed.names), (ticker, filed.tickers)):
        text = clean_line(value) if isinstance(value, str) else ""
        if text and text not in kept:
            kept.append(text)
    return None


def _company(cik: int, filed: _Filed, means: Means) -> CompanyName:
    """A company under the name by which it is known, or as filed: capitals do not tell how a name is written."""
    known = next((found for name in filed.names if (found := means.names.company(name)) is not None), None)
    name = known or filed.names[0]
    aliases = tuple(item for item in filed.names if item != name)
    return CompanyName(name, aliases, cik, tickers=tuple(filed.tickers))


def _recognizes(sample: Sample) -> bool:
    start = b"".join(sample.lines) or sample.head
    shape = first_shape(start)
    if any({"cik_str", "ticker", "title"} <= keys for keys in shape.inner.values()):
        return True
    return "fields" in shape.keys and b'"cik"' in start[:500] and b'"ticker"' in start[:500]


FORMATS = (
    Format("sec-tickers", "the list of companies of the SEC (company_tickers.json)", _recognizes, _read, (".json",)),
)
