"""What version 3 of a library adds, so that imports can be undone and names decided; a step of storage/schema.py."""

from __future__ import annotations

# What version 3 keeps anew is empty for what was there before; nothing has to be filled in.
LIBRARY_V3: tuple[str, ...] = (
    # The files of an import (JSON); the keys of all entries that they had, packed, see storage/batches.py; and what the
    # committees and companies that it changed were before (JSON).
    "ALTER TABLE batch ADD COLUMN files TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE batch ADD COLUMN seen BLOB",
    "ALTER TABLE batch ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE batch ADD COLUMN names TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE batch ADD COLUMN undone_at TEXT",
    # Who changed an entry by hand, and the hash of what its source said last; both NULL where it stands as imported.
    # When it was said first, if it stands again as it stood then. Whether it was put together from several parts.
    *(
        f"ALTER TABLE {table} ADD COLUMN {column}"
        for table in ("entry", "revision")
        for column in ("author TEXT", "said BLOB", "origin TEXT", "is_joined INTEGER NOT NULL DEFAULT 0")
    ),
    # When an entry was taken out of the record as it stood then, and by whom; nobody if its import was undone.
    "ALTER TABLE revision ADD COLUMN gone_at TEXT",
    "ALTER TABLE revision ADD COLUMN gone_by TEXT",
    # The key that an entry had then: no other entry gets it, so that what an import had can be told by keys.
    "ALTER TABLE revision ADD COLUMN key INTEGER",
    "CREATE INDEX revision_by_key ON revision (key) WHERE key IS NOT NULL",
    # The content of attachments: in the library, or under its hash in the folder beside it.
    """CREATE TABLE attachment_file (
        sha256 TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        media_type TEXT,
        data BLOB,
        place TEXT
    ) STRICT""",
    # Names of imported lists: what the newest import that was not undone says of each.
    """CREATE TABLE name_list (
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        batch INTEGER NOT NULL,
        doc TEXT NOT NULL,
        PRIMARY KEY (kind, key, batch)
    ) STRICT, WITHOUT ROWID""",
    # The owner of a company as lists and entries tell it, where something else was decided; empty for none.
    "ALTER TABLE company ADD COLUMN told TEXT",
    # What the user decided about names of companies; see domain/name_decisions.py.
    """CREATE TABLE name_decision (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,
        undone_at TEXT
    ) STRICT""",
)
