"""What ``make run`` starts: the window on the sample record, or pictures of it where there is no display.

``python -m oversight_viewer.tryout FOLDER`` keeps the sample library in FOLDER. Without a display the same window is
rendered to ``FOLDER/oversight-viewer.png``, and a memo of one inquiry is written beside it.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.memo.compose import MemoOptions
from oversight_viewer.sample import build_sample
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks import jobs
from oversight_viewer.text.render import Renderer


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def write_sample_memo(library: Path, path: Path) -> jobs.MemoReport:
    """Write a briefing memo on one public matter of the sample record."""
    wanted = RecordFilter(inquiries=Choice(("Shopping on TikTok",)))
    options = MemoOptions(
        date=date.today(),
        to="Members of the committee",
        sender="Committee staff",
        subject="Shopping on TikTok",
        bottom_line="A sample memo, made of the sample record.",
    )
    reading, renderer = Library.open(library), Renderer()
    try:
        return jobs.write_filter_memo(
            reading, wanted, {}, options, path, lambda text, form: renderer.render(text, form).html
        )
    finally:
        renderer.close()
        reading.close()


def _render(library: Path, folder: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from oversight_viewer import pictures  # noqa: PLC0415 - loads Qt, after the platform is chosen

    picture, memo = folder / "oversight-viewer.png", folder / "sample-memo.pdf"
    with TemporaryDirectory() as scratch:
        viewer = pictures.open_viewer(Path(scratch), library)
        pictures.show_first_reading(viewer)
        pictures.take(viewer, picture, 1600, 1000)
        viewer.window.close()
    report = write_sample_memo(library, memo)
    sys.stdout.write(
        "There is no display here, so no window was opened. It was rendered instead:\n"
        f"    {picture}\n"
        f"    {memo}  ({report.count} entries, {report.withheld} withheld)\n"
    )


def main(arguments: list[str]) -> int:
    """Build the sample and show it, one way or the other."""
    folder = Path(arguments[0] if arguments else "build")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        library = build_sample(folder / "sample")
        if has_display():
            from oversight_viewer import app  # noqa: PLC0415 - loads Qt

            return app.run(library)
        _render(library, folder)
    except KnownError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
