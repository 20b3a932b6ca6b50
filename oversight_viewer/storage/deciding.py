"""Decisions about names of companies: kept, undone, and made to hold for all entries concerned."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.name_decisions import (
    Decision,
    DecisionKind,
    fold,
    fold_name,
    in_words,
    names_of,
    resting_on,
    why_not,
)
from oversight_viewer.domain.records import CompanyRef
from oversight_viewer.domain.saving import NameResolver
from oversight_viewer.storage.batches import moment
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.naming import DECISIONS, read_decisions
from oversight_viewer.storage.saving import Saving

_PUT = "INSERT INTO name_decision (at, author, kind, payload) VALUES (?, ?, ?, ?)"
_UNDO = "UPDATE name_decision SET undone_at = ? WHERE id = ?"


def decide(conn: Connection, decision: Decision, author: str, names: NameResolver) -> int:
    """Make a decision, within a transaction.

    Returns:
        Its number.

    Raises:
        KnownError: If it makes no sense.
    """
    made = read_decisions(conn.execute(DECISIONS))
    if (reason := why_not(made, decision)) is not None:
        raise KnownError(reason, todo="Choose other names.")
    payload: dict[str, Any] = asdict(decision)
    del payload["kind"]
    if decision.kind is DecisionKind.APART:  # no entry is found otherwise
        return _put(conn, decision, author, payload)
    saving = Saving(conn, names, at=moment(conn))
    concerned = _meant(saving, decision)
    number = _put(conn, decision, author, payload)
    saving.naming.learn_decisions()
    _hold(saving, decision, concerned)
    return number


def _put(conn: Connection, decision: Decision, author: str, payload: dict[str, Any]) -> int:
    now = datetime.now(UTC).isoformat()
    return int(conn.execute(_PUT, (now, author, decision.kind.value, json.dumps(payload))).lastrowid)


def undo_decision(conn: Connection, number: int, names: NameResolver) -> None:
    """Undo a decision, within a transaction.

    Raises:
        KnownError: If there is none of this number, it was undone already, or a later one rests on it.
    """
    made = read_decisions(conn.execute(DECISIONS))
    found = next((one for one in made if one.id == number), None)
    if found is None or found.is_undone:
        what = "was undone already" if found is not None else "is not there"
        raise KnownError(f"The decision {what}.", todo="Look at the list of decisions again.")
    later = resting_on(made, number)
    if later is not None:
        raise KnownError(
            f"A later decision rests on this one: {in_words(later.decision)}.", todo="Undo the later decision first."
        )
    conn.execute(_UNDO, (datetime.now(UTC).isoformat(), number))
    decision = found.decision
    if decision.kind is DecisionKind.APART:
        return
    saving = Saving(conn, names, at=moment(conn))
    _hold(saving, decision, _meant(saving, decision))


def _meant(saving: Saving, decision: Decision) -> set[str]:
    """What the names that a decision is about mean now, and the names themselves, folded."""
    naming = saving.naming
    decided = fold(naming.decisions())
    written = [name for name in (decision.company, decision.other) if name]
    meant = {naming.names.company(CompanyRef(name)).name for name in written} | {*map(decided.final, written)}
    return {*names_of(decision), *map(fold_name, meant)}


def _hold(saving: Saving, decision: Decision, concerned: set[str]) -> None:
    """Let all entries concerned be found as it is decided."""
    naming = saving.naming
    concerned = concerned | _meant(saving, decision)
    rows = [name for name in naming.companies.items if fold_name(name) in concerned]
    naming.refresh()
    naming.resolve_again(naming.companies.entries_naming(rows))
    saving.index()
    naming.sweep()
