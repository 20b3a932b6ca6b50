"""A memo comes in five formats that say the same, each whole, marked on every page, and without hidden things."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.dom import minidom

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import Mark, MarkScheme
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.memo import convert as convert_module
from oversight_viewer.memo import pandoc
from oversight_viewer.memo.blocks import Memo
from oversight_viewer.memo.compose import compose
from oversight_viewer.memo.convert import SUFFIXES, write_memo
from oversight_viewer.memo.guard import words_of
from oversight_viewer.memo.html import memo_html
from oversight_viewer.memo.readback import readable_texts
from tests.memo.golden import assert_golden
from tests.memo.records import DIRECTORY, OPTIONS, details, entries, memo, render
from tests.memo.test_compose import WITHHELD_WORDS
from tests.memo.test_html import HOSTILE, hostile_memo

SCHEME = MarkScheme()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The memo of the record, in every format."""
    folder = tmp_path_factory.mktemp("memo")
    made = memo()
    for suffix in SUFFIXES:
        write_memo(made, folder / f"memo{suffix}", render)
    return {suffix: folder / f"memo{suffix}" for suffix in SUFFIXES}


def back_to_text(path: Path) -> str:
    """What another program reads in the file."""
    if path.suffix == ".pdf":
        return "\n".join(readable_texts(path))
    reader = {".md": "markdown", ".html": "html+epub_html_exts"}.get(path.suffix, path.suffix[1:])
    command = [pandoc.pandoc_path(), "--sandbox", "-f", reader, "-t", "plain", "--wrap=none", str(path)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def pretty(xml: bytes) -> str:
    lines = minidom.parseString(xml).toprettyxml(indent=" ").splitlines()
    return "\n".join(line for line in lines if line.strip()) + "\n"


def texts_of(made: Memo) -> list[str]:
    """Phrases that each format must hold, without those that a footnote's mark may hang on."""
    texts = [field.value for field in made.fields]
    texts += [made.scope, made.withheld_note, made.status_note, "two of five requests in full; the rest are overdue"]
    for entry in made.entries:
        texts += [f"{entry.number} {entry.title}", f"{entry.when} · {entry.kind}", entry.summary[:-1]]
        texts += [f"{field.label} {field.value}" for field in entry.fields]
        texts += [row.request for row in entry.requests] + [row.status for row in entry.requests]
        texts += [answer.text[:-1] for row in entry.requests for answer in row.answers]
        texts += [row.text for group in entry.answers for row in group.rows]
    texts += [note.text for note in made.footnotes]
    return [*texts, "Ask about schedule C next time.", "Who has access?", "By 20 September 2024, please", "North 17"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_format_holds_the_same_text(written: dict[str, Path], suffix: str) -> None:
    words = f" {' '.join(words_of(back_to_text(written[suffix])))} "
    missing = [text for text in texts_of(memo()) if not _holds(words, text)]
    assert missing == []


def _holds(words: str, text: str) -> bool:
    wanted = words_of(text)
    # The mark of a footnote may hang on the last word.
    return " ".join(wanted[:-1]) in words and (not wanted or wanted[-1] in words)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_withheld_stands_in_any_part_of_the_file(written: dict[str, Path], suffix: str) -> None:
    data = written[suffix].read_bytes()
    everything = " ".join(words_of("\n".join(readable_texts(written[suffix]))))
    for words in WITHHELD_WORDS:
        assert words.encode() not in data
        assert " ".join(words_of(words)) not in everything
    for hidden in ("somebody", "private tag", str(Path.home()), str(written[suffix].parent)):
        assert hidden not in everything
        assert hidden.encode() not in data


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_memo_gives_the_same_file(written: dict[str, Path], suffix: str, tmp_path: Path) -> None:
    again = tmp_path / f"memo{suffix.upper()}"
    write_memo(memo(), again, render)
    assert again.read_bytes() == written[suffix].read_bytes()
    assert list(tmp_path.iterdir()) == [again]


def test_markdown_is_golden_and_begins_and_ends_with_the_mark(written: dict[str, Path]) -> None:
    text = written[".md"].read_text(encoding="utf-8")
    assert text.startswith("**PUBLIC**\n\n")
    assert text.endswith("\n\n**PUBLIC**\n")
    assert "<" not in text.replace("<https://wire.example/announcement?id=41&lang=en>", "")
    assert_golden("memo.md", text)


def test_word_is_golden(written: dict[str, Path]) -> None:
    parts = members(written[".docx"])
    for name in (
        "word/document.xml",
        "word/footnotes.xml",
        "word/header1.xml",
        "word/footer1.xml",
        "docProps/core.xml",
    ):
        assert_golden(f"docx/{Path(name).name}", pretty(parts[name]))
    assert set(parts) >= {"word/styles.xml", "word/numbering.xml", "[Content_Types].xml"}


def test_word_has_real_footnotes_and_a_field_for_each_further_reference(written: dict[str, Path]) -> None:
    parts = members(written[".docx"])
    document, footnotes = parts["word/document.xml"].decode(), parts["word/footnotes.xml"].decode()
    count = len(memo().footnotes)
    assert len(re.findall(r"<w:footnoteReference ", document)) == count
    assert len(re.findall(r"<w:footnoteRef ", footnotes)) == count
    for number in set(re.findall(r"NOTEREF (ref\d+) ", document)):
        assert f'w:name="{number}"' in document
    assert "NOTEREF ref2 " in document


@pytest.mark.parametrize(
    ("ceiling", "words", "color"), [("public", "Public", "464C58"), ("members-only", "Members only", "96194B")]
)
def test_word_and_opendocument_carry_the_mark_in_head_and_foot(
    tmp_path: Path, ceiling: str, words: str, color: str
) -> None:
    made = memo(ceiling=ceiling)
    write_memo(made, tmp_path / "a.docx", render)
    write_memo(made, tmp_path / "a.odt", render)
    word, odt = members(tmp_path / "a.docx"), members(tmp_path / "a.odt")
    for name in ("word/header1.xml", "word/footer1.xml"):
        assert f">{words}</w:t>" in word[name].decode()
    assert "NUMPAGES" in word["word/footer1.xml"].decode()
    assert re.search(r"<w:headerReference [^>]*r:id=\"rId2\"", word["word/document.xml"].decode())
    assert f'w:val="{color}"' in word["word/styles.xml"].decode()
    styles = odt["styles.xml"].decode()
    assert styles.count(f">{words}</text:span>") == 2
    assert "<text:page-count>" in styles
    assert f"#{color}" in styles


def test_opendocument_has_real_footnotes_and_names_all_its_parts(written: dict[str, Path]) -> None:
    parts = members(written[".odt"])
    content = parts["content.xml"].decode()
    minidom.parseString(parts["content.xml"])
    assert len(re.findall("<text:note ", content)) == len(memo().footnotes)
    for name in re.findall(r'text:ref-name="(ftn\d+)"', content):
        assert f'text:id="{name}"' in content
    assert set(re.findall(r'text:style-name="(Memo[^"]*)"', content)) <= set(
        re.findall(r'style:name="(Memo[^"]*)"', parts["styles.xml"].decode())
    )
    named = set(re.findall(r'full-path="([^"/][^"]*)"', parts["META-INF/manifest.xml"].decode()))
    assert named == set(parts) - {"mimetype", "META-INF/manifest.xml"}
    assert next(iter(parts)) == "mimetype"


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_the_properties_say_the_title_and_the_day_and_no_more(written: dict[str, Path], suffix: str) -> None:
    name = {".docx": "docProps/core.xml", ".odt": "meta.xml"}[suffix]
    page = minidom.parseString(members(written[suffix])[name])
    said = {node.tagName: node.firstChild.nodeValue for node in page.getElementsByTagName("*") if _is_leaf(node)}
    made = {".docx": "dcterms:created", ".odt": "meta:creation-date"}[suffix]
    assert said.pop(made).startswith("2024-11-26T00:00:00")
    assert said == {"dc:title": OPTIONS.subject, "dc:language": "en-US"}


def _is_leaf(node: minidom.Element) -> bool:
    return node.firstChild is not None and node.firstChild.nodeType == node.TEXT_NODE


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_texts_are_texts_in_each_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"memo{suffix}"
    write_memo(hostile_memo(), path, render)
    words = " ".join(words_of(back_to_text(path)))
    for text in HOSTILE:
        assert " ".join(words_of(text)) in words
    if suffix in {".docx", ".odt"}:
        for name, content in members(path).items():
            if name.endswith((".xml", ".rels")):
                minidom.parseString(content)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_memo_of_nothing_can_be_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"memo{suffix}"
    write_memo(compose([], {}, OPTIONS, SCHEME, DIRECTORY), path, render)
    assert "the record holds nothing that this memo may show" in " ".join(words_of(back_to_text(path)))


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_memo_of_three_hundred_entries_can_be_written(tmp_path: Path, suffix: str) -> None:
    record: list[JsonObject] = [
        {
            "id": f"many-{number}",
            "kind": ("letter", "closed_briefing", "response_letter")[number % 3],
            "mark": "public",
            "title": f"Entry number {number}",
            "date": f"20{10 + number // 30}-{number % 12 + 1:02d}-01",
            "sources": [{"title": f"Source number {number}", "url": f"https://example.org/{number}"}],
            "body": "Some words.\n\n" * 3,
        }
        for number in range(301)
    ]
    path = tmp_path / f"memo{suffix}"
    write_memo(compose(details(entries(record)), {}, OPTIONS, SCHEME, DIRECTORY), path, render)
    said = f"{' '.join(words_of(back_to_text(path)))} "
    for number in range(301):
        assert f" entry number {number} " in said
        assert f"source number {number} " in said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_withheld_title_that_the_user_typed_stops_the_memo(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"memo{suffix}"
    path.write_bytes(b"what was there before")
    made = memo(bottom_line="See the *call with counsel* on the answers still owed.")
    with pytest.raises(KnownError, match="withholds, so it was deleted"):
        write_memo(made, path, render)
    assert path.read_bytes() == b"what was there before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["memo.rtf", "memo", ".docx", "memo.doc"])
def test_an_unknown_format_says_which_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownError) as caught:
        write_memo(memo(), tmp_path / name, render)
    assert "cannot be written as" in caught.value.what
    assert ".docx, .pdf, .html, .md, .odt" in caught.value.todo
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="does not exist"):
        write_memo(memo(), tmp_path / "nowhere" / "memo.html", render)


def test_a_file_that_may_not_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "memo.html").mkdir()
    with pytest.raises(KnownError, match="is a folder"):
        write_memo(memo(), tmp_path / "memo.html", render)


def fake_pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(program))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program written in a line")
@pytest.mark.parametrize(
    ("script", "details_"),
    [
        (
            "import sys; sys.stdin.read(); print('text of the memo', file=sys.stderr); sys.exit(64)",
            "ended with code 64",
        ),
        ("import sys; sys.stdin.read(); import threading; threading.Event().wait()", "was stopped after"),
    ],
)
def test_a_converter_that_fails_says_nothing_of_the_memo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, details_: str
) -> None:
    fake_pandoc(tmp_path, monkeypatch, script)
    with pytest.raises(KnownError) as caught:
        pandoc.convert("<p>x</p>", "docx", OPTIONS.date, seconds=1)
    assert "could not be converted" in caught.value.what
    assert details_ in caught.value.details
    assert "memo" not in caught.value.details


def test_a_converter_that_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(tmp_path / "no program"))
    with pytest.raises(KnownError) as caught:
        write_memo(memo(), tmp_path / "memo.odt", render)
    assert caught.value.details == "pandoc did not start: FileNotFoundError"
    assert not list(tmp_path.iterdir())


def test_pandoc_of_another_place_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypandoc

    monkeypatch.setattr(pypandoc, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: "/elsewhere/pandoc")
    assert pandoc.pandoc_path() == "/elsewhere/pandoc"

    def missing() -> str:
        raise OSError

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(KnownError, match="pandoc is missing"):
        pandoc.pandoc_path()


def test_a_mark_of_an_office_is_escaped_in_markdown() -> None:
    scheme = MarkScheme((Mark("public", "*For* _us_ <b>", "x"),))
    made = compose(details(), {}, OPTIONS, scheme, DIRECTORY)
    text = convert_module._markdown(memo_html(made, render), made).decode()
    assert text.startswith("**\\*FOR\\* \\_US\\_ \\<B\\>**\n")
