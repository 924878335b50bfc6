"""Prompts that take long to make are made on a thread of their own, so that running answers need not wait for them.

Splitting two megabytes of text into tokens takes half a second, and a large picture as long to decode; the library lets
go of the interpreter meanwhile. One thread is enough: what is most urgent, then what came first, is made next.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.backends.worker.marker import Work
from app.backends.worker.mishaps import as_app_error
from app.backends.worker.protocol import Job
from app.errors import AppError

LONG_TEXT = 20_000
"""Characters that take about a hundredth of a second; shorter prompts are made at once."""
PAUSE_S = 0.02
"""How long a step waits for a prompt where nothing else is to be done; a request that comes meanwhile waits, too."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False)
class Wanted(Generic[Made]):
    """A job whose prompt is to be made."""

    job: Job
    began: float
    make: Callable[[], Made]
    """Makes the prompt, on the helper's thread: it must not touch the job."""
    then: Callable[[Made], None]
    """Takes the prompt in, on the engine's thread."""


class Preparing:
    """The jobs whose prompts are being made. Belongs to the engine's thread; `close` before the model is freed."""

    def __init__(self) -> None:
        self._helper = ThreadPoolExecutor(1, thread_name_prefix="prompts")
        self._waiting: list[Wanted[Any]] = []
        self._current: tuple[Wanted[Any], Future[Any]] | None = None

    @property
    def busy(self) -> bool:
        """Whether somebody waits for a prompt."""
        return bool(self._waiting or self._current)

    def add(self, wanted: Wanted[Any]) -> None:
        """Let a prompt be made."""
        self._waiting.append(wanted)
        self._begin()

    def step(self, *, idle: bool) -> None:
        """Take in the prompt that is ready, and begin with the next one.

        Args:
            idle: The engine has nothing else to do: wait a moment for the prompt, rather than ask again at once.
        """
        self._let_go()
        self._begin()
        if self._current is None:
            return
        wanted, future = self._current
        if idle:
            wait((future,), timeout=PAUSE_S)
        if not future.done():
            return
        self._current = None
        self._begin()
        try:
            with wanted.job.alone(Work.PROMPT):
                wanted.then(future.result())
        except Exception as exc:
            wanted.job.end(as_app_error(exc))

    def end_all(self, error: AppError | None) -> None:
        """End every job that waits for its prompt."""
        for wanted in self._all():
            self._drop(wanted, error)

    def close(self) -> None:
        """Wait for the thread to end; jobs have ended before. Twice is once."""
        self._helper.shutdown(cancel_futures=True)

    def _all(self) -> list[Wanted[Any]]:
        return [*self._waiting, *([self._current[0]] if self._current else [])]

    def _begin(self) -> None:
        if self._current is None and self._waiting:
            wanted = min(self._waiting, key=lambda waiting: (waiting.job.request.priority, waiting.began))
            self._waiting.remove(wanted)
            self._current = wanted, self._helper.submit(wanted.make)

    def _let_go(self) -> None:
        """Nobody waits for some of them any more."""
        for wanted in self._all():
            if wanted.job.stopped():
                self._drop(wanted, None)

    def _drop(self, wanted: Wanted[Any], error: AppError | None) -> None:
        """What is being made cannot be interrupted; nobody looks at it then."""
        if self._current and wanted is self._current[0]:
            self._current[1].cancel()
            self._current = None
        else:
            self._waiting.remove(wanted)
        wanted.job.end(error)
