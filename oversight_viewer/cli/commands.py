"""The command with its verbs, and what becomes of errors."""

from __future__ import annotations

import difflib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from oversight_viewer import __version__
from oversight_viewer.cli.editing import edit, history
from oversight_viewer.cli.importing import import_command, imports, undo
from oversight_viewer.cli.names import names
from oversight_viewer.cli.opening import open_window
from oversight_viewer.cli.output import ReaderGone, drop_output, finish, prepare_streams, say
from oversight_viewer.cli.reading import check, info, search, show
from oversight_viewer.cli.signals import end_at_once, end_in_order
from oversight_viewer.cli.window import open_command, sample
from oversight_viewer.cli.writing import export, memo, new
from oversight_viewer.domain.errors import KnownError

DONE, WITH_FINDINGS, USAGE, KNOWN_ERROR, BUG, STOPPED = 0, 1, 2, 3, 70, 130

_LOG = logging.getLogger(__name__)


class Verbs(click.Group):
    """The verbs. A first word that is no verb but a file is a library to open; errors become messages and codes."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word not in self.commands and not word.startswith("-"):
            path = Path(word)
            if os.path.exists(path) or path.suffix.lower() == ".oversight" or path.name != word:
                return "open", self.commands["open"], args
            near = difflib.get_close_matches(word, self.commands, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"There is no verb and no library “{word}”.{hint}")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)  # in the order in which they are used

    # In click, main() never returns when it stands alone; here it may, so that whoever calls it gets the code.
    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, standalone_mode: bool = True, **extra: Any
    ) -> int:
        code = self._run(args, extra)
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, args: Sequence[str] | None, extra: dict[str, Any]) -> int:
        try:
            code = super().main(args, standalone_mode=False, **extra)
            finish()
            return code if isinstance(code, int) else DONE
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except click.Abort:
            say("Stopped. Nothing was changed.")
            return STOPPED
        except ReaderGone:
            drop_output()
            return DONE
        except Exception as error:
            return _tell(error)


def tell(error: Exception) -> int:
    """Say why nothing came of what was asked; returns the exit code."""
    prepare_streams()
    return _tell(error)


def _tell(error: Exception) -> int:
    if isinstance(error, KnownError):
        say(str(error))
        return KNOWN_ERROR
    return _tell_bug(error)


def _tell_bug(error: Exception) -> int:
    """Say that there is a bug, and keep a report of it that holds no text of the record."""
    from oversight_viewer.logs import (  # noqa: PLC0415
        bug_report,
        log_folder,
        save_report,
        start_logging,
        stop_logging,
    )

    folder = log_folder()
    handler = start_logging(folder)
    _LOG.error("A command failed", exc_info=error)
    if handler is not None:
        stop_logging(handler)
    report = bug_report(error)
    kept = save_report(report, folder)
    say("Something went wrong that should not have: this is a mistake in Oversight Viewer, not yours.")
    if kept is None:
        say(f"Please send this report to those who look after it; it holds no text of the record.\n\n{report}")
    else:
        say(f"Please send this report to those who look after it; it holds no text of the record:\n{kept}")
    return BUG


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    subcommand_metavar="[LIBRARY | VERB ...]",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="oversight-viewer")
@click.pass_context
def cli(context: click.Context) -> int | None:
    """Read the record of oversight: what committees asked, what was said, what companies answered.

    Without a verb, "oversight-viewer LIBRARY" opens the window.

    Exit codes: 0 done; 1 done, with rejects or findings; 2 wrong usage; 3 an error that is explained, and nothing was
    changed.
    """
    if context.invoked_subcommand is None:
        return open_window(None)
    return None


for _verb in (
    open_command, sample, new, import_command, imports, undo, export, search, show, edit, history, names, memo, check,
    info,
):  # fmt: skip
    cli.add_command(_verb)


def run(words: Sequence[str]) -> int:
    """Run the command with what stands after its name, and return the exit code."""
    prepare_streams()
    end_in_order()
    try:
        code: int = cli.main(list(words), prog_name="oversight-viewer", standalone_mode=False)
    finally:
        end_at_once()
    return code
