"""The words of a text without its layout: what is searched, compared, copied and anchored."""

from __future__ import annotations

from html.parser import HTMLParser

from oversight_viewer.text.markup import to_safe_html

_LINES = frozenset(
    {"blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"}
    | {"table", "tbody", "td", "th", "thead", "tr", "ul"}
)


class _Lines(HTMLParser):
    """Collects the text of safe HTML; an element that begins a line ends the one before, if that holds anything."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "br":
            self.end_line(even_if_empty=True)
        elif tag in _LINES:
            self.end_line()
        self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self.end_line()
        self._pre -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if not self._pre:
            self._line.append(data.replace("\n", " "))
            return
        first, *more = data.split("\n")
        self._line.append(first)
        for part in more:
            self.end_line(even_if_empty=True)
            self._line.append(part)

    def end_line(self, *, even_if_empty: bool = False) -> None:
        text = "".join(self._line)
        if not self._pre:
            # Blanks of the source code count as one; those that were written to stay are no-break spaces.
            text = " ".join(part for part in text.split(" ") if part)
        if text or even_if_empty:
            self.lines.append(text.replace("\N{NO-BREAK SPACE}", " "))
        self._line.clear()


def html_to_plain(html: str) -> str:
    """The lines of safe HTML, as a screen shows them: one a paragraph, list item, table cell or line break.

    Takes time in proportion to the length, so it may be called outside the worker process.
    """
    reader = _Lines()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


def to_plain(source: str, format: str) -> str:  # noqa: A002 - the field's name in the record
    """The plain-text projection of a body: what its safe HTML says, line for line.

    Raises:
        TooComplex: As :func:`~oversight_viewer.text.markup.to_safe_html`, whose warning applies here too.
    """
    return html_to_plain(to_safe_html(source, format))
