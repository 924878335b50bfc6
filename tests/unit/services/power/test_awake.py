"""The computer stays awake while answers run, and no longer."""

from __future__ import annotations

import asyncio
import shutil
import sys

import pytest

from app.services.power.awake import (
    Awake,
    ChildInhibitor,
    Inhibitor,
    NoInhibitor,
    WindowsInhibitor,
    inhibitor,
)


class Lock:
    """An inhibitor that writes down what happens."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.log: list[str] = []

    async def take(self) -> None:
        self.log.append("take")
        if not self.works:
            raise OSError("no such thing")

    async def release(self) -> None:
        self.log.append("release")


class Answers:
    """How many run."""

    def __init__(self) -> None:
        self.count = 0
        self.wanted = True
        self.naps = asyncio.Event()
        self.asleep = 0

    async def nap(self, _seconds: float) -> None:
        self.asleep += 1
        await self.naps.wait()

    def awake(self, lock: Inhibitor) -> Awake:
        return Awake(lambda: self.count, lambda: self.wanted, lock, self.nap)


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_it_is_taken_once_for_answers_that_follow_each_other_and_given_back_after_the_last() -> None:
    answers, lock = Answers(), Lock()
    awake = answers.awake(lock)
    for count in (1, 2, 1, 0):
        answers.count = count
        awake.update()
        await settle()
    assert (lock.log, answers.asleep) == (["take"], 1)
    answers.count = 1  # the next one comes before the linger is over
    awake.update()
    answers.naps.set()
    await settle()
    assert lock.log == ["take"]
    answers.count = 0
    awake.update()
    await settle()
    assert lock.log == ["take", "release"]
    answers.count = 1
    awake.update()
    await settle()
    assert lock.log == ["take", "release", "take"]
    await awake.close()
    await awake.close()
    assert lock.log == ["take", "release", "take", "release"]


async def test_the_setting_counts_at_once() -> None:
    answers, lock = Answers(), Lock()
    awake = answers.awake(lock)
    answers.count, answers.wanted = 1, False
    awake.update()
    await settle()
    assert lock.log == []
    answers.wanted = True
    awake.update()
    await settle()
    answers.wanted = False
    awake.update()
    await settle()
    assert (lock.log, answers.asleep) == (["take", "release"], 0)


async def test_what_does_not_work_is_tried_once_and_harms_nothing() -> None:
    answers, lock = Answers(), Lock(works=False)
    awake = answers.awake(lock)
    answers.count = 1
    for _ in range(3):
        awake.update()
        await settle()
    assert lock.log == ["take", "release"]
    await awake.close()


async def test_a_program_holds_the_computer_as_long_as_it_reads_from_us() -> None:
    cat = shutil.which("cat")
    assert cat is not None
    child = ChildInhibitor((cat,))
    await child.take()
    process = child._child
    assert process is not None
    assert process.returncode is None
    await child.release()
    assert process.returncode == 0
    await child.release()


async def test_a_program_that_does_not_listen_is_killed() -> None:
    child = ChildInhibitor((sys.executable, "-c", "import time; time.sleep(60)"))
    await child.take()
    process = child._child
    await child.release()
    assert process is not None
    assert process.returncode == -9


async def test_each_system_has_its_way_and_one_without_says_so() -> None:
    assert isinstance(inhibitor("win32"), WindowsInhibitor)
    assert isinstance(inhibitor("darwin", lambda name: f"/bin/{name}"), ChildInhibitor)
    assert isinstance(inhibitor("linux", lambda name: f"/bin/{name}"), ChildInhibitor)
    nothing = inhibitor("linux", lambda _name: None)
    assert isinstance(nothing, NoInhibitor)
    with pytest.raises(OSError, match="no program"):
        await nothing.take()
    await nothing.release()
