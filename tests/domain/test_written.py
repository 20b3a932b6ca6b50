"""An entry written out has the canonical form of the interchange format, whatever stands in it."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings

from oversight_viewer.domain.entry_json import canonical_json, canonical_text, content_hash, entry_to_json
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.written import Written
from tests.strategies import entries


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries())
def test_the_hash_is_that_of_the_canonical_form(entry: Entry) -> None:
    written = Written(entry)
    assert written.digest.hex() == content_hash(entry)
    parts = entry_to_json(entry)
    body = parts.pop("body", None)
    assert written.doc() == canonical_text(parts)
    again = json.loads(written.doc())
    assert canonical_text(again if body is None else again | {"body": body}) == canonical_json(entry)
