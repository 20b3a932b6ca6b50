"""Tables of an import whose columns are only guessed are asked about once, and remembered."""

from __future__ import annotations

from pathlib import Path

from oversight_viewer.importing.problems import TableMapping
from oversight_viewer.tasks.imports import import_into
from oversight_viewer.tasks.tables import open_tables, settle_table


def test_what_was_settled_is_not_asked_again_and_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text("topic,x\nPort cranes,Example Freight Co.\n", encoding="utf-8")
    (folder / "b.csv").write_text("X,Topic\nSample Cloud Inc.,Clouds\n", encoding="utf-8")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    (folder / "known.csv").write_text("event_id,name,organization\n1,Pat Example,Example\n", encoding="utf-8")
    (table,) = open_tables([folder])
    assert table.file.name == "a.csv", "tables with the same columns are one question"
    mapping = TableMapping({"title": "topic", "companies.name": "x"}, {"lane": "action", "kind": "letter"}, "ymd", ";")
    settle_table(table.preview.signature, mapping)
    assert open_tables([folder]) == ()
    report = import_into(tmp_path / "new.oversight", [folder / "a.csv"])
    assert (report.added, report.rejected) == (1, 0)
    assert report.new_companies == ("Example Freight Co.",)
