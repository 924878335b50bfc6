"""A job for engines that are tested without a process: collects what they emit."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from app.backends.worker.marker import Work
from app.errors import AppError
from app.types.generation import Delta, Finished, GenerateRequest, TextDelta


class ListJob:
    """A `Job` that keeps its deltas in a list."""

    def __init__(self, request: GenerateRequest, *, stopped: bool = False, stop_after: int | None = None) -> None:
        self.request = request
        self.deltas: list[Delta] = []
        self.ended = False
        self.error: AppError | None = None
        self._stopped = stopped
        self._stop_after = stop_after

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(delta.text for delta in self.deltas if isinstance(delta, TextDelta))

    @property
    def finished(self) -> Finished:
        """The last delta."""
        last = self.deltas[-1]
        assert isinstance(last, Finished)
        return last

    def cancel(self) -> None:
        self._stopped = True

    def stopped(self) -> bool:
        return self._stopped

    def emit(self, delta: Delta) -> None:
        assert not self.ended
        self.deltas.append(delta)
        if self._stop_after is not None and sum(isinstance(d, TextDelta) for d in self.deltas) >= self._stop_after:
            self._stopped = True

    def end(self, error: AppError | None = None) -> None:
        assert not self.ended
        self.ended = True
        self.error = error

    def alone(self, work: Work = Work.PROMPT) -> AbstractContextManager[None]:  # noqa: ARG002 (nothing dies here)
        return nullcontext()

    def wait(self, seconds: float) -> bool:
        assert self._stopped, f"a test without a process must not pause for {seconds} s"
        return True
