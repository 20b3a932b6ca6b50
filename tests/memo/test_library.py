"""A memo of a real library is the memo of its entries."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.importing.names import Names
from oversight_viewer.memo.compose import compose
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.storage.writer import LibraryWriter
from tests.memo.records import DIRECTORY, NOTES, OPTIONS, SENTENCE, details, entries


@pytest.mark.parametrize("ceiling", ["public", "members-only"])
def test_what_the_library_joins_is_what_these_tests_join(tmp_path: Path, ceiling: str) -> None:
    path = tmp_path / "record.oversight"
    create_library(path, "Record")
    names = Names()
    names.seed(DIRECTORY.committees.values(), DIRECTORY.companies.values())
    with LibraryWriter.open(path) as writer:
        writer.save(entries(), names=names, source="test")
    library = Library.open(path)
    try:
        joined = [detail for card in library.cards(RecordFilter(), {}, limit=100) if (detail := library.entry(card.id))]
        directory = library.directory()
    finally:
        library.close()
    options = replace(OPTIONS, include_notes=True, ceiling=ceiling)
    found = compose(joined, NOTES, options, MarkScheme(), directory, SENTENCE)
    expected = compose(details(), NOTES, options, MarkScheme(), DIRECTORY, SENTENCE)
    assert len(joined) == 7
    for item in fields(expected):
        assert getattr(found, item.name) == getattr(expected, item.name), item.name
