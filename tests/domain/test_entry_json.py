"""The interchange form of an entry: what is taken, what is refused and why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from oversight_viewer.domain.entry_json import (
    canonical_json,
    content_hash,
    entry_from_json,
    entry_to_json,
    is_safe_relative_path,
)
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import CommitteeRef, CompanyRef

LETTER: dict[str, Any] = {"kind": "letter", "title": "Remote access to port cranes"}

FULL: dict[str, Any] = {
    "id": "a-1", "lane": "response", "kind": "privilege_log", "title": "Log", "mark": "members-only",
    "date": "2024-09/2024-10-03",
    "committees": [{"code": "XCOM01", "name": "Freight and Ports", "parent": "XCOM"}],
    "companies": [{"name": "Example Freight Co.", "role": "respondent", "id": "7", "country": "US"}],
    "people": [{"name": "Counsel", "role": "counsel", "organization": "Example Freight Co."}],
    "inquiry": "Port crane software", "summary": "A log.", "body": "Line\n\nLine\u2028\u0000", "format": "plain",
    "requests": [{"number": 1, "text": "Which?", "due": "2024-10"}, {"number": "2a"}],
    "answers": [{"to": "b-1", "request": 3, "status": "refused", "text": "No."}],
    "links": [{"rel": "responds_to", "to": "b-1"}],
    "bates": [{"begin": "EFC-1", "end": "EFC-9", "volume": "1"}],
    "privilege_log": [{"number": 1, "date": "2024", "author": "Counsel", "recipients": ["A", "B"], "request": "5"},
                      {"recipients": "A; B", "basis": "Privilege"}],
    "identifiers": {"event_id": "115538", "jacket": 12}, "congress": 118, "session": 2, "chamber": "house",
    "sources": [{"title": "", "publisher": "P", "url": "https://example.org", "archived": True}],
    "attachments": [{"path": "a/letter.pdf", "sha256": "00"}], "tags": ["example"],
    "extra": {"respondent_mark": "Not for release", "deep": [{"x": None}]},
}  # fmt: skip


def test_a_full_entry_comes_back_as_it_was() -> None:
    entry = entry_from_json(FULL)
    again = json.loads(json.dumps(entry_to_json(entry)))
    assert again == {
        **FULL,
        "requests": [{"number": 1, "text": "Which?", "due": "2024-10"}, {"number": "2a", "text": ""}],
    }
    assert entry_from_json(again) == entry
    assert entry.respondent_mark == "Not for release"


def test_short_forms_and_defaults() -> None:
    entry = entry_from_json({**LETTER, "committees": ["HLZS"], "companies": ["Amazon"], "sources": ["A paper"]})
    assert entry.lane is Lane.ACTION
    assert entry.mark == "public"
    assert entry.committees == (CommitteeRef(name="HLZS"),)
    assert entry.companies == (CompanyRef("Amazon", "subject"),)
    assert entry.sources[0].title == "A paper"
    assert entry.respondent_mark is None
    assert entry_from_json({"lane": "meeting", "title": "x"}).mark == "committee-confidential"
    assert entry_from_json({"lane": "meeting", "title": "x"}).kind == "other_meeting"


def test_the_derived_id_depends_on_the_content_alone() -> None:
    first, second = entry_from_json(LETTER), entry_from_json(dict(reversed(LETTER.items())))
    assert first == second
    assert first.id.startswith("e-")
    assert entry_from_json({**LETTER, "title": "Other"}).id != first.id
    assert content_hash(first) == content_hash(second)
    assert json.loads(canonical_json(first))["id"] == first.id


def test_unknown_fields_are_kept_under_extra_and_unknown_kinds_as_they_are() -> None:
    entry = entry_from_json({"lane": "action", "kind": "hearing_clip", "title": "x", "views": 7, "extra": {"a": 1}})
    assert entry.kind == "hearing_clip"
    assert entry.extra == {"a": 1, "views": 7}


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "letter"}, "The title is missing"),
    ({"kind": "letter", "title": "  "}, "The title is missing"),
    ({"kind": "letter", "title": 7}, "must be text"),
    ({"title": "x"}, "neither lane nor kind"),
    ({"title": "x", "lane": "letters"}, "lane: letters is not action, meeting or response"),
    ({"title": "x", "kind": "statement"}, "lane: is missing, and the kind statement does not settle it"),
    ({"title": "x", "kind": "unheard_of"}, "does not settle it"),
    ({"title": "x", "kind": " ", "lane": "action"}, "kind: is empty"),
    ({"title": "x", "kind": "subpoena", "lane": "response"}, "A subpoena cannot be a response"),
    ({**LETTER, "date": "2024-13-02"}, "date: 2024-13-02 is not a date"),
    ({**LETTER, "date": 2024}, "date: must be text"),
    ({**LETTER, "mark": " "}, "mark: is empty"),
    ({**LETTER, "committees": "HLZS"}, "committees: must be a list"),
    ({**LETTER, "committees": [" "]}, "committees[1]: is empty"),
    ({**LETTER, "committees": [{}]}, "committees[1]: has neither code nor name"),
    ({**LETTER, "companies": [{"role": "subject"}]}, "companies[1].name: is missing"),
    ({**LETTER, "companies": [7]}, "companies[1]: must be an object"),
    ({**LETTER, "requests": [{"number": True}]}, "requests[1].number: must be a number or text"),
    ({**LETTER, "requests": [{"number": 1}, {"number": "1"}]}, "requests: the same number stands twice"),
    ({**LETTER, "answers": [{"to": "a", "request": 1, "status": "maybe"}]}, "answers[1].status: must be one of"),
    ({**LETTER, "links": [{"rel": "x"}]}, "links[1].to: is missing"),
    ({**LETTER, "bates": [{"begin": "1", "end": ""}]}, "bates[1].end: is empty"),
    ({**LETTER, "congress": "118"}, "congress: must be a whole number"),
    ({**LETTER, "congress": True}, "congress: must be a whole number"),
    ({**LETTER, "chamber": "lords"}, "chamber: must be one of house, senate, joint"),
    ({**LETTER, "format": "rtf"}, "format: must be one of markdown, plain"),
    ({**LETTER, "extra": [1]}, "extra: must be an object"),
    ({**LETTER, "views": 1, "extra": {"views": 2}}, "views: stands both as a field and under extra"),
    ({**LETTER, "attachments": [{"path": "/etc/passwd"}]}, "attachments[1].path: must be a relative path"),
]


@pytest.mark.parametrize(("record", "reason"), REFUSED)
def test_what_breaks_a_rule_is_refused_with_the_reason(record: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidEntry) as caught:
        entry_from_json(record)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("path", "safe"),
    [("a/b.pdf", True), ("b.pdf", True), ("../b", False), ("a/../../b", False), ("C:\\b", False),
     ("\\\\host\\b", False),
     ("/b", False), ("", False), ("a\\..\\b", False), ("a..b", True)],
)  # fmt: skip
def test_paths_of_attachments_stay_inside(path: str, safe: bool) -> None:
    assert is_safe_relative_path(path) is safe
