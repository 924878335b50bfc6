"""What was read of conversations, as files: one per conversation, under a budget, and only ever a cache.

A file holds the tokens, the library's own copy of their keys and values, and a fingerprint of everything that the copy
depends on. A file that is damaged, cut off, or of another model or build counts as none and is removed. Nothing here
knows the library: tokens and bytes in, files out.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import struct
import time
import zlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import EngineError, InvalidInput
from app.files import Buffer, write_atomically
from app.types.embeddings import StateInfo

_log = logging.getLogger(__name__)

FREE_SHARE = 0.1
"""Of the disk that would be free without the cache, how much it may take."""
STALE_S = 600.0
"""What a killed process left half written is removed after this long."""
_SUFFIX = ".state"
_MAGIC = b"TKSTATE1"
_HEAD = struct.Struct("<8s32sQQI")
"""Magic, fingerprint, tokens, bytes of data, checksum of both."""
_TOKEN_BYTES = 4
_DIGITS = 24
"""Of a digest in a file's name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it was read once."""

    tokens: tuple[int, ...]
    data: bytearray | memoryview


class Foreign(Exception):
    """A whole file, but of another model, context form or build."""


class Damaged(Exception):
    """Not a file of ours, or not whole any more."""


class _Unwanted(Exception):
    """Reading it would not pay."""


Check = Callable[[tuple[int, ...], int], None]
"""Sees the tokens and the bytes of data before these are read; raises what reading shall end with."""


def fingerprint(*facts: object) -> bytes:
    """32 bytes that stand for everything a state depends on.

    Not among it: the size of the window. A copy holds only the cells in use, each with its position, so it fits into
    any window with room for them.
    """
    return hashlib.sha256("\n".join(map(str, facts)).encode("utf-8", "surrogatepass")).digest()


def file_identity(path: str) -> tuple[str, int, int]:
    """Tells a file from others and from its later self."""
    info = Path(path).stat()
    return path, info.st_size, info.st_mtime_ns


def write_state(path: Path, mark: bytes, tokens: Sequence[int], data: Buffer) -> int:
    """Write one file whole; returns its bytes.

    Raises:
        OSError: It could not be written; an older file is unharmed.
    """
    packed = array("i", tokens).tobytes()
    head = _HEAD.pack(_MAGIC, mark, len(tokens), len(data), zlib.crc32(data, zlib.crc32(packed)))
    # A power cut may lose it: the checksum tells, and the tokens can be read again.
    write_atomically(path, (head, packed, data), durable=False)
    return len(head) + len(packed) + len(data)


def read_state(path: Path, mark: bytes, check: Check) -> Kept:
    """Read one file.

    Raises:
        Foreign: It belongs to another model, context form or build.
        Damaged: It is not a state, or not whole.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        count, size, checksum = _read_head(file, mark)
        packed = file.read(count * _TOKEN_BYTES)
        tokens = tuple(array("i", packed))
        check(tokens, size)
        data = bytearray(size)
        got = file.readinto(data)
    if got != size or zlib.crc32(data, zlib.crc32(packed)) != checksum:
        raise Damaged("the checksum is wrong")
    return Kept(tokens, data)


def _read_head(file: BinaryIO, mark: bytes) -> tuple[int, int, int]:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(_MAGIC):
        raise Damaged("it does not begin like a state")
    _, wrote, count, size, checksum = _HEAD.unpack(head)
    if os.fstat(file.fileno()).st_size != _HEAD.size + count * _TOKEN_BYTES + size or not count:
        raise Damaged("it has another length than it says")
    if wrote != mark:
        raise Foreign
    return count, size, checksum


class StateStore:
    """The folder of kept conversations of one loaded model, which `model` tells from others: a chat that changes models
    finds what each of them has read. `save` may run on a thread of its own, one at a time.
    """

    def __init__(
        self,
        folder: Path,
        max_bytes: int,
        mark: bytes,
        *,
        model: str = "",
        free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._mark = mark
        self._model = model
        self._free_bytes = free_bytes
        self._now = now

    def save(self, conversation: str, tokens: Sequence[int], data: Buffer) -> bool:
        """Keep a conversation, letting go of those that were not used for longest; False when it found no place.

        A full or broken disk is logged and otherwise silent: what cannot be kept is read again.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._file(conversation)
            if not self._make_room(path, _HEAD.size + len(tokens) * _TOKEN_BYTES + len(data)):
                return False
            write_state(path, self._mark, tokens, data)
            self._used(path)
        except OSError as exc:
            _log.warning("what was read of a conversation could not be kept: %s", exc)
            return False
        return True

    def find(self, conversation: str, worth: Callable[[tuple[int, ...], int], bool]) -> Kept | None:
        """What is kept of a conversation, if `worth(tokens, bytes of data)` says so."""
        path = self._file(conversation)

        def check(tokens: tuple[int, ...], size: int) -> None:
            if not worth(tokens, size):
                raise _Unwanted

        try:
            kept = read_state(path, self._mark, check)
            self._used(path)
        except (FileNotFoundError, _Unwanted):
            return None
        except (Foreign, Damaged) as exc:
            _log.info("a kept conversation is removed: %s", str(exc) or "it belongs to another model or build")
            self.forget(conversation)
            return None
        except (OSError, MemoryError) as exc:
            _log.warning("a kept conversation cannot be read: %s", exc)
            return None
        return kept

    def forget(self, conversation: str) -> None:
        """Remove what is kept of a conversation."""
        with suppress(OSError):
            self._file(conversation).unlink()

    def _file(self, conversation: str) -> Path:
        return state_file(self._folder, conversation, self._model)

    def _used(self, path: Path) -> None:
        now = self._now()
        os.utime(path, (now, now))

    def _make_room(self, path: Path, size: int) -> bool:
        """Whether a file of this size may be written now; removes the longest unused ones for it.

        The file that it replaces counts as gone: two are there for a moment only.
        """
        files = self._files()
        used = sum(have for _, have, _ in files)
        limit = min(self._max_bytes, int((self._free_bytes(self._folder) + used) * FREE_SHARE))
        if size > limit:
            return False
        others = sorted(file for file in files if file[2] != path)
        too_much = sum(have for _, have, _ in others) + size - limit
        for _, have, file in others:
            if too_much <= 0:
                break
            with suppress(FileNotFoundError):
                file.unlink()
            too_much -= have
        return True

    def _files(self) -> list[tuple[float, int, Path]]:
        """When last used, bytes, path; removes what killed processes left."""
        found = []
        for entry in os.scandir(self._folder):
            with suppress(OSError):
                info = entry.stat(follow_symlinks=False)
                if entry.name.endswith(_SUFFIX):
                    found.append((info.st_mtime, info.st_size, Path(entry.path)))
                elif self._now() - info.st_mtime > STALE_S and entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink()
        return found


def state_file(folder: Path, conversation: str, model: str = "") -> Path:
    """Where a conversation is kept: keys may hold anything, names of files may not. All files of a conversation begin
    alike, so that they can be found without knowing the models.
    """
    both = _digest(f"{model}\n{conversation}")
    return folder / f"{_digest(conversation)}{both}{_SUFFIX}"


def state_files(folder: Path) -> list[Path]:
    """Everything that is kept of conversations."""
    return [*folder.glob(f"*{_SUFFIX}")]


def forget_conversation(folder: Path, conversation: str) -> None:
    """Remove what any model keeps of a conversation."""
    for path in folder.glob(f"{_digest(conversation)}*{_SUFFIX}"):
        with suppress(OSError):
            path.unlink()


def forget_others(files: Iterable[Path], conversations: Iterable[str]) -> None:
    """Remove those of these files that belong to none of these conversations."""
    known = {_digest(conversation) for conversation in conversations}
    for path in files:
        if path.name[:_DIGITS] not in known:
            with suppress(OSError):
                path.unlink()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def export_state(path: str, mark: bytes, tokens: Sequence[int], data: Buffer) -> StateInfo:
    """Write a state where a person wants it.

    Raises:
        EngineError: It cannot be written there.
        InvalidInput: The path is no place for a file.
    """
    file = _usable(path)
    if not file.parent.is_dir():  # a mistyped folder is not made
        raise InvalidInput("The folder for the file does not exist.", hint="Choose another place.", detail=path)
    try:
        if not _may_replace(file):
            hint = "Choose another name; only saved states are replaced."
            raise InvalidInput("There is something else in that place.", hint=hint, detail=path)
        return StateInfo(len(tokens), write_state(file, mark, tokens, data))
    except OSError as exc:
        hint = "Choose another place, or make room on the disk."
        raise EngineError("The file cannot be written.", hint=hint, detail=f"{path}: {exc}") from exc


def _may_replace(file: Path) -> bool:
    """Nothing is there, or an earlier state."""
    if not file.exists():
        return True
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(len(_MAGIC)) in (_MAGIC, b"")


def import_state(path: str, mark: bytes, max_tokens: int, max_bytes: int) -> Kept:
    """Read a state that a person kept.

    Raises:
        InvalidInput: It is damaged, belongs to another model, context form or build, or holds too much.
    """

    def check(tokens: tuple[int, ...], size: int) -> None:
        if len(tokens) > max_tokens:
            raise InvalidInput(
                f"The file holds {len(tokens):,} tokens; the model's window has {max_tokens:,}.",
                hint="Load the model with a larger context window.",
                params={"tokens": len(tokens), "context_tokens": max_tokens},
            )
        if size > max_bytes:
            message = f"The file holds {size:,} bytes; there is memory for {max_bytes:,}."
            raise InvalidInput(message, hint="Close other programs, then try again.", params={"bytes": size})

    try:
        return read_state(_usable(path), mark, check)
    except Foreign as exc:
        hint = "Load the model that it was made with, with the same settings."
        raise InvalidInput("The file belongs to another model, setting or build.", hint=hint, detail=path) from exc
    except Damaged as exc:
        hint = "Choose a file that was saved with Tektra."
        raise InvalidInput("The file is damaged or not a saved state.", hint=hint, detail=f"{path}: {exc}") from exc
    except (OSError, MemoryError) as exc:
        hint = "Check that it is there and that you may read it."
        raise InvalidInput("The file cannot be read.", hint=hint, detail=f"{path}: {exc}") from exc


def _usable(path: str) -> Path:
    if not path or "\0" in path or not Path(path).is_absolute():
        raise InvalidInput("That is not a usable path.", hint="Use an absolute path of a file.", detail=repr(path))
    return Path(path)
