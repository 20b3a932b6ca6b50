"""Finds the files that ship with the application, in a checkout, an installed wheel and a frozen build alike."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


def _roots(frozen: object) -> tuple[Path, ...]:
    package = Path(__file__).resolve().parent
    bundled = (Path(frozen) / "oversight_viewer",) if isinstance(frozen, str) else ()
    return (*bundled, package, package.parent)


def _find(folder: str) -> Path:
    return _found(folder, getattr(sys, "_MEIPASS", None))


@cache
def _found(folder: str, frozen: object) -> Path:
    """Looked for once: each icon of the window is asked for by its path."""
    for root in _roots(frozen):
        # In a wheel the folders lie inside the package under a leading underscore, in a checkout beside it.
        for name in (f"_{folder}", folder):
            if (candidate := root / name).is_dir():
                return candidate
    raise FileNotFoundError(f"The folder {folder} of the application is missing; please install it again.")


def resource(*parts: str) -> Path:
    """The path of a file or folder under ``resources/``.

    Raises:
        FileNotFoundError: If the installation is incomplete.
    """
    path = _find("resources").joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{'/'.join(parts)} of the application is missing; please install it again.")
    return path


def sample_data() -> Path:
    """The folder of the sample record.

    Raises:
        FileNotFoundError: If the installation is incomplete.
    """
    return _find("sample_data")
