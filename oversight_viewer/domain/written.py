"""An entry written out: its canonical form and the hash of it, worked out once."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.domain.records import Entry, JsonValue

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ENCODE_SORTED = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class Written:
    """An entry as it is written: worked out once, for most of saving is to write entries out.

    Args:
        entry: The entry.
    """

    __slots__ = ("_doc", "digest", "entry")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        canonical: list[str] = []
        written: list[str] = []
        for name, value in sorted(entry_to_json(entry).items()):
            part = f'"{name}":{_text(value)}'
            canonical.append(part)
            if name != "body":
                written.append(f'"{name}":{_ENCODE(value)}' if _has_names(entry, name) else part)
        self.digest = hashlib.sha256(f"{{{','.join(canonical)}}}".encode()).digest()
        """SHA-256 of the canonical form."""
        self._doc = f"{{{','.join(written)}}}"

    def doc(self) -> str:
        """The entry without its body; objects in it have their names in the order in which they came."""
        return self._doc


def _has_names(entry: Entry, field: str) -> bool:
    """Whether a field has names that we do not know, whose order is that in which they came."""
    value = getattr(entry, field)
    return bool(value) if isinstance(value, dict) else isinstance(value, tuple) and any(map(_extra_of, value))


def _extra_of(part: object) -> object:
    return getattr(part, "extra", None)


def _text(value: JsonValue) -> str:
    # Most fields are plain texts, for which this is the part of the encoder that does the work.
    return encode_basestring(value) if isinstance(value, str) else _ENCODE_SORTED(value)
