"""The sections of the sidebar: a heading for each facet, and how its values are shown. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oversight_viewer.domain.filters import Facet

WORK_SECTION = "Work"


@dataclass(frozen=True, slots=True)
class Section:
    """One section.

    Args:
        heading: Its heading.
        limit: How many values it shows at first.
        one: What one value is called.
        several: What several are called.
        hint: What stands in the field that finds a value by its name; empty if there never is one.
        closed: Whether it is closed at first.
        switch: The field of RecordFilter that says whether a value stands for what belongs to it too, if one does.
        switched: What that is called.
    """

    heading: str
    limit: int
    one: str
    several: str
    hint: str = ""
    closed: bool = False
    switch: str = ""
    switched: str = ""

    def counted(self, number: int) -> str:
        return self.one if number == 1 else self.several


SECTIONS: Mapping[Facet, Section] = MappingProxyType(
    {
        Facet.COMMITTEE: Section(
            "Committees", 8, "committee", "committees", "Find a committee",
            switch="subcommittees", switched="Include subcommittees",
        ),
        Facet.COMPANY: Section(
            "Companies", 8, "company", "companies", "Find a company",
            switch="subsidiaries", switched="Include subsidiaries",
        ),
        Facet.INQUIRY: Section("Inquiries", 6, "inquiry", "inquiries", "Find an inquiry"),
        Facet.KIND: Section("Kind", 5, "kind", "kinds"),
        Facet.PERSON: Section("People", 8, "person", "people", "Find a person", closed=True),
        Facet.LANE: Section("Lane", 3, "lane", "lanes", closed=True),
        Facet.CONGRESS: Section("Congress", 6, "Congress", "Congresses", "Find a Congress", closed=True),
        Facet.YEAR: Section("Year", 8, "year", "years", "Find a year", closed=True),
        Facet.MARK: Section("Handling mark", 12, "mark", "marks", "Find a mark", closed=True),
        Facet.TAG: Section("Tags", 8, "tag", "tags", "Find a tag", closed=True),
    }
)  # fmt: skip
"""In the order in which they stand."""
