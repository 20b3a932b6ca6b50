"""Committees as the Congress.gov API gives them: names to be known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.name_decisions import CommitteeName
from oversight_viewer.importing.committee_names import chamber_of_code, normal_code
from oversight_viewer.importing.events import chamber_word
from oversight_viewer.importing.json_records import Fields

_CODE = re.compile(r"[A-Za-z]{4}\d{0,2}", re.ASCII)


def _code(item: Fields) -> str:
    code = item.text("systemCode", "system_code")
    if _CODE.fullmatch(code) is None:
        raise InvalidEntry("The code of the committee (systemCode) is missing or none")
    return code


def _names(item: Fields) -> list[str]:
    """All names that its history gives, the latest first; the short name after the official one."""
    named = []
    for one in item.items("history"):
        names = (one.text("officialName"), one.text("libraryOfCongressName"))
        named.append((one.text("endDate") or "9999", one.text("startDate"), *names))
    named.sort(key=lambda one: one[:2], reverse=True)
    return list(dict.fromkeys(name for one in named for name in one[2:] if name))


def read_committee(item: Fields, chamber: str | None = None) -> Iterator[CommitteeName]:
    """A committee and those below it.

    The parent is what the answer says, not the beginning of the code: select subcommittees have codes of their own.

    Args:
        item: The committee.
        chamber: Told beside the committee.

    Raises:
        InvalidEntry: If its code or its name is missing.
    """
    code = _code(item)
    former = _names(item)
    name = item.text("name") or (former[0] if former else "")
    if not name:
        raise InvalidEntry("The name of the committee is missing")
    chamber = chamber_word(item.text("chamber")) or chamber or chamber_of_code(normal_code(code))
    parent = item.inner("parent").text("systemCode") or item.text("parent")
    others = tuple(other for other in former if other != name)
    yield CommitteeName(code, name, chamber, parent or None, others)
    for below in item.items("subcommittees"):
        sub_code, sub_name = below.text("systemCode"), below.text("name")
        if sub_name and _CODE.fullmatch(sub_code) is not None:
            yield CommitteeName(sub_code, sub_name, chamber, code)
