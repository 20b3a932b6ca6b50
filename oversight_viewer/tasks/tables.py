"""Tables among the files of an import whose columns somebody has to settle. Without Qt."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the job that needs it

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import KnownError

if TYPE_CHECKING:
    from oversight_viewer.importing.columns import TablePreview
    from oversight_viewer.importing.problems import TableMapping

_TABLES = frozenset({"csv", "spreadsheet", "sqlite"})


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of which nobody has said yet what its columns mean.

    Args:
        file: The file in which it stands.
        preview: Its columns, its first rows, and what it seems to mean.
    """

    file: Path
    preview: TablePreview


def open_tables(files: Sequence[Path]) -> tuple[OpenTable, ...]:
    """The tables whose columns are only guessed: neither known to everybody nor settled before, each once.

    Files that cannot be read are passed over: the import says what is wrong with them.

    Args:
        files: The files of the import, and folders.
    """
    from oversight_viewer.importing.collect import collect
    from oversight_viewer.importing.registry import detect

    found: dict[str, OpenTable] = {}
    for path in collect(files):
        try:
            previews = _previews(path) if detect(path).name in _TABLES else ()
        except KnownError:
            continue
        for item in previews:
            found.setdefault(item.signature, OpenTable(path, item))
    return tuple(found.values())


def _previews(path: Path) -> list[TablePreview]:
    from oversight_viewer.importing.columns import previews
    from oversight_viewer.importing.mappings import RememberedMappings
    from oversight_viewer.storage.foreign import ForeignFiles
    from oversight_viewer.tasks.means import mappings_path

    found = previews(path, ForeignFiles(), RememberedMappings(mappings_path()))
    return [item for item in found if not item.problem and not item.known and item.remembered is None]


def settle_table(signature: str, mapping: TableMapping) -> None:
    """Remember what the columns of a table mean, for this import and all later ones.

    Raises:
        KnownError: If it cannot be kept.
    """
    from oversight_viewer.importing.mappings import RememberedMappings
    from oversight_viewer.tasks.means import mappings_path

    RememberedMappings(mappings_path()).remember(signature, mapping)
