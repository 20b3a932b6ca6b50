from __future__ import annotations

import ast
import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import oversight_viewer
from oversight_viewer.logs import LOG_NAME, bug_report, log_folder, save_report, start_logging, stop_logging

SECRET = "privileged and confidential: the crane vendor"
PACKAGE = Path(oversight_viewer.__file__).parent


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = start_logging(tmp_path / "logs")
    assert handler is not None
    yield tmp_path / "logs" / LOG_NAME
    stop_logging(handler)


def caught(run: object = None) -> BaseException:
    try:
        title = SECRET
        raise ValueError(f"cannot read {title}")
    except ValueError as error:
        return error


def test_what_is_logged_is_the_sentence_and_its_numbers(log: Path) -> None:
    logging.getLogger("oversight_viewer.storage").info("%d entries taken in, %.1f s", 2_000, 1.25)
    assert log.read_text().endswith("INFO oversight_viewer.storage: 2000 entries taken in, 1.2 s\n")


@pytest.mark.parametrize(
    ("sentence", "args"),
    [
        ("read %s", (SECRET,)),
        ("read %(title)s", ({"title": SECRET},)),
        ("read %s", (Path("/home/somebody") / SECRET,)),
        ("read %s", (ValueError(SECRET),)),
        ("read %r of %d", ([SECRET], 3)),
    ],
)
def test_no_text_gets_into_the_log(log: Path, sentence: str, args: tuple[object, ...]) -> None:
    logging.getLogger("oversight_viewer").warning(sentence, *args)
    written = log.read_text()
    assert "oversight_viewer: " in written
    assert "crane" not in written
    assert "somebody" not in written


def test_no_text_gets_into_the_log_through_a_call_that_is_wrong(tmp_path: Path) -> None:
    handler = start_logging(tmp_path)
    assert handler is not None
    handler.handle(logging.LogRecord("oversight_viewer", logging.ERROR, "", 0, "read %d", (SECRET,), None))
    stop_logging(handler)
    assert (tmp_path / LOG_NAME).read_text().endswith("(a sentence that does not fit its numbers)\n")


def test_the_log_names_the_places_of_an_exception_but_not_its_message(log: Path) -> None:
    logging.getLogger("oversight_viewer").error("A task failed", exc_info=caught())
    written = log.read_text()
    assert "A task failed" in written
    assert "ValueError\n  tests/test_logs.py:" in written
    assert "crane" not in written


def test_nothing_is_logged_any_more_after_the_stop(log: Path, tmp_path: Path) -> None:
    handler = start_logging(tmp_path / "more")
    assert handler is not None
    stop_logging(handler)
    logging.getLogger("oversight_viewer").info("one")
    assert (tmp_path / "more" / LOG_NAME).read_text() == ""
    assert "one" in log.read_text()


def test_the_log_is_rotated_and_old_parts_are_dropped(log: Path) -> None:
    for number in range(30_000):
        logging.getLogger("oversight_viewer").info("a sentence that fills the file, number %d", number)
    parts = sorted(path.name for path in log.parent.iterdir())
    assert parts == [LOG_NAME, *(f"{LOG_NAME}.{number}" for number in (1, 2, 3))]
    assert all(path.stat().st_size <= 500_000 for path in log.parent.iterdir())


def test_a_log_that_cannot_be_rotated_goes_on_in_its_file(log: Path) -> None:
    for number in (1, 2, 3):
        (log.parent / f"{LOG_NAME}.{number}").mkdir()  # what stands in the way cannot be moved
        (log.parent / f"{LOG_NAME}.{number}" / "full").touch()
    for number in range(6_000):
        logging.getLogger("oversight_viewer").info("a sentence that fills the file past its limit, number %d", number)
    assert "number 5999" in log.read_text()


def test_a_folder_that_cannot_be_written_means_no_log_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert start_logging(tmp_path / "file" / "logs") is None
    assert save_report("report", tmp_path / "file" / "logs") is None


class FullDisk(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")

    def flush(self) -> None:
        self.write("")

    def close(self) -> None:
        self.write("")


def test_a_full_disk_does_not_disturb_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = start_logging(tmp_path)
    assert isinstance(handler, logging.FileHandler)
    opened = handler.setStream(FullDisk())  # type: ignore[arg-type]
    assert opened is not None
    opened.close()
    logging.getLogger("oversight_viewer").info("written nowhere")
    stop_logging(handler)
    assert capsys.readouterr().err == ""


def test_the_log_folder_belongs_to_the_user() -> None:
    assert log_folder().is_absolute()


def test_a_report_says_kind_place_and_versions_and_quotes_nothing() -> None:
    report = bug_report(caught())
    assert report.startswith(f"Oversight Viewer {oversight_viewer.__version__}\nPython 3.")
    assert "\nValueError\n  tests/test_logs.py:" in report
    assert " in caught\n" in report
    assert "crane" not in report
    assert "SECRET" not in report  # no line of source either
    assert str(Path.home()) not in report
    assert str(PACKAGE.parent) not in report


def test_a_report_names_what_led_to_an_error() -> None:
    try:
        try:
            raise caught()
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as outer:
        outer.add_note(SECRET)
        report = bug_report(outer)
    assert "\nRuntimeError\n" in report
    assert "\ncaused by: ValueError\n" in report
    assert "crane" not in report


def test_a_report_names_what_was_being_handled() -> None:
    try:
        try:
            raise caught()
        except ValueError:
            raise KeyError(SECRET)  # noqa: B904
    except KeyError as outer:
        report = bug_report(outer)
    assert "while handling: ValueError" in report
    assert "crane" not in report


def test_a_report_names_the_parts_of_a_group_and_ends_in_a_circle() -> None:
    inner = caught()
    group = ExceptionGroup(SECRET, [ValueError(SECRET), TypeError(SECRET)])
    inner.__cause__ = group
    group.__cause__ = inner
    report = bug_report(group)
    assert [line for line in report.splitlines() if line.endswith("Error")] == [
        "one of its parts: ValueError",
        "one of its parts: TypeError",
        "caused by: ValueError",
    ]
    assert "crane" not in report


def test_a_report_of_endless_recursion_is_short() -> None:
    def down() -> None:
        down()

    with pytest.raises(RecursionError) as info:
        down()
    report = bug_report(info.value)
    assert "more …" in report
    assert len(report.splitlines()) < 60


def test_a_report_names_files_of_other_packages_without_their_folder() -> None:
    import json

    with pytest.raises(json.JSONDecodeError) as info:
        json.loads(SECRET)
    report = bug_report(info.value)
    assert "\njson.decoder.JSONDecodeError\n" in report
    assert "\n  json/decoder.py:" in report
    assert "crane" not in report


def test_a_report_of_code_from_nowhere_names_only_its_file() -> None:
    with pytest.raises(ZeroDivisionError) as info:
        exec(compile("1 / 0", "/home/somebody/thing.py", "exec"))
    assert "\n  thing.py:1 in <module>\n" in bug_report(info.value)


def test_versions_of_what_is_loaded_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import qVersion
    from sqlcipher3 import dbapi2

    report = bug_report(caught())
    assert f"Qt {qVersion()}" in report
    assert f"SQLite {dbapi2.sqlite_version}" in report
    monkeypatch.delitem(sys.modules, "PySide6.QtCore")
    assert "Qt " not in bug_report(caught())


def test_only_the_latest_reports_are_kept(tmp_path: Path) -> None:
    paths = [save_report(f"report {number}\n", tmp_path) for number in range(25)]
    assert sorted(tmp_path.iterdir()) == paths[5:]
    assert paths[-1] is not None
    assert paths[-1].read_text() == "report 24\n"


def test_every_log_call_of_the_package_has_a_fixed_sentence() -> None:
    """A sentence that is put together before the call would get past the filter."""
    loose = []
    names = {"debug", "info", "warning", "error", "exception", "critical"}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names):
                continue
            owner = ast.unparse(node.func.value).lower()
            if "log" in owner and not (node.args and isinstance(node.args[0], ast.Constant)):
                loose.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert loose == []
