"""What a window keeps beside its state of work that was not sent or saved, as bytes: files, questions that wait, edits.

No Qt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.types.attachments import MAX_FILES, MIB

MAX_KEPT = 40 * MIB
"""Of all files together; one that finds no room any more is not kept."""
MAX_QUESTIONS = 50
MAX_QUESTION_BYTES = 2 * MIB
"""Of all questions that wait; the core keeps their texts with the drafts anyway."""
MAX_EDITS = 20
MAX_EDIT_BYTES = 2 * MIB
MAX_FILE = MAX_KEPT + 4 * MIB
"""Bytes of what is read back."""
_MAGIC = b"TKU2"
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
    question: int | None = None
    """With which of the questions that wait it goes; None: with the one that is being written."""


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """One question that waits its turn."""

    chat_id: str | None
    text: str
    model_id: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it. Questions stand in the order in which they are sent."""

    questions: tuple[KeptQuestion, ...] = ()
    files: tuple[KeptFile, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.files)

    def of(self, question: int | None) -> tuple[KeptFile, ...]:
        """The files of a question, or those that wait in the composers."""
        return tuple(file for file in self.files if file.question == question)


def that_fit(questions: Iterable[KeptQuestion], files: Iterable[KeptFile]) -> Kept:
    """What is kept, in its order: the first questions, and the files for which there is room."""
    asked, room = list[KeptQuestion](), MAX_QUESTION_BYTES
    for question in questions:
        room -= len(json.dumps(question.text))
        if room < 0 or len(asked) == MAX_QUESTIONS:
            break
        asked.append(question)
    room, kept = MAX_KEPT, list[KeptFile]()
    for file in files:
        waits = file.question is None or file.question < len(asked)
        if waits and 0 < len(file.data) <= room:
            room -= len(file.data)
            kept.append(file)
    return Kept(tuple(asked), tuple(kept))


def pack(kept: Kept) -> tuple[bytes, ...]:
    """As it is written, in parts."""
    questions = [[one.chat_id, one.text, one.model_id] for one in kept.questions]
    files = [[file.chat_id, file.name, len(file.data), file.pasted, file.question] for file in kept.files]
    head = json.dumps([questions, files]).encode()
    return (_MAGIC + len(head).to_bytes(_LENGTH, "big") + head, *(file.data for file in kept.files))


def unpack(data: bytes) -> Kept:
    """What was written; of a broken file what is whole."""
    begin = len(_MAGIC) + _LENGTH
    size = int.from_bytes(data[len(_MAGIC) : begin], "big")
    head = _json(data[begin : begin + size]) if data.startswith(_MAGIC) else None
    if not isinstance(head, list) or len(head) != 2 or not all(isinstance(part, list) for part in head):
        return Kept()
    questions = tuple(KeptQuestion(*entry) for entry in head[0] if _is_question(entry))
    if len(questions) != len(head[0]):
        return Kept()  # files name questions by their number
    at, found, counts = begin + size, [], dict[tuple[str | None, int | None], int]()
    for entry in head[1]:
        if not _is_file(entry, len(questions)):
            break
        chat_id, name, length, pasted, question = entry
        part = data[at : at + length]
        at += length
        place = (chat_id, question)
        counts[place] = counts.get(place, 0) + 1
        if len(part) == length and counts[place] <= MAX_FILES:
            found.append(KeptFile(chat_id, name[:_MAX_NAME], part, pasted, question))
    return Kept(questions, tuple(found))


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


def _is_question(entry: Any) -> bool:
    if not isinstance(entry, list) or len(entry) != 3:
        return False
    chat_id, text, model_id = entry
    return _is_id(chat_id) and isinstance(text, str) and _is_id(model_id)


def _is_file(entry: Any, questions: int) -> bool:
    if not isinstance(entry, list) or len(entry) != 5:
        return False
    chat_id, name, length, pasted, question = entry
    if not _is_id(chat_id) or not isinstance(name, str) or not isinstance(pasted, bool):
        return False
    known = question is None or (_is_number(question) and 0 <= question < questions)
    return known and _is_number(length) and 0 < length <= MAX_KEPT


def _is_id(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
