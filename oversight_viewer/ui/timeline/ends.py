"""The two ends of the chosen range as assistive technology meets them: sliders over the bins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget


class RangeEnd(QSlider):
    """One end of the range. It is heard and set by assistive technology only: the strip paints it and takes the mouse.

    WORKAROUND(PYSIDE): an accessible interface written in Python can't offer a value - Qt crashes when a screen reader
    asks for it, as the cast to the second base class goes wrong. A slider of Qt's own brings one that works.
    """

    set_from_outside = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setPageStep(1)
        self._told = False
        self.valueChanged.connect(self._changed)

    def tell(self, name: str, value: int, number: int) -> None:
        """Say where the end is now.

        Args:
            name: Which end it is, and its date.
            value: The number of its bin.
            number: How many bins there are.
        """
        self._told = True
        self.setRange(0, max(0, number - 1))
        self.setValue(value)
        self._told = False
        self.setAccessibleName(name)

    def _changed(self, value: int) -> None:
        if not self._told:
            self.set_from_outside.emit(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing."""
