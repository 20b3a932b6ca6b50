"""What the window remembers between two starts: places and sizes, recent libraries, theme and text size."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from oversight_viewer.domain.views import Alignment, Density, Look, Order

_RECENT_KEPT = 8


@dataclass(frozen=True, slots=True)
class Recent:
    """A library that was opened before. ``opened`` is local time, ``records`` the number of entries then."""

    path: Path
    title: str
    records: int
    opened: datetime


class Settings:
    """The remembered state, kept by Qt in one file of the user's. Holds no text of the record.

    Args:
        store: Where it is kept; the application gives a file in the user's configuration folder.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store

    def recent(self) -> list[Recent]:
        """The libraries opened before, the latest first. What can't be read is left out."""
        try:
            rows = json.loads(str(self._store.value("recent", "[]")))
            return [
                Recent(Path(row["path"]), str(row["title"]), int(row["records"]), datetime.fromisoformat(row["opened"]))
                for row in rows
            ]
        except (ValueError, TypeError, KeyError):
            return []

    def remember(self, library: Recent) -> None:
        """Put a library at the head of the recent ones."""
        others = [item for item in self.recent() if item.path != library.path]
        self._write([library, *others][:_RECENT_KEPT])

    def records(self, path: Path) -> int:
        """How many entries a library had when it was open last; 0 if that is not known."""
        return next((item.records for item in self.recent() if item.path == path), 0)

    def set_records(self, path: Path, records: int) -> None:
        """Remember how many entries a recent library has."""
        self._write([replace(item, records=records) if item.path == path else item for item in self.recent()])

    def forget(self, path: Path) -> None:
        """Take a library off the recent ones; the file stays."""
        self._write([item for item in self.recent() if item.path != path])

    def _write(self, rows: list[Recent]) -> None:
        plain = [asdict(row) | {"path": str(row.path), "opened": row.opened.isoformat()} for row in rows]
        self._store.setValue("recent", json.dumps(plain))

    def look(self, library: Path) -> Look:
        """In what way a library was looked at last: alignment, order and density, of all records."""
        words = self.text(_name_of_look(library), "").split()
        try:
            alignment, order, density = words
            return Look(alignment=Alignment(alignment), order=Order(order), density=Density(density))
        except ValueError:
            return Look()

    def remember_look(self, library: Path, look: Look) -> None:
        """Remember all of a look but its filter, which may hold text of the record."""
        self.set_text(_name_of_look(library), f"{look.alignment.value} {look.order.value} {look.density.value}")

    def bytes(self, name: str) -> QByteArray:
        """A state of a window or splitter; empty if there is none."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, name: str, value: QByteArray) -> None:
        self._store.setValue(name, value)

    def text(self, name: str, default: str) -> str:
        return str(self._store.value(name, default))

    def set_text(self, name: str, value: str) -> None:
        self._store.setValue(name, value)

    def flag(self, name: str, *, default: bool) -> bool:
        return str(self._store.value(name, "true" if default else "false")).lower() == "true"

    def set_flag(self, name: str, value: bool) -> None:
        self._store.setValue(name, "true" if value else "false")

    def flush(self) -> None:
        """Write what is not on disk yet."""
        self._store.sync()


def _name_of_look(library: Path) -> str:
    return f"look/{blake2b(str(library.absolute()).encode('utf-8', 'surrogateescape'), digest_size=8).hexdigest()}"
