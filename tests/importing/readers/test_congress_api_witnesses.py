"""Witnesses of the Congress.gov API: their files, their companies, their answers for the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Link
from tests.importing.readers.event_records import house_file
from tests.importing.readers.test_congress_api_meetings import of


def test_files_go_to_the_witness_whose_name_they_bear(tmp_path: Path) -> None:
    kinds = [
        "Wstate-ExampleP",
        "Bio-ExampleP",
        "TTF-ExampleP",
        "Wstate-ExampleQ",
        "Wstate-OSampleDeLaRueK",
        "Wstate-NobodyN",
    ]
    documents = [{"documentType": "Witness Document", "url": house_file(kind)} for kind in kinds]
    documents.append({"url": house_file("Wstate-ExampleP").replace(".pdf", "-SD001.pdf")})
    documents.append(
        {"url": house_file("Bio-ExampleP").upper().replace("HTTPS://WWW.CONGRESS.GOV", "https://www.congress.gov")}
    )
    names = ["Mr. Pat Example", "Dr. Quinn Example, Ph.D.", "Ms. Kim O’Sample De La Rue"]
    hearing = of(tmp_path, witnesses=[{"name": name} for name in names], witnessDocuments=documents)[0]
    body = hearing.body or ""
    parts = {name: body.split(f"**{name}**")[1].split("\n- **")[0].split("\n##")[0] for name in names}
    assert [parts[names[0]].count(word) for word in ("Wstate-ExampleP", "Bio-", "TTF-", "SD001")] == [2, 1, 1, 1]
    assert "Wstate-ExampleQ" in parts[names[1]]
    assert "OSampleDeLaRueK" in parts[names[2]]
    assert "NobodyN" in body.split("## Other witness documents")[1]


def test_two_witnesses_of_one_name_share_no_file_and_no_id(tmp_path: Path) -> None:
    people = [{"name": "Mr. Pat Example", "organization": f"{word} Freight Co."} for word in ("Example", "Other")]
    hearing, *testimony = of(tmp_path, witnesses=people)
    assert [entry.id for entry in testimony] == [
        "event-house-199001-testimony-pat-example",
        "event-house-199001-testimony-pat-example--2",
    ]
    assert "Wstate-ExampleP" in (hearing.body or "").split("## Other witness documents")[1]


@pytest.mark.parametrize(
    ("organization", "company"),
    [
        ("Example Freight Co.", "Example Freight Co."),
        ("Example Freight, Inc.; Chairman, Example Trucking Association", "Example Freight, Inc."),
        ("Northwind Example", "Northwind Example Holdings"),
        ("Example Bank, N.A.", "Example Bank, N.A."),
        ("Example Freight", None),
        ("Example Bureau of Freight", None),
        ("University of Example, Inc.", None),
        ("Example Trucking Association, Inc.", None),
        ("Federal Freight Insurance Corporation", None),
        ("Legal Services Corporation", None),
        ("", None),
    ],
)
def test_what_is_a_company(tmp_path: Path, organization: str, company: str | None) -> None:
    hearing, *rest = of(tmp_path, witnesses=[{"name": "Pat Example", "organization": organization}])
    assert [ref.name for ref in hearing.companies] == ([company] if company else [])
    assert [entry.kind for entry in rest] == (["testimony"] if company else [])
    assert hearing.people[0].organization == (organization or None)


def test_questions_for_the_record_and_the_answers(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        meetingDocuments=[
            {
                "name": "QFRs to Mr. Example",
                "documentType": "Hearing: Questions for the Record",
                "url": house_file("Q"),
            },
            {"name": "Response to Questions for the Record - Director Sample", "url": house_file("R")},
        ],
        witnessDocuments=[{"documentType": "Witness Supporting Document", "url": house_file("QFR-ExampleP")}],
    )
    by_id = {entry.id.removeprefix("event-house-199001"): entry for entry in found}
    questions, answers = by_id["-qfr"], by_id["-qfr-response-pat-example"]
    assert (questions.lane, questions.kind) == (Lane.ACTION, "questions_for_the_record")
    assert questions.links == (Link("related", found[0].id),)
    assert Link("related", questions.id) in found[0].links
    assert questions.date is None
    assert house_file("Q") in (questions.body or "")
    assert house_file("R") not in (questions.body or "")
    assert (answers.lane, answers.kind) == (Lane.RESPONSE, "qfr_response")
    assert answers.links == (Link("responds_to", questions.id), Link("related", found[0].id))
    assert [ref.name for ref in answers.companies] == ["Example Freight Co."]
    # An agency answers too, without being a company.
    agency = by_id["-qfr-response-robin-sample"]
    assert not agency.companies
    assert house_file("R") in (agency.body or "")
    assert "QFR" not in (by_id["-testimony-pat-example"].body or "")
