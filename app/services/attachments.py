"""Which files may go with a message, and how a model gets them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.errors import InvalidInput
from app.types.attachments import (
    MAX_CHAT_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES,
    MIB,
    Attachment,
    AttachmentInfo,
    AttachmentKind,
    media_type_of,
    shown_name,
)
from app.types.messages import AudioPart, ImagePart, TextPart
from app.types.models import Capability

_READABLE = {
    AttachmentKind.IMAGE: ("picture", "PNG, JPEG, WebP, GIF, BMP and TIFF can be read."),
    AttachmentKind.AUDIO: ("sound", "WAV can be read."),
}
"""A document's content is judged where its text is taken out."""
NEEDED = {AttachmentKind.IMAGE: Capability.IMAGE, AttachmentKind.AUDIO: Capability.AUDIO}
"""What a model must be able to take."""


def check_attachments(new: Sequence[Attachment], before: Iterable[AttachmentInfo]) -> tuple[Attachment, ...]:
    """The files as they may be stored, with names that can be shown. Whether one is whole is seen when it is read.

    Args:
        new: What goes with a message.
        before: What is in the chat already.

    Raises:
        InvalidInput: There are too many, one is empty, too large or of another kind, or all together are too large.
    """
    if len(new) > MAX_FILES:
        raise InvalidInput(
            f"{len(new)} files are too many for one message.",
            hint=f"Send at most {MAX_FILES} with each message.",
            params={"files": len(new), "limit": MAX_FILES},
        )
    checked = tuple(_checked(item) for item in new)
    # Of documents that are stored already only the text travels, and the window bounds that.
    total = sum(len(item.data) for item in checked) + sum(item.size for item in before if item.kind in _READABLE)
    if checked and total > MAX_CHAT_BYTES:
        raise InvalidInput(
            f"The files of this chat would have {_mb(total)} MB together; {_mb(MAX_CHAT_BYTES)} MB are allowed.",
            hint="Send smaller ones, or start a new chat.",
            params={"bytes": total, "limit": MAX_CHAT_BYTES},
        )
    return checked


def part_of(attachment: Attachment) -> ImagePart | AudioPart | TextPart:
    """A file as an engine gets it; the data of a document are its text in UTF-8."""
    if attachment.kind is AttachmentKind.DOCUMENT:
        return TextPart(document_block(attachment.name, attachment.data.decode("utf-8", "replace")))
    kind = ImagePart if attachment.kind is AttachmentKind.IMAGE else AudioPart
    return kind(attachment.data)


def document_block(name: str, text: str) -> str:
    """A document as a model reads it, before the question. Its own text cannot end it."""
    inner = text.replace("</document", "&lt;/document")
    return f'<document name="{name.replace(chr(34), "&quot;")}">\n{inner}\n</document>\n\n'


def _checked(item: Attachment) -> Attachment:
    name, size = shown_name(item.name), len(item.data)
    if not size:
        raise InvalidInput(f"The file {name} is empty.", hint="Choose another file.", params={"name": name})
    if size > MAX_FILE_BYTES:
        raise InvalidInput(
            f"The file {name} has {_mb(size)} MB; {_mb(MAX_FILE_BYTES)} MB are allowed.",
            hint="Make it smaller first.",
            params={"name": name, "bytes": size, "limit": MAX_FILE_BYTES},
        )
    what, hint = _READABLE.get(item.kind, ("", ""))
    if what and not media_type_of(item.data).startswith(f"{item.kind}/"):
        raise InvalidInput(f"The file {name} is not a {what} that can be read.", hint=hint, params={"name": name})
    return replace(item, name=name)


def _mb(size: int) -> str:
    return f"{size / MIB:.0f}" if size % MIB == 0 else f"{size / MIB:.1f}"
