"""Each save of a draft replaces the one before, and whatever goes wrong is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.ui.reader.drafts import NoteDraft

ENTRY = EntryId("letter")


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    with closing(Notebook.open(tmp_path / "a.notebook", author="jo")) as made:
        yield made


def test_saves_of_one_draft_are_versions_of_one_note(notebook: Notebook) -> None:
    draft = NoteDraft(ENTRY, revision=3)
    assert draft.note is None
    draft.delete(notebook)
    draft.restore(notebook)
    for text in ("a", "ab", "abc"):
        assert draft.save(notebook, text, ("tag",)).notes == {ENTRY}
    (note,) = notebook.entry_notes(ENTRY).notes
    assert note.id == draft.note
    assert [(version.text, version.tags, version.revision) for version in note.versions] == [("abc", ("tag",), 3)]
    draft.delete(notebook)
    assert not notebook.entry_notes(ENTRY).notes
    draft.restore(notebook)
    assert notebook.entry_notes(ENTRY).notes == (note,)


def test_a_draft_of_a_version_replaces_only_that_one(notebook: Notebook) -> None:
    first = NoteDraft(ENTRY)
    first.save(notebook, "base", ())
    (note,) = notebook.entry_notes(ENTRY).notes
    for text in ("mine", "theirs"):
        NoteDraft(ENTRY, note=note.id, version=note.latest).save(notebook, text, ())
    (note,) = notebook.entry_notes(ENTRY).notes
    NoteDraft(ENTRY, note=note.id, version=note.versions[0]).save(notebook, "mine again", ())
    (note,) = notebook.entry_notes(ENTRY).notes
    assert sorted(version.text for version in note.versions) == ["mine again", "theirs"]


def test_a_save_that_fails_for_whatever_reason_is_known_to_have_failed(tmp_path: Path) -> None:
    closed = Notebook.open(tmp_path / "b.notebook", author="jo")
    closed.close()
    draft = NoteDraft(ENTRY)
    with pytest.raises(KnownError):
        draft.save(closed, "must not be lost", ())
    assert draft.note is None
