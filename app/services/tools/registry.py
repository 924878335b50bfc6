"""What a tool is, which there are, and how one is run."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any, Protocol

from app.errors import AppError, InvalidInput
from app.types.generation import ToolSpec

log = logging.getLogger(__name__)

TIME_LIMIT_S = 30.0
MAX_RESULT = 100_000
"""Characters of a result that a model reads; the rest is cut off."""


class Tool(Protocol):
    """One tool. Its `run` may take its time, but never blocks the event loop."""

    @property
    def spec(self) -> ToolSpec:
        """Name, description and JSON schema, as a model reads them."""
        ...

    async def run(self, arguments: dict[str, Any]) -> str:
        """Do it; the result as the model reads it.

        Raises:
            AppError: It did not work; the model reads message and hint.
        """
        ...


class ToolFailed(Exception):
    """A call did not work; its text is for the model."""


class Toolbox:
    """The tools that chats may use, by name."""

    def __init__(self, tools: Iterable[Tool], time_limit_s: float = TIME_LIMIT_S) -> None:
        self._tools = {tool.spec.name: tool for tool in tools}
        self._time_limit_s = time_limit_s

    def specs(self, names: Iterable[str] | None = None) -> tuple[ToolSpec, ...]:
        """What a model is told of these tools, or of all; names of tools that are not there any more are left out."""
        wanted = list(self._tools) if names is None else [name for name in dict.fromkeys(names) if name in self._tools]
        return tuple(self._tools[name].spec for name in wanted)

    def require(self, name: str) -> ToolSpec:
        """The tool of this name.

        Raises:
            InvalidInput: There is none.
        """
        if name not in self._tools:
            known = ", ".join(sorted(self._tools))
            raise InvalidInput(f"There is no tool “{name}”.", hint=f"There are: {known}.", params={"name": name})
        return self._tools[name].spec

    async def run(self, name: str, arguments: str) -> str:
        """Run a tool with arguments as a model wrote them.

        Raises:
            ToolFailed: There is no such tool, the arguments are no JSON object, it took too long, or did not work.
        """
        tool, given = self._tools.get(name), read_arguments(arguments)
        if tool is None:
            raise ToolFailed(f"there is no tool “{name}”.")
        try:
            async with asyncio.timeout(self._time_limit_s):
                result = await tool.run(given)
        except TimeoutError:
            raise ToolFailed(f"the tool did not end within {self._time_limit_s:g} seconds.") from None
        except AppError as exc:
            raise ToolFailed(f"{exc.message} {exc.hint}".strip()) from exc
        except Exception as exc:  # a tool's bug must not end the answer; its words may be private
            log.error("the tool %s failed: %s", name, type(exc).__name__)
            raise ToolFailed("the tool has a bug and could not be used.") from exc
        return result if len(result) <= MAX_RESULT else f"{result[:MAX_RESULT]}\n… cut off: {len(result)} characters"


def read_arguments(text: str) -> dict[str, Any]:
    """The arguments of a call.

    Raises:
        ToolFailed: They are no JSON object.
    """
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        raise ToolFailed("the arguments are not valid JSON.") from None
    if not isinstance(found, dict):
        raise ToolFailed("the arguments are not a JSON object.")
    return found
