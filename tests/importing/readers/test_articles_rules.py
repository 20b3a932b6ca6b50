"""The rules by which articles are read are a file that an office may change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oversight_viewer.domain.kinds import KINDS
from oversight_viewer.importing.article_rules import ArticleRules, Side
from oversight_viewer.importing.article_text import Span, sentences, take_apart, without_quotations
from oversight_viewer.resources import resource

RULES = ArticleRules.load(resource("article_rules.json"))


def test_every_rule_makes_a_kind_that_is_known() -> None:
    for rule in RULES.rules:
        assert rule.kind in KINDS[rule.lane]
        assert rule.kind != "no_response", "that is for a person to say"
        assert "{" not in rule.title.format(committee="Example Commerce Committee", company="Example Freight")


@pytest.mark.parametrize(
    ("kind", "words", "fits"),
    [
        ("letter", "sent a four-page letter to", True),
        ("letter", "sent a very long and angry open letter", False),
        ("letter", "sent word. Another letter", False),
        ("subpoena", "issued\ntwo subpoenas", True),
        ("document_production", "turned over 400 pages", True),
        ("declination", "rejected the committee’s request", True),
        ("meeting", "metal", False),
        ("meeting", "a long-met need", False),
        ("meeting", "a closed-door session", True),
    ],
)
def test_phrases_are_whole_words_with_room_between(kind: str, words: str, fits: bool) -> None:
    found = [rule for rule in RULES.rules if rule.kind == kind and rule.phrases.search(f"They {words}, it says.")]
    assert bool(found) is fits


def test_an_office_may_add_a_phrase(tmp_path: Path) -> None:
    data = json.loads(resource("article_rules.json").read_text(encoding="utf-8"))
    data["rules"][0]["phrases"] = ["took * tea with"]
    path = tmp_path / "article_rules.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    rule = ArticleRules.load(path).rules[0]
    assert rule.phrases.search("They took some green tea with the staff.")
    assert rule.needs == (Side.COMMITTEE, Side.COMPANY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Example Freight Co. met Sen. Example of the U.S. Senate. It was Sept. 3.",
         ["Example Freight Co. met Sen. Example of the U.S. Senate.", "It was Sept. 3."]),
        ("J. Q. Example said so. He left.", ["J. Q. Example said so.", "He left."]),
        ("“One. Two. Three,” she said. Four.", ["“One. Two. Three,” she said.", "Four."]),
        ("He said “no.” They left.", ["He said “no.”", "They left."]),
        ('"One. Two," she said.', ['"One. Two," she said.']),
        ("An “open one. Two. Three.", ["An “open one.", "Two.", "Three."]),
        ("What? “Yes!” No", ["What?", "“Yes!”", "No"]),
        ("Version 2.5 is No. 3 of 1.000 things.", ["Version 2.5 is No. 3 of 1.000 things."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    spans = list(sentences(text, Span(0, len(text))))
    assert [text[span.start : span.end] for span in spans] == expected


def test_quotations_are_blanks_of_the_same_length() -> None:
    text = "He said “no. No” and \"yes\", she 'perhaps'."
    assert without_quotations(text, Span(0, len(text))) == "He said " + " " * 8 + " and " + " " * 5 + ", she 'perhaps'."


@pytest.mark.parametrize(
    "notice",
    [
        "Sign up for our newsletter to hear more.",
        "We use cookies to make this page better.",
        "Share this article. It is free.",
        "Photo: Pat Example. All is quiet.",
        "© 2024 Example Wire. All rights reserved.",
        "Read more: The committee wrote a letter.",
        "A heading without an end",
    ],
)
def test_what_is_no_part_of_an_article(notice: str) -> None:
    article = take_apart(f"A title\n\nOne sentence.\n\n{notice}\n\nAnother sentence.\n", RULES)
    kept = [article.text[block.start : block.end] for block in article.blocks]
    assert kept == ["One sentence.", "Another sentence."]
    assert article.title == "A title"


def test_an_article_on_cookies_is_not_left_out() -> None:
    long = "The Example Commerce Committee asked Sample Cloud about cookies. " * 10
    assert len(take_apart(f"A title\n\n{long}\n", RULES).blocks) == 1
