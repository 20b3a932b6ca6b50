"""An entry in a form: nothing of it is lost, and what is wrong is said at its field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from oversight_viewer.domain.entry_drafts import EntryDraft, draft_of, entry_of, problems_of
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import CommitteeRef, CompanyRef, Entry
from tests.strategies import entries


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries())
def test_what_is_only_looked_at_stays_as_it_is(entry: Entry) -> None:
    assert not problems_of(draft_of(entry), entry)
    assert entry_of(draft_of(entry), entry) == entry
    dated = entry_of(replace(draft_of(entry), date="2024-09-23"), entry)
    assert replace(dated, date=entry.date) == entry


def test_fields_are_taken_and_the_rest_is_carried_over() -> None:
    before = entry_of(EntryDraft(title="A letter", companies="Example Freight Co."))
    before = replace(before, companies=(CompanyRef("Example Freight Co.", "addressee", extra={"x": 1}),), congress=118)
    draft = replace(
        draft_of(before),
        title=" Another  title ",
        date="2024-09",
        committees="XCOM\nExample Homeland Committee\n\nXCOM",
        companies="Example Freight Co.\nSample Cloud Inc.",
        tags="cranes\nports",
    )
    entry = entry_of(draft, before)
    assert entry.id == before.id
    assert entry.title == "Another  title"
    assert str(entry.date) == "2024-09"
    assert entry.committees == (CommitteeRef(name="XCOM"), CommitteeRef(name="Example Homeland Committee"))
    assert entry.companies == (
        CompanyRef("Example Freight Co.", "addressee", extra={"x": 1}), CompanyRef("Sample Cloud Inc."),
    )  # fmt: skip
    assert entry.tags == ("cranes", "ports")
    assert entry.congress == 118


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"date": "23 September 2024"}, "date"),
        ({"date": "2024-02-30"}, "date"),
        ({"date": "2024-09/2023"}, "date"),
        ({"kind": "response_letter"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(change: dict[str, str], field: str) -> None:
    draft = replace(EntryDraft(title="A letter"), **change)
    assert set(problems_of(draft)) == {field}
    with pytest.raises(InvalidEntry, match=field):
        entry_of(draft)


def test_a_kind_of_the_office_may_stand_in_every_lane() -> None:
    draft = EntryDraft(lane=Lane.RESPONSE, kind="voicemail", title="A call")
    assert not problems_of(draft)
    assert entry_of(draft).kind == "voicemail"


def test_new_entries_have_ids_of_their_own() -> None:
    first, second = entry_of(EntryDraft(title="A")), entry_of(EntryDraft(title="A"))
    assert first.id != second.id
