"""Bytes of a file as the text that a person sees in it. Pure; whatever is no text is refused with its name."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from app.documents.limits import MAX_CHARACTERS
from app.errors import InvalidInput

HINT = "Text, Markdown, code and PDF can be read. Save it as one of these first."

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""No text has these; tabs, line ends, form feeds and the escapes of terminals are none of them."""
_MOST_ACCENTS = 0.3
"""Text of a Western language in an old encoding has no more than this share of letters beyond ASCII."""
_KNOWN = (
    (b"PK\x03\x04", "an archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a sound, picture or video"),
)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What was taken out of a document."""

    text: str
    pages: int = 0
    """Of a PDF; 0 for others."""
    empty_pages: int = 0
    """Of these, how many have no text: pictures, scans."""


def decode(name: str, data: bytes) -> DocumentText:
    """The text of a file that is no PDF: UTF-8, UTF-16 and UTF-32 with their marks, or an old Western encoding.

    Raises:
        InvalidInput: It is no text, has none, or too much of it.
    """
    found = next((what for beginning, what in _KNOWN if data.startswith(beginning)), "")
    text = None if found else _marked(data) if data.startswith(tuple(mark for mark, _ in _MARKS)) else _plain(data)
    if text is None or _CONTROL.search(text):
        what = f"{found} and not" if found else "not"
        raise InvalidInput(f"The file {name} is {what} plain text.", hint=HINT, params={"name": name})
    return checked(name, DocumentText(text.replace("\r\n", "\n").replace("\r", "\n")))


def checked(name: str, found: DocumentText) -> DocumentText:
    """What was found, if it can be used.

    Raises:
        InvalidInput: There is no text, or too much of it.
    """
    if not found.text.strip():
        pages = "its one page is a picture or scan" if found.pages == 1 else f"its {found.pages:,} pages are scans"
        scanned = f"The document {name} has no text: {pages}."
        message = scanned if found.pages else f"The file {name} has no text."
        hint = "Attach its pages as pictures, to a model that sees, or run a text recognition over it first."
        raise InvalidInput(message, hint=hint if found.pages else "Choose another file.", params={"name": name})
    if len(found.text) > MAX_CHARACTERS:
        raise InvalidInput(
            f"The document {name} has {len(found.text):,} characters; {MAX_CHARACTERS:,} are allowed.",
            hint="Attach the part of it that matters.",
            params={"name": name, "characters": len(found.text), "limit": MAX_CHARACTERS},
        )
    return found


def _marked(data: bytes) -> str | None:
    mark, encoding = next(known for known in _MARKS if data.startswith(known[0]))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        return None


def _plain(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    accents = sum(byte > 0x7F for byte in data)
    if accents > len(data) * _MOST_ACCENTS:
        return None
    try:
        return data.decode("cp1252")  # Latin-1, with the letters that Windows has in the place of its controls
    except UnicodeDecodeError:
        return None
