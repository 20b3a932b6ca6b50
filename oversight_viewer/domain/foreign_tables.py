"""Tables in database files of other programs, as importers see them: names, columns, rows.

How such files are opened safely is the business of ``storage``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol

from oversight_viewer.domain.errors import KnownError

ForeignValue = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """An ordinary table of a database file.

    Args:
        name: As the file has it.
        columns: Its columns that hold values; those that are worked out by a formula are left out.
    """

    name: str
    columns: tuple[str, ...]


class ForeignTables(Protocol):
    """Reads database files of other programs."""

    def tables(self, path: Path) -> tuple[ForeignTable, ...]:
        """The ordinary tables of a file, in order of their names.

        Raises:
            KnownError: If the file cannot be opened or read.
        """

    def rows(self, path: Path, table: ForeignTable) -> Iterator[tuple[ForeignValue, ...]]:
        """The rows of a table as they lie in the file. Bytes that are not UTF-8 in a text become lone surrogates.

        Raises:
            KnownError: If the file cannot be read to the end, or one step takes too long.
        """


class NoForeignTables:
    """Implements ``ForeignTables`` where no database files of others are read."""

    def tables(self, path: Path) -> NoReturn:
        """Refuses.

        Raises:
            KnownError: Always.
        """
        raise KnownError(
            f"{path.name} is a database file, which cannot be read here.",
            safe="Nothing was imported.",
            todo="Export its tables to CSV and import that.",
        )

    def rows(self, path: Path, table: ForeignTable) -> NoReturn:  # noqa: ARG002
        """Refuses, as :meth:`tables` does."""
        self.tables(path)
