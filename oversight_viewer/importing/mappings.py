"""What the user has said of tables, kept from import to import: names of columns, never a cell of a table."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.files import atomic_open
from oversight_viewer.importing.problems import TableMapping

FILE_NAME = "table-mappings.json"

_VERSION = 1
_LARGEST = 8 * 1024 * 1024
_MOST = 1000
_DATE_ORDERS = ("ymd", "mdy", "dmy")
_TEXTS = ("date_order", "separator", "table")


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for pair in value.items() for item in pair)


def _mapping(value: Any) -> TableMapping | None:
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in _TEXTS):
        return None
    if not _is_texts(value.get("columns")) or not _is_texts(value.get("constants")):
        return None
    if value["date_order"] not in _DATE_ORDERS or value["separator"] not in {"", ";", "|"}:
        return None
    return TableMapping(value["columns"], value["constants"], *(value[name] for name in _TEXTS))


def _as_json(mapping: TableMapping) -> dict[str, object]:
    texts = {name: getattr(mapping, name) for name in _TEXTS}
    return {"columns": dict(mapping.columns), "constants": dict(mapping.constants), **texts}


class RememberedMappings:
    """Implements ``Mappings``: what was said before about tables with certain columns.

    Args:
        path: The file in which it is kept; it and its folder need not exist. None remembers only for now.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._known: dict[str, TableMapping] = {}
        self.notice: str | None = None
        if path is not None:
            self._load(path)

    def _load(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
            if len(data) > _LARGEST:
                raise ValueError("too large")
            tables = json.loads(data)["tables"]
            self._known = {key: item for key, value in tables.items() if (item := _mapping(value)) is not None}
            damaged = len(self._known) < len(tables)
        except FileNotFoundError:
            return
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            damaged = True
        if damaged:
            self.notice = (
                f"What was remembered about the columns of tables could not be read in full. It lies in {path.name}; "
                "the columns of some tables have to be chosen again."
            )

    def get(self, signature: str) -> TableMapping | None:
        return self._known.get(signature)

    def all(self) -> Mapping[str, TableMapping]:
        """All that is remembered, by signature."""
        return dict(self._known)

    def remember(self, signature: str, mapping: TableMapping) -> None:
        """Keep what the user says of a table, in place of what was said before; the oldest are let go after 1,000.

        Raises:
            KnownError: If it cannot be written; it holds until the application ends all the same.
        """
        self._known.pop(signature, None)
        self._known[signature] = mapping
        for oldest in list(self._known)[:-_MOST]:
            del self._known[oldest]
        self._save()

    def forget(self, signature: str) -> None:
        """Guess anew for tables with these columns.

        Raises:
            KnownError: If it cannot be written.
        """
        if self._known.pop(signature, None) is not None:
            self._save()

    def _save(self) -> None:
        if self._path is None:
            return
        tables = {key: _as_json(item) for key, item in self._known.items()}
        with contextlib.suppress(OSError):  # what cannot be made is said when the file is written
            self._path.parent.mkdir(parents=True, exist_ok=True)
        if self.notice is not None:
            self._set_aside(self._path)
        try:
            with atomic_open(self._path) as stream:
                stream.write(json.dumps({"version": _VERSION, "tables": tables}, indent=1).encode("utf-8"))
        except OSError as error:
            raise KnownError(
                "What you said about the columns could not be kept for the next import.",
                todo="Free some space on the disk, and choose the columns again next time.",
                details=f"{type(error).__name__}: {error}",
            ) from error

    def _set_aside(self, path: Path) -> None:
        """Keep a damaged file beside the new one: somebody may still get something out of it."""
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged.json"))
        self.notice = None
