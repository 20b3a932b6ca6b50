"""The usual endings of files that can be imported, for dialogs and while files are dragged over the window.

They stand here so that nothing has to be loaded to know them; a test holds them against those of the formats.
"""

from __future__ import annotations

from pathlib import Path

ENDINGS: tuple[str, ...] = (
    ".pdf", ".docx", ".eml", ".html", ".htm", ".mhtml", ".txt", ".md", ".xlsx", ".xls", ".ods", ".csv", ".csv.gz",
    ".tsv", ".tab", ".json", ".xml", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".yaml", ".yml", ".rdf", ".db",
    ".sqlite", ".sqlite3",
)  # fmt: skip


def may_be_imported(path: Path) -> bool:
    """Whether a file has such an ending. Its content decides, once it is looked at."""
    return path.name.lower().endswith(ENDINGS)


def dialog_filter() -> str:
    """What a dialog that chooses files shows first, and all files."""
    return f"Files with records ({' '.join(f'*{ending}' for ending in ENDINGS)});;All files (*)"
