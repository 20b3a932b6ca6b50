"""The renderer answers for every text, whatever the text does to the worker process, and leaves nothing running."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from oversight_viewer.text import frames, process, render, worker
from oversight_viewer.text.render import Rendered, Renderer
from tests.text.safe import assert_safe

ENDLESS = "[" * 20_000  # python-markdown needs minutes for it
ROOT = Path(render.__file__).parent.parent.parent


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    with Renderer(seconds=20) as made:
        yield made


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_markdown_is_rendered_in_one_worker(renderer: Renderer) -> None:
    assert renderer.worker_pid is None
    assert renderer.render("a *b*", "markdown") == Rendered("<p>a <em>b</em></p>", None, ("<p>a <em>b</em></p>",))
    first = renderer.worker_pid
    assert renderer.render("half \ud800 \0 x", "markdown").html == "<p>half \N{REPLACEMENT CHARACTER}  x</p>"
    assert renderer.worker_pid == first


def test_plain_text_needs_no_worker(renderer: Renderer) -> None:
    rendered = renderer.render("line\nline " * 20_000, "plain")
    assert rendered.notice is None
    assert len(rendered.pieces) > 1
    assert "".join(rendered.pieces) == rendered.html
    assert renderer.worker_pid is None


def test_a_text_that_takes_too_long_is_shown_plain_and_the_next_is_not_its_victim() -> None:
    with Renderer(seconds=0.3) as renderer:
        first = renderer.render(ENDLESS + " <b>end</b>", "markdown")
        assert first.notice == "Shown as plain text: working out its layout took too long."
        assert first.html.endswith("&lt;b&gt;end&lt;/b&gt;</p>")
        assert_safe(first.html)
        assert renderer.worker_pid is None
    with Renderer(seconds=20) as renderer:
        assert renderer.render("a", "markdown").notice is None


def test_the_worker_is_made_anew_after_it_was_killed(renderer: Renderer) -> None:
    renderer.render("a", "markdown")
    pid = renderer.worker_pid
    assert pid is not None
    os.kill(pid, 9)
    rendered = renderer.render("*b*", "markdown")
    assert rendered == Rendered(
        "<p>*b*</p>", "Shown as plain text: its layout could not be worked out.", ("<p>*b*</p>",)
    )
    assert renderer.render("*b*", "markdown").html == "<p><em>b</em></p>"
    assert not is_running(pid)


def test_too_much_layout_is_said_to_be_that(renderer: Renderer) -> None:
    rendered = renderer.render("<table><tr><td>x" * 3_000, "markdown")
    assert rendered.notice == "Shown as plain text: it has more layout than can be shown safely."
    assert renderer.worker_pid is not None
    assert_safe(rendered.html)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to such a limit")
def test_a_text_that_needs_too_much_memory_is_shown_plain() -> None:
    with Renderer(seconds=20, memory=60 << 20) as renderer:
        rendered = renderer.render("word *word*\n\n" * 20_000, "markdown")
        assert rendered.notice is not None
        assert renderer.worker_pid is None
        assert rendered.html.startswith("<p>word *word*</p>")


def test_markdown_that_is_too_long_does_not_even_reach_the_worker(renderer: Renderer) -> None:
    rendered = renderer.render("word\n" * 200_001, "markdown")
    assert rendered.notice == "Shown as plain text: it has more layout than can be shown safely."
    assert renderer.worker_pid is None


def test_a_message_that_cannot_be_sent_costs_only_its_layout(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer.render("a", "markdown")
    monkeypatch.setattr(frames, "LONGEST_FRAME", 20)
    rendered = renderer.render("*a*", "markdown")
    assert rendered.html == "<p>*a*</p>"
    assert rendered.notice == "Shown as plain text: its layout could not be worked out."


def test_a_parser_that_fails_is_not_the_end(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker.answer({"source": "x"}) == {"error": "KeyError"}
    monkeypatch.setattr(worker, "safe_pieces", _no_memory)
    assert worker.answer({"source": "x", "format": "markdown"}) == {"error": "memory"}


def _no_memory(source: str, format_: str) -> list[str]:
    raise MemoryError


def test_closing_stops_a_text_in_the_middle_and_leaves_no_process() -> None:
    renderer = Renderer(seconds=60)
    renderer.render("a", "markdown")
    pid = renderer.worker_pid
    assert pid is not None
    seen: list[Rendered] = []
    started = threading.Event()

    def work() -> None:
        started.set()
        seen.append(renderer.render(ENDLESS, "markdown"))

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(10)
    renderer.close()
    thread.join(30)
    assert not thread.is_alive()
    assert seen[0].notice is not None
    assert not is_running(pid)
    renderer.close()
    after = renderer.render("*a*", "markdown")
    assert after.html == "<p>*a*</p>"
    assert after.notice is not None
    assert renderer.worker_pid is None


def test_several_threads_share_one_renderer(renderer: Renderer) -> None:
    results: dict[int, str] = {}

    def work(number: int) -> None:
        results[number] = renderer.render(f"*{number}*", "markdown").html

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == {number: f"<p><em>{number}</em></p>" for number in range(8)}


def test_without_a_worker_text_is_shown_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for executable in ("/no/such/program", "/bin/false"):
        with Renderer() as renderer:
            monkeypatch.setattr(sys, "executable", executable)
            rendered = renderer.render("*a*", "markdown")
            assert rendered.html == "<p>*a*</p>"
            assert "did not start" in (rendered.notice or "")


def test_a_frozen_build_starts_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with Renderer(memory=5, seconds=2) as renderer:
        monkeypatch.setattr(sys, "executable", str(tmp_path / "no program"))
        assert renderer.render("*a*", "markdown").notice is not None
    assert process.command(5, 2.0)[1:] == ["--text-worker", "5", "2.0"]


def test_the_worker_ends_when_the_application_is_gone() -> None:
    """Killed, the application closes nothing; the end of the pipe tells the worker."""
    script = (
        "import os, sys\n"
        "from oversight_viewer.text.render import Renderer\n"
        "r = Renderer(); r.render('a', 'markdown'); print(r.worker_pid, flush=True); os._exit(9)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        # The worker holds the other end of no pipe of ours, so wait for the kernel's word that it is gone.
        while is_running(pid) and not _is_zombie(pid):
            os.sched_yield()


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_the_worker_in_the_folder_of_somebody_else_imports_nothing_from_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "nh3.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "markdown.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Renderer(seconds=20) as renderer:
        assert renderer.render("*a*", "markdown").html == "<p><em>a</em></p>"


def test_the_worker_knows_nothing_of_qt() -> None:
    script = (
        "import sys, oversight_viewer.text.worker as w\n"
        "w.answer({'source': '*a*', 'format': 'markdown'})\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'sqlcipher3', 'pypandoc'))]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_the_main_loop_of_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        def __init__(self, data: bytes = b"") -> None:
            self.buffer = io.BytesIO(data)

    asked = io.BytesIO()
    frames.write_frame(asked, {"source": "*a*", "format": "markdown"})
    stdout = Standard()
    monkeypatch.setattr(sys, "stdin", Standard(asked.getvalue()))
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(worker, "limit_memory", lambda size: None)
    assert worker.main(["1000", "30"]) == 0
    stdout.buffer.seek(0)
    assert frames.read_frame(stdout.buffer) == {"ready": True}
    assert frames.read_frame(stdout.buffer) == {"pieces": ["<p><em>a</em></p>"]}
    assert frames.read_frame(stdout.buffer) is None


@pytest.mark.parametrize("data", [b"", b"\0\0", b"\0\0\0\5abc", b"\xff\xff\xff\xff{}", b"\0\0\0\2[]"])
def test_a_broken_frame_is_no_frame(data: bytes) -> None:
    assert frames.read_frame(io.BytesIO(data)) is None


def test_a_frame_has_a_greatest_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "LONGEST_FRAME", 20)
    with pytest.raises(ValueError, match="too long"):
        frames.write_frame(io.BytesIO(), {"source": "x" * 40})
