"""The strip above an entry: what it is, and what can be done with it; and the strip of keys below."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.kinds import Lane, kind_label
from oversight_viewer.ui.pieces import IconButton, LaneGlyph, LinkButton, Rule, set_ink
from oversight_viewer.ui.reader.words import Neighbours, count_words
from oversight_viewer.ui.theme import Theme

_BAR, _FOOT = 38, 34


class Strip(QWidget):
    """A strip over the whole width with a line at one edge."""

    def __init__(self, theme: Theme, height: int, *, line_below: bool) -> None:
        super().__init__()
        self._theme = theme
        self._height = height
        self._line_below = line_below
        self.box = QHBoxLayout(self)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(theme.px(self._height))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        top = self.height() - 1 if self._line_below else 0
        QPainter(self).fillRect(QRect(0, top, self.width(), 1), self._theme.color("line"))


class BackButton(IconButton):
    """Leads from the reader back to the lanes, where it stands in their place. In words: one has to find it."""

    def __init__(self) -> None:
        super().__init__("arrow_left", "Back to the lanes", "Esc")
        self.setText(" Back")  # the style leaves little room between a picture and words
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def set_theme(self, theme: Theme, ink: str = "text2", *, name: str | None = None, size: int = 28) -> None:
        super().set_theme(theme, ink, name=name, size=size)
        self.setFont(theme.font("ui"))
        self.setFixedSize(self.sizeHint().width() + theme.px(8), theme.px(size))


class TopBar(Strip):
    """The kind of the entry, and buttons: linked entries, note, flag, citation; and back, where that is needed."""

    back_requested = Signal()
    previous_requested = Signal()
    next_requested = Signal()
    note_requested = Signal()
    flag_requested = Signal()
    citation_requested = Signal()
    edit_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _BAR, line_below=True)
        self._lane: Lane | None = None
        self._flagged = False
        self.back = BackButton()
        self.back.hide()
        self.back.clicked.connect(self.back_requested)
        self._glyph = QWidget()
        self._kind = QLabel()
        self._kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.previous = IconButton("chevron_left", "Previous linked entry", "[")
        self.next = IconButton("chevron_right", "Next linked entry", "]")
        self.note = IconButton("pencil", "Write a note", "A")
        self.flag = IconButton("flag", "Flag", "F")
        self.flag.setCheckable(True)
        self.cite = IconButton("quote", "Copy citation")
        self.edit = IconButton("edit", "Edit record", "E")
        for button, signal in (
            (self.previous, self.previous_requested),
            (self.next, self.next_requested),
            (self.note, self.note_requested),
            (self.flag, self.flag_requested),
            (self.cite, self.citation_requested),
            (self.edit, self.edit_requested),
        ):
            button.clicked.connect(signal)
        self._divider = Rule(theme)
        self.box.addWidget(self.back)
        self.box.addWidget(self._glyph)
        self.box.addWidget(self._kind, 1)
        for widget in (self.previous, self.next, self._divider, self.note, self.flag, self.cite, self.edit):
            self.box.addWidget(widget)
        self.set_theme(theme)
        self.set_entry(None, "")

    def set_alone(self, alone: bool) -> None:
        """Say whether the reader stands in place of the lanes."""
        self.back.setVisible(alone)
        self.set_theme(self._theme)

    @property
    def has_entry(self) -> bool:
        """Whether it tells of an entry."""
        return self._lane is not None

    def set_entry(self, lane: Lane | None, kind: str) -> None:
        """Say what is read; without a lane nothing is."""
        self._lane = lane
        self._kind.setText(clean_line(kind_label(kind)) if lane is not None else "")
        self._place_glyph()
        for button in (self.note, self.flag, self.cite, self.edit):
            button.setEnabled(lane is not None)
        self.set_neighbours(Neighbours(None, None))

    def set_neighbours(self, found: Neighbours) -> None:
        """Say which linked entries lie before and after."""
        for button, card, words in (
            (self.previous, found.previous, "Previous linked entry"),
            (self.next, found.next, "Next linked entry"),
        ):
            button.setEnabled(card is not None)
            button.set_words(words if card is None else f"{words}: {clean_line(card.title)}")

    def set_flagged(self, flagged: bool) -> None:
        self._flagged = flagged
        self.flag.setChecked(flagged)
        self.flag.set_words("Take the flag off" if flagged else "Flag")
        self.flag.set_theme(self._theme, "accent" if flagged else "text2")

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        px = theme.px
        self.back.set_theme(theme)
        self.box.setContentsMargins(px(20 if self.back.isHidden() else 8), 0, px(8), 1)
        self.box.setSpacing(px(1))
        self._kind.setFont(theme.font("label"))
        set_ink(self._kind, theme.color("text2"))
        for button in (self.previous, self.next, self.note, self.cite, self.edit):
            button.set_theme(theme)
        self.set_flagged(self._flagged)
        self._divider.set_color(theme.color("line"))
        self._divider.setFixedSize(1, px(18))
        self._place_glyph()

    def _place_glyph(self) -> None:
        new = LaneGlyph(self._theme, self._lane, 10) if self._lane is not None else QWidget()
        self.box.replaceWidget(self._glyph, new)
        self._glyph.deleteLater()
        self._glyph = new
        self._kind.setContentsMargins(self._theme.px(7) if self._lane is not None else 0, 0, 0, 0)


class Foot(Strip):
    """The keys that work here, and how many notes there are."""

    note_requested = Signal()
    flag_requested = Signal()
    notes_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _FOOT, line_below=False)
        self._count = 0
        self._buttons: list[LinkButton] = []
        self.set_theme(theme)

    def set_count(self, count: int) -> None:
        """Say how many notes the entry has."""
        self._count = count
        self._notes.set_words(count_words(count, "note") if count else "No notes")
        self._notes.setEnabled(count > 0)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        px = theme.px
        self.box.setContentsMargins(px(20), 0, px(18), 0)
        self.box.setSpacing(px(15))
        while (item := self.box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        write = LinkButton(theme, "Write a note", "label", key="A")
        write.clicked.connect(self.note_requested)
        flag = LinkButton(theme, "Flag", "label", key="F")
        flag.clicked.connect(self.flag_requested)
        self._notes = LinkButton(theme, "", "label")
        self._notes.clicked.connect(self.notes_requested)
        self.box.addWidget(write)
        self.box.addWidget(flag)
        self.box.addStretch(1)
        self.box.addWidget(self._notes)
        self.set_count(self._count)
