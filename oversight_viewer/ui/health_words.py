"""What findings about the record are called. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.storage.health import Severity
from oversight_viewer.tasks.health import STALE, Health, ImportAge

_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "date": "Dates that cannot be right",
        "duplicate": "Possibly the same event",
        "link": "Links that lead nowhere",
        "bates": "Bates numbers",
        "attachment": "Attachments",
        "source": "Without a source",
        "company": "Companies in no list",
        "committee": "Committees in no list",
        STALE: "Age of imports",
    }
)
SEVERITIES: Mapping[Severity, tuple[str, str]] = MappingProxyType(
    {
        Severity.PROBLEM: ("Problem", "bad"),
        Severity.DOUBT: ("To look at", "warn"),
        Severity.NOTE: ("Note", "text3"),
    }
)
"""The word for each severity, and the token of its colour."""


def heading(kind: str) -> str:
    """The words for a kind of findings."""
    return _HEADINGS.get(kind) or kind_label(kind)


def sentence(text: str) -> str:
    """What is found, with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def age_words(age: ImportAge) -> str:
    """How long ago a source was imported."""
    days = "today" if age.days == 0 else "yesterday" if age.days == 1 else f"{age.days:,} days ago"
    return f"last imported {days}"


def summary(health: Health) -> str:
    """What was found, in a sentence."""
    if not health.findings:
        return "Nothing was found: no date, link, source, number, name or attachment looks wrong."
    counts = {severity: sum(item.severity is severity for item in health.findings) for severity in Severity}
    words = []
    for severity, (one, several) in (
        (Severity.PROBLEM, ("problem", "problems")),
        (Severity.DOUBT, ("thing to look at", "things to look at")),
        (Severity.NOTE, ("note", "notes")),
    ):
        if counts[severity]:
            words.append(f"{counts[severity]:,} {one if counts[severity] == 1 else several}")
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{listed}. Nothing was changed: each is for you to judge."
