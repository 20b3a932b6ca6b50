"""Documents that tests make for themselves, with invented content."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import typst

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(markup: str, folder: Path | None = None) -> bytes:
    """A PDF set by Typst; pictures are found in ``folder``."""
    if folder is None:
        return bytes(typst.compile(markup.encode()))
    source = folder / "source.typ"
    source.write_text(markup, encoding="utf-8")
    return bytes(typst.compile(str(source), root=str(folder)))


def png(width: int = 40, height: int = 60) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x99" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def scan(folder: Path, pages: int = 2, stamp: str = "") -> bytes:
    """A PDF whose pages are pictures, with a stamp of text below each."""
    (folder / "page.png").write_bytes(png())
    page = '#image("page.png", width: 100%, height: 95%)\n' + stamp
    return pdf("#set page(margin: 0pt)\n" + "\n#pagebreak()\n".join([page] * pages), folder)


def locked_pdf() -> bytes:
    """A PDF that opens only with a password that nobody knows."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >>",
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document of raw markup; other parts by name, with ``_`` for the dot: ``footnotes_xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in parts.items():
            archive.writestr(f"word/{name.replace('_', '.')}", content)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph of a Word document."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
