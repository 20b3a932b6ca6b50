"""Answers of govinfo and its descriptions of publications; all records are invented."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.importing.readers.govinfo import FORMATS
from oversight_viewer.importing.registry import detect
from oversight_viewer.importing.running_witness import split_witness

from .reading import damaged, each, found, means, read, read_whatever

GOVINFO, MODS = FORMATS

SUMMARY = {
    "title": "EXAMINING EXAMPLE FREIGHT",
    "collectionCode": "CHRG",
    "dateIssued": "2019-07-29",
    "detailsLink": "https://www.govinfo.gov/app/details/CHRG-116shrg99990?api_key=SECRET",
    "packageId": "CHRG-116shrg99990",
    "download": {"modsLink": "https://api.govinfo.gov/packages/CHRG-116shrg99990/mods"},
    "pages": "75",
    "suDocClassNumber": "Y 4.EX 2/11",
    "documentType": "SHRG",
    "congress": "116",
    "chamber": "SENATE",
    "session": "1",
    "documentNumber": "254",
    "heldDates": ["2019-07-30", "2019-07-29"],
    "lastModified": "2021-02-22T18:00:44Z",
}


def write(folder: Path, value: object, name: str = "answer.json") -> Path:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize("shape", ["object", "lines", "list", "pretty"])
def test_a_summary_becomes_a_hearing(tmp_path: Path, shape: str) -> None:
    text = {
        "object": json.dumps(SUMMARY),
        "lines": json.dumps(SUMMARY) + "\n",
        "list": json.dumps([SUMMARY]),
        "pretty": json.dumps(SUMMARY, indent=2),
    }[shape]
    path = write(tmp_path, text)
    assert detect(path) is GOVINFO
    (item,) = found(read(GOVINFO, path))
    assert item.is_part
    entry = entry_to_json(item.entry)
    assert entry == {
        "id": "chrg-116shrg99990",
        "lane": "action",
        "kind": "hearing",
        "title": "EXAMINING EXAMPLE FREIGHT",
        "mark": "public",
        "date": "2019-07-29/2019-07-30",
        "identifiers": {"package_id": "CHRG-116shrg99990", "jacket": "99990", "citation": "S. Hrg. 116-254"},
        "congress": 116,
        "session": 1,
        "chamber": "senate",
        "sources": [
            {
                "title": "CHRG-116shrg99990",
                "publisher": "U.S. Government Publishing Office",
                "url": "https://www.govinfo.gov/app/details/CHRG-116shrg99990",
                "accessed": "2026-11-25",
            }
        ],
        "extra": {
            "govinfo": {
                "pages": "75",
                "suDocClassNumber": "Y 4.EX 2/11",
                "lastModified": "2021-02-22T18:00:44Z",
                "documentNumber": "254",
            },
            "held_dates": ["2019-07-29", "2019-07-30"],
        },
    }
    assert "SECRET" not in str(entry)
    assert "SECRET" not in str(item.line)


@pytest.mark.parametrize(
    ("package", "entry_id", "kind", "date"),
    [
        ("CPRT-117HPRT48144", "cprt-117hprt48144", "committee_print", "2019-07-29"),
        ("CRPT-117hrpt123", "crpt-117hrpt123", "committee_report", "2019-07-29"),
        ("CRPT-117erpt3", "crpt-117erpt3", "committee_report", "2019-07-29"),
        # The day of issue of a hearing is not the day on which it was held.
        ("CHRG-117jhrg55555", "chrg-117jhrg55555", "hearing", "None"),
    ],
)
def test_prints_and_reports_have_the_day_of_their_issue(
    tmp_path: Path, package: str, entry_id: str, kind: str, date: str
) -> None:
    record = {"packageId": package, "title": "EXAMPLE", "collectionCode": "X", "dateIssued": "2019-07-29"}
    (item,) = found(read(GOVINFO, write(tmp_path, record)))
    assert (item.entry.id, item.entry.kind, str(item.entry.date)) == (entry_id, kind, date)


def test_a_list_of_packages_gives_each_and_says_what_is_none(tmp_path: Path) -> None:
    packages = [
        {"packageId": "CHRG-118hhrg99999", "title": "EXAMPLE", "packageLink": "x"},
        {"packageId": "BILLS-118hr1ih", "title": "A bill"},
        {"packageId": "CHRG-118hhrg99998"},
        7,
    ]
    path = write(tmp_path, {"count": 4, "packages": packages})
    assert detect(path) is GOVINFO
    pieces = read(GOVINFO, path)
    assert [item.entry.id for item in found(pieces)] == ["chrg-118hhrg99999"]
    assert [where for where, _ in each(pieces)] == ["package 2", "package 3", "package 4"]


def test_volumes_are_told_by_their_titles_and_keep_the_id_of_the_package(tmp_path: Path) -> None:
    granules = [
        {"title": "Example Reform: Volume 1", "granuleId": "CHRG-118shrg88888"},
        {"title": "Example Reform: Volume 2", "granuleId": "CHRG-118shrg88888-vol2"},
        {"title": "Example Reform: Volume 3", "granuleId": "CHRG-118shrg88888-vol1"},
        {"title": "", "granuleId": "CHRG-118shrg88888-vol4"},
    ]
    path = write(tmp_path, {"count": 4, "granules": granules})
    assert detect(path) is GOVINFO
    pieces = read(GOVINFO, path)
    (item,) = found(pieces)
    assert (item.entry.id, item.entry.title) == ("chrg-118shrg88888", "Example Reform")
    assert [(source.title, (source.url or "").rpartition("-")[2]) for source in item.entry.sources] == [
        ("Volume 1", "118shrg88888"),
        ("Volume 2", "vol2"),
        ("Volume 3", "vol1"),
    ]
    assert [where for where, _ in each(pieces)] == ["granule 4"]


RECORD = """<mods xmlns="http://www.loc.gov/mods/v3" version="3.3">
<titleInfo type="alternative"/>
<titleInfo><title>EXAMPLE FREIGHT ON TRIAL</title></titleInfo>
<originInfo><dateIssued encoding="w3cdtf">2021-12-02</dateIssued></originInfo>
<classification authority="sudocs">Y 4.EX 5/3:S.HRG.117-415</classification>
<extension><docClass>SHRG</docClass><accessId>CHRG-117shrg56999</accessId><chamber>SENATE</chamber>
 <congress>117</congress><session>1</session><number>415</number>
 <heldDate>2021-12-02</heldDate><heldDate>2021-12-08</heldDate></extension>
<extension><searchTitle>EXAMPLE</searchTitle>
 <witness>Example, Pat, President, Example Widgets, Inc., Springfield, IL</witness>
 <witness>Sample, Sam, Ph.D., Director, Example Center, Department of Examples, Washington, DC</witness>
 <witness>Placeholder, Alex, Counsel</witness>
 <jacketId>56-999</jacketId>
 <congCommittee authorityId="ssas00" chamber="S" congress="117" type="S">
  <name type="authority-standard">Committee on Armed Services</name>
  <subCommittee><name type="authority-standard">Subcommittee on Cybersecurity</name></subCommittee>
  <subCommittee><name type="parsed">Subcommittee on Examples</name></subCommittee>
 </congCommittee>
 <congMember bioGuideId="X000001" chamber="S" party="I" role="COMMMEMBER" state="XX">
  <name type="parsed">PAT EXAMPLE of Nowhere</name><name type="authority-fnf">Pat Example</name>
 </congMember></extension>
<relatedItem type="constituent"><titleInfo><title>Not this</title></titleInfo></relatedItem>
</mods>
"""


def test_a_description_gives_days_committees_members_and_witnesses(tmp_path: Path) -> None:
    path = write(tmp_path, RECORD, "mods.xml")
    assert detect(path) is MODS
    hearing, testimony = found(read(MODS, path))
    entry = entry_to_json(hearing.entry)
    assert (entry["id"], entry["title"], entry["date"]) == (
        "chrg-117shrg56999",
        "EXAMPLE FREIGHT ON TRIAL",
        "2021-12-02/2021-12-08",
    )
    assert entry["extra"]["held_dates"] == ["2021-12-02", "2021-12-08"]  # type: ignore
    assert entry["identifiers"]["citation"] == "S. Hrg. 117-415"  # type: ignore
    assert entry["committees"] == [
        {"code": "SSAS", "name": "Committee on Armed Services"},
        {"code": "SSAS21", "name": "Subcommittee on Cybersecurity"},
        {"name": "Subcommittee on Examples", "parent": "SSAS"},
    ]
    assert entry["companies"] == [{"name": "Example Widgets, Inc.", "role": "witness"}]
    people = entry["people"]
    assert people[0] == {  # type: ignore
        "name": "Pat Example",
        "role": "witness",
        "organization": "Example Widgets, Inc.",
        "position": "President",
        "place": "Springfield, IL",
        "as_written": "Example, Pat, President, Example Widgets, Inc., Springfield, IL",
    }
    assert people[-1] == {"name": "Pat Example", "role": "member", "bioguide": "X000001", "party": "I", "state": "XX"}  # type: ignore
    assert testimony.entry.id == "chrg-117shrg56999-testimony-pat-example"
    assert testimony.entry.companies[0].name == "Example Widgets, Inc."
    assert testimony.entry.links[0].to == hearing.entry.id
    # It was held on two days, and nothing says on which of them was spoken.
    assert testimony.entry.date == hearing.entry.date


@pytest.mark.parametrize(
    ("text", "parts", "company"),
    [
        (
            "Example, Pat, Owner, Example Freight Co., Austin, TX",
            ("Pat Example", "Owner", "Example Freight Co.", "Austin, TX"),
            "Example Freight",
        ),
        (
            "Sample, Sam, Jr., Professor, Example University, Utica, NY.",
            ("Sam Sample, Jr.", "Professor", "Example University", "Utica, NY."),
            None,
        ),
        (
            "Sample, Sam, M.D., Ph.D., Fellow, Example Institute",
            ("Sam Sample, M.D., Ph.D.", "Fellow", "Example Institute", ""),
            None,
        ),
        ("Placeholder, Alex", ("Alex Placeholder", "", "", ""), None),
        ("Alex Placeholder", ("Alex Placeholder", "", "", ""), None),
        (
            "Placeholder, Alex, Chief, Unit A, Bureau of Examples, Inc.",
            ("Alex Placeholder", "Chief", "Unit A, Bureau of Examples, Inc.", ""),
            None,
        ),
    ],
)
def test_a_witness_in_running_text_is_taken_apart(text: str, parts: tuple[str, ...], company: str | None) -> None:
    witness = split_witness(text, means())
    assert (witness.name, witness.position, witness.organization, witness.place) == parts
    assert (witness.company, witness.text) == (company, text)


@pytest.mark.parametrize(
    "text",
    [
        "<mods",
        "<mods></mod>",
        '<!DOCTYPE mods [<!ENTITY a "aaaa">]><mods>&a;</mods>',
        "<mods>" + "<a>" * 5000 + "</a>" * 5000 + "</mods>",
    ],
)
def test_broken_and_hostile_xml_is_refused(tmp_path: Path, text: str) -> None:
    ((where, _),) = each(read(MODS, write(tmp_path, text, "mods.xml")))
    assert where == "the file"


def test_several_records_of_one_file_are_each_read(tmp_path: Path) -> None:
    other = "<mods><titleInfo><title>No package</title></titleInfo></mods>"
    text = f"<modsCollection>{RECORD}{other}</modsCollection>"
    pieces = read(MODS, write(tmp_path, text, "mods.xml"))
    assert len(found(pieces)) == 2
    assert [where for where, _ in each(pieces)] == ["record 2"]


@settings(deadline=None)
@given(st.integers(0, 3000), st.binary(max_size=12), st.integers(0, 400))
def test_damage_of_a_description_gives_reasons_and_never_a_crash(place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mods.xml"
        path.write_bytes(damaged(RECORD.encode(), place, new, cut if cut > 200 else 0))
        read_whatever(MODS, path)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.sampled_from(sorted(SUMMARY)), _VALUES, st.sampled_from(["packages", "granules", ""]))
def test_values_of_any_kind_give_reasons_and_never_a_crash(name: str, value: object, within: str) -> None:
    record = {**SUMMARY, "granuleId": SUMMARY["packageId"], name: value}
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), {within: [record, value]} if within else record)
        read_whatever(GOVINFO, path)


@settings(deadline=None)
@given(st.integers(0, 800), st.binary(max_size=12), st.integers(0, 300))
def test_damage_of_an_answer_gives_reasons_and_never_a_crash(place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.json"
        path.write_bytes(damaged(json.dumps(SUMMARY).encode(), place, new, cut if cut > 150 else 0))
        read_whatever(GOVINFO, path)
