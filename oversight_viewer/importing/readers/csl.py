"""Bibliographies: CSL-JSON, and items of Zotero as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.importing.citation_entries import item_entry
from oversight_viewer.importing.citation_items import items_of, read_item
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.json_records import JsonRecord, first_shape, read_json, text_of
from oversight_viewer.importing.problems import Found, Piece, Problem

_CSL = {"issued", "event-date", "author", "URL", "container-title", "publisher", "authority", "contributor", "title"}
_PARTS_OF_ITEMS = ("attachment", "note", "annotation")


def item_pieces(record: JsonRecord, means: Means) -> Iterator[Piece]:
    for number, value in enumerate(items_of(record.value), start=1):
        where = record.where or f"item {number}"
        item = read_item(value)
        if item is None:
            yield Problem(where, "It is no item of a bibliography", text_of(value), record.number)
            continue
        if item.sort in _PARTS_OF_ITEMS:
            continue  # it belongs to an item that is read by itself
        try:
            entry, is_part = item_entry(item, means)
        except InvalidEntry as error:
            yield Problem(where, error.reason, text_of(value), record.number)
        else:
            yield Found(entry, where, text_of(value), record.number, is_part)


def _read(path: Path, means: Means) -> Iterator[Piece]:
    for record in read_json(path):
        if isinstance(record, Problem):
            yield record
        else:
            yield from item_pieces(record, means)


def _recognizes(sample: Sample) -> bool:
    start = b"".join(sample.lines) or sample.head
    shape = first_shape(start)
    for keys in (shape.keys, shape.inner.get("items", frozenset()), shape.inner.get("data", frozenset())):
        if "itemType" in keys and {"title", "creators", "subject"} & keys:
            return True
    for keys in (shape.keys, shape.inner.get("items", frozenset())):
        # An entry of ours may have a type in its extra, but has a lane or a kind; a schema has properties.
        if {"id", "type"} <= keys and _CSL & keys and not {"lane", "kind", "properties", "$schema", "@context"} & keys:
            return True
    return False


FORMATS = (Format("csl", "a bibliography (CSL-JSON, Zotero JSON)", _recognizes, _read, (".json",)),)
