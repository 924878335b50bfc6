"""The script of the echo engine: what it should pretend, from a prompt's first line or from the load options. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.backends.echo.text import SAMPLE
from app.errors import InvalidInput
from app.types.messages import ToolCall

Value = str | int | float | bool

DIRECTIVE = "/echo"
CALL = "/tool"
THEN = "/then"
MAX_TOKENS = 1_000_000
MAX_SECONDS = 3600.0
MAX_RATE = 1_000_000.0
SIGNALS = ("SEGV", "KILL", "ABRT", "ILL", "BUS", "FPE", "TERM")


@dataclass(frozen=True, slots=True)
class Script:
    """What to pretend; see the package's docstring for the meaning of each word."""

    tokens: int | None = None
    rate: float = 0.0
    read_s: float = 0.0
    hang: bool = False
    hang_after: int | None = None
    deaf: bool = False
    fail: str = ""
    fail_after: int | None = None
    crash: bool = False
    crash_after: int | None = None
    signal: str = "SEGV"
    load_s: float = 0.0
    load_fail: str = ""
    load_crash: bool = False


def parse_prompt(text: str, defaults: Script) -> tuple[Script, str]:
    """Split a prompt into its script and the text to echo: the lines below the directive, or the sample.

    Raises:
        InvalidInput: A word of the directive line is unknown or its value cannot be used.
    """
    head, _, body = text.partition("\n")
    words = head.split()
    if not words or words[0] != DIRECTIVE:
        return defaults, text
    values: dict[str, Value] = {}
    for word in words[1:]:
        key, has_value, value = word.partition("=")
        values[key] = value if has_value else True
    if isinstance(values.get("fail"), str):
        values["fail"] = str(values["fail"]).replace("_", " ")
    return _with(defaults, values, forbidden=("load_s", "load_fail", "load_crash")), body or SAMPLE


def parse_calls(text: str, results: Sequence[str]) -> tuple[str, tuple[ToolCall, ...]]:
    """What to say next, and which tools to call then, given the results of the calls before.

    Args:
        text: The text to echo, with its lines `/tool` and `/then`.
        results: What the calls returned so far.
    """
    said, rounds = _read_calls(text)
    done = 0
    for calls in rounds:
        if done == len(results):
            return (said if not done else ""), calls
        done += len(calls)
    return ("\n".join(results) if rounds else said), ()


def _read_calls(text: str) -> tuple[str, list[tuple[ToolCall, ...]]]:
    said: list[str] = []
    rounds: list[list[ToolCall]] = [[]]
    count = 0
    for line in text.splitlines(keepends=True):
        word, _, rest = line.strip().partition(" ")
        if word == THEN:
            rounds.append([])
        elif word == CALL:
            name, _, arguments = rest.strip().partition(" ")
            rounds[-1].append(ToolCall(name, arguments.strip(), f"echo{count:05d}"))
            count += 1
        elif not count:
            said.append(line)
    return "".join(said), [tuple(calls) for calls in rounds if calls]


def parse_options(options: Mapping[str, Value]) -> Script:
    """The script of a whole life of the worker, from the load options.

    Raises:
        InvalidInput: An option is unknown or its value cannot be used.
    """
    return _with(Script(), options)


def _with(script: Script, values: Mapping[str, Value], forbidden: tuple[str, ...] = ()) -> Script:
    changes: dict[str, Any] = {}
    for key, value in values.items():
        reader = _READERS.get(key)
        if reader is None or key in forbidden:
            known = ", ".join(sorted(set(_READERS) - set(forbidden)))
            raise InvalidInput(f"The echo engine does not know “{key}”.", hint=f"It knows {known}.")
        try:
            changes[key] = reader(value)
        except ValueError as exc:
            raise InvalidInput(f"The echo engine cannot use {key}={value}.", hint=f"{exc}") from exc
    return replace(script, **changes)


def _count(value: Value) -> int:
    number = int(value)
    if not 0 <= number <= MAX_TOKENS:
        raise ValueError(f"Use a whole number from 0 to {MAX_TOKENS}.")
    return number


def _up_to(limit: float) -> Callable[[Value], float]:
    def read(value: Value) -> float:
        number = float(value)
        if not 0 <= number <= limit:
            raise ValueError(f"Use a number from 0 to {limit:g}.")
        return number

    return read


def _switch(value: Value) -> bool:
    if value is True or value in ("1", "true", "yes"):
        return True
    if value is False or value in ("0", "false", "no"):
        return False
    raise ValueError("It takes no value.")


def _message(value: Value) -> str:
    return "The echo engine was told to fail." if value is True else str(value)


def _signal(value: Value) -> str:
    name = str(value).upper().removeprefix("SIG")
    if name not in SIGNALS:
        raise ValueError(f"Use one of {', '.join(SIGNALS)}.")
    return name


_READERS: dict[str, Callable[[Value], Value]] = {
    "tokens": _count,
    "rate": _up_to(MAX_RATE),
    "read_s": _up_to(MAX_SECONDS),
    "hang": _switch,
    "hang_after": _count,
    "deaf": _switch,
    "fail": _message,
    "fail_after": _count,
    "crash": _switch,
    "crash_after": _count,
    "signal": _signal,
    "load_s": _up_to(MAX_SECONDS),
    "load_fail": _message,
    "load_crash": _switch,
}
