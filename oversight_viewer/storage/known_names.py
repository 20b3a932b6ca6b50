"""The committees and companies of a library while entries are saved: found by the resolver, kept in their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from itertools import count
from typing import Generic, TypeVar

from oversight_viewer.domain.directory import lineage
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.storage.engine import Connection

Item = TypeVar("Item", bound=Committee | Company)


@dataclass(frozen=True, slots=True)
class _Statements:
    """How a table is read and written.

    Args:
        read: Gives the id and the values of each item, the first of which is its key.
        put: Takes an id and the values.
        mentions: Takes an id; gives the keys of the entries that name the item.
        used: Gives the ids of all items that entries name.
        drop: Takes an id.
    """

    read: str
    put: str
    mentions: str
    used: str
    drop: str


_COMMITTEE = _Statements(
    read="SELECT id, key, name, short_name, parent, chamber FROM committee",
    put="INSERT INTO committee (id, key, name, short_name, parent, chamber) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, short_name = excluded.short_name, "
    "parent = excluded.parent, chamber = excluded.chamber",
    mentions="SELECT entry FROM entry_committee WHERE committee = ?",
    used="SELECT DISTINCT committee FROM entry_committee",
    drop="DELETE FROM committee WHERE id = ?",
)
_COMPANY = _Statements(
    read="SELECT id, name, parent FROM company",
    put="INSERT INTO company (id, name, parent) VALUES (?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET parent = excluded.parent",
    mentions="SELECT entry FROM entry_company WHERE company = ?",
    used="SELECT DISTINCT company FROM entry_company",
    drop="DELETE FROM company WHERE id = ?",
)


def lineages(items: Mapping[str, Item]) -> dict[str, list[str]]:
    """Each of some committees or companies, by key, with all above it."""
    parents = {key: item.parent for key, item in items.items()}
    return {key: lineage(key, parents) for key in parents}


class KnownNames(Generic[Item]):
    """The committees, or the companies, of a library.

    Args:
        conn: A connection within a transaction.
        sql: The statements of the table.
        make: Makes an item of its values.
        find: The newest that is known of an item, by its key.
    """

    def __init__(
        self, conn: Connection, sql: _Statements, make: Callable[..., Item], find: Callable[[str], Item | None]
    ) -> None:
        self._conn = conn
        self._sql = sql
        self._find = find
        self.items: dict[str, Item] = {}
        self.ids: dict[str, int] = {}
        for number, key, *values in conn.execute(sql.read):
            self.items[key] = make(key, *values)
            self.ids[key] = number
        self._before = dict(self.items)
        self._free_ids = count(max(self.ids.values(), default=0) + 1)

    @classmethod
    def of_committees(cls, conn: Connection, find: Callable[[str], Committee | None]) -> KnownNames[Committee]:
        return KnownNames(conn, _COMMITTEE, Committee, find)

    @classmethod
    def of_companies(cls, conn: Connection, find: Callable[[str], Company | None]) -> KnownNames[Company]:
        return KnownNames(conn, _COMPANY, Company, find)

    def keep(self, key: str, item: Item) -> int:
        """Keep an item as it is known now, with all above it.

        Returns:
            Its id in the library.
        """
        if self.items.get(key) != item:
            if key not in self.ids:
                self.ids[key] = next(self._free_ids)
            self.items[key] = item
            self._conn.execute(self._sql.put, (self.ids[key], *astuple(item)))
            if item.parent is not None and (parent := self._find(item.parent)) is not None:
                self.keep(item.parent, parent)
        return self.ids[key]

    def refresh(self) -> None:
        """Take over what became known of items after they were kept."""
        for key in list(self.items):
            if (latest := self._find(key)) is not None:
                self.keep(key, latest)

    def reset(self, key: str, item: Item | None) -> None:
        """Let an item be what it was once, before anything is resolved; what was not there yet loses its parent."""
        known = self.items.get(key)
        if known is not None:
            self.items[key] = item if item is not None else replace(known, parent=None)
            self._conn.execute(self._sql.put, (self.ids[key], *astuple(self.items[key])))

    def changes(self) -> dict[str, Item | None]:
        """What the items that have changed were before; None for those that were not there."""
        return {key: self._before.get(key) for key, item in self.items.items() if self._before.get(key) != item}

    def entries_naming(self, keys: Iterable[str]) -> set[int]:
        """Keys of the entries that name any of some items."""
        ids = [self.ids[key] for key in keys if key in self.ids]
        return {entry for number in ids for (entry,) in self._conn.execute(self._sql.mentions, (number,)).fetchall()}

    def sweep(self) -> bool:
        """Take out the items that no entry names and that are above none that an entry names.

        Returns:
            Whether there were any.
        """
        names = {number: key for key, number in self.ids.items()}
        above = lineages(self.items)
        used = {key for (number,) in self._conn.execute(self._sql.used) for key in above[names[number]]}
        idle = [(number,) for key, number in self.ids.items() if key not in used]
        self._conn.executemany(self._sql.drop, idle)
        return bool(idle)

    @property
    def new(self) -> list[str]:
        """The keys of the items that the library did not have."""
        return [key for key in self.items if key not in self._before]

    @property
    def is_changed(self) -> bool:
        return self.items != self._before

    def entries_to_find_anew(self) -> set[int]:
        """Keys of the entries that name an item which has changed, or above which something has."""
        if not self.is_changed:
            return set()
        earlier, now = lineages(self._before), lineages(self.items)
        changed = [key for key, item in self._before.items() if earlier[key] != now[key] or item != self.items[key]]
        return self.entries_naming(changed)
