"""Shows very long plain text at once: only the lines on the screen are laid out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QPalette,
    QTextBlock,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.pieces import copy_menu
from oversight_viewer.ui.reader.text_marks import TextMarks
from oversight_viewer.ui.theme import Theme


class _EvenLines(QPlainTextDocumentLayout):
    """Lines of one height; QPlainTextEdit itself knows only that of the face, which is too tight for reading."""

    def __init__(self, document: QTextDocument, line: int) -> None:
        super().__init__(document)
        self._line = line

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        layout = block.layout()
        count = layout.lineCount()
        if count == 0 or rect.isNull():
            return rect
        top = round((self._line - layout.lineAt(0).height()) / 2)
        if layout.lineAt(0).y() != top or (count > 1 and layout.lineAt(1).y() != top + self._line):
            for number in range(count):
                line = layout.lineAt(number)
                line.setPosition(QPointF(line.x(), top + number * self._line))
        return QRectF(rect.x(), rect.y(), rect.width(), count * self._line)


class LongText(QPlainTextEdit):
    """A read-only transcript that scrolls by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            "QPlainTextEdit, QPlainTextEdit:focus { border: none; padding: 0; background: transparent; }"
        )
        self.viewport().setAutoFillBackground(False)
        self.setCursorWidth(0)
        self.marks = TextMarks(self, Field.BODY, scrolls=True)

    def show_text(self, text: str, theme: Theme, font: QFont, line: int) -> None:
        """Show a text line for line. No line may be longer than a screen or two, see ``lines.display_text``."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(font)
        document.setDocumentMargin(0)
        document.setDocumentLayout(_EvenLines(document, line))
        document.setPlainText(text)
        self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, theme.color("text"))
        self.setPalette(palette)
        self.setDocument(document)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.marks.set_theme(theme)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        copy_menu(self).popup(event.globalPos())
