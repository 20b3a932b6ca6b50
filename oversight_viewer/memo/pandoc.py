"""Runs pandoc: bounded, in its sandbox, without the settings of the person whose computer it is."""

from __future__ import annotations

import os
import subprocess
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.resources import resource

_SECONDS = 300.0
_MEMORY = "-M3g"
_READER = "html+epub_html_exts-auto_identifiers"


def pandoc_path() -> str:
    """The pandoc that ships with the application.

    Raises:
        KnownError: If it is missing.
    """
    import pypandoc  # noqa: PLC0415 - only for those who write a memo

    name = "pandoc.exe" if os.name == "nt" else "pandoc"
    bundled = Path(pypandoc.__file__).parent / "files" / name
    if bundled.is_file():
        return str(bundled)
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise KnownError(
            "The converter pandoc is missing from this installation.",
            safe="No file was written.",
            todo="Install the application again, or export the memo as HTML.",
        ) from error


def epoch(day: date) -> int:
    """The beginning of a day, UTC, in seconds since 1970; what a written file says of its time."""
    return max(0, int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))


def _failure(details: str) -> KnownError:
    return KnownError(
        "The memo could not be converted to this format.",
        safe="No file was written.",
        todo="Export it as HTML instead, or leave out the full texts.",
        details=details,
    )


def convert(html: str, writer: str, day: date, *, reference: bytes | None = None, seconds: float = _SECONDS) -> bytes:
    """The memo's HTML in another format, as pandoc writes it.

    Args:
        html: What :func:`~oversight_viewer.memo.html.memo_html` made.
        writer: The format by pandoc's name.
        day: The day that the file gives as that of its making.
        reference: A document with the styles, head and foot that the outcome is to have.
        seconds: How long it may take.

    Raises:
        KnownError: If pandoc is missing, fails or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="memo-") as folder:
        command = [pandoc_path(), "+RTS", _MEMORY, "-RTS", "--sandbox", "--data-dir", folder, "--wrap=none"]
        command += ["-f", _READER, "-t", writer, "--lua-filter", str(resource("templates", "memo.lua")), "-o", "-"]
        if reference is not None:
            styles = Path(folder) / f"reference.{writer}"
            styles.write_bytes(reference)
            command += ["--reference-doc", str(styles)]
        try:
            done = subprocess.run(
                command,
                input=html.encode("utf-8"),
                capture_output=True,
                check=False,
                timeout=seconds,
                cwd=folder,
                env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch(day))},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except subprocess.TimeoutExpired:
            raise _failure(f"pandoc was stopped after {seconds:.0f} s") from None
        except OSError as error:
            raise _failure(f"pandoc did not start: {type(error).__name__}") from error
    if done.returncode != 0:
        # What pandoc says may quote the memo, so only its exit code goes into the details.
        raise _failure(f"pandoc ended with code {done.returncode}")
    return done.stdout
