"""Hostile HTML in the browser opens nothing, even if it got past the allow-list."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.pieces import copy_menu
from oversight_viewer.ui.reader.browser import LinkOpener, SafeTextBrowser, whole_address
from oversight_viewer.ui.theme import Theme
from tests.ui.reader.conftest import Opened


class Watched(SafeTextBrowser):
    """Keeps what Qt asks for, and what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.given: list[object] = []

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002 - Qt's name
        answer = super().loadResource(type, name)
        self.asked.append(name.toString() if isinstance(name, QUrl) else name)
        self.given.append(answer)
        return answer


@pytest.fixture
def browser(qtbot: QtBot) -> Watched:
    made = Watched()
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def show(browser: SafeTextBrowser, html: str, theme: Theme) -> None:
    browser.show_html(html, theme, theme.record_font(), theme.record_line())


HOSTILE = [
    '<img src="{path}">',
    '<img src="file://{path}">',
    '<link rel="stylesheet" href="{path}"><p>a</p>',
    "<style>@import url('file://{path}');</style><p>a</p>",
    '<body background="{path}"><p>a</p>',
    '<table background="{path}"><tr><td>a</td></tr></table>',
    "<p style=\"background-image:url('{path}')\">a</p>",
    "<ul style=\"list-style-image:url('file://{path}')\"><li>a</li></ul>",
    '<img src="data:image/png;base64,AAAA">',
    '<img src="//example.org/share/picture.png">',
    '<img src="../../../{path}">',
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_a_text_names_is_opened(browser: Watched, theme: Theme, tmp_path: Path, html: str) -> None:
    picture = tmp_path / "picture.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(picture))
    show(browser, html.format(path=picture), theme)
    browser.grab()
    for asked, given in zip(browser.asked, browser.given, strict=True):
        assert isinstance(given, QByteArray) or (isinstance(given, QImage) and given.width() == 1), asked
    for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.StyleSheetResource):
        for name in {*browser.asked, str(picture), picture.as_uri()}:
            held = browser.document().resource(kind.value, QUrl(name))
            assert not isinstance(held, QImage) or held.width() == 1, name


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """A pipe without a writer: whoever opens it for reading hangs, so the test would never end."""
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    # Held open for reading and writing, so that even a failing test ends: a read then finds nothing.
    handle = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    yield path
    os.close(handle)


def test_a_pipe_that_a_text_names_is_never_read(browser: Watched, theme: Theme, pipe: Path) -> None:
    handle = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    try:
        os.write(handle, b"bait")
        named = f'<img src="{pipe}"><img src="{pipe.as_uri()}"><link rel=stylesheet href="{pipe}">'
        show(browser, f"{named}<p>a</p>", theme)
        browser.append_html(f'<p>b <img src="{pipe}"></p>')
        browser.grab()
    finally:
        os.close(handle)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert os.read(reader, 16) == b"bait"
    finally:
        os.close(reader)
    assert browser.asked, "the second wall was not even reached"


def test_a_browser_goes_nowhere_by_itself(browser: Watched, theme: Theme, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>elsewhere</p>")
    show(browser, f'<p><a href="{page.as_uri()}">go</a></p>', theme)
    browser.setSource(QUrl(page.as_uri()))
    browser.reload()
    assert browser.toPlainText() == "go"
    assert not browser.openLinks()


def test_a_click_on_a_link_only_tells_of_it(qtbot: QtBot, browser: Watched, theme: Theme) -> None:
    show(browser, '<p><a href="https://example.org/">a link that is long enough to be hit</a></p>', theme)
    with qtbot.waitExposed(browser):
        browser.show()
    with qtbot.waitSignal(browser.link_activated) as activated:
        qtbot.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert activated.args == [QUrl("https://example.org/")]


LINKS = [
    ("https://example.org/a?b=c#d", True),
    ("http://example.org", True),
    ("mailto:office@example.org", True),
    ("file:///etc/passwd", False),
    ("javascript:alert(1)", False),
    ("//example.org/share", False),
    ("relative/page.html", False),
    ("#anchor", False),
    ("ms-settings:privacy", False),
    ("smb://example.org/share", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "may"), LINKS)
def test_only_the_web_and_mail_are_opened_and_only_when_the_user_agrees(
    qtbot: QtBot, opened: Opened, address: str, may: bool
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    opener = LinkOpener(opened.confirm, opened.open)
    assert opener.follow(parent, QUrl(address)) is may
    assert opened.opened == ([address] if may else [])
    opened.agree = False
    assert opener.follow(parent, QUrl(address)) is False
    assert len(opened.opened) == int(may)
    assert len(opened.asked) == 2 * int(may)


def test_an_address_is_shown_in_the_form_that_is_sent() -> None:
    assert whole_address(QUrl("https://exämple.org/ä b")) == "https://xn--exmple-cua.org/%C3%A4%20b"


def test_lines_have_one_height_also_in_lists_tables_and_headings(browser: Watched, theme: Theme) -> None:
    show(
        browser,
        "<h1>H</h1><p>a</p><ul><li>b</li></ul><table><tr><td>c</td></tr></table><blockquote><p>d</p></blockquote>",
        theme,
    )
    heights = set()
    block = browser.document().begin()
    while block.isValid():
        if block.text():
            heights.add(block.blockFormat().lineHeight())
        block = block.next()
    assert heights == {float(theme.record_line())}


def test_plain_text_is_not_markup(browser: Watched, theme: Theme) -> None:
    browser.show_plain("<img src='x'>\n  two", theme, theme.record_font(), theme.record_line())
    assert browser.toPlainText() == "<img src='x'>\n  two"
    assert browser.asked == []


def test_columns_made_of_blanks_stay_columns(browser: Watched, theme: Theme) -> None:
    text = "Sheet 7\n\nIN      OUT\n 1        2\n\nEnd"
    browser.show_plain(text, theme, theme.record_font(), theme.record_line())
    assert browser.toPlainText() == text
    block, faces = browser.document().begin(), {}
    while block.isValid():
        faces[block.text()] = block.begin().fragment().charFormat().fontFamilies()
        block = block.next()
    assert faces["IN      OUT"] == faces[" 1        2"] != faces["Sheet 7"] == faces["End"]


def test_a_growing_text_is_as_high_as_its_content(qtbot: QtBot, browser: Watched, theme: Theme) -> None:
    with qtbot.waitExposed(browser):
        browser.show()
    show(browser, "<p>one</p>", theme)
    low = browser.height()
    show(browser, "<p>" + "many words " * 200 + "</p>", theme)
    wide = browser.height()
    assert low < wide
    browser.resize(200, wide)
    assert browser.height() > wide
    assert browser.height() >= browser.document().size().height()


def test_the_menu_offers_copying_and_nothing_else(browser: Watched, theme: Theme) -> None:
    show(browser, '<p><a href="https://example.org">text to copy</a></p>', theme)
    assert not copy_menu(browser).actions()[0].isEnabled()
    browser.selectAll()
    menu = copy_menu(browser)
    assert [action.text().replace("&", "") for action in menu.actions()] == ["Copy", "Select all"]
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "text to copy"
