"""The English sentence of a filter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.kinds import KINDS
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.domain.sentence import describe, describe_parts, kind_plural, say_dates, short_dates

DIRECTORY = Directory(
    {
        "HLZS": Committee("HLZS", "House Select Committee on the CCP", "Select Committee on the CCP"),
        "XCOM": Committee("XCOM", "Example Committee on Commerce", "Example Commerce"),
    },
    {name: Company(name) for name in ("Amazon", "TikTok", "Example Freight Co.")},
)


def _including(**values: str | tuple[str, ...]) -> RecordFilter:
    choices = {name: Choice(include=(value,) if isinstance(value, str) else value) for name, value in values.items()}
    return replace(RecordFilter(), **choices)


def _excluding(**values: str) -> RecordFilter:
    return replace(RecordFilter(), **{name: Choice(exclude=(value,)) for name, value in values.items()})


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (
            RecordFilter(
                committees=Choice(("HLZS", "XCOM")),
                companies=Choice(("Amazon", "TikTok", "Example Freight Co.")),
                kinds=Choice(exclude=("press_release",)),
                since=date(2024, 8, 1),
                until=date(2024, 11, 30),
            ),
            "from the Select Committee on the CCP or Example Commerce, about Amazon, TikTok or Example Freight Co., "
            "August to November 2024, leaving out press releases.",
        ),
        (RecordFilter(text="  crane   software "), "with “crane software” in them."),
        (RecordFilter(text="x" * 80), f"with “{'x' * 59}…” in them."),
        (_including(committees="XUNKNOWN"), "from XUNKNOWN."),
        (_including(lanes="action"), "only committee actions."),
        (_including(kinds=("letter", "subpoena")), "only letters or subpoenas."),
        (_including(inquiries="Port crane software"), "in the inquiry Port crane software."),
        (_including(inquiries=("Cranes", "Scanners")), "in the inquiries Cranes or Scanners."),
        (_including(marks=("public", "committee-confidential")), "marked public or committee confidential."),
        (_including(marks="law-enforcement-sensitive"), "marked law enforcement sensitive."),
        (_including(tags=("crane vendors", "servers")), "tagged “crane vendors” or “servers”."),
        (_including(companies=("A", "B", "C", "D", "E")), "about A, B, C, D or E."),
        (_including(companies=("A", "B", "C", "D", "E", "F")), "about A, B, C, D or 2 others."),
        (_including(companies="Example Freight Co."), "about Example Freight Co."),
        (replace(_including(companies="Example Freight Co."), flagged=True), "about Example Freight Co., flagged."),
        (RecordFilter(has_notes=True), "with your notes."),
        (RecordFilter(has_notes=False), "without notes."),
        (RecordFilter(flagged=True), "flagged."),
        (RecordFilter(flagged=False), "not flagged."),
        (RecordFilter(unanswered=True), "with outstanding requests."),
        (RecordFilter(unanswered=False, overdue=False), "without outstanding requests, without overdue requests."),
        (RecordFilter(overdue=True), "with overdue requests."),
        (_including(people=("Ada Example", "Bo Example")), "naming Ada Example or Bo Example."),
        (_including(congresses=("118", "117")), "of the 118th Congress or the 117th Congress."),
        (_including(congresses=("111", "102", "103", "101")),
         "of the 111th Congress, the 102nd Congress, the 103rd Congress or the 101st Congress."),
        (_including(years=("2023", "2024")), "dated 2023 or 2024."),
        (_including(years="undated"), "without a date."),
        (_including(years=("undated", "2024")), "dated 2024 or without a date."),
        (replace(_including(committees="HLZS"), subcommittees=False),
         "from the Select Committee on the CCP without its subcommittees."),
        (replace(_including(companies=("Amazon", "TikTok")), subsidiaries=False),
         "about Amazon or TikTok without their subsidiaries."),
        (replace(_excluding(committees="XCOM", companies="Amazon"), subcommittees=False, subsidiaries=False),
         "leaving out Example Commerce itself and Amazon itself."),
        (_excluding(people="Ada Example", congresses="118", years="2024"),
         "leaving out records naming Ada Example, the 118th Congress and 2024."),
        (_excluding(years="undated"), "leaving out records without a date."),
        (_excluding(committees="HLZS"), "leaving out the Select Committee on the CCP."),
        (
            _excluding(companies="Amazon", inquiries="Cranes", marks="members-only", tags="old", lanes="meeting"),
            "leaving out closed-door meetings, Amazon, the inquiry Cranes, records marked members only and records "
            "tagged “old”.",
        ),
    ],
)  # fmt: skip
def test_each_part_of_a_filter_is_said(what: RecordFilter, sentence: str) -> None:
    assert describe_parts(what, DIRECTORY, count=15, total=412) == ("15 of 412 records", sentence)


@pytest.mark.parametrize(
    ("what", "count", "total", "sentence"),
    [
        (RecordFilter(), 412, 412, "All 412 records"),
        (RecordFilter(text="  "), None, 1286, "All 1,286 records"),
        (RecordFilter(), None, None, "All … records"),
        (RecordFilter(), 0, 0, "No records yet"),
        (RecordFilter(), 1, 1, "1 record"),
        (RecordFilter(flagged=True), None, 412, "… of 412 records flagged."),
        (RecordFilter(subcommittees=False, subsidiaries=False), 412, 412, "All 412 records"),
        (RecordFilter(flagged=True), 0, 412, "0 of 412 records flagged."),
        (RecordFilter(flagged=True), 1, 1, "1 of 1 record flagged."),
        (RecordFilter(flagged=True), 12345, None, "12,345 of … records flagged."),
    ],
)
def test_numbers_that_are_not_known_yet_are_an_ellipsis(
    what: RecordFilter, count: int | None, total: int | None, sentence: str
) -> None:
    assert describe(what, DIRECTORY, count=count, total=total) == sentence


@pytest.mark.parametrize(
    ("since", "until", "said", "short"),
    [
        (None, None, "", ""),
        ("2024-08-01", "2024-11-30", "August to November 2024", "Aug–Nov 2024"),
        ("2024-02-01", "2024-02-29", "in February 2024", "Feb 2024"),
        ("2023-02-01", "2023-02-28", "in February 2023", "Feb 2023"),
        ("2024-01-01", "2024-12-31", "in 2024", "2024"),
        ("2022-01-01", "2024-12-31", "2022 to 2024", "2022–2024"),
        ("2023-11-01", "2024-02-29", "November 2023 to February 2024", "Nov 2023 – Feb 2024"),
        ("2024-10-03", "2024-10-03", "on 3 Oct 2024", "3 Oct 2024"),
        ("2024-10-03", "2024-11-30", "3 Oct 2024 to 30 Nov 2024", "3 Oct 2024 – 30 Nov 2024"),
        ("2024-10-03", None, "since 3 Oct 2024", "Since 3 Oct 2024"),
        ("2024-10-01", None, "since October 2024", "Since Oct 2024"),
        ("2024-01-01", None, "since 2024", "Since 2024"),
        (None, "2024-10-03", "up to 3 Oct 2024", "Up to 3 Oct 2024"),
        (None, "2024-10-31", "up to October 2024", "Up to Oct 2024"),
        (None, "2024-12-31", "up to 2024", "Up to 2024"),
    ],
)
def test_an_interval_is_said_as_months_or_years_where_it_is_made_of_them(
    since: str | None, until: str | None, said: str, short: str
) -> None:
    first, last = (date.fromisoformat(text) if text else None for text in (since, until))
    assert say_dates(first, last) == said
    assert short_dates(first, last) == short


@pytest.mark.parametrize(
    ("kind", "plural"),
    [
        ("press_release", "press releases"),
        ("testimony", "testimony"),
        ("resolution_of_inquiry", "resolutions of inquiry"),
        ("staff_briefing", "staff briefings"),
        ("meeting", "closed-door meetings"),
        ("inquiry", "inquiries"),
        ("survey", "surveys"),
        ("fax", "faxes"),
    ],
)
def test_several_of_a_kind(kind: str, plural: str) -> None:
    assert kind_plural(kind) == plural


def test_every_known_kind_has_a_plural_of_its_own() -> None:
    kinds = {kind for kinds in KINDS.values() for kind in kinds}
    assert len({kind_plural(kind) for kind in kinds}) == len(kinds)
