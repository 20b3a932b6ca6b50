"""What the tests of readers share: means with a few invented names, files, and workbooks made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import DocumentKind, ExtractedText
from oversight_viewer.domain.mentions import Mention
from oversight_viewer.domain.records import CommitteeRef
from oversight_viewer.importing.formats import Format, Means
from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.problems import Found, Piece, Problem
from oversight_viewer.storage.foreign import ForeignFiles

KNOWN_COMPANIES = {"example freight": "Example Freight", "example freight co.": "Example Freight"}


class NoExtractor:
    """These readers need no text of documents."""

    def extract(self, path: Path, kind: DocumentKind) -> ExtractedText:
        raise AssertionError("no document is opened")


class FewNames:
    """Implements ``NameFinder``: the committees of the real list, and one company."""

    def __init__(self) -> None:
        self._names = Names.built_in()

    def mentions(self, text: str) -> tuple[Mention, ...]:
        return ()

    def company(self, name: str) -> str | None:
        return KNOWN_COMPANIES.get(name.strip().lower())

    def committee(self, name: str, chamber: str | None = None) -> str | None:
        found = self._names.committee(CommitteeRef(name=name, extra={"chamber": chamber} if chamber else {})).key
        return found if self._names.is_listed(found) else None


@cache
def _names() -> FewNames:
    return FewNames()


def means(mappings: RememberedMappings | None = None) -> Means:
    return Means(NoExtractor(), _names(), mappings or RememberedMappings(), date(2026, 11, 25), ForeignFiles())


def read(item: Format, path: Path, given: Means | None = None) -> list[Piece]:
    return list(item.read(path, given or means()))


def found(pieces: list[Piece]) -> list[Found]:
    return [piece for piece in pieces if isinstance(piece, Found)]


def problems(pieces: list[Piece]) -> list[Problem]:
    return [piece for piece in pieces if isinstance(piece, Problem)]


def read_whatever(item: Format, path: Path) -> list[Piece]:
    """The pieces of a damaged file; nothing but a KnownError may stop it."""
    pieces: list[Piece] = []
    with suppress(KnownError):
        for piece in item.read(path, means()):
            pieces.append(piece)
    for piece in pieces:
        if isinstance(piece, Problem):
            assert piece.where
            assert piece.reason
        elif isinstance(piece, Found):
            # An id may still be missing: it is derived when the entry is read as the interchange format has it.
            assert entry_from_json(entry_to_json(piece.entry)) == piece.entry
    return pieces


def damaged(data: bytes, place: int, new: bytes, cut: int) -> bytes:
    """Some bytes with others in their place, and cut off at the end."""
    place %= len(data) + 1
    changed = data[:place] + new + data[place + len(new) :]
    return changed[: len(changed) - cut % (len(changed) + 1)]


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _letters(place: int) -> str:
    return chr(ord("A") + place)


def _cell(value: object, reference: str) -> str:
    if isinstance(value, date):
        days = (value - date(1899, 12, 30)).days
        return f'<c r="{reference}" s="1"><v>{days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def sheet_xml(rows: list[list[object]], first: int = 1) -> str:
    """The XML of a sheet; None is no cell."""
    lines = []
    for number, row in enumerate(rows, start=first):
        cells = (_cell(value, f"{_letters(place)}{number}") for place, value in enumerate(row) if value is not None)
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def workbook(sheets: dict[str, str], *, hidden: tuple[str, ...] = (), counts_from_1904: bool = False) -> bytes:
    """An XLSX file of some sheets, each given as its XML."""
    states = {name: 'state="hidden" ' if name in hidden else "" for name in sheets}
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{place}" {states[name]}r:id="rId{place}"/>'
        for place, name in enumerate(sheets, start=1)
    )
    properties = '<workbookPr date1904="1"/>' if counts_from_1904 else ""
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{_REL}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(sheets) + 1)
    )
    styles = f'<Relationship Id="rIdS" Type="{_REL}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}">{properties}<sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}{styles}'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
        **{f"xl/worksheets/sheet{place}.xml": xml for place, xml in enumerate(sheets.values(), start=1)},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def each(pieces: list[Piece]) -> Iterator[tuple[str, str]]:
    """Where and why of each problem."""
    return ((item.where, item.reason) for item in problems(pieces))
