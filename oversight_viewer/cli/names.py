"""The verb that reviews the names of companies: what may be the same, what was decided, and deciding it."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oversight_viewer.cli.filters import resolve_company
from oversight_viewer.cli.output import count_text, print_json, print_text, say, table, terminal_width
from oversight_viewer.cli.reading import AS_JSON, LIBRARY, reading
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.name_decisions import CompanyDetail, Decision, DecisionKind, MadeDecision, fold_name
from oversight_viewer.domain.name_words import (
    CompanyRow,
    consequence,
    decision_words,
    entries_words,
    numbers_decision,
    numbers_problem,
    numbers_words,
    problem_of,
    rename_problem,
)

if TYPE_CHECKING:
    from oversight_viewer.domain.records import JsonObject
    from oversight_viewer.storage.library import Library
    from oversight_viewer.tasks.names import KnownCompanies

_LIST_WORD = "near"


class NameVerbs(click.Group):
    """The verbs of names. They come after the library, and the list of near names needs none."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and (len(args) == 1 or args[1] == "--json"):
            args = [args[0], _LIST_WORD, *args[1:]]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group("names", cls=NameVerbs, subcommand_metavar="[VERB ...]")
@LIBRARY
@click.pass_context
def names(context: click.Context, path: Path) -> None:
    """Review what companies are called in LIBRARY.

    Without a verb, the companies are listed whose names are near one another, to be looked at; nothing is ever done
    because of that alone. Records keep the names as they are written, and each decision can be undone.
    """
    context.obj = path


_PATH = click.make_pass_decorator(Path)


@dataclass(frozen=True, slots=True)
class _Company:
    """A company of the library, with what a decision about it has to be checked against."""

    detail: CompanyDetail
    near: tuple[str, ...]
    known: KnownCompanies

    @property
    def rows(self) -> dict[str, CompanyRow]:
        return {fold_name(row.name): row for row in self.known.companies}


def _company(library: Library, word: str) -> _Company:
    from oversight_viewer.tasks.names import company_with_near, known_companies

    known = known_companies(library, {})
    detail, near = company_with_near(library, resolve_company(word, library), known)
    assert detail is not None, "a company of the directory is in the library"
    return _Company(detail, near, known)


# What is listed


@names.command(_LIST_WORD)
@AS_JSON
@_PATH
def near_names(path: Path, as_json: bool) -> int:
    """List companies that may be the same, the nearest first.

    This is done without a verb too.
    """
    from oversight_viewer.tasks.names import known_companies, pairs_to_review

    with reading(path) as (library, notes):
        known = known_companies(library, notes)
        pairs = pairs_to_review(known)
    counts = {row.name: row.entries for row in known.companies}
    if as_json:
        listed: list[JsonObject] = [
            {
                "first": {"name": pair.first, "entries": counts[pair.first]},
                "second": {"name": pair.second, "entries": counts[pair.second]},
                "score": round(pair.score, 1),
            }
            for pair in pairs
        ]
        print_json({"count": len(pairs), "pairs": [*listed]})
        return 0
    if pairs:
        rows = [[_counted(pair.first, counts), _counted(pair.second, counts)] for pair in pairs]
        print_text(table(("This company", "may be the same as"), rows, {"This company": 60}, terminal_width()))
        say(
            f"{count_text(len(pairs), 'pair', 'pairs')} to look at: “merge” makes one of two, “apart” tells them apart."
        )
    else:
        say("No two companies have names that are near one another.")
    return 0


def _counted(name: str, counts: dict[str, int]) -> str:
    return f"{clean_line(name)} ({counts[name]:,})"


@names.command("list")
@click.argument("text", default="")
@AS_JSON
@_PATH
def list_companies(path: Path, text: str, as_json: bool) -> int:
    """List the companies, or those that TEXT finds.

    It may stand in the name, or in that of the owner.
    """
    from oversight_viewer.tasks.names import known_companies

    with reading(path) as (library, notes):
        rows = known_companies(library, notes).companies
    wanted = fold_name(text)
    found = sorted(
        (row for row in rows if wanted in fold_name(row.name) or wanted in fold_name(row.parent or "")),
        key=lambda row: row.name.casefold(),
    )
    if as_json:
        listed: list[JsonObject] = [{"name": row.name, "owner": row.parent, "entries": row.entries} for row in found]
        print_json({"count": len(found), "companies": [*listed]})
    elif found:
        cells = [[f"{row.entries:,}", clean_line(row.name), clean_line(row.parent or "")] for row in found]
        print_text(table(("Entries", "Company", "Owned by"), cells, {"Company": 60}, terminal_width()))
    else:
        say("There is none.")
    return 0


@names.command("show")
@click.argument("name")
@AS_JSON
@_PATH
def show_company(path: Path, name: str, as_json: bool) -> int:
    """Show what is known of the company NAME.

    Its owner, other names and numbers, how records write it, and what may be the same.
    """
    with reading(path) as (library, _):
        company = _company(library, name)
    detail = company.detail
    if as_json:
        print_json(
            {
                "name": detail.name,
                "owner": detail.parent,
                "aliases": list(detail.aliases),
                "cik": detail.cik,
                "lei": detail.lei,
                "tickers": list(detail.tickers),
                "written": [{"name": form.name, "entries": form.entries} for form in detail.written],
                "near": list(company.near),
            }
        )
        return 0
    lines = [
        ("Owned by", detail.parent or "-"),
        ("Other names", "; ".join(detail.aliases) or "-"),
        *numbers_words(detail),
        *(("Written", f"{form.name} ({entries_words(form.entries)})") for form in detail.written),
        *(("Maybe the same", other) for other in company.near),
    ]
    print_text("\n".join([clean_line(detail.name), *(f"{head + ':':<16}{clean_line(text)}" for head, text in lines)]))
    return 0


@names.command("decisions")
@AS_JSON
@_PATH
def list_decisions(path: Path, as_json: bool) -> int:
    """List what was decided, newest first.

    Each decision has a number, by which it is undone.
    """
    with reading(path) as (library, _):
        made = library.decisions()[::-1]
    if as_json:
        print_json({"count": len(made), "decisions": [_decision_json(item) for item in made]})
        return 0
    for item in made:
        state = " (undone)" if item.is_undone else ""
        when, who = f"{item.at.astimezone():%Y-%m-%d %H:%M}", clean_line(item.author)
        print_text(f"{item.id:>4}  {when}  {who}: {clean_line(decision_words(item.decision))}{state}")
    if not made:
        say("Nothing was decided yet.")
    return 0


def _decision_json(made: MadeDecision) -> JsonObject:
    decision = made.decision
    return {
        "id": made.id,
        "at": made.at.isoformat(),
        "by": made.author,
        "kind": decision.kind.value,
        "company": decision.company,
        "other": decision.other,
        "cik": decision.cik,
        "lei": decision.lei,
        "tickers": list(decision.tickers),
        "undone": made.is_undone,
    }


# What is decided


def _refuse(reason: str) -> KnownError:
    return KnownError(reason, todo="“names LIBRARY list” and “names LIBRARY decisions” tell what there is.")


def _decide(path: Path, company: _Company, *decisions: Decision) -> int:
    """Make decisions about a company, and say what they do.

    Raises:
        KnownError: If they make no sense, or the library cannot be written.
    """
    from oversight_viewer.tasks.upkeep import decide_all
    from oversight_viewer.user import author_name

    for number, decision in zip(decide_all(path, decisions, author_name()), decisions, strict=True):
        print_text(f"Decision {number}: {clean_line(decision_words(decision))}.")
    say(consequence(decisions[-1], company.detail, company.rows))
    return 0


def _checked(company: _Company, decision: Decision) -> Decision:
    if problem := problem_of(decision, company.detail, company.rows, company.known.decisions):
        raise _refuse(problem)
    return decision


@names.command()
@click.argument("name")
@click.argument("into")
@_PATH
def merge(path: Path, name: str, into: str) -> int:
    """Merge the company NAME into INTO.

    They are the same: what names the one is shown as the other, later records too.
    """
    with reading(path) as (library, _):
        company = _company(library, name)
        other = resolve_company(into, library)
    return _decide(path, company, _checked(company, Decision(DecisionKind.MERGE, company.detail.name, other)))


@names.command()
@click.argument("name")
@click.argument("other")
@_PATH
def apart(path: Path, name: str, other: str) -> int:
    """Tell the companies NAME and OTHER apart.

    They are not the same: they are no longer suggested, and not merged before that is undone.
    """
    with reading(path) as (library, _):
        company = _company(library, name)
        second = resolve_company(other, library)
    return _decide(path, company, _checked(company, Decision(DecisionKind.APART, company.detail.name, second)))


@names.command()
@click.argument("written")
@click.option("--to", metavar="NAME", help="The company to which it belongs; one of its own when not given.")
@_PATH
def split(path: Path, written: str, to: str | None) -> int:
    """Split off WRITTEN, a name as records write it.

    It is a company of its own from then on, or belongs to another one.
    """
    with reading(path) as (library, _):
        company = _company(library, written)
        other = None if to is None else resolve_company(to, library)
    forms = [form.name for form in company.detail.written if fold_name(form.name) == fold_name(written)]
    if not forms:
        raise _refuse(f"No record writes “{clean_line(written)[:80]}”.")
    if other is None and fold_name(written) == fold_name(company.detail.name):
        raise _refuse("That is the name of the company itself: say with --to to which one it belongs.")
    return _decide(path, company, _checked(company, Decision(DecisionKind.SPLIT, forms[0], other)))


@names.command()
@click.argument("name")
@click.argument("owner_name", metavar="[OWNER]", required=False)
@click.option("--none", "nobody", is_flag=True, help="Nobody owns it.")
@_PATH
def owner(path: Path, name: str, owner_name: str | None, nobody: bool) -> int:
    """Set who owns the company NAME.

    The owner need not be in the library yet.
    """
    if (owner_name is None) is not nobody:
        raise click.UsageError("Give the OWNER, or --none.")
    with reading(path) as (library, _):
        company = _company(library, name)
    other = None if owner_name is None else _as_known(company, owner_name)
    return _decide(path, company, _checked(company, Decision(DecisionKind.PARENT, company.detail.name, other)))


def _as_known(company: _Company, word: str) -> str | None:
    """A name as the library writes it where it has it, else in one line."""
    row = company.rows.get(fold_name(word))
    return row.name if row is not None else " ".join(word.split()) or None


@names.command()
@click.argument("name")
@click.argument("other")
@click.option("--remove", is_flag=True, help="It is no name of this company any more.")
@_PATH
def alias(path: Path, name: str, other: str, remove: bool) -> int:
    """Give the company NAME another name, OTHER.

    Records that write it are shown under NAME, later ones too.
    """
    with reading(path) as (library, _):
        company = _company(library, name)
    detail = company.detail
    if not remove:
        decision = Decision(DecisionKind.ADD_ALIAS, detail.name, _as_known(company, other))
        return _decide(path, company, _checked(company, decision))
    known = next((item for item in detail.aliases if fold_name(item) == fold_name(other)), None)
    if known is None:
        listed = "; ".join(map(clean_line, detail.aliases)) or "none"
        what = f"“{clean_line(other)[:80]}” is no other name of “{clean_line(detail.name)[:80]}”."
        raise KnownError(what, todo=f"Its other names are: {listed}.")
    return _decide(path, company, _checked(company, Decision(DecisionKind.REMOVE_ALIAS, detail.name, known)))


@names.command()
@click.argument("name")
@click.argument("new")
@_PATH
def rename(path: Path, name: str, new: str) -> int:
    """Show the company NAME as NEW from now on.

    No company of the library may have that name yet. The owner stays.
    """
    from oversight_viewer.tasks.names import renaming

    with reading(path) as (library, _):
        company = _company(library, name)
    new = " ".join(new.split())
    if problem := rename_problem(new, company.detail, company.rows):
        raise _refuse(problem)
    return _decide(path, company, *renaming(company.detail, new))


@names.command()
@click.argument("name")
@click.option("--cik", default="", help="Its number at the SEC.")
@click.option("--lei", default="", help="Its legal entity identifier: 20 letters and figures.")
@click.option("--ticker", "tickers", multiple=True, help="Its symbols on exchanges; they replace the known ones.")
@_PATH
def numbers(path: Path, name: str, cik: str, lei: str, tickers: Sequence[str]) -> int:
    """Keep numbers of the company NAME.

    What is not given stays as it is.
    """
    symbols = " ".join(tickers)
    if problem := numbers_problem(cik, lei, symbols):
        raise click.UsageError(problem)
    with reading(path) as (library, _):
        company = _company(library, name)
    return _decide(path, company, numbers_decision(company.detail.name, cik, lei, symbols))


@names.command("undo")
@click.argument("numbers_made", metavar="NUMBER...", type=int, nargs=-1, required=True)
@_PATH
def undo_decisions(path: Path, numbers_made: tuple[int, ...]) -> int:
    """Undo decisions by their numbers.

    All of them or none; later ones that rest on them have to go with them, or first.
    """
    from oversight_viewer.tasks.upkeep import undo_decision

    undo_decision(path, *numbers_made)
    print_text(f"{count_text(len(set(numbers_made)), 'decision', 'decisions')} undone.")
    return 0
