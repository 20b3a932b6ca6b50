"""How the application starts a process of its own: this very package, in a frozen build this very program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import oversight_viewer


def own_command(word: str, module: str, arguments: Sequence[str] = ()) -> list[str]:
    """The command for a process that runs a module of ours.

    Args:
        word: What a frozen build, which has no other Python than itself, is called with.
        module: The module, which is run by its name elsewhere.
        arguments: What either is given.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, word, *arguments]
    # -P: a module that happens to lie in the current folder is never imported.
    return [sys.executable, "-P", "-m", module, *arguments]


def own_environment() -> dict[str, str]:
    """The process finds this very package, wherever it was imported from, and nothing in the current folder."""
    root = str(Path(oversight_viewer.__file__).resolve().parent.parent)
    more = [item for item in os.environ.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(item)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, *more])}
