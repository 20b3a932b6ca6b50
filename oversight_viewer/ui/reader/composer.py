"""The editor of a note. It stands below the text that is read, so that both are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.ui.focus import has_focus
from oversight_viewer.ui.pieces import IconButton, Rule, set_ink
from oversight_viewer.ui.reader.saver import DraftSaver, SaveState
from oversight_viewer.ui.reader.tag_field import TagField
from oversight_viewer.ui.theme import Theme

_LEAST_LINES, _MOST_LINES = 4, 10


class Composer(QWidget):
    """Edits one draft. What is typed is saved by itself; there is nothing to confirm."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saver: DraftSaver | None = None
        self._came_from: QWidget | None = None
        self._theme = theme
        self._heading, self._state = QLabel(), QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._close = IconButton("close", "Close the editor", "Esc")
        self._close.clicked.connect(self.closed)
        self._error = QLabel()
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._error.setWordWrap(True)
        self._error.hide()
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText("What should be remembered about this entry? Markdown is understood.")
        self._text.setAccessibleName("Note")
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self._edited)
        self._text.installEventFilter(self)
        self._tags = TagField("Add tags", framed=True)
        self._tags.tags_edited.connect(self._edited)
        self._tags.edit.installEventFilter(self)
        self._done = QPushButton("Done")
        self._done.setToolTip("Ctrl+Enter. The note is saved while you type.")
        self._done.clicked.connect(self.closed)
        self.setFocusProxy(self._text)
        self._lay_out()
        self.set_theme(theme)
        self.hide()

    @property
    def saver(self) -> DraftSaver | None:
        """The draft that is edited."""
        return self._saver

    @property
    def came_from(self) -> QWidget | None:
        """What had the keyboard before the editor took it, if it is still on the screen."""
        widget = self._came_from
        return widget if widget is not None and isValid(widget) and widget.isVisible() else None

    @property
    def editor(self) -> QPlainTextEdit:
        """The field for the text."""
        return self._text

    @property
    def tag_field(self) -> TagField:
        return self._tags

    def edit(self, saver: DraftSaver, known_tags: Sequence[str]) -> None:
        """Edit a draft, and take the focus."""
        self.release()
        if not has_focus(self):
            self._came_from = self.window().focusWidget()
        self._heading.setText("New note" if saver.note is None else "Edit note")
        self._tags.set_known(known_tags)
        self._tags.set_tags(saver.tags)
        # WORKAROUND: while it is hidden its inner part, which paints the placeholder, does not hear of another font.
        self._text.viewport().setFont(self._text.font())
        self._text.setPlainText(saver.text)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._saver = saver
        saver.state_changed.connect(self._show_state)
        self._show_state()
        self._fit()
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def release(self) -> DraftSaver | None:
        """Hand the draft back with all that was typed in it, and close."""
        saver = self._saver
        if saver is not None:
            self._tags.commit()
            self._edited()
            saver.state_changed.disconnect(self._show_state)
            self._saver = None
        self.hide()
        return saver

    def set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._theme = theme
        self._rule.setFixedHeight(1)
        self._rule.set_color(theme.color("line-strong"))
        self._box.setContentsMargins(px(20), px(6), px(18), px(10))
        self._box.setSpacing(px(6))
        self._foot.setSpacing(px(8))
        for label, role, ink in ((self._heading, "label_bold", "text2"), (self._error, "label", "bad")):
            label.setFont(theme.font(role))
            set_ink(label, theme.color(ink))
        self._state.setFont(theme.font("label"))
        self._close.set_theme(theme, "text3", size=24)
        self._text.setFont(theme.font("ui"))
        self._tags.set_theme(theme)
        self._show_state()
        self._fit()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._rule = Rule(self._theme)
        outer.addWidget(self._rule)
        self._box = QVBoxLayout()
        outer.addLayout(self._box)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._state)
        head.addWidget(self._close)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._tags, 1)
        self._foot.addWidget(self._done, 0, Qt.AlignmentFlag.AlignBottom)
        self._box.addLayout(head)
        self._box.addWidget(self._error)
        self._box.addWidget(self._text)
        self._box.addLayout(self._foot)

    def _edited(self) -> None:
        if self._saver is not None:
            self._saver.edit(self._text.toPlainText(), self._tags.tags)
            self._fit()

    def _fit(self) -> None:
        """As high as the text, within limits, so that there is room for what is read."""
        line = self._text.fontMetrics().lineSpacing()
        lines = min(max(round(self._text.document().size().height()), _LEAST_LINES), _MOST_LINES)
        self._text.setFixedHeight(lines * line + self._theme.px(18))

    def _show_state(self) -> None:
        if self._saver is None:
            return
        state, error = self._saver.state, self._saver.error
        words = {SaveState.SAVED: "Saved", SaveState.SAVING: "Saving…", SaveState.FAILED: "Not saved"}[state]
        if state is SaveState.SAVED and not self._saver.was_sent:
            words = ""
        self._state.setText(words)
        set_ink(self._state, self._theme.color("bad" if state is SaveState.FAILED else "text3"))
        if error is not None:
            what = error.what if isinstance(error, KnownError) else "Something went wrong."
            self._error.setText(f"{what} The note stays here and is tried again every few seconds.")
        self._error.setVisible(error is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and self._saver is not None:
            self._saver.flush()
        if isinstance(event, QKeyEvent):
            leaves = event.key() == Qt.Key.Key_Escape or (
                event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
                and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if leaves and event.type() is QEvent.Type.ShortcutOverride:
                # Esc means "back to the cards" elsewhere in the window.
                event.accept()
                return True
            if leaves and event.type() is QEvent.Type.KeyPress:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)
