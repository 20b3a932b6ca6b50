"""Paints the timeline: bars by lane, the axis below them, and the chosen range as a brush with two handles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.sentence import short_dates
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import CENTRE, paint_rounded
from oversight_viewer.ui.timeline.axis import Axis, Tick
from oversight_viewer.ui.timeline.counts import LaneCounts

# Pixels at 100 % text, from the top of the strip.
PADDING = 12
_BASELINE = 37
_LABELS = 48
_TICK = 5
_BAR_ROOM = 26
_BAR = 16
_BAR_SHARE = 0.62
_ONE = 4.3  # a single record is never taller than this, or few of them would look like many
_BRUSH_TOP = 4
_HANDLE = (6, 15)
_OUTSIDE = 0.7

# Of a bar the lanes are set apart only where each is tall enough to spare a pixel.
_APART_FROM = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What the strip shows just now.

    Args:
        axis: Where the bins are.
        known: Whether the numbers are there; without them there are no bars.
        since: The first day that is chosen, or about to be.
        until: The last one.
        hovered: The bin under the pointer.
        ring: Whether to show that the keyboard is here.
    """

    axis: Axis
    known: bool
    since: date | None = None
    until: date | None = None
    hovered: int | None = None
    ring: bool = False


def paint_strip(painter: QPainter, rect: QRect, inks: Inks, shown: Shown) -> None:
    """Paint all of it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, inks.color("surface"))
    for y in (rect.top(), rect.bottom()):
        painter.fillRect(QRect(rect.left(), y, rect.width(), 1), inks.color("line"))
    axis = shown.axis
    brush = axis.brush(shown.since, shown.until)
    if shown.hovered is not None and shown.known:
        begin, end = axis.place(shown.hovered)
        top = inks.px(_BRUSH_TOP)
        painter.fillRect(QRectF(begin, top, end - begin, inks.px(_BASELINE) - top), inks.color("hover"))
    if brush is not None:
        _paint_brush(painter, inks, brush)
    if shown.known:
        _paint_bars(painter, inks, axis, brush)
    _paint_axis(painter, inks, shown, brush)
    if brush is not None:
        _paint_handles(painter, inks, brush)
    if shown.ring:
        paint_rounded(painter, rect.adjusted(1, 1, -1, -1), inks.px(4), None, inks.color("accent"), 2.0)


def _paint_brush(painter: QPainter, inks: Inks, brush: tuple[float, float]) -> None:
    rect = _brush_rect(inks, brush)
    width = 2.0 if inks.theme.is_contrast else 1.0
    paint_rounded(painter, rect, inks.px(3), inks.color("accent-tint"), inks.color("accent"), width)


def _brush_rect(inks: Inks, brush: tuple[float, float]) -> QRectF:
    top = inks.px(_BRUSH_TOP)
    begin, end = (round(x) for x in brush)
    return QRectF(begin, top, max(end - begin, 2), inks.px(_BASELINE) + 1 - top)


def _paint_handles(painter: QPainter, inks: Inks, brush: tuple[float, float]) -> None:
    wide, tall = (inks.px(size) for size in _HANDLE)
    top = (inks.px(_BRUSH_TOP) + inks.px(_BASELINE) - tall) / 2
    for x in brush:
        rect = QRectF(round(x) - wide / 2, round(top), wide, tall)
        paint_rounded(painter, rect, inks.px(2), inks.color("card"), inks.color("accent"))


def _paint_bars(painter: QPainter, inks: Inks, axis: Axis, brush: tuple[float, float] | None) -> None:
    """Paint the bars, those outside the range weaker. Where a bar lies across its end, so does the difference."""
    faint = brush is not None and not inks.theme.is_contrast
    painter.setOpacity(_OUTSIDE if faint else 1.0)
    _paint_all_bars(painter, inks, axis)
    painter.setOpacity(1.0)
    if faint and brush is not None:
        inside = _brush_rect(inks, brush).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setClipRect(inside)
        painter.fillRect(inside, inks.color("accent-tint"))
        _paint_all_bars(painter, inks, axis)
        painter.restore()


def _paint_all_bars(painter: QPainter, inks: Inks, axis: Axis) -> None:
    bins = axis.bins.bins
    one = min(inks.px(_BAR_ROOM) / max(item.total for item in bins), _ONE * inks.theme.scale) if bins else 0
    for index, item in enumerate(bins):
        if item.total:
            begin, end = axis.place(index)
            wide = round(min((end - begin) * _BAR_SHARE, inks.px(_BAR)))
            _paint_bar(painter, inks, round((begin + end - wide) / 2), wide, heights(item.counts, one, inks.px(1)))


def heights(counts: LaneCounts, one: float, least: int) -> list[int]:
    """How tall the parts of a bar are, in pixels. Each lane that has a record is to be seen, and the bar as a whole.

    Args:
        counts: How many records each lane has.
        one: The height of a record, in pixels.
        least: The least height of a part, in pixels.
    """
    alone = sum(count > 0 for count in counts) == 1
    least = 2 * least if alone else least
    return [max(least, round(count * one)) if count else 0 for count in counts]


def _paint_bar(painter: QPainter, inks: Inks, left: int, wide: int, parts: Sequence[int]) -> None:
    bottom = inks.px(_BASELINE) - 1
    apart = 1 if min((part for part in parts if part), default=0) >= _APART_FROM else 0
    for lane, tall in zip(LANES, parts, strict=True):
        if tall:
            painter.fillRect(QRect(left, bottom - tall, wide, tall - apart), inks.color(lane.value))
            bottom -= tall


def _paint_axis(painter: QPainter, inks: Inks, shown: Shown, brush: tuple[float, float] | None) -> None:
    axis, bins = shown.axis, shown.axis.bins
    y = inks.px(_BASELINE)
    left, right = round(axis.left), round(axis.right)
    painter.fillRect(QRect(left, y, right - left, 1), inks.color("line-card"))
    painter.setFont(inks.font("small_plain"))
    if shown.known and not len(bins):
        painter.setPen(inks.color("text3"))
        painter.drawText(QRect(left, 0, right - left, y), CENTRE, "No dated records")
    if bins.before:
        _paint_end(painter, inks, axis.place(0), "chevron_left", inner=axis.place(0)[1])
    if bins.after:
        place = axis.place(len(bins) - 1)
        _paint_end(painter, inks, place, "chevron_right", inner=place[0])
    taken = _paint_range(painter, inks, shown, brush)
    _paint_labels(painter, inks, axis, taken, said=short_dates(shown.since, shown.until))


def _paint_end(painter: QPainter, inks: Inks, place: tuple[float, float], sign: str, *, inner: float) -> None:
    """Set an end bin off: a broken line towards the axis, and below it an arrow that says where it goes on."""
    pen = QPen(inks.color("line-strong"), 1.0, Qt.PenStyle.DashLine)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(pen)
    x = round(inner)
    painter.drawLine(x, inks.px(_BRUSH_TOP), x, inks.px(_BASELINE) + inks.px(_TICK))
    painter.restore()
    side = inks.px(12)
    middle = round((place[0] + place[1] - side) / 2)
    paint_icon(painter, QRect(middle, inks.px(_BASELINE) + 2, side, side), sign, inks.color("text3"))


def _paint_range(
    painter: QPainter, inks: Inks, shown: Shown, brush: tuple[float, float] | None
) -> tuple[float, float] | None:
    """Write the chosen dates below the brush; says which room they take."""
    if brush is None:
        return None
    words = short_dates(shown.since, shown.until)
    wide = inks.width("small", words)
    middle = (brush[0] + brush[1]) / 2
    left = max(min(middle - wide / 2, shown.axis.right - wide), shown.axis.left)
    painter.setFont(inks.font("small"))
    painter.setPen(inks.color("accent"))
    painter.drawText(QPointF(left, inks.px(_LABELS)), words)
    return left, left + wide


def said_once(ticks: Sequence[Tick], said: str) -> list[Tick]:
    """The marks of the axis, without words that say what is said of the chosen dates already."""
    return [replace(tick, label="", note="") if tick.label == said else tick for tick in ticks]


def _paint_labels(painter: QPainter, inks: Inks, axis: Axis, taken: tuple[float, float] | None, *, said: str) -> None:
    """Write the dates below the axis, but not over those that are chosen, nor once more what these say."""
    gap = inks.px(8)
    ticks = said_once(axis.ticks(lambda text: inks.width("small", text), gap), said)
    for place, tick in enumerate(ticks):
        limit = ticks[place + 1].x if place + 1 < len(ticks) else axis.right + inks.px(4)
        _paint_tick(painter, inks, tick, limit, taken)


def _paint_tick(painter: QPainter, inks: Inks, tick: Tick, limit: float, taken: tuple[float, float] | None) -> None:
    x = round(tick.x)
    tall = inks.px(_TICK) if tick.strong else inks.px(3)
    painter.fillRect(QRect(x, inks.px(_BASELINE), 1, tall), inks.color("line-strong"))
    left = x + inks.px(5)
    role = "small" if tick.strong else "small_plain"
    gap = inks.px(6)

    def is_free(begin: float, wide: int) -> bool:
        return begin + wide <= limit and (taken is None or begin + wide + gap <= taken[0] or begin >= taken[1] + gap)

    wide = inks.width(role, tick.label)
    if not is_free(left, wide):
        return
    painter.setFont(inks.font(role))
    painter.setPen(inks.color("text2" if tick.strong else "text3"))
    painter.drawText(QPointF(left, inks.px(_LABELS)), tick.label)
    left += wide + gap
    if tick.note and is_free(left, inks.width("small_plain", tick.note) + gap):
        painter.setFont(inks.font("small_plain"))
        painter.setPen(inks.color("text3"))
        painter.drawText(QPointF(left, inks.px(_LABELS)), tick.note)
