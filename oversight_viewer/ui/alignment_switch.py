"""The switch beside the sentence of the filter: what stands side by side across the lanes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from oversight_viewer.domain.views import Alignment, Look
from oversight_viewer.ui.board.reading import is_ranked
from oversight_viewer.ui.controls import SegmentedSwitch
from oversight_viewer.ui.icons import icon
from oversight_viewer.ui.theme import Theme, ThemeSource

_SIGN = 12


class AlignmentSwitch(QWidget):
    """All alignments in sight, or a drop-down with them where there is little room.

    Args:
        theme_source: Colours and sizes.
    """

    chosen = Signal(Alignment)
    """The user wants other entries side by side; also if it is what is shown already."""

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._switch = SegmentedSwitch(theme_source, [(item.value, item.label) for item in Alignment])
        self._switch.setAccessibleName("Side by side")
        self._switch.chosen.connect(lambda value: self.chosen.emit(Alignment(value)))
        self._button = QToolButton()
        self._button.setObjectName("alignment_button")
        self._button.setProperty("look", "button")
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign stands behind the words
        self._button.setToolTip("Choose what stands side by side")
        self._menu = QMenu(self)
        self._button.setMenu(self._menu)
        self._actions = self._make_actions()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._switch)
        row.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_small(False)
        self.show_look(Look())
        theme_source.theme_changed.connect(self._apply_theme)
        self._apply_theme(theme_source.theme)

    def _make_actions(self) -> dict[Alignment, QAction]:
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        actions = {}
        for alignment in Alignment:
            action = actions[alignment] = self._menu.addAction(alignment.label)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, item=alignment: self.chosen.emit(item))
        return actions

    @property
    def value(self) -> Alignment | None:
        """What is shown as chosen; None where best matches stand by their rank alone."""
        return next((item for item, action in self._actions.items() if action.isChecked()), None)

    def show_look(self, look: Look) -> None:
        """Show the alignment of a look, without saying that it was chosen."""
        alignment = None if is_ranked(look) else look.alignment
        self._switch.set_value(None if alignment is None else alignment.value)
        for item, action in self._actions.items():
            action.setChecked(item is alignment)
        words = "By rank" if alignment is None else alignment.label
        self._button.setText(words)
        self._button.setAccessibleName(f"Side by side: {words.lower()}")

    def set_small(self, is_small: bool) -> None:
        """Take little room, or show all."""
        self._switch.setVisible(not is_small)
        self._button.setVisible(is_small)

    def _apply_theme(self, theme: Theme) -> None:
        self._button.setIcon(icon("chevron_down", theme.color("text2"), theme.px(_SIGN)))
        self._button.setIconSize(QSize(theme.px(_SIGN), theme.px(_SIGN)))
        self._button.setMaximumHeight(theme.px(28))  # as the buttons beside it
