"""The filter tree as a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Company
from oversight_viewer.ui.sidebar.choosing import Standing
from oversight_viewer.ui.sidebar.model import FacetModel
from oversight_viewer.ui.sidebar.nodes import Node, NodeKind

Role = Qt.ItemDataRole


@pytest.fixture
def model(qapp: QApplication) -> Iterator[FacetModel]:
    """A model that Qt's own tester watches through the whole test."""
    made = FacetModel(MarkScheme())
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    tester.deleteLater()


@pytest.fixture
def filled(model: FacetModel, directory: Directory, counts: FacetCounts) -> FacetModel:
    for facet in Facet:
        model.set_open(facet, opened=True)
    model.set_directory(directory)
    model.set_counts(counts)
    return model


def labels(model: FacetModel, section: str) -> list[str]:
    return [model.label(child) for child in node(model, section).children]


def node(model: FacetModel, *path: str) -> Node:
    """The row that one comes to by these labels."""
    children = list(model.sections())
    found: Node | None = None
    for label in path:
        found = next(child for child in children if model.label(child) == label)
        children = found.children
    assert found is not None
    return found


def test_without_a_library_there_are_only_marks_and_work(model: FacetModel) -> None:
    assert [section.value for section in model.sections()] == ["Handling mark", "Work"]


def test_sections_hold_the_values_of_the_library(filled: FacetModel) -> None:
    assert [section.value for section in filled.sections()] == [
        "Committees",
        "Companies",
        "Inquiries",
        "Kind",
        "Handling mark",
        "Tags",
        "Work",
    ]
    assert labels(filled, "Committees") == [
        "Include subcommittees",
        "Example Commerce",
        "Example Task Force",
        "Select Committee on the CCP",
    ]
    assert labels(filled, "Kind") == ["Letter", "Hearing", "Press release", "Statement", "Staff call", "2 more kinds"]
    assert labels(filled, "Tags") == ["Crane vendors", "servers"]
    assert labels(filled, "Handling mark")[-1] == "Law enforcement sensitive"
    assert labels(filled, "Work") == ["Annotated", "Flagged", "Outstanding requests", "Overdue"]
    assert node(filled, "Companies", "ByteDance", "TikTok", "TikTok Shop").depth == 3


def test_counts_are_there_or_on_their_way(filled: FacetModel) -> None:
    assert filled.count(node(filled, "Companies", "Sample Cloud Inc.")) == 1286
    assert filled.count(node(filled, "Committees", "Example Commerce", "Data and Platforms")) == 0
    assert filled.count(node(filled, "Work", "Annotated")) == 4
    assert filled.count(node(filled, "Work", "Flagged")) == 1
    assert filled.count(node(filled, "Work", "Outstanding requests")) == 3
    assert filled.count(node(filled, "Work", "Overdue")) == 2
    before = labels(filled, "Kind")
    filled.set_counts(None)
    assert filled.count(node(filled, "Companies", "Amazon")) is None
    assert labels(filled, "Kind") == before


def test_what_is_chosen_comes_from_the_filter(filled: FacetModel) -> None:
    filled.set_filter(
        RecordFilter(
            committees=Choice(("XCOM",)), companies=Choice(("TikTok",), ("Amazon",)), has_notes=True, flagged=False
        )
    )
    assert filled.standing(node(filled, "Committees", "Example Commerce", "Freight and Ports")) is Standing.INCLUDED
    assert filled.standing(node(filled, "Companies", "ByteDance")) is Standing.PARTLY
    assert filled.standing(node(filled, "Companies", "Amazon")) is Standing.EXCLUDED
    assert filled.standing(node(filled, "Work", "Annotated")) is Standing.INCLUDED
    assert filled.standing(node(filled, "Work", "Flagged")) is Standing.EXCLUDED
    assert filled.summary(node(filled, "Companies"), opened=True) == "1 chosen, 1 excluded"
    assert filled.summary(node(filled, "Committees"), opened=False) == "1 chosen"
    assert filled.summary(node(filled, "Work"), opened=True) == "1 chosen, 1 excluded"
    assert filled.summary(node(filled, "Tags"), opened=False) == "2"
    assert filled.summary(node(filled, "Tags"), opened=True) == ""


def test_each_row_is_said_in_words(filled: FacetModel) -> None:
    filled.set_filter(RecordFilter(companies=Choice(("TikTok",), ("Amazon",))))

    def said(role: Role, *path: str) -> object:
        return filled.data(filled.index_of(node(filled, *path)), role)

    assert said(Role.AccessibleTextRole, "Companies", "Amazon") == "Amazon, excluded, 4 records"
    assert said(Role.AccessibleTextRole, "Companies", "ByteDance") == "ByteDance, partly included, 4 records"
    assert said(Role.AccessibleTextRole, "Work", "Flagged") == "Flagged, not used, 1 record"
    assert said(Role.AccessibleTextRole, "Companies") == "Companies 1 chosen, 1 excluded"
    assert said(Role.AccessibleTextRole, "Kind", "2 more kinds") == "2 more kinds"
    assert said(Role.ToolTipRole, "Committees", "Example Commerce") == "Example Committee on Commerce (XCOM)"
    assert said(Role.CheckStateRole, "Companies", "ByteDance") is Qt.CheckState.PartiallyChecked
    assert said(Role.CheckStateRole, "Companies") is None
    assert said(Role.DecorationRole, "Companies", "Amazon") is None
    filled.set_counts(None)
    assert said(Role.AccessibleTextRole, "Companies", "Amazon") == "Amazon, excluded"


def test_the_flags_and_places_of_rows(filled: FacetModel) -> None:
    amazon = filled.index_of(node(filled, "Companies", "Amazon"))
    assert filled.flags(amazon) & Qt.ItemFlag.ItemIsUserCheckable
    assert not filled.flags(filled.index_of(node(filled, "Companies"))) & Qt.ItemFlag.ItemIsUserCheckable
    assert filled.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert filled.parent(amazon) == filled.index_of(node(filled, "Companies"))
    assert filled.data(QModelIndex(), Role.DisplayRole) is None
    assert not filled.index(99, 0, amazon).isValid()
    assert filled.columnCount() == 1


def test_more_values_come_and_go(filled: FacetModel) -> None:
    filled.show_more(Facet.KIND)
    assert labels(filled, "Kind")[-2:] == ["Objection", "Show fewer"]
    filled.show_fewer(Facet.KIND)
    assert labels(filled, "Kind")[-1] == "2 more kinds"


def test_a_chosen_value_never_hides(filled: FacetModel) -> None:
    filled.set_filter(RecordFilter(kinds=Choice(("objection",)), tags=Choice((), ("gone",))))
    assert "Objection" in labels(filled, "Kind")
    assert labels(filled, "Kind")[-1] == "1 more kind"
    assert "gone" in labels(filled, "Tags")


def test_a_value_without_records_stays_where_it_is(filled: FacetModel, counts: FacetCounts) -> None:
    before = labels(filled, "Tags"), labels(filled, "Kind")
    filled.set_filter(RecordFilter(text="nothing has this"))
    filled.set_counts(FacetCounts({facet: {} for facet in Facet}))
    assert (labels(filled, "Tags"), labels(filled, "Kind")) == before
    assert filled.count(node(filled, "Tags", "servers")) == 0


def test_rows_that_stay_keep_their_identity(filled: FacetModel, counts: FacetCounts) -> None:
    amazon = node(filled, "Companies", "Amazon")
    filled.set_filter(RecordFilter(tags=Choice(("servers",))))
    filled.set_counts(replace(counts, counts={**counts.counts, Facet.COMPANY: {"Amazon": 1}}))
    assert node(filled, "Companies", "Amazon") is amazon


def test_an_import_brings_new_names(filled: FacetModel, directory: Directory) -> None:
    amazon = node(filled, "Companies", "Amazon")
    more = {**directory.companies, "Alpha Ltd.": Company("Alpha Ltd.", "Amazon"), "Beta Ltd.": Company("Beta Ltd.")}
    filled.set_counts(None)
    filled.set_directory(Directory(directory.committees, more))
    assert labels(filled, "Companies") == [
        "Include subsidiaries",
        "Amazon",
        "Beta Ltd.",
        "ByteDance",
        "Sample Cloud Inc.",
    ]
    assert node(filled, "Companies", "Amazon") is amazon
    assert node(filled, "Companies", "Amazon", "Alpha Ltd.")
    assert labels(filled, "Tags") == ["Crane vendors", "servers"]


def test_values_can_be_meant_without_what_belongs_to_them(filled: FacetModel) -> None:
    filled.set_filter(RecordFilter(committees=Choice(("XCOM",)), companies=Choice(("TikTok",))))
    switch = node(filled, "Companies", "Include subsidiaries")
    assert filled.is_on(switch)
    assert filled.data(filled.index_of(switch), Role.CheckStateRole) is Qt.CheckState.Checked
    assert filled.data(filled.index_of(switch), Role.AccessibleTextRole) == "Include subsidiaries, on"
    assert filled.flags(filled.index_of(switch)) & Qt.ItemFlag.ItemIsUserCheckable

    filled.set_filter(replace(filled.filter, subcommittees=False, subsidiaries=False))
    assert node(filled, "Companies", "Include subsidiaries") is switch
    assert not filled.is_on(switch)
    assert filled.data(filled.index_of(switch), Role.CheckStateRole) is Qt.CheckState.Unchecked
    assert filled.data(filled.index_of(switch), Role.AccessibleTextRole) == "Include subsidiaries, off"
    assert filled.standing(node(filled, "Committees", "Example Commerce")) is Standing.INCLUDED
    assert filled.standing(node(filled, "Committees", "Example Commerce", "Freight and Ports")) is Standing.UNUSED
    assert filled.standing(node(filled, "Companies", "ByteDance")) is Standing.UNUSED
    assert filled.has_chosen_below(node(filled, "Companies", "ByteDance"))
    assert not filled.has_chosen_below(node(filled, "Committees", "Example Commerce"))


def test_there_is_no_switch_where_nothing_belongs_to_anything(model: FacetModel) -> None:
    model.set_directory(Directory({}, {"Amazon": Company("Amazon")}))
    assert labels(model, "Companies") == ["Amazon"]
    model.set_filter(RecordFilter(subsidiaries=False))  # from a saved view, say: it must be possible to undo it here
    assert labels(model, "Companies") == ["Include subsidiaries", "Amazon"]


def test_people_congresses_years_and_lanes_have_sections(filled: FacetModel, counts: FacetCounts) -> None:
    years = {str(year): year % 3 for year in range(1990, 2025)}
    more = {
        Facet.PERSON: {f"Person {number:02}": number for number in range(30)},
        Facet.CONGRESS: {"118": 4, "117": 0},
        Facet.YEAR: {"undated": 1, **years},
        Facet.LANE: {"action": 2, "meeting": 0, "response": 5},
    }
    filled.set_counts(replace(counts, counts={**counts.counts, **more}))
    assert [section.value for section in filled.sections()][4:8] == ["People", "Lane", "Congress", "Year"]
    assert labels(filled, "People") == ["Find", *(f"Person {number}" for number in range(22, 30)), "22 more people"]
    assert labels(filled, "Congress") == ["118th Congress", "117th Congress"]
    assert labels(filled, "Lane") == ["Committee actions", "Closed-door meetings", "Company responses"]
    # Years that have none give way, and what is shown stands newest first.
    shown = ["Find", "2024", "2023", "2021", "2020", "2018", "2017", "2015", "2014", "28 more years"]
    assert labels(filled, "Year") == shown
    filled.find(Facet.YEAR, "date")
    assert labels(filled, "Year") == ["Find", "No date"]
    filled.find(Facet.PERSON, "son 07")
    assert labels(filled, "People") == ["Find", "Person 07"]


def test_what_is_not_in_the_record_but_chosen_is_in_its_place(filled: FacetModel, counts: FacetCounts) -> None:
    filled.set_counts(replace(counts, counts={**counts.counts, Facet.YEAR: {"2024": 1, "2020": 1}}))
    filled.set_filter(RecordFilter(years=Choice(("2022",))))
    assert labels(filled, "Year") == ["2024", "2022", "2020"]
    filled.set_filter(RecordFilter())
    assert labels(filled, "Year") == ["2024", "2020"]


def test_a_closed_section_says_how_many_it_has_and_holds_no_rows(filled: FacetModel) -> None:
    filled.find(Facet.TAG, "serv")
    filled.set_open(Facet.TAG, opened=False)
    tags = node(filled, "Tags")
    assert tags.children == []
    assert filled.hasChildren(filled.index_of(tags))
    assert filled.summary(tags, opened=False) == "2"
    filled.set_filter(RecordFilter(tags=Choice(("servers", "gone"))))
    assert filled.summary(tags, opened=False) == "2 chosen"
    filled.set_filter(RecordFilter())
    filled.set_open(Facet.TAG, opened=True)
    assert labels(filled, "Tags") == ["Crane vendors", "servers"]
    assert not filled.hasChildren(filled.index_of(tags.children[0]))


def test_thousands_of_companies_show_eight_rows_and_can_be_found(model: FacetModel) -> None:
    names = [f"Company {number:04}" for number in range(8000)]
    model.set_directory(Directory({}, {name: Company(name) for name in names}))
    model.set_counts(FacetCounts({Facet.COMPANY: {name: number % 97 for number, name in enumerate(names)}}))
    rows = labels(model, "Companies")
    assert rows[0] == "Find"
    assert len(rows) == 10
    assert rows[-1] == "7,992 more companies"
    model.show_more(Facet.COMPANY)
    assert labels(model, "Companies")[-1] == "7,792 more companies"
    model.find(Facet.COMPANY, "1234 comp")
    assert labels(model, "Companies") == ["Find", "Company 1234", "Show fewer"]
    model.show_fewer(Facet.COMPANY)
    model.find(Facet.COMPANY, "99")
    assert labels(model, "Companies")[-1] == "102 more companies"
    model.find(Facet.COMPANY, "nobody")
    assert labels(model, "Companies") == ["Find"]
    model.find(Facet.COMPANY, "")
    assert labels(model, "Companies") == rows
    assert node(model, "Companies").children[0].kind is NodeKind.FIND


def told_below(model: FacetModel, act: Callable[[], object]) -> list[str]:
    """Below which rows something is said to have changed, "" being the sections themselves."""
    told: list[str] = []

    def note(first: QModelIndex, _last: QModelIndex) -> None:
        above = model.node(first.parent())
        told.append("" if above is None else model.label(above))

    model.dataChanged.connect(note)
    act()
    model.dataChanged.disconnect(note)
    return told


def test_changes_are_told_once_for_all_that_is_seen(filled: FacetModel, counts: FacetCounts) -> None:
    sections = [section.value for section in filled.sections()]
    assert told_below(filled, lambda: filled.set_counts(None)) == ["", *sections]
    assert told_below(filled, lambda: filled.set_counts(counts)) == ["", *sections]


def test_changes_below_a_value_are_told_while_it_is_unfolded(filled: FacetModel, counts: FacetCounts) -> None:
    family = node(filled, "Companies", "ByteDance")
    filled.set_unfolded(family, unfolded=True)
    assert told_below(filled, lambda: filled.set_counts(counts))[-1] == "ByteDance"
    filled.set_unfolded(family, unfolded=False)
    assert "ByteDance" not in told_below(filled, lambda: filled.set_counts(counts))


def test_a_family_that_is_gone_is_told_of_no_more(filled: FacetModel, counts: FacetCounts) -> None:
    filled.set_unfolded(node(filled, "Companies", "ByteDance"), unfolded=True)
    filled.find(Facet.COMPANY, "Amazon")
    assert "ByteDance" not in told_below(filled, lambda: filled.set_counts(counts))
