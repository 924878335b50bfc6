"""The process that reads a file of chats and passes them on as frames.

Large files keep a processor busy for seconds and take much memory; the core's event loop must feel nothing of it.
Frames on standard output: a chat's own fields, its messages in pieces, at last what was counted, or what is wrong.
The bytes of a piece's files stand behind its header, one after the other.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO

from app.errors import AppError, InvalidInput, internal_error
from app.framing import encode_frame
from app.transfer.left_out import LeftOut, in_words
from app.transfer.source import ChatFile
from app.types.archive import ArchivedMessage
from app.types.attachments import MAX_FILE_BYTES, MAX_FILES, Attachment
from app.wire import to_wire

MAX_FILES_BYTES = MAX_FILES * MAX_FILE_BYTES
"""Of one message."""
MEMORY_BYTES = 6 * 1024**3
"""The text of the largest file, with four bytes a character, and its largest chat; more would starve the machine."""
PIECE_MESSAGES = 100
PIECE_CHARACTERS = 500_000
"""A piece ends where it has more; one message may have more by itself."""


def run_reader(path: str) -> int:
    """Read the file and write the frames; the exit code is 0 also where the last frame says what is wrong."""
    out = sys.stdout.buffer
    _limit_memory()
    try:
        _read(Path(path), out)
    except AppError as exc:
        _send(out, {"error": exc.to_dict()})
    except MemoryError:
        error = InvalidInput("The file is too large for this computer's memory.", hint="Export fewer chats at once.")
        _send(out, {"error": error.to_dict()})
    except BrokenPipeError:
        return 0
    except Exception as exc:
        _send(out, {"error": internal_error(exc).to_dict()})
    return 0


def _read(path: Path, out: BinaryIO) -> None:
    with ChatFile(path) as file:
        for chat, messages in file:
            _send(out, {"chat": to_wire(chat), "messages": len(messages)})
            for piece in pieces(messages):
                _send_piece(out, piece, file.counted)
        _send(out, {"end": {"source": file.source, "left_out": in_words(file.counted)}})


def pieces(messages: tuple[ArchivedMessage, ...]) -> Iterator[tuple[ArchivedMessage, ...]]:
    """The messages in pieces that are stored quickly."""
    piece: list[ArchivedMessage] = []
    size = 0
    for message in messages:
        piece.append(message)
        size += len(message.text) + len(message.thinking) + sum(len(item.data) for item in message.attachments)
        if len(piece) == PIECE_MESSAGES or size > PIECE_CHARACTERS:
            yield tuple(piece)
            piece, size = [], 0
    if piece:
        yield tuple(piece)


def _send_piece(out: BinaryIO, piece: tuple[ArchivedMessage, ...], counted: Counter[LeftOut]) -> None:
    said: list[Any] = []
    sizes: list[int] = []
    data: list[bytes] = []
    for message in piece:
        files = _within(message.attachments)
        counted[LeftOut.LARGE] += len(message.attachments) - len(files)
        sizes += [len(item.data) for item in files]
        data += [item.data for item in files]
        said.append(to_wire(replace(message, attachments=tuple(replace(item, data=b"") for item in files))))
    _send(out, {"piece": said, "sizes": sizes}, b"".join(data))


def _within(files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """The first of them, as many as fit into one frame."""
    ends = accumulate(len(item.data) for item in files)
    return tuple(item for item, end in zip(files, ends, strict=True) if end <= MAX_FILES_BYTES)


def _send(out: BinaryIO, header: dict[str, Any], payload: bytes = b"") -> None:
    out.write(encode_frame(header, payload))
    out.flush()


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MEMORY_BYTES if hard < 0 else min(MEMORY_BYTES, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    sys.exit(run_reader(sys.argv[-1]))
