"""Calls as JSON: names, arguments and results of declared commands. Both sides of the bridge use it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from app.bridge.signatures import COMMANDS
from app.errors import InvalidInput
from app.wire import from_wire, to_wire


def command_name(signature: Callable[..., Any]) -> str:
    """The name under which a signature was declared."""
    return str(signature.__dict__["command_name"])


@cache
def type_hints(name: str) -> dict[str, Any]:
    """The declared types of a command's arguments, and of its result under "return"."""
    return get_type_hints(COMMANDS[name].signature)


def encode_result(name: str, result: Any) -> Any:
    """The JSON-able form of a handler's result."""
    return to_wire(result, type_hints(name)["return"])


def decode_result(name: str, data: Any) -> Any:
    """The declared result type from JSON."""
    return from_wire(type_hints(name)["return"], data)


def encode_arguments(signature: Callable[..., Any], arguments: dict[str, Any]) -> dict[str, Any]:
    """JSON-able arguments of a call; the signature's types decide the form."""
    hints = type_hints(command_name(signature))
    return {key: to_wire(value, hints[key]) for key, value in arguments.items()}


def decode_arguments(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Typed arguments from JSON.

    Raises:
        InvalidInput: An argument is unknown, missing or of the wrong type; the message names command and argument.
    """
    signature = COMMANDS[name].signature
    hints = type_hints(name)
    parameters = inspect.signature(signature).parameters
    unknown = sorted(set(arguments) - set(parameters))
    if unknown:
        raise InvalidInput(
            f"{name} has no argument {unknown[0]!r}.", hint=f"It takes: {', '.join(parameters) or 'none'}."
        )
    decoded: dict[str, Any] = {}
    for key, parameter in parameters.items():
        if key in arguments:
            try:
                decoded[key] = from_wire(hints[key], arguments[key])
            except InvalidInput as exc:
                raise InvalidInput(f"{name}: the argument {key!r} is wrong.", detail=exc.detail) from exc
        elif parameter.default is inspect.Parameter.empty:
            raise InvalidInput(f"{name} needs the argument {key!r}.")
    return decoded
