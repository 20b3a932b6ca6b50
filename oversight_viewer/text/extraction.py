"""Gets the text out of documents of others, in the worker process, within bounds of time and memory."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import DocumentKind, EmbeddedFile, ExtractedText
from oversight_viewer.text.document_limits import MOST_FILE_BYTES, MOST_FILES, MOST_PAGES, MOST_TEXT, Reason
from oversight_viewer.text.process import WorkerOwner, WorkerProcess

_NOTHING = "Nothing was imported, and the file was not changed."
_KINDS = {
    DocumentKind.PDF: "PDF",
    DocumentKind.DOCX: "Word document",
    DocumentKind.HTML: "web page",
    DocumentKind.EMAIL: "e-mail",
}
_COPY = "Open it in its own program; if that works, save it again there and import the new copy."
_WHY: dict[str, tuple[str, str]] = {
    Reason.DAMAGED: ("{name} is a damaged or unfinished {kind}.", f"Copy or download the file again. {_COPY}"),
    Reason.PASSWORD: (
        "{name} is locked by a password.",
        "Open it with the password in its own program, save a copy without one, and import the copy.",
    ),
    Reason.TOO_LARGE: ("{name} is too large for a {kind} to be read.", "Split it, and import the parts."),
    Reason.MEMORY: ("Reading {name} needs more memory than is allowed.", "Split it, and import the parts."),
    Reason.UNREADABLE: ("{name} could not be opened.", "Check that it is there and may be read."),
    Reason.FAILED: ("The text of {name} could not be read.", _COPY),
}
_TIME = ("Reading {name} took too long and was stopped.", "Split it, and import the parts.")
_NO_WORKER = ("The part of the application that opens documents did not start.", "Start the application again.")
_CLOSED = ("Reading {name} was stopped.", "Import it again.")


def _error(path: Path, kind: DocumentKind, words: tuple[str, str], details: str = "") -> KnownError:
    what = words[0].format(name=path.name, kind=_KINDS[kind]).replace(" a e-mail", " an e-mail")
    return KnownError(what, safe=_NOTHING, todo=words[1], details=details)


class _Broken(Exception):  # noqa: N818 - named for what it says
    """The worker sent what it never sends: a document has taken it over, or it is going to pieces."""


class _Answer:
    """The text of a document as it comes together. The limits hold here too, whatever the worker believes."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = []
        self._files: list[tuple[str, str, list[bytes]]] = []
        self._text = 0
        self._bytes = 0

    def add(self, part: dict[str, Any]) -> None:
        if isinstance(page := part.get("page"), str):
            self._pages.append([page])
            self._text += len(page)
        elif isinstance(more := part.get("more"), str) and self._pages:
            self._pages[-1].append(more)
            self._text += len(more)
        elif isinstance(file := part.get("file"), list):
            name, media_type = (str(item) for item in file)
            self._files.append((name, media_type, []))
        elif isinstance(data := part.get("bytes"), str) and self._files:
            content = base64.b64decode(data, validate=True)
            self._files[-1][2].append(content)
            self._bytes += len(content)
        else:
            raise _Broken
        if (
            self._text > MOST_TEXT
            or self._bytes > MOST_FILE_BYTES
            or len(self._pages) > MOST_PAGES
            or len(self._files) > MOST_FILES
        ):
            raise _Broken

    def finish(self, part: dict[str, Any]) -> ExtractedText:
        notice = part.get("notice")
        return ExtractedText(
            tuple("".join(page) for page in self._pages),
            {str(name): str(value) for name, value in dict(part.get("properties") or {}).items()},
            tuple(EmbeddedFile(name, kind, b"".join(content)) for name, kind, content in self._files),
            None if notice is None else str(notice),
        )


class DocumentExtractor(WorkerOwner):
    """Implements ``Extractor`` of the domain; one document at a time, may be called from several threads.

    The process starts with the first document and stays until :meth:`close`.

    Args:
        seconds: How long one document may take.
        memory: How much address space the process may use, in bytes.
    """

    def __init__(self, *, seconds: float = 60.0, memory: int = 3 << 30) -> None:
        super().__init__(seconds, memory)

    def extract(self, path: Path, kind: DocumentKind) -> ExtractedText:
        """The text of a file.

        Raises:
            KnownError: If it cannot be read, is damaged, locked by a password, too large, or takes too long.
        """
        with self._lock:
            if self._closed:
                raise _error(path, kind, _CLOSED)
            worker = self._worker or self._start()
            if self._closed:  # while the process started, so that nobody has killed it
                raise _error(path, kind, _CLOSED)
            if worker is None:
                raise _error(path, kind, _NO_WORKER)
            parts = worker.ask_for_parts({"extract": str(path.absolute()), "kind": kind.value}, self._seconds)
            try:
                return self._collect(path, kind, worker, parts)
            except (_Broken, binascii.Error, TypeError, ValueError) as error:
                self._discard()
                raise _error(path, kind, _WHY[Reason.FAILED], type(error).__name__) from None
            finally:
                parts.close()

    def _collect(
        self, path: Path, kind: DocumentKind, worker: WorkerProcess, parts: Iterator[dict[str, Any] | None]
    ) -> ExtractedText:
        answer = _Answer()
        for part in parts:
            if part is None:
                self._discard()
                if self._closed:
                    raise _error(path, kind, _CLOSED)
                raise _error(path, kind, _TIME if worker.timed_out else _WHY[Reason.FAILED], "the process ended")
            if (reason := part.get("error")) is not None:
                if reason == Reason.MEMORY:
                    self._discard()  # a process that ran out of memory may be in any state
                raise _error(path, kind, _WHY.get(str(reason), _WHY[Reason.FAILED]), str(part.get("details", "")))
            if part.get("done") is True:
                return answer.finish(part)
            answer.add(part)
        raise _Broken
