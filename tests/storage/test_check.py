"""The check finds each kind of damage, and nothing in a good library."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from oversight_viewer.storage.check import check_library
from tests.storage.helpers import an_entry, make_library, raw, save, state_of

RECORD = [
    an_entry("action", requests=[{"number": 1, "text": "All invoices"}], date="2020-01-01", committees=["XCOM"]),
    an_entry(
        "reply",
        lane="response",
        body="word " * 5000,
        links=[{"rel": "responds_to", "to": "action"}],
        answers=[{"to": "action", "request": 1, "status": "full"}],
    ),
]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_library(tmp_path_factory.mktemp("good") / "a.oversight", RECORD)
    save(path, [an_entry("action", title="Other", requests=[{"number": 1}], date="2020-01-02", committees=["XCOM"])])
    return path


def test_a_good_library_has_no_findings(good: Path) -> None:
    before = state_of(good)
    assert check_library(good) == []
    assert state_of(good) == before


def _sql(*statements: str) -> Callable[[dbapi2.Connection], None]:
    def change(conn: dbapi2.Connection) -> None:
        for statement in statements:
            conn.execute(statement)

    return change


NOT_INDEXED = "is not in the index, so no search or filter finds it"


@pytest.mark.parametrize(
    ("change", "where", "problem"),
    [
        (_sql("DELETE FROM search WHERE rowid IN (SELECT key FROM entry WHERE id = 'reply')"), "reply", NOT_INDEXED),
        (
            _sql("DELETE FROM entry_terms WHERE entry IN (SELECT key FROM entry WHERE id = 'reply')"),
            "reply",
            NOT_INDEXED,
        ),
        (_sql("UPDATE entry_terms SET terms = x'01'"), "action", "counted under other filters"),
        (_sql("UPDATE term SET entries = 3 WHERE value = 'XCOM'"), "file", "numbers beside the filters"),
        (_sql("UPDATE term SET own = 0 WHERE value = 'XCOM'"), "file", "numbers beside the filters"),
        (
            _sql("INSERT INTO term (facet, value, entries, own) VALUES ('tags', 'x', 0, 0)"),
            "file",
            "numbers beside the filters",
        ),
        (_sql("UPDATE entry SET open_due = 737425 WHERE id = 'action'"), "action", "outstanding requests"),
        (_sql("DELETE FROM answer"), "action", "outstanding requests"),
        (_sql("INSERT INTO search (rowid, title) VALUES (5, 'x')"), "file", "the index has 1 entries"),
        (_sql("UPDATE entry_doc SET doc = 'nonsense'"), "action", "cannot be read"),
        (_sql("DELETE FROM entry_doc"), "reply", "cannot be read"),
        (_sql("UPDATE body SET text = 'other'"), "reply", "is not what was saved"),
        (_sql("UPDATE entry SET id = 'other' WHERE id = 'reply'"), "other", "is not what was saved"),
        (
            _sql("PRAGMA foreign_keys = ON", "UPDATE entry SET key = key + (1 << 24) WHERE id = 'reply'"),
            "reply",
            "stands at another date",
        ),
        (_sql("UPDATE revision SET doc = '[]'"), "action", "revision 1 cannot be read"),
        (_sql("UPDATE link SET to_id = 'nowhere'"), "reply", "responds_to nowhere, which the library does not have"),
        (
            _sql("UPDATE answer SET to_id = 'nowhere'"),
            "reply",
            "answers request 1 of an action which the library does not have: nowhere",
        ),
        (_sql("UPDATE answer SET request = '7'"), "reply", "answers request 7 that action does not put"),
        (_sql("DELETE FROM committee"), "file", "a row of entry_committee belongs to nothing"),
        (_sql("UPDATE entry_doc SET doc = CAST(x'ff' AS TEXT)"), "file", "is damaged"),
        (_sql("DELETE FROM search_idx"), "reply", NOT_INDEXED),
        (_sql("UPDATE search_data SET block = zeroblob(9) WHERE id > 10"), "file", "search"),
        (_sql("UPDATE search_config SET v = 99 WHERE k = 'version'"), "file", "is damaged"),
        (
            _sql("PRAGMA foreign_keys = ON", "UPDATE entry SET key = 3 << 24 WHERE id = 'reply'"),
            "reply",
            "another date",
        ),
    ],
)
def test_damage_is_found(
    good: Path, tmp_path: Path, change: Callable[[dbapi2.Connection], None], where: str, problem: str
) -> None:
    path = tmp_path / "a.oversight"
    shutil.copyfile(good, path)
    with raw(path) as conn:
        change(conn)
    findings = check_library(path)
    assert [item for item in findings if item.where == where and problem in item.problem], findings


def test_a_page_of_garbage_is_found(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.oversight"
    content = bytearray(good.read_bytes())
    for page in range(len(content) // 4096 - 20, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(content)
    findings = check_library(path)
    assert findings
    assert {item.where for item in findings} == {"file"}


def test_an_attachment_without_its_content_is_named(tmp_path: Path) -> None:
    attached = an_entry("a", sources=[{"title": "S"}], attachments=[{"path": "a.pdf", "sha256": "0" * 64}])
    path = make_library(tmp_path / "a.oversight", [attached])
    findings = check_library(path, date(2024, 5, 1))
    assert [item.where for item in findings] == ["a"]
    assert "not kept in the library" in findings[0].problem
