"""The frame of all dialogs: text at the left, quiet action at the far left below, the usual one at the far right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.pieces import LinkButton, Rule, Sign, button_text, text_label
from oversight_viewer.ui.theme import Theme, ThemeSource

WIDTH = 500


class DialogFrame(QDialog):
    """A dialog whose body scrolls when the screen is too small for it. Modal to its window.

    Args:
        parent: The window over which it stands.
        theme_source: Colours and sizes; it keeps those that it was opened with.
        title: For the title bar.
        width: Pixels at 100 % text.
    """

    def __init__(self, parent: QWidget | None, theme_source: ThemeSource, title: str, *, width: int = WIDTH) -> None:
        super().__init__(parent)
        self.theme_source = theme_source
        self._width = width
        theme = theme_source.theme
        px = theme.px
        self.setWindowTitle(title)
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)  # noqa: FBT003 - Qt's own
        _fill(self, theme, "raised")
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(px(18), px(16), px(18), px(14))
        self.body.setSpacing(px(6))
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        self._inner.installEventFilter(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self._area.viewport(), self._inner):
            part.setAutoFillBackground(False)
        self._foot = QWidget()
        _fill(self._foot, theme, "chrome")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(px(8))
        self._left, right = QHBoxLayout(), QWidget()
        self._right = FlowLayout(right, gap=px(8), line_gap=px(8))
        self._left.setSpacing(px(8))
        row.addLayout(self._left)
        row.addStretch(1)
        row.addWidget(right)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._area, 1)
        box.addWidget(Rule(theme))
        box.addWidget(self._foot)

    @property
    def theme(self) -> Theme:
        return self.theme_source.theme

    def add_button(
        self, words: str, run: Callable[[], object], *, look: str = "", left: bool = False, default: bool = False
    ) -> QPushButton:
        """Put a button into the foot.

        Args:
            look: ``primary``, ``quiet``, ``danger``, or none.
            left: Whether it stands at the far left, as quiet actions do.
            default: Whether Enter presses it and it has the focus at first.
        """
        button = QPushButton(button_text(words))
        button.setAutoDefault(False)
        if look:
            button.setProperty("look", look)
        button.clicked.connect(lambda _checked=False: run())
        if left:
            self._left.addWidget(button)
        else:
            self._right.addWidget(button)
        if default:
            button.setDefault(True)
            button.setFocus()
        return button

    def add_heading(self, sign: str, ink: str, heading: str) -> QVBoxLayout:
        """Put an icon with a heading into the body; returns the column under the heading."""
        theme = self.theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(Sign(theme, sign, ink, 24), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(5))
        column.addWidget(text_label(theme, heading, "panel_title", "text"))
        row.addLayout(column, 1)
        self.body.addLayout(row)
        return column

    def fit(self) -> None:
        """Take the size of the content, as far as the screen allows."""
        px = self.theme.px
        free = self.screen().availableGeometry()
        width = min(px(self._width), free.width() - px(40))
        self.setMinimumWidth(min(width, px(320)))
        height = self._body_height(width) + 1 + self._foot.sizeHint().height()
        self.resize(width, min(height, free.height() - px(60)))
        self._show_bar()

    def _body_height(self, width: int) -> int:
        inner = self._inner
        return inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()

    def _show_bar(self) -> None:
        """Have a scroll bar where it is needed. Once there, it would make texts wrap and so be needed for itself."""
        is_needed = self._body_height(self._area.width()) > self._area.height()
        policy = Qt.ScrollBarPolicy
        self._area.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_needed else policy.ScrollBarAlwaysOff)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_bar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._show_bar()
        return super().eventFilter(watched, event)


class Details(QWidget):
    """Technical facts that fold out, can be selected and copied.

    Args:
        unfolded: Called when they were folded out or in, to make room.
    """

    def __init__(
        self, theme: Theme, text: str, unfolded: Callable[[], None], *, words: str = "Technical details"
    ) -> None:
        super().__init__()
        self._words = words
        self._unfolded = unfolded
        self.button = LinkButton(theme, f"›  {words}")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggle)
        self.text = read_only_text(theme, text, lines=6)
        self.text.setAccessibleName(words)
        self.text.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(6))
        box.addWidget(self.button)
        box.addWidget(self.text)

    def _toggle(self, out: bool) -> None:
        self.button.set_words(f"{'⌄' if out else '›'}  {self._words}")
        self.text.setVisible(out)
        self._unfolded()


def scrolled(inner: QWidget) -> QScrollArea:
    """A part of a dialog that scrolls for itself, without a frame, on the ground of the dialog."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


def read_only_text(theme: Theme, text: str, *, lines: int) -> QPlainTextEdit:
    """Text that can only be selected and copied, in a field of so many lines."""
    field = QPlainTextEdit(text)
    field.setReadOnly(True)
    field.setFont(theme.font("label"))
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + theme.px(18))
    return field


def _fill(widget: QWidget, theme: Theme, token: str) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.color(token))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
