"""The application makes no network connection: the kernel kills whatever asks for an internet socket."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

# Installed in the child before anything of ours is imported; inherited by its threads and child processes (the text
# worker, pandoc). A call of socket() for IPv4, IPv6 or packet sockets ends the process with SIGSYS.
SANDBOX = """
import ctypes, struct
LD, JEQ, RET = 0x20, 0x15, 0x06
NUMBER = {"x86_64": 41, "aarch64": 198}[__import__("platform").machine()]
KILL, ALLOW = 0x80000000, 0x7FFF0000
FAMILIES = (2, 10, 17)
program = [(LD, 0, 0, 0), (JEQ, 0, len(FAMILIES) + 1, NUMBER), (LD, 0, 0, 16)]
for place, family in enumerate(FAMILIES):
    program.append((JEQ, len(FAMILIES) - place, 0, family))
program += [(RET, 0, 0, ALLOW), (RET, 0, 0, KILL)]
code = b"".join(struct.pack("HBBI", *step) for step in program)
buffer = ctypes.create_string_buffer(code)
class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, ctypes.byref(Program(len(program), ctypes.addressof(buffer)))) == 0
"""

CONNECT = "import socket; socket.socket(socket.AF_INET)"
USE = """
import sys
from pathlib import Path
from oversight_viewer.tryout import main
sys.exit(main([sys.argv[1]]))
"""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in ("x86_64", "aarch64"),
    reason="the filter is one of the Linux kernel",
)


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-c", SANDBOX + program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
    )


def test_the_filter_catches_a_connection() -> None:
    # WHEN a program asks for an internet socket THEN it dies: the next test can fail.
    assert run(CONNECT).returncode == -31


def test_window_reader_and_memo_ask_for_no_socket(tmp_path: Path) -> None:
    # GIVEN a process in which the kernel allows no internet socket
    # WHEN it builds the sample, opens the window, reads an entry and writes a memo
    done = run(USE, str(tmp_path))
    # THEN it ends well
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "oversight-viewer.png").stat().st_size > 10_000
    assert list(tmp_path.glob("*.pdf"))
