"""Makes libraries."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.storage.engine import connect_writing, known_errors
from oversight_viewer.storage.schema import LIBRARY


def create_library(path: Path, title: str) -> None:
    """Make an empty library.

    Args:
        path: Where; nothing may be there yet.
        title: What it is called.

    Raises:
        KnownError: If there is something of that name, or it cannot be written. Then nothing is left behind.
    """
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise KnownError(
            f"There is a file “{path.name}” already.", safe="It was not changed.", todo="Choose another name."
        ) from error
    except OSError as error:
        raise KnownError(
            f"“{path.name}” cannot be made.",
            todo="Check that the folder exists and that you may write in it.",
            details=f"{error.strerror}: {path}",
        ) from error
    try:
        with known_errors(path):
            db = connect_writing(path)
            try:
                with db.atomic():
                    LIBRARY.apply(db)
                    now = datetime.now(UTC).isoformat()
                    about = {"title": title, "created": now, "changed": now}
                    db.conn.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", about.items())
            finally:
                db.close()
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
