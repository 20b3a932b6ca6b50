"""An entry written out has the hash of its canonical form, and says all that stands in it as it came."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings

from oversight_viewer.domain.entry_json import (
    canonical_json,
    canonical_text,
    content_hash,
    entry_from_json,
    entry_to_json,
)
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.written import Written
from tests.strategies import entries


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries())
def test_the_hash_is_that_of_the_canonical_form(entry: Entry) -> None:
    written = Written(entry)
    assert written.digest.hex() == content_hash(entry)
    again = json.loads(written.doc())
    assert "body" not in again
    if entry.body is not None:
        again["body"] = entry.body
    assert canonical_text(again) == canonical_json(entry)
    # All in the same order, names of which nobody knows anything too.
    assert json.dumps(entry_to_json(entry_from_json(again))) == json.dumps(entry_to_json(entry))


def test_the_order_of_names_makes_no_other_entry_and_is_kept() -> None:
    one, other = (
        Written(entry_from_json({"id": "a", "kind": "letter", "title": "A letter", "extra": extra}))
        for extra in ({"z": {"y": 1, "x": 2}, "b": 3}, {"b": 3, "z": {"x": 2, "y": 1}})
    )
    assert one.digest == other.digest
    assert '"extra":{"z":{"y":1,"x":2},"b":3}' in one.doc()
