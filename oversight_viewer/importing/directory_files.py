"""The lists of committees and companies that ship with the application."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oversight_viewer.domain.records import Committee, Company


@dataclass(frozen=True, slots=True)
class ListedCommittee:
    """A committee of the list, with the other names that mean it, and the codes, its own among them."""

    committee: Committee
    other_names: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedCompany:
    """A company of a list, with the other names that mean it and, where the list tells them, its numbers."""

    company: Company
    aliases: tuple[str, ...]
    cik: int | None = None
    lei: str | None = None
    tickers: tuple[str, ...] = ()


def _committee(item: dict[str, Any]) -> ListedCommittee:
    committee = Committee(item["code"], item["name"], item["short_name"], item.get("parent"), item["chamber"])
    # The short name of a subcommittee (Energy, Government Operations) may mean a full committee when it stands alone.
    short = (committee.short_name,) if committee.parent is None else ()
    names = (*short, *item.get("former_names", ()), *item.get("other_names", ()))
    return ListedCommittee(committee, names, (committee.key, *item.get("other_codes", ())))


def load_committees(path: Path) -> tuple[ListedCommittee, ...]:
    """Read ``committees.json``."""
    return tuple(_committee(item) for item in json.loads(path.read_text(encoding="utf-8"))["committees"])


def load_companies(path: Path) -> tuple[ListedCompany, ...]:
    """Read ``companies.json``."""
    return tuple(
        ListedCompany(Company(item["name"], item.get("parent")), tuple(item["aliases"]))
        for item in json.loads(path.read_text(encoding="utf-8"))["companies"]
    )
