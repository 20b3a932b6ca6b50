"""The pictures of one colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from oversight_viewer.domain.kinds import KINDS, LANES, Lane
from oversight_viewer.resources import resource
from oversight_viewer.ui.icons import icon, icon_pixmap, kind_icon, paint_icon, paint_lane_glyph

RED = QColor("#ff0000")
FILES = sorted(resource("icons").glob("*.svg"))


def _painted(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))


def _canvas(side: int, ratio: float = 1.0) -> QImage:
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_a_drawing_on_the_grid_in_one_colour(qapp: QApplication, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 16 16"' in text
    assert not re.search(r'(?:stroke|fill)="#', text)
    assert QSvgRenderer(str(path)).isValid()
    assert _painted(icon_pixmap(path.stem, RED, 16).toImage()) > 4


def test_no_drawing_leaves_the_grid(qapp: QApplication) -> None:
    for path in FILES:
        image = icon_pixmap(path.stem, RED, 32).toImage()
        edge = [image.pixelColor(x, y).alpha() for x in range(32) for y in (0, 31)]
        edge += [image.pixelColor(x, y).alpha() for y in range(32) for x in (0, 31)]
        assert max(edge) < 200, path.stem


@pytest.mark.parametrize("lane", LANES)
def test_every_kind_has_an_icon(lane: Lane) -> None:
    for kind in (*KINDS[lane], "a_kind_of_tomorrow"):
        assert resource("icons", f"{kind_icon(kind, lane)}.svg").is_file()


def test_an_unknown_kind_has_the_icon_of_its_lane() -> None:
    assert len({kind_icon("a_kind_of_tomorrow", lane) for lane in LANES}) == len(LANES)


def test_an_icon_has_the_colour_that_is_asked_for(qapp: QApplication) -> None:
    image = icon_pixmap("half_disc", RED, 16).toImage()
    middle = image.pixelColor(11, 8)
    assert (middle.red(), middle.green(), middle.blue()) == (255, 0, 0)
    assert icon_pixmap("half_disc", QColor(255, 0, 0, 128), 16).toImage().pixelColor(11, 8).alpha() < 140


def test_an_icon_is_as_sharp_as_the_screen(qapp: QApplication) -> None:
    pixmap = icon_pixmap("letter", RED, 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)
    sizes = icon("letter", RED, 16, disabled=QColor("#888888")).availableSizes(QIcon.Mode.Disabled)
    assert sizes


def test_a_missing_icon_is_a_mistake(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon_pixmap("no_such_icon", RED, 16)


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_an_icon_is_painted_into_the_middle(qapp: QApplication, ratio: float) -> None:
    image = _canvas(48, ratio)
    painter = QPainter(image)
    paint_icon(painter, QRect(0, 16, 48, 16), "letter", RED)
    paint_icon(painter, QRect(0, 0, 0, 16), "letter", RED)
    painter.end()
    side = round(16 * ratio)
    assert _painted(image.copy(side, side, side, side)) == _painted(image) > 0


@pytest.mark.parametrize("lane", LANES)
def test_lanes_have_shapes_of_their_own(qapp: QApplication, lane: Lane) -> None:
    image = _canvas(20)
    painter = QPainter(image)
    paint_lane_glyph(painter, QRect(0, 0, 20, 20), lane, RED)
    painter.end()
    corner, inside = image.pixelColor(3, 3).alpha() > 128, image.pixelColor(4, 5).alpha() > 128
    expected = {Lane.ACTION: (True, True), Lane.MEETING: (False, True), Lane.RESPONSE: (False, False)}
    assert (corner, inside) == expected[lane]
