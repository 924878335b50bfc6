"""What a window keeps beside its state of work that was not sent or saved: files and edits, as bytes. No Qt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.types.attachments import MAX_FILES, MIB

MAX_KEPT = 8 * MIB
"""Of all files together; one that finds no room any more is not kept."""
MAX_EDITS = 20
MAX_EDIT_BYTES = 2 * MIB
MAX_FILE = MAX_KEPT + MIB
"""Bytes of what is read back."""
_MAGIC = b"TKU1"
_LENGTH = 4
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file that waits to be sent."""

    chat_id: str | None
    name: str
    data: bytes = field(repr=False)
    pasted: bool = False
    """Whether it was a long text of the clipboard."""


def that_fit(files: Iterable[KeptFile]) -> tuple[KeptFile, ...]:
    """Those that are kept, in their order."""
    room, kept = MAX_KEPT, []
    for file in files:
        if 0 < len(file.data) <= room:
            room -= len(file.data)
            kept.append(file)
    return tuple(kept)


def pack_files(files: tuple[KeptFile, ...]) -> tuple[bytes, ...]:
    """As they are written, in parts."""
    head = json.dumps([[file.chat_id, file.name, len(file.data), file.pasted] for file in files]).encode()
    return (_MAGIC + len(head).to_bytes(_LENGTH, "big") + head, *(file.data for file in files))


def unpack_files(data: bytes) -> tuple[KeptFile, ...]:
    """What was written; of a broken file what is whole."""
    begin = len(_MAGIC) + _LENGTH
    size = int.from_bytes(data[len(_MAGIC) : begin], "big")
    entries = _json(data[begin : begin + size]) if data.startswith(_MAGIC) else None
    at, found, counts = begin + size, [], dict[str | None, int]()
    for entry in entries if isinstance(entries, list) else ():
        if not _is_entry(entry):
            break
        chat_id, name, length, pasted = entry
        part = data[at : at + length]
        at += length
        counts[chat_id] = counts.get(chat_id, 0) + 1
        if len(part) == length and counts[chat_id] <= MAX_FILES:
            found.append(KeptFile(chat_id, name[:_MAX_NAME], part, pasted))
    return tuple(found)


def pack_edits(edits: Mapping[str, str]) -> bytes:
    """The newest of them, as they are written."""
    kept: dict[str, str] = {}
    room = MAX_EDIT_BYTES
    for name, text in reversed(tuple(edits.items())):
        room -= len(json.dumps(text))
        if room >= 0 and len(kept) < MAX_EDITS:
            kept[name] = text
    return json.dumps(dict(reversed(tuple(kept.items())))).encode()


def unpack_edits(data: bytes) -> dict[str, str]:
    """What was written; nothing of what is broken."""
    known = _json(data)
    pairs = known.items() if isinstance(known, dict) else ()
    return {name: text for name, text in pairs if isinstance(text, str)}


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, list) or len(entry) != 4:
        return False
    chat_id, name, length, pasted = entry
    if not (chat_id is None or isinstance(chat_id, str)) or not isinstance(name, str) or not isinstance(pasted, bool):
        return False
    return isinstance(length, int) and not isinstance(length, bool) and 0 < length <= MAX_KEPT
