"""Writes to a library: all of an import or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.name_decisions import Decision
from oversight_viewer.domain.outcomes import EntryOutcome, HandOutcome
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import (
    FileContent,
    Item,
    NameResolver,
    SaveReport,
    SourceFile,
    UndoReport,
)
from oversight_viewer.storage.attachments import AttachmentFiles
from oversight_viewer.storage.batches import begin, finish, vanished
from oversight_viewer.storage.deciding import decide, undo_decision
from oversight_viewer.storage.engine import (
    Connection,
    connect_writing,
    known_errors,
    refuse_damaged,
    set_journal,
)
from oversight_viewer.storage.hand_edits import HandEdits
from oversight_viewer.storage.saving import Saving
from oversight_viewer.storage.schema import LIBRARY, check_header, check_schema, settle_library
from oversight_viewer.storage.undoing import undo_batch
from oversight_viewer.storage.upgrade import Progress, upgrade

if TYPE_CHECKING:
    from sqlite_utils import Database


def bring_up_to_date(path: Path, progress: Progress | None = None) -> None:
    """Adapt a library that an earlier version of the application made; any other is left as it is.

    Args:
        path: The file.
        progress: Called now and then with how many entries are done and how many there are.

    Raises:
        KnownError: If it is not a library that this application can read, or it would have to be written and cannot be.
    """
    if check_header(path, LIBRARY) < LIBRARY.version:
        LibraryWriter.open(path, progress=progress).close()


_LOOK_SECONDS = 1.0  # for damage, before an import; a library of 100 MB is looked through in that time
_TRIAL_PAGES = 250_000  # of 4 KiB; a trial of 70,000 entries of 9 KB takes a third of that


class _DryRun(Exception):  # noqa: N818 - it is no error: it takes back what was tried
    pass


class LibraryWriter:
    """A library that is open for writing; a context manager.

    While it is open others can read the library as it was before.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db
        self._is_open = True

    @classmethod
    def open(cls, path: Path, *, progress: Progress | None = None, is_trial: bool = False) -> LibraryWriter:
        """Open a library for writing; one of an earlier version is brought to this version.

        Args:
            path: The file.
            progress: Called while an earlier version is adapted, with how many entries are done and how many there are.
            is_trial: Whether nothing is to be kept of what is done, so that an earlier version must not be adapted.

        Raises:
            KnownError: If it is not a library that this application can write, or one of an earlier version that is
                opened for a trial. It is not changed then.
        """
        if check_header(path, LIBRARY) < LIBRARY.version and is_trial:
            raise KnownError(
                f"“{path.name}” was made by an earlier version of Oversight Viewer and has to be adapted to this one "
                "before an import into it can be tried out.",
                safe="Nothing was imported, and the library was not changed.",
                todo="Open it once where it can be written, and try again.",
            )
        settle_library(path)
        db = connect_writing(path)
        try:
            with known_errors(path):
                version = check_schema(db.conn, LIBRARY, path)
            if version < LIBRARY.version:
                upgrade(path, db, progress)
        except BaseException:
            db.close()
            raise
        return cls(path, db)

    def __enter__(self) -> LibraryWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library; it is one file again unless somebody reads it, who then sees to that."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            set_journal(self._db.conn, "delete")
        finally:
            self._db.close()

    def save(
        self,
        entries: Iterable[Item],
        *,
        names: NameResolver,
        source: str,
        files: Sequence[SourceFile] = (),
        rejected: Callable[[], int] | None = None,
        dry_run: bool = False,
        progress: Callable[[int], None] | None = None,
        told: Callable[[EntryOutcome], None] | None = None,
    ) -> SaveReport:
        """Add entries, or revise those that the library has with other content. All are saved, or none.

        What was edited by hand stays: a field that the source says otherwise since is taken only if the hand left it.

        Args:
            entries: The entries, read one after the other; if reading fails, nothing is saved. Those that tell only a
                part, or have contents, come as :class:`Incoming`; names of lists may stand anywhere among them.
            names: Finds out which committees and companies are meant; it is told what the library has.
            source: Where they come from, for the log of the library.
            files: The files from which they come. Entries that the last import of files with these names and formats
                had, and this one has not, are reported.
            rejected: How many pieces of the files were no entries; asked when all are read.
            dry_run: Only find out what would happen.
            progress: Called now and then with the number of entries read so far; what it raises ends the save.
            told: Called with each entry and what becomes of it.

        Raises:
            KnownError: If the library is damaged or cannot be written, the disk is full, or another program writes to
                it.
        """
        refuse_damaged(self._db.conn, self.path, _LOOK_SECONDS)
        with suppress(_DryRun), self._changing(is_trial=dry_run) as conn:
            number, at = begin(conn, source, files)
            saving = Saving(conn, names, progress, at=at, batch=number, told=told)
            try:
                saving.take(entries)
                gone, count = vanished(conn, number, files, saving.seen)
                report = replace(saving.report(), vanished=gone, vanished_count=count)
                if dry_run:
                    raise _DryRun
                saving.index()
                left_out = 0 if rejected is None else rejected()
                finish(conn, number, report, left_out, saving.seen, saving.naming.changes().as_json())
                if report.change.record:
                    _has_changed(conn)
                report = replace(report, batch=number)
            except BaseException:
                saving.discard()
                raise
        return report

    def undo(self, batch: int, *, names: NameResolver) -> UndoReport:
        """Undo an import: what it added goes, what it changed says again what it said before, all at once or not.

        Entries that were changed since stay. What goes keeps its history and can be imported again.

        Raises:
            KnownError: If there is no such import, it was undone already, or the library cannot be written.
        """
        refuse_damaged(self._db.conn, self.path, _LOOK_SECONDS)
        with self._changing() as conn:
            report = undo_batch(conn, batch, names)
            _has_changed(conn)
        return report

    def edit(
        self,
        entry: Entry,
        expected_revision: int,
        author: str,
        *,
        names: NameResolver,
        contents: Iterable[FileContent] = (),
    ) -> int:
        """Save an entry that was changed by hand, as a new revision.

        Args:
            entry: As it is to stand.
            expected_revision: The number of the revision that was changed.
            author: Who changed it.
            names: Finds out which committees and companies are meant.
            contents: Of attachments that were added; kept with the change, or not at all.

        Returns:
            The number of the new revision; the expected one if nothing was changed.

        Raises:
            KnownError: If the entry is not there, or was changed meanwhile, or the library cannot be written.
        """
        with self._by_hand(names, author, contents) as hand:
            return hand.edit(entry, expected_revision)

    def add_by_hand(
        self, entry: Entry, author: str, *, names: NameResolver, contents: Iterable[FileContent] = ()
    ) -> int:
        """Add an entry that no file says, with the contents of its attachments.

        Returns:
            The number of its revision.

        Raises:
            KnownError: If the library has an entry of this id, or cannot be written.
        """
        with self._by_hand(names, author, contents) as hand:
            return hand.add(entry)

    def put_by_hand(
        self, entries: Iterable[Entry], author: str, *, names: NameResolver, contents: Iterable[FileContent] = ()
    ) -> tuple[HandOutcome, ...]:
        """Let entries stand as somebody has written them, each changed if it is there, else added: all, or none.

        Raises:
            KnownError: If the library cannot be written.
        """
        with self._by_hand(names, author, contents) as hand:
            return hand.put(entries)

    def remove(self, entry: EntryId, author: str, *, names: NameResolver) -> None:
        """Take an entry out of the record. Its history is kept.

        Raises:
            KnownError: If the library does not have it, or cannot be written.
        """
        with self._by_hand(names, author) as hand:
            hand.remove(entry)

    def restore_removed(self, entry: EntryId, author: str, *, names: NameResolver) -> int:
        """Put an entry back that was removed, as it stood.

        Returns:
            The number of its new revision.

        Raises:
            KnownError: If the library has it, or never had it, or cannot be written.
        """
        with self._by_hand(names, author) as hand:
            return hand.restore_removed(entry)

    def restore(self, entry: EntryId, revision: int, author: str, *, names: NameResolver) -> int:
        """Let an entry say again what it said in an earlier revision, as a new one.

        Returns:
            The number of its new revision.

        Raises:
            KnownError: If the library does not have the entry or the revision, or cannot be written.
        """
        with self._by_hand(names, author) as hand:
            return hand.restore(entry, revision)

    def keep(self, contents: Iterable[FileContent]) -> None:
        """Keep contents of attachments of entries that the library has.

        Raises:
            KnownError: If one is not what its hash says, or the library cannot be written.
        """
        with self._changing() as conn, _keeping(conn, contents):
            pass

    def decide(self, decision: Decision, author: str, *, names: NameResolver) -> int:
        """Decide something about a company; all entries concerned are found by it at once.

        Returns:
            The number of the decision.

        Raises:
            KnownError: If it makes no sense, such as a company that is merged into itself, or the library cannot be
                written.
        """
        return self.decide_all([decision], author, names=names)[0]

    def decide_all(self, decisions: Iterable[Decision], author: str, *, names: NameResolver) -> tuple[int, ...]:
        """Like :meth:`decide`, for decisions that belong together: all are made, or none."""
        with self._changing() as conn:
            numbers = tuple(decide(conn, decision, author, names) for decision in decisions)
            _has_changed(conn)
        return numbers

    def undo_decision(self, decision: int, *, names: NameResolver) -> None:
        """Undo a decision about a company.

        Raises:
            KnownError: If it was undone already, a later decision rests on it, or the library cannot be written.
        """
        self.undo_decisions([decision], names=names)

    def undo_decisions(self, decisions: Iterable[int], *, names: NameResolver) -> None:
        """Like :meth:`undo_decision`, for several, the newest first: all are undone, or none."""
        with self._changing() as conn:
            for decision in sorted(set(decisions), reverse=True):
                undo_decision(conn, decision, names)
            _has_changed(conn)

    @contextmanager
    def _changing(self, *, is_trial: bool = False) -> Iterator[Connection]:
        """One transaction: what is done within is done wholly or not at all.

        Args:
            is_trial: Whether it is taken back in any case. Then it stays in memory, so that the file is not touched and
                others can read on; what is larger than memory should hold is written to the file and taken back.
        """
        with known_errors(self.path):
            if is_trial:
                self._db.conn.execute(f"PRAGMA cache_spill = {_TRIAL_PAGES}")
            else:
                set_journal(self._db.conn, "wal")
            try:
                with self._db.atomic():
                    yield self._db.conn
            finally:
                if is_trial:
                    self._db.conn.execute("PRAGMA cache_spill = 1")

    @contextmanager
    def _by_hand(self, names: NameResolver, author: str, contents: Iterable[FileContent] = ()) -> Iterator[HandEdits]:
        with self._changing() as conn, _keeping(conn, contents):
            yield HandEdits(conn, names, author)
            _has_changed(conn)


@contextmanager
def _keeping(conn: Connection, contents: Iterable[FileContent]) -> Iterator[None]:
    """Keep contents together with what is done within: if that fails, nothing of them stays."""
    files = AttachmentFiles(conn)
    try:
        files.keep(contents)
        yield
    except BaseException:
        files.discard()
        raise


def _has_changed(conn: Connection) -> None:
    conn.execute("UPDATE meta SET value = ? WHERE name = 'changed'", (datetime.now(UTC).isoformat(),))
