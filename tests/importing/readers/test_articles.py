"""What a saved news article tells of committees and companies."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.domain.extraction import ExtractedText
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.importing.gazetteer import Gazetteer
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.problems import FoundProposal
from tests.importing.readers.article_texts import (
    ARTICLE,
    COMMITTEE,
    PARAGRAPHS,
    TEXT,
    found_in,
    means,
    proposals_in,
    published,
    told,
)


def test_the_three_lanes_of_one_matter(tmp_path: Path) -> None:
    meeting, statement, answer, silence = proposals_in(tmp_path, TEXT)
    # The meeting: a month after a month is a month.
    entry = meeting.entry
    assert (entry.lane, entry.kind, str(entry.date), entry.mark) == ("meeting", "meeting", "2024-09", "public")
    assert entry.title == "Example Commerce Committee met Example Freight"
    assert [item.code for item in entry.committees] == ["XCOM"]
    assert [(item.name, item.role) for item in entry.companies] == [("Example Freight Co.", "respondent")]
    basis = {item.field: item for item in meeting.basis}
    assert basis["date"].passage.quote == "About a month after the announcement"
    assert (basis["date"].note, basis["date"].is_certain) == ("about a month after 2024-08", False)
    assert "published article" in basis["mark"].note
    # What the committee said of it, with who says so, as written.
    entry = statement.entry
    assert (entry.lane, entry.kind, entry.mark) == ("action", "statement", "public")
    assert str(entry.date) == "2024-11"
    assert {item.name: item.role for item in entry.companies} == {
        "Example Freight Co.": "subject",
        "Sample Cloud Inc.": "subject",
    }
    assert entry.body is not None
    assert "> “The committee told Example Freight that" in entry.body
    assert "> “We asked for a plan,” the spokesperson added." in entry.body
    assert "— a committee spokesperson, in news.example.org" in entry.body
    assert [(link.rel, link.to) for link in entry.links] == [("discusses", meeting.entry.id)]
    # What the company answered.
    entry = answer.entry
    assert (entry.lane, entry.kind, str(entry.date)) == ("response", "statement", "2024-11")
    assert [(item.name, item.role) for item in entry.companies] == [("Example Freight Co.", "respondent")]
    assert ("responds_to", statement.entry.id) in [(link.rel, link.to) for link in entry.links]
    assert "As many carriers do" in (entry.body or "")
    # And what the other did not.
    entry = silence.entry
    assert (entry.lane, entry.kind, entry.title) == ("response", "other_response", "Sample Cloud declined to comment")
    assert "declined to comment" in (entry.summary or "")
    assert [item.name for item in entry.companies] == ["Sample Cloud Inc."]


def test_the_press_is_a_source_and_never_a_party(tmp_path: Path) -> None:
    for proposal in proposals_in(tmp_path, TEXT):
        source = proposal.entry.sources[0]
        assert source.title == "Committee questions Example Freight over ‘hasty’ cloud partnership"
        assert (source.publisher, source.url) == ("news.example.org", "https://news.example.org/ports?id=7")
        assert (source.date, source.accessed) == ("November 19, 2024", "2026-11-25")
        assert source.note == "By Pat Example"
        named = [item.name for item in proposal.entry.companies] + [item.name for item in proposal.entry.people]
        assert not {"Reuters", "Pat Example", "Example Wire"} & set(named)
        assert proposal.entry.tags == ()
    cited = [item.publisher for proposal in proposals_in(tmp_path, TEXT) for item in proposal.entry.sources[1:]]
    assert cited == ["Reuters"]


def test_a_company_that_publishes_is_no_party_there(tmp_path: Path) -> None:
    names = Names.built_in()
    names.seed([Committee("XCOM", "Example Commerce Committee", "Example Commerce")], [Company("Example Wire")])
    path = tmp_path / "page.html"
    path.write_text("<!DOCTYPE html><html><p>", encoding="utf-8")
    text = "The Example Commerce Committee met Example Wire and Amazon in private. Example Wire reported it."
    page = ExtractedText((text,), {"publisher": "Example Wire", "title": "T", "date": "2024-11-19"})
    (found,) = ARTICLE.read(path, means(page, Gazetteer(names)))
    assert isinstance(found, FoundProposal)
    assert [item.name for item in found.proposal.entry.companies] == ["Amazon"]


def test_a_page_gives_the_same_as_its_text(tmp_path: Path) -> None:
    about = {
        "title": "Committee questions Example Freight over ‘hasty’ cloud partnership",
        "author": "Pat Example",
        "publisher": "Example Wire",
        "url": "https://news.example.org/ports?id=7",
        "date": "2024-11-19",
    }
    page = ExtractedText((PARAGRAPHS,), about)
    of_page = found_in(tmp_path / "page.html", "<!DOCTYPE html><html><body><p>", page)
    of_text = found_in(tmp_path / "article.txt", TEXT)
    assert [item.proposal.entry.id for item in of_page] == [item.proposal.entry.id for item in of_text]
    assert [item.proposal.entry.date for item in of_page] == [item.proposal.entry.date for item in of_text]
    assert of_page[0].proposal.entry.sources[0].publisher == "Example Wire"


def test_passages_are_the_words_of_the_text(tmp_path: Path) -> None:
    for found in found_in(tmp_path / "article.txt", TEXT):
        passages = [*found.proposal.passages, *(item.passage for item in found.proposal.basis)]
        assert all(item.quote == found.text[item.start : item.end] for item in passages)
        assert found.proposal.passages == tuple(sorted(found.proposal.passages, key=lambda item: item.start))


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (f"The {COMMITTEE} sent a letter to Example Freight on Monday.",
         [("action", "letter", f"{COMMITTEE} wrote to Example Freight")]),
        (f"The {COMMITTEE} subpoenaed Example Freight.",
         [("action", "subpoena", f"{COMMITTEE} subpoenaed Example Freight")]),
        (f"Example Freight was subpoenaed by the {COMMITTEE} in May.",
         [("action", "subpoena", f"{COMMITTEE} subpoenaed Example Freight")]),
        (f"The {COMMITTEE} requested internal documents from Example Freight.",
         [("action", "document_request", f"{COMMITTEE} asked Example Freight for documents")]),
        (f"The {COMMITTEE} invited Example Freight to testify.",
         [("action", "invitation", f"{COMMITTEE} invited Example Freight to testify")]),
        (f"Example Freight was summoned by the {COMMITTEE}.",
         [("action", "invitation", f"{COMMITTEE} summoned Example Freight")]),
        (f"A {COMMITTEE} spokesperson called the plan of Example Freight “unsound.”",
         [("action", "statement", f"{COMMITTEE} made a statement")]),
        # A warning is no statement to the press by itself.
        (f"The {COMMITTEE} warned Example Freight.", []),
        (f"The {COMMITTEE} held a lengthy hearing on ports.", [("action", "hearing", f"{COMMITTEE} held a hearing")]),
        (f"Example Freight briefed staff of the {COMMITTEE} behind closed doors.",
         [("meeting", "closed_briefing", f"Example Freight briefed {COMMITTEE}")]),
        (f"The {COMMITTEE} told Example Freight in a meeting that the plan was “unsound.”",
         [("meeting", "meeting", f"{COMMITTEE} met Example Freight")]),
        (f"The {COMMITTEE} wrote to Example Freight. The company produced 400 pages of documents.",
         [("action", "letter", f"{COMMITTEE} wrote to Example Freight"),
          ("response", "document_production", "Example Freight produced documents")]),
        (f"The {COMMITTEE} sent a letter to Example Freight, which declined to comment.",
         [("response", "other_response", "Example Freight declined to comment"),
          ("action", "letter", f"{COMMITTEE} wrote to Example Freight")]),
        (f"Example Freight did not immediately respond to a request for comment on the {COMMITTEE}.",
         [("response", "other_response", "Example Freight did not answer a request for comment")]),
        (f"Example Freight replied in a letter to the {COMMITTEE}.",
         [("response", "response_letter", "Example Freight answered by letter")]),
        (f"Example Freight refused to provide the plan to the {COMMITTEE}.",
         [("response", "declination", "Example Freight declined what was asked")]),
        (f"“No,” said a spokesman for Example Freight of the {COMMITTEE}.",
         [("response", "statement", "Example Freight made a statement")]),
        (f"The {COMMITTEE} told reporters that it waits.", [("action", "statement", f"{COMMITTEE} made a statement")]),
        (f"The {COMMITTEE} wrote to Example Freight. A spokeswoman for Example Freight declined to say more.",
         [("action", "letter", f"{COMMITTEE} wrote to Example Freight"),
          ("response", "other_response", "Example Freight declined to comment")]),
        (f"Example Freight and Sample Cloud testified before the {COMMITTEE}.",
         [("response", "testimony", "Example Freight and Sample Cloud testified")]),
        (f"The {COMMITTEE} subpoenaed both.", [("action", "subpoena", f"{COMMITTEE}: subpoena")]),
        # Words within quotations are not what the article says.
        (f"Someone wrote, “The {COMMITTEE} subpoenaed Example Freight.”", []),
        # One party alone has not met anybody, and without a committee nothing is oversight.
        (f"The {COMMITTEE} met on Monday.", []),
        ("Example Freight met Sample Cloud. “Fine,” said an Example Freight spokesperson.", []),
        (f"The {COMMITTEE} exists. Example Freight is a company.", []),
        (f"The {COMMITTEE} subpoenaed Example Freight", []),
    ],
)  # fmt: skip
def test_what_sentences_tell(tmp_path: Path, sentences: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(tmp_path, sentences) == expected


def test_an_answer_has_the_committee_of_what_it_answers(tmp_path: Path) -> None:
    text = f"The Senate Judiciary Committee exists. The {COMMITTEE} wrote to Example Freight. It produced no plan. "
    _, answer = proposals_in(tmp_path, published(f"{text}Example Freight produced 400 pages of documents."))
    assert [item.code for item in answer.entry.committees] == ["XCOM"]
    (basis,) = (item for item in answer.basis if item.field == "committees")
    assert basis.is_certain is False


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n"])
def test_paragraphs_may_be_lines(tmp_path: Path, between: str) -> None:
    text = TEXT.replace("\n\n", between)
    assert [item.entry.id for item in proposals_in(tmp_path, text)] == [
        item.entry.id for item in proposals_in(tmp_path, TEXT)
    ]


def test_a_date_before_the_first_sentence_is_that_of_the_article(tmp_path: Path) -> None:
    text = f"WASHINGTON, March 12, 2024 (Example Wire) — The {COMMITTEE} subpoenaed Example Freight on Monday.\n"
    (proposal,) = proposals_in(tmp_path, text)
    assert str(proposal.entry.date) == "2024-03-11"
    assert proposal.entry.sources[0].date == "March 12, 2024"


def test_a_byline_may_name_the_publisher(tmp_path: Path) -> None:
    byline = "By Pat Example and Sam Sample | Example Times | May 3, 2024"
    text = f"A headline\n{byline}\n\nThe {COMMITTEE} subpoenaed Amazon.\n"
    (proposal,) = proposals_in(tmp_path, text)
    (source,) = proposal.entry.sources
    assert (source.publisher, source.note, source.title) == (
        "Example Times",
        "By Pat Example and Sam Sample",
        "A headline",
    )
    assert proposal.entry.mark == "public"


def test_a_speaker_is_written_as_in_the_article(tmp_path: Path) -> None:
    text = f"“It is unsound,” a spokesperson for the committee told Reuters. The {COMMITTEE} named Example Freight."
    (proposal,) = proposals_in(tmp_path, published(text))
    assert (proposal.entry.body or "").endswith("— a spokesperson for the committee, in news.example.org")


def test_neighbouring_sentences_of_one_event_are_one_proposal(tmp_path: Path) -> None:
    text = f"The {COMMITTEE} met with Example Freight. The committee met with the company for two hours."
    (proposal,) = proposals_in(tmp_path, published(text))
    assert [item.quote for item in proposal.passages] == text.replace(". ", ".\n").split("\n")


def test_a_speaker_with_a_name_is_a_person(tmp_path: Path) -> None:
    text = f"“We answered the {COMMITTEE},” Pat Example, a spokesperson for Example Freight, said."
    (proposal,) = proposals_in(tmp_path, published(text))
    (person,) = proposal.entry.people
    assert (person.name, person.role, person.organization) == ("Pat Example", "spokesperson", "Example Freight")


def test_what_is_not_known_to_be_published_keeps_its_mark(tmp_path: Path) -> None:
    text = f"The {COMMITTEE} met with Example Freight behind closed doors about the cranes of two ports.\n"
    (proposal,) = proposals_in(tmp_path, text)
    assert proposal.entry.mark == "committee-confidential"
    assert proposal.entry.date is None


def test_a_name_that_is_a_word_has_to_be_looked_at(tmp_path: Path) -> None:
    (proposal,) = proposals_in(tmp_path, published(f"The {COMMITTEE} subpoenaed Apple."))
    (basis,) = (item for item in proposal.basis if item.field == "companies")
    assert (basis.value, basis.is_certain) == ("Apple", False)


def test_reading_again_gives_the_same_ids(tmp_path: Path) -> None:
    first = [item.entry.id for item in proposals_in(tmp_path, TEXT)]
    assert first == [item.entry.id for item in proposals_in(tmp_path, TEXT.replace("\n", "\r\n"))]
    assert len(set(first)) == len(first)
