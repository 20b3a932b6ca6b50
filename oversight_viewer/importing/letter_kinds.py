"""Which lane and kind a letter is of, by rules that can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.importing.letter_people import Party
from oversight_viewer.importing.letter_shape import Shape
from oversight_viewer.importing.letter_text import LetterText, Line

_CONGRESS = re.compile(
    r"congress\s+of\s+the\s+united\s+states|house\s+of\s+representatives|united\s+states\s+senate|u\.\s?s\.\s+(?:house|senate)|"
    r"\b(?:sub)?committee\s+on\b|\bcommerce\s+committee\b|(?:one\s+hundred\s+.{3,20})?congress\b.*\bwashington",
    re.IGNORECASE,
)
_SIGNS_FOR_CONGRESS = re.compile(
    r"\b(?:chair(?:man|woman|person)?|ranking\s+(?:minority\s+)?member|vice\s+chair\w*|member\s+of\s+congress|"
    r"(?:u\.\s?s\.|united\s+states)\s+(?:senator|representative)|staff\s+director|chief\s+clerk)\b",
    re.IGNORECASE,
)
_SIGNER_LINES = 6  # of a signature that tell whose it is; further down may stand another paper
_OF_CONGRESS = re.compile(
    r"\bmember\s+of\s+congress\b|\b(?:u\.\s?s\.|united\s+states)\s+(?:senator|representative)\b|^\s*(?:house\s+|senate\s+)?"
    r"(?:select\s+|special\s+|permanent\s+)*(?:sub)?committee\s+on\b|\branking\s+(?:minority\s+)?member\b",
    re.IGNORECASE,
)
_OF_A_COMPANY = re.compile(
    r"\b(?:board|inc|corp|company|llc|ceo|chief\s+executive|president|association)\b", re.IGNORECASE
)
_TO_CONGRESS = re.compile(
    r"dear\s+(?:(?:mr\.?|madam|mme\.?)\s+)?(?:chair\w*|ranking\s+member|senators?|representatives?|congress(?:wo)?m[ae]n)\b|"
    r"dear\s+chair\w*|dear\s+members\s+of\s+(?:the\s+)?(?:sub)?committee",
    re.IGNORECASE,
)
_CONGRESS_MAIL = re.compile(r"@(?:[\w-]+\.)*(?:house|senate)\.gov\b|@[\w.-]*committee[\w.-]*", re.IGNORECASE)
_COMMAND = re.compile(
    r"you\s+are\s+hereby\s+(?:commanded|summoned|required)|\bis\s+hereby\s+commanded\b|^\s*SUBPOENA\b|"
    r"\bto\s+be\s+and\s+appear\s+before\b",
    re.IGNORECASE | re.MULTILINE,
)
_DOCUMENTS = re.compile(
    r"\b(?:documents?|communications|records|materials|copies|e-?mails|correspondence)\b", re.IGNORECASE
)
_PRODUCES = re.compile(
    r"\b(?:produc(?:es?|ed|ing|tion)|enclos(?:es?|ed|ing)|submit(?:s|ted|ting)?|provid(?:es?|ed|ing)|transmit\w*)\b",
    re.IGNORECASE,
)
_OBJECTS = re.compile(
    r"\b(?:respectfully\s+)?(?:objects?\s+to|must\s+(?:decline|object)|declines?\s+to\s+(?:produce|provide|answer|comply)|"
    r"(?:general\s+)?objections?\s+(?:to|and\s+responses)|not\s+in\s+a\s+position\s+to\s+(?:produce|provide))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided, and why."""

    lane: Lane
    basis: Basis


def _first(pattern: re.Pattern[str], lines: tuple[Line, ...]) -> Passage | None:
    for line in lines:
        match = pattern.search(line.text)
        if match is not None:
            start = line.start + match.start()
            return Passage(start, start + len(match[0]), match[0])
    return None


def settle_lane(
    shape: Shape, signers: tuple[Party, ...], sender: Passage | None = None, to: Passage | None = None
) -> Settled:
    """Who writes to whom: a committee's head or signature makes an action, a writing to a committee a response.

    Args:
        shape: The letter.
        signers: Who has signed it.
        sender: The sender of an e-mail.
        to: Its addressees.
    """
    signed = _first(_SIGNS_FOR_CONGRESS, shape.signature)
    names_congress = _first(_OF_CONGRESS, shape.signature[:_SIGNER_LINES])
    head = _first(_CONGRESS, shape.letterhead)
    greeted = shape.salutation if shape.salutation and _TO_CONGRESS.search(shape.salutation.quote) else None
    addressed = greeted or _first(_CONGRESS, shape.address)
    counsel = next((item.passage for item in signers if item.is_counsel), None)
    if signed is not None and _OF_A_COMPANY.search(" ".join(line.text for line in shape.signature)):
        signed = None
    if names_congress is not None:
        return _settled(Lane.ACTION, "signed for a committee", names_congress)
    if counsel is not None and addressed is not None:
        return _settled(Lane.RESPONSE, "counsel writes to a committee", addressed)
    # Boards and tribes have chairmen too: the word alone is enough only if nothing else speaks of Congress.
    if signed is not None and (head is not None or addressed is None):
        return _settled(Lane.ACTION, "signed for a committee", signed)
    if head is not None and not (greeted is not None and shape.signature):
        return _settled(Lane.ACTION, "on the letterhead of a committee", head)
    if addressed is not None:
        return _settled(Lane.RESPONSE, "written to a committee", addressed)
    if sender is not None and _CONGRESS_MAIL.search(sender.quote):
        return _settled(Lane.ACTION, "sent from an address of Congress", sender)
    if to is not None and _CONGRESS_MAIL.search(to.quote):
        return _settled(Lane.RESPONSE, "sent to an address of Congress", to)
    place = shape.salutation or Passage(0, 0, "")
    return Settled(Lane.ACTION, Basis("lane", "action", place, "nothing tells who writes to whom", is_certain=False))


def _settled(lane: Lane, note: str, passage: Passage) -> Settled:
    return Settled(lane, Basis("lane", lane.value, passage, note))


def settle_kind(letter: LetterText, lane: Lane, requests: tuple[str, ...], has_bates: bool) -> tuple[str, Basis | None]:
    """The kind within a lane, and the words that it was told by; None where it is the ordinary one.

    Args:
        letter: The letter.
        lane: Its lane.
        requests: The texts of its requests.
        has_bates: Whether it names Bates numbers.
    """
    rules = _ACTION_RULES if lane is Lane.ACTION else _RESPONSE_RULES
    for kind, pattern, note in rules:
        if (kind == "document_request" and not any(map(_DOCUMENTS.search, requests))) or (
            kind == "document_production" and not has_bates
        ):
            continue
        match = pattern.search(letter.text)
        if match is not None:
            return kind, Basis("kind", kind, letter.passage(match.start(), match.end()), note)
    return ("letter" if lane is Lane.ACTION else "response_letter"), None


_ACTION_RULES = (
    ("subpoena", _COMMAND, "it commands"),
    ("document_request", _DOCUMENTS, "its requests ask for documents"),
)
_RESPONSE_RULES = (
    ("document_production", _PRODUCES, "it produces, and names Bates numbers"),
    ("objection", _OBJECTS, "it objects"),
)
