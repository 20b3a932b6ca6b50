"""Only whole http, https and mailto addresses are offered, and they are shown as what they are."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.text.links import display_url, is_followable


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTPS://Example.org/Path?x=1&y=2#part",
        "http://example.org:8080/a(b)c",
        "https://[2001:db8::1]:8443/x",
        "https://bücher.example/ü",
        "https://user@host.example/",  # shown whole, so it may be followed
        "https://example.org/%00",
        "mailto:office@example.org",
        "mailto:office@example.org?subject=Request%203",
    ],
)
def test_followable(url: str) -> None:
    assert is_followable(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "/etc/passwd",
        "//host/share",
        "\\\\host\\share",
        "https:\\\\host\\share",
        "https:/example.org",
        "https:example.org",
        "https://",
        "https:///etc/passwd",
        "https://?x",
        "https://user@/x",
        "https://host:port/",
        "https://host:123456/",
        "https://[::1]x/",
        "https://[::1/",
        "https://-host/",
        "https://<script>/",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "file:///etc/passwd",
        "file://host/share",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "ftp://example.org/",
        "smb://host/share",
        "ms-msdt:/id",
        "search-ms:query=x",
        "about:blank",
        "qrc:/x",
        "#part",
        " https://example.org",
        "https://example.org ",
        "https://exam\nple.org/",
        "https://exam\u200bple.org/",
        "https://example.org/\u202egpj.exe",
        "https://example.org/" + "a" * 5000,
        "mailto:",
        "mailto:nobody",
        "mailto:a@example.org,b@example.org",
        "mailto:a@example.org?attach=/etc/passwd",
        "mailto:a@example.org?ATTACHMENT=/etc/passwd",
        "mailto:a@example.org?subject=x&body=y",
        ":",
        "http",
    ],
)
def test_not_followable(url: str) -> None:
    assert not is_followable(url)


@given(st.text(max_size=80))
def test_any_text_is_judged_without_an_error(url: str) -> None:
    if is_followable(url):
        assert urlsplit(url).scheme in {"http", "https", "mailto"}


@given(
    st.sampled_from(["javascript:", "file://", "data:", "//", "\\\\", "", "smb://", "https:", "jav&#x61;script:"]),
    st.sampled_from(["", " ", "\t", "\n", "\0", "\u202e", "\u00a0"]),
    st.text(max_size=30),
)
def test_no_other_scheme_gets_through(scheme: str, trick: str, rest: str) -> None:
    url = trick + scheme + rest
    if is_followable(url):
        assert url.lower().startswith(("http://", "https://", "mailto:"))
        assert not any(char.isspace() for char in url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/ä?q=ü#ö", "https://example.org/ä?q=ü#ö"),
        ("https://аpple.example/", "https://xn--pple-43d.example/"),  # a Cyrillic letter
        ("https://bank.example@evil.example/", "https://bank.example@evil.example/"),
        ("https://example.org/\u202egpj.exe", "https://example.org/%E2%80%AEgpj.exe"),
        ("https://exam\u200bple.org/", "https://example.org/"),  # the network leaves such letters out too
        ("https://" + "ü" * 80 + "/", "https://" + "%C3%BC" * 80 + "/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("half\ud800", "half%3F"),
    ],
)
def test_display_url(url: str, shown: str) -> None:
    assert display_url(url) == shown


@given(st.text(max_size=60))
def test_what_is_shown_has_nothing_unseen(url: str) -> None:
    assert display_url(url).isprintable()
    assert " " not in display_url(url)
