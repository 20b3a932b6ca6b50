"""An e-mail and the letters that it carries come into the record, each as an entry, with their files."""

from __future__ import annotations

import hashlib
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.importing.readers.letters import mail_id
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.imports import import_into
from tests.importing.readers import letters_made

LETTER = letters_made.changed_letter()
FILES = {
    "first.eml": letters_made.mail_with_two_letters(),
    "second.eml": letters_made.mail_with(("the letter.docx", LETTER)),
    "alone.docx": LETTER,
}


@pytest.mark.parametrize("order", list(permutations(FILES)), ids="-".join)
def test_a_letter_that_comes_in_three_ways_is_one_entry(tmp_path: Path, order: tuple[str, ...]) -> None:
    # GIVEN two e-mails that carry one letter, and the letter in a file of its own
    library = tmp_path / "record.oversight"
    for name in order:
        (tmp_path / name).write_bytes(FILES[name])
        # WHEN all of them are imported, in whatever order
        import_into(library, [tmp_path / name], accept_proposals=True)
    # THEN each e-mail is an entry, and each letter is one
    with closing(Library.open(library)) as opened:
        entries = {entry.id: entry for entry in opened.entries(RecordFilter(), {})}
        assert len(entries) == 4
        sha256 = hashlib.sha256(LETTER).hexdigest()
        letter = entries[f"letter-{sha256[:24]}"]  # type: ignore[index]
        # AND the letter is linked to both e-mails, marked as strictly as the strictest of them, and kept to the byte
        assert {link.to for link in letter.links} == {mail_id("<2@law.example>"), mail_id("<3@law.example>")}
        assert letter.mark == "committee-confidential"
        assert opened.attachment(sha256) == LETTER
    # AND importing again changes nothing
    for name in order:
        report = import_into(library, [tmp_path / name], accept_proposals=True)
        assert (report.added, report.updated) == (0, 0)
