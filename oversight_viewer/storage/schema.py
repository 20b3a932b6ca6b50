"""The schema of the two kinds of files, and the check that a file is one of ours and as we made it.

A file is checked without changing it: its first bytes tell most mistakes, and its schema must be, object for object,
the one that a new file of the same version has. So nothing foreign (a view, a trigger, a generated column) ever runs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import KnownError, Refused
from oversight_viewer.storage.engine import Connection, damaged, is_cut, known_errors, settle
from oversight_viewer.storage.schema_imports import LIBRARY_V3

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID_LIBRARY = 0x4F56_4C42  # "OVLB"
APPLICATION_ID_NOTEBOOK = 0x4F56_4E42  # "OVNB"

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100

# The table in which sqlite_utils.Migrations keeps its record, as that package makes it.
_MIGRATIONS_TABLE = (
    'CREATE TABLE "_sqlite_migrations" '
    '("id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT)',
    'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name" ON "_sqlite_migrations" ("migration_set", "name")',
)


class Executes(Protocol):
    """A connection, or a sqlite_utils.Database."""

    def execute(self, sql: str) -> Any: ...


Step = Callable[[Executes], None]


def _steps(*statements: str) -> Step:
    def run(db: Executes) -> None:
        for statement in statements:
            db.execute(statement)

    return run


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: how it is told and the steps that build its schema, one a version.

    Args:
        noun: What it is called in messages.
        application_id: The number in the header of each file of this kind.
        steps: Step *n* brings a file of version *n* to version *n* + 1. Steps that were once released never change.
    """

    noun: str
    application_id: int
    steps: tuple[Step, ...]

    @property
    def version(self) -> int:
        return len(self.steps)

    def migrations(self) -> Migrations:
        """The steps as migrations of sqlite_utils; each sets the version that it leads to in its own transaction."""
        from sqlite_utils import Migrations  # noqa: PLC0415 - only what writes needs it

        migrations = Migrations(self.noun)

        def add(number: int, step: Step) -> None:
            @migrations(name=f"v{number}")
            def migrate(db: Database) -> None:
                step(db)
                db.execute(f"PRAGMA application_id = {self.application_id}")
                db.execute(f"PRAGMA user_version = {number}")

        for number, step in enumerate(self.steps, start=1):
            add(number, step)
        return migrations

    def apply(self, db: Database) -> None:
        """Bring a file to the newest version, all at once or not at all."""
        with db.atomic():
            if not db["_sqlite_migrations"].exists():
                _steps(*_MIGRATIONS_TABLE)(db)
            self.migrations().apply(db)


_LIBRARY_V1 = _steps(
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE batch (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        source TEXT NOT NULL,
        added INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        unchanged INTEGER NOT NULL
    ) STRICT""",
    # The truth: each entry as it is exported, its body apart, and what it said before it was revised.
    """CREATE TABLE entry_doc (
        entry INTEGER PRIMARY KEY REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        doc TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE body (
        entry INTEGER PRIMARY KEY REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE revision (
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        doc TEXT NOT NULL,
        body TEXT,
        PRIMARY KEY (id, number)
    ) STRICT""",
    # Everything below follows from these and is there to be found and listed quickly.
    """CREATE TABLE entry (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        date TEXT,
        last_day INTEGER,
        mark TEXT NOT NULL,
        inquiry TEXT,
        respondent_mark TEXT,
        attachments INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        hash BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX entry_by_place ON entry (key >> 24)",
    # The last day that a partial date may stand for; exact days and undated entries have none.
    "CREATE INDEX entry_by_last_day ON entry (last_day) WHERE last_day IS NOT NULL",
    """CREATE TABLE committee (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        short_name TEXT NOT NULL,
        parent TEXT,
        chamber TEXT
    ) STRICT""",
    """CREATE TABLE company (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        parent TEXT
    ) STRICT""",
    """CREATE TABLE entry_committee (
        entry INTEGER NOT NULL REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        position INTEGER NOT NULL,
        committee INTEGER NOT NULL REFERENCES committee,
        PRIMARY KEY (entry, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entry_committee_by_committee ON entry_committee (committee)",
    """CREATE TABLE entry_company (
        entry INTEGER NOT NULL REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        position INTEGER NOT NULL,
        company INTEGER NOT NULL REFERENCES company,
        role TEXT NOT NULL,
        PRIMARY KEY (entry, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entry_company_by_company ON entry_company (company)",
    """CREATE TABLE request (
        entry INTEGER NOT NULL REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        position INTEGER NOT NULL,
        number TEXT NOT NULL,
        text TEXT NOT NULL,
        due INTEGER,
        PRIMARY KEY (entry, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE answer (
        entry INTEGER NOT NULL REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        position INTEGER NOT NULL,
        to_id TEXT NOT NULL,
        request TEXT NOT NULL,
        status TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (entry, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX answer_by_action ON answer (to_id)",
    """CREATE TABLE link (
        entry INTEGER NOT NULL REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        position INTEGER NOT NULL,
        rel TEXT NOT NULL,
        to_id TEXT NOT NULL,
        PRIMARY KEY (entry, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX link_by_target ON link (to_id)",
    # Each value by which entries can be filtered, and which entries have it, parents of committees and companies
    # among them. The full-text index has the same values as tokens of its last column.
    """CREATE TABLE term (
        id INTEGER PRIMARY KEY,
        facet TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE (facet, value)
    ) STRICT""",
    """CREATE TABLE entry_term (
        entry INTEGER NOT NULL REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        term INTEGER NOT NULL REFERENCES term,
        PRIMARY KEY (entry, term)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entry_term_by_term ON entry_term (term, entry)",
    """CREATE VIRTUAL TABLE search USING fts5 (
        title, summary, body, people, facets,
        content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )""",
)

# What version 2 keeps anew follows from the entries; storage/upgrade.py fills it in.
_LIBRARY_V2 = _steps(
    "DROP TABLE entry_term",
    "DROP TABLE term",
    # Each value by which entries can be filtered, with how many entries have it, and how many have it themselves and
    # not only through a subcommittee or a subsidiary. The full-text index has the values as tokens of its last column.
    """CREATE TABLE term (
        id INTEGER PRIMARY KEY,
        facet TEXT NOT NULL,
        value TEXT NOT NULL,
        entries INTEGER NOT NULL,
        own INTEGER NOT NULL,
        UNIQUE (facet, value)
    ) STRICT""",
    # The values of each entry in one piece, so that counting them need not read a row for each; see storage/terms.py.
    """CREATE TABLE entry_terms (
        entry INTEGER PRIMARY KEY REFERENCES entry ON UPDATE CASCADE ON DELETE CASCADE,
        terms BLOB NOT NULL
    ) STRICT""",
    # The day on which the first open request of an entry is due; see storage/open_requests.py.
    "ALTER TABLE entry ADD COLUMN open_due INTEGER",
    "CREATE INDEX entry_by_open_due ON entry (open_due) WHERE open_due IS NOT NULL",
)

_NOTEBOOK_V1 = _steps(
    """CREATE TABLE event (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        author TEXT NOT NULL,
        at TEXT NOT NULL,
        parent TEXT,
        payload TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX event_subject ON event (subject, id)",
    """CREATE TABLE entry_state (
        entry TEXT PRIMARY KEY,
        notes TEXT NOT NULL,
        tags TEXT NOT NULL,
        flagged INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

_NOTEBOOK_V2 = _steps(
    """CREATE TABLE view_state (
        view TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        look TEXT NOT NULL,
        is_default INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

LIBRARY = FileKind("library", APPLICATION_ID_LIBRARY, (_LIBRARY_V1, _LIBRARY_V2, _steps(*LIBRARY_V3)))
NOTEBOOK = FileKind("notebook", APPLICATION_ID_NOTEBOOK, (_NOTEBOOK_V1, _NOTEBOOK_V2))

_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def _objects(conn: Connection) -> list[tuple[str, ...]]:
    return [tuple(" ".join(str(part).split()) for part in row) for row in conn.execute(_OBJECTS)]


def _expected(kind: FileKind, version: int) -> list[tuple[str, ...]]:
    with closing(dbapi2.connect(":memory:")) as fresh:
        for step in (_steps(*_MIGRATIONS_TABLE), *kind.steps[:version]):
            step(fresh)
        return _objects(fresh)


def is_own_file(path: Path) -> bool:
    """Whether a file says of itself that it is a library or a notebook, whatever it is called."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError:
        return False
    number = int.from_bytes(header[68:72], "big")
    return header.startswith(_MAGIC) and number in {APPLICATION_ID_LIBRARY, APPLICATION_ID_NOTEBOOK}


def check_header(path: Path, kind: FileKind) -> int:
    """Refuse a file whose first bytes say that it is not one of ours, without opening it as a database.

    Returns:
        The version of the file; one that is still in a write-ahead log is not seen.

    Raises:
        KnownError: If it is missing, a folder, not to be read, empty, something else, newer than this application, or
            shorter than it says.
    """
    header = _header(path, kind)
    if not header:
        raise KnownError(f"“{path.name}” is empty.", todo=_choose(kind), details=str(path))
    if not header.startswith(_MAGIC):
        raise KnownError(f"“{path.name}” is not a {kind.noun}.", todo=_choose(kind), details=str(path))
    if len(header) < _HEADER_BYTES:
        raise damaged(path)
    number = int.from_bytes(header[68:72], "big")
    if number != kind.application_id:
        what = f"“{path.name}” belongs to another application and is not a {kind.noun}."
        for other in (LIBRARY, NOTEBOOK):
            if number == other.application_id:
                what = f"“{path.name}” is a {other.noun}, not a {kind.noun}."
        raise KnownError(what, todo=_choose(kind), details=f"application id {number:#x}: {path}")
    version = int.from_bytes(header[60:64], "big")
    if version > kind.version:
        raise _newer(path, kind, version)
    if is_cut(path, header):
        raise damaged(path, f"shorter than it says: {path}")
    return version


def _newer(path: Path, kind: FileKind, version: int) -> KnownError:
    return Refused(
        f"“{path.name}” was made by a newer version of Oversight Viewer.",
        todo="Install the newest version and open it with that.",
        details=f"version {version}, this application knows {kind.version}: {path}",
    )


def older(path: Path, kind: FileKind, version: int) -> KnownError:
    """What is said of a file that must be adapted to this version of the application before it can be read."""
    return Refused(
        f"“{path.name}” was made by an earlier version of Oversight Viewer and has to be adapted to this one.",
        todo="Open it once where it can be written.",
        details=f"version {version}, this application needs {kind.version}: {path}",
    )


def _choose(kind: FileKind) -> str:
    return f"Choose another {kind.noun}."


def _header(path: Path, kind: FileKind) -> bytes:
    try:
        if path.is_dir():
            raise KnownError(f"“{path.name}” is a folder.", todo=_choose(kind), details=str(path))
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise KnownError(f"“{path.name}” is not an ordinary file.", todo=_choose(kind), details=str(path))
        with path.open("rb") as file:
            return file.read(_HEADER_BYTES)
    except FileNotFoundError as error:
        raise KnownError(
            f"There is no file “{path.name}”.", todo="Check where it is and choose it again.", details=str(path)
        ) from error
    except PermissionError as error:
        raise KnownError(
            f"You may not read “{path.name}”.", todo="Ask its owner for permission.", details=str(path)
        ) from error
    except OSError as error:
        raise KnownError(
            f"“{path.name}” cannot be read.",
            todo="Check that the drive is connected, and try again.",
            details=f"{error.strerror}: {path}",
        ) from error


def check_schema(conn: Connection, kind: FileKind, path: Path) -> int:
    """Refuse a database whose schema is not the one of its version.

    Returns:
        The version of the file.

    Raises:
        KnownError: If it is damaged, or holds something that we did not put there.
    """
    with known_errors(path):
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        found = _objects(conn)
    if version < 1:
        raise damaged(path, f"version {version}: {path}")
    if version > kind.version:
        raise _newer(path, kind, version)  # in a write-ahead log, where its first bytes do not tell it yet
    differing = sorted({row[1] for row in set(found) ^ set(_expected(kind, version))})
    if differing:
        raise Refused(
            f"“{path.name}” is not built as a {kind.noun} is, and might do harm.",
            todo="Ask whoever gave it to you for another copy.",
            details=f"differing: {', '.join(name[:60] for name in differing[:10])}: {path}",
        )
    return version


def settle_library(path: Path) -> None:
    """Bring a library to rest after a write that broke off; a file that is built otherwise is left as it is."""
    settle(path, lambda conn: check_schema(conn, LIBRARY, path))
