from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import oversight_viewer
from oversight_viewer.cli import main, opening, signals
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.logs import LOG_NAME, log_folder
from oversight_viewer.storage.library import Library
from tests.cli.conftest import Run

VERBS = [
    "open",
    "sample",
    "new",
    "import",
    "imports",
    "undo",
    "export",
    "search",
    "show",
    "edit",
    "history",
    "names",
    "memo",
    "check",
    "info",
]
ROOT = Path(oversight_viewer.__file__).parent.parent


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "oversight_viewer", *map(str, words)]


def call(*words: object, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*words), capture_output=True, check=False, cwd=ROOT, **more)


# Help and usage


def test_help_names_the_verbs_in_the_order_of_their_use(run: Run) -> None:
    text = run("--help").stdout
    listed = [line.split()[0] for line in text.partition("Commands:")[2].splitlines() if line.strip()]
    assert listed == VERBS
    assert "..." not in text.partition("Commands:")[2]


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself(run: Run, verb: str) -> None:
    assert run(verb, "--help").stdout.startswith(f"Usage: cli {verb}")


def test_the_version_is_said(run: Run) -> None:
    assert oversight_viewer.__version__ in run("--version").stdout


def test_a_verb_that_is_none_is_told_from_a_library(run: Run, tmp_path: Path) -> None:
    assert "Did you mean “search”?" in run("serach", tmp_path, code=2).stderr
    assert "There is no verb and no library “zzz”." in run("zzz", code=2).stderr
    assert "no such option" in run("--nonsense", code=2).stderr.lower()


@pytest.mark.parametrize("word", ["missing.oversight", "./missing", "some/where", "MISSING.OVERSIGHT"])
def test_a_library_that_is_missing_is_said_before_a_window_opens(run: Run, word: str) -> None:
    assert "There is no file" in run(word, code=3).stderr


def test_a_file_that_is_no_library_is_said_before_a_window_opens(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Sir")
    assert "is not a library" in run(tmp_path / "letter", code=3).stderr
    assert "is a folder" in run(tmp_path, code=3).stderr


# Errors


def test_a_known_error_is_a_message_and_nothing_else(run: Run, sample: Path) -> None:
    result = run("show", sample, "\x1b[31mnope", code=3)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr


def test_a_bug_is_reported_without_text_of_the_record(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("privileged text of the record")

    monkeypatch.setattr(Library, "info", fail)
    result = run("info", sample, code=70)
    path = Path(result.stderr.splitlines()[-1])
    report, log = path.read_text(), (log_folder() / LOG_NAME).read_text()
    assert path.parent == log_folder()
    for text in (report, log):
        assert "ValueError" in text
        assert "privileged" not in text
    assert "privileged" not in result.stderr


def test_a_bug_is_reported_where_no_file_can_be_written(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("privileged text of the record")

    monkeypatch.setattr(Library, "info", fail)
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    result = run("info", sample, code=70)
    assert "oversight_viewer/cli/reading.py" in result.stderr
    assert "privileged" not in result.stderr


def test_control_c_ends_in_good_order(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "info", stop)
    assert "Stopped." in run("info", sample, code=130).stderr


def test_what_whoever_calls_main_gets(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", str(sample), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Sample record"
    assert main(["info", "missing.oversight"]) == 3


def test_main_takes_its_words_from_the_system(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["oversight-viewer", "--version"])
    assert main() == 0
    assert oversight_viewer.__version__ in capsys.readouterr().out


def test_a_name_that_the_system_does_not_take_is_no_bug(run: Run, tmp_path: Path) -> None:
    too_long, records = tmp_path / f"{'x' * 300}.oversight", tmp_path / "records.jsonl"
    records.write_text('{"kind": "letter", "title": "A letter"}')
    assert "cannot be read" in run(too_long, code=3).stderr
    assert "is too long" in run("new", too_long, code=3).stderr
    assert "is too long" in run("import", too_long, records, code=3).stderr


# As a program


def test_the_program_ends_with_the_code(tmp_path: Path, sample: Path) -> None:
    assert call("info", sample).returncode == 0
    assert call("info", tmp_path / "missing.oversight").returncode == 3
    assert call("info").returncode == 2


LOADED = """
import sys
from oversight_viewer.cli import main
code = main(sys.argv[1:])
heavy = {name.partition(".")[0] for name in sys.modules}
print(sorted(heavy & {"PySide6", "shiboken6", "sqlite3", "sqlite_utils", "pypandoc", "typst", "sqlcipher3"}))
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["--help"], []),
        (["search", "LIBRARY", "crane", "--committee", "HLZS"], ["sqlcipher3"]),
        (["show", "LIBRARY", "example-crane-letter"], ["sqlcipher3"]),
        (["info", "LIBRARY"], ["sqlcipher3"]),
    ],
)
def test_only_what_is_needed_is_loaded(sample: Path, words: list[str], loaded: list[str]) -> None:
    words = [str(sample) if word == "LIBRARY" else word for word in words]
    result = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=True, cwd=ROOT, encoding="utf-8"
    )
    assert result.stdout.splitlines()[-1] == str(loaded)


def test_no_verb_but_the_window_needs_qt(sample: Path, tmp_path: Path) -> None:
    """With a package in the way that refuses to be loaded, as on a machine without Qt."""
    (tmp_path / "noqt" / "PySide6").mkdir(parents=True)
    (tmp_path / "noqt" / "PySide6" / "__init__.py").write_text("raise ImportError('no Qt', name='PySide6')")
    env = {**os.environ, "PYTHONPATH": f"{tmp_path / 'noqt'}{os.pathsep}{ROOT}"}
    for words in (
        ["import", tmp_path / "lib.oversight", tmp_path / "out.jsonl"],
        ["check", sample],
        ["memo", sample, "-o", tmp_path / "memo.docx", "--committee", "HLZS"],
    ):
        call("export", sample, tmp_path / "out.jsonl", env=env)
        result = call(*words, env=env)
        assert result.returncode in (0, 1), result.stderr
    result = call(sample, env=env)
    assert result.returncode == 3
    assert b"cannot be opened on this computer" in result.stderr


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1", "C.UTF-8"])
def test_output_for_other_programs_is_utf8(sample: Path, locale: str) -> None:
    env = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown = call("show", sample, "example-crane-letter", env=env)
    assert shown.returncode == 0
    assert "country’s" in shown.stdout.decode("utf-8")
    assert json.loads(call("search", sample, "crane", "--json", env=env).stdout)["count"] > 0


def test_a_reader_that_has_had_enough_is_no_error(sample: Path) -> None:
    long = command("search", sample, "--limit", "0", "--json")
    with subprocess.Popen(long, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_output_to_a_full_disk_is_a_known_error(sample: Path) -> None:
    for words in (("search", sample, "crane", "--json"), ("info", sample)):
        with open("/dev/full", "wb") as full:
            result = subprocess.run(command(*words), stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
        assert result.returncode == 3
        assert result.stderr.startswith(b"The output could not be written.")
        assert result.stderr.count(b"\n") == 1
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            command("search", sample, "crane"), stdout=subprocess.PIPE, stderr=full, check=False, cwd=ROOT
        )
    assert result.returncode == 0
    assert b"crane" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
def test_no_output_at_all_is_no_error(sample: Path) -> None:
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *command("info", sample)]
    result = subprocess.run(closed, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
def test_without_an_input_nobody_is_asked(sample: Path, tmp_path: Path) -> None:
    words = ["memo", sample, "-o", tmp_path / "memo.md", "--ceiling", "members-only"]
    closed = ["sh", "-c", 'exec "$@" <&-', "sh"]
    result = subprocess.run([*closed, *command(*words)], stderr=subprocess.PIPE, check=False, cwd=ROOT, text=True)
    assert result.returncode == 3
    assert "--yes" in result.stderr
    subprocess.run([*closed, *command(*words, "--yes")], stderr=subprocess.PIPE, check=True, cwd=ROOT)
    assert (tmp_path / "memo.md").stat().st_size > 1_000


def test_a_reader_that_is_gone_before_anything_is_written_is_no_error(sample: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        command("search", sample, "crane", "--json"), stdout=writing, stderr=subprocess.PIPE, check=False, cwd=ROOT
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


# A shell has what it starts in the background pass over Ctrl+C, and Python leaves it at that; so it is set here.
ENDLESS = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from oversight_viewer.importing import run
from oversight_viewer.cli import main
original = run._Reading.entries
def entries(self):
    for entry in original(self):
        yield entry
        print("begun", flush=True)
        sys.stdin.readline()
run._Reading.entries = entries
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_control_c_in_an_import_leaves_the_library_as_it_was(sample: Path, tmp_path: Path) -> None:
    content = sample.read_bytes()
    (tmp_path / "more.jsonl").write_text('{"kind": "letter", "title": "One"}\n{"kind": "letter", "title": "Two"}\n')
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, "import", str(sample), str(tmp_path / "more.jsonl")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 130
    assert b"Stopped. Nothing was changed." in errors
    assert b"Traceback" not in errors
    assert len(content) == len(sample.read_bytes())
    assert {path.name for path in tmp_path.iterdir()} == {"sample.oversight", "more.jsonl"}


def test_the_text_worker_is_the_same_program(tmp_path: Path) -> None:
    from oversight_viewer.text.frames import read_frame, write_frame

    with subprocess.Popen(
        command("--text-worker", 1 << 30, 5.0), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert read_frame(process.stdout) == {"ready": True}  # type: ignore[arg-type]
        write_frame(process.stdin, {"source": "*x*", "format": "markdown"})  # type: ignore[arg-type]
        process.stdin.flush()
        answer = read_frame(process.stdout)  # type: ignore[arg-type]
        assert answer is not None
        assert "<em>x</em>" in "".join(answer["pieces"])
        process.stdin.close()
        assert process.wait() == 0


# The window


def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """What the window was asked to show; the application itself is tested elsewhere."""
    import oversight_viewer.app

    asked: list[Path | None] = []

    def run(library: Path | None = None) -> int:
        asked.append(library)
        return 0

    monkeypatch.setattr(oversight_viewer.app, "run", run)
    return asked


def test_what_opens_the_window(run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = opened(monkeypatch)
    run()
    run("open")
    run(sample)
    run("open", sample)
    assert asked == [None, None, sample, sample]


def test_sample_is_written_and_opened(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = opened(monkeypatch)
    path = Path(run("sample", tmp_path / "here", "--no-open").stdout.strip())
    assert path.parent == tmp_path / "here"
    assert asked == []
    run("sample", tmp_path / "here")
    own = Path(run("sample").stdout.strip())
    assert asked == [path, own]
    assert own.exists()


def test_a_mistake_in_our_own_modules_is_not_taken_for_missing_qt(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "oversight_viewer.app", None)
    run(sample, code=70)


def test_a_machine_that_cannot_show_a_window_is_told_so(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "oversight_viewer.app", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert "The window cannot be opened on this computer." in run(sample, code=3).stderr


def test_known_errors_have_their_words() -> None:
    assert str(KnownError("What.", safe="Safe.", todo="Do.")) == "What. Safe. Do."


ENDED = """
import os, signal, sys
from oversight_viewer.tasks import imports

take_in = imports.import_into

def ended_meanwhile(*files, progress, **options):
    return take_in(*files, progress=lambda read: os.kill(os.getpid(), signal.Signals[sys.argv[1]]), **options)

imports.import_into = ended_meanwhile
from oversight_viewer.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_an_import_that_is_ended_from_outside_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"kind": "letter", "title": "A letter"}')
    words = [name, "import", str(tmp_path / "new.oversight"), str(tmp_path / "in.jsonl")]
    command = [sys.executable, "-c", ENDED, *words]
    result = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, text=True)
    assert (result.returncode, result.stdout) == (130, "")
    assert "Nothing was changed." in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_window_is_ended_by_a_signal_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen: list[object] = []
    monkeypatch.setattr("oversight_viewer.app.run", lambda _: seen.append(signal.getsignal(signal.SIGTERM)) or 0)
    signals.end_in_order()
    assert signal.getsignal(signal.SIGTERM) != before
    assert opening.open_window(None) == 0
    assert seen == [before] == [signal.SIG_DFL]
