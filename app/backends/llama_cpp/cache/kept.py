"""When what was read of a conversation is put into a file and taken back: the rules over `states`.

Copying a state out happens between two steps of the engine and takes about as long as copying memory does; writing it
is the work of a thread of its own. Copies are made

- when a sequence is about to be lost to another conversation, and at the end;
- after an answer, once a conversation has grown by a quarter. So all copies of a growing chat together are at most
  five times its final size, and one is never a noticeable part of the time that reading took.

Pictures and sounds are not kept: a sequence with one in it is left alone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Protocol

from app.backends.llama_cpp.cache.prefix import common_prefix
from app.backends.llama_cpp.cache.states import Kept, StateStore
from app.backends.llama_cpp.prompting.prompt import Unit

_log = logging.getLogger(__name__)

MIN_TOKENS = 64
"""Fewer are read again."""
MIN_GROWTH = 256
"""Tokens by which a conversation grows before it is copied after an answer."""
GROWTH_SHARE = 0.25
MAX_STALL_S = 0.05
"""How long a copy may hold up other answers that run."""
MAX_KNOWN = 64
"""Conversations of which the tokens in the file are remembered; others are written anew."""
MAX_WRITES = 2
"""Copies that wait in memory for the disk."""
CLOSE_LIMIT_S = 3.0
"""What the disk gets at the end; less than the process does (`app.backends.worker.process`)."""
COPY_RATE = RESTORE_RATE = 1e9
"""Bytes per second, until they were measured."""


class StateAccess(Protocol):
    """The native context, as far as states go."""

    def state_size(self, sequence: int) -> int:
        """Bytes of a sequence's state."""
        ...

    def state_of(self, sequence: int) -> memoryview | None:
        """A copy of a sequence's state; None when the library does not give it."""
        ...

    def restore(self, sequence: int, data: bytearray | memoryview) -> bool:
        """Replace a sequence by a state; when it fails the sequence is empty."""
        ...


@dataclass(frozen=True, slots=True)
class _Write:
    """A copy on its way to the disk."""

    kept: Kept
    done: Future[bool]


class KeptStates:
    """Keeps and restores conversations of one context. Belongs to the engine's thread."""

    def __init__(
        self, store: StateStore, access: StateAccess, *, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._store = store
        self._access = access
        self._clock = clock
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="states")
        self._lock = threading.Lock()
        self._writes: dict[str, _Write] = {}
        self._known: dict[str, tuple[int, ...]] = {}
        """What the files hold, as far as it was seen here."""
        self._copy_rate = COPY_RATE
        self._restore_rate = RESTORE_RATE

    def before_read(
        self, conversation: str, prompt: Sequence[Unit], cached: int, sequence: int, tokens_per_s: float
    ) -> tuple[int, ...] | None:
        """Restore a conversation into `sequence`, if its file has more of the prompt than the `cached` tokens that some
        sequence has already, and if that is quicker than reading them.

        Returns what the sequence holds now (nothing, if the library refused), or None when nothing was touched.
        """
        wanted = tuple(prompt)

        def pays(tokens: tuple[int, ...], size: int) -> bool:
            gain = min(common_prefix(tokens, wanted), len(wanted) - 1) - cached
            return gain >= MIN_TOKENS and size / self._restore_rate < gain / max(tokens_per_s, 1e-9)

        started = self._clock()
        kept = self._waiting(conversation, pays) or self._store.find(conversation, pays)
        if kept is None:
            return None
        if not self._access.restore(sequence, kept.data):
            # Others may fill the cache just now. If it is the file, the end of this answer replaces it.
            _log.info("llama.cpp does not take a kept conversation back: %d tokens", len(kept.tokens))
            self._known.pop(conversation, None)
            return ()
        self._restore_rate = len(kept.data) / max(self._clock() - started, 1e-6)
        self._note(conversation, kept.tokens)
        return kept.tokens

    def after_answer(self, conversation: str, units: Sequence[Unit], sequence: int, *, others: bool) -> None:
        """An answer ended; `others` run. Copies the sequence if it has grown by enough."""
        known = self._known.get(conversation, ())
        if self._growth(units, known) >= max(MIN_GROWTH, int(len(known) * GROWTH_SHARE)):
            self._keep(conversation, units, sequence, others=others)

    def before_loss(self, conversation: str, units: Sequence[Unit], sequence: int, *, others: bool) -> None:
        """The sequence is about to hold something else: the last chance to copy it."""
        if self._growth(units, self._known.get(conversation, ())) >= MIN_TOKENS:
            self._keep(conversation, units, sequence, others=others)

    def flush(self) -> None:
        """Wait, within limits, for what is being written."""
        with self._lock:
            writes = [write.done for write in self._writes.values()]
        wait(writes, CLOSE_LIMIT_S)
        with self._lock:
            self._writes = {key: write for key, write in self._writes.items() if not write.done.done()}

    def close(self) -> None:
        """Wait, within limits, for what is being written; nothing is kept from then on."""
        self.flush()
        self._writer.shutdown(wait=False, cancel_futures=True)

    def _growth(self, units: Sequence[Unit], known: tuple[int, ...]) -> int:
        return len(units) - common_prefix(tuple(units), known)

    def _keep(self, conversation: str, units: Sequence[Unit], sequence: int, *, others: bool) -> None:
        tokens = tuple(unit for unit in units if isinstance(unit, int))
        if not conversation or len(tokens) != len(units) or len(self._writes) >= MAX_WRITES:
            return
        if others and self._access.state_size(sequence) / self._copy_rate > MAX_STALL_S:
            return  # the next answer's end may find a quieter moment
        started = self._clock()
        data = self._access.state_of(sequence)
        if data is None:
            return
        self._copy_rate = len(data) / max(self._clock() - started, 1e-6)
        self._write(conversation, Kept(tokens, data))

    def _write(self, conversation: str, kept: Kept) -> None:
        done = self._writer.submit(self._store.save, conversation, kept.tokens, kept.data)
        write = _Write(kept, done)
        with self._lock:
            self._writes[conversation] = write
        done.add_done_callback(lambda _: self._written(conversation, write))
        self._note(conversation, kept.tokens)

    def _note(self, conversation: str, tokens: tuple[int, ...]) -> None:
        self._known.pop(conversation, None)
        self._known[conversation] = tokens
        if len(self._known) > MAX_KNOWN:
            del self._known[next(iter(self._known))]

    def _written(self, conversation: str, write: _Write) -> None:
        """On the writer's thread: the copy is not needed in memory any more."""
        with self._lock:
            if self._writes.get(conversation) is write:
                del self._writes[conversation]

    def _waiting(self, conversation: str, pays: Callable[[tuple[int, ...], int], bool]) -> Kept | None:
        write = self._writes.get(conversation)
        return write.kept if write and pays(write.kept.tokens, len(write.kept.data)) else None
