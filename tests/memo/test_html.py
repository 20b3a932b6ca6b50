"""The memo's HTML is one safe, whole and accessible document."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from oversight_viewer.domain.marks import Mark, MarkScheme
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.memo.blocks import Memo
from oversight_viewer.memo.compose import compose
from oversight_viewer.memo.html import is_web_address, memo_html
from oversight_viewer.memo.tree import parse
from tests.memo.golden import assert_golden
from tests.memo.records import DIRECTORY, OPTIONS, details, entries, memo, render

HOSTILE = [
    "<script>alert(1)</script>",
    "</style></title></textarea><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" \'',
    "{{ 7 * 7 }} {% raw %}",
    "]]> <!-- --> <?php ?>",
    "&lt;b&gt; &amp; &#60;",
    "<a href='javascript:alert(1)'>x</a>",
]


def hostile_memo() -> Memo:
    record: list[JsonObject] = [
        {
            "id": f"hostile-{number}",
            "kind": text,
            "lane": "action",
            "title": text,
            "date": "2024-01-01",
            "committees": [text],
            "companies": [{"name": text, "role": text}],
            "people": [{"name": text, "role": text, "organization": text}],
            "inquiry": text,
            "summary": text,
            "body": text,
            "format": "plain",
            "requests": [{"number": text, "text": text}],
            "answers": [{"to": f"hostile-{number}", "request": text, "status": "full", "text": text}],
            "bates": [{"begin": text, "end": text, "volume": text}],
            "links": [{"rel": text, "to": f"hostile-{number}"}],
            "sources": [{"title": text, "publisher": text, "url": text, "date": text, "note": text}],
            "extra": {"respondent_mark": text},
        }
        for number, text in enumerate(HOSTILE)
    ]
    options = replace(OPTIONS, to=HOSTILE[0], sender=HOSTILE[1], subject=HOSTILE[1], office=HOSTILE[2])
    scheme = MarkScheme((Mark("public", HOSTILE[1], "x"),))
    return compose(details(entries(record)), {}, options, scheme, DIRECTORY, HOSTILE[0])


class Checker(HTMLParser):
    """Fails on tags that do not match; collects what is looked at below."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in {"meta", "br", "col", "hr", "link", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _, found, value in self.attributes if found == name]


def checked(html: str) -> Checker:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert not checker.open
    return checker


def without_style(html: str) -> str:
    return re.sub(r"<style>.*?</style>", "<style></style>", html, flags=re.DOTALL)


def test_golden() -> None:
    assert_golden("memo.html", without_style(memo_html(memo(), render)))
    assert_golden("memo-marked.html", without_style(memo_html(memo(ceiling="members-only", office=""), render)))


@pytest.mark.parametrize("made", [memo, hostile_memo], ids=["memo", "hostile"])
def test_nothing_comes_from_outside_and_nothing_runs(made: object) -> None:
    html = memo_html(made(), render)  # type: ignore[operator]
    page = checked(html)
    assert not {"script", "img", "link", "iframe", "object", "base", "form", "svg", "video"} & set(page.tags)
    names = {name for _, name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} | ({"src", "background", "srcset"} & names)
    assert all(re.match(r"https?://|#|mailto:", value) for value in page.values("href"))
    assert "default-src 'none'" in page.values("content")[0]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert not re.search(r"url\(|@import|expression", style.group(1))


def test_hostile_texts_stand_there_as_texts() -> None:
    page = checked(memo_html(hostile_memo(), render))
    for text in HOSTILE:
        assert text in page.text
    assert page.tags.count("style") == page.tags.count("title") == 1


def test_links_inside_the_memo_lead_somewhere_and_ids_stand_once() -> None:
    page = checked(memo_html(memo(), render))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in page.values("href") if value.startswith("#")} <= set(ids)


def test_each_footnote_is_referred_to_in_order_and_once_as_such() -> None:
    made = memo()
    html = memo_html(made, render)
    first = [int(number) for number in re.findall(r'class="noteref"[^>]*href="#fn(\d+)"', html)]
    assert first == [note.number for note in made.footnotes]
    assert set(map(int, re.findall(r'class="again" data-note="(\d+)"', html))) <= set(first)


def test_headings_and_tables_are_for_everybody() -> None:
    page = checked(memo_html(memo(), render))
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert ("html", "lang", "en-US") in page.attributes
    root = parse(memo_html(memo(), render))
    tables = [node for node in _walk(root) if getattr(node, "tag", "") == "table" and node.style]
    assert len(tables) == 4
    for table in tables:
        heads = [node for node in _walk(table) if node.tag == "th"]
        assert heads
        assert all(node.attributes["scope"] == "col" for node in heads)


def _walk(node):  # type: ignore[no-untyped-def]
    yield node
    for child in node.elements():
        yield from _walk(child)


def test_headings_of_a_text_are_no_headings_of_the_memo() -> None:
    html = memo_html(memo(), render)
    assert "<p><strong>Requests</strong></p>" in html


def test_the_mark_stands_at_the_top_and_the_bottom_and_on_each_page() -> None:
    html = memo_html(memo(ceiling="committee-confidential"), render)
    assert html.count("<p>Committee confidential</p></div>") == 2
    assert html.count('content: "COMMITTEE CONFIDENTIAL"') == 2
    assert "#96194b" in html
    page = memo_html(hostile_memo(), render)
    assert '"\\3c \\2f STYLE\\3e' in page


def test_a_memo_of_nothing_says_so() -> None:
    html = memo_html(compose([], {}, OPTIONS, MarkScheme(), DIRECTORY), render)
    assert "The record holds nothing that this memo may show." in html
    assert 'class="footnotes"' not in html
    checked(html)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c&d=(e)#f", True),
        ("http://example.org:8080", True),
        ("https://example.org/a b", False),
        ("https://example.org/'x", False),
        ('https://example.org/"x', False),
        ("https://example.org/<x>", False),
        ("https://example.org/\\x", False),
        ("https://bücher.example/", False),
        ("https://-x.example/", False),
        ("javascript:alert(1)", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_is_web_address(url: str, expected: bool) -> None:
    assert is_web_address(url) is expected
