"""The documents of an event: each once, the witnesses' with their witness, questions for the record apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from oversight_viewer.importing.events import Document, Witness
from oversight_viewer.importing.people import file_name_keys, name_words

WITNESS_KINDS = {
    "wstate": "Witness Statement",
    "bio": "Witness Biography",
    "ttf": "Witness Truth in Testimony",
    "sd": "Witness Supporting Document",
    "qfr": "Questions for the Record",
}
_WITNESS_FILE = re.compile(
    r"[A-Z]{4}-\d{2,3}-(?P<committee>[A-Z]{2}\d{2})-(?P<kind>[A-Za-z]+)-(?P<name>[^\d/]+?)-(?P<day>\d{8})", re.ASCII
)
_QUESTIONS = re.compile(
    r"\bqfrs?\b|\bquestions?[\s_-]+(?:submitted[\s_-]+)?for[\s_-]+the[\s_-]+record\b", re.IGNORECASE
)
_ANSWERS = re.compile(r"\b(?:response|respons|answer|repl)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WitnessFile:
    """What the name of a witness's file says.

    Args:
        kind: The sort of document, in words.
        key: Last name and initial, in small letters without punctuation: ``examplep``.
    """

    kind: str
    key: str


def witness_file(address: str) -> WitnessFile | None:
    """Read the name of a file such as ``HHRG-118-IF02-Wstate-ExampleP-20230324.pdf``; None if it is no such name."""
    match = _WITNESS_FILE.search(unquote(address).rpartition("/")[2])
    if match is None or match["kind"].lower() not in WITNESS_KINDS:
        return None
    return WitnessFile(WITNESS_KINDS[match["kind"].lower()], re.sub(r"[\W_]", "", match["name"]).lower())


def kind_in_name(address: str) -> str:
    """The sort of a witness's document as its file name tells it; empty if it does not."""
    named = witness_file(address)
    return named.kind if named is not None else ""


def _address_key(document: Document) -> str:
    return document.url.partition("://")[2].lower()


def once(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Each document once, told by its address; of two entries the one with more words, at the place of the first."""
    kept: dict[str, Document] = {}
    for document in documents:
        key = _address_key(document) or document.title
        other = kept.get(key)
        if other is None or len(document.title + document.note) > len(other.title + other.note):
            kept[key] = document
    return tuple(kept.values())


def hand_out(
    witnesses: Sequence[Witness], documents: Iterable[Document]
) -> tuple[tuple[Witness, ...], tuple[Document, ...]]:
    """Give each document to the witness whose name its file name bears.

    Returns:
        The witnesses with their documents, and the documents that fit none of them, or more than one.
    """
    keys = [file_name_keys(witness.name) for witness in witnesses]
    given: list[list[Document]] = [list(witness.documents) for witness in witnesses]
    loose: list[Document] = []
    for document in documents:
        named = witness_file(document.url)
        fitting = [place for place, known in enumerate(keys) if named is not None and named.key in known]
        if len(fitting) == 1:
            given[fitting[0]].append(document)
        else:
            loose.append(document)
    return (
        tuple(replace(witness, documents=once(found)) for witness, found in zip(witnesses, given, strict=True)),
        once(loose),
    )


def _words(document: Document) -> str:
    file_name = unquote(document.url).rpartition("/")[2]
    return f"{document.kind} {document.title} {document.note} {re.sub(r'[._-]+', ' ', file_name)}"


def is_questions(document: Document) -> bool:
    """Whether a document puts or answers questions for the record."""
    return _QUESTIONS.search(_words(document)) is not None


def is_answers(document: Document) -> bool:
    """Whether a document of the meeting answers questions for the record, as it says itself."""
    return is_questions(document) and _ANSWERS.search(_words(document)) is not None


def named_witness(document: Document, witnesses: Sequence[Witness]) -> Witness | None:
    """The one witness whose last name stands in the title of a document; None if none or several do."""
    words = set(re.findall(r"[\w-]+", f"{document.title} {document.note}".casefold()))
    found = [item for item in witnesses if (name := name_words(item.name)) and name[-1] in words]
    return found[0] if len(found) == 1 else None
