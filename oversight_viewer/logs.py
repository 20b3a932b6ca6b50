"""The log file and bug reports. Neither ever holds text of the record, names of files of the user, or their folders.

What is logged are fixed sentences with numbers in them. A bug report says which line of which program file failed and
how it was reached, but not the message of the exception, which may quote the record.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath

import platformdirs

from oversight_viewer import __version__

LOGGER_NAME = "oversight_viewer"
LOG_NAME = "oversight-viewer.log"
_LOG_BYTES = 500_000
_LOGS_KEPT = 3
_REPORTS_KEPT = 20
_FRAMES_SHOWN = 40
_CAUSES_SHOWN = 10
_PACKAGE = Path(__file__).resolve().parent


def log_folder() -> Path:
    """Where this system keeps the log files of the user. The folder need not exist."""
    return Path(platformdirs.user_log_dir("Oversight Viewer", appauthor=False))


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else "(text)"


class _NumbersOnly(logging.Formatter):
    """Writes the fixed sentence of a log call; of what is put into it only numbers, of an exception only the places."""

    def format(self, record: logging.LogRecord) -> str:
        args = record.args
        if isinstance(args, tuple):
            args = tuple(map(_plain, args))
        elif args:
            args = {name: _plain(value) for name, value in args.items()}
        try:
            sentence = str(record.msg) % args if args else str(record.msg)
        except (TypeError, ValueError):
            sentence = "(a sentence that does not fit its numbers)"
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = f"{at} {record.levelname} {record.name}: {sentence}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + _describe(record.exc_info[1])
        return line


class _LogFile(logging.FileHandler):
    """A rotating file that gives up quietly: a full disk or a second window must not disturb the work.

    Like ``logging.handlers.RotatingFileHandler``, which loads much of what networks need.
    """

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self.stream.tell() + len(self.format(record)) >= _LOG_BYTES:
                self._rotate()
        except (OSError, ValueError):
            self.handleError(record)
        super().emit(record)

    def _rotate(self) -> None:
        path = Path(self.baseFilename)
        self.close()
        try:
            for number in range(_LOGS_KEPT - 1, -1, -1):
                former = path.with_name(f"{path.name}.{number}") if number else path
                if former.exists():
                    former.replace(path.with_name(f"{path.name}.{number + 1}"))
        except OSError:
            # Windows does not rename a file that another window has open. The file grows on until it is closed there.
            pass
        finally:
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        return


def start_logging(folder: Path) -> logging.Handler | None:
    """Begin to write the log into a folder.

    Returns:
        The handler, to be given to :func:`stop_logging`; None when the folder cannot be written, and then there is
        no log.
    """
    logger = logging.getLogger(LOGGER_NAME)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _LogFile(folder / LOG_NAME, encoding="utf-8", errors="replace")
    except OSError:
        return None
    handler.setFormatter(_NumbersOnly())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    # Nobody else's handler sees what is logged here, or the other way round.
    logger.propagate = False
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Close what :func:`start_logging` opened."""
    logging.getLogger(LOGGER_NAME).removeHandler(handler)
    with contextlib.suppress(OSError):
        handler.close()


def _program_file(name: str) -> str:
    """The name of a program file without the folders in which it is installed."""
    path = PurePath(name)
    if path.is_relative_to(_PACKAGE.parent):
        return path.relative_to(_PACKAGE.parent).as_posix()
    for folder in ("site-packages", "dist-packages", f"python3.{sys.version_info.minor}", "lib", "Lib"):
        if folder in path.parts:
            place = len(path.parts) - 1 - path.parts[::-1].index(folder)
            return "/".join(path.parts[place + 1 :])
    return path.name


def _places(error: BaseException) -> Iterator[str]:
    frames = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    if len(frames) > _FRAMES_SHOWN:
        left_out = len(frames) - _FRAMES_SHOWN
        head, tail = frames[: _FRAMES_SHOWN // 2], frames[-_FRAMES_SHOWN // 2 :]
    else:
        left_out, head, tail = 0, frames, []
    for place, (code, line) in enumerate(head + tail):
        if left_out and place == len(head):
            yield f"  … {left_out} more …"
        yield f"  {_program_file(code.co_filename)}:{line} in {code.co_qualname}"


def _chain(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """An error with those that led to it, the last one first, none of them twice."""
    waiting, seen = [("", error)], set[int]()
    while waiting and len(seen) < _CAUSES_SHOWN:
        word, current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield word, current
        if isinstance(current, BaseExceptionGroup):
            waiting += [("one of its parts: ", part) for part in current.exceptions]
        if current.__cause__ is not None:
            waiting.append(("caused by: ", current.__cause__))
        elif current.__context__ is not None and not current.__suppress_context__:
            waiting.append(("while handling: ", current.__context__))


def _describe(error: BaseException) -> str:
    lines: list[str] = []
    for word, current in _chain(error):
        kind = type(current)
        name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
        lines += [word + name, *_places(current)]
    return "\n".join(lines)


def _versions() -> Iterator[str]:
    import platform  # noqa: PLC0415 - seldom needed, and not at the start

    yield f"Oversight Viewer {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    # Only what is loaded is asked: a report must not load Qt or a database.
    engine = sys.modules.get("sqlcipher3.dbapi2")
    if engine is not None:
        yield f"SQLite {engine.sqlite_version}"
    qt = sys.modules.get("PySide6.QtCore")
    if qt is not None:
        yield f"Qt {qt.qVersion()}, PySide6 {qt.__version__}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"


def bug_report(error: BaseException) -> str:
    """Say what went wrong, for those who mend it: the kind of the error, where in the program, and the versions.

    It holds no message, no source text and no value of a variable, since any of these may quote the record, and no
    folder of the user.
    """
    return "\n".join((*_versions(), "", _describe(error), ""))


def save_report(report: str, folder: Path) -> Path | None:
    """Keep a bug report as a file of its own and forget the oldest ones.

    Returns:
        The path of the file; None when the folder cannot be written.
    """
    name = f"bug-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S-%f')}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(report, encoding="utf-8")
        for old in sorted(folder.glob("bug-*.txt"))[:-_REPORTS_KEPT]:
            old.unlink()
    except OSError:
        return None
    return folder / name
