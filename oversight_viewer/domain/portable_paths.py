"""Paths of files that come from elsewhere, made so that every system takes them and none of them does harm."""

from __future__ import annotations

import re

_NOT_IN_NAMES = frozenset('<>:"|?*')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE | re.DOTALL)
# Beside a database, SQLite takes files of such names for its own; and libraries are made only by the application.
_OF_DATABASES = re.compile(r".*(?:-journal|-wal|-shm|\.oversight|\.notebook)", re.IGNORECASE | re.DOTALL)
_LONGEST_NAME = 150  # bytes
_LONGEST_ENDING = 20
_DEEPEST = 8
_NAMELESS = "attachment"


def portable_path(path: str) -> str:
    """A relative path as close to another one as it can safely be, with ``/`` between its parts.

    It stays in its folder, hides nothing, is taken for no device and no part of a database, and no part of it is longer
    than 150 bytes. A path that is so already stays as it is.
    """
    parts = [part for part in path.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return "/".join(map(_portable_name, parts[-_DEEPEST:])) or _NAMELESS


def _portable_name(name: str) -> str:
    clean = "".join("_" if char in _NOT_IN_NAMES or not char.isprintable() else char for char in name).strip()
    if clean != clean.rstrip("."):
        clean = clean.rstrip(". ") + "_"
    if clean.startswith(".") or _DEVICES.fullmatch(clean):
        clean = f"_{clean}"
    if _OF_DATABASES.fullmatch(clean):
        clean += "_"
    return _cut(clean) or _NAMELESS


def _cut(name: str) -> str:
    if len(name.encode("utf-8", "replace")) <= _LONGEST_NAME:
        return name
    stem, ending = split_ending(name)
    room = _LONGEST_NAME - len(ending.encode("utf-8", "replace"))
    return stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore").rstrip(". ") + ending


def split_ending(name: str) -> tuple[str, str]:
    """A name without its ending, and the ending with its dot; nothing that is longer than endings are."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        return name, ""
    return stem, dot + ending
