"""A library that was opened before, as the window names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecentLibrary:
    """A library that was opened before. ``missing`` says that it is not where it was."""

    path: Path
    title: str
    records: int
    opened: datetime
    missing: bool = False
