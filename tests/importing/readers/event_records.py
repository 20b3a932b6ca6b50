"""What the tests of event readers share: means with a few known names, and records in the shape of the real ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.mentions import Mention
from oversight_viewer.domain.records import Entry
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gazetteer import Gazetteer
from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.problems import Found, Piece, Problem
from oversight_viewer.importing.registry import detect
from oversight_viewer.text.extraction import DocumentExtractor

KNOWN_COMPANIES = {"northwind example": "Northwind Example Holdings"}


class KnownNames:
    """The committees of the list, and one company that is known by a short name."""

    def __init__(self) -> None:
        self._committees = Gazetteer(Names.built_in())

    def mentions(self, text: str) -> tuple[Mention, ...]:
        return ()

    def company(self, name: str) -> str | None:
        return KNOWN_COMPANIES.get(name.casefold())

    def committee(self, name: str, chamber: str | None = None) -> str | None:
        return self._committees.committee(name, chamber)


def the_means(today: date = date(2026, 3, 4)) -> Means:
    return Means(DocumentExtractor(), KnownNames(), RememberedMappings(), today)


def read(path: Path, data: Any, means: Means | None = None, expected: str | None = None) -> list[Piece]:
    """Write a file, let the registry find out what it is, and read it."""
    if isinstance(data, bytes):
        path.write_bytes(data)
    else:
        path.write_text(data if isinstance(data, str) else json.dumps(data, indent=2), encoding="utf-8")
    found = detect(path)
    assert expected is None or found.name == expected
    return list(found.read(path, means or the_means()))


def entries(pieces: list[Piece]) -> list[Entry]:
    """The entries among some pieces; each keeps the rules of the interchange format."""
    found = [piece.entry for piece in pieces if isinstance(piece, Found)]
    for entry in found:
        assert entry_from_json(entry_to_json(entry)) == entry
    return found


def problems(pieces: list[Piece]) -> list[Problem]:
    return [piece for piece in pieces if isinstance(piece, Problem)]


def codes(entry: Entry) -> list[str | None]:
    return [ref.code for ref in entry.committees]


def house_file(kind: str, day: str = "20230315", folder: str = "witnesses", number: str = "199001") -> str:
    """The address of a document as Congress.gov has it: ``kind`` stands between committee and day."""
    name = f"HHRG-118-IF02-{kind}-{day}.pdf" if kind else f"HHRG-118-IF02-{day}-SD001.pdf"
    return f"https://www.congress.gov/118/meeting/house/{number}/{folder}/{name}"


def meeting(**changes: Any) -> dict[str, Any]:
    """A committee meeting of the API, with some fields changed; None takes a field out."""
    record: dict[str, Any] = {
        "chamber": "House",
        "committees": [
            {
                "name": "House Energy and Commerce Subcommittee on Oversight and Investigations",
                "systemCode": "hsif02",
                "url": "https://api.congress.gov/v3/committee/house/hsif02?format=json",
            }
        ],
        "congress": 118,
        "date": "2023-03-15T14:00:00Z",
        "eventId": "199001",
        "hearingTranscript": [],
        "location": {"building": "Rayburn House Office Building", "room": "2123"},
        "meetingDocuments": [
            {
                "description": None,
                "documentType": "Support Document",
                "format": "PDF",
                "name": "Hearing Notice",
                "url": house_file("", folder="documents"),
            }
        ],
        "meetingStatus": "Scheduled",
        "relatedItems": {
            "bills": [{"congress": 118, "number": "9901", "type": "HR", "url": "https://api.congress.gov/v3/bill/x"}],
            "nominations": [],
            "treaties": [],
        },
        "title": "Example Hearing on Freight",
        "type": "Hearing",
        "updateDate": "2024-01-02T03:04:05Z",
        "videos": [],
        "witnessDocuments": [
            {"documentType": "Witness Statement", "format": "PDF", "url": house_file("Wstate-ExampleP")},
            {"documentType": "Witness Statement", "format": "PDF", "url": house_file("Wstate-SampleR")},
        ],
        "witnesses": [
            {"name": "Mr. Pat Q. Example", "organization": "Example Freight Co.", "position": "Vice President"},
            {"name": "The Honorable Robin Sample", "organization": "Example Bureau of Freight", "position": "Director"},
        ],
    }
    return {name: value for name, value in {**record, **changes}.items() if value is not None}
