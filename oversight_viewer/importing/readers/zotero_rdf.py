"""Zotero RDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.json_records import JsonRecord
from oversight_viewer.importing.problems import Piece, Problem
from oversight_viewer.importing.readers.csl import item_pieces
from oversight_viewer.importing.xml_records import first_element, read_xml
from oversight_viewer.importing.zotero_rdf import rdf_items


def _read(path: Path, means: Means) -> Iterator[Piece]:
    try:
        root = read_xml(path)
    except InvalidEntry as error:
        yield Problem("the file", error.reason)
        return
    yield from item_pieces(JsonRecord(list(rdf_items(root))), means)


def _recognizes(sample: Sample) -> bool:
    start = b"".join(sample.lines) or sample.head
    return first_element(start) == "RDF" and b"itemType" in start


FORMATS = (Format("zotero-rdf", "a bibliography of Zotero (RDF)", _recognizes, _read, (".rdf",)),)
