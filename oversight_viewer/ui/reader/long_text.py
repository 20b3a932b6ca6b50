"""Shows very long plain text at once: its beginning, and the rest piece by piece while nothing else is to be done.

Only the lines on the screen are laid out.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QPalette,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.pieces import copy_menu
from oversight_viewer.ui.reader.lines import display_text
from oversight_viewer.ui.reader.text_marks import TextMarks
from oversight_viewer.ui.theme import Theme

_PIECE = 64_000
"""Code points that are taken in at once: some milliseconds."""


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
        self.marks = TextMarks(self, Field.BODY, scrolls=True, finish=self.finish)
        self._text = ""
        self._taken = 0
        self._taking = QTimer(self)
        self._taking.timeout.connect(self._take_more)

    def show_text(self, text: str, theme: Theme, font: QFont, line: int) -> None:
        """Show a text line for line, as the record has it."""
        self._text, self._taken = text, 0
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(font)
        document.setDocumentMargin(0)
        document.setDocumentLayout(_EvenLines(document, line))
        document.setPlainText(self._next_piece(_PIECE))
        self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, theme.color("text"))
        self.setPalette(palette)
        self.setDocument(document)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.marks.set_theme(theme)
        self._taking.start()

    def finish(self) -> None:
        """Take in at once what is still missing: somebody asks about the whole text."""
        while self._taken < len(self._text):
            self._add(self._next_piece(len(self._text)))
        self._all_taken()

    def _take_more(self) -> None:
        if self._taken < len(self._text):
            self._add(self._next_piece(_PIECE))
        else:
            self._all_taken()

    def _all_taken(self) -> None:
        self._taking.stop()
        self._text, self._taken = "", 0

    def _next_piece(self, length: int) -> str:
        """Whole lines of the text, about as many code points, without the line feed at their end."""
        begin, size = self._taken, len(self._text)
        end = self._text.find("\n", begin + length)
        if not 0 <= end < size - 1:  # an empty line at the end belongs to the last piece
            end = size
        self._taken = min(end + 1, size)
        return display_text(self._text[begin:end])

    def _add(self, piece: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(f"\n{piece}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.finish()  # it may go to the end, or choose all
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.finish()
        copy_menu(self).popup(event.globalPos())
