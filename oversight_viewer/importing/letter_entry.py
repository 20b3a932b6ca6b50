"""Puts what was read out of a letter together as a proposed entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import getaddresses, parsedate_to_datetime

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.extraction import ExtractedText
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import COMMITTEE_CONFIDENTIAL, PUBLIC
from oversight_viewer.domain.mentions import NameFinder
from oversight_viewer.domain.proposals import Basis, Passage, Proposal
from oversight_viewer.domain.records import Attachment, Entry, EntryId, JsonObject, Link, Person, Source
from oversight_viewer.importing.letter_bates import bates, respondent_mark
from oversight_viewer.importing.letter_kinds import settle_kind, settle_lane
from oversight_viewer.importing.letter_names import LetterNames, letter_names
from oversight_viewer.importing.letter_people import Party, parties
from oversight_viewer.importing.letter_requests import FoundRequests, find_requests
from oversight_viewer.importing.letter_shape import Shape, shape_of
from oversight_viewer.importing.letter_text import LetterText, letter_text

_HEADERS = (("From", "from"), ("To", "to"), ("Cc", "cc"), ("Date", "date"), ("Subject", "subject"))
_ABOUT = re.compile(
    r"\b(?:regarding|concerning|about|relating\s+to|related\s+to|with\s+respect\s+to|into|examining|investigating)\s+"
    r"(?P<topic>[^.;:?!]{6,300}?)(?=,\s|[.;:?!]|\s+(?:and\s+to|in\s+order)\b)",
    re.DOTALL,
)
_LOOKED_THROUGH = 2_000_000
"""Code points of a text that the rules go through; what is longer is no letter, but may begin with one."""

_TOPIC_FROM = 1_500  # characters of the body in which the topic is looked for
_LONGEST_TOPIC = 120
_LONGEST_TITLE = 250
_KEPT_IN_HOUSE = re.compile(r"\bcommittee\s+(?:confidential|sensitive)\b|\bmembers\s+only\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """What the headers of an e-mail say.

    Args:
        properties: The headers, as an extractor gives them.
        id: The id of the entry of the message that it answers, None if it answers none.
    """

    properties: Mapping[str, str]
    follows: EntryId | None = None

    @property
    def head(self) -> str:
        """The headers as they stand above the text."""
        lines = [f"{word}: {self.properties[name]}" for word, name in _HEADERS if self.properties.get(name)]
        return "\n".join([*lines, ""]) if lines else ""


@dataclass(frozen=True, slots=True)
class LetterFile:
    """The file of a letter.

    Args:
        id: The id of its entry.
        name: The name of the file.
        attachments: What is kept of it.
        found: Its text.
        mail: Its headers, if it is an e-mail.
        note: What is said of it beside the notice of the text; None if nothing.
        carrier: The id of the entry of the e-mail to which it was attached; None if to none.
    """

    id: EntryId
    name: str
    attachments: tuple[Attachment, ...]
    found: ExtractedText
    mail: Mail | None = None
    note: str | None = None
    carrier: EntryId | None = None


def propose(file: LetterFile, names: NameFinder) -> tuple[Proposal, str]:
    """The entry that a letter seems to be, and the text into which its passages point.

    Args:
        file: The letter.
        names: Knows committees and companies.
    """
    head = file.mail.head if file.mail is not None else ""
    letter = letter_text(file.found.pages, head)
    reading = _Reading(file, letter, names)
    return reading.proposal(), letter.text


def _header_passage(letter: LetterText, word: str) -> Passage | None:
    for line in letter.lines[: len(_HEADERS)]:
        if line.text.startswith(f"{word}: "):
            start = line.start + len(word) + 2
            return Passage(start, line.start + len(line.text), line.text[len(word) + 2 :])
    return None


class _Reading:
    """One letter, read from the outside in: its parts, its lane, its people, what it asks."""

    def __init__(self, file: LetterFile, letter: LetterText, names: NameFinder) -> None:
        self._file = file
        self._text = letter.text
        self._letter = letter = letter.beginning(_LOOKED_THROUGH)
        self._shape: Shape = shape_of(letter)
        self._basis: list[Basis] = []
        mentions = names.mentions(letter.text)
        known = frozenset(item.start for item in mentions)
        self._addressees = parties(self._shape.address, known, needs_title=True)
        self._signers = parties(self._shape.signature, known)
        is_mail = file.mail is not None
        sender, to = (_header_passage(letter, word) if is_mail else None for word in ("From", "To"))
        settled = settle_lane(self._shape, self._signers, sender, to)
        self._lane = settled.lane
        self._basis.append(settled.basis)
        own_side = self._addressees if self._lane is Lane.ACTION else self._signers
        self._names: LetterNames = letter_names(self._shape, self._lane, mentions, own_side)
        self._written = self._date()

    def _date(self) -> date | None:
        if self._shape.date_basis is not None:
            self._basis.append(self._shape.date_basis)
            return self._shape.written
        passage = _header_passage(self._letter, "Date") if self._file.mail is not None else None
        if passage is None:
            return None
        try:
            day = parsedate_to_datetime(passage.quote).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        self._basis.append(Basis("date", day.isoformat(), passage, "the day on which the e-mail was sent"))
        return day

    def proposal(self) -> Proposal:
        has_text = self._file.found.has_text
        ranges, bates_basis = bates(self._letter)
        requests = self._requests()
        kind, kind_basis = settle_kind(
            self._letter, self._lane, tuple(item.text for item in requests.requests), bool(ranges)
        )
        self._basis += [kind_basis] if kind_basis is not None else []
        people = self._people()
        self._basis += [*self._names.basis, *requests.basis, *bates_basis]
        extra = self._marking()
        title = self._title(kind) if has_text or self._file.mail is not None else _stem(self._file.name)
        day = PartialDate.of_day(self._written) if self._written is not None else None
        mail = self._file.mail
        entry = Entry(
            id=self._file.id,
            lane=self._lane,
            kind=kind,
            title=title,
            mark=self._mark(extra),
            date=day,
            committees=self._names.committees,
            companies=self._names.companies,
            people=people,
            summary=self._summary(),
            body=self._text if has_text else None,
            format="plain",
            requests=requests.requests,
            links=tuple(self._links()),
            bates=ranges,
            identifiers=_identifiers(mail),
            sources=(Source(title=self._file.name, publisher=self._publisher(people), date=str(day) if day else None),),
            attachments=self._file.attachments,
            extra=extra,
        )
        basis = tuple(sorted(dict.fromkeys(self._basis), key=lambda item: item.passage.start))
        passages = tuple(dict.fromkeys(item.passage for item in basis if item.passage.quote))
        return Proposal(entry, passages, basis if has_text or mail is not None else ())

    def _links(self) -> Iterator[Link]:
        if self._file.mail is not None and self._file.mail.follows is not None:
            yield Link("follows_up", self._file.mail.follows)
        if self._file.carrier is not None:
            yield Link("related", self._file.carrier)

    def _summary(self) -> str | None:
        is_cut = len(self._letter.text) < len(self._text)
        cut = f"Only its first {_LOOKED_THROUGH:,} characters were looked through." if is_cut else None
        return " ".join(part for part in (self._file.found.notice, self._file.note, cut) if part) or None

    def _requests(self) -> FoundRequests:
        if self._lane is not Lane.ACTION:
            return FoundRequests()
        return find_requests(self._letter, self._shape.body_lines, self._shape.body[0], self._written, schedule=True)

    def _marking(self) -> JsonObject:
        marking = respondent_mark(self._letter) if self._lane is Lane.RESPONSE else None
        if marking is None:
            return {}
        self._basis.append(marking)
        return {"respondent_mark": marking.value}

    def _mark(self, extra: JsonObject) -> str:
        """E-mail with all that it carries, what somebody has marked, and what cannot be read is not taken for public.

        A staffer may say that it is.
        """
        is_mail = self._file.mail is not None or self._file.carrier is not None
        is_closed = is_mail or not self._file.found.has_text
        kept = extra or is_closed or _KEPT_IN_HOUSE.search(self._letter.text)
        return COMMITTEE_CONFIDENTIAL if kept else PUBLIC

    def _people(self) -> tuple[Person, ...]:
        found: dict[tuple[str, str], Person] = {}

        def add(person: Person, basis: Basis) -> None:
            if (person.name, person.role or "") not in found:
                found[(person.name, person.role or "")] = person
                self._basis.append(basis)

        for place, party in enumerate(self._signers):
            role = "counsel" if party.is_counsel else "signatory" if place else "sender"
            add(party.person(role), party.basis(role))
        for party in self._addressees:
            add(party.person("addressee"), party.basis("addressee"))
        if self._file.mail is not None:
            for word, role in (("From", "sender"), ("To", "addressee")):
                passage = _header_passage(self._letter, word)
                for name in _mail_names(passage.quote) if passage is not None else ():
                    if not any(key[0] == name for key in found):
                        assert passage is not None
                        add(Person(name, role), Basis("people", f"{name}, {role}", passage))
        return tuple(found.values())

    def _publisher(self, people: tuple[Person, ...]) -> str | None:
        own = next((item.name for item in self._names.companies if item.role == "respondent"), None)
        if self._lane is Lane.RESPONSE and own is not None:
            return own
        committee = next((item for item in self._names.basis if item.field == "committees" and item.is_certain), None)
        if self._lane is Lane.ACTION and committee is not None:
            return " ".join(committee.passage.quote.split())
        sender = next((item for item in people if item.role in {"sender", "counsel"}), None)
        return None if sender is None else sender.organization or sender.name

    def _title(self, kind: str) -> str:
        mail = self._file.mail
        if mail is not None and mail.properties.get("subject"):
            return mail.properties["subject"][:_LONGEST_TITLE]
        word = "Subpoena" if kind == "subpoena" else "Letter"
        if self._lane is Lane.ACTION:
            other = self._party("addressee", self._addressees)
            title = f"{word} to {other}" if other else ""
        else:
            other = self._party("respondent", self._signers)
            title = f"{word} from {other}" if other else ""
        topic = self._topic()
        if topic:
            title = f"{title or word} on {topic}"
        return title[:_LONGEST_TITLE] or _stem(self._file.name)

    def _party(self, role: str, people: tuple[Party, ...]) -> str:
        named = [item.name for item in self._names.companies if item.role == role]
        if not named:
            named = [item.name for item in people if not item.is_counsel] or [item.name for item in people]
        if len(named) > 3:
            return f"{named[0]} and {len(named) - 1} others"
        return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}" if named else ""

    def _topic(self) -> str:
        subject = self._shape.subject
        if subject is None:
            start, end = self._shape.body
            match = _ABOUT.search(self._letter.text, start, min(end, start + _TOPIC_FROM))
            if match is None:
                return ""
            subject = self._letter.passage(match.start("topic"), match.end("topic"))
        self._basis.append(Basis("title", "the topic", subject))
        return _cut(" ".join(subject.quote.split()).rstrip(" .,;"))


def _mail_names(header: str) -> tuple[str, ...]:
    return tuple(name or address for name, address in getaddresses([header]) if name or address)


def _identifiers(mail: Mail | None) -> JsonObject:
    message_id = None if mail is None else mail.properties.get("message_id")
    return {"message_id": message_id} if message_id else {}


def _stem(name: str) -> str:
    return name.rpartition(".")[0].strip() or name.strip() or "Letter"


def _cut(words: str) -> str:
    if len(words) <= _LONGEST_TOPIC:
        return words
    return words[:_LONGEST_TOPIC].rpartition(" ")[0].rstrip(" ,;") + " …"
