"""The right to use one loaded model: an answer is streamed through it, and it recovers from a crash before the first
token.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from typing import Protocol, runtime_checkable

from app.errors import WorkerDied
from app.manager.access import Access, Request
from app.manager.slot import Instance
from app.manager.timers import Timers, limited
from app.types.generation import Delta, Finished, GenerateRequest, TextDelta
from app.types.models import BackendName

log = logging.getLogger(__name__)

STOP_LIMIT_S = 30.0
"""What an engine gets to stop an answer: one token, or on a slow machine one chunk of the prompt. Then its process is
ended."""


@runtime_checkable
class _Closable(Protocol):
    def aclose(self) -> Awaitable[None]: ...


class Lease:
    """A turn at one loaded model, as long as its `async with` block. Runs on the core's event loop."""

    def __init__(self, instance: Instance, request: Request, access: Access, timers: Timers) -> None:
        self._instance = instance
        self._request = request
        self._access = access
        self._timers = timers
        self._answers: list[AsyncGenerator[Delta, None]] = []

    @property
    def backend(self) -> BackendName:
        """The engine that has the model now; a crash before the first token may change it."""
        return self._instance.engine

    def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer. Leaving the lease's block, or closing the iterator, stops it.

        Raises:
            WorkerDied: `params["before_first_token"]` tells whether text had come; what came stays valid.
            PromptTooLong: With prompt_tokens and context_tokens.
        """
        answer = self._generate(request)
        self._answers.append(answer)
        return answer

    async def close(self) -> None:
        """Stop what still runs."""
        while self._answers:
            await self._answers.pop().aclose()

    async def _generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        started = False
        while True:
            instance = await self._ready()
            stream = instance.backend.generate(request)
            try:
                async for delta in stream:
                    started = started or isinstance(delta, TextDelta)
                    if isinstance(delta, Finished):
                        self._access.answered(self._request.slot, instance, delta.usage)
                    yield delta
            except WorkerDied as error:
                error.params["before_first_token"] = not started
                self._instance = await self._access.recover(self._request, instance, error, may_retry=not started)
            else:
                return
            finally:
                await self._stop(instance, stream)

    async def _ready(self) -> Instance:
        if self._instance.retired:  # the worker died while nobody asked anything of it
            self._instance = await self._access.ready(self._request)
        return self._instance

    async def _stop(self, instance: Instance, stream: AsyncIterator[Delta]) -> None:
        if not isinstance(stream, _Closable):
            return
        try:
            await limited(self._timers, STOP_LIMIT_S, _close(stream.aclose))
        except TimeoutError:
            self._access.stuck(self._request.slot, instance, "The engine did not stop when asked to, and was ended.")
        except Exception as exc:  # the answer is over either way
            log.info("closing an answer of %s ended in its own way: %s", instance.spec.model_id, exc)


async def _close(aclose: Callable[[], Awaitable[None]]) -> None:
    await aclose()
