"""The file of rejected pieces: what was left out of an import and why, so that the user can mend it."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.files import atomic_open
from oversight_viewer.importing.problems import Problem


class RejectsFile:
    """A file of one JSON object a line: ``line`` (number or null), ``file``, ``reason``, ``text`` (or null).

    It is made when the first piece is rejected, and appears when the block ends well; otherwise nothing appears.

    Args:
        path: Where to; None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._stack = ExitStack()
        self._stream: BinaryIO | None = None

    def __enter__(self) -> RejectsFile:
        return self

    def add(self, problem: Problem, file: Path) -> None:
        """Write down one rejected piece of ``file``.

        Raises:
            KnownError: If the file of rejects cannot be made.
            OSError: If the disk is full; the end of the block says it in words of the user.
        """
        if self._path is None:
            return
        if self._stream is None:
            self._stream = self._stack.enter_context(atomic_open(self._path))
        row = {"line": problem.number, "file": file.name, "reason": problem.reason, "text": problem.line}
        self._stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")

    def flush(self) -> None:
        """Hand everything to the system, so that a full disk is noticed before the library is changed."""
        if self._stream is not None:
            self._stream.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._stack.__exit__(kind, error, traceback)
        except KnownError as failure:
            if error is not None:
                raise
            raise KnownError(
                f"The list of rejected lines could not be written: {failure.what}",
                safe="The import itself is done and complete.",
                todo=failure.todo,
                details=failure.details,
            ) from failure
