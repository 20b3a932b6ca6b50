"""What safe HTML may hold, said apart from the code that makes it."""

from __future__ import annotations

from html.parser import HTMLParser

from oversight_viewer.text.links import is_followable

TAGS = {
    *("a", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("hr", "i", "ins", "kbd", "li", "ol", "p", "pre", "s", "small", "strong", "sub", "sup", "table", "tbody", "td"),
    *("th", "thead", "tr", "tt", "u", "ul"),
}
ATTRIBUTES = {("a", "href"), ("a", "rel"), ("ol", "start")}
NESTING = {"blockquote", "div", "dl", "ol", "table", "ul"}
VOID = {"br", "hr"}


class SafetyChecker(HTMLParser):
    """Fails on anything but the allow-list, on links that may not be opened, and on tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0
        self.seen: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.seen.add(tag)
        for name, value in attrs:
            assert (tag, name) in ATTRIBUTES
            if name == "href":
                assert is_followable(value or "")
            if name == "rel":
                assert value == "noopener noreferrer"
            if name == "start":
                assert (value or "").isdigit()
        if tag not in VOID:
            assert tag != "table" or "table" not in self.open
            self.open.append(tag)
            self.deepest = max(self.deepest, sum(item in NESTING for item in self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError("an unknown declaration")


def assert_safe(html: str) -> SafetyChecker:
    checker = SafetyChecker()
    checker.feed(html)
    checker.close()
    assert not checker.open
    assert checker.deepest <= 12
    return checker
