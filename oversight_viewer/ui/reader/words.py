"""What the reader says about links, roles, people and notes. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from oversight_viewer.domain.cards import Card, LinkedEntry
from oversight_viewer.domain.citations import ordinal
from oversight_viewer.domain.dates import DatePoint, date_label
from oversight_viewer.domain.keys import Key
from oversight_viewer.domain.records import BatesRange, Entry, Person, PrivilegeLogItem

_LINK_WORDS = {
    "responds_to": ("Answers", "Answered by"),
    "follows_up": ("Follows", "Followed by"),
    "discusses": ("Describes", "Described by"),
    "transcript_of": ("Transcript of", "Transcript"),
    "testimony_at": ("Testimony at", "Testimony"),
    "supersedes": ("Supersedes", "Superseded by"),
    "related": ("Related", "Related"),
}
_ROLE_WORDS = {"attendee": "attending", "addressee": "addressed"}


def link_word(rel: str, *, outgoing: bool) -> str:
    """How the entry that is read stands to the other end of a link."""
    known = _LINK_WORDS.get(rel)
    if known is not None:
        return known[0] if outgoing else known[1]
    if not outgoing:
        return "Linked from"
    words = rel.replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else "Linked to"


def link_date(card: Card) -> str:
    """The date at the right edge of a link, short, with no more precision than it has."""
    return date_label(card.date, short=True)


def dangling_words(link: LinkedEntry) -> str:
    return f"not in this library: {link.id}"


class Neighbours(NamedTuple):
    """The linked entries before and after the one that is read, in order of date."""

    previous: Card | None
    next: Card | None


def neighbours(key: Key, links: Iterable[LinkedEntry]) -> Neighbours:
    """The nearest linked entry on either side of ``key``."""
    cards = [link.card for link in links if link.card is not None]
    earlier = [card for card in cards if card.key < key]
    later = [card for card in cards if card.key > key]
    return Neighbours(
        max(earlier, key=lambda card: card.key, default=None), min(later, key=lambda card: card.key, default=None)
    )


def role_word(role: str) -> str:
    """The role of a company, as a word that follows its name."""
    return _ROLE_WORDS.get(role, role.replace("_", " ").strip())


def person_words(person: Person) -> tuple[str, str]:
    """The name of a person, and what is said of them after it."""
    return person.name, ", ".join(filter(None, (person.role, person.organization)))


def congress_words(entry: Entry) -> str:
    """``118th Congress, 2nd session, House``, as far as it is known."""
    parts = [
        f"{ordinal(entry.congress)} Congress" if entry.congress is not None else "",
        f"{ordinal(entry.session)} session" if entry.session is not None else "",
        (entry.chamber or "").capitalize(),
    ]
    return ", ".join(filter(None, parts))


def bates_words(item: BatesRange) -> str:
    span = item.begin if item.begin == item.end else f"{item.begin} – {item.end}"
    return f"{span}, {item.volume}" if item.volume else span


def log_parties(item: PrivilegeLogItem) -> str:
    """Who wrote to whom, as the log has it."""
    recipients = item.recipients if isinstance(item.recipients, str) else ", ".join(item.recipients or ())
    return " to ".join(filter(None, (item.author, recipients)))


def log_place(item: PrivilegeLogItem) -> str:
    """Where a withheld document stands: its Bates numbers and the request that it would answer."""
    request = f"request {item.request}" if item.request is not None else ""
    return ", ".join(filter(None, (item.bates, request)))


def count_words(count: int, noun: str, plural: str | None = None) -> str:
    """``1 note``, ``2 notes``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def revised_words(revisions: int) -> str:
    return {1: "Revised once", 2: "Revised twice"}.get(revisions, f"Revised {revisions} times")


def note_signature(author: str, at: datetime, me: str, zone: tzinfo | None = None) -> str:
    """Who wrote a note and when, in the time of the user: ``You, 22 Nov 2024, 14:05``."""
    local = at.astimezone(zone)
    day = DatePoint(local.year, local.month, local.day).label()
    return f"{'You' if author == me else author or 'Unknown'}, {day}, {local:%H:%M}"


def clean_tag(text: str, known: Sequence[str] = ()) -> str:
    """A tag as it is kept: no blanks around or doubled, no leading ``#``, spelled as one that is there already."""
    tag = " ".join(text.split()).lstrip("#").strip(" ,")
    for other in known:
        if other.casefold() == tag.casefold():
            return other
    return tag


def clean_tags(texts: Iterable[str], known: Sequence[str] = ()) -> tuple[str, ...]:
    """Several tags, each once, empty ones left out; a comma within a text parts two tags."""
    tags: dict[str, str] = {}
    for text in texts:
        for part in text.split(","):
            tag = clean_tag(part, known)
            if tag:
                tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())
