"""The numbers that Word sets before paragraphs of lists. They stand nowhere in the text of the file.

After ECMA-376, part 1, section 17.9 (numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST = 100
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _letters(number: int) -> str:
    """1 is ``a``, 26 ``z``, 27 ``aa``, as Word counts."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(times + 1, _LONGEST)


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        words += sign * min(count, _LONGEST)
    return words


def _written(number: int, form: str) -> str:
    if number < 1 or form in {"none", "bullet"}:
        return "" if form in {"none", "bullet"} else str(number)
    if form.endswith("Letter"):
        return _letters(number).upper() if form.startswith("upper") else _letters(number)
    if form.endswith("Roman"):
        return _roman(number).upper() if form.startswith("upper") else _roman(number)
    return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


def value_of(node: Any, name: str) -> str | None:
    """The ``w:val`` of a child element."""
    child = None if node is None else node.find(W + name)
    value = None if child is None else child.get(W + "val")
    return None if value is None else str(value)


def whole_number(text: str | None, default: int) -> int:
    """A number as Word writes it; the default where there is none, or none that can be."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else default


def _level(node: Any) -> _Level:
    text = value_of(node, "lvlText")
    form = value_of(node, "numFmt") or "decimal"
    return _Level(whole_number(value_of(node, "start"), 1), form, (text or "")[:_LONGEST])


class Numbering:
    """Counts through the lists of a document, paragraph by paragraph.

    Args:
        numbering: The root of ``numbering.xml``, or None.
        styles: The root of ``styles.xml``, or None.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[str] = set()
        self._style_lists: dict[str, tuple[str, int]] = {}
        for item in () if numbering is None else numbering.iterfind(W + "abstractNum"):
            levels = {whole_number(node.get(W + "ilvl"), 0): _level(node) for node in item.iterfind(W + "lvl")}
            self._levels[item.get(W + "abstractNumId", "")] = levels
        for item in () if numbering is None else numbering.iterfind(W + "num"):
            starts = {
                whole_number(node.get(W + "ilvl"), 0): whole_number(value_of(node, "startOverride"), 1)
                for node in item.iterfind(W + "lvlOverride")
                if node.find(W + "startOverride") is not None
            }
            self._lists[item.get(W + "numId", "")] = (value_of(item, "abstractNumId") or "", starts)
        for style in () if styles is None else styles.iterfind(W + "style"):
            found = self._place(style.find(W + "pPr"))
            if found is not None:
                self._style_lists[style.get(W + "styleId", "")] = found

    @staticmethod
    def _place(properties: Any) -> tuple[str, int] | None:
        node = None if properties is None else properties.find(W + "numPr")
        if node is None:
            return None
        return value_of(node, "numId") or "", whole_number(value_of(node, "ilvl"), 0)

    def label(self, properties: Any) -> str:
        """What Word sets before the paragraph with these properties (``w:pPr``); empty if it is in no list."""
        place = self._place(properties)
        style = value_of(properties, "pStyle")
        if place is None or not place[0]:
            inherited = self._style_lists.get(style or "")
            if inherited is not None:
                place = inherited if place is None else (inherited[0], place[1])
        if place is None or place[0] not in self._lists or not 0 <= place[1] < _LEVELS:
            return ""
        return self._count(*place)

    def _count(self, list_id: str, depth: int) -> str:
        base, starts = self._lists[list_id]
        levels = self._levels.get(base, {})
        counts = self._counts.setdefault(base, [None] * _LEVELS)
        if starts and list_id not in self._restarted:
            self._restarted.add(list_id)
            for at in starts:
                if 0 <= at < _LEVELS:
                    counts[at] = None
        level = levels.get(depth, _Level())
        before = counts[depth]
        counts[depth] = starts.get(depth, level.start) if before is None else before + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.form == "bullet":
            return "•"

        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            item = levels.get(at, _Level())
            count = counts[at]
            return _written(item.start if count is None else count, item.form)

        return _PLACE.sub(figure, level.text).strip()
