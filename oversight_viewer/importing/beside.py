"""Files that lie beside a record of the interchange format and belong to its entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from oversight_viewer.domain.entry_json import is_safe_relative_path
from oversight_viewer.domain.records import Attachment
from oversight_viewer.importing.problems import Content, Found, Problem

_LARGEST = 2 * 1024**3


def with_files(found: Found, folder: Path) -> Iterator[Found | Problem]:
    """An entry with the contents of its attachments that lie in a folder, and a problem for each that is another file.

    An attachment of which the record gives no hash gets that of the file. One that is not there is only named.

    Args:
        found: The entry as the record has it.
        folder: Where the record lies.
    """
    attachments: list[Attachment] = []
    contents: list[Content] = []
    missing = 0
    for attachment in found.entry.attachments:
        file = _file(attachment, folder)
        digest = _digest(file) if file is not None else None
        if file is None or digest is None:
            attachments.append(attachment)
            missing += 1
        elif attachment.sha256 is not None and attachment.sha256.lower() != digest:
            attachments.append(attachment)
            yield Problem(
                found.where,
                f"The file {attachment.path[:80]} beside the record is not the one that the entry names; "
                "it was left out, the entry was taken",
                None,
                found.number,
            )
        else:
            attachments.append(replace(attachment, sha256=attachment.sha256 or digest))
            contents.append(Content(attachment.path, digest, file))
    entry = replace(found.entry, attachments=tuple(attachments))
    yield replace(found, entry=entry, contents=tuple(contents), missing=missing)


def _file(attachment: Attachment, folder: Path) -> Path | None:
    """The file that is meant, if it lies in the folder: a link that leads out of it is none."""
    if not is_safe_relative_path(attachment.path):
        return None
    path = folder / attachment.path.replace("\\", "/")
    try:
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()) and path.stat().st_size <= _LARGEST:
            return path
    except OSError:
        return None
    return None


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
