"""Errors that are shown to the user, told apart from bugs.

A :class:`KnownError` is expected: a wrong file, a full disk, a newer version. It says what happened, that nothing
was lost, and what to do. Every other exception is a bug and goes to the bug dialog.
"""

from __future__ import annotations

import copyreg
from typing import Any


class KnownError(Exception):
    """Something went wrong that the user can understand and act on.

    Args:
        what: One sentence that says what happened, without text of the record.
        safe: One sentence that says what was not touched or lost.
        todo: One sentence that says what the user can do now.
        details: Technical facts for the fold-out; never text of the record.
    """

    def __init__(self, what: str, *, safe: str = "Nothing was changed.", todo: str = "", details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.todo = todo
        self.details = details

    def __reduce__(self) -> tuple[Any, ...]:
        # Sent from process to process it is made again without its own arguments, which differ from kind to kind.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.todo) if part)


class InvalidEntry(KnownError):  # noqa: N818 - named for what it says
    """One record of an import that breaks a rule; the rest of the import goes on.

    Args:
        reason: Why the record is rejected, in words of the user.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason, safe="", todo="")
        self.reason = reason


class Cancelled(KnownError):  # noqa: N818 - named for what it says
    """The user, or a newer request, stopped the work."""

    def __init__(self) -> None:
        super().__init__("The work was stopped.")


class Refused(KnownError):  # noqa: N818 - named for what it says
    """A file that can be read, but is none that this application opens."""
