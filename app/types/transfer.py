"""Chats on their way into Tektra and out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ExportFormat(StrEnum):
    """The form of an export. Only JSON keeps everything."""

    MARKDOWN = "markdown"
    JSON = "json"
    """Ours, lossless: `transfer.import` takes it back."""
    HTML = "html"
    """One page that needs nothing else; a front end prints a PDF from it."""


class ImportSource(StrEnum):
    """Where a file of chats comes from."""

    TEKTRA = "tektra"
    CHATGPT = "chatgpt"
    OPEN_WEBUI = "open_webui"


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file holds, before anything is stored."""

    source: ImportSource
    chats: int
    messages: int
    known: int = 0
    """Of the chats, how many are here already and would be left out."""
    left_out: tuple[str, ...] = ()
    """What cannot be taken over, in sentences: pictures that are not in the file, messages of an unknown kind."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was stored."""

    source: ImportSource
    chats: int
    messages: int
    known: int = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written."""

    path: str
    chats: int
    messages: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class TransferProgress:
    """On the channel of an import or export: how far it is."""

    done: int
    """Chats."""
    total: int
    """0 while the file is still being read."""


@dataclass(frozen=True, slots=True)
class TransferEnded:
    """On that channel, always last, where it went well; a failure ends the channel with its error."""

    imported: ImportResult | None = None
    exported: ExportResult | None = None


TransferItem = TransferProgress | TransferEnded
