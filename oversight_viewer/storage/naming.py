"""What the written names of committees and companies mean, while a library is written.

Entries keep names as they are written. Which row of ``committee`` or ``company`` is meant follows from the resolver,
the imported lists and what the user decided; when one of these changes, the entries concerned are resolved again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName, Decision, DecisionKind, MadeDecision
from oversight_viewer.domain.records import Committee, CommitteeRef, Company, CompanyRef, Entry
from oversight_viewer.domain.saving import NameResolver
from oversight_viewer.storage.cards import chunks
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.indexing import ENTRIES_AT_ONCE
from oversight_viewer.storage.known_names import KnownNames

LISTED = """
    SELECT kind, key, doc FROM name_list
    WHERE batch NOT IN (SELECT id FROM batch WHERE undone_at IS NOT NULL) ORDER BY batch
"""
"""Asks for the names of imported lists; a later row goes before an earlier one of the same key."""
DECISIONS = "SELECT id, at, author, kind, payload, undone_at IS NOT NULL FROM name_decision ORDER BY id"
"""Asks for all decisions about names."""

_PUT_LISTED = "INSERT OR REPLACE INTO name_list (kind, key, batch, doc) VALUES (?, ?, ?, ?)"
_DOCS = "SELECT entry, doc FROM json_each(?) AS listed CROSS JOIN entry_doc ON entry = listed.value"
_COMMITTEES = "SELECT committee FROM entry_committee WHERE entry = ? ORDER BY position"
_COMPANIES = "SELECT company FROM entry_company WHERE entry = ? ORDER BY position"

ListedName = CommitteeName | CompanyName


@dataclass(frozen=True, slots=True)
class NamesBefore:
    """What committees (by key) and companies (by name) were once; None for one that was not there."""

    committees: dict[str, Committee | None] = field(default_factory=dict)
    companies: dict[str, Company | None] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        def plain(items: dict[str, Any]) -> dict[str, Any]:
            return {key: None if item is None else asdict(item) for key, item in items.items()}

        return {"committees": plain(self.committees), "companies": plain(self.companies)}

    @classmethod
    def from_json(cls, parts: dict[str, Any]) -> NamesBefore:
        committees, companies = parts.get("committees", {}), parts.get("companies", {})
        return cls(
            {key: None if item is None else Committee(**item) for key, item in committees.items()},
            {key: None if item is None else Company(**item) for key, item in companies.items()},
        )


def _key_of(item: ListedName) -> tuple[str, str]:
    return ("committee", item.code) if isinstance(item, CommitteeName) else ("company", item.name)


def read_listed(rows: Iterable[Sequence[Any]]) -> dict[tuple[str, str], ListedName]:
    """The names of imported lists, out of the rows of :data:`LISTED`, by kind and key."""
    found: dict[tuple[str, str], ListedName] = {}
    for kind, key, doc in rows:
        parts: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(doc).items()
        }
        found[kind, key] = CommitteeName(**parts) if kind == "committee" else CompanyName(**parts)
    return found


def read_decisions(rows: Iterable[Sequence[Any]]) -> list[MadeDecision]:
    """All decisions about names, out of the rows of :data:`DECISIONS`.

    Raises:
        KnownError: If one is of a kind that only a newer version knows.
    """
    made: list[MadeDecision] = []
    for number, at, author, kind, payload, undone in rows:
        parts = json.loads(payload)
        if kind not in tuple(DecisionKind):
            raise KnownError(
                "A newer version of Oversight Viewer has decided something about names that this one does not know.",
                todo="Install the newest version and open the library with that.",
                details=f"kind of decision: {str(kind)[:40]}",
            )
        decision = Decision(
            DecisionKind(kind),
            parts["company"],
            parts.get("other"),
            parts.get("cik"),
            parts.get("lei"),
            tuple(parts.get("tickers", ())),
        )
        made.append(MadeDecision(number, datetime.fromisoformat(at), author, decision, bool(undone)))
    return made


class Naming:
    """The committees and companies of a library while it is written.

    Args:
        conn: A connection within a transaction.
        names: Finds out which are meant; it is told what the library has.
        batch: The import that goes on.
        reset: What is to be as it was once, before the resolver is told.
    """

    def __init__(self, conn: Connection, names: NameResolver, batch: int, reset: NamesBefore | None) -> None:
        self._conn = conn
        self.names = names
        self._batch = batch
        self.committees = KnownNames.of_committees(conn, names.committee_by_key)
        self.companies = KnownNames.of_companies(conn, names.company_by_name)
        self._renamed: set[int] = set()
        self._has_learned = False
        self._reset = reset or NamesBefore()
        for key, committee in self._reset.committees.items():
            if committee is not None:
                self.committees.reset(key, committee)
        for name, company in self._reset.companies.items():
            self.companies.reset(name, company)
        self._told: dict[str, str] = dict(conn.execute("SELECT name, told FROM company WHERE told IS NOT NULL"))
        companies = [
            Company(name, self._told[name] or None) if name in self._told else company
            for name, company in self.companies.items.items()
            if self._reset.companies.get(name, company) is not None
        ]
        # What only an import told that is undone is unknown again; entries that name it tell what they know of it.
        committees = [
            committee
            for key, committee in self.committees.items.items()
            if self._reset.committees.get(key, committee) is not None
        ]
        names.seed(committees, companies)
        self._listed = read_listed(conn.execute(LISTED))
        names.learn(self._listed.values(), self.decisions())

    def decisions(self) -> list[MadeDecision]:
        """The decisions that hold."""
        return [made for made in read_decisions(self._conn.execute(DECISIONS)) if not made.is_undone]

    def learn(self, items: Iterable[ListedName]) -> None:
        """Keep names of a list, and know them from now on."""
        told = {_key_of(item): item for item in items}
        # What is known already is kept too: it stays known when the import that told it first is undone.
        rows = [(*key, self._batch, json.dumps(asdict(item), ensure_ascii=False)) for key, item in told.items()]
        self._conn.executemany(_PUT_LISTED, rows)
        new = {key: item for key, item in told.items() if self._listed.get(key) != item}
        self._listed.update(new)
        self.names.learn(new.values(), self.decisions())
        self._has_learned = self._has_learned or bool(new)

    def learn_decisions(self) -> None:
        """Know what was decided meanwhile."""
        self.names.learn((), self.decisions())

    def keep(self, entry: Entry) -> tuple[list[int], list[int]]:
        """Keep the committees and companies that an entry names.

        Returns:
            The ids of these committees and companies in the library.
        """
        committees = [self.committees.keep(item.key, item) for item in map(self.names.committee, entry.committees)]
        companies = [self.companies.keep(item.name, item) for item in map(self.names.company, entry.companies)]
        return committees, companies

    def refresh(self) -> None:
        """Take over what became known of names after they were kept."""
        self.retell()
        self.committees.refresh()
        self.companies.refresh()
        if self._has_learned:
            others = [name for name in self.companies.items if self.names.company(CompanyRef(name)).name != name]
            codes = [
                key
                for key, item in self.committees.items.items()
                if self.names.committee(CommitteeRef(None if key == item.name else key, item.name)).key != key
            ]
            self.resolve_again(self.companies.entries_naming(others) | self.committees.entries_naming(codes))

    def retell(self) -> None:
        """Let the entries that name what was reset tell again what they tell of it."""
        for _, doc in self._docs(
            self.committees.entries_naming(self._reset.committees)
            | self.companies.entries_naming(self._reset.companies)
        ):
            self.keep(entry_of(doc, None))

    def resolve_again(self, keys: Iterable[int]) -> None:
        """Find out again what entries mean by the names that they write."""
        for key, doc in self._docs(keys):
            entry = entry_of(doc, None)
            ids = self.keep(entry)
            before = (
                [number for (number,) in self._conn.execute(_COMMITTEES, (key,))],
                [number for (number,) in self._conn.execute(_COMPANIES, (key,))],
            )
            if ids != before:
                self._renamed.add(key)
                self._conn.execute("DELETE FROM entry_committee WHERE entry = ?", (key,))
                self._conn.execute("DELETE FROM entry_company WHERE entry = ?", (key,))
                self._conn.executemany(
                    "INSERT INTO entry_committee (entry, position, committee) VALUES (?, ?, ?)",
                    [(key, place, number) for place, number in enumerate(ids[0])],
                )
                self._conn.executemany(
                    "INSERT INTO entry_company (entry, position, company, role) VALUES (?, ?, ?, ?)",
                    [(key, place, number, entry.companies[place].role) for place, number in enumerate(ids[1])],
                )
        self.committees.refresh()
        self.companies.refresh()

    def _docs(self, keys: Iterable[int]) -> Iterable[tuple[int, str]]:
        for some in chunks(sorted(keys), ENTRIES_AT_ONCE):
            yield from self._conn.execute(_DOCS, (json.dumps(some),)).fetchall()

    def entries_to_find_anew(self) -> set[int]:
        """Keys of the entries that are found otherwise since their names mean something else."""
        return self.committees.entries_to_find_anew() | self.companies.entries_to_find_anew() | self._renamed

    @property
    def is_changed(self) -> bool:
        return self.committees.is_changed or self.companies.is_changed or bool(self._renamed)

    @property
    def has_renamed(self) -> bool:
        """Whether entries mean something else by their names than before."""
        return bool(self._renamed)

    def new_committees(self) -> tuple[str, ...]:
        """Keys of the committees that the library did not have and that stand in no list."""
        return tuple(key for key in self.committees.new if not self.names.is_listed(key))

    def changes(self) -> NamesBefore:
        """What was before of what has changed."""
        return NamesBefore(self.committees.changes(), self.companies.changes())

    def keep_told(self) -> None:
        """Keep what is told of owners where something else was decided, for when that is undone."""
        if not self._told and not self.decisions():
            return
        for name, company in self.companies.items.items():
            owner = self.names.owner_told(name)
            told = None if owner == company.parent else owner or ""
            if told != self._told.get(name):
                self._conn.execute("UPDATE company SET told = ? WHERE name = ?", (told, name))

    def sweep(self) -> None:
        """Take out what no entry names any more."""
        self.committees.sweep()
        self.companies.sweep()
