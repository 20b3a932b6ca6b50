"""What is proposed from whole letters, as files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json, is_safe_relative_path
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import DocumentKind, ExtractedText
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import BatesRange, Link, Person
from oversight_viewer.importing.formats import Means, Sample
from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.problems import FoundProposal, Problem
from oversight_viewer.importing.readers.letters import FORMATS, kind_of, mail_id
from oversight_viewer.importing.registry import detect
from oversight_viewer.text.extraction import DocumentExtractor
from tests.importing.few_names import FewNames
from tests.importing.readers import letters_made
from tests.text import made

(LETTERS,) = FORMATS


@pytest.fixture(scope="module")
def means() -> Iterator[Means]:
    with DocumentExtractor() as extractor:
        yield Means(extractor, FewNames(), RememberedMappings(), date(2024, 5, 1))


def read(path: Path, data: bytes, means: Means) -> FoundProposal:
    """The proposal of a file itself, which comes first, before those of what it carries."""
    return read_all(path, data, means)[0]


def read_all(path: Path, data: bytes, means: Means) -> list[FoundProposal]:
    """The proposals of a file, after what holds for every one has been looked at."""
    path.write_bytes(data)
    found = [item for item in LETTERS.read(path, means) if isinstance(item, FoundProposal)]
    for item in found:
        check(item)
    assert found[0].contents[0].data == data
    # Of each that it carries, the same is kept with it and with the file itself.
    for item in found[1:]:
        assert item.contents[0] in found[0].contents
    return found


def check(found: FoundProposal) -> None:
    entry = found.proposal.entry
    assert entry_from_json(entry_to_json(entry)) == entry
    for basis in found.proposal.basis:
        passage = basis.passage
        assert found.text[passage.start : passage.end] == passage.quote
    assert [item.path for item in entry.attachments] == [content.path for content in found.contents]
    for attachment, content in zip(entry.attachments, found.contents, strict=True):
        assert is_safe_relative_path(attachment.path)
        assert attachment.sha256 == content.sha256 == hashlib.sha256(content.data).hexdigest()


def values(found: FoundProposal, field: str) -> list[tuple[str, str, bool]]:
    """What was read for a field: value, words, and whether it is certain."""
    return [(item.value, item.passage.quote, item.is_certain) for item in found.proposal.basis if item.field == field]


def test_a_committee_letter_over_several_pages(means: Means, tmp_path: Path) -> None:
    found = read(tmp_path / "committee.pdf", letters_made.committee_letter(), means)
    entry = found.proposal.entry
    assert detect(tmp_path / "committee.pdf") is LETTERS
    assert (entry.lane, entry.kind) == (Lane.ACTION, "document_request")
    assert entry.title == "Letter to Example Freight Co. on the delay of freight at Example Yard"
    assert str(entry.date) == "2024-03-05"
    assert [item.code for item in entry.committees] == ["hsxx00"]
    assert [(item.name, item.role) for item in entry.companies] == [
        ("Example Freight Co.", "addressee"),
        ("Sample Rail", "subject"),
    ]
    assert entry.people == (
        Person("Sam Sample", "sender", "Committee on Example Commerce", {"position": "Chairman"}),
        Person("Alex Instance", "signatory", None, {"position": "Ranking Member"}),
        Person("Pat Example", "addressee", "Example Freight Co.", {"position": "Chief Executive Officer"}),
    )
    assert [item.number for item in entry.requests] == list(range(1, 13))
    assert [str(item.due) for item in entry.requests] == ["2024-03-19"] * 11 + ["2024-03-12"]
    first = entry.requests[0].text
    assert first.endswith("including:\na. manifests;\nb. photographs; and\nc. text messages of the crew.")
    assert " ".join(entry.requests[10].text.split()) == letters_made.REQUESTS[10]
    assert " ".join(entry.requests[11].text.split()) == letters_made.REQUESTS[11]
    assert values(found, "requests.due") == [
        ("2024-03-19", "no later than 5:00 p.m. on Tuesday, March 19, 2024", True),
        ("2024-03-12", "by March 12, 2024", True),
    ]
    assert values(found, "date") == [("2024-03-05", "March 5, 2024", True)]
    assert entry.body == found.text
    assert "\n[page 2]\n" in found.text
    assert "\n[page 3]\n" in found.text
    assert entry.inquiry is None
    assert entry.attachments[0].path == "letters/committee.pdf"
    assert entry.attachments[0].media_type == "application/pdf"


def test_an_answer_of_counsel_with_documents(means: Means, tmp_path: Path) -> None:
    found = read(tmp_path / "answer.pdf", letters_made.company_answer(), means)
    entry = found.proposal.entry
    assert (entry.lane, entry.kind) == (Lane.RESPONSE, "document_production")
    assert entry.title == "Letter from Example Freight Co. on Delay of freight at Example Yard"
    assert [(item.name, item.role) for item in entry.companies] == [("Example Freight Co.", "respondent")]
    assert [(item.name, item.role, item.organization) for item in entry.people] == [
        ("Robin Specimen", "counsel", None),
        ("Sam Sample", "addressee", "Committee on Example Commerce"),
    ]
    assert entry.bates == (
        BatesRange("EXFC-000001", "EXFC-000042"),
        BatesRange("EXFC-000050", "EXFC-000060"),
        BatesRange("EXFC-000043", "EXFC-000043"),
    )
    assert entry.respondent_mark == "Confidential Treatment Requested by Example Freight Co."
    assert entry.mark == "committee-confidential"
    assert entry.requests == ()


def test_a_word_document_with_changes(means: Means, tmp_path: Path) -> None:
    found = read(tmp_path / "draft.docx", letters_made.changed_letter(), means)
    entry = found.proposal.entry
    assert detect(tmp_path / "draft.docx") is LETTERS
    assert (entry.lane, entry.kind) == (Lane.ACTION, "letter")
    assert "tracked changes" in (entry.summary or "")
    assert [(item.number, item.text) for item in entry.requests] == [
        (1, "What did Case Hauling charge in 2023?"),
        (2, "Who set the rates?"),
    ]
    assert values(found, "requests.due") == [("2024-03-19", "within 14 days", False)]
    assert values(found, "companies") == [("Case Hauling, Inc., addressee", "Case Hauling, Inc.", False)]
    assert entry.sources[0].publisher == "Committee on Example Commerce"


def test_an_email_with_two_letters(means: Means, tmp_path: Path) -> None:
    found = read(tmp_path / "second.eml", letters_made.mail_with_two_letters(), means)
    entry = found.proposal.entry
    assert detect(tmp_path / "second.eml") is LETTERS
    assert entry.id == mail_id("<2@law.example>")
    assert entry.links == (Link("follows_up", mail_id("<1@committee.example>")),)
    assert entry.title == "Second production of Example Freight"
    assert (entry.lane, entry.kind) == (Lane.RESPONSE, "document_production")
    assert str(entry.date) == "2024-03-20"
    assert [item.path for item in entry.attachments] == [
        "letters/second.eml",
        "letters/cover.pdf",
        "letters/cover (2).pdf",
    ]
    assert "wordprocessingml" in (entry.attachments[2].media_type or "")
    assert entry.summary == "The e-mail also carries, kept within it: index.csv."
    assert entry.respondent_mark == "Not for public release"
    assert entry.mark == "committee-confidential"
    assert [(item.name, item.role) for item in entry.people] == [("Robin Specimen", "sender"), ("Clerk", "addressee")]


def test_what_an_email_carries_is_read_too(means: Means, tmp_path: Path) -> None:
    mail, answer, letter = read_all(tmp_path / "second.eml", letters_made.mail_with_two_letters(), means)
    assert (answer.where, letter.where) == (
        "second.eml, attached ../cover.pdf",
        "second.eml, attached cover.pdf",
    )
    entry = answer.proposal.entry
    assert (entry.lane, entry.kind, str(entry.date)) == (Lane.RESPONSE, "document_production", "2024-03-19")
    assert [item.begin for item in entry.bates] == ["EXFC-000001", "EXFC-000050", "EXFC-000043"]
    assert entry.links == (Link("related", mail.proposal.entry.id),)
    assert [item.path for item in entry.attachments] == ["letters/cover.pdf"]
    entry = letter.proposal.entry
    assert (entry.lane, entry.title) == (
        Lane.ACTION,
        "Letter to Case Hauling, Inc. on the rates of hauling in the north",
    )
    assert [(item.number, str(item.due)) for item in entry.requests] == [(1, "2024-03-19"), (2, "2024-03-19")]
    # What was sent by e-mail is not taken for public.
    assert entry.mark == "committee-confidential"
    # The same letter in a file of its own is the same entry.
    alone = read(tmp_path / "cover.docx", letters_made.changed_letter(), means)
    assert (alone.proposal.entry.id, alone.proposal.entry.mark) == (entry.id, "public")


def test_what_an_email_carries_is_kept_where_it_cannot_be_read(means: Means, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    scan = made.scan(tmp_path, 2)
    path.write_bytes(
        letters_made.mail_with(
            ("locked.pdf", made.locked_pdf()), ("scan.pdf", scan), ("again.pdf", scan), ("cut.pdf", scan[:300])
        )
    )
    pieces = list(LETTERS.read(path, means))
    mail, scanned = (item for item in pieces if isinstance(item, FoundProposal))
    assert [item.path for item in mail.proposal.entry.attachments] == [
        "letters/mail.eml", "letters/locked.pdf", "letters/scan.pdf", "letters/again.pdf", "letters/cut.pdf",
    ]  # fmt: skip
    assert scanned.where == "mail.eml, attached scan.pdf"
    assert scanned.proposal.entry.summary == "Scan without text: its 2 pages are only pictures."
    assert scanned.contents[0].data == scan
    assert [(item.where, item.reason) for item in pieces if isinstance(item, Problem)] == [
        ("mail.eml, attached locked.pdf", "locked.pdf is locked by a password; it is kept with the e-mail"),
        ("mail.eml, attached cut.pdf", "cut.pdf is a damaged or unfinished PDF; it is kept with the e-mail"),
    ]


def test_not_more_than_some_of_what_an_email_carries_is_read(means: Means, tmp_path: Path) -> None:
    letters = [(f"{number}.docx", made.docx(made.paragraph(f"Letter {number}"))) for number in range(23)]
    path = tmp_path / "mail.eml"
    path.write_bytes(letters_made.mail_with(*letters))
    pieces = list(LETTERS.read(path, means))
    assert len([item for item in pieces if isinstance(item, FoundProposal)]) == 21
    (problem,) = (item for item in pieces if isinstance(item, Problem))
    assert problem.where == "mail.eml, attached 20.docx"
    assert "kept unread" in problem.reason
    assert isinstance(pieces[0], FoundProposal)
    assert len(pieces[0].contents) == 24


def test_no_copy_of_what_an_email_carries_is_left(
    means: Means, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    seen: list[Path] = []

    class Watching:
        def extract(self, path: Path, kind: DocumentKind) -> ExtractedText:
            seen.append(path)
            assert path.exists()
            return means.extractor.extract(path, kind)

    read_all(tmp_path / "second.eml", letters_made.mail_with_two_letters(), replace(means, extractor=Watching()))
    assert len([path for path in seen if path.is_relative_to(place)]) == 2
    assert list(place.iterdir()) == []


def test_a_scan_is_kept_and_says_so(means: Means, tmp_path: Path) -> None:
    found = read(tmp_path / "Scan of 5 March.pdf", made.scan(tmp_path, 3), means)
    entry = found.proposal.entry
    assert entry.title == "Scan of 5 March"
    assert entry.date is None
    assert entry.body is None
    assert entry.summary == "Scan without text: its 3 pages are only pictures."
    assert entry.mark == "committee-confidential"
    assert found.proposal.basis == ()
    assert len(found.contents) == 1


def test_reading_again_gives_the_same(means: Means, tmp_path: Path) -> None:
    data = letters_made.changed_letter()
    assert read(tmp_path / "a.docx", data, means).proposal == read(tmp_path / "a.docx", data, means).proposal


@pytest.mark.parametrize("name", ["a:b?.pdf", " .. .pdf", "\u202e.pdf", "x" * 200 + ".pdf"])
def test_names_of_files_stay_in_their_folder(name: str, means: Means, tmp_path: Path) -> None:
    found = read(tmp_path / name, made.pdf("x"), means)
    assert found.proposal.entry.attachments[0].path.startswith("letters/")
    assert len(found.proposal.entry.attachments[0].path) < 150


@pytest.mark.parametrize(
    ("head", "is_letter"),
    [
        (b"%PDF-1.7\n", True),
        (b"\xef\xbb\xbf\n%PDF-1.4", True),
        (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", True),
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", False),
        (b"From: a@b.example\nDate: Tue, 5 Mar 2024 10:00:00 +0000\n\nx", True),
        (b"Received: by x\r\n (folded)\r\nFrom: a@b.example\r\n\r\nx", True),
        (b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example\nMIME-Version: 1.0\n\n", False),
        (b"TO: Members\nFROM: Staff\nDATE: March 5, 2024\nRE: Freight\n\nMemo", False),
        (b"Dear Sir:\n\nFrom: here\n", False),
        (b'{"from": "x"}\n', False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_letters_are_told_by_their_content(head: bytes, is_letter: bool) -> None:
    assert LETTERS.recognizes(Sample("x", (), head)) is is_letter


def test_what_is_no_letter_is_refused(means: Means, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"words")
    with pytest.raises(KnownError, match="no letter") as caught:
        list(LETTERS.read(path, means))
    assert caught.value.todo
    with pytest.raises(KnownError, match="does not exist"):
        list(LETTERS.read(tmp_path / "missing.pdf", means))
    path.write_bytes(made.locked_pdf())
    with pytest.raises(KnownError, match="locked by a password"):
        list(LETTERS.read(path, means))


WHOLE = (letters_made.company_answer(), letters_made.changed_letter(), letters_made.mail_with_two_letters())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_gives_a_proposal_or_a_known_error(means: Means, tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.sampled_from([0, 1, 3, 500]))] = data.draw(st.binary(max_size=6))
    path = tmp_path / "damaged"
    if kind_of(bytes(content[:65_536])) is None:
        return
    try:
        read(path, bytes(content), means)
    except KnownError as error:
        assert error.todo  # noqa: PT017 - either is right
