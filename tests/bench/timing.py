"""Says how long something takes: by the clock, and what was computed for it.

The two differ where other programs want the processor too; on a machine that is left alone they are about the same.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """How long something takes by the clock, and how long this thread computes for it."""
    begin, computed = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - begin) * 1000, (time.thread_time() - computed) * 1000


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """How long something takes by the clock, and how long this process computes for it and those that it runs."""
    begin, computed = time.perf_counter(), _computed()
    work()
    return time.perf_counter() - begin, _computed() - computed


def _computed() -> float:
    return sum(os.times()[:4])
