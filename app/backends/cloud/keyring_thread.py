"""The one thread that talks with the system's keyring.

A keyring that asks the person to unlock it waits for ever, and so does whoever asked it. In the pool that the rest of
the core uses, a few such calls would leave no thread for anything else, and keep the core from ending.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

KEYRING_S = 20.0
"""What the keyring gets for an answer."""


class KeyringThread:
    """Runs one call at a time in a daemon thread, which ends when there is no more to do. `run` belongs to an event
    loop; the rest may be used in any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._since: float | None = None
        """When the call that runs now began."""

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Let the keyring do something. What nobody waits for any more is not begun.

        Raises:
            TimeoutError: It does not answer; at once where an earlier call has shown that.
        """
        async with asyncio.timeout(KEYRING_S):  # wait_for can lose a cancellation before Python 3.12
            return await asyncio.wrap_future(self._submit(partial(work, *args, **kwargs)))

    def _submit(self, call: Callable[[], R]) -> Future[R]:
        future: Future[R] = Future()
        with self._lock:
            if self._since is not None and time.monotonic() - self._since > KEYRING_S:
                raise TimeoutError
            self._waiting.append((future, call))
            if self._since is None:
                self._since = time.monotonic()
                threading.Thread(target=self._work, name="keyring", daemon=True).start()
        return future

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._since = None
                    return
                self._since = time.monotonic()
                future, call = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = call()
            except BaseException as exc:
                future.set_exception(exc)
            else:
                future.set_result(result)


_KEYRING = KeyringThread()
"""A system has one keyring, whoever in the core asks it."""


async def in_keyring(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """See `KeyringThread.run`.

    Raises:
        TimeoutError: The keyring does not answer.
    """
    return await _KEYRING.run(work, *args, **kwargs)
