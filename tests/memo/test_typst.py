"""No text reaches Typst as anything but text, and the PDF's source says what the HTML says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.memo.compose import compose
from oversight_viewer.memo.convert import write_memo
from oversight_viewer.memo.html import memo_html
from oversight_viewer.memo.readback import readable_texts
from oversight_viewer.memo.tree import parse
from oversight_viewer.memo.typst import to_typst, typst_string, words
from tests.memo.golden import assert_golden
from tests.memo.records import DIRECTORY, OPTIONS, details, entries, memo, render

CODE = [
    '#import "x"',
    '#read("/etc/passwd")',
    "#set page(width: 1pt)",
    "$x^2$ $",
    "*bold* _it_ `raw` ```typ x```",
    "\\back\\slash \\u{41} \\",
    "@label <label> #footnote(<ref1>)",
    "= heading",
    "- item",
    "+ item",
    "/ term: x",
    "1. one",
    "// comment",
    "/* comment */ */",
    "~ -- --- ... \"q\" 'q'",
    "]",
    "[b] (p) {c} ; #",
    '");#panic("x")//',
]


def compiled_text(path: Path) -> str:
    return "".join("".join(readable_texts(path)).split())


def test_code_in_every_place_is_set_as_text(tmp_path: Path) -> None:
    record: list[JsonObject] = [
        {
            "id": f"code-{number}",
            "kind": "letter",
            "title": f"{text} T",
            "summary": f"{text} S",
            "inquiry": f"{text} I",
            "body": f"{text} B\n{text} C\n\n{text} D",
            "format": "plain",
            "requests": [{"number": text, "text": f"{text} R"}],
            "people": [f"{text} P"],
            "sources": [{"title": f"{text} Q", "url": text}],
        }
        for number, text in enumerate(CODE)
    ]
    options = replace(
        OPTIONS, to=CODE[0], sender=CODE[3], subject=CODE[17], office=CODE[7], bottom_line="\n\n".join(CODE)
    )
    path = tmp_path / "memo.pdf"
    write_memo(compose(details(entries(record)), {}, options, MarkScheme(), DIRECTORY, CODE[1]), path, render)
    said = compiled_text(path)
    for text in CODE:
        for letter in "TSIBCDRPQ":
            assert "".join(clean_line(f"{text} {letter}").split()) in said


PRINTABLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=30)


@settings(max_examples=15, deadline=None)
@given(st.lists(PRINTABLE, min_size=1, max_size=12))
def test_any_text_comes_back_from_the_pdf(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    record: list[JsonObject] = [
        {"id": f"t{number}", "kind": "letter", "title": text, "body": text, "format": "plain"}
        for number, text in enumerate(texts)
    ]
    path = tmp_path_factory.mktemp("fuzz") / "memo.pdf"
    write_memo(compose(details(entries(record)), {}, OPTIONS, MarkScheme(), DIRECTORY), path, render)
    said = compiled_text(path)
    for number, text in enumerate(texts, start=1):
        assert f"3.{number}{text}" in said


@given(st.text())
def test_a_string_of_typst_ends_where_it_is_meant_to(text: str) -> None:
    literal = typst_string(text)
    inside = literal[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inside
    assert "\n" not in literal
    assert words("") == ""


def test_golden() -> None:
    made = memo()
    assert_golden("memo.typ", to_typst(memo_html(made, render), made) + "\n")


def test_a_long_chronology_leaves_the_footnotes_to_the_sections() -> None:
    record: list[JsonObject] = [
        {"id": f"e-{number}", "kind": "letter", "title": f"Entry {number}", "sources": [{"title": f"Source {number}"}]}
        for number in range(301)
    ]
    made = compose(details(entries(record)), {}, OPTIONS, MarkScheme(), DIRECTORY)
    table, sections = to_typst(memo_html(made, render), made).split('== #"3. Entries";')
    assert "#memo-footnote(" not in table
    assert table.count("#memo-again(") == 301
    assert sections.count("#memo-footnote(") == 301
    assert "#link(" not in table + sections


BODIES = [
    ("one<br>two", '#"one";#linebreak();#"two";'),
    ("<p>a <b>b</b> c</p>", '#"a ";#strong[#"b";]#" c";'),
    ("<p><i>a</i><s>b</s><u>c</u></p>", '#emph[#"a";]#strike[#"b";]#underline[#"c";]'),
    ("<p><sub>d</sub><sup>e</sup></p>", '#sub[#"d";]#super[#"e";]'),
    ("<p><b>a<br>b</b> <code>c \"d\"</code></p>", '#strong[#"a";#linebreak();#"b";]#" ";#raw("c \\"d\\"");'),
    ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", '#list[#"a";][#"b";\n\n#list[#"c";]]'),
    ('<ol start="4"><li><p>a</p></li></ol>', '#enum(start: 4)[#"a";]'),
    ("<ul></ul><p></p><b></b>", ""),
    ("<blockquote><p>a</p></blockquote>", '#quote(block: true)[\n#"a";\n]'),
    ("<pre><code>a\n  b\n</code></pre>", '#raw("a\\n  b", block: true)'),
    ("<hr>", "#horizontalrule"),
    ("<dl><dt>a</dt><dd>b</dd></dl>", '#strong[#"a";]\n\n#pad(left: 1em)[\n#"b";\n]'),
    ("<div>a</div><div>b</div>", '#"a";\n\n#"b";'),
    ('<p><a href="https://example.org/?a=1&amp;b">x</a></p>', '#link("https://example.org/?a=1&b")[#"x";]'),
    (
        "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
        '#table(columns: 2,\nkept[#"a";], [],\nkept[#"b";], [#"c";],\n)',
    ),
    (
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><p>b</p><p>c</p></td></tr></tbody></table>",
        '#table(columns: 1,\ntable.header([#"a";]),\ntable.hline(),\nkept[#"b";\n\n#"c";],\n)',
    ),
    # What might not fit on a page is not kept together.
    *(
        (
            f"<table><tbody><tr>{row}</tr></tbody></table>",
            f"#table(columns: {columns},\n{', '.join(columns * [f'[#{text!r};]'.replace(chr(39), chr(34))])},\n)",
        )
        for row, columns, text in (("<td>a</td>" * 5, 5, "a"), (f"<td>{'a ' * 400}a</td>", 1, "a " * 400 + "a"))
    ),
    # A bold line stands with what it is the heading of.
    ("<p><strong>Requests</strong></p>", '#memo-lead[#strong[#"Requests";]]'),
    ("<p>\n<b>Requests</b> </p>", '#memo-lead[#strong[#"Requests";]]'),
    ("<table></table>", ""),
    *(
        (
            '<div class="field"><p><span class="label">'
            f'{label}</span> <span class="value">{value}</span></p></div>',
            f'#{function}[#"{label}";][#"{value}";]',
        )
        for label, value, function in (
            ("Superseded by", "a b", "memo-fact"),
            ("Was first thought of at", "a b", "memo-fact-wide"),
            ("People", "x" * 50, "memo-fact-wide"),
        )
    ),
    ('<p><a href="https://example.org/"></a></p>', ""),
    ("<p><kbd>k</kbd> <small>s</small>\xa0 end </p>", '#raw("k");#" ";#"s";#"\xa0 end";'),
]  # fmt: skip


STRICT = {
    "links in the head of a table": "|[a](https://example.org/)|b|\n|-|-|\n|[c](https://example.org/)|d|",
    "a head longer than a page": f"|{'word ' * 3000}|b|\n|-|-|\n|c|d|",
    "a cell longer than a page": f"|a|b|\n|-|-|\n|{'word ' * 6000}|d|",
    "a word longer than a page": "x" * 5000,
    "fifty columns": f"|{'a|' * 50}\n|{'-|' * 50}\n|{'b|' * 50}",
    "lists in lists": "\n".join(f"{'    ' * depth}- x" for depth in range(12)),
    "a table in a quotation": "> - a\n>\n>     |a|b|\n>     |-|-|\n>     |c|d|",
    "a head alone": "|a|b|\n|-|-|",
    "blocks in cells": "<table><thead><tr><th><ul><li><a href='https://example.org/'>x</a></li></ul></th></tr></thead>"
    "<tr><td><blockquote><pre>x</pre></blockquote><table><tr><td>y</td></tr></table></td></tr></table>",
    "headings out of order": "###### a\n\n# [b](https://example.org/)\n\n### c",
    "a link of nothing": "[](https://example.org/)\n\n<mailto:a@example.org>",
    "rules and breaks": "---\n\n<br><br>\n\n***",
}


@pytest.mark.parametrize("body", STRICT.values(), ids=STRICT.keys())
def test_layout_that_a_tagged_pdf_is_strict_about(tmp_path: Path, body: str) -> None:
    record: list[JsonObject] = [{"id": "a", "kind": "letter", "title": "t", "body": f"{body}\n\nlast words"}]
    path = tmp_path / "memo.pdf"
    write_memo(compose(details(entries(record)), {}, OPTIONS, MarkScheme(), DIRECTORY), path, render)
    assert "lastwords" in compiled_text(path)


def test_a_table_over_several_pages_repeats_its_head(tmp_path: Path) -> None:
    """The head holds the numbers of the answers' sources, and what is repeated may hold no links."""
    record: list[JsonObject] = [
        {"id": "ask", "kind": "letter", "title": "Ask", "requests": [{"number": n, "text": "Why?"} for n in range(90)]},
        {
            "id": "say",
            "kind": "response_letter",
            "title": "Say",
            "answers": [{"to": "ask", "request": n, "status": "full", "text": f"Since {n}."} for n in range(90)],
        },
    ]
    path = tmp_path / "memo.pdf"
    write_memo(compose(details(entries(record)), {}, OPTIONS, MarkScheme(), DIRECTORY), path, render)
    said = compiled_text(path)
    assert said.count("AnswerstoAsk(3.1)") > 2
    assert "Since89." in said


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_layout_of_texts(body: str, expected: str) -> None:
    made = compose([], {}, OPTIONS, MarkScheme(), DIRECTORY)
    page = f"<html><body>{body}</body></html>"
    assert to_typst(page, made) == expected


def test_the_tree_holds_what_the_html_says() -> None:
    root = parse('<div class="a b">x<br>y<p>z</p></div></i>')
    (div,) = root.elements()
    assert (div.style, div.text(), [node.tag for node in div.elements()]) == ("a", "xyz", ["br", "p"])
