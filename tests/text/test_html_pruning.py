"""What stands within the article of a page and is none of it."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.text.html_pruning import prune

ARTICLE = "<p>The committee met the carrier in May, and it was long.</p>" * 5


def left(inner: str) -> str:
    root = lxml.html.document_fromstring(f"<html><body><main>{ARTICLE}{inner}<p>The end.</p></main></body></html>")
    prune(root)
    return " ".join(root.text_content().split())


@pytest.mark.parametrize(
    "box",
    [
        "<aside><p>A teaser.</p></aside>",
        '<div class="related-stories"><p>A teaser.</p></div>',
        '<div class="storyRelated box"><p>A teaser.</p></div>',
        '<section id="comments"><p>A teaser.</p></section>',
        '<div data-component="newsletter"><p>A teaser.</p></div>',
        '<div class="author-bio"><p>A teaser.</p></div>',
        '<p><a href="/x">A teaser of four words</a></p>',
        '<ul><li><b><a href="/x">A teaser of</a> <a href="/y">four words</a></b></li></ul>',
    ],
)
def test_boxes_go(box: str) -> None:
    found = left(box)
    assert "teaser" not in found
    assert found.endswith("long. The end.") or found.endswith("long.The end.")


@pytest.mark.parametrize(
    "kept",
    [
        "<p>It wrote <a href='/x'>a letter of four words</a> to it.</p>",
        "<p><a href='/x'>Two words</a></p>",
        "<blockquote><p>Said.</p><footer>A spokesperson</footer></blockquote>",
        '<p class="unrelated">A sentence.</p>',
        # Most of a page is no box beside it, whatever it is called.
        f'<div class="sponsored">{ARTICLE * 2}</div>',
    ],
)
def test_the_article_stays(kept: str) -> None:
    words = " ".join(lxml.html.fragment_fromstring(kept, create_parent="div").text_content().split())
    assert words in left(kept)


TAGS = st.sampled_from(
    ["<div class='related'>", "</div>", "<p>", "<a href='x'>", "</a>", "<aside>", "<!-- c -->", "<li>"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS | st.text(alphabet="ab <>&", max_size=5), max_size=40).map("".join))
def test_no_page_is_too_much(inner: str) -> None:
    root = lxml.html.document_fromstring(f"<p>x</p>{inner}")
    before = root.text_content()
    prune(root)
    assert len(root.text_content()) <= len(before)
