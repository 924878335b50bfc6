"""Requests to one worker: numbers them, hands replies and deltas to whoever waits, and errors when the worker ends."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from app.backends.worker.process import WorkerEnd
from app.backends.worker.protocol import Op
from app.errors import AppError, error_from_dict
from app.types.generation import Delta, GenerateRequest, Priority, TextDelta, ThinkingDelta, ToolCallDelta
from app.wire import from_wire, to_wire

_WRITTEN = (TextDelta, ThinkingDelta, ToolCallDelta)


@dataclass(frozen=True, slots=True)
class _Done:
    """The last item of a request."""

    result: Any = None
    error: AppError | None = None


@dataclass(slots=True)
class _Pending:
    """A request that the worker has not finished yet."""

    id: int
    op: Op
    draft: bool = False
    """It is read ahead: nobody waits for it."""
    items: asyncio.Queue[Delta | _Done] = field(default_factory=asyncio.Queue)
    wrote: bool = False
    """Something of the answer has come."""

    async def done(self) -> _Done:
        """Skip what is left and return the end."""
        while not isinstance(item := await self.items.get(), _Done):
            pass
        return item


class Calls:
    """The requests to one worker process. Belongs to the event loop."""

    def __init__(self, write: Callable[[dict[str, Any]], None]) -> None:
        self._write = write
        self._ids = itertools.count(1)
        self._pending: dict[int, _Pending] = {}
        self._end: WorkerEnd | None = None

    @property
    def answering(self) -> int:
        """Answers that the worker has not finished yet, also those that nobody waits for any more; drafts are none."""
        return sum(pending.op is Op.GENERATE and not pending.draft for pending in self._pending.values())

    async def call(self, op: Op, **args: Any) -> Any:
        """One request, one reply.

        Raises:
            AppError: What the worker answered, or `WorkerDied`.
        """
        with self._request(op, args, draft=False) as pending:
            return _result(await pending.done())

    async def stream(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """One answer. Closing the generator cancels the request and returns when the worker has stopped.

        Raises:
            AppError: What the worker answered, or `WorkerDied`.
        """
        draft = request.priority is Priority.DRAFT
        with self._request(Op.GENERATE, {"request": to_wire(request)}, draft=draft) as pending:
            try:
                while not isinstance(item := await pending.items.get(), _Done):
                    yield item
            except GeneratorExit:
                self._cancel(pending)
                await pending.done()
                raise
        _result(item)

    def receive(self, header: dict[str, Any]) -> None:
        """Take one frame of the worker.

        Raises:
            Exception: It has not the form of an answer.
        """
        call_id = header["id"]
        if "deltas" in header:
            deltas = from_wire(tuple[Delta, ...], header["deltas"])
            if pending := self._pending.get(call_id):
                for delta in deltas:
                    pending.wrote = pending.wrote or isinstance(delta, _WRITTEN)
                    pending.items.put_nowait(delta)
            return
        done = _Done(error=error_from_dict(header["error"])) if "error" in header else _Done(header["result"])
        if pending := self._pending.pop(call_id, None):
            pending.items.put_nowait(done)

    def end(self, end: WorkerEnd) -> None:
        """The worker is gone: everybody who waits, and who will, gets to know why."""
        self._end = end
        for pending in self._pending.values():
            pending.items.put_nowait(_Done(error=end.error(pending.id, before_first_token=not pending.wrote)))
        self._pending.clear()

    @contextmanager
    def _request(self, op: Op, args: dict[str, Any], *, draft: bool) -> Iterator[_Pending]:
        if self._end:
            raise self._end.error(before_first_token=True)
        call_id = next(self._ids)
        self._write({"op": op, "id": call_id, **args})
        pending = self._pending[call_id] = _Pending(call_id, op, draft)
        try:
            yield pending
        finally:
            self._cancel(pending)

    def _cancel(self, pending: _Pending) -> None:
        """Tell the worker that nobody waits any more; the entry stays until it confirms."""
        if pending.id in self._pending:
            self._write({"op": Op.CANCEL, "id": pending.id})


def _result(done: _Done) -> Any:
    if done.error:
        raise done.error
    return done.result
