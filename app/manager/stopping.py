"""Ending a stream before its end: politely, within a limit."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol, runtime_checkable

from app.manager.timers import Timers, limited
from app.types.generation import Delta

log = logging.getLogger(__name__)

STOP_LIMIT_S = 30.0
"""What an engine gets to stop an answer: one token, or on a slow machine one chunk of the prompt. Then its process is
ended."""


@runtime_checkable
class _Closable(Protocol):
    def aclose(self) -> Awaitable[None]: ...


async def stop_stream(stream: AsyncIterator[Delta], timers: Timers) -> bool:
    """Close a stream; whether the engine has stopped. Never raises: the answer is over either way."""
    if not isinstance(stream, _Closable):
        return True
    try:
        await limited(timers, STOP_LIMIT_S, _close(stream.aclose))
    except TimeoutError:
        return False
    except Exception as exc:
        log.info("closing a stream ended in its own way: %s", exc)
    return True


async def _close(aclose: Callable[[], Awaitable[None]]) -> None:
    await aclose()
