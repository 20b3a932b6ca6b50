"""Markdown and plain text become HTML of the allow-list, within the limits, with every word kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.characters import clean_text
from oversight_viewer.text.limits import DEFAULT_LIMITS, TooComplex
from oversight_viewer.text.markup import safe_pieces, to_safe_html
from oversight_viewer.text.rewrite import rewrite
from tests.text.safe import assert_safe


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Head\n\nOne *two* **b**.", "<h1>Head</h1>\n<p>One <em>two</em> <strong>b</strong>.</p>"),
        ("`*code*`", "<p><code>*code*</code></p>"),
        ("    code  here\n    more", "<pre><code>code  here\nmore</code></pre>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        (
            "[x](https://example.org/?a=1&b=2 'title')",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">x</a></p>',
        ),
        (
            "|a|b|\n|:-|-:|\n|1|2|",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
            "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>",
        ),
    ],
)  # fmt: skip
def test_markdown(source: str, expected: str) -> None:
    assert to_safe_html(source, "markdown") == expected


HOSTILE = {
    "picture": "![x](https://example.org/x.png) <img src='//host/share' onerror='alert(1)'>",
    "picture of the share": "<img src='\\\\host\\share\\x.png'>",
    "import": "<style>@import url(file:///etc/passwd); p{color:red}</style>text",
    "link element": "<link rel=stylesheet href=//host/x.css>text",
    "background": "<table background='//host/x'><tr><td background='x'>a</td></tr></table>",
    "style": "<p style='background:url(//host/x)' class=x id=y>a</p>",
    "script": "<script>alert(1)</script><p onclick=alert(1)>a",
    "javascript": "[a](javascript:alert(1)) <a href=' javascript:alert(1)'>b</a>",
    "javascript with a blank": "<a href='jav&#x09;ascript:alert(1)'>c</a> <a href='&#1;javascript:alert(1)'>d</a>",
    "relative": "[a](//host/share) [b](/etc/passwd) [c](file:///x) [d](x.html) [e](#y)",
    "forms": "<form action=//host><input name=a><button>b</button><textarea><img src=x></textarea></form>",
    "frames": "<iframe src=//host></iframe><object data=x></object><embed src=x><video src=x></video><audio src=x>",
    "vector": "<svg><a xlink:href='javascript:alert(1)'><text>a</text></a><image href='x'/></svg>",
    "mathematics": "<math><mtext><table><mglyph><style><img src=x></style></mglyph></table></mtext></math>",
    "mutation": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "comment": "<!--<img src=x>--><!-- --!><img src=x>-->",
    "declaration": "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p>",
    "instruction": "<?xml-stylesheet href='//host/x'?>a",
    "cdata": "<![CDATA[<img src=x>]]>",
    "base": "<base href='//host/'><a href='x'>a</a><meta http-equiv=refresh content='0;url=//host'>",
    "start": "<ol start='99999999999'><li>a</ol><ol start='-1'><li>b</ol>",
    "spans": "<table><tr><td colspan=1000000 rowspan=1000000>a</td></tr></table>",
    "cells outside": "<td>a</td><li>b</li><dd>c</dd>",
    "placeholders": "\x02klzzwxh:0001\x03 \x02wzxhzdk:0\x03 a",
    "unclosed": "<b><i><u><a href=https://example.org/><p><div><ul><li><table><tr><td>a",
    "upside down": "</p></div></table></ul>a</b></b>",
    "entity tricks": "&lt;img src=x&gt; &amp;lt;img src=x&amp;gt; &#60;img src=x&#62;",
    "attribute break": "<a href='https://example.org/\"onclick=alert(1)'>a</a>",
    "nested links": "<a href=https://example.org/1>a<a href=https://example.org/2>b</a></a>",
    "plaintext": "<plaintext>a<p>b",
    "xmp": "<xmp><img src=x></xmp>",
    "template": "<template><img src=x></template>a",
    "tables 20 deep": "<table><tr><td>x" * 20,
    "lists 200 deep": "<ul><li>x" * 200,
    "quotes 300 deep": ">" * 300 + " x",
    "formatting copied into each paragraph": "<b><p>" * 1_600,
    "bold 500 deep": "<b>" * 500 + "x",
    "control characters": "a\0b\x1bc\u202ed\ufdd0e\x1a",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("format_", ["markdown", "plain"])
def test_hostile_text_becomes_safe(source: str, format_: str) -> None:
    checker = assert_safe(to_safe_html(source, format_))
    if format_ == "plain":
        assert checker.seen <= {"p", "br"}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<table><tr><td>one</td><td><table><tr><td>two</td><td>three</td></tr></table></td></tr></table>", 3),
        ("<ul><li>word" * 40, 40),
        ("<table><tr><td>word " * 20, 20),
        ("<form>one <fieldset>two</fieldset></form>", 2),
        ("<div>one</div><div>two</div>", 2),
        ("<b>" * 30 + "one two" + "</b>" * 30, 2),
        ("<td>one</td> <li>two</li>", 2),
    ],
)
def test_words_stay_apart_and_none_is_lost(source: str, words: int) -> None:
    html = to_safe_html(source, "markdown")
    assert_safe(html)
    assert len(re.sub(r"<[^>]*>", " ", html).split()) == words


@pytest.mark.parametrize(
    "source",
    [
        "x" * 1_000_001,
        "<table><tr><td>x" * 3000,
        "word " * 15_000,
        "*a* " * 2_000,
        "- item\n" * 3_001,
        "<p>" * 20_001,
        "line  \n" * 2_003,
        "<table><tr>" + "<td>a" * 61 + "</table>",
        "<table>" + ("<tr>" + "<td>a" * 50) * 401 + "</table>",
        "&amp;" * 20_001,
    ],
    ids=["long", "tables 3000 deep", "one paragraph", "typefaces", "items", "elements", "breaks", "columns", "cells",
         "entities"],
)  # fmt: skip
def test_more_layout_than_an_engine_can_bear_is_refused(source: str) -> None:
    with pytest.raises(TooComplex):
        to_safe_html(source, "markdown", replace(DEFAULT_LIMITS, elements=20_000, block=20_000))


@pytest.mark.parametrize(("field", "source"), [("html", "a *b* c"), ("html", "'" * 12)])
def test_the_size_of_the_outcome_is_bounded_too(field: str, source: str) -> None:
    with pytest.raises(TooComplex):
        to_safe_html(source, "markdown", replace(DEFAULT_LIMITS, **{field: 15}))


def test_a_run_without_a_blank_is_broken() -> None:
    html = to_safe_html("start " + "x" * 3_500 + " end", "markdown")
    assert max(map(len, html.replace("<br>", " ").split())) <= 1_010
    assert html.count("x") == 3_500
    mixed = to_safe_html("x<b>y</b>&amp;" * 700, "markdown")
    assert "<br>" in mixed
    assert mixed.count("x") == 700


def test_long_markdown_comes_in_pieces_that_stand_alone() -> None:
    source = "\n\n".join(f"## Part {number}\n\n" + "Some words of it. " * 100 for number in range(100))
    pieces = safe_pieces(source, "markdown")
    assert len(pieces) > 3
    assert "".join(pieces) == to_safe_html(source, "markdown")
    for piece in pieces:
        assert_safe(piece)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        (" \n \n", ""),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\n \n\ntwo", "<p>one</p><p>two</p>"),
        ("    indent  and   gap \nx", "<p>\xa0 \xa0 indent \xa0and \xa0 gap<br>x</p>"),
        ("a\tb", "<p>a \xa0 \xa0 \xa0 b</p>"),
        ("a\r\nb\fc", "<p>a<br>b<br>c</p>"),
        ("<b>*x*</b> & [a](javascript:1)", "<p>&lt;b&gt;*x*&lt;/b&gt; &amp; [a](javascript:1)</p>"),
    ],
)
def test_plain(source: str, expected: str) -> None:
    assert to_safe_html(source, "plain") == expected


def test_plain_text_of_any_shape_stays_small_for_the_layout_engine() -> None:
    for source in ("x" * 300_000, "word " * 60_000, "line\n" * 20_000, "a b\n" + "y" * 50_000):
        html = to_safe_html(source, "plain")
        assert_safe(html)
        paragraphs = html.split("</p>")
        assert max(map(len, paragraphs)) < 45_000
        assert max(paragraph.count("<br>") for paragraph in paragraphs) < 200
        words = html.replace("<p>", " ").replace("</p>", " ").replace("<br>", " ").split()
        assert max(map(len, words)) <= 1_000
        assert "".join(words) == "".join(source.split())


def test_plain_text_beyond_the_limit_is_cut_and_says_so() -> None:
    limits = replace(DEFAULT_LIMITS, plain=100)
    assert to_safe_html("x" * 100, "plain", limits) == f"<p>{'x' * 100}</p>"
    assert to_safe_html("x" * 101, "plain", limits).endswith(
        "x</p><p>[The rest of this text is too long to be shown here.]</p>"
    )
    assert "too long" in to_safe_html("\t" * 50 + "x", "plain", limits)


def test_a_transcript_of_three_megabytes_keeps_each_line() -> None:
    lines = [f"    Member {number}. Thank you & good morning; line <{number}>." for number in range(52_000)]
    source = "\n".join("" if number % 40 == 0 else line for number, line in enumerate(lines))
    pieces = safe_pieces(source, "plain")
    assert len(source) > 2_500_000
    assert len(pieces) > 20
    checker = assert_safe("".join(pieces))
    assert [line.strip() for line in checker.text] == [line.strip() for line in source.split("\n") if line.strip()]


def test_rewriting_drops_what_is_not_on_the_list_by_itself() -> None:
    """The list holds even if the sanitiser before it let something through."""
    assert rewrite('<p style="x">a<img src=x><a href="y" onclick="z">b</a></p><!-- c -->&#33;', DEFAULT_LIMITS) == [
        '<p>a<a href="y">b</a></p>&#33;'
    ]


FRAGMENTS = st.sampled_from(
    [
        *("<", ">", "&", '"', "'", "`", "```", "*", "_", "#", "\n", "\n\n", "    ", "> ", "- ", "1. ", "|", "|-|-|"),
        *("<b>", "</b>", "<p>", "<div>", "<br>", "<hr>", "<pre>", "</pre>", "<ul>", "<li>", "</ul>", "<select>"),
        *("<table>", "<tr>", "<td>", "</table>", "<style>", "<svg>", "<math>", "<noscript>", "<textarea>", "<title>"),
        *("<img src=x>", "<a href=", "![a](b)", "[a](javascript:b)", "[a](https://example.org/)", "<!--", "-->"),
        *("<![CDATA[", "&#x6a;", "\0", "\x02", "\u202e", "\u00a0", "word", "é"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=40).map("".join), st.sampled_from(["markdown", "plain"]))
def test_whatever_comes_in_only_the_list_comes_out(source: str, format_: str) -> None:
    assert_safe(to_safe_html(source, format_))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_plain_text_keeps_every_visible_character(source: str) -> None:
    shown = "".join(assert_safe(to_safe_html(source, "plain")).text)
    assert "".join(shown.split()) == "".join(clean_text(source).split())
