"""What became of an import, as the window and the command line tell it."""

from __future__ import annotations

from dataclasses import dataclass, field

from oversight_viewer.domain.outcomes import EntryOutcome
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.domain.saving import SaveReport
from oversight_viewer.importing.problems import FoundProposal, Problem

PROBLEMS_KEPT = 10_000
"""Problems, and proposals, that a report holds; all are counted, and all problems go to the file of rejects."""

ITEMS_KEPT = 20_000
"""Entries that a report names with what becomes of them."""


@dataclass(slots=True)
class FileTally:
    """What was found in one file.

    Args:
        name: The file, as it is told from the others.
        format: What it is, in words; empty if that could not be found out.
    """

    name: str
    format: str = ""
    read: int = 0
    rejected: int = 0
    proposed: int = 0
    names: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an import.

    Args:
        read: Pieces that were found: ``added``, ``updated``, ``unchanged``, ``rejected``, ``proposed``, ``names`` and
            ``joined`` together.
        proposed: Entries that a text seems to tell of; they wait for somebody to confirm them.
        names: Committees and companies of lists, which are known from now on.
        problems: Why pieces were rejected, in order, without their texts; at most ``PROBLEMS_KEPT``.
        new_committees: Keys of committees that no list and no earlier import knew.
        new_companies: Names of companies that the library did not have.
        proposals: What is proposed, in order; at most ``PROBLEMS_KEPT``.
        items: The entries with what becomes of each, in order; at most ``ITEMS_KEPT``.
        files: What was found in each file.
        missing_files: Attached files that entries name and that were not there; the entries were taken.
        saved: What the library says of it: what changed, what has vanished, which batch it is.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    problems: tuple[Problem, ...] = ()
    new_committees: tuple[str, ...] = ()
    new_companies: tuple[str, ...] = ()
    proposed: int = 0
    names: int = 0
    proposals: tuple[FoundProposal, ...] = ()
    items: tuple[EntryOutcome, ...] = ()
    files: tuple[FileTally, ...] = ()
    missing_files: int = 0
    saved: SaveReport = field(default_factory=SaveReport)

    @property
    def joined(self) -> int:
        """Pieces that tell more of entries which other pieces of the import tell of."""
        counted = self.added + self.updated + self.unchanged + self.rejected + self.proposed + self.names
        return max(0, self.read - counted)

    def as_json(self) -> JsonObject:
        """The report as ``import --json`` prints it."""
        return {
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "proposed": self.proposed,
            "names": self.names,
            "joined": self.joined,
            "problems": [{"where": item.where, "reason": item.reason} for item in self.problems],
            "proposals": [_proposal_json(item) for item in self.proposals],
            "files": [
                {"name": item.name, "format": item.format, "read": item.read, "rejected": item.rejected}
                for item in self.files
            ],
            "missing_files": self.missing_files,
            "new_committees": list(self.new_committees),
            "new_companies": list(self.new_companies),
        }


def _proposal_json(item: FoundProposal) -> JsonObject:
    entry = item.proposal.entry
    return {
        "where": item.where,
        "lane": entry.lane.value,
        "kind": entry.kind,
        "date": None if entry.date is None else str(entry.date),
        "title": entry.title,
        "passages": [passage.quote for passage in item.proposal.passages],
    }
