"""An event of a committee as several sources tell it, and the ids by which what they tell comes together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from oversight_viewer.domain.records import CommitteeRef, EntryId, JsonObject, Source
from oversight_viewer.importing.committee_names import chamber_of_code, normal_code
from oversight_viewer.importing.event_dates import When
from oversight_viewer.importing.formats import Means

_CHAMBERS = {"house": "house", "senate": "senate", "joint": "joint", "h": "house", "s": "senate", "j": "joint"}
_LETTER = {"house": "h", "senate": "s", "joint": "j"}
_PACKAGE = re.compile(r"\b(CHRG|CPRT|CRPT)-(\d{2,3})([a-z]{4})(\d{1,6})(-\w+)?(?=[./_\s]|$)", re.IGNORECASE | re.ASCII)
_SHORT = re.compile(r"([A-Z]{2})([0-9]{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an event.

    Args:
        url: Where it lies.
        title: What it is called; empty if the source gives no name.
        kind: What sort of document it is, in words.
        form: The sort of file: ``PDF``.
        note: More about it, in words.
    """

    url: str
    title: str = ""
    kind: str = ""
    form: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness as the source names him.

    Args:
        name: With titles, as written.
        position: As written; empty if not given.
        organization: As written; empty if not given.
        documents: What he handed in.
        testified: False if the source says that he did not.
        extra: What else the source says.
    """

    name: str
    position: str = ""
    organization: str = ""
    documents: tuple[Document, ...] = ()
    testified: bool = True
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A hearing, markup or meeting, as far as a source tells it.

    Args:
        id: The id of its entry.
        title: As written, on one line.
        word: What the source calls it: ``Hearing``, ``Markup``, ``Meeting``.
        word_is_certain: False where the source calls all events the same.
        status: ``Scheduled``, ``Rescheduled``, ``Postponed`` or ``Canceled``; empty if the source does not say.
        continued: Further days, in words.
        related: Bills, nominations and treaties, in words.
        transcripts: Where printed records lie or what they are called.
        loose_documents: Documents of witnesses that belong to none that is known.
        record: Which record of the source this is, the same in all its versions; empty where versions are not told.
        version: When it was updated, as :func:`~oversight_viewer.importing.event_dates.update_moment` gives it.
    """

    id: EntryId
    title: str
    word: str = ""
    word_is_certain: bool = True
    chamber: str | None = None
    congress: int | None = None
    session: int | None = None
    when: When = field(default_factory=When)
    continued: tuple[str, ...] = ()
    location: str = ""
    status: str = ""
    committees: tuple[CommitteeRef, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    documents: tuple[Document, ...] = ()
    loose_documents: tuple[Document, ...] = ()
    transcripts: tuple[Document, ...] = ()
    videos: tuple[Document, ...] = ()
    related: tuple[str, ...] = ()
    identifiers: JsonObject = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    extra: JsonObject = field(default_factory=dict)
    record: str = ""
    version: str = ""

    @property
    def is_off(self) -> bool:
        """Whether it was called off, so that nobody testified."""
        return self.status in {"Canceled", "Postponed"}


def chamber_word(text: str) -> str | None:
    """``house``, ``senate`` or ``joint``; None for anything else, such as ``NoChamber``."""
    return _CHAMBERS.get(text.strip().lower())


def event_entry_id(number: str, chamber: str | None) -> EntryId:
    """The id of an event: ``event-house-115538``."""
    return EntryId(f"event-{chamber or 'nochamber'}-{number}")


def package_id(collection: str, congress: int, chamber: str | None, kind: str, number: int | str) -> str:
    """The name of a printed document at govinfo: ``CHRG-116hhrg41365``.

    Args:
        collection: ``CHRG``, ``CPRT`` or ``CRPT``.
        congress: Number of the Congress.
        chamber: None counts as joint.
        kind: ``hrg`` or ``prt``, or all four letters where the source gives them.
        number: Jacket number, or the number of a report.
    """
    letters = kind if len(kind) == 4 else f"{_LETTER.get(chamber or '', 'j')}{kind}"
    return f"{collection}-{congress}{letters}{number}"


def packages_in(address: str, collection: str = "CHRG") -> str | None:
    """The package that an address names, as govinfo writes it; None if it names none."""
    match = _PACKAGE.search(address)
    if match is None or match[1].upper() != collection:
        return None
    letters = match[3].upper() if collection == "CPRT" else match[3].lower()
    return f"{match[1].upper()}-{match[2]}{letters}{match[4]}{(match[5] or '').lower()}"


def jacket_of(package: str) -> str:
    """The jacket number in the name of a package."""
    match = _PACKAGE.search(package)
    return match[4] if match is not None else ""


def committee_code(written: str, means: Means) -> str:
    """A code as the library writes it: ``hsif02``, ``IF02`` and ``HSIF02`` are one.

    A short code of a subcommittee that no list has is made whole by the committee above it, if that is known.
    """
    code = normal_code(written)
    known = means.names.committee(code)
    if known is not None:
        return known
    match = _SHORT.fullmatch(code)
    above = means.names.committee(f"{match[1]}00") if match is not None else None
    return f"{above[:4]}{match[2]}" if above is not None and match is not None and match[2] != "00" else code


def committee_ref(code: str, name: str, chamber: str | None, means: Means) -> CommitteeRef | None:
    """A committee out of a code, a name, or both; None if there is neither.

    The chamber counts only for a name alone: in joint events it is that of the event.
    """
    if code:
        return CommitteeRef(code=committee_code(code, means), name=name or None)
    if not name:
        return None
    return CommitteeRef(name=name, extra={"chamber": chamber} if chamber is not None else {})


def unique_committees(found: Iterable[CommitteeRef | None]) -> tuple[CommitteeRef, ...]:
    """Each committee once, in the order of the source; one with a name goes before one without."""
    kept: dict[str, CommitteeRef] = {}
    for ref in found:
        if ref is not None:
            key = ref.code or ref.name or ""
            if key not in kept or (kept[key].name is None and ref.name is not None):
                kept[key] = ref
    return tuple(kept.values())


def chamber_of_committees(committees: Iterable[CommitteeRef]) -> str | None:
    """The one chamber that all codes begin with; None if they differ or tell none."""
    chambers = {chamber_of_code(ref.code) for ref in committees if ref.code}
    return chambers.pop() if len(chambers) == 1 else None
