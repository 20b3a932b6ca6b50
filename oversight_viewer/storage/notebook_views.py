"""The saved views in the tables of a notebook: a fold of the events about them, kept so that it is read quickly."""

from __future__ import annotations

import json
from pathlib import Path

from oversight_viewer.domain.saved_views import VIEW_PREFIX, SavedView, ViewId, fold_views, saved_view
from oversight_viewer.storage.engine import Connection, Row, damaged
from oversight_viewer.storage.notebook_rows import EVENTS, event_of_row, json_text

_SINCE_VERSION = 2

_AFTER_PREFIX = VIEW_PREFIX[:-1] + chr(ord(VIEW_PREFIX[-1]) + 1)


def read_views(conn: Connection, path: Path) -> tuple[SavedView, ...]:
    """The views of a notebook, in the order in which they were first saved. One of version 1 has none."""
    if conn.execute("PRAGMA user_version").fetchone()[0] < _SINCE_VERSION:
        return ()
    rows = conn.execute("SELECT view, name, look, is_default FROM view_state ORDER BY view")
    return tuple(_view_of_row(row, path) for row in rows)


def refold_views(conn: Connection, path: Path) -> None:
    """Compute the views from the log again: all of them, for which of them is the default depends on the others."""
    # By the prefix the index finds them; events on an entry whose id begins so are passed over by the fold.
    rows = conn.execute(f"{EVENTS} WHERE subject >= ? AND subject < ? ORDER BY id", (VIEW_PREFIX, _AFTER_PREFIX))
    views = fold_views(event_of_row(row, path) for row in rows)
    conn.execute("DELETE FROM view_state")
    conn.executemany("INSERT INTO view_state VALUES (?, ?, ?, ?)", map(_row_of_view, views))


def _row_of_view(view: SavedView) -> Row:
    return view.id, view.name, json_text(view.stored), int(view.is_default)


def _view_of_row(row: Row, path: Path) -> SavedView:
    view, name, look, is_default = row
    try:
        stored = json.loads(look)
        if not isinstance(stored, dict):
            raise ValueError("not an object")
    except ValueError as error:
        raise damaged(path, f"a view cannot be read: {path}") from error
    return saved_view(ViewId(view), name, stored, is_default=bool(is_default))
