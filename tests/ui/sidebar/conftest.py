"""A small library in facts: committees, companies and counts."""

from __future__ import annotations

import pytest

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.records import Committee, Company


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
