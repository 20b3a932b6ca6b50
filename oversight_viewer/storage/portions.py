"""Takes what is to be saved in portions of bounded size, in which each entry stands once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import FileContent, Incoming, Item
from oversight_viewer.domain.versions import merge_parts
from oversight_viewer.storage.indexing import ENTRIES_AT_ONCE

_BYTES_AT_ONCE = 4_000_000


@dataclass(slots=True)
class SomeItems:
    """Some of what is saved: names, and entries, each id once."""

    names: list[CommitteeName | CompanyName] = field(default_factory=list)
    entries: dict[EntryId, Incoming] = field(default_factory=dict)
    size: int = 0

    def add(self, item: Incoming) -> bool:
        """Take an entry in, with a part of the same that is here already; False if it has to wait."""
        here = self.entries.get(item.entry.id)
        if here is not None:
            if not (item.is_part and here.is_part):
                return False
            item = replace(
                here, written=None, entry=merge_parts(here.entry, item.entry), contents=here.contents + item.contents
            )
        self.entries[item.entry.id] = item
        self.size += len(item.entry.body or "") + sum(_bytes_of(content) for content in item.contents)
        return True

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= ENTRIES_AT_ONCE or self.size >= _BYTES_AT_ONCE


def _bytes_of(content: FileContent) -> int:
    return len(content.data) if isinstance(content.data, bytes) else 0


def parts(items: Iterable[Item]) -> Iterator[SomeItems]:
    """What is saved in parts of bounded size, each id at most once in a part."""
    part = SomeItems()
    for item in items:
        if isinstance(item, CommitteeName | CompanyName):
            part.names.append(item)
            continue
        incoming = item if isinstance(item, Incoming) else Incoming(item)
        if part.is_full or not part.add(incoming):
            yield part
            part = SomeItems()
            part.add(incoming)
    yield part
