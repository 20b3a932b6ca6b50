"""Tags as chips that can be taken off, with a field for more at their end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCompleter, QLineEdit, QSizePolicy, QWidget

from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import paint_focus_ring, paint_rounded
from oversight_viewer.ui.pieces import plain_tip
from oversight_viewer.ui.reader.words import clean_tag, clean_tags
from oversight_viewer.ui.theme import Theme

_WIDEST = 220
_INNER = 2  # pixels that Qt leaves beside the text of a field


class TagChip(QAbstractButton):
    """One tag of the user's. A click on its cross, or Delete, takes it off."""

    removed = Signal(str)

    def __init__(self, theme: Theme, tag: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag = tag
        self._theme = theme
        self.setFont(theme.font("label"))
        self.setAccessibleName(f"Tag {tag}")
        self.setAccessibleDescription("Delete takes it off")
        self.setToolTip(plain_tip(f"{tag}\nTake off (Delete)"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("own_ring", True)  # noqa: FBT003 - Qt's own
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        width = self.fontMetrics().horizontalAdvance(self.tag) + px(8) + px(22)
        return QSize(min(width, px(_WIDEST)), px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _cross(self) -> QRect:
        side = self._theme.px(18)
        return QRect(self.width() - side - self._theme.px(2), 0, side, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = self.rect().adjusted(0, px(2), 0, -px(2))
        paint_rounded(painter, box, px(4), theme.color("accent-tint"), theme.color("accent-line"))
        painter.setFont(self.font())
        painter.setPen(theme.color("text"))
        words = QRect(px(7), 0, self._cross().left() - px(8), self.height())
        shown = self.fontMetrics().elidedText(self.tag, Qt.TextElideMode.ElideRight, words.width() + 1)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        over = self.underMouse() and self._cross().contains(self.mapFromGlobal(self.cursor().pos()))
        side = px(12)
        cross = QRect(0, 0, side, side)
        cross.moveCenter(self._cross().center())
        paint_icon(painter, cross, "close", theme.color("text" if over else "text2"))
        if self.hasFocus():
            paint_focus_ring(painter, box.adjusted(3, 3, -3, -3), theme, px(3), gap=0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._cross().contains(event.position().toPoint()):
            self.removed.emit(self.tag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(self.tag)
        else:
            super().keyPressEvent(event)


class TagField(QWidget):
    """The tags of an entry or a note, to be changed. Comma or Enter ends a tag.

    Args:
        placeholder: What the empty field says.
        framed: Whether it looks like a field; otherwise it stands among other text.
    """

    tags_edited = Signal(tuple)

    def __init__(self, placeholder: str, *, framed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framed = framed
        self._theme: Theme | None = None
        self._tags: tuple[str, ...] = ()
        self._chips: list[TagChip] = []
        self._known: tuple[str, ...] = ()
        self._model = QStringListModel(self)
        self._edit = QLineEdit(self)
        self._edit.setPlaceholderText(placeholder)
        self._edit.setAccessibleName(placeholder)
        self._edit.setMaxLength(200)
        self._edit.installEventFilter(self)
        self._edit.textEdited.connect(self._take_commas)
        self._completer = QCompleter(self._model, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        # Queued: the completer writes what was chosen into the field after it has told of it.
        self._completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._edit.setCompleter(self._completer)
        self._layout = FlowLayout(self, gap=4, line_gap=0, stretch_last=True)
        self._layout.addWidget(self._edit)
        self.setFocusProxy(self._edit)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def tags(self) -> tuple[str, ...]:
        return self._tags

    @property
    def edit(self) -> QLineEdit:
        """The field for a new tag."""
        return self._edit

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show some tags; says nothing to those who listen."""
        tags = tuple(tags)
        if tags != self._tags:
            self._tags = tags
            self._build()

    def set_known(self, tags: Sequence[str]) -> None:
        """The tags that are in use, for completion and spelling."""
        if tuple(tags) != self._known:
            self._known = tuple(tags)
            self._model.setStringList(sorted(self._known, key=str.casefold))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._edit.setFont(theme.font("label"))
        self._edit.setStyleSheet(
            f"QLineEdit, QLineEdit:focus {{ border: none; background: transparent;"
            f" padding: 0 {theme.px(2) if self._framed else 0}px;"
            f" min-height: {theme.px(24)}px; }}"
        )
        self._build()

    def commit(self) -> None:
        """Take what stands in the field as a tag, as Enter does."""
        if self._edit.text():  # taking nothing would make the list of tags, which takes longer than all the rest
            self._take(self._edit.text())

    def _build(self) -> None:
        if self._theme is None:
            return
        px = self._theme.px
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._layout.set_gap(px(4))
        self._layout.setContentsMargins(*((px(3), px(2), px(3), px(2)) if self._framed else 4 * [0]))
        self._chips = [TagChip(self._theme, tag, self) for tag in self._tags]
        for place, chip in enumerate(self._chips):
            chip.removed.connect(self._remove)
            self._layout.insert_widget(place, chip)
            chip.show()
        self._edit.setMinimumWidth(px(90))
        if not self._framed and not self._tags:
            self._edit.setTextMargins(-_INNER, 0, 0, 0)  # in one line with the text above it
        else:
            self._edit.setTextMargins(0, 0, 0, 0)
        self.updateGeometry()

    def _take_commas(self, text: str) -> None:
        if "," in text:
            self._take(text)

    def _take(self, text: str) -> None:
        added = [tag for tag in clean_tags([text], self._known) if self._holds(tag) is None]
        self._edit.clear()
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()
        if added:
            self._change((*self._tags, *added))

    def _holds(self, tag: str) -> str | None:
        return next((own for own in self._tags if own.casefold() == clean_tag(tag).casefold()), None)

    def _remove(self, tag: str) -> None:
        self._change(tuple(own for own in self._tags if own != tag))
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, tags: tuple[str, ...]) -> None:
        self.set_tags(tags)
        self.tags_edited.emit(tags)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit:
            if isinstance(event, QKeyEvent) and self._key(event):
                return True
            if isinstance(event, QFocusEvent):
                self.update()
                if event.lostFocus() and event.reason() is not Qt.FocusReason.PopupFocusReason:
                    self.commit()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape and self._edit.text():
                event.accept()  # elsewhere in the window it means "back"
                return True
            return False
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and self._edit.text():
            self._edit.clear()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._edit.text().strip():
            self.commit()
            return True
        if event.key() == Qt.Key.Key_Backspace and not self._edit.text() and self._tags:
            self._remove(self._tags[-1])
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        if not self._framed or self._theme is None:
            return
        focused = self._edit.hasFocus()
        edge = self._theme.color("accent" if focused else "line-strong")
        paint_rounded(
            QPainter(self), self.rect(), self._theme.px(6), self._theme.color("input"), edge, 2.0 if focused else 1.0
        )
