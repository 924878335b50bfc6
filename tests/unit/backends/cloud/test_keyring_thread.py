"""The thread of the keyring: one call at a time, and one that hangs keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from app.backends.cloud import keyring_thread
from app.backends.cloud.keyring_thread import KeyringThread, in_keyring
from app.process import own_environment

EXITS = """
import asyncio, threading
from app.backends.cloud import keyring_thread
keyring_thread.KEYRING_S = 0.05
async def main():
    try:
        await keyring_thread.in_keyring(threading.Event().wait)
    except TimeoutError:
        print("silent")
asyncio.run(main())
"""


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A keyring that hangs until this is set."""
    monkeypatch.setattr(keyring_thread, "KEYRING_S", 0.05)
    event = threading.Event()
    yield event
    event.set()


def keyring_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "keyring"]


async def test_calls_are_made_one_after_the_other_in_one_thread() -> None:
    thread, running, seen = KeyringThread(), [0], set[str]()

    def work(number: int) -> int:
        running[0] += 1
        assert running[0] == 1
        seen.add(threading.current_thread().name)
        running[0] -= 1
        return number

    assert await asyncio.gather(*(thread.run(work, number) for number in range(20))) == list(range(20))
    assert seen == {"keyring"}


async def test_what_a_call_raises_is_raised_and_the_next_one_runs() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_keyring(divmod, 1, 0)
    assert await in_keyring(divmod, 7, 2) == (3, 1)


async def test_a_keyring_that_hangs_takes_one_thread_and_comes_back(unlocked: threading.Event) -> None:
    thread, made = KeyringThread(), list[int]()
    before = len(keyring_threads())

    def work(number: int) -> None:
        unlocked.wait()
        made.append(number)

    for number in range(8):
        with pytest.raises(TimeoutError):
            await thread.run(work, number)
    assert len(keyring_threads()) == before + 1
    unlocked.set()
    while made != [0]:  # noqa: ASYNC110 - a thread of its own gets there
        await asyncio.sleep(0.001)
    while len(keyring_threads()) > before:  # noqa: ASYNC110 - see above
        await asyncio.sleep(0.001)
    assert await thread.run(divmod, 7, 2) == (3, 1)
    assert made == [0], "what nobody waited for any more was done"


async def test_a_keyring_that_is_known_to_hang_refuses_at_once(
    unlocked: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = KeyringThread()
    with pytest.raises(TimeoutError):
        await thread.run(unlocked.wait)
    monkeypatch.setattr(keyring_thread, "KEYRING_S", 600.0)
    thread._since = -1e9
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(30):
            await thread.run(divmod, 7, 2)
    assert not thread._waiting


def test_a_keyring_that_hangs_does_not_keep_the_core_from_ending() -> None:
    command = [sys.executable, "-P", "-c", EXITS]
    run = subprocess.run(command, env=own_environment(), capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "silent\n"
