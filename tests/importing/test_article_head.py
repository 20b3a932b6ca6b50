"""The lines above an article: its publisher is a source, and what shows that it was published settles the mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.importing.article_head import is_date_line, publisher_line, read_byline, title_and_publisher
from oversight_viewer.importing.article_rules import ArticleRules
from oversight_viewer.resources import resource
from tests.importing.readers.article_texts import COMMITTEE, proposals_in

RULES = ArticleRules.load(resource("article_rules.json"))
MEETING = f"The {COMMITTEE} met with Example Freight behind closed doors about the cranes of two ports."


@pytest.mark.parametrize(
    ("line", "author", "publisher"),
    [
        ("By Pat Example", "Pat Example", None),
        ("BY PAT EXAMPLE", "PAT EXAMPLE", None),
        ("By Pat Example and Sam Sample", "Pat Example and Sam Sample", None),
        ("By Pat Example, TechRadar", "Pat Example", "TechRadar"),
        ("By Pat Example, Example Trade Journal", "Pat Example", "Example Trade Journal"),
        ("By Pat Example, Example Dispatchers", "Pat Example", "Example Dispatchers"),
        ("By Pat Example for the Example Dispatchers", "Pat Example", "Example Dispatchers"),
        ("By Pat Example and Sam Sample, Example Times", "Pat Example and Sam Sample", "Example Times"),
        ("By Pat Example, Senior Reporter", "Pat Example", None),
        ("By Pat Example | Example Times | May 3, 2024", "Pat Example", "Example Times"),
        ("By Pat Example | Staff Writer", "Pat Example", None),
        ("By Reuters", None, "Reuters"),
        ("By Pat Example published November 19, 2024", "Pat Example", None),
        ("By Pat Example Nov. 19, 2024, 5:30 p.m.", "Pat Example", None),
        ("By Pat Example | 19 November 2024 | TechRadar", "Pat Example", "TechRadar"),
        ("By Pat Example, TechRadar Pro, Updated May 3, 2024", "Pat Example", "TechRadar Pro"),
        ("Story by Pat Example", "Pat Example", None),
        ("Reporting by Pat Example", "Pat Example", None),
    ],
)
def test_bylines(line: str, author: str | None, publisher: str | None) -> None:
    found = read_byline(line, RULES)
    assert found is not None
    assert (found.author, found.publisher) == (author, publisher)


@pytest.mark.parametrize(
    "line", ["By Monday, the committee had met it.", "By the way", "By 2024, Example Freight had gone.", "Pat Example"]
)
def test_what_is_no_byline(line: str) -> None:
    assert read_byline(line, RULES) is None


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("TechRadar", "TechRadar"),
        ("Example Trade Journal", "Example Trade Journal"),
        ("The Example Times", "The Example Times"),
        ("Journal of Example Freight", "Journal of Example Freight"),
        ("example-wire.com", "example-wire.com"),
        ("Reuters | November 19, 2024", "Reuters"),
        ("Example Herald, November 19, 2024", "Example Herald"),
        ("Source: Example Dispatchers", "Example Dispatchers"),
        ("Politics", None),
        ("Via Bloomberg", None),
        ("Breaking News", None),
        ("Week in Review", None),
        ("Times", None),
        ("Panel subpoenas the Example Times", None),
        ("A headline", None),
        ("November 19, 2024", None),
    ],
)
def test_a_publisher_on_a_line_of_its_own(line: str, publisher: str | None) -> None:
    assert publisher_line(line, RULES) == publisher


@pytest.mark.parametrize(
    ("line", "is_date"),
    [
        ("November 19, 2024", True),
        ("Published Tuesday, Nov. 19, 2024 at 5:30 p.m. ET", True),
        ("19 November 2024", True),
        ("2024-11-19T10:00:00Z", True),
        ("11/19/2024", True),
        ("November 19, 2024: panel meets carrier", False),
        ("3 carriers met the panel", False),
    ],
)
def test_lines_that_are_but_a_date(line: str, is_date: bool) -> None:
    assert is_date_line(line) is is_date


def test_a_title_may_carry_the_publisher() -> None:
    assert title_and_publisher("Ports - a long story - Example Times", RULES) == (
        "Ports - a long story",
        "Example Times",
    )
    assert title_and_publisher("Ports - a long story", RULES) == ("Ports - a long story", None)


@pytest.mark.parametrize(
    ("head", "publisher", "evidence"),
    [
        ("TechRadar\n\nA headline of ports\n\n", "TechRadar", "by TechRadar"),
        ("A headline of ports\n\nExample Trade Journal\n\n", "Example Trade Journal", "by Example Trade Journal"),
        ("A headline of ports | Example Times\n\n", "Example Times", "by Example Times"),
        ("A headline of ports\nBy Pat Example, TechRadar\n", "TechRadar", "by TechRadar"),
        ("# A headline of ports\n\n**By Pat Example, TechRadar**\n\n", "TechRadar", "by TechRadar"),
        ("A headline of ports\n\nWASHINGTON, Nov 19 (Reuters) - ", "Reuters", "by Reuters"),
        ("A headline of ports\n\nWASHINGTON (AP) — ", "AP", "by AP"),
        ("A headline of ports\n\nNEW YORK, November 19, 2024 (Example Wire) -- ", "Example Wire", "by Example Wire"),
        ("Reuters - ", "Reuters", "by Reuters"),
        ("(Bloomberg) - ", "Bloomberg", "by Bloomberg"),
        ("Washington (CNN) — ", "CNN", "by CNN"),
        # Who published it is not known, but that it was.
        ("A headline of ports\n\nWASHINGTON — ", None, "it has a dateline"),
        ("A headline of ports\n\nBy Pat Example\n\n", None, "it has a byline"),
        ("A headline of ports\n\nhttps://example.org/ports\n\n", "example.org", "it has an address"),
    ],
)
def test_an_article_that_was_published_is_public(
    tmp_path: Path, head: str, publisher: str | None, evidence: str
) -> None:
    (proposal,) = proposals_in(tmp_path, f"{head}{MEETING}\n")
    assert proposal.entry.mark == "public"
    assert proposal.entry.sources[0].publisher == publisher
    assert [item.quote for item in proposal.passages] == [MEETING]
    (basis,) = (item for item in proposal.basis if item.field == "mark")
    assert basis.note == f"told in a published article ({evidence}); notes of the meeting itself are not public"
    assert basis.is_certain is False


@pytest.mark.parametrize("head", ["", "Notes\n\n", "Notes of a meeting\n\nNovember 19, 2024\n\n", "TSMC is big.\n\n"])
def test_notes_of_somebody_stay_confidential(tmp_path: Path, head: str) -> None:
    (proposal,) = proposals_in(tmp_path, f"{head}{MEETING}\n")
    assert proposal.entry.mark == "committee-confidential"
    (basis,) = (item for item in proposal.basis if item.field == "mark")
    assert (basis.value, basis.passage.quote) == ("committee-confidential", "met with")
    assert "nothing shows that this text was published" in basis.note


def test_what_else_notes_tell_is_confidential_too(tmp_path: Path) -> None:
    (proposal,) = proposals_in(tmp_path, f"The {COMMITTEE} subpoenaed Example Freight over the cranes of two ports.\n")
    assert proposal.entry.mark == "committee-confidential"
    assert [item.value for item in proposal.basis if item.field == "mark"] == ["committee-confidential"]


def test_a_company_before_a_dash_is_no_dateline(tmp_path: Path) -> None:
    text = f"By Pat Example\n\nExample Freight - the carrier - met with the {COMMITTEE} in May 2023.\n"
    (proposal,) = proposals_in(tmp_path, text)
    assert [item.name for item in proposal.entry.companies] == ["Example Freight Co."]
    assert proposal.entry.sources[0].publisher is None
