"""The plain-text projection says what the screen says, line for line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.characters import clean_text
from oversight_viewer.text.markup import to_safe_html
from oversight_viewer.text.plain import html_to_plain, to_plain

SAMPLES = [
    ("# Head\n\nOne *two* **three**.\n\nFour", "Head\nOne two three.\nFour"),
    ("- a\n- b\n    - c", "a\nb\nc"),
    ("soft\nbreak  \nhard", "soft break\nhard"),
    ("|a|b|\n|-|-|\n|1|2|", "a\nb\n1\n2"),
    ("a &amp; b &lt;c&gt; <b>d</b>e", "a & b <c> de"),
    ("    code  here\n    more", "code  here\nmore"),
    ("> said\n\nafter", "said\nafter"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "expected"), SAMPLES)
def test_markdown(source: str, expected: str) -> None:
    assert to_plain(source, "markdown").rstrip("\n") == expected


def test_plain_keeps_indents_and_lines() -> None:
    assert to_plain("    a  b\nc\n\nd", "plain") == "    a  b\nc\nd"


@given(st.text(max_size=200))
def test_plain_text_is_its_own_projection_but_for_empty_lines(source: str) -> None:
    expected = [line for line in clean_text(source).expandtabs(8).split("\n") if line.strip()]
    shown = [line for line in to_plain(source, "plain").split("\n") if line.strip()]
    assert ["".join(line.split()) for line in shown] == ["".join(line.split()) for line in expected]


@pytest.mark.parametrize(
    "source", ["one\ntwo\n\n    three  four", "# Head\n\nOne *two*.\n\n- a\n- b\n\n> said\n\nlast  \nline"]
)
@pytest.mark.parametrize("format_", ["markdown", "plain"])
def test_it_is_what_a_text_document_of_the_screen_holds(source: str, format_: str, qapp: object) -> None:
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    html = to_safe_html(source, format_)
    document.setHtml(html)
    assert document.toPlainText() == html_to_plain(html)
