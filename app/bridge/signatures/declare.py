"""How a command is declared."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from app.bridge.names import Caller

P = ParamSpec("P")
R = TypeVar("R")

LOCAL = frozenset({Caller.UI, Caller.CLI})


@dataclass(frozen=True, slots=True)
class Command:
    """What the registry knows about one signature."""

    name: str
    callers: frozenset[Caller]
    signature: Callable[..., Awaitable[Any]]


COMMANDS: dict[str, Command] = {}


def command(
    name: str, callers: frozenset[Caller] = LOCAL
) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    """Declare the decorated signature as the command `name`, callable by `callers` only."""

    def declare(signature: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        if name in COMMANDS:
            raise ValueError(f"command {name} is declared twice")
        COMMANDS[name] = Command(name, callers, signature)
        signature.__dict__["command_name"] = name
        return signature

    return declare
