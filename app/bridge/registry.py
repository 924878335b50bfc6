"""Binds handlers to signatures and dispatches calls: the one place that checks callers and arguments, measures and
logs.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, TypeVar

from app.bridge.calls import command_name, decode_arguments, encode_result
from app.bridge.names import Caller
from app.bridge.signatures import COMMANDS
from app.errors import AppError, Unsupported, internal_error

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
Handler = Callable[..., Awaitable[Any]]


class CommandRegistry:
    """The core's commands. Runs on the core's event loop."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def bind(self, signature: Callable[P, Awaitable[R]], handler: Callable[P, Awaitable[R]]) -> None:
        """Let `handler` answer the command that `signature` declares; twice is a bug."""
        name = command_name(signature)
        if name in self._handlers:
            raise ValueError(f"command {name} is bound twice")
        self._handlers[name] = handler

    def missing(self) -> list[str]:
        """Declared commands that nobody answers."""
        return sorted(set(COMMANDS) - set(self._handlers))

    async def dispatch(self, name: str, arguments: dict[str, Any], caller: Caller) -> Any:
        """Run a command that came in as JSON and return its result as JSON.

        Raises:
            AppError: From the handler, or because the name, the caller or an argument is wrong. Anything else is
            logged and raised as `InternalError`.
        """
        started = time.perf_counter()
        try:
            handler = self._handler(name, caller)
            result = await handler(**decode_arguments(name, arguments))
            return encode_result(name, result)
        except AppError as exc:
            log.info("command %s refused: %s", name, exc.code)
            raise
        except Exception as exc:
            log.exception("command %s failed", name)
            raise internal_error(exc) from exc
        finally:
            log.debug("command %s took %.1f ms", name, 1000 * (time.perf_counter() - started))

    def _handler(self, name: str, caller: Caller) -> Handler:
        declared = COMMANDS.get(name)
        if declared is None or caller not in declared.callers:
            raise Unsupported(
                f"There is no command {name!r} here.", hint="The window and the core may be of different versions."
            )
        handler = self._handlers.get(name)
        if handler is None:
            raise Unsupported(f"The command {name!r} is not available now.")
        return handler
