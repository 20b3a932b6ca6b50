"""What readers are given is the real thing."""

from __future__ import annotations

from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.problems import TableMapping
from oversight_viewer.storage.foreign import ForeignFiles
from oversight_viewer.tasks.means import import_means, mappings_path


def test_what_was_said_of_tables_is_there_in_the_next_import() -> None:
    mapping = TableMapping({"title": "Subject"}, {"kind": "letter"})
    RememberedMappings(mappings_path()).remember("a", mapping)
    means = import_means(Names())
    assert means.mappings.get("a") == mapping
    assert isinstance(means.tables, ForeignFiles)
