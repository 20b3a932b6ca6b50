"""Text is got out of documents of each kind, and none does harm: not to the application, not to the next document."""

from __future__ import annotations

import email.message
import io
import os
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import DocumentKind, EmbeddedFile
from oversight_viewer.text import documents, extraction, process
from oversight_viewer.text.extraction import DocumentExtractor
from tests.text import made

PDF, DOCX, HTML, EMAIL = DocumentKind.PDF, DocumentKind.DOCX, DocumentKind.HTML, DocumentKind.EMAIL


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# PDF


def test_a_pdf_has_its_pages_lines_gaps_and_hyphens(read) -> None:
    found = read(
        made.pdf(
            '#set document(title: "A letter", author: "Pat Example", date: none)\n'
            '#set page(width: 220pt, height: 300pt, margin: 20pt)\n#set text(hyphenate: true, lang: "en")\n'
            "#set par(justify: true, spacing: 30pt)\nMarch 5, 2024\n\n"
            "Incomprehensibilities notwithstanding, the administration's characterization of extraordinarily "
            "complicated representations is unsatisfactory.\n#pagebreak()\nPage two: naïve #sym.euro"
        ),
        PDF,
    )
    assert len(found.pages) == 2
    assert found.pages[0].startswith("March 5, 2024\n\nIncomprehensibilities notwithstanding,\n")
    assert "-\n" in found.pages[0]
    assert "\ufffe" not in found.pages[0]
    assert found.pages[1] == "Page two: naïve €"
    assert found.properties["title"] == "A letter"
    assert found.properties["author"] == "Pat Example"
    assert found.notice is None
    assert found.has_text


def test_a_scan_says_so_and_names_its_pages(read, tmp_path: Path) -> None:
    found = read(made.scan(tmp_path, 2), PDF)
    assert found.pages == ("", "")
    assert found.notice == "Scan without text: its 2 pages are only pictures."
    assert read(made.scan(tmp_path, 1), PDF).notice == "Scan without text: its page is only a picture."
    stamped = read(made.scan(tmp_path, 3, stamp="EXFC-000123"), PDF)
    assert stamped.pages == ("EXFC-000123",) * 3
    assert stamped.notice == "Pages 1–3 are scans without text."
    assert read(made.pdf(""), PDF).notice == "There is no text in it."


def test_a_locked_pdf_is_said_to_be_locked(read) -> None:
    with pytest.raises(KnownError, match="locked by a password") as caught:
        read(made.locked_pdf(), PDF)
    assert "the file was not changed" in caught.value.safe
    assert "save a copy without" in caught.value.todo


# Web pages


PAGE = """<html><head><title>Freight | Example Post</title><meta property="og:site_name" content="Example Post">
<meta name="author" content="Pat Example"><meta property="article:published_time" content="2024-08-23T10:00:00Z">
<link rel="canonical" href="https://news.example/freight"></head><body>
<nav><a href="/">Home</a> <a href="/x">More</a></nav>
<article><h1>Freight asked</h1>{}</article><script>alert(1)</script>
<footer>Sign up for our letter</footer></body></html>"""
SENTENCES = [f"Sentence {n} tells what the Example Commerce Committee asked of Example Freight Co." for n in range(8)]


def test_the_main_text_of_a_page_and_what_it_says_of_itself(read) -> None:
    found = read(PAGE.format("".join(f"<p>{words} <b>Bold</b> end.</p>\n" for words in SENTENCES)).encode(), HTML)
    paragraphs = found.pages[0].split("\n\n")
    assert paragraphs[-8:] == [f"{words} Bold end." for words in SENTENCES]
    assert "Sign up" not in found.pages[0]
    assert "alert" not in found.pages[0]
    assert found.properties["author"] == "Pat Example"
    assert found.properties["publisher"] == "Example Post"
    assert found.properties["url"] == "https://news.example/freight"
    assert found.properties["date"] == "2024-08-23"


def test_a_page_saved_whole_is_read_too(read) -> None:
    message = email.message.EmailMessage()
    message["Snapshot-Content-Location"] = "https://news.example/saved"
    message["Subject"] = "Freight"
    message.set_content("<p>" + "</p><p>".join(SENTENCES) + "</p>", subtype="html")
    message.make_related()
    found = read(message.as_bytes(), HTML)
    assert SENTENCES[3] in found.pages[0].split("\n\n")
    assert found.properties["url"] == "https://news.example/saved"


@pytest.mark.parametrize("data", [b"", b" \n", b"<html></html>", b"<p><script>x</script>"])
def test_a_page_without_text_says_so(read, data: bytes) -> None:
    assert read(data, HTML).notice == "There is no text in it."


# E-mail


def a_message() -> email.message.EmailMessage:
    message = email.message.EmailMessage()
    message["From"] = "Pat Example <pat@freight.example>"
    message["To"] = "clerk@committee.example"
    message["Cc"] = "Sam Sample <sam@law.example>"
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 -0500"
    message["Subject"] = "Our answer – naïve"
    message["Message-ID"] = "<1@freight.example>"
    message["In-Reply-To"] = "<0@committee.example>"
    message.set_content("Dear clerk,\n\nattached.\n")
    return message


def test_an_email_has_headers_text_and_files(read) -> None:
    message = a_message()
    message.add_alternative("<p>Dear clerk,<p><b>attached</b>.", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="../../answer.pdf")
    inner = a_message()
    message.add_attachment(inner)
    found = read(message.as_bytes(), EMAIL)
    assert found.pages == ("Dear clerk,\n\nattached.",)
    assert found.properties == {
        "from": "Pat Example <pat@freight.example>",
        "to": "clerk@committee.example",
        "cc": "Sam Sample <sam@law.example>",
        "date": "Tue, 05 Mar 2024 10:00:00 -0500",
        "subject": "Our answer – naïve",
        "message_id": "<1@freight.example>",
        "in_reply_to": "<0@committee.example>",
    }
    assert found.files[0] == EmbeddedFile("../../answer.pdf", "application/pdf", b"%PDF-")
    assert found.files[1].name == "Our answer – naïve.eml"
    assert found.files[1].media_type == "message/rfc822"
    assert read(found.files[1].content, EMAIL).pages == found.pages


def test_an_email_that_is_only_html_is_read_whole(read) -> None:
    message = a_message()
    message.set_content(
        "<title>x</title><p>Dear clerk,<br>the answer<ul><li>one<li>two</ul><script>bad</script>", subtype="html"
    )
    assert read(message.as_bytes(), EMAIL).pages == ("Dear clerk,\nthe answer\n\none\n\ntwo",)


def test_an_unknown_charset_is_read_as_well_as_can_be(read) -> None:
    data = b"Subject: x\nContent-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: 8bit\n\nna\xefve\n"
    assert read(data, EMAIL).pages == ("naïve",)


@pytest.mark.parametrize("data", [b"", b"no headers at all", b"\n\nbody only", b"\xff" * 100])
def test_what_is_no_email_is_refused(read, data: bytes) -> None:
    with pytest.raises(KnownError, match="damaged or unfinished e-mail"):
        read(data, EMAIL)


# Bounds and the process


def a_large_document(path: Path) -> Path:
    path.write_bytes(made.docx(made.paragraph("word") * 400_000))
    return path


def test_what_takes_too_long_is_stopped_and_the_next_is_not_its_victim(tmp_path: Path) -> None:
    large = a_large_document(tmp_path / "large.docx")
    with DocumentExtractor(seconds=0.7) as extractor:
        with pytest.raises(KnownError, match=r"Reading large\.docx took too long"):
            extractor.extract(large, DOCX)
        assert extractor.worker_pid is None
        with pytest.raises(KnownError, match="could not be opened"):
            extractor.extract(tmp_path / "missing.docx", DOCX)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to such a limit")
def test_what_needs_too_much_memory_is_stopped_and_the_next_is_not_its_victim(tmp_path: Path) -> None:
    large = a_large_document(tmp_path / "large.docx")
    small = tmp_path / "small.docx"
    small.write_bytes(made.docx(made.paragraph("a")))
    with DocumentExtractor(memory=160 << 20) as extractor:
        assert extractor.extract(small, DOCX).pages == ("a",)
        with pytest.raises(KnownError):
            extractor.extract(large, DOCX)
        assert extractor.extract(small, DOCX).pages == ("a",)


def test_the_process_starts_with_the_first_document_and_ends_with_close(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(made.docx(made.paragraph("a")))
    extractor = DocumentExtractor()
    assert extractor.worker_pid is None
    extractor.extract(path, DOCX)
    pid = extractor.worker_pid
    assert pid is not None
    extractor.extract(path, DOCX)
    assert extractor.worker_pid == pid
    os.kill(pid, 9)
    with pytest.raises(KnownError, match="could not be read"):
        extractor.extract(path, DOCX)
    assert extractor.extract(path, DOCX).pages == ("a",)
    last = extractor.worker_pid
    assert last is not None
    extractor.close()
    extractor.close()
    assert not is_running(pid)
    assert not is_running(last)
    with pytest.raises(KnownError, match="was stopped"):
        extractor.extract(path, DOCX)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_closing_stops_a_document_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "endless.docx"
    os.mkfifo(path)  # nobody writes into it, so to open it takes for ever
    extractor = DocumentExtractor(seconds=600)
    started = threading.Event()
    errors: list[KnownError] = []

    def work() -> None:
        started.set()
        try:
            extractor.extract(path, DOCX)
        except KnownError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(10)
    extractor.close()
    thread.join(30)
    assert not thread.is_alive()
    assert "was stopped" in errors[0].what


def test_long_texts_and_large_files_come_in_several_frames(
    read, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    message = a_message()
    words = ("word " * 10 + "\n") * 50_000
    message.set_content(words)
    content = os.urandom(10 << 20)
    message.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    found = read(message.as_bytes(), EMAIL)
    assert found.pages[0] == words.replace(" \n", "\n").strip()
    assert found.files[0].content == content
    path = tmp_path / "long.eml"
    path.write_bytes(message.as_bytes())
    frames = list(documents.document_frames(str(path), "email"))
    assert len(frames) > 5
    assert max(len(str(frame)) for frame in frames) < 8 << 20


def test_what_is_larger_than_allowed_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(documents.LARGEST_FILES, "pdf", 10)
    path = tmp_path / "a.pdf"
    path.write_bytes(made.pdf("x"))
    assert list(documents.document_frames(str(path), "pdf")) == [{"error": "large"}]
    assert list(documents.document_frames(str(path), "nonsense")) == [{"error": "failed", "details": "ValueError"}]


@pytest.mark.parametrize(
    "frames",
    [
        [{"more": "x"}],
        [{"bytes": "eA=="}],
        [{"file": ["a", "b"]}, {"bytes": "\N{SNOWMAN}"}],
        [{"file": ["a"]}],
        [{"nonsense": 1}],
        [{"page": "x" * 60}, {"page": "x" * 60}],
        [{"done": True, "properties": 5}],
    ],
)
def test_a_process_that_sends_nonsense_is_not_believed(
    frames: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(extraction, "MOST_TEXT", 100)
    monkeypatch.setattr(process.WorkerProcess, "ask_for_parts", lambda *_: (frame for frame in frames))
    with DocumentExtractor() as extractor:
        with pytest.raises(KnownError, match="could not be read"):
            extractor.extract(tmp_path / "a.pdf", PDF)
        assert extractor.worker_pid is None


def test_a_missing_file_is_said_to_be_missing(extractor: DocumentExtractor, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"a\.pdf could not be opened"):
        extractor.extract(tmp_path / "a.pdf", PDF)


def test_without_a_process_no_document_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for executable in ("/no/such/program", "/bin/false"):
        with DocumentExtractor() as extractor:
            monkeypatch.setattr(sys, "executable", executable)
            with pytest.raises(KnownError, match="did not start"):
                extractor.extract(tmp_path / "a.pdf", PDF)


def _whole_documents() -> dict[DocumentKind, bytes]:
    message = a_message()
    message.add_alternative("<p>Dear <b>clerk</b>", subtype="html")
    message.add_attachment(b"abc", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment(a_message())
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w") as archive,
        zipfile.ZipFile(
            io.BytesIO(
                made.docx(made.paragraph("a") + "<w:tbl><w:tr><w:tc>" + made.paragraph("b") + "</w:tc></w:tr></w:tbl>")
            )
        ) as packed,
    ):
        for name in packed.namelist():
            archive.writestr(name, packed.read(name))  # stored, so that a changed byte changes the markup
    return {
        PDF: made.pdf("Dear Sir\n\n+ All\n#pagebreak()\nTwo"),
        DOCX: out.getvalue(),
        HTML: PAGE.format("<p>" + "<p>".join(SENTENCES)).encode(),
        EMAIL: message.as_bytes(),
    }


WHOLE = _whole_documents()


@st.composite
def damaged(draw: st.DrawFn) -> tuple[DocumentKind, bytes]:
    kind = draw(st.sampled_from(list(DocumentKind)))
    data = bytearray(WHOLE[kind])
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(len(data) - 1, 0)))
        piece = draw(
            st.binary(max_size=8) | st.sampled_from([b"\0", b"<", b'"', b"-9999999999", b"\xff\xfe", b";;=", b"\n\n"])
        )
        data[place : place + draw(st.sampled_from([0, 1, len(piece), 200]))] = piece
    return kind, bytes(data)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_damage_gives_text_or_a_known_error(
    extractor: DocumentExtractor, tmp_path: Path, case: tuple[DocumentKind, bytes]
) -> None:
    kind, data = case
    path = tmp_path / "damaged"
    path.write_bytes(data)
    try:
        found = extractor.extract(path, kind)
    except KnownError:
        return
    for page in found.pages:
        assert "\0" not in page
        page.encode("utf-8")
