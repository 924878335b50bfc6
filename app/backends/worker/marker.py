"""A few bytes of memory that a worker shares with the core: what it works at, for whom, and that it still moves.

When the process dies, or hangs in native code, the bytes stay, and the core reads from them which request is to blame
and what it was about. Written at every step of the engine, so a mark costs a fraction of a microsecond.

The memory is an unnamed file that the worker inherits as a file descriptor. Where descriptors cannot be inherited
(Windows), the handle of a file mapping takes the place of the number on the worker's command line.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from dataclasses import dataclass
from enum import IntEnum
from types import TracebackType

_FOR_WHOM, _STEPS = 0, 1
"""Two aligned 64-bit words: who and what in one, so that it changes as a whole; and the count of steps."""
_BYTES = 16
_WORK_BITS = 8
NO_JOB = 0


class Work(IntEnum):
    """What an engine is doing."""

    NOTHING = 0
    STARTING = 1
    LOADING = 2
    COMPUTING = 3
    """One step for all answers together."""
    PROMPT = 4
    """A template, tokens: a prompt in the making."""
    SAMPLING = 5
    """The choice of a token, grammars and constraints included."""
    MEDIA = 6
    SPECULATION = 7
    EMBEDDING = 8
    STATE = 9
    """Keeping or restoring what was read of a conversation."""


WORDS = {
    Work.NOTHING: "",
    Work.STARTING: "while it was starting",
    Work.LOADING: "while it was loading the model",
    Work.COMPUTING: "while it was computing",
    Work.PROMPT: "while it was preparing a prompt",
    Work.SAMPLING: "while it was choosing the next word",
    Work.MEDIA: "while it was reading a picture or a sound",
    Work.SPECULATION: "while it was guessing ahead",
    Work.EMBEDDING: "while it was computing embeddings",
    Work.STATE: "while it was keeping or restoring a conversation",
}
"""How it reads after "it crashed"."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the memory said at one moment."""

    job: int = NO_JOB
    """The id of the request that the engine works for alone; 0 when it works for several or for none."""
    work: Work = Work.NOTHING
    steps: int = 0
    """Grows as long as the engine moves."""


class Marker:
    """The shared memory, in either process: `create` is the core's, the worker is given the number."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._memory = mmap.mmap(fd, _BYTES)
        self._words = memoryview(self._memory).cast("Q")

    @classmethod
    def create(cls) -> Marker:
        """Fresh memory that belongs to no file name; the caller closes it."""
        fd = _unnamed_file()
        os.ftruncate(fd, _BYTES)
        return cls(fd)

    @property
    def fd(self) -> int:
        """What the worker inherits."""
        return self._fd

    def close(self) -> None:
        """Give the memory back, once everything was read."""
        self._words.release()
        self._memory.close()
        os.close(self._fd)

    def read(self) -> Mark:
        """What was marked last, by whichever process. Nonsense, which a crash may write, reads as nothing known."""
        job, work = divmod(self._words[_FOR_WHOM], 1 << _WORK_BITS)
        return Mark(job, Work(work) if work in WORDS else Work.NOTHING, self._words[_STEPS])

    def step(self) -> None:
        """The engine has come round once more."""
        self._words[_STEPS] += 1

    def at(self, work: Work, job: int = NO_JOB) -> Marked:
        """For a `with` block in which the engine does this, for one request only if there is one.

        The result may be kept and entered often; blocks may stand inside each other.
        """
        return Marked(self._words, job << _WORK_BITS | work)


class Marked:
    """A `with` block that is marked in shared memory."""

    __slots__ = ("_before", "_mark", "_words")

    def __init__(self, words: memoryview[int], mark: int) -> None:
        self._words = words
        self._mark = mark
        self._before: list[int] = []

    def __enter__(self) -> None:
        self._before.append(self._words[_FOR_WHOM])
        self._words[_FOR_WHOM] = self._mark

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._words[_FOR_WHOM] = self._before.pop()


def _unnamed_file() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("tektra-marker", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile(prefix="tektra-marker-") as file:
        return os.dup(file.fileno())
