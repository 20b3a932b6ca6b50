"""The style: Fusion, made flat. Check boxes, drop-downs, splitters and the ring of keyboard focus are painted here."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QIcon, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QProxyStyle,
    QSplitter,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionSpinBox,
    QWidget,
)
from shiboken6 import isValid

from oversight_viewer.ui.icons import icon, paint_icon
from oversight_viewer.ui.painting import CHECK_SIZE, CheckLook, paint_check_box, paint_focus_ring, paint_rounded
from oversight_viewer.ui.stylesheet import stylesheet
from oversight_viewer.ui.theme import Theme

_RING_ROOM = 4
_BY_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)


def theme_palette(theme: Theme) -> QPalette:
    """The palette of a theme, for what Qt paints by itself."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for where, token in (
        (role.Window, "chrome"),
        (role.WindowText, "text"),
        (role.Base, "card"),
        (role.AlternateBase, "surface"),
        (role.Text, "text"),
        (role.Button, "raised"),
        (role.ButtonText, "text"),
        (role.BrightText, "bad"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "text3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on-accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Light, "raised"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "line-strong"),
        (role.Shadow, "line-strong"),
    ):
        palette.setColor(where, theme.color(token))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(group.Disabled, where, theme.color("text3"))
    palette.setColor(group.Disabled, role.Highlight, theme.color("hover"))
    palette.setColor(group.Disabled, role.Base, theme.color("chrome"))
    return palette


def apply_theme(app: QApplication, theme: Theme, *, with_sheet: bool = True) -> None:
    """Give the whole application a look: style, palette, font and style sheet.

    Args:
        app: The application.
        theme: Its look.
        with_sheet: Whether the style sheet comes now, and not later by ``apply_sheet``.
    """
    style = app.style()
    own = style if isinstance(style, OversightStyle) else style.findChild(OversightStyle)
    # Qt prepares a widget once when a style sheet comes or goes, but at a change of one as often as the widget is deep.
    app.setStyleSheet("")
    if own is None:
        app.setStyle(OversightStyle(theme))
    else:
        own.set_theme(theme)
    app.setPalette(theme_palette(theme))
    app.setFont(theme.font("ui"))
    if with_sheet:
        apply_sheet(app, theme)


def apply_sheet(app: QApplication, theme: Theme) -> None:
    """Give the application the style sheet of a theme: once its widgets are made, for then each is prepared once."""
    app.setStyleSheet(stylesheet(theme))


class OversightStyle(QProxyStyle):
    """Fusion with the measures and the flat marks of the guide."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._focus = _FocusWatch(theme)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours and sizes; widgets are told by the style sheet that follows."""
        self._theme = theme
        self._focus.set_theme(theme)
        metric = QStyle.PixelMetric
        check = theme.px(CHECK_SIZE)
        self._metrics = {
            metric.PM_SplitterWidth: 1,
            metric.PM_IndicatorWidth: check,
            metric.PM_IndicatorHeight: check,
            metric.PM_ExclusiveIndicatorWidth: check,
            metric.PM_ExclusiveIndicatorHeight: check,
            metric.PM_CheckBoxLabelSpacing: theme.px(7),
            metric.PM_RadioButtonLabelSpacing: theme.px(7),
            metric.PM_SmallIconSize: theme.px(16),
            metric.PM_ButtonIconSize: theme.px(16),
            metric.PM_ToolBarIconSize: theme.px(16),
            metric.PM_ButtonShiftHorizontal: 0,
            metric.PM_ButtonShiftVertical: 0,
        }

    def polish(self, what: Any) -> Any:  # Qt hands in a widget, the application or a palette
        if isinstance(what, QAbstractButton):
            what.installEventFilter(self._focus)
        return super().polish(what)

    def unpolish(self, what: Any) -> None:
        if isinstance(what, QAbstractButton):
            what.removeEventFilter(self._focus)
            self._focus.clear()
        super().unpolish(what)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        size = self._metrics.get(metric)
        return size if size is not None else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's name
    ) -> int:
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        if hint is QStyle.StyleHint.SH_ComboBox_Popup:
            return 0
        return super().styleHint(hint, option, widget, returnData)

    def standardIcon(
        self, kind: QStyle.StandardPixmap, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> QIcon:
        if kind is QStyle.StandardPixmap.SP_LineEditClearButton:
            return icon("close", self._theme.color("text3"), self._theme.px(16))
        return super().standardIcon(kind, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        primitive = QStyle.PrimitiveElement
        if element in {primitive.PE_IndicatorCheckBox, primitive.PE_IndicatorItemViewItemCheck}:
            paint_check_box(painter, option.rect, self._theme, _check_look(option), enabled=_is_on(option, "Enabled"))
        elif element is primitive.PE_IndicatorRadioButton:
            self._paint_radio(painter, option)
        elif element is primitive.PE_Frame:
            painter.setPen(self._theme.color("line-card"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        elif element is primitive.PE_FrameFocusRect:
            # Buttons have a ring around them; rows of a view have no widget of their own.
            if isinstance(widget, QAbstractItemView):
                paint_rounded(painter, option.rect, self._theme.px(5), None, self._theme.color("accent"), 2.0)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is QStyle.ControlElement.CE_Splitter:
            painter.fillRect(option.rect, self._theme.color("line"))
            return
        super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control is QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._paint_field(painter, option)
            side = self._theme.px(12)
            arrow = QRect(option.rect.right() - side - self._theme.px(8), option.rect.top(), side, option.rect.height())
            self._paint_arrow(painter, arrow, "chevron_down", option)
        elif control is QStyle.ComplexControl.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._paint_field(painter, option)
            for part, name in (
                (QStyle.SubControl.SC_SpinBoxUp, "chevron_up"),
                (QStyle.SubControl.SC_SpinBoxDown, "chevron_down"),
            ):
                self._paint_arrow(painter, self.subControlRect(control, option, part, widget), name, option)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control is QStyle.ComplexControl.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxEditField:
            return option.rect.adjusted(self._theme.px(8), 2, -self._theme.px(24), -2)
        if control is QStyle.ComplexControl.CC_SpinBox:
            return self._spin_box_part(option.rect, part)
        return super().subControlRect(control, option, part, cast("QWidget", widget))

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        result = super().sizeFromContents(kind, option, size, cast("QWidget", widget))
        if kind in {QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_SpinBox}:
            return QSize(result.width() + self._theme.px(16), max(result.height(), self._theme.px(28)))
        return result

    def _spin_box_part(self, rect: QRect, part: QStyle.SubControl) -> QRect:
        button = self._theme.px(22)
        buttons = QRect(rect.right() + 1 - button, rect.top() + 1, button - 2, rect.height() - 2)
        if part is QStyle.SubControl.SC_SpinBoxUp:
            return buttons.adjusted(0, 0, 0, -buttons.height() // 2)
        if part is QStyle.SubControl.SC_SpinBoxDown:
            return buttons.adjusted(0, buttons.height() - buttons.height() // 2, 0, 0)
        if part is QStyle.SubControl.SC_SpinBoxEditField:
            return rect.adjusted(self._theme.px(6), 2, -button, -2)
        return rect

    def _paint_field(self, painter: QPainter, option: QStyleOption) -> None:
        theme = self._theme
        enabled, focused = _is_on(option, "Enabled"), _is_on(option, "HasFocus")
        edge = "accent" if focused else "line-strong" if enabled else "line"
        fill = theme.color("input" if enabled else "chrome")
        paint_rounded(painter, option.rect, theme.px(6), fill, theme.color(edge), 2.0 if focused else 1.0)

    def _paint_arrow(self, painter: QPainter, rect: QRect, name: str, option: QStyleOption) -> None:
        side = min(self._theme.px(12), rect.height())
        arrow = QRect(0, 0, side, side)
        arrow.moveCenter(rect.center())
        token = "text3" if _is_on(option, "Enabled") else "line-strong"
        paint_icon(painter, arrow, name, self._theme.color(token), stroke=1.35)

    def _paint_radio(self, painter: QPainter, option: QStyleOption) -> None:
        theme = self._theme
        side = theme.px(CHECK_SIZE)
        circle = QRect(0, 0, side, side)
        circle.moveCenter(option.rect.center())
        on, enabled = _is_on(option, "On"), _is_on(option, "Enabled")
        edge = "line" if not enabled else "accent" if on else "line-strong"
        fill = "accent" if on and enabled else "input"
        paint_rounded(painter, circle, side / 2, theme.color(fill), theme.color(edge))
        if on:
            inset = side * 5 // 14
            dot = circle.adjusted(inset, inset, -inset, -inset)
            paint_rounded(painter, dot, dot.width() / 2, theme.color("on-accent" if enabled else "text3"), None)


def _is_on(option: QStyleOption, flag: str) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & getattr(QStyle.StateFlag, f"State_{flag}"))


def _check_look(option: QStyleOption) -> CheckLook:
    if _is_on(option, "NoChange"):
        return CheckLook.PARTLY
    return CheckLook.ON if _is_on(option, "On") else CheckLook.OFF


class _FocusWatch(QObject):
    """Keeps a ring around the button, check box or drop-down that has the focus by keyboard. A click shows none.

    Fields and views show focus by themselves, and so do widgets whose property ``own_ring`` is set.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._ring: _Ring | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.clear()

    def clear(self) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.deleteLater()
        self._ring = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            self.clear()
            parent = watched.parentWidget()
            own = bool(watched.property("own_ring"))
            if event.reason() in _BY_KEYBOARD and not own and parent is not None and not isinstance(parent, QSplitter):
                self._ring = _Ring(self._theme, watched, parent)
        elif kind in {QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.ParentChange}:
            self.clear()
        elif kind in {QEvent.Type.Move, QEvent.Type.Resize} and self._ring is not None and isValid(self._ring):
            self._ring.follow()
        return False


class _Ring(QWidget):
    """Lies over the surroundings of a widget, as its sibling, so that it scrolls with it."""

    def __init__(self, theme: Theme, widget: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widget = widget
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow()
        self.raise_()
        self.show()

    def follow(self) -> None:
        self.setGeometry(self._widget.geometry().adjusted(-_RING_ROOM, -_RING_ROOM, _RING_ROOM, _RING_ROOM))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        inner = self.rect().adjusted(_RING_ROOM, _RING_ROOM, -_RING_ROOM, -_RING_ROOM)
        paint_focus_ring(QPainter(self), inner, self._theme, self._theme.px(6))
