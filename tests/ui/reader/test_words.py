"""The words of the reader, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from oversight_viewer.domain.cards import Card, LinkedEntry
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.keys import Key
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import BatesRange, EntryId, Person, PrivilegeLogItem
from oversight_viewer.ui.reader import words

LINKS = [
    ("responds_to", True, "Answers"),
    ("responds_to", False, "Answered by"),
    ("follows_up", True, "Follows"),
    ("follows_up", False, "Followed by"),
    ("discusses", True, "Describes"),
    ("discusses", False, "Described by"),
    ("transcript_of", True, "Transcript of"),
    ("transcript_of", False, "Transcript"),
    ("testimony_at", True, "Testimony at"),
    ("testimony_at", False, "Testimony"),
    ("supersedes", True, "Supersedes"),
    ("supersedes", False, "Superseded by"),
    ("related", True, "Related"),
    ("related", False, "Related"),
    ("quoted_in", True, "Quoted in"),
    ("quoted_in", False, "Linked from"),
    ("", True, "Linked to"),
]


@pytest.mark.parametrize(("rel", "outgoing", "expected"), LINKS)
def test_link_words(rel: str, outgoing: bool, expected: str) -> None:
    assert words.link_word(rel, outgoing=outgoing) == expected


def card(key: int, date: str | None = "2024-09") -> Card:
    when = PartialDate.parse(date) if date else None
    return Card(Key(key), EntryId(f"e{key}"), Lane.ACTION, "letter", f"Letter {key}", when, "public")


def linked(key: int | None) -> LinkedEntry:
    return LinkedEntry("related", True, EntryId(f"e{key}"), None if key is None else card(key))


@pytest.mark.parametrize(
    ("keys", "previous", "following"),
    [
        ((), None, None),
        ((None,), None, None),
        ((1, 3), 3, None),
        ((9, 7), None, 7),
        ((1, 4, 9, None), 4, 9),
    ],
)
def test_neighbours_are_the_nearest_by_date(
    keys: tuple[int | None, ...], previous: int | None, following: int | None
) -> None:
    found = words.neighbours(Key(5), [linked(key) for key in keys])
    assert (found.previous and found.previous.key, found.next and found.next.key) == (previous, following)


def test_a_link_without_its_entry_names_the_id() -> None:
    assert words.dangling_words(linked(None)) == "not in this library: eNone"


def test_dates_of_links_are_short_and_not_made_up() -> None:
    assert words.link_date(card(1)) == "Sep 2024"
    assert words.link_date(card(1, None)) == "No date"


@pytest.mark.parametrize(
    ("role", "expected"),
    [("subject", "subject"), ("witness", "witness"), ("addressee", "addressed"), ("attendee", "attending"),
     ("cloud_host", "cloud host")],
)  # fmt: skip
def test_roles(role: str, expected: str) -> None:
    assert words.role_word(role) == expected


def test_people_are_named_first() -> None:
    assert words.person_words(Person("A. Witness", "Engineer", "Example Freight Co.")) == (
        "A. Witness", "Engineer, Example Freight Co.",
    )  # fmt: skip
    assert words.person_words(Person("B. Member")) == ("B. Member", "")


@pytest.mark.parametrize(
    ("data", "expected"),
    [({}, ""), ({"congress": 118}, "118th Congress"), ({"chamber": "house"}, "House"),
     ({"congress": 101, "session": 2, "chamber": "joint"}, "101st Congress, 2nd session, Joint")],
)  # fmt: skip
def test_congress(data: dict[str, object], expected: str) -> None:
    assert words.congress_words(entry_from_json({"title": "T", "kind": "letter", **data})) == expected  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("item", "expected"),
    [(BatesRange("EFC-1", "EFC-9", "Volume 1"), "EFC-1 – EFC-9, Volume 1"), (BatesRange("EFC-1", "EFC-1"), "EFC-1")],
)
def test_bates(item: BatesRange, expected: str) -> None:
    assert words.bates_words(item) == expected


def test_privilege_log_lines() -> None:
    item = PrivilegeLogItem(1, author="A. Counsel", recipients=("B", "C"), bates="EFC-4", request=3)
    assert (words.log_parties(item), words.log_place(item)) == ("A. Counsel to B, C", "EFC-4, request 3")
    assert (words.log_parties(PrivilegeLogItem()), words.log_place(PrivilegeLogItem())) == ("", "")
    assert words.log_parties(PrivilegeLogItem(recipients="File")) == "File"


@pytest.mark.parametrize(("times", "expected"), [(1, "Revised once"), (2, "Revised twice"), (5, "Revised 5 times")])
def test_revisions(times: int, expected: str) -> None:
    assert words.revised_words(times) == expected


@pytest.mark.parametrize(
    ("count", "noun", "plural", "expected"),
    [(1, "note", None, "1 note"), (0, "note", None, "0 notes"), (2, "entry", "entries", "2 entries")],
)
def test_counts(count: int, noun: str, plural: str | None, expected: str) -> None:
    assert words.count_words(count, noun, plural) == expected


def test_notes_are_signed_in_the_time_of_the_user() -> None:
    at = datetime(2024, 11, 22, 23, 30, tzinfo=UTC)
    assert words.note_signature("jo", at, "jo", timezone(timedelta(hours=2))) == "You, 23 Nov 2024, 01:30"
    assert words.note_signature("sam", at, "jo", UTC) == "sam, 22 Nov 2024, 23:30"
    assert words.note_signature("", at, "jo", UTC) == "Unknown, 22 Nov 2024, 23:30"


@pytest.mark.parametrize(
    ("texts", "known", "expected"),
    [
        (["crane vendors"], (), ("crane vendors",)),
        (["  Crane   vendors , #follow-up,"], (), ("Crane vendors", "follow-up")),
        (["CRANES", "cranes"], (), ("CRANES",)),
        (["cranes"], ("Cranes",), ("Cranes",)),
        ([",", " ", "#"], (), ()),
    ],
)
def test_tags_are_cleaned(texts: list[str], known: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert words.clean_tags(texts, known) == expected
