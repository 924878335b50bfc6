"""Files that go with messages: pictures, sounds and documents, what they are, and how large they may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

MIB = 1024 * 1024
MAX_FILE_BYTES = 16 * MIB
"""Of one file."""
MAX_FILES = 8
"""With one message."""
MAX_CHAT_BYTES = 20 * MIB
"""Of all files that a model reads at once: they travel to it in one message between processes."""
MAX_NAME = 200


class AttachmentKind(StrEnum):
    """What a file that goes with a message is."""

    IMAGE = "image"
    AUDIO = "audio"
    DOCUMENT = "document"
    """Text, Markdown, code or PDF: its text is read in full with the message."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a person sends with a message."""

    kind: AttachmentKind
    name: str
    """As it is shown: the file's name without its folder."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AttachmentInfo:
    """A stored attachment, without its bytes."""

    kind: AttachmentKind
    name: str
    media_type: str
    """Such as "image/png"."""
    size: int
    """Bytes."""
    sha256: str


PDF = "application/pdf"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

_MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_IN_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}


def media_type_of(data: bytes) -> str:
    """What a file seems to be, from its first bytes: one of the types that can be attached, or ""."""
    if data.startswith(b"RIFF"):
        return _IN_RIFF.get(data[8:12], "")
    return next((name for beginning, name in _BEGINNINGS if data.startswith(beginning)), "")


def attachment_type(attachment: Attachment) -> str:
    """What an attachment is stored as: a document that is no PDF is text, whatever its name says."""
    if attachment.kind is not AttachmentKind.DOCUMENT:
        return media_type_of(attachment.data)
    if media_type_of(attachment.data) == PDF:
        return PDF
    return MARKDOWN if attachment.name.casefold().endswith(_MARKDOWN_ENDINGS) else PLAIN


def shown_name(name: str) -> str:
    """A file's name as it may be stored and shown: one line, without folders."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c if c.isprintable() else " " for c in last).strip()[-MAX_NAME:] or "file"
