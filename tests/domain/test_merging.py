"""Parts of an entry put together: nothing is lost, nothing stands twice, and the order of files does not matter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import canonical_json, entry_from_json, entry_to_json
from oversight_viewer.domain.merging import join
from oversight_viewer.domain.records import Entry
from tests.strategies import partial_dates


def part(**fields: Any) -> Entry:
    return entry_from_json({"id": "event", "lane": "action", "title": "A hearing", **fields})


def merged(older: dict[str, Any], newer: dict[str, Any]) -> dict[str, Any]:
    return entry_to_json(join(part(**older), part(**newer)))


@pytest.mark.parametrize(
    ("older", "newer", "together"),
    [
        ("A HEARING ON TRAINS", "A Hearing on Trains", "A Hearing on Trains"),
        ("A Hearing on Trains", "A HEARING ON TRAINS AND BOATS", "A Hearing on Trains"),
        ("Trains", "Oversight of Trains", "Oversight of Trains"),
        ("Oversight of Trains", "Trains", "Oversight of Trains"),
        ("Oversight of Trains", "Something Else Altogether", "Oversight of Trains"),
    ],
)
def test_of_two_titles_the_richer_stays(older: str, newer: str, together: str) -> None:
    assert merged({"title": older}, {"title": newer})["title"] == together


@pytest.mark.parametrize(
    ("older", "newer", "together", "noted"),
    [
        (None, "2020-05", "2020-05", None),
        ("2020", "2020-05-03", "2020-05-03", None),
        ("2020-05-03", "2020-05", "2020-05-03", None),
        ("2020-05-03", "2020-05-04", "2020-05-03", "2020-05-04"),
        ("2020-05-01/2020-05-03", "2020-05-03/2020-05-04", "2020-05-03/2020-05-04", None),
    ],
)
def test_of_two_dates_the_more_precise_stays(older: str | None, newer: str, together: str, noted: str | None) -> None:
    found = merged({"date": older}, {"date": newer})
    assert found["date"] == together
    assert found.get("extra", {}).get("conflicts") == (noted and [{"field": "date", "value": noted}])


@pytest.mark.parametrize(
    ("field", "older", "newer", "together"),
    [
        (
            "people",
            [{"name": "Pat Example"}],
            [{"name": "PAT EXAMPLE", "role": "witness"}],
            [{"name": "Pat Example", "role": "witness"}],
        ),
        (
            "people",
            [{"name": "Pat Example", "organization": "One"}],
            [{"name": "Pat Example", "organization": "Two"}],
            [{"name": "Pat Example", "organization": "One"}, {"name": "Pat Example", "organization": "Two"}],
        ),
        (
            "people",
            [{"name": "Pat Example", "role": "witness"}, {"name": "Sam Sample", "role": "witness"}],
            [
                {"name": "Dr. Sam Sample", "role": "witness"},
                {"name": "Pat Example, M.D.", "role": "witness", "organization": "Example Freight Co."},
                {"name": "Pat Example, Jr.", "role": "witness"},
            ],
            [
                {"name": "Pat Example, M.D.", "role": "witness", "organization": "Example Freight Co."},
                {"name": "Dr. Sam Sample", "role": "witness"},
                {"name": "Pat Example, Jr.", "role": "witness"},
            ],
        ),
        (
            "people",
            [{"name": "Mr. Pat Example", "role": "witness"}],
            [{"name": "Ms. Pat Example", "role": "witness"}],
            [{"name": "Mr. Pat Example", "role": "witness"}, {"name": "Ms. Pat Example", "role": "witness"}],
        ),
        (
            "body",
            "## Witnesses\n\n- **Pat Example**, Director\n  - A statement\n- **Sam Sample**, Clerk",
            "## Witnesses\n\n- **Dr. Pat Example**, Director\n  - A biography\n- **Sam Sample**, Chair",
            "## Witnesses\n\n- **Dr. Pat Example**, Director\n  - A statement\n  - A biography\n"
            "- **Sam Sample**, Clerk\n- **Sam Sample**, Chair",
        ),
        (
            "sources",
            [{"url": "https://example.org/1", "accessed": "2020-01-01"}],
            [{"url": "https://example.org/1", "accessed": "2021-01-01", "title": "It"}, {"title": "Other"}],
            [{"url": "https://example.org/1", "accessed": "2020-01-01", "title": "It"}, {"title": "Other"}],
        ),
        (
            "links",
            [{"rel": "related", "to": "a"}],
            [{"rel": "related", "to": "a"}, {"rel": "part_of", "to": "a"}],
            [{"rel": "related", "to": "a"}, {"rel": "part_of", "to": "a"}],
        ),
        ("requests", [{"number": 1, "text": "a"}], [{"number": "1", "text": "b", "due": "2020-01-01"}], None),
        ("identifiers", {"event": "1", "same": 1}, {"event": "2", "same": 1}, {"event": ["1", "2"], "same": 1}),
        ("body", "short", "longer", "longer"),
        ("mark", "members-only", "public", "members-only"),
        ("tags", ["a"], ["b", "a"], ["a", "b"]),
        ("inquiry", None, "Trains", "Trains"),
        ("summary", "first", "second", "second"),
    ],
)
def test_fields(field: str, older: Any, newer: Any, together: Any) -> None:
    found = merged({field: older}, {field: newer})[field]
    if field == "requests":
        assert len(found) == 1
        assert found[0]["due"] == "2020-01-01"
        assert found[0]["text"] == "a"
    elif field == "summary":
        assert found == older
    else:
        assert found == together


WORDS = st.sampled_from(["a", "A", "b", "A b"])
MAYBE = st.none() | WORDS


def objects(*needed: str, **maybe: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    fields = dict.fromkeys(needed, WORDS)
    extra = {"more": WORDS, **maybe}
    return st.lists(st.fixed_dictionaries(fields, optional=extra), max_size=3)


@st.composite
def parts(draw: st.DrawFn) -> Entry:
    """Parts of one event, of few words, so that they often tell of the same."""
    date = draw(st.none() | partial_dates())
    return part(
        title=draw(WORDS),
        date=None if date is None else str(date),
        people=draw(objects("name", role=MAYBE, organization=MAYBE)),
        companies=draw(objects("name", role=MAYBE)),
        committees=draw(objects("code", name=MAYBE)),
        links=draw(objects("rel", "to")),
        attachments=draw(objects("path", sha256=MAYBE, title=MAYBE)),
        sources=draw(objects("url", title=MAYBE, accessed=MAYBE)),
        requests=[{"number": number, "text": draw(WORDS)} for number in draw(st.sets(st.integers(1, 3)))],
        answers=[
            {"to": "a", "request": 1, "status": status, "text": draw(WORDS)}
            for status in draw(st.lists(st.sampled_from(["full", "partial"]), max_size=2))
        ],
        tags=draw(st.lists(WORDS, max_size=2)),
        identifiers=draw(st.dictionaries(WORDS, st.sampled_from([1, True, "1", ["1", 2]]), max_size=2)),
        body=draw(MAYBE),
        summary=draw(MAYBE),
        mark=draw(st.sampled_from(["public", "members-only", "of its own"])),
        extra=draw(st.dictionaries(WORDS, WORDS, max_size=2)),
    )


def identities(entry: Entry) -> dict[str, set[object]]:
    return {
        "people": {" ".join(person.name.casefold().split()) for person in entry.people},
        "companies": {" ".join(ref.name.casefold().split()) for ref in entry.companies},
        "links": {(link.to, link.rel) for link in entry.links},
        "attachments": {attachment.path for attachment in entry.attachments},
        "sources": {source.url for source in entry.sources},
        "requests": {str(request.number) for request in entry.requests},
        "answers": {(answer.to, str(answer.request), answer.status, answer.text) for answer in entry.answers},
        "tags": set(entry.tags),
        "identifiers": set(entry.identifiers),
        "extra": set(entry.extra) - {"conflicts"},
    }


@given(parts(), parts())
def test_merging_is_idempotent_and_loses_nothing_in_either_order(one: Entry, two: Entry) -> None:
    assert canonical_json(join(one, one)) == canonical_json(one)
    together = join(one, two)
    for again in (one, two, together):
        assert canonical_json(join(together, again)) == canonical_json(together)
    other_way = identities(join(two, one))
    assert identities(together)["people"] >= identities(one)["people"] | identities(two)["people"]
    for name, found in identities(together).items():
        if name != "answers":
            assert found == other_way[name]
            assert found == identities(one)[name] | identities(two)[name]
    assert entry_from_json(entry_to_json(together)) == together


@pytest.mark.parametrize("turned", [False, True])
def test_a_source_has_the_title_that_says_more_than_an_id(turned: bool) -> None:
    told = [{"sources": [{"url": "https://example.org/1", "title": title}]} for title in ("CHRG-1", "On Trains")]
    older, newer = reversed(told) if turned else told
    assert merged(older, newer)["sources"] == [{"url": "https://example.org/1", "title": "On Trains"}]
