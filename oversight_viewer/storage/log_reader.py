"""Reads what a library knows of itself: its imports, the history of its entries, attachments, decisions about names."""

from __future__ import annotations

from pathlib import Path

from oversight_viewer.domain.name_decisions import CommitteeName, CompanyDetail, CompanyName, MadeDecision
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import Batch, Revision
from oversight_viewer.storage.attachments import ATTACHMENT, found_content
from oversight_viewer.storage.batches import BATCHES, read_batches
from oversight_viewer.storage.company_details import read_company
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.histories import read_history
from oversight_viewer.storage.naming import DECISIONS, LISTED, read_decisions, read_listed


class LogReader:
    """The part of an open library that tells how its record came about."""

    path: Path
    _reading: Reading

    def history(self, entry: EntryId) -> tuple[Revision, ...]:
        """What an entry said at all times, oldest first, and who said it; also of one that is gone."""
        return read_history(self._reading, entry)

    def batches(self) -> tuple[Batch, ...]:
        """The imports, newest first."""
        with self._reading.call():
            return read_batches(self._reading.rows(BATCHES))

    def attachment(self, sha256: str) -> bytes | Path:
        """The content of an attachment: its bytes, or where it lies if it is large.

        Raises:
            KnownError: If it is missing, or not what was kept.
        """
        with self._reading.call():
            found = self._reading.rows(ATTACHMENT, (sha256.lower(),))
        return found_content(self.path, sha256.lower(), found[0] if found else None)

    def decisions(self) -> tuple[MadeDecision, ...]:
        """What was decided about names of companies, oldest first, with what was undone."""
        with self._reading.call():
            return tuple(read_decisions(self._reading.rows(DECISIONS)))

    def listed_names(self) -> tuple[CommitteeName | CompanyName, ...]:
        """The names of imported lists."""
        with self._reading.call():
            return tuple(read_listed(self._reading.rows(LISTED)).values())

    def companies_detail(self, name: str) -> CompanyDetail | None:
        """All that is known of a company; None if the library does not have it."""
        return read_company(self._reading, name)
