"""A small library in facts: committees, companies and counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.ui.sidebar.nodes import Node
from oversight_viewer.ui.sidebar.sidebar import FilterSidebar
from oversight_viewer.ui.theme import ThemeSource


@pytest.fixture
def directory() -> Directory:
    committees = (
        Committee("HLZS", "House Select Committee on the CCP", "Select Committee on the CCP"),
        Committee("XCOM", "Example Committee on Commerce", "Example Commerce"),
        Committee("XCOM01", "Subcommittee on Freight and Ports", "Freight and Ports", "XCOM"),
        Committee("XCOM02", "Subcommittee on Data and Platforms", "Data and Platforms", "XCOM"),
        Committee("Example Task Force", "Example Task Force", "Example Task Force"),
    )
    companies = (
        Company("Amazon"),
        Company("ByteDance"),
        Company("TikTok", "ByteDance"),
        Company("TikTok Shop", "TikTok"),
        Company("Sample Cloud Inc."),
    )
    return Directory({item.key: item for item in committees}, {item.name: item for item in companies})


@pytest.fixture
def counts() -> FacetCounts:
    return FacetCounts(
        {
            Facet.COMMITTEE: {"HLZS": 5, "XCOM": 10, "XCOM01": 9},
            Facet.COMPANY: {"Amazon": 4, "ByteDance": 4, "TikTok": 4, "TikTok Shop": 1, "Sample Cloud Inc.": 1286},
            Facet.INQUIRY: {"Port crane software": 10, "Shopping on TikTok": 5},
            Facet.KIND: {
                "statement": 3,
                "letter": 2,
                "hearing": 1,
                "staff_call": 1,
                "response_letter": 1,
                "press_release": 6,
                "objection": 1,
            },
            Facet.MARK: {"public": 12, "law-enforcement-sensitive": 1},
            Facet.TAG: {"servers": 2, "Crane vendors": 1},
        },
        has_notes=4,
        flagged=1,
        unanswered=3,
        overdue=2,
    )


Find = Callable[..., Node]


@pytest.fixture
def sidebar(qtbot: QtBot, theme_source: ThemeSource, directory: Directory, counts: FacetCounts) -> FilterSidebar:
    """A sidebar that is shown, and that is given back each filter it asks for, as the window does."""
    made = FilterSidebar(theme_source)
    qtbot.addWidget(made)
    made.set_directory(directory)
    made.set_counts(counts)
    made.set_totals(412, 23, 5)
    made.filter_edited.connect(made.set_filter)
    made.resize(240, 1000)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def find(sidebar: FilterSidebar) -> Find:
    """The row that one comes to by its labels."""

    def row(*path: str) -> Node:
        children, found = list(sidebar.model.sections()), None
        for label in path:
            found = next(child for child in children if sidebar.model.label(child) == label)
            children = found.children
        assert found is not None
        return found

    return row
