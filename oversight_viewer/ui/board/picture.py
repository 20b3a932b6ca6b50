"""Paints what is on the board beside the cards: month headings, the date gutter, links, the focus ring."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.ui.board.columns import Columns
from oversight_viewer.ui.board.connectors import Point, Visible, clip
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.labels import DateLabel, gutter_label, plural
from oversight_viewer.ui.board.layout import BoardLayout, Heading
from oversight_viewer.ui.board.store import HeadingWords
from oversight_viewer.ui.board.wiring import Drawn
from oversight_viewer.ui.painting import CENTRE, paint_rounded

_CORNER = 5
_DOT = 3.5
_HEAD = (5.0, 3.5)
_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Picture:
    """One frame: where things are, and with what they are painted. Heights of the board are less ``scroll``.

    Args:
        painter: Paints into the view.
        inks: Fonts and colours.
        columns: Where lanes and gutters stand, less the sideways scroll.
        layout: Where rows stand.
        words: Gives what the heading of a section says.
        scroll: The height of the board that is at the top of the view.
        height: Of the view.
    """

    painter: QPainter
    inks: Inks
    columns: Columns
    layout: BoardLayout
    words: Callable[[int], HeadingWords]
    scroll: int
    height: int

    # -- headings ---------------------------------------------------------------------------------------------------

    def paint_heading_lines(self) -> None:
        """Paint what lies under the links: the grounds and lines of headings."""
        for heading in self._headings_in_view():
            self._paint_line(heading.top - self.scroll)

    def paint_heading_words(self) -> None:
        """Paint what links do not strike through: the words of headings."""
        for heading in self._headings_in_view():
            self._paint_words(heading, heading.top - self.scroll)

    def _headings_in_view(self) -> list[Heading]:
        return self.layout.headings_between(self.scroll, self.scroll + self.height)

    def paint_sticky_heading(self) -> None:
        """Paint the heading under which the top row stands, at the top, until the next one pushes it out."""
        over = self.layout.heading_over(max(self.scroll, 0))
        if over is None:
            return
        heading, following = over
        top = min(0, following - self.scroll - self.layout.heights.heading)
        self._paint_line(top)
        self._paint_words(heading, top)

    def _paint_line(self, top: int) -> None:
        left, right = self.columns.left, self.columns.right
        inks, tall = self.inks, self.layout.heights.heading
        # Wider than the lanes, so that edges and rings of cards that scroll by are covered too.
        self.painter.fillRect(QRect(0, top, right + inks.px(4), tall), inks.color("surface"))
        self.painter.fillRect(QRect(left, top + tall // 2, right - left, 1), inks.color("line"))

    def _paint_words(self, heading: Heading, top: int) -> None:
        inks, words = self.inks, self.words(heading.section)
        left, right = self.columns.left, self.columns.right
        count = (plural(heading.records, "record", "records") if self.layout.complete else "…", "text3")
        details = (count, *words.details)
        room = right - left - inks.px(16) - inks.width("label", _BETWEEN.join(text for text, _token in details))
        left = self._write(words.label, "label_bold", "text", left, top, max(room, (right - left) // 2))
        left += inks.px(8)
        for place, (text, token) in enumerate(details):
            if place:
                left = self._write(_BETWEEN, "label", "text3", left, top, right - left)
            left = self._write(text, "label", token, left, top, right - left)

    def _write(self, text: str, role: str, token: str, left: int, top: int, room: int) -> int:
        """Write a part of a heading, cut where there is no room, with room around it. Returns where it ends."""
        painter, inks, tall = self.painter, self.inks, self.layout.heights.heading
        cut = inks.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
        width = inks.width(role, cut)
        # Links that run level through the gap above a card lie at the lower edge of the heading, and stay in sight.
        painter.fillRect(QRect(left, top + inks.px(3), width + inks.px(8), inks.px(15)), inks.color("surface"))
        painter.setFont(inks.font(role))
        painter.setPen(inks.color(token))
        painter.drawText(QPoint(left, inks.baseline(role, top, tall)), cut)
        return left + width

    # -- the date gutter --------------------------------------------------------------------------------------------

    def paint_gutter_line(self, block: int) -> None:
        """Paint the line beside the cards of a block, on which its date stands."""
        first, after = self.columns.dates
        top, bottom = self.layout.block_top(block) - self.scroll, self.layout.block_bottom(block) - self.scroll
        top, bottom = max(top, 0), min(bottom, self.height)
        self.painter.fillRect(QRect((first + after) // 2, top, 1, max(bottom - top, 0)), self.inks.color("line-card"))

    def paint_date(self, block: int, dates: Collection[PartialDate | None]) -> None:
        """Paint the label of the block at an index. In a tall block it stays in view while its cards scroll."""
        inks, layout = self.inks, self.layout
        with_year = layout.outline.apart
        label = gutter_label(layout.blocks[block], dates, narrow=self.columns.narrow, with_year=with_year)
        first, after = self.columns.dates
        width = after - first - inks.px(26)
        lines = self._wrap(label.below, width)
        main = label.main.split("\n")
        frame = inks.px(16) * len(main) + 2 if label.framed else inks.px(15) * len(main)
        below = inks.px(13) * len(lines)
        tall = inks.px(1) + frame + (inks.px(2) if label.framed and lines else 0) + below + inks.px(3)
        top = layout.block_top(block) - self.scroll + inks.px(3)
        lowest = layout.block_bottom(block) - self.scroll - inks.px(8) - tall
        top = min(max(top, layout.heights.heading + inks.px(3)), max(lowest, top))
        rect = QRect(first + inks.px(13), top, width, tall)
        self.painter.fillRect(rect, inks.color("surface"))
        self._paint_label(rect, label, main, lines, frame)

    def _paint_label(
        self, rect: QRect, label: DateLabel, main: Sequence[str], lines: Sequence[str], frame: int
    ) -> None:
        painter, inks = self.painter, self.inks
        top = rect.top() + inks.px(1)
        if label.framed:
            width = max(inks.width("meta_bold", text) for text in main) + 2 * inks.px(6) + 2
            box = QRectF(rect.center().x() + 1 - width / 2, top, width, frame).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setBrush(inks.color("surface"))
            pen = QPen(inks.color("line-strong"), 1)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.drawRoundedRect(box, inks.px(4), inks.px(4))
        line = (frame - (2 if label.framed else 0)) // len(main)
        text_top = top + (1 if label.framed else 0)
        for text in main:
            self._line(text, "meta_bold", "text", QRect(rect.left() - inks.px(13), text_top, self._gutter(), line))
            text_top += line
        top += frame + (inks.px(2) if label.framed else 0)
        for text in lines:
            self._line(text, "small_plain", "text3", QRect(rect.left() - inks.px(13), top, self._gutter(), inks.px(13)))
            top += inks.px(13)

    def _gutter(self) -> int:
        first, after = self.columns.dates
        return after - first

    def _line(self, text: str, role: str, token: str, rect: QRect) -> None:
        self.painter.setFont(self.inks.font(role))
        self.painter.setPen(self.inks.color(token))
        cut = self.inks.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.drawText(rect, CENTRE | int(Qt.TextFlag.TextDontClip), cut)

    def _wrap(self, text: str, width: int) -> list[str]:
        lines: list[str] = []
        for part in text.splitlines():
            words = part.split()
            lines.append(words[0])
            for word in words[1:]:
                longer = f"{lines[-1]} {word}"
                if self.inks.width("small_plain", longer) <= width:
                    lines[-1] = longer
                else:
                    lines.append(word)
        return lines

    # -- links ------------------------------------------------------------------------------------------------------

    def seen(self, drawn: Sequence[Drawn]) -> list[tuple[Visible, bool]]:
        """What of each link is on screen, and whether it is of the current card."""
        top, bottom = self.scroll + self.layout.heights.heading, self.scroll + self.height
        clipped = [(clip(item.route, top, bottom), item.strong) for item in drawn]
        return [(visible, strong) for visible, strong in clipped if visible is not None]

    def paint_wires(self, wires: Sequence[tuple[Visible, bool]], sideways: int) -> None:
        painter = self.painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for visible, strong in wires:
            painter.setPen(self._pen(strong=strong))
            painter.drawPath(_path(self._shift(visible.points, sideways), self.inks.px(_CORNER)))

    def paint_ends(self, wires: Sequence[tuple[Visible, bool]], sideways: int) -> None:
        """Paint the dots and arrow heads, over the cards."""
        painter = self.painter
        for visible, strong in wires:
            points = self._shift(visible.points, sideways)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._pen(strong=strong))
            self._paint_head(points[-2], points[-1])
            if not visible.starts:
                self._paint_head(points[1], points[0])
                continue
            color = self.inks.color("accent" if strong else "connector")
            painter.setPen(QPen(self.inks.color("surface"), 1.5))
            painter.setBrush(color)
            radius = _DOT * self.inks.theme.scale
            painter.drawEllipse(QPointF(*points[0]), radius, radius)

    def _paint_head(self, before: Point, tip: Point) -> None:
        along, aside = (length * self.inks.theme.scale for length in _HEAD)
        x, y = tip
        if before[1] == y:
            back = x - along if before[0] < x else x + along
            points = [QPointF(back, y - aside), QPointF(x, y), QPointF(back, y + aside)]
        else:
            back = y - along if before[1] < y else y + along
            points = [QPointF(x - aside, back), QPointF(x, y), QPointF(x + aside, back)]
        self.painter.drawPolyline(QPolygonF(points))

    def _pen(self, *, strong: bool) -> QPen:
        pen = QPen(self.inks.color("accent" if strong else "connector"), 1.5 if strong else 1.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _shift(self, points: Sequence[Point], sideways: int) -> list[Point]:
        """Bring a way from the board to the view, on the middle of pixels so that lines are sharp."""
        return [(int(x - sideways) + 0.5, int(y - self.scroll) + 0.5) for x, y in points]


def _path(points: Sequence[Point], corner: float) -> QPainterPath:
    """The way through some points, its corners rounded."""
    path = QPainterPath(QPointF(*points[0]))
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(here, before, corner))
        path.quadTo(QPointF(*here), _towards(here, after, corner))
    path.lineTo(QPointF(*points[-1]))
    return path


def _towards(start: Point, goal: Point, length: float) -> QPointF:
    """The point that lies some way from the start to the goal, at most half of it."""
    across, down = goal[0] - start[0], goal[1] - start[1]
    whole = abs(across) + abs(down)
    part = min(length, whole / 2) / whole if whole else 0.0
    return QPointF(start[0] + across * part, start[1] + down * part)


def paint_no_cards(painter: QPainter, inks: Inks, columns: Columns, lane: Lane) -> None:
    """Say that a lane that is shown alone has no cards, while others have."""
    painter.setFont(inks.font("ui"))
    painter.setPen(inks.color("text3"))
    room = QRect(columns.left, inks.px(24), columns.right - columns.left, inks.px(80))
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(room, flags, f"No {lane.heading.lower()} match. The other lanes have some.")


def paint_ring(painter: QPainter, rect: QRect, inks: Inks, radius: int) -> None:
    """Paint the ring of keyboard focus, 1 pixel outside of a card."""
    outer = QRectF(rect).adjusted(-3, -3, 3, 3)
    paint_rounded(painter, outer, radius + 2, None, inks.color("accent"), 2.0)
