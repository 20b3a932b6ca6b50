"""Pictures of one colour: drawn on a grid of 16, stroke 1.35, painted in any size and colour.

They are files in ``resources/icons``. A painted one is kept in Qt's own bounded pixmap cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.resources import resource

_STROKE = b'stroke-width="1.35"'
_USUAL_STROKE = 1.35
_SMALL_STROKE = 1.6
_SMALL_TO = 12.5

_KIND_ICONS: Mapping[str, str] = MappingProxyType(
    {
        # committee actions
        "letter": "letter",
        "document_request": "document_request",
        "interview_request": "person",
        "invitation": "invitation",
        "preservation_notice": "preservation",
        "subpoena": "subpoena",
        "deposition_notice": "subpoena",
        "interrogatories": "question",
        "hearing_notice": "calendar",
        "hearing": "hearing",
        "markup": "gavel",
        "business_meeting": "gavel",
        "committee_report": "report",
        "staff_report": "report",
        "committee_print": "report",
        "contempt": "scales",
        "referral": "referral",
        "resolution_of_inquiry": "question",
        "questions_for_the_record": "question",
        "press_release": "press_release",
        "statement": "statement",
        "other_action": "action",
        # closed-door meetings
        "closed_briefing": "easel",
        "staff_briefing": "easel",
        "staff_call": "telephone",
        "meeting_with_counsel": "scales",
        "proffer": "easel",
        "transcribed_interview": "transcript",
        "deposition": "transcript",
        "in_camera_review": "eye",
        "executive_session": "lock",
        "closed_session": "lock",
        "meeting": "door",
        "other_meeting": "door",
        # company responses
        "response_letter": "response_letter",
        "testimony": "person",
        "document_production": "stack",
        "supplemental_production": "stack",
        "privilege_log": "columns",
        "objection": "objection",
        "declination": "struck_circle",
        "qfr_response": "statement",
        "briefing_offer": "easel",
        "witness_made_available": "person",
        "no_response": "no_response",
        "other_response": "response_letter",
    }
)
_LANE_ICONS: Mapping[Lane, str] = MappingProxyType(
    {Lane.ACTION: "action", Lane.MEETING: "door", Lane.RESPONSE: "response_letter"}
)


def kind_icon(kind: str, lane: Lane) -> str:
    """The name of the icon of a kind; a kind that the application does not know has that of its lane."""
    return _KIND_ICONS.get(kind, _LANE_ICONS[lane])


@cache
def _file(name: str) -> bytes:
    """What stands in the file of an icon; each is painted in several sizes and colours at the start."""
    return resource("icons", f"{name}.svg").read_bytes()


def _drawing(name: str, color: str, stroke: float) -> QSvgRenderer:
    data = _file(name).replace(_STROKE, f'stroke-width="{stroke}"'.encode()).replace(b"currentColor", color.encode())
    return QSvgRenderer(QByteArray(data))


def icon_pixmap(
    name: str,
    color: QColor,
    size: float,
    ratio: float = 1.0,
    *,
    stroke: float | None = None,
    draw: Callable[[str, str, float], QSvgRenderer] = _drawing,
) -> QPixmap:
    """An icon as a pixmap.

    Args:
        name: A file in ``resources/icons``, without its suffix.
        color: Its colour; an alpha below 255 makes the whole translucent.
        size: Width and height in logical pixels.
        ratio: Device pixels to a logical one.
        stroke: Width of the lines on the grid of 16. Unless given, small icons get heavier lines, to look alike.
        draw: Gives the drawing of a name, a colour (``#rrggbb``) and a stroke.

    Raises:
        FileNotFoundError: If there is no such icon.
    """
    side = max(1, round(size * ratio))
    weight = stroke or (_SMALL_STROKE if size <= _SMALL_TO else _USUAL_STROKE)
    key = f"oversight-icon/{name}/{color.rgba():08x}/{side}/{size:.1f}/{weight}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawing = draw(name, color.name(), weight)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(color.alphaF())
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(side / size)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def icon(name: str, color: QColor, size: int = 16, *, disabled: QColor | None = None) -> QIcon:
    """An icon for a button or a menu, sharp at one, two and three device pixels to a logical one."""
    result = QIcon()
    for tint, mode in ((color, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
        if tint is None:
            continue
        draw = cache(_drawing)  # read once, painted three times
        for ratio in (1.0, 2.0, 3.0):
            result.addPixmap(icon_pixmap(name, tint, size, ratio, draw=draw), mode)
    return result


def paint_icon(
    painter: QPainter, rect: QRect | QRectF, name: str, color: QColor, *, stroke: float | None = None
) -> None:
    """Paint an icon into the middle of a rectangle, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    if size <= 0:
        return
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    pixmap = icon_pixmap(name, color, size, ratio, stroke=stroke)
    middle = QRectF(rect).center()
    painter.drawPixmap(QPointF(round(middle.x() - size / 2), round(middle.y() - size / 2)), pixmap)


def paint_lane_glyph(painter: QPainter, rect: QRect | QRectF, lane: Lane, color: QColor) -> None:
    """Paint the shape of a lane into a rectangle: a square, a circle or a diamond, so that colour is not alone."""
    side = min(rect.width(), rect.height())
    middle = QRectF(rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if lane is Lane.ACTION:
        half = side * 0.4
        painter.drawRoundedRect(
            QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half), side * 0.15, side * 0.15
        )
    elif lane is Lane.MEETING:
        painter.drawEllipse(middle, side * 0.43, side * 0.43)
    else:
        half = side * 0.47
        x, y = middle.x(), middle.y()
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])
        )
    painter.restore()
