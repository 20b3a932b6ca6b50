"""The style sheet: buttons, fields, menus, tool bars, scroll bars and tool tips. All else is painted.

Buttons take a look from the dynamic property ``look``: ``primary``, ``quiet``, ``danger``, ``link`` or ``tool``; and
``small`` from the property of that name. Labels take their colour from the property ``ink``, which is the name of a
token; a palette of their own would be lost when the style sheet changes with the theme.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oversight_viewer.ui.theme import Theme

# {token} is a colour, {12px} a length at 100 % text.
_SHEET = """
QPushButton, QToolButton[look="button"] {
    min-height: {26px}; padding: 0 {12px}; border: 1px solid {line-strong}; border-radius: {6px};
    background: {raised}; color: {text};
}
QPushButton:hover, QToolButton[look="button"]:hover { background: {hover}; }
QPushButton:pressed, QToolButton[look="button"]:pressed { background: {accent-tint}; }
QPushButton[look="primary"] { background: {accent}; border-color: {accent}; color: {on-accent}; font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed {
    background: {accent-hi}; border-color: {accent-hi};
}
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: {text2}; }
QPushButton[look="quiet"]:hover { background: {hover}; color: {text}; }
QPushButton[look="danger"] { border-color: {bad}; color: {bad}; }
QPushButton[look="danger"]:hover { background: {bad-tint}; }
QPushButton[look="link"] {
    background: transparent; border-color: transparent; color: {accent}; padding: 0 {4px}; text-align: left;
}
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[small="true"] { min-height: {22px}; padding: 0 {9px}; font-size: {label}; }
QPushButton[look="link"][small="true"] { padding: 0 {4px}; }
QPushButton:disabled, QPushButton[look="primary"]:disabled, QPushButton[look="danger"]:disabled {
    background: {chrome}; border-color: {line}; color: {text3};
}
QPushButton[look="quiet"]:disabled, QPushButton[look="link"]:disabled {
    background: transparent; border-color: transparent; color: {text3};
}
QPushButton:flat { border-color: transparent; background: transparent; }

QToolButton { border: 1px solid transparent; border-radius: {6px}; background: transparent; color: {text2}; }
QToolButton { padding: {5px}; }
QToolButton:hover { background: {hover}; color: {text}; }
QToolButton:pressed, QToolButton:checked { background: {hover}; color: {text}; }
QToolButton:disabled { color: {text3}; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit {
    background: {input}; color: {text}; border: 1px solid {line-strong}; border-radius: {6px};
    selection-background-color: {accent}; selection-color: {on-accent};
}
QLineEdit { min-height: {26px}; padding: 0 {8px}; placeholder-text-color: {text3}; }
QPlainTextEdit, QTextEdit { placeholder-text-color: {text3}; }
QPlainTextEdit, QTextEdit { padding: {4px} {6px}; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid {accent}; }
QLineEdit:focus { padding: 0 {7px}; min-height: {24px}; }
QPlainTextEdit:focus, QTextEdit:focus { padding: {3px} {5px}; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    background: {chrome}; color: {text3}; border-color: {line};
}
QTextBrowser, QTextBrowser:focus { border: none; padding: 0; background: transparent; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus {
    border: none; min-height: 0; padding: 0; background: {input};
}

QLabel[ink="text"] { color: {text}; }
QLabel[ink="text2"] { color: {text2}; }
QLabel[ink="text3"] { color: {text3}; }
QLabel[ink="accent"] { color: {accent}; }
QLabel[ink="bad"] { color: {bad}; }
QLabel[ink="warn"] { color: {warn}; }
QLabel[ink="good"] { color: {good}; }

QMenuBar { background: {chrome}; color: {text2}; font-size: {meta}; }
QMenuBar::item { padding: {4px} {8px}; border-radius: {4px}; background: transparent; }
QMenuBar::item:selected { background: {hover}; color: {text}; }
QMenu {
    background: {raised}; color: {text}; border: 1px solid {line-strong}; border-radius: {8px}; padding: {4px};
}
QMenu::item { min-height: {22px}; padding: {3px} {24px} {3px} {10px}; border-radius: {5px}; }
QMenu::item:selected { background: {selected}; color: {selected-text}; }
QMenu::item:disabled { color: {text3}; background: transparent; }
QMenu::separator { height: 1px; background: {line}; margin: {4px} {8px}; }
QMenu::icon { padding-left: {8px}; }
QToolBar { background: {chrome}; border: none; spacing: {2px}; padding: 0; }
QToolBar::separator { width: 1px; background: {line}; margin: {6px}; }
QStatusBar { background: {chrome}; color: {text3}; border-top: 1px solid {line}; }
QStatusBar::item { border: none; }
QToolTip {
    background: {raised}; color: {text}; border: 1px solid {line-strong}; border-radius: {4px}; padding: {3px} {6px};
}

QProgressBar {
    border: none; border-radius: {3px}; background: {line}; min-height: {6px}; max-height: {6px}; color: transparent;
}
QProgressBar::chunk { background: {accent}; border-radius: {3px}; }

QScrollBar:vertical { width: {12px}; background: transparent; margin: 0; border: none; }
QScrollBar:horizontal { height: {12px}; background: transparent; margin: 0; border: none; }
QScrollBar::handle { background: {thumb}; border-radius: {3px}; }
QScrollBar::handle:vertical { margin: {2px} {3px}; min-height: {32px}; }
QScrollBar::handle:horizontal { margin: {3px} {2px}; min-width: {32px}; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: {line-strong}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""
_PLACE = re.compile(r"\{([a-z0-9-]+)\}")
_LENGTH = re.compile(r"(\d+)px")


def stylesheet(theme: Theme) -> str:
    """The style sheet of a theme, with its colours and at its text size."""
    thumb = theme.color("line-strong")
    sums = {
        "thumb": thumb.name() if theme.is_contrast else f"rgba({thumb.red()}, {thumb.green()}, {thumb.blue()}, 140)",
        "selected": theme.tokens["accent"] if theme.is_contrast else theme.tokens["accent-tint"],
        "selected-text": theme.tokens["on-accent"] if theme.is_contrast else theme.tokens["text"],
        "label": f"{theme.font('label').pixelSize()}px",
        "meta": f"{theme.font('meta').pixelSize()}px",
    }

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        length = _LENGTH.fullmatch(name)
        if length is not None:
            return f"{theme.px(int(length[1]))}px"
        return sums[name] if name in sums else theme.tokens[name]

    return _PLACE.sub(fill, _SHEET)
