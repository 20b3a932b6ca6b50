"""The memo as a PDF that a screen reader can read: tagged, PDF/UA-1, in the typefaces that ship with us."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.memo.blocks import Memo
from oversight_viewer.memo.typst import to_typst
from oversight_viewer.resources import resource

_NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}")
_LAST_OF_ASCII = 0x7F
_ROUNDS = 20


def _font_folders() -> list[str]:
    import font_source_sans_pro  # noqa: PLC0415 - only for those who write a memo
    import font_source_serif_pro  # noqa: PLC0415

    return [str(Path(item.__file__).parent / "files") for item in (font_source_serif_pro, font_source_sans_pro)]


def _compile(source: str, memo: Memo, *, system_fonts: bool) -> bytes:
    import typst  # noqa: PLC0415

    fonts = typst.Fonts(include_system_fonts=system_fonts, font_paths=_font_folders())
    with tempfile.TemporaryDirectory(prefix="memo-") as empty:
        compiler = typst.Compiler(
            source.encode("utf-8"),
            root=empty,
            font_paths=fonts,
            sys_inputs={
                "title": memo.title,
                "mark": memo.banner.label,
                "public": "yes" if memo.is_public else "no",
                "date": memo.date.isoformat(),
            },
            package_path=empty,
            package_cache_path=empty,
        )
        made = compiler.compile(
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime(memo.date.year, memo.date.month, memo.date.day, tzinfo=UTC),
        )
    assert isinstance(made, bytes)
    return made


def _missing(diagnostic: str) -> set[int]:
    """The letters that could not be shown, as Typst names them: by themselves, or by their code if they are unseen."""
    texts = (_CODE.sub(lambda match: chr(int(match.group(1), 16)), text) for text in _NO_GLYPH.findall(diagnostic))
    return {ord(char) for text in texts for char in text if ord(char) > _LAST_OF_ASCII}


def _without(source: str, missing: set[int]) -> str:
    """The text with the code of each letter that cannot be shown in its place: a reader sees that there is one."""
    return source.translate({code: f"‹U+{code:04X}›" for code in missing})


def write_pdf(html: str, memo: Memo) -> bytes:
    """The memo's HTML as PDF/UA-1.

    Letters that the memo's own typefaces lack are set in one of this computer's; those that none has are written as
    their code, because a tagged PDF may not hold a letter without a shape.

    Raises:
        KnownError: If the conversion fails.
    """
    source = resource("templates", "memo.typ").read_text(encoding="utf-8") + to_typst(html, memo)
    for attempt in range(_ROUNDS):
        try:
            return _compile(source, memo, system_fonts=attempt > 0)
        except RuntimeError as error:
            missing = _missing(getattr(error, "diagnostic", "") or str(error))
            failure = error
        if not missing:
            break
        if attempt > 0:
            source = _without(source, missing)
    raise KnownError(
        "The memo could not be set as a PDF.",
        safe="No file was written.",
        todo="Export it as a Word document or as HTML instead.",
        details=type(failure).__name__,
    )
