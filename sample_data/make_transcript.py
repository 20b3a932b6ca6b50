"""Writes the long transcript of the worked example, the same every time: ``python sample_data/make_transcript.py``.

The interview is fictional. Fixed passages and wordings stand in ``transcript_passages.txt``, the cranes in
``attachments/schedule-b-cranes.csv``; the rest comes from a generator with a fixed seed. Only ``Random.random`` is
used, whose sequence Python promises to keep. The result is ``worked-example-transcript.jsonl``, one entry.
"""

from __future__ import annotations

import calendar
import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from transcript_script import WIDTH, Script, paged, spelled

HERE = Path(__file__).resolve().parent
OUTPUT = HERE / "worked-example-transcript.jsonl"
SPECIMEN, INSTANCE, MODEL = "Specimen Controls Ltd.", "Instance Drives LLC", "Model Metering Inc."

VENDORS: tuple[dict[str, str], ...] = (
    {
        "vendor": SPECIMEN,
        "duty": "The control software. They wrote it, and they look after it.",
        "term": "From January 3, 2022. They still have it.",
        "where": "At all four.",
        "positions": "Six",
        "people": "Some thirty",
        "own": "Yes. That was in the contract from the first day.",
        "refused": "Twice. Both times the person was with a firm that they had hired, and not with them.",
        "leavers": "As a rule within the week. We compare lists each quarter, and each quarter there is one too many.",
        "place": "From two offices, both in this country.",
    },
    {
        "vendor": INSTANCE,
        "duty": "The drives: the motors, and the boxes that feed them. They did. They no longer do.",
        "term": "From March 14, 2022, to June 30, 2023.",
        "where": "North Pier and South Basin.",
        "positions": "Two",
        "people": "Seven, as far as I know",
        "own": "No. There were two credentials, and seven people behind them. We did not like it, and we let it stand.",
        "refused": "There was nothing to refuse. They shared the two that they had.",
        "leavers": "With a shared credential there is nobody to tell us about. That is what is wrong with it.",
        "place": "From one office, and at night from home, I was told.",
    },
    {
        "vendor": MODEL,
        "duty": "The scales and the meters. What a box weighs, what a crane draws.",
        "term": "From September 1, 2022. They still have it.",
        "where": "Ironwood and Lake Street.",
        "positions": "Three",
        "people": "Nine",
        "own": "Yes.",
        "refused": "Not to them. They are a small firm, and I know most of them by voice.",
        "leavers": "On the day. They are more orderly than we are.",
        "place": "From one office, in this country.",
    },
)

TERMINALS = (
    ("North Pier", "Under the control tower.", "Twenty-six", "All but four. The four are with the guard's firm.",
     "It is. There is a wall between the two, and I mean that almost to the letter."),
    ("South Basin", "In a container, behind the workshop.", "Nineteen", "Two belong to Example Rail Leasing.",
     "It is, since 2022."),
    ("Ironwood", "In the cellar of the old customs house.", "Thirty-one",
     "No. The neighbor is Example Air Cargo LLC. We share the badge office, and eleven of the badges are theirs.",
     "On paper. In fact one cable serves both, and they are kept apart by settings."),
    ("Lake Street", "On the second floor, beside the canteen.", "Twelve", "Yes.",
     "It is. It was built that way."),
)  # fmt: skip
POSITIONS = (
    (SPECIMEN, "Release engineer", "Put a file into the folder. Nothing else.", "No."),
    (SPECIMEN, "Service engineer, day", "Nothing. It is for the cranes.", "Yes, with a code, for thirty minutes."),
    (SPECIMEN, "Service engineer, night", "Nothing.", "Yes, with a code. I get a message for each."),
    (SPECIMEN, "Senior engineer", "Read the log, and put a file into the folder.", "Yes, with a code."),
    (SPECIMEN, "Security officer", "Read the log.", "No."),
    (SPECIMEN, "Trainer", "Nothing. It opens the practice server.", "Only the model in my office."),
    (INSTANCE, "Drives, first credential", "It could read the folder. It is closed.", "It could. It is closed."),
    (INSTANCE, "Drives, second credential", "The same as the first. It is closed, too.", "It could, until June 2023."),
    (
        MODEL,
        "Meter engineer",
        "Put a file into a folder of its own.",
        "Only the meter. The meter cannot move anything.",
    ),
    (MODEL, "Meter engineer, relief", "The same.", "Only the meter."),
    (MODEL, "Billing", "Read the weights.", "No."),
)


def _cranes() -> list[dict[str, str]]:
    with (HERE / "attachments" / "schedule-b-cranes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{calendar.month_name[int(month)]} {year}"


def _day(value: date) -> str:
    return f"{calendar.month_name[value.month]} {value.day}, {value.year}"


def _page(number: int) -> str:
    return f"EFC-{number:07d}"


def _crane_facts(script: Script, row: Mapping[str, str]) -> dict[str, object]:
    maintained = row["remote_maintenance"].split("; ")
    if row["terminal"] == "South Basin" or (row["terminal"] == "North Pier" and row["control_software"] == "4.4"):
        maintained.append(INSTANCE)
    sessions = script.number(4, 38)
    until = date(2024, 10, 25) if row["terminal"] != "South Basin" else date(2024, 8, 30)
    return {
        "recent": _month(f"{until - timedelta(days=script.number(0, 400)):%Y-%m}"), "errand": script.word("errand"),
        "crane": row["crane"], "terminal": row["terminal"], "version": row["control_software"],
        "installed": _month(row["in_use_since"]), "lake": row["terminal"] == "Lake Street",
        "berth": script.number(1, 5), "reason": script.word("reason"), "shift": script.word("shift"),
        "minutes": script.number(9, 55), "sessions": spelled(sessions), "judgment": script.word("judgment"),
        "vendors": " and ".join(maintained).replace(" and ", ", ", max(0, len(maintained) - 2)),
        "first": maintained[0], "longest": script.number(12, 28), "consents": spelled(sessions - script.number(1, 3)),
        "oddity": script.word("oddity"),
    }  # fmt: skip


def _version_on(row: Mapping[str, str], day: date) -> str:
    """The version that a crane ran on a day: the one of the schedule, or the one before it."""
    earlier = {"4.2": "4.1", "4.4": "4.2", "5.0": "4.4"}
    version = row["control_software"]
    return version if f"{day:%Y-%m}" >= row["in_use_since"] else earlier[version]


def _play_cranes(script: Script, rows: Sequence[Mapping[str, str]]) -> None:
    for row in rows:
        script.play("crane", _crane_facts(script, row))


def _incident_pages(script: Script) -> Iterator[tuple[int, int]]:
    """The pages of the nineteen reports; together they are EFC-0000403 to 0000610."""
    first, count, end = 403, 19, 610
    for place in range(count, 0, -1):
        last = end if place == 1 else first + min(13, max(7, (end - first + 1) // place + script.number(-2, 2))) - 1
        yield first, last
        first = last + 1


# Seven of the nineteen reports are of South Basin, and three of the seven followed an update by less than a day.
_INCIDENTS = ((3, 0), (17, 1), (8, 0), (27, 0), (20, 0), (36, 0), (19, 1), (11, 0), (30, 0), (22, 0), (5, 0), (39, 0),
              (24, 1), (33, 0), (15, 0), (1, 0), (41, 0), (23, 0), (13, 0))  # fmt: skip


def _play_exhibits(script: Script, rows: Sequence[Mapping[str, str]]) -> None:
    day = date(2022, 2, 8)
    for number, ((crane, update), (first, last)) in enumerate(zip(_INCIDENTS, _incident_pages(script), strict=True), 1):
        cause, row = script.word("cause"), rows[crane - 1]
        version = _version_on(row, day)
        facts = _crane_facts(script, row) | {
            "version": version, "current": version == row["control_software"], "now": row["control_software"],
            "exhibit": number, "bates": _page(first), "bates_end": _page(last), "bates_mid": _page((first + last) // 2),
            "date": _day(day), "fault": script.word("fault"), "boxes": script.number(20, 400),
            "late": script.number(2, 11), "update": bool(update), "hours": script.number(3, 21),
            "view": script.word("view"), "weeks": script.number(2, 26), "wait": script.number(6, 50),
            "cause": cause, "cause_lower": cause[0].lower() + cause[1:], "remedy": script.word("remedy"),
        }  # fmt: skip
        script.play("exhibit", facts)
        day += timedelta(days=script.number(35, 66))


def _play_work_orders(script: Script, rows: Sequence[Mapping[str, str]]) -> None:
    for tab in range(1, 61):
        place = (tab - 1) % 5
        day = date(2023, (tab + 4) // 5, 1 + place * 5 + script.number(1, 5))
        row = script.pick(rows)
        facts = _crane_facts(script, row) | {
            "version": _version_on(row, day), "tab": tab,
            "date": _day(day), "bates": _page(261 + (tab - 1) * 2), "work": script.word("work"),
            "dollars": f"{script.number(8, 96) * 50:,}", "weeks": spelled(script.number(2, 14)),
            "muchness2": script.pick(("longer", "shorter")),
        }  # fmt: skip
        script.play("work-order", facts)


def _play_months(script: Script) -> None:
    for place in range(34):
        year, month = 2022 + place // 12, place % 12 + 1
        for terminal in ("North Pier", "South Basin", "Ironwood"):
            lines, sessions = script.number(6_800, 10_900), script.number(3, 29)
            script.play("month", {
                "month": f"{calendar.month_name[month]} {year}", "terminal": terminal, "lines": f"{lines:,}",
                "vendor_lines": script.number(14, 96), "explain": script.word("explain"),
                "muchness": "many" if lines > 8_800 else "few",
                "sessions": spelled(sessions), "slips": spelled(sessions - script.number(0, 2)),
                "night": script.pick(("None", "One", "Two", "Three")),
            })  # fmt: skip


def _clock(script: Script, low: int, high: int) -> str:
    """A time of day; hours beyond 24 are those of the next morning."""
    hour = script.number(low, high) % 24
    return f"{hour % 12 or 12}:{script.number(0, 59):02d} {'a.m.' if hour < 12 else 'p.m.'}"


def _play_ground(script: Script) -> None:
    for terminal, room, badges, outsiders, apart in TERMINALS:
        script.play("terminal", {"terminal": terminal, "room": room, "badges": badges, "outsiders": outsiders,
                                 "apart": apart, "guests": script.word("guests")})  # fmt: skip


def _play_positions(script: Script) -> None:
    for number, (firm, title, right, reach) in enumerate(POSITIONS, 1):
        recent = date(2023, 6, 27) if firm == INSTANCE else date(2024, 10, 28) - timedelta(days=script.number(0, 90))
        script.play("position", {
            "position": number, "firm": firm, "title": title, "title_lower": title[0].lower() + title[1:],
            "right": right, "reach": reach, "recent": _month(f"{recent:%Y-%m}"), "changes": script.word("changes"),
            "installed": _month(f"2023-0{script.number(1, 9)}") if firm != INSTANCE else "June 2022",
        })  # fmt: skip


def _play_packages(script: Script, rows: Sequence[Mapping[str, str]]) -> None:
    day = date(2022, 1, 12)
    for package in range(1, 65):
        facts = _crane_facts(script, script.pick(rows))
        more = {"package": package, "date": _day(day), "content": script.word("content")}
        more |= {"count": spelled(script.number(2, 7)), "trial": spelled(script.number(3, 21))}
        script.play("package", facts | more)
        day += timedelta(days=script.number(8, 23))


def _play_recordings(script: Script, rows: Sequence[Mapping[str, str]]) -> None:
    for recording in range(1, 41):
        day = date(2022, 11, 14) + timedelta(days=script.number(0, 700))
        facts = _crane_facts(script, script.pick(rows))
        script.play("recording", facts | {"recording": recording, "date": _day(day), "scene": script.word("scene")})


def _play_slips(script: Script, rows: Sequence[Mapping[str, str]]) -> None:
    for slip in range(1, 91):
        facts = _crane_facts(script, script.pick(rows))
        day = date(2022, 1, 10) + timedelta(days=script.number(0, 1010))
        script.play("slip", facts | {"slip": slip, "date": _day(day), "clock": _clock(script, 5, 28)})


def _play_nights(script: Script, rows: Sequence[Mapping[str, str]]) -> None:
    day = date(2024, 1, 6)
    for number in range(1, 32):
        facts = _crane_facts(script, script.pick(rows))
        more = {"night_number": number, "date": _day(day), "clock": _clock(script, 22, 29)}
        script.play("night", facts | more | {"wait": spelled(script.number(2, 20))})
        day += timedelta(days=script.number(4, 15))


def _title_page() -> list[str]:
    titles = (
        "EXAMPLE COMMERCE COMMITTEE", "SUBCOMMITTEE ON FREIGHT AND PORTS", "", "",
        "TRANSCRIBED INTERVIEW OF", "THE OPERATIONS TECHNOLOGY MANAGER", "OF EXAMPLE FREIGHT CO.", "", "",
        "Thursday, November 7, 2024", "", "",
        "FICTIONAL EXAMPLE", "No committee, company or person in this transcript exists.",
    )  # fmt: skip
    return ["", "", *(line.center(WIDTH).rstrip() for line in titles), ""]


def transcript() -> str:
    """The whole text of the interview, with page numbers, lines of at most ``WIDTH`` characters."""
    script = Script((HERE / "transcript_passages.txt").read_text(encoding="utf-8"))
    rows = _cranes()
    parts: tuple[Callable[[], None], ...] = (
        lambda: script.play("opening"),
        lambda: script.heading("EXAMINATION BY THE MAJORITY, FIRST ROUND"),
        *(lambda name=name: script.play(name) for name in ("background", "update-path", "retention", "vendors-intro")),
        *(lambda facts=facts: script.play("vendor", facts) for facts in VENDORS),
        lambda: script.play("positions-intro"),
        lambda: _play_positions(script),
        lambda: script.play("contracts"),
        lambda: script.play("terminals-intro"),
        lambda: _play_ground(script),
        lambda: script.play("recess-short"),
        lambda: script.play("cranes-intro"),
        lambda: _play_cranes(script, rows[:22]),
        lambda: script.play("to-minority"),
        lambda: script.heading("EXAMINATION BY THE MINORITY, FIRST ROUND"),
        lambda: script.play("phone", side="MINORITY"),
        lambda: script.play("slips-intro"),
        lambda: _play_slips(script, rows),
        lambda: script.play("to-majority"),
        lambda: script.play("recess-lunch"),
        lambda: script.heading("EXAMINATION BY THE MAJORITY, SECOND ROUND"),
        lambda: script.play("cranes-second", rows[21], side="MAJORITY"),
        lambda: _play_cranes(script, rows[22:]),
        lambda: script.play("exhibits-intro"),
        lambda: _play_exhibits(script, rows),
        lambda: script.play("recess-short"),
        lambda: script.play("work-orders-intro"),
        lambda: _play_work_orders(script, rows),
        lambda: script.play("months-intro"),
        lambda: _play_months(script),
        lambda: script.play("packages-intro"),
        lambda: _play_packages(script, rows),
        lambda: script.play("night-sessions"),
        lambda: script.play("to-minority"),
        lambda: script.heading("EXAMINATION BY THE MINORITY, SECOND ROUND"),
        lambda: script.play("changes", side="MINORITY"),
        lambda: script.play("nights-intro"),
        lambda: _play_nights(script, rows),
        lambda: script.play("recordings-intro"),
        lambda: _play_recordings(script, rows),
        lambda: script.play("to-majority"),
        lambda: script.play("closing", side="MAJORITY"),
    )
    for part in parts:
        part()
    return "\n".join(paged(_title_page() + script.lines))


def entry() -> dict[str, object]:
    """The entry of the record that holds the transcript."""
    people = (
        ("Operations technology manager", "witness", "Example Freight Co."),
        ("Counsel for Example Freight Co.", "counsel", "Example Freight Co."),
        ("Counsel for the majority", "committee staff", "Subcommittee on Freight and Ports"),
        ("Counsel for the minority", "committee staff", "Subcommittee on Freight and Ports"),
    )
    return {
        "id": "example-crane-transcript",
        "lane": "meeting",
        "kind": "transcribed_interview",
        "title": "Interview of the operations technology manager, transcript",
        "date": "2024-11-07",
        "mark": "executive-session",
        "committees": [{"code": "XCOM01", "name": "Freight and Ports", "parent": "XCOM"}],
        "companies": [{"name": "Example Freight Co.", "role": "witness"}],
        "people": [{"name": name, "role": role, "organization": house} for name, role, house in people],
        "inquiry": "Port crane software",
        "summary": "The whole interview of 7 November 2024, in plain text. Long; use the search of the reader.",
        "links": [{"rel": "transcript_of", "to": "example-crane-interview"}],
        "sources": [{"title": "Fictional example"}],
        "tags": ["example", "access logs"],
        "format": "plain",
        "body": transcript(),
    }


def main() -> None:
    """Write the entry beside this script, with the same line ends on every system."""
    OUTPUT.write_bytes((json.dumps(entry(), ensure_ascii=False) + "\n").encode("utf-8"))


if __name__ == "__main__":
    main()
