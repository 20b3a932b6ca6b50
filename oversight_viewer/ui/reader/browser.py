"""Shows text from elsewhere and opens nothing by itself: no file, no picture, no style sheet, no page.

Measured with Qt 6: QTextBrowser opens every path that an ``img``, ``link``, ``@import`` or ``background`` names, and a
``loadResource`` that answers None does not stop it; only a stand-in that is not null does. The HTML that comes here has
gone through the allow-list of ``text.markup``, which has none of these; this is the second wall behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontDatabase,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from oversight_viewer.domain.search_tree import Field
from oversight_viewer.text.links import is_followable
from oversight_viewer.ui.pieces import copy_menu, plain_tip
from oversight_viewer.ui.reader.lines import in_columns
from oversight_viewer.ui.reader.text_marks import TextMarks
from oversight_viewer.ui.theme import Theme

FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
# A face whose letters are all of one width, beside the size of the text: at most, at least, and its width to its size.
_EVEN, _EVEN_LEAST, _EVEN_WIDTH = 0.78, 0.64, 0.61
_USUAL_ROOM = 400  # pixels of a line at 100 % text where the reader has its usual width
_SCROLL_KEYS = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
)
_IMAGE = int(QTextDocument.ResourceType.ImageResource.value)


def stand_in(resource: int) -> QImage | QByteArray:
    """What is given to Qt in place of a resource that a text names: never null, never from a file."""
    if resource == _IMAGE:
        image = QImage(1, 1, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        return image
    return QByteArray(b" ")


def whole_address(url: QUrl) -> str:
    """An address as it goes to the browser: host in punycode, everything else percent-encoded, nothing hidden."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


class LinkOpener:
    """Opens a link out of the record after the user has seen it whole and agreed.

    Args:
        confirm: Shows the address and asks; the widget is the parent of the question.
        open_url: Gives the address to the system.
    """

    def __init__(self, confirm: Callable[[QWidget, QUrl], bool], open_url: Callable[[QUrl], object]) -> None:
        self._confirm = confirm
        self._open_url = open_url

    def follow(self, parent: QWidget, url: QUrl) -> bool:
        """Ask and open. Addresses that are neither web nor mail are never opened. Tells whether it was opened."""
        address = whole_address(url)
        if not url.isValid() or not is_followable(address) or not self._confirm(parent, url):
            return False
        self._open_url(url)
        return True


class SafeTextBrowser(QTextBrowser):
    """A read-only text that follows links only by :attr:`link_activated` and loads nothing.

    Args:
        grows: Take the height of the whole text instead of scrolling it.
        field: What part of an entry it is, if words are marked in it.
    """

    link_activated = Signal(QUrl)

    def __init__(self, parent: QWidget | None = None, *, grows: bool = True, field: Field | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self._line = 0
        self._height = 0
        self._given: QTextDocument | None = None
        self.marks = TextMarks(self, field, scrolls=not grows)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setSearchPaths([])
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self.link_activated)
        self.highlighted.connect(self._say_address)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def grows(self) -> bool:
        """Whether it takes the height of the whole text."""
        return self._grows

    def show_html(self, html: str, theme: Theme, font: QFont, line: int, *, ink: str = "text") -> None:
        """Show HTML that the allow-list has let through, set in one face with lines of one height.

        Args:
            font: The face; headings are larger cuts of it.
            line: Height of a line in pixels.
            ink: The token of the text colour.
        """
        document = self._new_document(font)
        document.setDefaultStyleSheet(_sheet(theme, font, ink))
        document.setHtml(html)
        _even_lines(document, line)
        self._line = line
        self._show(document, theme)

    def append_html(self, html: str) -> None:
        """Add more of the HTML that is shown, in the same look."""
        document = self.document()
        more = self._new_document(document.defaultFont())
        more.setDefaultStyleSheet(document.defaultStyleSheet())
        more.setHtml(html)
        _even_lines(more, self._line)
        end = QTextCursor(document)
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertBlock()
        end.insertFragment(QTextDocumentFragment(more))
        more.deleteLater()
        self.updateGeometry()

    def show_plain(self, text: str, theme: Theme, font: QFont, line: int, *, ink: str = "text") -> None:
        """Show plain text line for line; nothing in it is taken for markup. Columns made of blanks stay columns."""
        document = self._new_document(font)
        cursor = QTextCursor(document)
        block = QTextBlockFormat()
        block.setLineHeight(line, FIXED)
        letters = cursor.charFormat()
        letters.setForeground(theme.color(ink))
        cursor.setBlockFormat(block)
        even = QTextCharFormat(letters)
        even.setFontFamilies([_fixed_family()])
        pieces = in_columns(text)
        longest = max((len(row) for piece, is_table in pieces if is_table for row in piece.splitlines()), default=1)
        size, fits = font.pixelSize(), theme.px(_USUAL_ROOM) / (longest * _EVEN_WIDTH)
        even.setProperty(
            QTextFormat.Property.FontPixelSize, round(max(min(size * _EVEN, fits - 0.5), size * _EVEN_LEAST))
        )
        for piece, is_table in pieces:
            cursor.insertText(piece, even if is_table else letters)
        self._show(document, theme)

    def _new_document(self, font: QFont) -> QTextDocument:
        # The browser is its parent, so that it asks loadResource of the browser for all that it wants to load.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(font)
        document.setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        return document

    def _show(self, document: QTextDocument, theme: Theme) -> None:
        document.setIndentWidth(theme.px(22))
        self.setCursorWidth(0)
        self.setDocument(document)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # The document with which a browser is born is deleted by Qt, those that it was given are not.
        if self._given is not None:
            self._given.deleteLater()
        self._given = document
        self.marks.set_theme(theme)
        self._fit()
        self.updateGeometry()  # also where the new text is as high as the old one: who waits for texts is told so

    def _fit(self) -> None:
        # Before it is shown its width is not known, and a layout in a wrong one would be for nothing.
        if self._grows and self.isVisible():
            self.document().setTextWidth(self.viewport().width())
            self._height = round(self.document().size().height() + 0.5)
            if self._height != self.height():
                self.setFixedHeight(self._height)

    def _say_address(self, url: QUrl) -> None:
        self.setToolTip("" if url.isEmpty() else plain_tip(whole_address(url)))

    def sizeHint(self) -> QSize:
        if not self._grows:
            return super().sizeHint()
        return QSize(100, max(self._height, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height()) if self._grows else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ARG002 - Qt's name
        return stand_in(type)

    def doSetSource(
        self,
        name: QUrl | str,  # noqa: ARG002
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,  # noqa: A002, ARG002
    ) -> None:
        return  # there is nowhere to go

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        copy_menu(self).popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A text that grows has nothing to scroll, so keys and wheel are for what it stands in.
        if self._grows and event.key() in _SCROLL_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._grows:
            event.ignore()
        else:
            super().wheelEvent(event)


def _even_lines(document: QTextDocument, line: int) -> None:
    """Give all lines one height; a proportional one would multiply the spacing that the face has already."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    block = QTextBlockFormat()
    block.setLineHeight(line, FIXED)
    cursor.mergeBlockFormat(block)


def _fixed_family() -> str:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def _sheet(theme: Theme, font: QFont, ink: str) -> str:
    size = font.pixelSize()
    gap = theme.px(10)
    fixed = _fixed_family()
    colors = {name: theme.tokens[name] for name in ("accent", "line", "text2", "text3")}
    text = theme.tokens[ink]
    return f"""
body, p, li, td, th, pre, dd, dt, h1, h2, h3, h4, h5, h6 {{ color: {text}; }}
p, pre, ul, ol, table, dl {{ margin: 0 0 {gap}px 0; }}
li {{ margin: 0 0 {gap // 3}px 0; }}
h1, h2, h3, h4, h5, h6 {{ font-size: medium; font-weight: 700; margin: {gap}px 0 {gap // 2}px 0; }}
h1 {{ font-size: large; }}
h3, h4, h5, h6 {{ font-style: italic; }}
a {{ color: {colors["accent"]}; text-decoration: underline; }}
blockquote {{ margin: 0 0 {gap}px {theme.px(18)}px; }}
blockquote p {{ color: {colors["text2"]}; }}
code, pre, tt {{ font-family: '{fixed}'; font-size: {round(size * 0.86)}px; }}
pre {{ white-space: pre-wrap; }}
table {{ border-collapse: collapse; border-color: {colors["line"]}; }}
td, th {{ border: 1px solid {colors["line"]}; padding: {theme.px(3)}px {theme.px(6)}px; text-align: left; }}
"""
