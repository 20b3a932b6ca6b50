"""Starts processes of a benchmark, which touch nothing of the person who runs it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 900.0


def run_module(module: str, *arguments: str, home: Path, compiled: Path | None = None) -> str:
    """Run a module of ours with this Python, without a display.

    Args:
        module: Its name.
        arguments: What it is given.
        home: Stands for the folders of the user.
        compiled: Where Python keeps compiled modules, as it does for an installed application.

    Returns:
        What it wrote to its standard output.

    Raises:
        RuntimeError: If it failed; the message holds the end of what it said.
    """
    folders = {name: str(home / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environment = {
        **os.environ,
        **folders,
        "PYTHONPATH": str(_ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "qt.qpa.*=false",
        "BENCH_BEGAN": str(time.monotonic_ns()),
    }
    if compiled is not None:
        environment["PYTHONPYCACHEPREFIX"] = str(compiled)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        check=False,
        text=True,
        cwd=_ROOT,
        env=environment,
        timeout=_SECONDS,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} ended with code {done.returncode}: {done.stderr[-2_000:]}")
    return done.stdout


def linked(library: Path, folder: Path) -> Path:
    """A library under a name in another folder, so that nothing is written beside the one that is kept."""
    path = folder / library.name
    if not path.exists():
        try:
            os.link(library, path)
        except OSError:
            path.symlink_to(library)
    return path
