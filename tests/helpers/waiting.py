"""Waiting for conditions of other processes, with a deadline. Inside one process wait on its signals or events."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

T = TypeVar("T")

DEFAULT_TIMEOUT = 45.0
"""Seconds; generous, because it is only used up when something is broken."""
_POLL = 0.02


def wait_until(condition: Callable[[], T], timeout: float = DEFAULT_TIMEOUT, what: str = "the condition") -> T:
    """Poll until `condition()` is true and return its value; fail the test by name after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= deadline:
            _give_up(what, timeout)
        time.sleep(_POLL)


async def wait_until_async(
    condition: Callable[[], T], seconds: float = DEFAULT_TIMEOUT, what: str = "the condition"
) -> T:
    """The same on an event loop, which goes on running meanwhile."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= deadline:
            _give_up(what, seconds)
        await asyncio.sleep(_POLL)


def _give_up(what: str, seconds: float) -> NoReturn:
    pytest.fail(f"waited {seconds:g} s for {what}, in vain")


def listens(path: Path) -> bool:
    """Whether somebody listens at a Unix socket, which has its name a moment earlier."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0
