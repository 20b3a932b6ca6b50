"""YAML of others: only plain values, no references, a limit on size and depth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.lines import open_unpacked

_LARGEST = 32 * 1024 * 1024
_DEEPEST = 20


def read_yaml(path: Path) -> Any:
    """The value of a YAML file.

    Raises:
        KnownError: If the file cannot be read, is no YAML, too large or too deep, or holds references: a few lines of
            them can stand for more than any memory holds.
    """
    import yaml  # noqa: PLC0415 - only where YAML is read

    with open_unpacked(path) as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise _damaged(path, "too large")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for event in yaml.parse(data, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                raise _damaged(path, "references")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise _damaged(path, "too deep")
        return yaml.load(data, Loader=loader)  # noqa: S506 - it is the safe one
    except (yaml.YAMLError, ValueError, LookupError, TypeError, OverflowError, AttributeError) as error:
        raise _damaged(path, type(error).__name__) from error


def _damaged(path: Path, details: str) -> KnownError:
    return KnownError(
        f"{path.name} is damaged, or is no YAML that can be read.",
        safe="Nothing was imported.",
        todo="Download the file again.",
        details=details,
    )
