"""Which committee or company an entry means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.records import Committee, CommitteeRef, Company, CompanyRef, JsonObject
from oversight_viewer.domain.saving import NameResolver
from oversight_viewer.importing.names import Names
from tests.strategies import committee_refs, company_refs


@pytest.fixture
def names() -> Names:
    return Names.built_in()


def code(text: str, **extra: str) -> CommitteeRef:
    told: JsonObject = dict(extra)
    return CommitteeRef(code=text, extra=told)


def named(text: str, **extra: str) -> CommitteeRef:
    told: JsonObject = dict(extra)
    return CommitteeRef(name=text, extra=told)


def test_it_is_the_resolver_that_the_domain_asks_for(names: Names) -> None:
    resolver: NameResolver = names
    assert resolver.is_listed("HLZS")


@pytest.mark.parametrize(
    ("written", "key", "parent"),
    [
        ("HLZS", "HLZS", None),
        ("hlzs00", "HLZS", None),
        ("HLZS00", "HLZS", None),
        (" hlzs ", "HLZS", None),
        ("hszs00", "HLZS", None),
        ("HSZS", "HLZS", None),
        ("ZS00", "HLZS", None),
        ("SSBK", "SSBK", None),
        ("ssju00", "SSJU", None),
        ("SSCM", "SSCM", None),
        ("SSFI", "SSFI", None),
        ("HSIF", "HSIF", None),
        ("IF00", "HSIF", None),
        ("IF02", "HSIF02", "HSIF"),
        ("if02", "HSIF02", "HSIF"),
        ("hsif02", "HSIF02", "HSIF"),
        ("HSJU05", "HSJU05", "HSJU"),
        ("HSHM", "HSHM", None),
        ("HSHM08", "HSHM08", "HSHM"),
        ("ssga01", "SSGA01", "SSGA"),
        ("RU00", "HSRU", None),
        ("IG00", "HLIG", None),
        ("HSHA01", "HSHA08", "HSHA"),
        ("jjec00", "JSEC", None),
        ("EC00", "JSEC", None),
        # The select subcommittees of Judiciary and Oversight have codes of their own families.
        ("hlqj00", "HLQJ", "HSJU"),
        ("hlfd00", "HLFD", "HSJU"),
        ("FD00", "HLFD", "HSJU"),
        ("hlvc00", "HLVC", "HSGO"),
        ("hlij00", "HLIJ", None),
    ],
)
def test_codes_in_all_their_forms(names: Names, written: str, key: str, parent: str | None) -> None:
    for ref in (code(written), named(written), CommitteeRef(written, "Some other name")):
        found = names.committee(ref)
        assert (found.key, found.parent) == (key, parent)
        assert names.is_listed(found.key)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("House Committee on Energy and Commerce", "HSIF"),
        ("Committee on Energy and Commerce", "HSIF"),
        ("COMMITTEE ON ENERGY & COMMERCE", "HSIF"),
        ("Energy and Commerce Committee", "HSIF"),
        ("Energy and Commerce", "HSIF"),
        ("U.S. House of Representatives Committee on Energy and Commerce", "HSIF"),
        ("Committee on Energy and Commerce, U.S. House of Representatives", "HSIF"),
        ("House Committee on Judiciary", "HSJU"),
        ("Senate Committee on the Judiciary", "SSJU"),
        ("Senate Judiciary Committee", "SSJU"),
        ("Senate Judiciary", "SSJU"),
        ("Committee on the Judiciary, United States Senate", "SSJU"),
        ("Senate Committee on Banking Housing and Urban Affairs", "SSBK"),
        ("Committee on Banking, Housing, and Urban Affairs", "SSBK"),
        ("House Committee on Veterans’ Affairs", "HSVR"),
        ("House Committee on Veterans Affairs", "HSVR"),
        ("House Committee on Education & Workforce", "HSED"),
        ("Committee on Education and the Workforce", "HSED"),
        ("Committee on Education and Labor", "HSED"),
        ("Committee on Oversight and Accountability", "HSGO"),
        ("Committee on Oversight and Reform", "HSGO"),
        ("Committee on Government Reform", "HSGO"),
        ("House Oversight Committee", "HSGO"),
        ("Committee on House Oversight", "HSHA"),
        ("House Administration Committee", "HSHA"),
        ("Committee on House Administration", "HSHA"),
        ("House Committee on House Administration", "HSHA"),
        ("Committee on Governmental Affairs", "SSGA"),
        ("HSGAC", "SSGA"),
        ("Permanent Subcommittee on Investigations", "SSGA01"),
        ("Senate Permanent Subcommittee on Investigations", "SSGA01"),
        ("House Committee on Intelligence (Permanent Select)", "HLIG"),
        ("Intelligence (Permanent Select) Committee", "HLIG"),
        ("Permanent Select Committee on Intelligence", "HLIG"),
        ("House Committee on Intelligence", "HLIG"),
        ("Intelligence (Select) Committee", "SLIN"),
        ("Senate Select Committee on Intelligence", "SLIN"),
        ("Aging (Special) Committee", "SPAG"),
        ("Senate Committee on Aging", "SPAG"),
        ("Joint Economic Committee", "JSEC"),
        ("Economic (Joint) Committee", "JSEC"),
        ("Joint Committee on the Library", "JSLC"),
        ("Select Committee on the Strategic Competition Between the United States and the Chinese Communist Party",
         "HLZS"),
        ("Select Committee on the CCP", "HLZS"),
        ("Select Committee on the Events Surrounding the 2012 Terrorist Attack in Benghazi", "HLZI"),
        ("Subcommittee on Antitrust, Commercial, and Administrative Law", "HSJU05"),
        ("Communications and Technology Subcommittee", "HSIF16"),
        ("House Energy and Commerce Subcommittee on Oversight and Investigations", "HSIF02"),
        ("Subcommittee on Oversight and Investigations of the Committee on Financial Services", "HSBA09"),
        ("Subcommittee on Health of the House Committee on Ways and Means", "HSWM02"),
    ],
)  # fmt: skip
def test_names_that_mean_one_committee(names: Names, written: str, key: str) -> None:
    assert names.committee(named(written)).key == key


@pytest.mark.parametrize(
    "written",
    [
        "Committee on the Judiciary",
        "Judiciary",
        "Committee on Small Business",
        "Committee on Government Operations",
        "Government Operations",
        "Committee on Commerce",
        "Committee on Oversight",
        "Oversight and Investigations Subcommittee",
        "Subcommittee on Health",
        "Health",
        "House Select Committee on Ethics",
        "Select Committee on Agriculture",
        "Select Committee on Crime",
        "Congressional-Executive Commission on China",
        "House of Cards",
        "The",
        "†",
    ],
)
def test_what_may_mean_several_or_is_unknown_stays_what_is_written(names: Names, written: str) -> None:
    found = names.committee(named(written))
    assert (found.key, found.name, found.short_name, found.parent) == (written, written, written, None)
    assert not names.is_listed(found.key)
    assert names.committee_by_key(written) == found


@pytest.mark.parametrize(
    ("ref", "key"),
    [
        (named("Committee on the Judiciary", chamber="house"), "HSJU"),
        (named("Committee on the Judiciary", chamber="senate"), "SSJU"),
        (named("Oversight and Investigations Subcommittee", parent="HSIF"), "HSIF02"),
        (named("Oversight and Investigations Subcommittee", parent="House Committee on Financial Services"), "HSBA09"),
        (named("Energy and Commerce Subcommittee on Health", parent="hsif00"), "HSIF14"),
    ],
)
def test_what_is_told_beside_the_name_settles_it(names: Names, ref: CommitteeRef, key: str) -> None:
    assert names.committee(ref).key == key


def test_a_listed_code_goes_before_name_and_parent(names: Names) -> None:
    found = names.committee(CommitteeRef("HSII", "Oversight and Investigations Subcommittee", {"parent": "SSBK"}))
    assert (found.key, found.parent, found.name) == ("HSII", None, "House Committee on Natural Resources")


def test_an_unknown_code_makes_a_committee_without_a_guessed_parent(names: Names) -> None:
    found = names.committee(CommitteeRef("hsif77", "Port Security"))
    assert found == Committee("HSIF77", "Port Security", "Port Security", None, "house")
    assert names.committee(code("HSIF77")) == found
    assert names.committee(code("ssxx00")).key == "SSXX"
    assert names.committee(code("XCOM")).chamber is None
    # A text that is written like a code is taken for one.
    assert names.committee(named("hsif77")) == found
    assert names.committee(named("XCOM")).key == "XCOM"
    assert names.committee(named("ycom01")) == Committee("YCOM01", "YCOM01", "YCOM01")


def test_a_parent_that_is_told_is_set_and_made_if_nobody_knows_it(names: Names) -> None:
    below = names.committee(CommitteeRef("XCOM01", "Freight and Ports", {"parent": "XCOM"}))
    assert below == Committee("XCOM01", "Freight and Ports", "Freight and Ports", "XCOM", None)
    assert names.committee_by_key("XCOM") == Committee("XCOM", "XCOM", "XCOM")
    # The name comes later, in an entry of the parent itself.
    above = names.committee(CommitteeRef("xcom", "Example Commerce Committee"))
    assert above == Committee("XCOM", "Example Commerce Committee", "Example Commerce Committee")
    assert names.committee_by_key("XCOM") == above
    assert names.committee(named("example commerce committee")) == above
    # What is known is not lost by an entry that says less.
    assert names.committee(code("XCOM01")) == below


def test_a_parent_may_be_told_by_name(names: Names) -> None:
    found = names.committee(named("Freight Caucus", parent="Example Trade Committee"))
    assert found.parent == "Example Trade Committee"
    assert names.committee(named("Ports Caucus", parent="House Committee on Rules")).parent == "HSRU"


def test_subcommittees_of_one_name_below_different_parents_are_two(names: Names) -> None:
    first = names.committee(named("Health Subcommittee", parent="XCOM"))
    second = names.committee(named("Health Subcommittee", parent="YCOM"))
    assert (first.key, second.key) == ("Health Subcommittee", "Health Subcommittee (YCOM)")
    assert (first.parent, second.parent) == ("XCOM", "YCOM")
    assert second.name == "Health Subcommittee"
    assert names.committee(named("Subcommittee on Health", parent="YCOM")) == second
    assert names.committee(named("Subcommittee on Health", parent="XCOM")) == first
    # Without a parent it cannot be told which: the words as they stand.
    assert names.committee(named("Health Subcommittee")) == first


def test_spellings_of_an_unknown_name_are_one_committee(names: Names) -> None:
    first = names.committee(named("Select Committee on Crime"))
    for written in ("SELECT COMMITTEE ON CRIME", "Crime (Select) Committee", "Select  Committee on\tCrime"):
        assert names.committee(named(written)) == first
    assert names.committee(named("House Select Committee on Crime")).key == "House Select Committee on Crime"
    assert names.committee(named("House Select Committee on Crime")).chamber == "house"


def test_no_committee_stands_above_itself(names: Names) -> None:
    names.committee(code("XAAA", parent="XBBB"))
    assert names.committee(code("XBBB", parent="XAAA")).parent is None
    assert names.committee(code("XCCC", parent="XCCC")).parent is None
    assert names.committee(code("XDDD", parent="")).parent is None


def test_what_the_library_knows_is_known_and_the_list_stays_as_it_is(names: Names) -> None:
    known = Committee("XHOM", "Example Homeland Committee", "Example Homeland", None, None)
    stale = Committee("HSIF", "Committee on Commerce of old", "Old", "SSBK", None)
    names.seed([known, stale], [])
    assert names.committee(named("Example Homeland Committee")) == known
    assert names.committee(code("xhom")) == known
    assert names.committee(code("HSIF")).name == "House Committee on Energy and Commerce"
    assert not names.is_listed("XHOM")
    assert names.committee_by_key("nobody") is None


@pytest.mark.parametrize(
    ("written", "name", "parent"),
    [
        ("Facebook", "Meta", None),
        ("facebook,  INC.", "Meta", None),
        ("Meta Platforms, Inc.", "Meta", None),
        ("Google", "Google", "Alphabet"),
        ("Google LLC", "Google", "Alphabet"),
        ("YouTube", "YouTube", "Google"),
        ("TikTok", "TikTok", "ByteDance"),
        ("Twitter", "X", None),
        ("Instagram", "Instagram", "Meta"),
        ("WhatsApp LLC", "WhatsApp", "Meta"),
        ("Change Healthcare", "Change Healthcare", "UnitedHealth Group"),
        ("AWS", "Amazon Web Services", "Amazon"),
        ("amazon.com, inc.", "Amazon", None),
        # Nothing is guessed: what is not listed is kept as it is written.
        ("Example Freight Co.", "Example Freight Co.", None),
        ("Equifax Information Services LLC", "Equifax Information Services LLC", None),
        ("  Sample\n Cloud Inc. ", "Sample Cloud Inc.", None),
    ],
)
def test_companies(names: Names, written: str, name: str, parent: str | None) -> None:
    assert names.company(CompanyRef(written)) == Company(name, parent)
    assert names.company_by_name(name) == Company(name, parent)


def test_spellings_of_an_unknown_company_are_one(names: Names) -> None:
    first = names.company(CompanyRef("Moody’s Corporation"))
    assert names.company(CompanyRef("MOODY'S CORPORATION")) == first
    assert names.company(CompanyRef("Moody's")) != first


def test_an_owner_that_is_told_goes_before_the_list(names: Names) -> None:
    below = names.company(CompanyRef("Example Air Cargo LLC", extra={"parent": "Example Freight Co."}))
    assert below == Company("Example Air Cargo LLC", "Example Freight Co.")
    assert names.company_by_name("Example Freight Co.") == Company("Example Freight Co.")
    assert names.company(CompanyRef("example air cargo llc")) == below
    assert names.company(CompanyRef("TikTok", extra={"parent": "Example Holding"})).parent == "Example Holding"
    assert names.company(CompanyRef("Ring", extra={"parent": "Facebook"})).parent == "Meta"
    assert names.company(CompanyRef("Meta", extra={"parent": "Instagram"})).parent is None
    assert names.company(CompanyRef("Snap", extra={"parent": 7})).parent is None


def test_companies_of_the_library_are_known(names: Names) -> None:
    names.seed([], [Company("Example Rail"), Company("TikTok", "Example Holding"), Company("Google")])
    assert names.company(CompanyRef("EXAMPLE RAIL")) == Company("Example Rail")
    assert names.company(CompanyRef("TikTok Inc.")).parent == "Example Holding"
    assert names.company(CompanyRef("Google")).parent == "Alphabet"


@given(st.lists(committee_refs(), max_size=4), st.lists(company_refs(), max_size=4))
def test_whatever_is_written_resolves_and_the_same_again_to_the_same(
    committees: list[CommitteeRef], companies: list[CompanyRef]
) -> None:
    names = Names.built_in()
    for ref in committees:
        found = names.committee(ref)
        assert names.committee_by_key(found.key) == found
        assert found.parent is None or names.committee_by_key(found.parent) is not None
        assert names.committee(ref).key == found.key
    for company_ref in companies:
        company = names.company(company_ref)
        assert names.company_by_name(company.name) == company
        assert company.parent is None or names.company_by_name(company.parent) is not None
        assert names.company(company_ref) == company
