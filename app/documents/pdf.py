"""The text of a PDF, in a process of its own: bytes from standard input, one JSON object to standard output.

`{"text", "pages", "empty_pages"}`, or `{"problem"}` with one of `Problem`. The limits are the system's where it has
them; who started this process ends it where it has not.
"""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from typing import Any

from app.documents.limits import CPU_S, MAX_CHARACTERS, MAX_PAGES, MEMORY_BYTES

_PASSWORD = 4
"""pdfium's number of "password required or incorrect"."""


class Problem(StrEnum):
    """Why there is no text."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    PAGES = "pages"
    CHARACTERS = "characters"
    MEMORY = "memory"
    MISSING = "missing"
    """This installation has no reader of PDF files."""


def run() -> int:
    """Read, answer, and leave without tidying up: what a crash in it would say is lost on nobody."""
    limit_this_process()
    data = sys.stdin.buffer.read()
    try:
        found = extract(data)
    except MemoryError:
        found = {"problem": Problem.MEMORY}
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    os._exit(0)


def limit_this_process() -> None:
    """Bound processor time and memory, and leave no core file with what somebody reads."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_CPU, CPU_S), (resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))


def extract(data: bytes) -> dict[str, Any]:
    """The text page by page, or what is wrong."""
    try:
        import pypdfium2
    except ImportError:
        return {"problem": Problem.MISSING}
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as exc:
        encrypted = getattr(exc, "err_code", None) == _PASSWORD
        return {"problem": Problem.ENCRYPTED if encrypted else Problem.DAMAGED}
    if pages > MAX_PAGES:
        return {"problem": Problem.PAGES, "pages": pages}
    texts, characters = list[str](), 0
    for number in range(pages):
        texts.append(_page(document, number))
        characters += len(texts[-1])
        if characters > MAX_CHARACTERS:
            return {"problem": Problem.CHARACTERS, "pages": pages}
    empty = sum(not text for text in texts)
    return {"text": "\n\n".join(text for text in texts if text), "pages": pages, "empty_pages": empty}


def _page(document: Any, number: int) -> str:
    """One page; a damaged one counts as one without text."""
    import pypdfium2

    try:
        page = document[number]
        try:
            text = page.get_textpage()
            try:
                found = str(text.get_text_bounded())
            finally:
                text.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return ""
    return found.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\ufffe", "").strip()
