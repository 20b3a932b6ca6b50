"""Paints cards: kind and mark, title, state of the requests, committee and companies, notes and attachments."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import date_label
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.search_match import Span
from oversight_viewer.ui.badges import chip_size, mark_badge_size, paint_chip, paint_mark_badge, paint_respondent_stamp
from oversight_viewer.ui.board.highlight import TitleHits, draw_in_notes, draw_line, hits_of_lines, shown_title
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.labels import due_words, status_inks
from oversight_viewer.ui.board.titles import break_title
from oversight_viewer.ui.icons import kind_icon, paint_icon
from oversight_viewer.ui.painting import CheckLook, paint_check_box, paint_rounded

CARD_RADIUS = 7
_TITLE_LIMIT = 400
_CODE_LIMIT = 8
_KEPT_BYTES = 48_000_000
_KEPT_AT_LEAST = 64
_LEAST_KIND = 34
_LEAST_CHIP = 56


@dataclass(frozen=True, slots=True)
class CardLook:
    """How a card stands out.

    Args:
        selected: It is the current one.
        marked: It is marked for a bulk action.
        hovered: The pointer is on it.
        linked: It is linked with the current one.
        narrow: Lanes are narrow: no segments, fewer signs.
        compact: There is one line less: one for the title, and the state of the requests stands beside the chips.
        dated: The card says its date itself, because no date stands beside its row.
    """

    selected: bool = False
    marked: bool = False
    hovered: bool = False
    linked: bool = False
    narrow: bool = False
    compact: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class _Face:
    """All that the picture of a card depends on, besides the theme."""

    card: Card
    look: CardLook
    hits: tuple[Span, ...]
    notes: int
    flagged: bool
    today: date
    size: tuple[int, int]
    ratio: float


class CardPainter:
    """Paints cards, each once: a picture of it is kept and reused while nothing about it changes.

    Args:
        inks: Fonts and colours of the theme.
        scheme: The handling marks.
        today: Gives the day from which due dates are counted.
    """

    def __init__(self, inks: Inks, scheme: MarkScheme, today: Callable[[], date]) -> None:
        self._inks = inks
        self._scheme = scheme
        self._today = today
        self._directory = Directory()
        self._hits = TitleHits()
        self._kept: OrderedDict[_Face, QPixmap] = OrderedDict()

    def set_search(self, text: str) -> None:
        """Mark the words of a search in titles."""
        self._hits.set_search(text)

    def set_inks(self, inks: Inks) -> None:
        """Paint in another theme."""
        self._inks = inks
        self._kept.clear()

    def set_directory(self, directory: Directory) -> None:
        """Learn the committees, for those that have no code."""
        if directory != self._directory:
            self._directory = directory
            self._kept.clear()

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        card: Card,
        look: CardLook,
        notes: EntryNotes | None,
        *,
        only_kept: bool = False,
    ) -> bool:
        """Paint a card into a rectangle.

        Args:
            only_kept: Paint only the outline if there is no picture of the card yet.

        Returns:
            Whether the card was painted whole.
        """
        ratio = painter.device().devicePixelRatio()
        face = self._face((rect.width(), rect.height()), ratio, card, look, notes)
        if only_kept and face not in self._kept:
            self.paint_placeholder(painter, rect)
            return False
        if not self._keep(face):
            self._kept.move_to_end(face)
        picture = self._kept[face]
        # On whole device pixels, so that text stays sharp at 125 % and 150 % of the screen.
        painter.drawPixmap(QPointF(round(rect.x() * ratio) / ratio, round(rect.y() * ratio) / ratio), picture)
        return True

    def prepare(
        self, size: tuple[int, int], ratio: float, card: Card, look: CardLook, notes: EntryNotes | None
    ) -> bool:
        """Make the picture of a card before it is needed. Returns whether there was none yet.

        Args:
            size: Width and height of the card, in logical pixels.
            ratio: Device pixels to a logical one.
        """
        return self._keep(self._face(size, ratio, card, look, notes))

    def _face(self, size: tuple[int, int], ratio: float, card: Card, look: CardLook, notes: EntryNotes | None) -> _Face:
        count, flagged = (len(notes.notes), notes.flagged) if notes is not None else (0, False)
        return _Face(card, look, self._hits.of(card), count, flagged, self._today(), size, ratio)

    def _keep(self, face: _Face) -> bool:
        if face in self._kept:
            return False
        picture = self._kept[face] = self._draw(face)
        self._forget_old(picture)
        return True

    def paint_placeholder(self, painter: QPainter, rect: QRect) -> None:
        """Paint the outline of a card that has not been read yet."""
        inks = self._inks
        paint_rounded(painter, rect, inks.px(CARD_RADIUS), inks.color("card"), inks.color("line"))

    def _forget_old(self, picture: QPixmap) -> None:
        one = max(picture.width() * picture.height() * 4, 1)
        limit = max(_KEPT_BYTES // one, _KEPT_AT_LEAST)
        while len(self._kept) > limit:
            self._kept.popitem(last=False)

    def _draw(self, face: _Face) -> QPixmap:
        width, height = face.size
        pixmap = QPixmap(QSize(round(width * face.ratio), round(height * face.ratio)))
        pixmap.setDevicePixelRatio(face.ratio)
        pixmap.fill(self._inks.color("surface"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _CardDrawing(painter, self._inks, self._scheme, self._directory, face).draw()
        painter.end()
        return pixmap


class _CardDrawing:
    """Draws one card. Heights are those of the guide, from the upper edge of the card."""

    def __init__(self, painter: QPainter, inks: Inks, scheme: MarkScheme, directory: Directory, face: _Face) -> None:
        self._painter = painter
        self._inks = inks
        self._scheme = scheme
        self._directory = directory
        self._face = face
        self._card = face.card
        self._px = inks.px
        self._left = inks.px(11)
        self._right = face.size[0] - inks.px(10)
        strong = face.look.selected or face.look.marked
        self._quiet = inks.color("text2" if strong else "text3")
        self._chip_fill = "card" if strong else "none-tint"
        self._date = date_label(self._card.date, short=True)
        # The last line has room for a date unless the state of the requests is there too.
        self._says_date_above = face.look.dated and face.look.compact and bool(face.card.requests)

    def draw(self) -> None:
        self._draw_ground()
        self._draw_kind()
        compact, asks = self._face.look.compact, bool(self._card.requests)
        self._draw_title(lines=1 if compact or asks else 2)
        left, right = self._left, self._draw_signs()
        if asks and compact:
            right = self._draw_state(right)
        elif asks:
            self._draw_requests()
        if self._face.look.dated and not self._says_date_above:
            top, height = self._face.size[1] - self._px(26), self._px(18)
            self._text(self._date, "label_bold", left, top, height, right - left)
            left += self._inks.width("label_bold", self._date) + self._px(6)
        self._draw_chips(left, right, keep_room=not (asks and compact))

    def _draw_ground(self) -> None:
        look, inks = self._face.look, self._inks
        fill, edge, width = "card", "line-card", 1.0
        if look.selected or look.marked:
            fill, edge = "card" if inks.theme.is_contrast else "accent-tint", "accent"
            width = 2.0 if look.selected else 1.0
        elif look.linked:
            edge = "accent"
        if look.hovered and not (look.selected or look.marked):
            fill, edge = "card-hover", edge if look.linked else "line-strong"
        rect = QRectF(0, 0, *self._face.size)
        paint_rounded(self._painter, rect, self._px(CARD_RADIUS), inks.color(fill), inks.color(edge), width)

    def _draw_kind(self) -> None:
        px, inks, card = self._px, self._inks, self._card
        top, height = px(7), px(17)
        icon = QRect(self._left, top + (height - px(15)) // 2, px(15), px(15))
        if self._face.look.marked:
            paint_check_box(self._painter, icon, inks.theme, CheckLook.ON)
        else:
            paint_icon(self._painter, icon, kind_icon(card.kind, card.lane), inks.color(card.lane.value))
        room = self._right - self._left
        badge = mark_badge_size(inks.theme, self._scheme, card.mark, short=True)
        width = min(badge.width(), room * 3 // 5)
        position = QPoint(self._right - width, top + (height - badge.height()) // 2)
        paint_mark_badge(self._painter, position, inks.theme, self._scheme, card.mark, short=True, widest=width)
        left = icon.right() + 1 + px(5)
        room = position.x() - px(5) - left
        if self._says_date_above:
            room -= inks.width("label_bold", self._date) + px(6)
        kind = kind_label(card.kind) if room >= px(_LEAST_KIND) or not self._says_date_above else ""
        self._text(kind, "label", left, top, height, room)
        if self._says_date_above:
            left += min(inks.width("label", kind), room) + px(6) if kind else 0
            self._text(self._date, "label_bold", left, top, height, position.x() - px(4) - left)

    def _text(self, text: str, role: str, left: int, top: int, height: int, width: int) -> None:
        """Draw one line in the quiet colour, cut with an ellipsis."""
        if width <= 0:
            return
        inks = self._inks
        self._painter.setFont(inks.font(role))
        self._painter.setPen(self._quiet)
        cut = inks.metrics(role).elidedText(text[:_TITLE_LIMIT], Qt.TextElideMode.ElideRight, width)
        self._painter.drawText(QPoint(left, inks.baseline(role, top, height)), cut)

    def _draw_title(self, *, lines: int) -> None:
        inks, height = self._inks, self._px(17)
        self._painter.setFont(inks.font("ui_bold"))
        self._painter.setPen(inks.color("text"))
        title, top = shown_title(self._card), self._px(27)
        broken = break_title(title, inks, self._right - self._left, lines)
        for line, hits in hits_of_lines(title, broken, self._face.hits):
            at = QPoint(self._left, inks.baseline("ui_bold", top, height))
            draw_line(self._painter, at, line, hits, inks, "ui_bold")
            top += height

    def _draw_requests(self) -> None:
        px, inks, card = self._px, self._inks, self._card
        top, height = px(49), px(16)
        left = self._left
        progress = f"{card.answered} of {len(card.requests)}"
        words, overdue = due_words(card, self._face.today)
        role = "label_bold" if overdue else "label"
        sign = px(12) + px(3) if overdue else 0
        room = self._right - left - inks.width("label", progress) - px(8)
        due = min(inks.width(role, words) + sign, room) if words else 0
        segments = len(card.requests) * px(9)
        if not self._face.look.narrow and segments + px(5) + due <= room:
            left = self._draw_segments(left, top, height) + px(5)
        painter = self._painter
        painter.setFont(inks.font("label"))
        painter.setPen(inks.color("text2"))
        painter.drawText(QPoint(left, inks.baseline("label", top, height)), progress)
        if due <= sign:
            return
        painter.setFont(inks.font(role))
        painter.setPen(inks.color("bad") if overdue else self._quiet)
        start = self._right - due
        if overdue:
            icon = QRect(start, top + (height - px(12)) // 2, px(12), px(12))
            paint_icon(painter, icon, "clock", inks.color("bad"), stroke=1.5)
        cut = inks.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, due - sign + 1)
        painter.drawText(QPoint(start + sign, inks.baseline(role, top, height)), cut)

    def _draw_state(self, right: int) -> int:
        """Draw how the requests stand, at the right of the last line. Returns where it begins."""
        px, inks, card = self._px, self._inks, self._card
        words, overdue = due_words(card, self._face.today)
        role, sign = ("label_bold", px(15)) if overdue else ("label", 0)
        progress = f"{card.answered} of {len(card.requests)}"
        top, height, room = self._face.size[1] - px(26), px(18), right - self._left - px(_LEAST_CHIP)
        for due, answered in ((words, progress), (words.removeprefix("Overdue "), progress), (words, ""),
                              (words.removeprefix("Overdue "), ""), ("", progress)):  # fmt: skip
            width = (sign + inks.width(role, due) + px(6)) * bool(due)
            if width + (inks.width("label", answered) + px(6)) * bool(answered) <= room:
                break
        if due:
            right -= width - px(6)
            if overdue:
                icon = QRect(right, top + (height - px(12)) // 2, px(12), px(12))
                paint_icon(self._painter, icon, "clock", inks.color("bad"), stroke=1.5)
            self._painter.setFont(inks.font(role))
            self._painter.setPen(inks.color("bad") if overdue else self._quiet)
            self._painter.drawText(QPoint(right + sign, inks.baseline(role, top, height)), due)
            right -= px(6)
        if answered:
            right -= inks.width("label", answered)
            self._text(answered, "label", right, top, height, inks.width("label", answered) + 1)
            right -= px(6)
        return right

    def _draw_segments(self, left: int, top: int, height: int) -> int:
        """Draw one segment for each request. Returns where the last one ends."""
        px, painter, inks = self._px, self._painter, self._inks
        top += (height - px(8)) // 2
        for token, ink in status_inks([state.status for state in self._card.requests]):
            box = QRectF(left, top, px(7), px(8))
            color = inks.color(token)
            paint_rounded(painter, box, px(2), color if ink == "full" else None, None if ink == "full" else color)
            if ink == "half":
                painter.save()
                painter.setClipRect(QRectF(left, top + px(8) / 2, px(7), px(8) / 2))
                paint_rounded(painter, box, px(2), color, None)
                painter.restore()
            left += px(9)
        return left

    def _draw_signs(self) -> int:
        """Draw the signs at the lower right: stamp, flag, notes, attachments. Returns where they begin."""
        px, face, inks = self._px, self._face, self._inks
        size, right = px(12), self._right
        top = face.size[1] - px(8) - px(18) + (px(18) - size) // 2
        crowded = bool(face.notes or face.flagged or self._card.respondent_mark)
        if self._card.attachments and not (face.look.narrow and crowded):
            right -= size
            paint_icon(self._painter, QRect(right, top, size, size), "paper_clip", self._quiet)
            right -= px(6)
        if face.notes:
            number = f"{face.notes:,}"
            if self._card.found_in_notes:
                right = draw_in_notes(self._painter, right, face.size[1] - px(26), inks, number, face.size[0])
            else:
                width = inks.width("label", number)
                right -= width
                self._text(number, "label", right, face.size[1] - px(26), px(18), width + 1)
                right -= size + px(2)
                paint_icon(self._painter, QRect(right, top, size, size), "pencil", self._quiet)
            right -= px(6)
        if face.flagged:
            right -= size
            paint_icon(self._painter, QRect(right, top, size, size), "flag", inks.color("accent"))
            right -= px(6)
        if self._card.respondent_mark:
            right -= px(13)
            stamp = QRect(right, top - (px(13) - size) // 2, px(13), px(13))
            paint_respondent_stamp(self._painter, stamp, inks.theme)
            right -= px(6)
        return right

    def _draw_chips(self, left: int, right: int, *, keep_room: bool) -> None:
        """Draw the first committee, then companies as long as they fit, then how many more there are.

        Room for that number is kept if wanted; else it is left out where it has none.
        """
        px, theme = self._px, self._inks.theme
        chips = [(self._committee(key), True) for key in self._card.committees[:1]]
        chips += [(name, False) for name in self._card.companies]
        unseen = max(len(self._card.committees) - 1, 0)
        top, gap = self._face.size[1] - px(8) - px(18), px(4)
        for place, (text, strong) in enumerate(chips):
            others = len(chips) - place - 1 + unseen
            reserve = gap + chip_size(theme, f"+{others}").width() if others and keep_room else 0
            room = right - left - reserve
            width = chip_size(theme, text, strong=strong).width()
            may_be_cut = place == 0 or (place == 1 and chips[0][1])
            if width > room and not (may_be_cut and room >= px(44)):
                unseen = others + 1
                break
            painted = self._chip(text, left, top, strong=strong, widest=min(width, room))
            left = painted.right() + 1 + gap
        if unseen and left + chip_size(theme, f"+{unseen}").width() <= right:
            self._chip(f"+{unseen}", left, top, strong=False, widest=right - left)

    def _chip(self, text: str, left: int, top: int, *, strong: bool, widest: int) -> QRect:
        theme, fill = self._inks.theme, self._chip_fill
        return paint_chip(self._painter, QPoint(left, top), theme, text, strong=strong, fill=fill, widest=widest)

    def _committee(self, key: str) -> str:
        return key if len(key) <= _CODE_LIMIT else self._directory.committee_label(key)
