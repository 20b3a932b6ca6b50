"""Runs in a process of its own: asks Datasette for search pages, and prints how long each took, in milliseconds."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import time
from typing import Any
from urllib.parse import urlencode


async def ask(file: str, size: int, texts: list[str]) -> list[float]:
    """One page for each text; a first one, before, starts what has to be started.

    Raises:
        RuntimeError: If Datasette answers with an error.
    """
    datasette: Any = importlib.import_module("datasette.app").Datasette([file], settings={"sql_time_limit_ms": 60_000})
    await datasette.invoke_startup()
    database = next(name for name in datasette.databases if name != "_internal")
    page = datasette.urls.table(database, "entry")
    taken = []
    for text in [texts[0], *texts]:
        begin = time.perf_counter()
        options = urlencode({"_search": text, "_searchmode": "raw", "_sort_desc": "key", "_size": size})
        answer = await datasette.client.get(f"{page}?{options}")
        taken.append((time.perf_counter() - begin) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"Datasette answered {answer.status_code} to {text}")
    return taken[1:]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(ask(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))))
