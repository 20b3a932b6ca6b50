"""What a test sees of a board."""

from __future__ import annotations

from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.board.layout import Cell
from oversight_viewer.ui.board.message import MessagePage
from oversight_viewer.ui.board.model import BoardModel, entry_of
from oversight_viewer.ui.board.store import cards_of_rows


def shown(board: Board) -> list[str]:
    """The entries on the board by row and lane, as far as they are read."""
    return [card.id for _row, _cell, card in cards_of_rows(model(board).store, range(10_000))]


def model(board: Board) -> BoardModel:
    model = board.view.model()
    assert isinstance(model, BoardModel)
    return model


def current(board: Board) -> str | None:
    return entry_of(board.view.currentIndex())


def cell(board: Board, name: str) -> Cell:
    cell = model(board).store.cell_of_id(EntryId(name))
    assert cell is not None, f"{name} is not on the board"
    return cell


def rect_is_in_view(board: Board, name: str) -> bool:
    return board.view.viewport().rect().contains(board.view.rect_of(cell(board, name)))


def message(board: Board) -> MessagePage:
    page = board.findChild(MessagePage)
    assert isinstance(page, MessagePage)
    return page
