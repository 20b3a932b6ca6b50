"""The verbs that change single entries and tell how they came to say what they say: edit, history."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oversight_viewer.cli.filters import resolve_mark
from oversight_viewer.cli.output import count_text, paragraph, print_json, print_text, say
from oversight_viewer.cli.reading import AS_JSON, LIBRARY, reading
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import InvalidEntry, KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.outcomes import Outcome
from oversight_viewer.domain.records import EntryId

if TYPE_CHECKING:
    from oversight_viewer.domain.entry_diff import FieldChange
    from oversight_viewer.domain.records import JsonObject
    from oversight_viewer.domain.saving import Revision

_FILE = click.Path(path_type=Path)
_UPDATED, _UNCHANGED = Outcome.UPDATED.value, Outcome.UNCHANGED.value
_AROUND = 60  # characters that are shown before and after what changed


def _setting(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value[:60]!r} is not FIELD=VALUE.")
    settings = [value.partition("=") for value in values]
    return tuple((name.strip(), value) for name, _, value in settings)


@click.command()
@LIBRARY
@click.argument("what", metavar="ID|FILE.json")
@click.option(
    "--set", "settings", metavar="FIELD=VALUE", multiple=True, callback=_setting, help="Let a field say something else."
)
@click.option("--attach", "files", metavar="FILE", multiple=True, type=_FILE, help="Attach a file.")
@click.option("--remove", is_flag=True, help="Take the entry out of the record. Its history is kept.")
@click.option("--restore", metavar="REVISION", type=int, help="Let the entry say again what it said, also if removed.")
@AS_JSON
def edit(
    path: Path,
    what: str,
    settings: tuple[tuple[str, str], ...],
    files: tuple[Path, ...],
    remove: bool,
    restore: int | None,
    as_json: bool,
) -> int:
    """Change entries of LIBRARY by hand, as the editor does.

    With options, the entry ID is changed. Fields have the names of the interchange format; committees, companies and
    tags are given once for each that the entry shall have, and an empty VALUE takes a field away. Lists of requests,
    answers, links, sources and people are written as JSON.

    Without options, a FILE holds whole entries as JSON: an object as "show --json" prints it, a list of them, or one a
    line. Those that the library has are changed, others are added, all at once or none.

    What was said before stays in the history of an entry, and imports do not overwrite what was changed by hand.
    """
    ways = [bool(settings or files), remove, restore is not None]
    if sum(ways) > 1:
        raise click.UsageError("Give only one of --set with --attach, --remove and --restore.")
    if not any(ways):
        done = _put_file(path, Path(what))
    elif remove:
        done = _remove(path, EntryId(what))
    elif restore is not None:
        done = _restore(path, EntryId(what), restore)
    else:
        done = _set(path, EntryId(what), settings, files)
    _tell(done, as_json=as_json)
    return 0


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of an entry; without a revision if it is out of the record."""

    id: str
    outcome: str
    revision: int | None = None


def _tell(done: Sequence[_Done], *, as_json: bool) -> None:
    if as_json:
        listed: list[JsonObject] = [
            {"id": item.id, "outcome": item.outcome, "revision": item.revision} for item in done
        ]
        print_json({"count": len(listed), "entries": [*listed]})
        return
    for item in done:
        revision = "" if item.revision is None else f", revision {item.revision}"
        print_text(f"{clean_line(item.id)}: {item.outcome}{revision}")


def _changed(entry: EntryId, number: int, before: int | None) -> list[_Done]:
    return [_Done(entry, _UNCHANGED if number == before else _UPDATED, number)]


def _put_file(path: Path, file: Path) -> list[_Done]:
    from oversight_viewer.files import is_there
    from oversight_viewer.tasks.upkeep import put_entries
    from oversight_viewer.user import author_name

    if not is_there(file):
        raise KnownError(
            f"There is no file “{clean_line(file.name)[:80]}”.",
            todo="To change an entry of the library, say what is to be changed: --set FIELD=VALUE.",
        )
    outcomes, notes = put_entries(path, file, author_name())
    for note in notes:
        say(note)
    return [_Done(item.id, item.outcome.value, item.revision) for item in outcomes]


def _set(path: Path, entry: EntryId, settings: Sequence[tuple[str, str]], files: Sequence[Path]) -> list[_Done]:
    from oversight_viewer.domain.entry_settings import with_settings
    from oversight_viewer.tasks.attachments import file_contents_of
    from oversight_viewer.tasks.jobs import entry_detail
    from oversight_viewer.tasks.upkeep import edit_entry
    from oversight_viewer.user import author_name

    with reading(path) as (library, _):
        before = entry_detail(library, entry)
    scheme = MarkScheme()
    resolved = [(name, resolve_mark(value, scheme) if name == "mark" else value) for name, value in settings]
    try:
        after = with_settings(before.entry, resolved)
    except InvalidEntry as error:
        raise KnownError(f"{error.reason}.", todo="“edit --help” says how fields are given.") from error
    attached = file_contents_of(files)
    known = {item.path for item in after.attachments}
    new = tuple(item for item, _ in attached if item.path not in known)
    after = replace(after, attachments=after.attachments + new)
    contents = [content for _, content in attached]
    number = edit_entry(path, after, before.revision, author_name(), contents)
    return _changed(entry, number, before.revision)


def _remove(path: Path, entry: EntryId) -> list[_Done]:
    from oversight_viewer.tasks.upkeep import remove_entry
    from oversight_viewer.user import author_name

    _history(path, entry)  # says if there never was such an entry
    remove_entry(path, entry, author_name())
    return [_Done(entry, "removed")]


def _restore(path: Path, entry: EntryId, revision: int) -> list[_Done]:
    from oversight_viewer.tasks.upkeep import bring_back
    from oversight_viewer.user import author_name

    known = _history(path, entry)
    if revision not in {item.number for item in known}:
        numbers = f"1 to {known[-1].number}" if len(known) > 1 else str(known[-1].number)
        raise KnownError(f"The entry has no revision {revision}.", todo=f"Its revisions are {numbers}.")
    before = next((item.number for item in known if item.is_current), None)
    number = before
    if before is None:  # it was removed: it comes back as it stood last, and from there goes back further
        number = bring_back(path, entry, author_name())
    if before is not None or revision != known[-1].number:
        number = bring_back(path, entry, author_name(), revision)
    assert number is not None
    return _changed(entry, number, before)


def _history(path: Path, entry: EntryId) -> tuple[Revision, ...]:
    """All revisions of an entry, oldest first.

    Raises:
        KnownError: If the library never had it.
    """
    with reading(path) as (library, _):
        found = library.history(entry)
    if not found:
        raise KnownError(
            f"The library has no entry “{clean_line(entry)[:80]}”, and never had one.",
            safe="",
            todo="“search” lists the entries with their ids.",
        )
    return found


@click.command()
@LIBRARY
@click.argument("entry", metavar="ID")
@AS_JSON
def history(path: Path, entry: str, as_json: bool) -> int:
    """Show what an entry of LIBRARY said before, newest first.

    Each revision is shown with when and by whom it was saved, and what it changed: [-taken out-] and {+put in+}. Also
    an entry that was removed has its history; "edit --restore" brings a revision back.
    """
    revisions = _history(path, EntryId(entry))
    pairs = list(zip([None, *revisions], revisions, strict=False))[::-1]
    if as_json:
        print_json({"id": entry, "revisions": [_revision_json(earlier, item) for earlier, item in pairs]})
        return 0
    for earlier, item in pairs:
        print_text("\n".join(_revision_lines(earlier, item)))
    say(f"{count_text(len(revisions), 'revision', 'revisions')} of {clean_line(entry)}.")
    return 0


def _state(item: Revision) -> str:
    return "current" if item.is_current else "removed" if item.is_removed else "earlier"


def _revision_json(earlier: Revision | None, item: Revision) -> JsonObject:
    from oversight_viewer.domain.entry_diff import changes_between
    from oversight_viewer.domain.entry_json import entry_to_json

    changes: list[JsonObject] = []
    if earlier is not None:
        before, after = entry_to_json(earlier.entry), entry_to_json(item.entry)
        for change in changes_between(earlier.entry, item.entry):
            changes.append(
                {"field": change.field, "before": before.get(change.field), "after": after.get(change.field)}
            )
    return {
        "number": item.number,
        "saved_at": item.saved_at.isoformat(),
        "by": None if isinstance(item.by, int) else item.by,
        "import": item.by if isinstance(item.by, int) else None,
        "state": _state(item),
        "changes": [*changes],
    }


def _revision_lines(earlier: Revision | None, item: Revision) -> Iterator[str]:
    from oversight_viewer.domain.entry_diff import changes_between

    by = f"import {item.by}" if isinstance(item.by, int) else clean_line(item.by)
    state = {"current": " (as it stands)", "removed": " (removed)", "earlier": ""}[_state(item)]
    yield f"Revision {item.number}{state}, {item.saved_at.astimezone():%Y-%m-%d %H:%M}, {by}"
    if earlier is None:
        yield "    This is how it was first recorded."
        return
    changes = changes_between(earlier.entry, item.entry)
    if not changes:
        yield "    Nothing changed in what it says."
    for change in changes:
        yield paragraph(f"{change.field}: {_marked(change)}", "    ", "  ")


def _marked(change: FieldChange) -> str:
    """What changed, with a little of what stands around it."""
    from oversight_viewer.domain.entry_diff import Piece

    words = {Piece.GONE: "[-{}-]", Piece.NEW: "{{+{}+}}"}
    parts: list[str] = []
    last = len(change.pieces) - 1
    for place, (piece, text) in enumerate(change.pieces):
        if piece in words:
            parts.append(words[piece].format(text))
            continue
        head = text[:_AROUND] if place > 0 else ""
        tail = text[-_AROUND:] if place < last else ""
        parts.append(text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}")
    return "".join(parts)
