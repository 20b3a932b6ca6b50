"""The colours of the application, by the job they do. No other colour is used anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Name, what it is for, and its value in the light, the dark and the high contrast theme.
_TABLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("chrome", "menu, toolbar, sidebar, status bar", "#F3F4F6", "#191B1F", "#000000"),
    ("surface", "lane background, table heads", "#FAFAFB", "#141619", "#000000"),
    ("card", "cards, tables, fields in panels", "#FFFFFF", "#1F2227", "#000000"),
    ("card-hover", "card under the pointer", "#F5F6F8", "#262A31", "#1A1A1A"),
    ("reader", "reading pane, side panels", "#FFFFFF", "#1A1C20", "#000000"),
    ("raised", "popups, dialogs, buttons", "#FFFFFF", "#26292F", "#000000"),
    ("hover", "row hover, active tab", "#EBEDF0", "#2A2D34", "#1A1A1A"),
    ("sunken", "reserve: wells", "#ECEEF1", "#101214", "#000000"),
    ("input", "text fields, check boxes", "#FFFFFF", "#121417", "#000000"),
    ("line", "separators (decorative)", "#E2E4E9", "#2D3037", "#FFFFFF"),
    ("line-card", "card edge (decorative)", "#DADDE3", "#343841", "#FFFFFF"),
    ("line-strong", "edges that identify a control", "#858B97", "#777E8B", "#FFFFFF"),
    ("connector", "links between cards", "#8A909C", "#767D8A", "#FFFFFF"),
    ("text", "titles, body", "#1A1D23", "#E9EBEF", "#FFFFFF"),
    ("text2", "secondary text", "#464C58", "#BCC2CD", "#FFFFFF"),
    ("text3", "labels, counts, hints", "#5F6673", "#9AA1AE", "#FFFFFF"),
    ("on-accent", "text on accent", "#FFFFFF", "#0D1420", "#000000"),
    ("accent", "selection, focus, links, primary button", "#1C5BC4", "#79AEFF", "#FFE600"),
    ("accent-hi", "primary button hover and press", "#164CA6", "#9BC3FF", "#FFF27A"),
    ("accent-tint", "selected background", "#E7EFFB", "#1D2F4C", "#000000"),
    ("accent-line", "edge of an included chip", "#A9C4EF", "#3A5B8E", "#FFE600"),
    ("action", "lane: committee actions", "#6345B5", "#B6A4F4", "#D9B8FF"),
    ("action-tint", "tint of the row above", "#EFEBFA", "#2D2744", "#000000"),
    ("meeting", "lane: closed-door meetings", "#875700", "#E2B25A", "#FFCC66"),
    ("meeting-tint", "tint of the row above", "#F8EFDC", "#3A2E17", "#000000"),
    ("response", "lane: company responses", "#0A6C63", "#62C9BA", "#7FF0DF"),
    ("response-tint", "tint of the row above", "#DFF1EE", "#17352F", "#000000"),
    ("bad", "overdue, refused, rejected, exclude", "#B02A20", "#FF9C92", "#FF8A80"),
    ("bad-tint", "tint of the row above", "#FBE9E7", "#43211E", "#000000"),
    ("warn", "partly, caution", "#8A4B00", "#F0B36A", "#FFB84D"),
    ("warn-tint", "tint of the row above", "#FCEEDC", "#3E2C16", "#000000"),
    ("good", "answered in full, saved, accepted", "#1B733A", "#79D195", "#7CFC9A"),
    ("good-tint", "tint of the row above", "#E2F3E7", "#18351F", "#000000"),
    ("info", "promised", "#1C5BC4", "#79AEFF", "#8CC8FF"),
    ("info-tint", "tint of the row above", "#E7EFFB", "#1D2F4C", "#000000"),
    ("none", "not addressed, no reply, chips", "#464C58", "#BCC2CD", "#FFFFFF"),
    ("none-tint", "tint of the row above", "#EEF0F3", "#2A2D34", "#000000"),
    ("mk-public", "Public, text", "#464C58", "#BCC2CD", "#FFFFFF"),
    ("mk-public-bg", "Public, fill", "#FFFFFF", "#1F2227", "#000000"),
    ("mk-public-line", "Public, edge where it must be seen", "#858B97", "#777E8B", "#FFFFFF"),
    ("mk-resp", "company's own mark, text and dashed edge", "#7A4D00", "#F0C27A", "#FFCC66"),
    ("mk-resp-bg", "company's own mark, fill", "#FBF0D9", "#3A2E17", "#000000"),
    ("mk-conf", "Confidential, text and edge", "#96194B", "#FFA6C5", "#FF9EC4"),
    ("mk-conf-bg", "Confidential, fill", "#FBE8EF", "#47182B", "#000000"),
    ("mk-exec", "Executive session, text", "#FFFFFF", "#141619", "#000000"),
    ("mk-exec-bg", "Executive session, fill", "#96194B", "#E886AC", "#FF9EC4"),
    ("mk-mem", "Members only, text", "#FFFFFF", "#141619", "#000000"),
    ("mk-mem-bg", "Members only, fill", "#1A1D23", "#E9EBEF", "#FFFFFF"),
    ("hl-yellow", "highlight 1", "#FFEFA8", "#574710", "#FFFF00"),
    ("hl-blue", "highlight 2", "#D3E6FF", "#1E406E", "#00E5FF"),
    ("hl-green", "highlight 3", "#D5F0D3", "#22492B", "#66FF66"),
    ("hl-pink", "highlight 4", "#FDDCE8", "#5C2440", "#FF9EE5"),
    ("hl-ink", "text on any highlight", "#1A1D23", "#F4F5F7", "#000000"),
    ("hl-yellow-bar", "note bar 1", "#A67C00", "#D9B43C", "#FFFF00"),
    ("hl-blue-bar", "note bar 2", "#2F74D0", "#6FA8F5", "#00E5FF"),
    ("paper", "memo page, white in every theme", "#FFFFFF", "#FFFFFF", "#FFFFFF"),
    ("desk", "behind the memo page", "#E9EBEE", "#0F1113", "#000000"),
)


def _column(place: int) -> Mapping[str, str]:
    return MappingProxyType({row[0]: row[place] for row in _TABLE})


LIGHT: Mapping[str, str] = _column(2)
DARK: Mapping[str, str] = _column(3)
CONTRAST: Mapping[str, str] = _column(4)
