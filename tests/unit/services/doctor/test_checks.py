"""A check that hangs or raises becomes one line with the reason, and hides none of the others."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

from app.errors import EngineUnavailable
from app.services.doctor.checks import Check, Findings, in_thread, run_checks
from app.services.doctor.words import good
from app.types.doctor import DoctorSection
from app.types.engines import CheckState

FINE = good(DoctorSection.CORE, "Core", "fine")


async def fine() -> Findings:
    return (FINE,)


async def hangs() -> Findings:
    await asyncio.Event().wait()
    return ()


async def cannot_be_stopped() -> Findings:
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if cannot_be_stopped_ends.is_set():
                raise


cannot_be_stopped_ends = threading.Event()


async def raises() -> Findings:
    raise ZeroDivisionError("a bug")


async def refuses() -> Findings:
    raise EngineUnavailable("It does not answer.", hint="Start it.")


async def is_cancelled() -> Findings:
    raise asyncio.CancelledError


async def test_each_check_stands_for_itself() -> None:
    section = DoctorSection
    found = await run_checks(
        [
            Check(section.SOUND, "Sound", hangs, 0.01),
            Check(section.CAMERA, "Cameras", raises),
            Check(section.ENGINES, "Engines", refuses),
            Check(section.DISK, "Disk", is_cancelled),
            Check(section.CORE, "Core", fine),
        ]
    )
    assert [finding.section for finding in found] == [
        section.CORE,
        section.ENGINES,
        section.DISK,
        section.SOUND,
        section.CAMERA,
    ]
    by_name = {finding.name: finding for finding in found}
    assert by_name["Core"] == FINE
    assert {by_name[name].state for name in ("Sound", "Cameras", "Engines", "Disk")} == {CheckState.UNKNOWN}
    assert "no reply within" in by_name["Sound"].text
    assert "ZeroDivisionError: a bug" in by_name["Cameras"].text
    assert (by_name["Engines"].text, by_name["Engines"].hint) == ("It does not answer.", "Start it.")


async def test_a_check_that_ignores_being_stopped_keeps_nobody_waiting() -> None:
    cannot_be_stopped_ends.clear()
    found = await run_checks([Check(DoctorSection.SOUND, "Sound", cannot_be_stopped, 0.01)])
    assert found[0].state is CheckState.UNKNOWN
    cannot_be_stopped_ends.set()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()


async def test_a_thread_that_hangs_is_left_behind_and_keeps_nothing_from_ending() -> None:
    let_go = threading.Event()
    started = threading.Event()

    def stuck() -> Findings:
        started.set()
        let_go.wait()
        return (FINE,)

    found = await run_checks([Check(DoctorSection.CORE, "Core", partial(in_thread, stuck), 0.05)])
    assert found[0].state is CheckState.UNKNOWN
    assert started.is_set()
    left = [thread for thread in threading.enumerate() if thread.name == "doctor"]
    assert all(thread.daemon for thread in left)
    let_go.set()
    for thread in left:
        await asyncio.to_thread(thread.join)


async def test_what_a_thread_raises_comes_back() -> None:
    def wrong() -> Findings:
        raise OSError("no such disk")

    found = await run_checks([Check(DoctorSection.DISK, "Disk", partial(in_thread, wrong))])
    assert "no such disk" in found[0].text


def test_a_thread_whose_loop_has_ended_dies_quietly() -> None:
    let_go = threading.Event()

    async def leave() -> None:
        waiting = asyncio.ensure_future(in_thread(let_go.wait))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(leave())
    threads = [thread for thread in threading.enumerate() if thread.name == "doctor"]
    let_go.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
