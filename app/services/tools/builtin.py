"""Two small tools that show how one is made. They touch nothing outside of this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.services.tools.registry import Tool
from app.types.generation import ToolSpec


def local_now() -> datetime:
    """The time here, with its distance from UTC."""
    return datetime.now().astimezone()


class EchoTool:
    """Gives back what it is given; for trying tools out."""

    spec = ToolSpec(
        "echo",
        "Returns its arguments unchanged. Useful only for testing.",
        '{"type":"object","properties":{"text":{"type":"string","description":"Any text."}}}',
    )

    async def run(self, arguments: dict[str, Any]) -> str:
        """The text, or all arguments as JSON where there is more than that."""
        text = arguments.get("text")
        return text if isinstance(text, str) and len(arguments) == 1 else json.dumps(arguments, ensure_ascii=False)


class TimeTool:
    """Tells the date and the time of this computer."""

    spec = ToolSpec("time", "Tells today's date, the weekday and the local time of this computer.")

    def __init__(self, now: Callable[[], datetime] = local_now) -> None:
        self._now = now

    async def run(self, arguments: dict[str, Any]) -> str:  # noqa: ARG002 (it takes none)
        """As 2026-01-31 13:45:00 +0100, Saturday."""
        return self._now().strftime("%Y-%m-%d %H:%M:%S %z, %A")


def builtin_tools() -> tuple[Tool, ...]:
    """All of them."""
    return EchoTool(), TimeTool()
