"""Handling marks, states of requests and small chips: painted alike by delegates and by widgets.

Each kind of badge has a ``…_size`` and a ``paint_…`` function. Positions are the top left corner; the rectangle that
was painted is returned, so that one can be set after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oversight_viewer.domain.marks import COMMITTEE_CONFIDENTIAL, EXECUTIVE_SESSION, MEMBERS_ONLY, PUBLIC, MarkScheme
from oversight_viewer.domain.requests import AnswerStatus
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.theme import Theme, ThemeSource

BADGE_HEIGHT = 17
PILL_HEIGHT = 20
CHIP_HEIGHT = 18
BAND_HEIGHT = 26
_RADIUS = 4
_CHIP_PADDING = 6
_CHIP_WIDEST = 150


@dataclass(frozen=True, slots=True)
class _Look:
    """How a badge is painted; colours are tokens. ``font`` is a role."""

    ink: str
    fill: str
    edge: str
    icon: str | None = None
    font: str = "small"
    padding: int = 5
    height: int = BADGE_HEIGHT
    icon_size: int = 11
    stroke: float = 1.5
    gap: int = 3
    dashed: bool = False


_CONFIDENTIAL = _Look("mk-conf", "mk-conf-bg", "mk-conf", "lock")
_MARKS: Mapping[str, _Look] = MappingProxyType(
    {
        PUBLIC: _Look("mk-public", "mk-public-bg", "line-card", font="small_plain"),
        COMMITTEE_CONFIDENTIAL: _CONFIDENTIAL,
        EXECUTIVE_SESSION: _Look("mk-exec", "mk-exec-bg", "mk-exec-bg", "lock"),
        MEMBERS_ONLY: _Look("mk-mem", "mk-mem-bg", "mk-mem-bg", "lock"),
    }
)
_RESPONDENT = _Look("mk-resp", "mk-resp-bg", "mk-resp", "stamp", dashed=True)


def _pill(tone: str, icon: str) -> _Look:
    return _Look(tone, f"{tone}-tint", f"{tone}-tint", icon, "label_bold", 6, PILL_HEIGHT, 12, 1.6, 5)


_STATUSES: Mapping[AnswerStatus, _Look] = MappingProxyType(
    {
        AnswerStatus.FULL: _pill("good", "check"),
        AnswerStatus.PARTIAL: _pill("warn", "half_disc"),
        AnswerStatus.PROMISED: _pill("info", "clock"),
        AnswerStatus.REFUSED: _pill("bad", "struck_circle"),
        AnswerStatus.NOT_ADDRESSED: _pill("none", "dashed_circle"),
        AnswerStatus.NONE_RECORDED: _pill("none", "dashed_circle"),
    }
)


def mark_color(theme: Theme, code: str) -> QColor:
    """The colour that a mark has as text or line, for bands and dots."""
    look = _MARKS.get(code, _CONFIDENTIAL)
    return theme.color(look.edge if code in {EXECUTIVE_SESSION, MEMBERS_ONLY} else look.ink)


def status_icon(status: AnswerStatus) -> str:
    """The name of the icon of a state."""
    icon = _STATUSES[status].icon
    assert icon is not None
    return icon


def status_color(theme: Theme, status: AnswerStatus) -> QColor:
    """The colour of a state as text."""
    return theme.color(_STATUSES[status].ink)


def mark_text(scheme: MarkScheme, code: str, *, short: bool) -> str:
    """The words of a mark: in full, or as cards have it."""
    mark = scheme.get(code)
    return mark.short_label if short else mark.label


def respondent_text(mark: str) -> str:
    """The words of the company's own mark."""
    return f"Company: {mark}"


def mark_badge_size(theme: Theme, scheme: MarkScheme, code: str, *, short: bool = False) -> QSize:
    return _size(theme, _MARKS.get(code, _CONFIDENTIAL), mark_text(scheme, code, short=short))


def paint_mark_badge(
    painter: QPainter, position: QPoint, theme: Theme, scheme: MarkScheme, code: str, *, short: bool = False,
    widest: int | None = None,
) -> QRect:  # fmt: skip
    """Paint a handling mark. One that has no look of its own takes that of Confidential, under its own name.

    Args:
        short: Whether to say ``Confidential`` for ``Committee confidential``, as cards do.
        widest: Pixels that the badge may take; longer words end in an ellipsis.
    """
    text = mark_text(scheme, code, short=short)
    return _paint(painter, position, theme, _MARKS.get(code, _CONFIDENTIAL), text, widest)


def respondent_badge_size(theme: Theme, mark: str) -> QSize:
    return _size(theme, _RESPONDENT, respondent_text(mark))


def paint_respondent_badge(
    painter: QPainter, position: QPoint, theme: Theme, mark: str, *, widest: int | None = None
) -> QRect:
    """Paint the company's own mark. It stands beside the handling mark, never in its place."""
    return _paint(painter, position, theme, _RESPONDENT, respondent_text(mark), widest)


def paint_respondent_stamp(painter: QPainter, rect: QRect | QRectF, theme: Theme) -> None:
    """Paint the sign for a company's own mark, where there is no room for its words."""
    paint_icon(painter, rect, "stamp", theme.color("mk-resp"))


def status_pill_size(theme: Theme, status: AnswerStatus) -> QSize:
    return _size(theme, _STATUSES[status], status.label)


def paint_status_pill(painter: QPainter, position: QPoint, theme: Theme, status: AnswerStatus) -> QRect:
    """Paint how a request stands: tint, icon and words."""
    return _paint(painter, position, theme, _STATUSES[status], status.label, None)


def _chip(fill: str, *, strong: bool) -> _Look:
    return _Look(
        "text2", fill, fill, font="label_bold" if strong else "label", padding=_CHIP_PADDING, height=CHIP_HEIGHT
    )


def chip_size(theme: Theme, text: str, *, strong: bool = False, widest: int | None = None) -> QSize:
    """The size of a small chip; ``widest`` in pixels, 150 at 100 % text unless given."""
    size = _size(theme, _chip("none-tint", strong=strong), text)
    return QSize(min(size.width(), theme.px(_CHIP_WIDEST) if widest is None else widest), size.height())


def paint_chip(
    painter: QPainter, position: QPoint, theme: Theme, text: str, *, strong: bool = False, fill: str = "none-tint",
    widest: int | None = None,
) -> QRect:  # fmt: skip
    """Paint a small chip: the code of a committee (``strong``), the name of a company or a tag.

    Args:
        fill: The token of its ground; ``card`` on a selected card.
        widest: Pixels that it may take, 150 at 100 % text unless given; longer words end in an ellipsis.
    """
    look = _chip(fill, strong=strong)
    return _paint(painter, position, theme, look, text, theme.px(_CHIP_WIDEST) if widest is None else widest)


def _width(theme: Theme, look: _Look, words: int) -> int:
    icon = theme.px(look.icon_size) + theme.px(look.gap) if look.icon is not None else 0
    return words + icon + 2 * theme.px(look.padding) + 2


@lru_cache(maxsize=32)
def _face(theme: Theme, role: str) -> tuple[QFont, QFontMetrics]:
    font = theme.font(role)
    return font, QFontMetrics(font)


@lru_cache(maxsize=4096)
def _advance(theme: Theme, role: str, text: str) -> int:
    """How wide words are. The same few stand on most cards, and are measured several times for each."""
    return _face(theme, role)[1].horizontalAdvance(text)


def _size(theme: Theme, look: _Look, text: str) -> QSize:
    return QSize(_width(theme, look, _advance(theme, look.font, text)), theme.px(look.height))


def _paint(painter: QPainter, position: QPoint, theme: Theme, look: _Look, text: str, widest: int | None) -> QRect:
    font, metrics = _face(theme, look.font)
    width = _width(theme, look, _advance(theme, look.font, text))
    cut = widest is not None and width > widest
    rect = QRect(position, QSize(widest if cut and widest is not None else width, theme.px(look.height)))
    ink = theme.color(look.ink)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPen(ink if theme.is_contrast and look.fill.endswith(("-tint", "card")) else theme.color(look.edge), 1.0)
    if look.dashed:
        edge.setDashPattern([3.0, 2.0])
    painter.setPen(edge)
    painter.setBrush(theme.color(look.fill))
    radius = theme.px(_RADIUS)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    left = rect.left() + theme.px(look.padding) + 1
    if look.icon is not None:
        side = theme.px(look.icon_size)
        paint_icon(painter, QRect(left, rect.top(), side, rect.height()), look.icon, ink, stroke=look.stroke)
        left += side + theme.px(look.gap)
    room = rect.right() + 1 - theme.px(look.padding) - left
    if cut:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room + 1))
    painter.setFont(font)
    painter.setPen(ink)
    # The baseline that centres the words, as Qt would find it; looking it up costs less than laying out a rectangle.
    baseline = rect.top() + (rect.height() - metrics.height()) // 2 + metrics.ascent()
    painter.drawText(left, baseline, text)
    painter.restore()
    return rect


class _Badge(QWidget):
    """A badge as a widget: as large as its paint, told to assistive technology by its words."""

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_source.theme_changed.connect(self.updateGeometry)
        theme_source.theme_changed.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class MarkBadge(_Badge):
    """The handling mark of an entry, in full."""

    def __init__(self, theme_source: ThemeSource, scheme: MarkScheme, code: str, parent: QWidget | None = None) -> None:
        super().__init__(theme_source, parent)
        self._scheme = scheme
        self._code = code
        self.set_mark(code)

    def set_mark(self, code: str) -> None:
        self._code = code
        self.setAccessibleName(f"Handling mark: {mark_text(self._scheme, code, short=False)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return mark_badge_size(self._theme_source.theme, self._scheme, self._code)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_mark_badge(QPainter(self), QPoint(0, 0), self._theme_source.theme, self._scheme, self._code)


class RespondentBadge(_Badge):
    """The company's own mark."""

    def __init__(self, theme_source: ThemeSource, mark: str, parent: QWidget | None = None) -> None:
        super().__init__(theme_source, parent)
        self._mark = mark
        self.setAccessibleName(f"The company's own mark: {mark}")
        self.setToolTip("The company's own mark; it is not the committee's.")

    def sizeHint(self) -> QSize:
        return respondent_badge_size(self._theme_source.theme, self._mark)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_respondent_badge(QPainter(self), QPoint(0, 0), self._theme_source.theme, self._mark)


class StatusPill(_Badge):
    """How a request stands."""

    def __init__(self, theme_source: ThemeSource, status: AnswerStatus, parent: QWidget | None = None) -> None:
        super().__init__(theme_source, parent)
        self._status = status
        self.setAccessibleName(status.label)

    def set_status(self, status: AnswerStatus) -> None:
        self._status = status
        self.setAccessibleName(status.label)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return status_pill_size(self._theme_source.theme, self._status)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_status_pill(QPainter(self), QPoint(0, 0), self._theme_source.theme, self._status)


class SmallChip(_Badge):
    """A short word on a tint: a committee's code, a company, a tag."""

    def __init__(
        self, theme_source: ThemeSource, text: str, *, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme_source, parent)
        self._text = text
        self._strong = strong
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return chip_size(self._theme_source.theme, self._text, strong=self._strong)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_chip(QPainter(self), QPoint(0, 0), self._theme_source.theme, self._text, strong=self._strong)


class MarkBand(QWidget):
    """The band above an entry that is not public: its mark over the whole width, and what it means."""

    def __init__(self, theme_source: ThemeSource, scheme: MarkScheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._scheme = scheme
        self._code = PUBLIC
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_source.theme_changed.connect(self.updateGeometry)
        theme_source.theme_changed.connect(self.update)
        self.set_mark(PUBLIC)

    def set_mark(self, code: str) -> None:
        """Say a mark; the band hides itself for one that is public."""
        self._code = code
        self.setAccessibleName(f"{mark_text(self._scheme, code, short=False)}. {self._warning()}")
        self.setVisible(self._scheme.rank(code) > 0)
        self.update()

    def _warning(self) -> str:
        return "" if self._scheme.rank(self._code) == 0 else "Not for release outside the committee"

    def sizeHint(self) -> QSize:
        return QSize(self._theme_source.theme.px(200), self._theme_source.theme.px(BAND_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        look = _MARKS.get(self._code, _CONFIDENTIAL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color(look.fill))
        painter.setPen(theme.color(look.edge))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        left = theme.px(20)
        side = theme.px(13)
        paint_icon(painter, QRect(left, 0, side, self.height()), "lock", theme.color(look.ink))
        painter.setPen(theme.color(look.ink))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        words = self.rect().adjusted(left + side + theme.px(8), 0, -theme.px(20), 0)
        label = mark_text(self._scheme, self._code, short=False)
        painter.setFont(theme.font("label_bold"))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | align), label)
        used = painter.fontMetrics().horizontalAdvance(label) + theme.px(16)
        painter.setFont(theme.font("label"))
        if used + painter.fontMetrics().horizontalAdvance(self._warning()) <= words.width():
            painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | align), self._warning())
