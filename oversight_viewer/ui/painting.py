"""Small pieces that delegates and widgets paint alike: check boxes, focus rings, names of keys."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.theme import Theme

CHECK_SIZE = 14
_CHECK_RADIUS = 3
_SWITCH_WIDTH, _SWITCH_HEIGHT = 26, 14
_KEY_HEIGHT = 18
_KEY_PADDING = 5
_KEY_GAP = 3

SINGLE_LINE = Qt.TextFlag.TextSingleLine
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | SINGLE_LINE)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | SINGLE_LINE)
CENTRE = int(Qt.AlignmentFlag.AlignCenter | SINGLE_LINE)


class CheckLook(Enum):
    """How a check box is filled in."""

    OFF = "off"
    ON = "on"
    PARTLY = "partly"
    EXCLUDED = "excluded"


def paint_rounded(
    painter: QPainter, rect: QRect | QRectF, radius: float, fill: QColor | None, edge: QColor | None, width: float = 1.0
) -> None:
    """Paint a rounded rectangle whose edge lies wholly inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    inset = 0.0 if edge is None else width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def paint_check_box(painter: QPainter, rect: QRect, theme: Theme, look: CheckLook, *, enabled: bool = True) -> None:
    """Paint a check box in the middle of a rectangle. Partly is a dash in accent, excluded a dash in red."""
    side = theme.px(CHECK_SIZE)
    box = QRect(0, 0, side, side)
    box.moveCenter(rect.center())
    radius = theme.px(_CHECK_RADIUS)
    edge, fill, ink = {
        CheckLook.OFF: ("line-strong", "input", "input"),
        CheckLook.ON: ("accent", "accent", "on-accent"),
        CheckLook.PARTLY: ("accent", "input", "accent"),
        CheckLook.EXCLUDED: ("bad", "input", "bad"),
    }[look]
    if not enabled:
        edge, fill, ink = "line", "chrome", "text3"
    paint_rounded(painter, box, radius, theme.color(fill), theme.color(edge))
    if look is not CheckLook.OFF:
        inner = theme.px(12)
        sign = QRect(0, 0, inner, inner)
        sign.moveTopLeft(box.topLeft() + QPoint((side - inner) // 2, (side - inner) // 2))
        paint_icon(painter, sign, "check" if look is CheckLook.ON else "minus", theme.color(ink), stroke=2.0)


def paint_switch(painter: QPainter, rect: QRect, theme: Theme, *, on: bool) -> None:
    """Paint a switch at the right of a rectangle, its knob at the right when it is on. Quieter than a check box."""
    body = QRect(0, 0, theme.px(_SWITCH_WIDTH), theme.px(_SWITCH_HEIGHT))
    body.moveRight(rect.right())
    body.moveTop(rect.center().y() - body.height() // 2 + 1)
    fill, edge, ink = ("accent-tint", "accent", "accent") if on else ("input", "line-strong", "line-strong")
    paint_rounded(painter, body, body.height() / 2, theme.color(fill), theme.color(edge))
    gap = theme.px(3)
    knob = QRect(0, 0, body.height() - 2 * gap, body.height() - 2 * gap)
    knob.moveTop(body.top() + gap)
    if on:
        knob.moveRight(body.right() - gap)
    else:
        knob.moveLeft(body.left() + gap)
    paint_rounded(painter, knob, knob.height() / 2, theme.color(ink), None)


def paint_focus_ring(painter: QPainter, rect: QRect | QRectF, theme: Theme, radius: float, *, gap: int = 2) -> None:
    """Paint the ring of keyboard focus outside of a rectangle.

    Args:
        radius: Of the control, in pixels in use; the ring's is larger by the gap.
        gap: Pixels between the control and the ring: 2 for controls, 1 for cards and rows.
    """
    outer = QRectF(rect).adjusted(-gap - 2, -gap - 2, gap + 2, gap + 2)
    paint_rounded(painter, outer, radius + gap, None, theme.color("accent"), 2.0)


def keys_width(theme: Theme, keys: Sequence[str]) -> int:
    """How wide the names of some keys are when painted one beside the other, in pixels."""
    metrics = QFontMetrics(theme.font("small_plain"))
    return sum(_key_width(theme, metrics, key) for key in keys) + theme.px(_KEY_GAP) * max(0, len(keys) - 1)


def paint_keys(painter: QPainter, rect: QRect, theme: Theme, keys: Sequence[str]) -> None:
    """Paint the names of keys, each in its frame, at the right of a rectangle."""
    font = theme.font("small_plain")
    metrics = QFontMetrics(font)
    height = theme.px(_KEY_HEIGHT)
    left = rect.right() + 1 - keys_width(theme, keys)
    painter.save()
    painter.setFont(font)
    for key in keys:
        frame = QRect(left, rect.center().y() - height // 2 + 1, _key_width(theme, metrics, key), height)
        paint_rounded(painter, frame, theme.px(4), theme.color("raised"), theme.color("line"))
        painter.setPen(theme.color("text3"))
        painter.drawText(frame, CENTRE, key)
        left = frame.right() + 1 + theme.px(_KEY_GAP)
    painter.restore()


def paint_chevron(painter: QPainter, rect: QRect, theme: Theme, *, opened: bool) -> None:
    """Paint the sign before what can be opened and closed."""
    paint_icon(painter, rect, "chevron_down" if opened else "chevron_right", theme.color("text3"), stroke=1.35)


def _key_width(theme: Theme, metrics: QFontMetrics, key: str) -> int:
    return max(theme.px(_KEY_HEIGHT), metrics.horizontalAdvance(key) + 2 * theme.px(_KEY_PADDING))
