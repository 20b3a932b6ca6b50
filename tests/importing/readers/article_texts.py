"""An invented article, and what the tests of articles need to read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from oversight_viewer.domain.extraction import DocumentKind, ExtractedText
from oversight_viewer.domain.proposals import Proposal
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gazetteer import Gazetteer
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.problems import FoundProposal
from oversight_viewer.importing.readers.articles import FORMATS
from oversight_viewer.tasks.means import import_means

(ARTICLE,) = FORMATS
COMMITTEE = "Example Commerce Committee"
PARAGRAPHS = """\
In August 2024, Example Freight Co. and Sample Cloud announced a partnership that lets shippers book a container from \
inside the dashboards of Sample Cloud.

About a month after the announcement, members and staff of the Example Commerce Committee met with representatives of \
Example Freight on Capitol Hill about the partnership, the Example Wire reported.

“The committee told Example Freight that tying its ports to Sample Cloud would be ‘hasty and unsound.’ It has said so \
more than once,” a committee spokesperson told Reuters.

“We asked for a plan,” the spokesperson added.

An Example Freight spokesperson said, “As many carriers do, we keep in touch with officials on matters that concern \
our customers.” Sample Cloud declined to comment."""
NOISE_BEFORE = """\
Sign up to the Example Wire newsletter for all the news that a committee could want!

We and our partners use cookies to show the committee what it said."""
NOISE_AFTER = """\
You might also like

- Example Commerce Committee subpoenaed Placeholder Pharma Inc.
- How Example Freight met the Example Commerce Committee

Share this article

(Image credit: Pat Example / Example Pictures)

© 2024 Example Wire. All rights reserved. The Example Commerce Committee sent a letter to Example Freight."""
HEAD = """\
Committee questions Example Freight over ‘hasty’ cloud partnership

By Pat Example

November 19, 2024

https://news.example.org/ports?id=7&utm_source=mail"""
TEXT = "\n\n".join((HEAD, NOISE_BEFORE, PARAGRAPHS, NOISE_AFTER)) + "\n"


def some_names() -> Gazetteer:
    names = Names.built_in()
    names.seed(
        [Committee("XCOM", "Example Commerce Committee", "Example Commerce")],
        [Company("Example Freight Co."), Company("Sample Cloud Inc."), Company("Placeholder Pharma Inc.")],
    )
    return Gazetteer(names)


@dataclass
class PageExtractor:
    """Gives what the extractor of documents gives for a page: its main text, and what it says of itself."""

    page: ExtractedText

    def extract(self, path: Path, kind: DocumentKind) -> ExtractedText:
        assert kind is DocumentKind.HTML
        assert path.exists()
        return self.page


NAMES = some_names()


def means(page: ExtractedText | None = None, names: Gazetteer = NAMES) -> Means:
    given = import_means(Names())
    return replace(given, extractor=PageExtractor(page or ExtractedText(())), names=names, today=date(2026, 11, 25))


def found_in(path: Path, text: str, page: ExtractedText | None = None) -> list[FoundProposal]:
    path.write_text(text, encoding="utf-8")
    pieces = list(ARTICLE.read(path, means(page)))
    assert all(isinstance(piece, FoundProposal) for piece in pieces)
    return [piece for piece in pieces if isinstance(piece, FoundProposal)]


def proposals_in(tmp_path: Path, text: str) -> list[Proposal]:
    return [found.proposal for found in found_in(tmp_path / "article.txt", text)]


def published(sentences: str) -> str:
    return f"{HEAD}\n\n{sentences}\n"


def told(tmp_path: Path, sentences: str) -> list[tuple[str, str, str]]:
    entries = [item.entry for item in proposals_in(tmp_path, published(sentences))]
    return [(entry.lane, entry.kind, entry.title) for entry in entries]
