"""The files that go with the next question, as the composer knows them. No Qt, no input and output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from app.types.attachments import (
    MAX_CHAT_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES,
    Attachment,
    AttachmentKind,
    media_type_of,
    shown_name,
)

LARGE_CHARS = 4_000
LARGE_LINES = 100
"""A paste of more characters, or more lines, becomes a file."""


class FileState(StrEnum):
    """How far a file is."""

    READING = "reading"
    CHECKING = "checking"
    """The core says what a model would read of it; it can be sent meanwhile."""
    READY = "ready"
    FAILED = "failed"


class Trouble(StrEnum):
    """Why a file cannot go with a question."""

    READING = "reading"
    FAILED = "failed"
    """`AttachedFile.problem` says why."""
    BLIND = "blind"
    """The model cannot see pictures."""
    DEAF = "deaf"


@dataclass(slots=True)
class AttachedFile:
    """One file."""

    key: int
    name: str
    kind: AttachmentKind = AttachmentKind.DOCUMENT
    state: FileState = FileState.READING
    data: bytes = field(default=b"", repr=False)
    problem: str = ""
    """What a person should know of it; of one that failed, why."""
    tokens: int = 0
    pages: int = 0
    text: str = field(default="", repr=False)
    """Of a paste: what can stand in the field instead."""
    thumbnail: object = None

    @property
    def sendable(self) -> bool:
        """Whether it is whole."""
        return self.state in (FileState.READY, FileState.CHECKING)


class AttachList:
    """The files of one chat's next question, in order."""

    def __init__(self) -> None:
        self._files: list[AttachedFile] = []

    def __iter__(self) -> Iterator[AttachedFile]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    @property
    def full(self) -> bool:
        """Whether a message takes no more."""
        return len(self._files) >= MAX_FILES

    @property
    def size(self) -> int:
        """Bytes of all that are whole."""
        return sum(len(file.data) for file in self._files if file.sendable)

    @property
    def tokens(self) -> int:
        """What the documents among them would take, as far as that is known."""
        return sum(file.tokens for file in self._files if file.sendable)

    def get(self, key: int) -> AttachedFile | None:
        """One of them; None when it was removed."""
        return next((file for file in self._files if file.key == key), None)

    def begin(self, key: int, name: str) -> AttachedFile:
        """One more, which is being read."""
        file = AttachedFile(key, shown_name(name))
        self._files.append(file)
        return file

    def arrived(self, file: AttachedFile, data: bytes) -> bool:
        """Its bytes are here; False when they are too many beside the others."""
        if self.size + len(data) > MAX_CHAT_BYTES:
            return False
        file.kind, file.data = kind_of(data), data
        file.state = FileState.CHECKING if file.kind is AttachmentKind.DOCUMENT else FileState.READY
        return True

    def fail(self, file: AttachedFile, problem: str) -> None:
        """It cannot be sent."""
        file.state, file.problem, file.data = FileState.FAILED, problem, b""

    def remove(self, key: int) -> AttachedFile | None:
        """Take one out."""
        file = self.get(key)
        if file is not None:
            self._files.remove(file)
        return file

    def take(self) -> list[AttachedFile]:
        """Take all out: they are sent."""
        files, self._files = self._files, []
        return files

    def put_back(self, files: list[AttachedFile]) -> None:
        """They were not sent after all."""
        known = {file.key for file in self._files}
        self._files[:0] = [file for file in files if file.key not in known]

    def trouble(self, *, sees: bool, hears: bool) -> tuple[Trouble, AttachedFile] | None:
        """What keeps them from being sent to a model, the first first."""
        for file in self._files:
            found = trouble_of(file, sees=sees, hears=hears)
            if found is not None:
                return found, file
        return None

    def refused(self, *, sees: bool, hears: bool) -> list[AttachedFile]:
        """All that a model does not take, however long one waits."""
        found = ((file, trouble_of(file, sees=sees, hears=hears)) for file in self._files)
        return [file for file, trouble in found if trouble not in (None, Trouble.READING)]


def trouble_of(file: AttachedFile, *, sees: bool, hears: bool) -> Trouble | None:
    """What keeps one file from being sent."""
    if not file.sendable:
        return Trouble.FAILED if file.state is FileState.FAILED else Trouble.READING
    if file.kind is AttachmentKind.IMAGE and not sees:
        return Trouble.BLIND
    if file.kind is AttachmentKind.AUDIO and not hears:
        return Trouble.DEAF
    return None


def attachments(files: list[AttachedFile]) -> tuple[Attachment, ...]:
    """As they are sent."""
    return tuple(Attachment(file.kind, file.name, file.data) for file in files)


def kind_of(data: bytes) -> AttachmentKind:
    """A picture and a sound by their first bytes; whatever else it is, is read as a document, or refused as one."""
    media = media_type_of(data).partition("/")[0]
    return AttachmentKind(media) if media in ("image", "audio") else AttachmentKind.DOCUMENT


def is_large(text: str) -> bool:
    """Whether a pasted text is better a file than a part of the question."""
    return len(text) > LARGE_CHARS or text.count("\n") >= LARGE_LINES


def too_large(size: int) -> bool:
    """Whether one file is more than a message takes."""
    return size > MAX_FILE_BYTES


def without_name(problem: str, name: str) -> str:
    """What is wrong with a file without its name at the beginning, which stands above it already."""
    begin, found, rest = problem.partition(f"{name} ")
    known = begin in ("", "The file ", "The document ") and found
    return f"It {rest}" if known else problem
