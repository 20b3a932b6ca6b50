"""XML of docs.house.gov: meetings and lists of witnesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.parts import is_stand_in, joined_sections
from oversight_viewer.domain.records import CommitteeRef, Entry, Link
from oversight_viewer.importing.problems import Found
from oversight_viewer.importing.registry import detect
from oversight_viewer.importing.xml_records import XML_LIMIT
from tests.importing.readers.event_records import entries, meeting, problems, read, the_means

FOLDER = "http://docs.house.gov/meetings/IF/IF02/20230315/199001"

MEETING = f"""<?xml-stylesheet type='text/xsl' href='/xslt/cr-public.xslt'?>
<committee-meeting congress-num="118" session-num="1" meeting-id="HHRG199001" meeting-type="HHRG"
    update-date="2023-03-20T13:47:13.700">
  <current-status>S</current-status>
  <meeting-details>
    <committees><committee-name id="IF00">Committee on Energy and Commerce</committee-name></committees>
    <subcommittees>
      <committee-name id="IF02">Subcommittee on Oversight and Investigations</committee-name>
      <committee-name id="GO25" />
    </subcommittees>
    <meeting-date><calendar-date>2023-03-15</calendar-date><start-time>14:30:00</start-time></meeting-date>
    <meeting-location>
      <capitol-complex><room>2123</room><building>RAYBURN</building></capitol-complex>
    </meeting-location>
    <meeting-title>Example Freight—A &amp; B
      [General Debate]</meeting-title>
  </meeting-details>
  <meeting-documents>
    <meeting-document type="BR" add-date="2023-03-10T10:00:00" remove-date="" publish-date="2023-03-10T10:00:00">
      <description>H.R. 9901 (as introduced)</description>
      <legis-num>H.R. 9901</legis-num>
      <filename-metadata><legis-num>H.R. 9901</legis-num><legis-stage>ih</legis-stage></filename-metadata>
      <files>
        <file doc-url="{FOLDER}/BILLS-118hr9901ih.pdf" doc-type="PDF" publish-date="2023-03-10T10:00:00" />
        <file doc-url="{FOLDER}/BILLS-118hr9901ih.xml" doc-type="XML" publish-date="2023-03-10T10:00:00" />
        <file doc-url="{FOLDER}/BILLS-118hr9901ih.htm" doc-type="HTM" remove-date="2023-03-11T10:00:00" />
      </files>
    </meeting-document>
    <meeting-document type="SD" remove-date="" publish-date="2023-03-10T10:00:00">
      <description>Hearing Memo</description>
      <files><file doc-url="{FOLDER}/HHRG-118-IF02-20230315-SD002.pdf" doc-type="PDF" /></files>
    </meeting-document>
    <meeting-document type="SD" remove-date="" publish-date="2023-03-12T10:00:00">
      <description>Hearing Memo</description>
      <files><file doc-url="{FOLDER}/HHRG-118-IF02-20230315-SD002.pdf" doc-type="PDF" /></files>
    </meeting-document>
    <meeting-document type="SD" remove-date="2023-03-13T10:00:00" publish-date="2023-03-12T10:00:00">
      <description>Taken back</description>
      <files><file doc-url="{FOLDER}/HHRG-118-IF02-20230315-SD003.pdf" doc-type="PDF" /></files>
    </meeting-document>
    <meeting-document type="CA" remove-date="">
      <filename-metadata><amdt-num>7</amdt-num></filename-metadata>
      <files><file doc-url="{FOLDER}/BILLS-118-A7.pdf" doc-type="PDF" /></files>
    </meeting-document>
    <meeting-document type="HT" remove-date="">
      <description>Transcript</description>
      <files><file doc-url="https://www.congress.gov/x/CHRG-118hhrg59001.pdf" doc-type="PDF" /></files>
    </meeting-document>
  </meeting-documents>
</committee-meeting>
"""


def witness(first: str, last: str, more: str, *, removed: str = "", testified: str = "Yes") -> str:
    return f"""<witness add-date="2023-03-10T00:00:00" testified="{testified}" remove-date="{removed}">
      <honorific>Mr.</honorific><retired /><firstname>{first}</firstname><middlename>Q.</middlename>
      <lastname>{last}</lastname>{more}</witness>"""


def document(code: str, name: str, description: str = "", removed: str = "") -> str:
    words = f"<description>{description}</description>" if description else ""
    return f"""<witness-document remove-date="{removed}">{words}<type>{code}</type>
      <filename-metadata><type>{code}</type></filename-metadata>
      <files><file doc-url="{FOLDER}/HHRG-118-IF02-{name}-20230315.pdf" doc-type="PDF" /></files></witness-document>"""


WITNESSES = f"""<?xml version='1.0' encoding='utf-8'?>
<witness-list meeting-id="199001" create-date="2023-03-12T18:40:01.067"><panel sort-order="1">{
    witness(
        "Pat", "Example",
        "<suffix>M.D., MACC</suffix><position>Vice President</position><organization>Example Freight Co.</organization>"
        "<witness-type>Non-Governmental</witness-type><witness-documents>"
        + document("WS", "Wstate-ExampleP") + document("WB", "Bio-ExampleP", "Example Bio")
        + document("WT", "TTF-ExampleP") + document("WS", "Wstate-OldExampleP", removed="2023-03-13T10:00:00")
        + document("WD", "QFR-ExampleP", "Response to Questions for the Record") + "</witness-documents>",
    )
}{
    witness(
        "Robin", "Sample",
        "<position>Commissioner of the Example Freight Administration</position>"
        "<witness-type>Government - Federal</witness-type>",
    )
}{
    witness("Kim", "Absent", "<organization>Example Barges Inc.</organization>", testified="No")
}{
    witness("Lee", "Gone", "<organization>Example Rails Inc.</organization>", removed="2023-03-13T10:00:00")
}</panel></witness-list>
"""  # fmt: skip


def of(tmp_path: Path, text: str) -> list[Entry]:
    found = read(tmp_path / "file.xml", text, expected="docs-house")
    assert not problems(found)
    assert all(isinstance(piece, Found) and piece.is_part for piece in found)
    return entries(found)


def test_a_meeting_is_read_whole(tmp_path: Path) -> None:
    (event,) = of(tmp_path, MEETING)
    assert (event.id, event.lane, event.kind) == ("event-house-199001", Lane.ACTION, "hearing")
    assert event.title == "Example Freight—A & B [General Debate]"
    assert (str(event.date), event.congress, event.session, event.chamber) == ("2023-03-15", 118, 1, "house")
    # Codes without the chamber are those of the House, where the list knows them.
    assert event.committees == (
        CommitteeRef("HSIF", "Committee on Energy and Commerce"),
        CommitteeRef("HSIF02", "Subcommittee on Oversight and Investigations"),
        CommitteeRef("HSGO25"),
    )
    assert event.extra["location"] == "2123, RAYBURN"
    assert event.summary == "2:30 p.m., 2123, RAYBURN."
    assert event.identifiers == {"event_id": "199001", "package_id": "CHRG-118hhrg59001", "jacket": "59001"}
    body = event.body or ""
    assert f"- [H.R. 9901 (as introduced)]({FOLDER}/BILLS-118hr9901ih.pdf) – Bill or Resolution, PDF" in body
    assert f"({FOLDER}/BILLS-118hr9901ih.xml)" in body
    assert "- H.R. 9901 (118th Congress)" in body
    assert f"[Committee Amendment]({FOLDER}/BILLS-118-A7.pdf) – amendment 7, PDF" in body
    source = event.sources[0]
    assert (source.publisher, source.date, source.accessed) == ("docs.house.gov", "2023-03-20", "2026-03-04")
    assert source.url == "https://docs.house.gov/Committee/Calendar/ByEvent.aspx?EventID=199001"


def test_a_file_stands_once_and_not_when_it_is_taken_back(tmp_path: Path) -> None:
    body = of(tmp_path, MEETING)[0].body or ""
    assert body.count("SD002") == 1
    assert "Taken back" not in body
    assert "SD003" not in body
    assert "hr9901ih.htm" not in body


@pytest.mark.parametrize(("code", "kind"), [("HHRG", "hearing"), ("HMKP", "markup"), ("HMTG", "business_meeting")])
def test_kinds_by_code(tmp_path: Path, code: str, kind: str) -> None:
    assert of(tmp_path, MEETING.replace('meeting-type="HHRG"', f'meeting-type="{code}"'))[0].kind == kind
    # The code stands in the number too.
    text = MEETING.replace('meeting-type="HHRG"', "").replace("HHRG199001", f"{code}199001")
    assert of(tmp_path, text)[0].kind == kind


@pytest.mark.parametrize(("code", "word"), [("C", "Canceled"), ("P", "Postponed"), ("R", "Rescheduled")])
def test_statuses(tmp_path: Path, code: str, word: str) -> None:
    (event,) = of(tmp_path, MEETING.replace(">S<", f">{code}<"))
    assert event.kind == "hearing"
    assert event.extra["meeting_status"] == word
    assert (event.summary or "").startswith(f"{word}.")


def test_a_closed_meeting(tmp_path: Path) -> None:
    (event,) = of(tmp_path, MEETING.replace("[General Debate]", "(Closed)"))
    assert (event.lane, event.kind, event.mark) == (Lane.MEETING, "closed_session", "executive-session")


def test_an_address_outside_the_capitol(tmp_path: Path) -> None:
    text = (
        MEETING.replace("capitol-complex", "other-location").replace("room>", "street>").replace("building>", "city>")
    )
    assert of(tmp_path, text)[0].extra["location"] == "2123, RAYBURN"


def test_a_witness_list_is_a_part_of_its_event(tmp_path: Path) -> None:
    event, testimony, answers = of(tmp_path, WITNESSES)
    assert (event.id, event.kind, event.title) == ("event-house-199001", "hearing", "House event 199001")
    # The names of the files tell the day, the Congress and the committee.
    assert (str(event.date), event.congress, event.committees) == ("2023-03-15", 118, (CommitteeRef("HSIF02"),))
    assert event.extra["date_from"] == "the names of the documents"
    assert [(one.name, one.organization) for one in event.people] == [
        ("Mr. Pat Q. Example, M.D., MACC", "Example Freight Co."),
        ("Mr. Robin Q. Sample", None),
        ("Mr. Kim Q. Absent", "Example Barges Inc."),
    ]
    assert event.people[1].extra["position"] == "Commissioner of the Example Freight Administration"
    assert event.people[2].extra["testified"] is False
    body = event.body or ""
    assert f"  - [Witness Statement]({FOLDER}/HHRG-118-IF02-Wstate-ExampleP-20230315.pdf) – PDF" in body
    assert f"  - [Example Bio]({FOLDER}/HHRG-118-IF02-Bio-ExampleP-20230315.pdf) – Witness Biography, PDF" in body
    assert "OldExample" not in body
    assert "(did not testify)" in body
    # Titles, initials and degrees are no part of the id, so that the testimony of other sources is the same.
    assert testimony.id == "event-house-199001-testimony-pat-example"
    assert testimony.links == (Link("testimony_at", "event-house-199001"),)
    assert [ref.name for ref in testimony.companies] == ["Example Freight Co."]
    assert answers.id == "event-house-199001-qfr-response-pat-example"
    assert answers.links == (Link("responds_to", "event-house-199001"),)
    assert answers.date is None


def test_what_several_files_tell_of_one_event_can_be_put_together(tmp_path: Path) -> None:
    answer = entries(read(tmp_path / "answer.json", {"committeeMeeting": meeting()}))
    whole, listed = of(tmp_path, MEETING), of(tmp_path, WITNESSES)
    assert answer[0].id == whole[0].id == listed[0].id
    assert answer[1].id == listed[1].id
    assert is_stand_in(listed[0].title)
    body = joined_sections(joined_sections(answer[0].body or "", whole[0].body or "") or "", listed[0].body or "")
    assert body is not None
    for words in ("Hearing Notice", "Hearing Memo", "Example Bio", "The Honorable Robin Sample"):
        assert body.count(words) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (MEETING.replace("HHRG199001", ""), "number of the event"),
        (MEETING.replace("HHRG199001", "HHRGx"), "number of the event"),
        (MEETING.replace("Example Freight—A &amp; B", "").replace("[General Debate]", ""), "title is missing"),
        (MEETING[:900], "no well-formed XML from line"),
        (MEETING.replace("&amp;", "&nbsp;"), "no well-formed XML"),
        (
            MEETING.replace("<committee-meeting", '<?xml version="1.0" encoding="x-none"?><committee-meeting', 1),
            "no well",
        ),
        ('<witness-list meeting-id="199001"><panel/></witness-list>', "names no witness"),
        (
            '<!DOCTYPE committee-meeting [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'
            '<committee-meeting meeting-id="1"><x>&b;</x></committee-meeting>',
            "entities",
        ),
        (
            '<!DOCTYPE committee-meeting SYSTEM "http://example.com/x.dtd">\n<committee-meeting meeting-id="1"/>',
            "entities",
        ),
    ],
)
def test_what_is_wrong_is_said_in_words(tmp_path: Path, text: str, reason: str) -> None:
    (problem,) = read(tmp_path / "file.xml", text, expected="docs-house")
    assert reason in problems([problem])[0].reason


def test_elements_without_end_within_one_another(tmp_path: Path) -> None:
    deep = "<a>" * 50_000 + "</a>" * 50_000
    text = MEETING.replace("<meeting-details>", f"<meeting-details>{deep}").replace("<room>", f"<room>{deep}")
    (event,) = of(tmp_path, text)
    assert event.title.startswith("Example Freight")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    path.write_bytes(b"<committee-meeting>\n" + b" " * XML_LIMIT)
    with pytest.raises(KnownError, match="larger than 16 MB"):
        list(detect(path).read(path, the_means()))
