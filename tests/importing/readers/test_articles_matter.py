"""A matter of the public record comes out of an article the same, however it was saved and whatever is around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oversight_viewer.domain.proposals import Proposal
from oversight_viewer.domain.records import CompanyRef
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.problems import FoundProposal
from oversight_viewer.importing.registry import detect
from oversight_viewer.tasks.means import import_means
from oversight_viewer.text.extraction import DocumentExtractor
from tests.importing.readers.article_texts import COMMITTEE, some_names
from tests.importing.readers.matter_articles import (
    ANSWER,
    MEETING,
    PAGE,
    PAGE_WITH_BOXES,
    PLAIN,
    PLAIN_WITH_BOXES,
    STATEMENT,
    TITLE,
)

WORDS = "The cranes of two ports are blue, and have been for as long as anybody there can tell."


@pytest.fixture(scope="module")
def means() -> Iterator[Means]:
    with DocumentExtractor() as extractor:
        yield replace(import_means(Names.built_in(), extractor), names=some_names())


def proposals_in(path: Path, text: str, means: Means) -> list[Proposal]:
    path.write_text(text, encoding="utf-8")
    reader = detect(path)
    assert reader.name == "article"
    found = list(reader.read(path, means))
    return [item.proposal for item in found if isinstance(item, FoundProposal)]


LAYOUTS = {
    "plain.txt": PLAIN,
    "with-boxes.txt": PLAIN_WITH_BOXES,
    "page.html": PAGE,
    "page-with-boxes.html": PAGE_WITH_BOXES,
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_matter_is_told_in_three_lanes_and_nothing_else_is(tmp_path: Path, means: Means, name: str) -> None:
    meeting, statement, answer = proposals_in(tmp_path / name, LAYOUTS[name], means)
    # The meeting, behind closed doors, a month after a month; an article that is public tells of it.
    entry = meeting.entry
    assert (entry.lane, entry.kind, str(entry.date), entry.mark) == ("meeting", "meeting", "2024-09", "public")
    assert [item.code for item in entry.committees] == ["HLZS"]
    assert [(item.name, item.role) for item in entry.companies] == [("Amazon", "respondent")]
    basis = {item.field: item for item in meeting.basis}
    assert basis["date"].passage.quote == "About a month after the announcement"
    assert basis["date"].note == "about a month after 2024-08"
    assert "published article (by Example Trade Journal)" in basis["mark"].note
    assert [item.quote for item in meeting.passages] == [MEETING]
    # What was said of it, as a quotation with its speaker and with the paper that was told.
    entry = statement.entry
    assert (entry.lane, entry.kind, str(entry.date), entry.mark) == ("action", "statement", "2024-11", "public")
    assert [item.quote for item in statement.passages] == [STATEMENT]
    assert {item.name for item in entry.companies} == {"Amazon", "TikTok"}
    assert entry.body == f"> {STATEMENT}\n>\n> — a spokesperson for the committee, in Example Trade Journal"
    assert [item.publisher for item in entry.sources] == ["Example Trade Journal", "Bloomberg"]
    assert [(link.rel, link.to) for link in entry.links] == [("discusses", meeting.entry.id)]
    # And the answer.
    entry = answer.entry
    assert (entry.lane, entry.kind, str(entry.date)) == ("response", "statement", "2024-11")
    assert [(item.name, item.role) for item in entry.companies] == [("Amazon", "respondent")]
    assert [item.quote for item in answer.passages] == [ANSWER]
    assert ("responds_to", statement.entry.id) in [(link.rel, link.to) for link in entry.links]
    for proposal in (meeting, statement, answer):
        source = proposal.entry.sources[0]
        assert (source.title, source.publisher, source.note) == (TITLE, "Example Trade Journal", "By Pat Example")
        assert proposal.entry.people == ()
        assert not {"Bloomberg", "Example Trade Journal"} & {item.name for item in proposal.entry.companies}


def test_the_app_of_the_matter_is_known_with_its_owner() -> None:
    assert Names.built_in().company(CompanyRef("TikTok")).parent == "ByteDance"


LIVE = f"""<!DOCTYPE html><html><head><title>Live: ports - Example Times</title></head><body><main><h1>Live: ports</h1>
<div><h2>Key events</h2><ul><li>{COMMITTEE} subpoenaed Sample Cloud</li><li>{COMMITTEE} met it.</li></ul></div>
<article><time>10:42 a.m.</time><h2>Panel had met the carrier</h2><p>By Pat Example</p>
<p>The {COMMITTEE} met with Example Freight behind closed doors on November 18, 2024, staff say. {WORDS}</p></article>
<article><time>11:05 a.m.</time><p>“We asked for a plan,” a spokesperson for the {COMMITTEE} told reporters of Example
Freight. {WORDS}</p></article><article><time>11:20 a.m.</time><p>{WORDS} {WORDS}</p></article></main></body></html>"""
BEHIND_A_WALL = f"""<!DOCTYPE html><html><head><title>Ports | Example Times</title></head><body><div><h1>Ports</h1>
<p>WASHINGTON (AP) — The {COMMITTEE} met with Example Freight behind closed doors on November 18, 2024. {WORDS}</p>
<div><h3>This story is for subscribers only.</h3><p>To read on how the {COMMITTEE} subpoenaed Sample Cloud, start your
trial.</p><p>The {COMMITTEE} sent a letter to Placeholder Pharma, and here is what it says.</p></div></div></body>"""


def test_a_live_blog_is_read_post_by_post(tmp_path: Path, means: Means) -> None:
    found = proposals_in(tmp_path / "live.html", LIVE, means)
    assert [(item.entry.kind, str(item.entry.date)) for item in found] == [
        ("meeting", "2024-11-18"),
        # The page does not say when it was published, and no day of its text is taken for that.
        ("statement", "None"),
    ]
    assert {item.entry.sources[0].publisher for item in found} == {"Example Times"}


def test_what_stands_behind_a_paywall_is_not_guessed(tmp_path: Path, means: Means) -> None:
    (found,) = proposals_in(tmp_path / "wall.html", BEHIND_A_WALL, means)
    assert (found.entry.kind, found.entry.mark, found.entry.sources[0].publisher) == ("meeting", "public", "AP")


@pytest.mark.parametrize(
    "heading",
    [
        "Related stories", "RELATED", "Related:", "## Related coverage", "Read more", "Read next", "See also",
        "More from Example Wire", "More on this story", "You may also like", "Sign up", "Sign up for our newsletter",
        "Newsletter", "Recommended", "Recommended for you", "Most read", "Trending", "Editors' picks", "Key points",
        "Comments", "12 comments", "Comments (12)", "Join the conversation", "Leave a reply", "About the author",
        "Keep reading", "In case you missed it", "Around the web", "This article is for subscribers.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_sentence_below_a_heading_of_other_things_is_not_proposed(
    tmp_path: Path, means: Means, heading: str, between: str
) -> None:
    parts = (
        "A headline of ports", "By Pat Example", f"The {COMMITTEE} subpoenaed Example Freight.", heading,
        f"The {COMMITTEE} sent a letter to Sample Cloud.", f"Placeholder Pharma met with the {COMMITTEE} in private.",
    )  # fmt: skip
    (found,) = proposals_in(tmp_path / "article.txt", between.join(parts) + "\n" + WORDS, means)
    assert found.entry.kind == "subpoena"


@pytest.mark.parametrize("heading", ["Discussion", "Recommended changes", "What is to come", "More in the same vein"])
def test_a_heading_of_the_article_itself_ends_nothing(tmp_path: Path, means: Means, heading: str) -> None:
    text = (
        f"A headline of ports\n\nBy Pat Example\n\nThe {COMMITTEE} subpoenaed Example Freight.\n\n{heading}\n\n"
        f"The {COMMITTEE} held a hearing on ports. {WORDS}\n"
    )
    found = proposals_in(tmp_path / "article.txt", text, means)
    assert [item.entry.kind for item in found] == ["subpoena", "hearing"]


@pytest.mark.parametrize("heading", ["Related stories", "Sign up", "Recommended"])
def test_an_article_goes_on_below_a_box(tmp_path: Path, means: Means, heading: str) -> None:
    text = (
        f"A headline of ports\n\nBy Pat Example\n\nThe {COMMITTEE} subpoenaed Example Freight.\n\n{heading}\n\n"
        f"The {COMMITTEE} sent a letter to Sample Cloud.\n\n- Placeholder Pharma met the {COMMITTEE}.\n\n"
        f"“We asked for a plan,” a committee spokesperson told Reuters.\n\n"
        f"The {COMMITTEE} held a hearing on ports. {WORDS}\n"
    )
    found = proposals_in(tmp_path / "article.txt", text, means)
    assert [item.entry.kind for item in found] == ["subpoena", "statement", "hearing"]


def test_a_pointer_within_a_paragraph_is_no_sentence_of_it(tmp_path: Path, means: Means) -> None:
    text = f"By Pat Example\n\nThe {COMMITTEE} met with Example Freight. Related: The {COMMITTEE} subpoenaed Amazon. "
    (found,) = proposals_in(tmp_path / "article.txt", text + WORDS * 5, means)
    assert found.entry.kind == "meeting"


def test_who_is_named_beside_the_article_is_no_party_to_it(tmp_path: Path, means: Means) -> None:
    text = (
        f"By Pat Example\n\nThe {COMMITTEE} wrote to Example Freight. {WORDS}\n\nExample Freight produced 400 pages of "
        "documents.\n\nComments\n\nThe Senate Judiciary Committee did it in 2019.\n"
    )
    _, answer = proposals_in(tmp_path / "article.txt", text, means)
    assert [item.code for item in answer.entry.committees] == ["XCOM"]
