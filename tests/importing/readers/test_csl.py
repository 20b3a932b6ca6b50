"""Bibliographies; all items are invented."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.importing.problems import Found
from oversight_viewer.importing.readers.csl import FORMATS
from oversight_viewer.importing.registry import detect

from .reading import damaged, each, found, read, read_whatever

(CSL,) = FORMATS

ARMED = "Committee on Armed Services"
PRINT = "https://www.govinfo.gov/app/details/CPRT-117SPRT12345"
FREIGHT = {"literal": "Example Freight Co."}


def write(folder: Path, value: object) -> Path:
    path = folder / "library.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def one(folder: Path, item: dict[str, object]) -> Found:
    path = write(folder, [item])
    assert detect(path) is CSL
    (piece,) = found(read(CSL, path))
    return piece


HEARING = {
    "itemType": "hearing",
    "title": "EXAMPLE FREIGHT ON TRIAL",
    "creators": [
        {"lastName": "United States: Congress: Senate", "fieldMode": 1, "creatorType": "contributor"},
        {
            "lastName": "United States: Congress: Senate: Committee on Armed Services",
            "fieldMode": 1,
            "creatorType": "contributor",
        },
        {"firstName": "Pat", "lastName": "Example", "creatorType": "contributor"},
    ],
    "date": "2021-12-02",
    "committee": "Committee on Armed Services",
    "documentNumber": "415",
    "legislativeBody": "Senate",
    "publisher": "U.S. Government Publishing Office",
    "session": "117",
    "url": "https://www.govinfo.gov/app/details/CHRG-117shrg56999",
    "tags": [{"tag": "rail"}],
    "notes": [],
}


def test_a_hearing_of_zotero_has_its_committee_once_and_its_members(tmp_path: Path) -> None:
    item = one(tmp_path, HEARING)
    assert item.is_part
    entry = entry_to_json(item.entry)
    assert entry == {
        # It has no key of its own, but its address names the package.
        "id": "chrg-117shrg56999",
        "lane": "action",
        "kind": "hearing",
        "title": "EXAMPLE FREIGHT ON TRIAL",
        "mark": "public",
        "date": "2021-12-02",
        "committees": [{"code": "SSAS", "name": "Committee on Armed Services"}],
        "people": [{"name": "Pat Example", "role": "member"}],
        "identifiers": {"package_id": "CHRG-117shrg56999", "jacket": "56999", "number": "415"},
        "congress": 117,
        "chamber": "senate",
        "sources": [
            {
                "title": "EXAMPLE FREIGHT ON TRIAL",
                "publisher": "U.S. Government Publishing Office",
                "url": "https://www.govinfo.gov/app/details/CHRG-117shrg56999",
            }
        ],
        "tags": ["rail"],
        "extra": {"citation_item": {"type": "hearing"}},
    }


def test_the_same_hearing_has_one_id_in_every_shape(tmp_path: Path) -> None:
    api = {"key": "ABCD2345", "version": 3, "library": {"type": "user"}, "data": {**HEARING, "key": "ABCD2345"}}
    csl = {
        "id": "http://zotero.org/users/1234567/items/ABCD2345",
        "type": "hearing",
        "title": "EXAMPLE FREIGHT ON TRIAL",
        "section": "Committee on Armed Services",
        "authority": "Senate",
        "chapter-number": "117th Cong., 1st sess.",
        "event-date": {"date-parts": [["2021", 12, 2], [2021, 12, 3]]},
        "issued": {"date-parts": [[2022]]},
    }
    for value in ([{**HEARING, "key": "ABCD2345"}], [api], {"items": [csl]}, csl):
        path = write(tmp_path, value)
        assert detect(path) is CSL
        (item,) = found(read(CSL, path))
        assert item.entry.id == "zotero-ABCD2345"
        assert [ref.code for ref in item.entry.committees] == ["SSAS"]
        assert (item.entry.chamber, item.entry.congress) == ("senate", 117)
        assert not item.is_part
    assert str(item.entry.date) == "2021-12-02/2021-12-03"
    assert item.entry.session == 1


@pytest.mark.parametrize(
    ("more", "lane", "kind"),
    [
        ({"type": "hearing"}, "action", "hearing"),
        ({"type": "personal_communication"}, "action", "letter"),
        ({"type": "personal_communication", "genre": "Subpoena"}, "action", "subpoena"),
        ({"type": "personal_communication", "author": [FREIGHT]}, "response", "response_letter"),
        ({"type": "report", "section": ARMED}, "action", "committee_report"),
        ({"type": "report", "publisher": f"Senate {ARMED}", "genre": "Staff report"}, "action", "staff_report"),
        ({"type": "report", "URL": PRINT, "section": ARMED}, "action", "committee_print"),
        ({"type": "interview", "section": ARMED}, "meeting", "transcribed_interview"),
        ({"type": "interview", "genre": "deposition"}, "meeting", "deposition"),
        ({"type": "interview"}, "meeting", "other_meeting"),
        ({"type": "document", "genre": "Privilege log"}, "response", "privilege_log"),
        ({"type": "document", "publisher": ARMED}, "action", "other_action"),
        ({"type": "webpage", "publisher": ARMED, "genre": "Press release"}, "action", "press_release"),
        ({"type": "bill", "genre": "Resolution of inquiry"}, "action", "resolution_of_inquiry"),
    ],
)
def test_types_become_lanes_and_kinds(tmp_path: Path, more: dict[str, object], lane: str, kind: str) -> None:
    item = one(tmp_path, {"id": "x1", "title": "An example", **more})
    assert (item.entry.lane, item.entry.kind, item.entry.id) == (lane, kind, "csl-x1")
    assert item.entry.mark == ("committee-confidential" if lane == "meeting" else "public")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"type": "bill"}, "A bill that names no committee is no record of oversight by itself"),
        ({"type": "bill", "section": "Committee on Armed Services"}, "A bill is no record of oversight by itself"),
        ({"type": "article-newspaper"}, "A newspaper article that names no committee is no record"),
        ({"type": "report", "publisher": "Example Institute"}, "A report that names no committee is no record"),
        ({"type": "song"}, "An item of the type song"),
        ({"type": "hearing", "title": ""}, "The title is missing"),
    ],
)
def test_what_is_no_record_of_oversight_says_so(tmp_path: Path, more: dict[str, object], reason: str) -> None:
    (problem,) = each(read(CSL, write(tmp_path, [{"id": "x1", "title": "An example", **more}])))
    assert problem[0] == "item 1"
    assert reason in problem[1]


def test_a_letter_to_a_company_names_it_as_addressee(tmp_path: Path) -> None:
    creators = [
        {"firstName": "Pat", "lastName": "Example", "creatorType": "author"},
        {"name": "Example Rail LLC", "creatorType": "recipient"},
        {"firstName": "Sam", "lastName": "Sample", "creatorType": "recipient"},
    ]
    letter = {
        "key": "QWER2345",
        "itemType": "letter",
        "title": "A letter",
        "creators": creators,
        "date": "soon",
        "letterType": "Document request",
    }
    entry = entry_to_json(one(tmp_path, letter).entry)
    assert (entry["lane"], entry["kind"], entry.get("date")) == ("action", "document_request", None)
    assert entry["companies"] == [{"name": "Example Rail LLC", "role": "addressee"}]
    assert entry["people"] == [{"name": "Pat Example", "role": "author"}, {"name": "Sam Sample", "role": "recipient"}]
    assert entry["extra"]["citation_item"]["date_as_written"] == "soon"  # type: ignore


def test_a_subcommittee_stands_below_its_committee(tmp_path: Path) -> None:
    steps = (
        "United States. Congress. House. Committee on Energy and Commerce. Subcommittee on Oversight and Investigations"
    )
    creators = [{"name": steps, "creatorType": "contributor"}]
    entry = one(tmp_path, {"itemType": "hearing", "key": "QWER2345", "title": "X", "creators": creators}).entry
    assert [ref.code for ref in entry.committees] == ["HSIF", "HSIF02"]


def test_notes_and_attachments_of_items_are_passed_over(tmp_path: Path) -> None:
    note = {"itemType": "note", "key": "NOTE2345", "note": "<p>mine</p>"}
    pieces = read(CSL, write(tmp_path, [HEARING, note, 7]))
    assert len(found(pieces)) == 1
    assert list(each(pieces)) == [("item 3", "It is no item of a bibliography")]


def test_an_item_without_an_id_has_the_same_one_each_day(tmp_path: Path) -> None:
    letter = {"itemType": "letter", "title": "A letter", "creators": []}
    first = one(tmp_path, letter).entry
    assert first.id.startswith("e-")
    assert all(source.accessed is None for source in first.sources)


@settings(deadline=None)
@given(st.integers(0, 1200), st.binary(max_size=12), st.integers(0, 400))
def test_damage_gives_reasons_and_never_a_crash(place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.json"
        path.write_bytes(damaged(json.dumps([HEARING]).encode(), place, new, cut if cut > 200 else 0))
        read_whatever(CSL, path)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["literal", "family", "given", "date-parts", "tag", "name"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
_FIELDS = [
    "id",
    "title",
    "section",
    "authority",
    "event-date",
    "issued",
    "author",
    "URL",
    "keyword",
    "creators",
    "tags",
]
_TYPES = ["hearing", "report", "personal_communication", "interview", "document", "webpage"]


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(_FIELDS), _VALUES), st.sampled_from(_TYPES), st.sampled_from(["type", "itemType"])
)
def test_values_of_any_kind_give_reasons_and_never_a_crash(item: dict[str, object], sort: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pieces = read_whatever(CSL, write(Path(folder), [{**item, name: sort}]))
        assert len(pieces) == 1
