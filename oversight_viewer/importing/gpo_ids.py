"""Identifiers of the Government Publishing Office, and the ids of entries that follow from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oversight_viewer.domain.records import EntryId

_PACKAGE = re.compile(
    r"(?P<collection>CHRG|CPRT|CRPT)-(?P<congress>\d{2,3})(?P<code>hhrg|shrg|jhrg|hprt|sprt|jprt|hrpt|srpt|erpt)"
    r"(?P<number>\d{1,9})(?P<part>(?:-[a-z]{1,5}\d{1,3}(?:-[a-z]{1,5}\d{1,3})?)?)",
    re.IGNORECASE | re.ASCII,
)
_KINDS = {"CHRG": "hearing", "CPRT": "committee_print", "CRPT": "committee_report"}
_CHAMBERS = {"h": "house", "s": "senate", "j": "joint"}
_EVENT = re.compile(r"\d{4,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Package:
    """A package of govinfo.

    Args:
        id: As govinfo writes it, without the part: ``CHRG-107shrg82483``.
        part: The volume or part as its id says it, which can be wrong: ``vol2``; empty if it is one.
        kind: The kind of entry.
        chamber: ``house``, ``senate`` or ``joint``; None for an executive report.
        congress: The number of the Congress.
        number: The jacket, or the number of the report.
    """

    id: str
    part: str
    kind: str
    chamber: str | None
    congress: int
    number: str

    @property
    def entry_id(self) -> EntryId:
        """Volumes have the id of the package: one hearing is one entry."""
        return EntryId(self.id.lower())

    @property
    def identifiers(self) -> dict[str, str]:
        """As entries hold them."""
        name = "report_number" if self.kind == "committee_report" else "jacket"
        return {"package_id": self.id, name: self.number}

    @property
    def url(self) -> str:
        """Where the public finds it."""
        return f"https://www.govinfo.gov/app/details/{self.id}"


def parse_package(text: str) -> Package | None:
    """Take a package id apart, also one of a volume; None if it is none of a hearing, print or report."""
    match = _PACKAGE.fullmatch(text.strip())
    if match is None:
        return None
    collection, code = match["collection"].upper(), match["code"].lower()
    # Govinfo writes the letters of prints large, and those of hearings and reports small.
    letters = code.upper() if collection == "CPRT" else code
    package = f"{collection}-{int(match['congress'])}{letters}{match['number']}"
    chamber = _CHAMBERS.get(code[0])
    part = match["part"].lstrip("-")
    return Package(package, part, _KINDS[collection], chamber, int(match["congress"]), match["number"])


def event_entry_id(chamber: str, event: str) -> EntryId | None:
    """The id of the entry of an event; None if its number is none."""
    if chamber not in {"house", "senate"} or _EVENT.fullmatch(event) is None:
        return None
    return EntryId(f"event-{chamber}-{event}")
