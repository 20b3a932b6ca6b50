"""Which committees and companies a text names, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oversight_viewer.domain.mentions import Mention, NameFinder
from oversight_viewer.domain.records import Committee, CommitteeRef, Company, CompanyRef
from oversight_viewer.importing.directory_files import ListedCompany
from oversight_viewer.importing.gazetteer import Gazetteer
from oversight_viewer.importing.name_index import AmbiguousNames
from oversight_viewer.importing.names import Names

OWN = (
    Company("Example Freight Co."),
    Company("Example Air Cargo LLC", "Example Freight Co."),
    Company("Example-Sample & Sons, Inc."),
    Company("Élan Exámple"),
    Company("Pattern Inc."),
    Company("U.S. Example Steel Corp."),
    Company("Macy Example's"),
)
OWN_COMMITTEES = (
    Committee("XCOM", "Example Commerce Committee", "Example Commerce"),
    Committee("XCOM01", "Subcommittee on Freight and Ports", "Freight and Ports", "XCOM"),
)


def a_gazetteer() -> Gazetteer:
    names = Names.built_in()
    names.seed(OWN_COMMITTEES, OWN)
    return Gazetteer(names)


CHINA = "House Select Committee on the Strategic Competition Between the United States and the Chinese Communist Party"
GAZETTEER = a_gazetteer()


def found(text: str) -> list[tuple[str, str]]:
    """What is certain, as written and as meant; what is not ends in a question mark."""
    return [(item.text, item.key if item.is_certain else f"{item.key}?") for item in GAZETTEER.mentions(text)]


def test_it_is_the_finder_that_the_domain_asks_for() -> None:
    finder: NameFinder = GAZETTEER
    text = "The House Committee on Energy and Commerce wrote to TikTok."
    committee, company = finder.mentions(text)
    assert text[committee.start : committee.end] == "House Committee on Energy and Commerce"
    assert (committee.what, committee.key) == ("committee", "HSIF")
    assert (company.what, company.key) == ("company", "TikTok")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Full names, turned round, with and without the chamber.
        (f"the {CHINA}", [(CHINA, "HLZS")]),
        (f"The\n{CHINA.upper()},", [(CHINA.upper(), "HLZS")]),
        ("a House China Select Committee hearing", [("House China Select Committee", "HLZS")]),
        ("the House select committee on China said", [("House select committee on China", "HLZS")]),
        ("The Select Committee on the CCP. The Select Committee wrote.",
         [("Select Committee on the CCP", "HLZS"), ("Select Committee", "HLZS")]),
        ("The Select Committee wrote.", []),
        ("the House Judiciary Committee and the Senate Committee on the Judiciary",
         [("House Judiciary Committee", "HSJU"), ("Senate Committee on the Judiciary", "SSJU")]),
        ("the Committee on the Judiciary", []),
        ("House Judiciary wrote. The Committee on the Judiciary wrote again.",
         [("House Judiciary", "HSJU"), ("Committee on the Judiciary", "HSJU")]),
        ("Committee on the Judiciary, United States Senate",
         [("Committee on the Judiciary, United States Senate", "SSJU")]),
        ("U.S. House of Representatives Committee on Energy & Commerce",
         [("U.S. House of Representatives Committee on Energy & Commerce", "HSIF")]),
        ("the Senate’s work; Senate Veterans’ Affairs Committee", [("Senate Veterans’ Affairs Committee", "SSVA")]),
        ("the house budget and the House Budget deal", [("House Budget", "HSBU?")]),
        ("the House Budget Committee. House Budget", [("House Budget Committee", "HSBU"), ("House Budget", "HSBU")]),
        ("HSIF02 and hlzs00 and HLZS but not hlzs", [("HSIF02", "HSIF02"), ("hlzs00", "HLZS"), ("HLZS", "HLZS")]),
        ("HSGAC will help. HELP wrote.", [("HSGAC", "SSGA"), ("HELP", "SSHR")]),
        ("Senators on the Judiciary Committee", [("Judiciary Committee", "SSJU?")]),
        ("House Judiciary said. Rep. Example of the Judiciary Committee",
         [("House Judiciary", "HSJU"), ("Judiciary Committee", "HSJU")]),
        # Subcommittees with the committee above them.
        ("the House Energy and Commerce Subcommittee on Oversight and Investigations",
         [("House Energy and Commerce Subcommittee on Oversight and Investigations", "HSIF02")]),
        ("the Energy and Commerce Committee’s Oversight and Investigations Subcommittee",
         [("Energy and Commerce Committee’s Oversight and Investigations Subcommittee", "HSIF02")]),
        ("Subcommittee on Oversight and Investigations of the House Committee on Financial Services",
         [("Subcommittee on Oversight and Investigations of the House Committee on Financial Services", "HSBA09")]),
        ("Subcommittee on Oversight and Investigations", []),
        # The subject of a committee is not the committee.
        ("Senate Indian Affairs Committee. The Bureau of Indian Affairs. Indian Affairs.",
         [("Senate Indian Affairs Committee", "SLIA"), ("Indian Affairs", "SLIA?"), ("Indian Affairs", "SLIA?")]),
        ("Energy and Commerce", [("Energy and Commerce", "HSIF?")]),
        ("House Energy and Commerce panel. Energy and Commerce",
         [("House Energy and Commerce panel", "HSIF"), ("Energy and Commerce", "HSIF")]),
        ("an Oversight Panel", []),
        # Those of the library.
        ("the Example Commerce Committee", [("Example Commerce Committee", "XCOM")]),
        ("Example Commerce Committee’s Subcommittee on Freight and Ports",
         [("Example Commerce Committee’s Subcommittee on Freight and Ports", "XCOM01")]),
        ("XCOM asked", [("XCOM", "XCOM")]),
    ],
)  # fmt: skip
def test_committees_as_they_are_written(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Example Freight Co. said", [("Example Freight Co.", "Example Freight Co.")]),
        ("Example Freight said", [("Example Freight", "Example Freight Co.")]),
        ("EXAMPLE FREIGHT, INC. said", [("EXAMPLE FREIGHT, INC.", "Example Freight Co.")]),
        ("Example\nFreight’s ships", [("Example\nFreight", "Example Freight Co.")]),
        ("Example\u00a0Freight", [("Example\u00a0Freight", "Example Freight Co.")]),
        ("Exam-\nple Freight", [("Exam-\nple Freight", "Example Freight Co.")]),
        ("Exam\u00adple Freight", [("Exam\u00adple Freight", "Example Freight Co.")]),
        ("This is an example. Freight is moved.", []),
        ("An Example\n\nFreight", []),
        ("Examples Freight Counter-Example Freights", []),
        ("example freight", [("example freight", "Example Freight Co.?")]),
        ("Elan Example, ÉLAN EXÁMPLE and E\u0301lan Exa\u0301mple",
         [(name, "Élan Exámple") for name in ("Elan Example", "ÉLAN EXÁMPLE", "E\u0301lan Exa\u0301mple")]),
        ("Example-Sample and Sons, Example-Sample & Sons, Inc.",
         [("Example-Sample and Sons", OWN[2].name), ("Example-Sample & Sons, Inc.", OWN[2].name)]),
        ("US Example Steel, U.S. Example Steel Corporation",
         [(name, "U.S. Example Steel Corp.") for name in ("US Example Steel", "U.S. Example Steel Corporation")]),
        ("Macy Example’s shops", [("Macy Example’s", "Macy Example's")]),
        # A longer name goes first, a former name means the company of today.
        ("Amazon Web Services and Amazon's", [("Amazon Web Services", "Amazon Web Services"), ("Amazon", "Amazon")]),
        ("Facebook, Inc.", [("Facebook, Inc.", "Meta")]),
        ("AT&T", [("AT&T", "AT&T")]),
        ("at and t", []),
        # One word of a longer name stands for it only where that name stands too.
        ("Pattern said", [("Pattern", "Pattern Inc.?")]),
        ("Pattern Inc. answered. Pattern said", [("Pattern Inc.", "Pattern Inc."), ("Pattern", "Pattern Inc.")]),
        ("a pattern", []),
    ],
)  # fmt: skip
def test_companies_as_they_are_written(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an apple a day", []),
        ("Apple was asked", [("Apple", "Apple?")]),
        ("Apple Inc. was asked. Apple answered.", [("Apple Inc.", "Apple"), ("Apple", "Apple")]),
        ("Apple pie at Apple Inc.", [("Apple", "Apple?"), ("Apple Inc.", "Apple")]),
        ("the Amazon rainforest and Amazon", [("Amazon", "Amazon?"), ("Amazon", "Amazon")]),
        ("the Wells Fargo Center", [("Wells Fargo", "Wells Fargo?")]),
        ("Wells Fargo Bank", [("Wells Fargo", "Wells Fargo")]),
        ("X, Meta and Snap", [("X", "X?"), ("Meta", "Meta?"), ("Snap", "Snap?")]),
        ("X Corp. and Meta Platforms. X and Meta.",
         [("X Corp.", "X"), ("Meta Platforms", "Meta"), ("X", "X"), ("Meta", "Meta")]),
        ("x marks it, in a snap, the ring", []),
        ("Malcolm X", [("X", "X?")]),
    ],
)  # fmt: skip
def test_names_that_are_words_are_not_certain(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_an_office_may_say_what_is_ambiguous(tmp_path: Path) -> None:
    path = tmp_path / "ambiguous_names.json"
    path.write_text(json.dumps({"words": ["Boeing"], "phrases": ["Pfizer Street"]}), encoding="utf-8")
    gazetteer = Gazetteer(Names.built_in(), AmbiguousNames.load(path))
    sure = [item.is_certain for item in gazetteer.mentions("Boeing, Pfizer Street, Pfizer, Apple")]
    assert sure == [False, False, True, True]


def test_a_name_that_stands_alone() -> None:
    assert GAZETTEER.company("Example Freight, Inc.") == "Example Freight Co."
    assert GAZETTEER.company("Twitter") == "X"
    assert GAZETTEER.company("Nobody Knows This LLC") is None
    assert GAZETTEER.company("") is None
    assert GAZETTEER.committee("Energy and Commerce Subcommittee on Oversight and Investigations") == "HSIF02"
    assert GAZETTEER.committee("Committee on the Judiciary") is None
    assert GAZETTEER.committee("Committee on the Judiciary", "senate") == "SSJU"
    assert GAZETTEER.committee("Judiciary Committee", "house") == "HSJU"
    assert GAZETTEER.committee("Committee on Nothing") is None


def test_asking_teaches_nothing() -> None:
    names = Names.built_in()
    gazetteer = Gazetteer(names)
    before = [item.company.name for item in names.companies()], [item.committee.key for item in names.committees()]
    gazetteer.company("Nobody Knows This LLC")
    gazetteer.committee("Committee on Nothing")
    gazetteer.mentions("Nobody Knows This LLC met the Committee on Nothing.")
    assert before == (
        [item.company.name for item in names.companies()],
        [item.committee.key for item in names.committees()],
    )


def test_what_a_library_tells_is_found_from_then_on() -> None:
    names = Names.built_in()
    gazetteer = Gazetteer(names)
    assert gazetteer.mentions("Example Freight Co.") == ()
    names.seed((), [Company("Example Freight Co.")])
    assert [item.key for item in gazetteer.mentions("Example Freight Co.")] == ["Example Freight Co."]


def test_a_company_that_is_called_so_goes_before_one_that_is_called_so_in_part() -> None:
    names = Names.built_in()
    names.seed((), [Company("AMAZON COM INC"), Company("Pattern"), Company("Pattern Corp.")])
    gazetteer = Gazetteer(names)
    assert [item.key for item in gazetteer.mentions("Amazon.com, Pattern, Pattern Corp.")] == [
        "Amazon",
        "Pattern",
        "Pattern Corp.",
    ]


def test_names_that_are_alike_are_only_suggested() -> None:
    assert GAZETTEER.company("Exmaple Frieght") is None
    first, *others = GAZETTEER.near("Exmaple Frieght Co.", 3)
    assert first.key == "Example Freight Co."
    assert 60 <= first.score < 100
    assert len(others) <= 2
    assert GAZETTEER.near("HOUSE COMITTEE ON ENERGY AND COMERCE")[0].key == "HSIF"
    assert GAZETTEER.near("", 3) == ()


def test_every_listed_name_is_found_as_it_is_written() -> None:
    names = Names.built_in()
    gazetteer = Gazetteer(names)
    for item in names.companies():
        for name in (item.company.name, *item.aliases):
            mentions = gazetteer.mentions(f"We wrote to {name}")
            assert [mention.key for mention in mentions] == [item.company.name], name
    for committee in names.committees():
        if committee.committee.parent is None:
            mentions = gazetteer.mentions(f"the {committee.committee.name}, again")
            assert [mention.key for mention in mentions] == [committee.committee.key], committee


# What may stand between words, within them, and around them.
PIECES = st.sampled_from(
    [
        "Example", "Freight", "Co.", "Amazon", "Apple", "pie", "House", "Senate", "Select", "Committee", "on", "the",
        "China", "Judiciary", "Subcommittee", "Energy", "and", "&", "Commerce", "X", "Corp.", "U.S.", "’s", "'s",
        "-\n", "\n\n", ". ", " ", "\u00a0", "\u00ad", "\u200b", "\u0301", ",", "İ", "ß", "ﬁ", "½", "𝔛", "\0",
        "Ａpple", "Oversight", "of",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=30).map("".join) | st.lists(
    PIECES, max_size=30
).map(" ".join)


@given(TEXTS)
@example("İ Amazon ﬁ Amazon")
def test_positions_cut_out_the_name_as_written(text: str) -> None:
    mentions = GAZETTEER.mentions(text)
    after = 0
    for mention in mentions:
        assert after <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.text.strip() == mention.text
        after = mention.end


@given(st.sampled_from(["Amazon", "TikTok", "Example Freight Co.", "Amazon Web Services"]), TEXTS, TEXTS)
def test_a_name_is_found_wherever_it_stands(name: str, before: str, after: str) -> None:
    text = f"{before}\n\n{name}\n\n{after}"
    start = len(before) + 2
    assert any(item.start == start and item.end == start + len(name) for item in GAZETTEER.mentions(text))


def test_companies_are_found_by_their_numbers() -> None:
    listed = ListedCompany(Company("Example Freight Co."), (), 1234567, "EXAMPLE0000000000098", ("XFC",))
    gazetteer = Gazetteer(Names((), [listed]))
    text = "A filing (NYSE: XFC), CIK 0001234567, EXAMPLE0000000000098, but XFC and 1234567 alone say nothing."
    assert [item.text for item in gazetteer.mentions(text)] == ["NYSE: XFC", "CIK 0001234567", "EXAMPLE0000000000098"]
    assert {item.key for item in gazetteer.mentions(text)} == {"Example Freight Co."}
    assert gazetteer.by_identifier("xfc") == gazetteer.by_identifier("0001234567") == "Example Freight Co."
    assert gazetteer.by_identifier("nyse: xfc") == "Example Freight Co."
    assert gazetteer.by_identifier("ZZZ") is None


def test_a_name_of_no_list_is_made_from_the_reference_elsewhere() -> None:
    names = Names.built_in()
    names.company(CompanyRef("Sample Cloud Inc."))
    names.committee(CommitteeRef(name="Example Homeland Committee"))
    keys: list[Mention] = list(Gazetteer(names).mentions("Sample Cloud met the Example Homeland Committee."))
    assert [item.key for item in keys] == ["Sample Cloud Inc.", "Example Homeland Committee"]
