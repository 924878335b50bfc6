"""Runs checks beside each other: one that raises, or does not come back in time, hides none of the others."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from app.errors import AppError
from app.types.doctor import DoctorSection, Finding
from app.types.engines import CheckState

log = logging.getLogger(__name__)

T = TypeVar("T")
LIMIT_S = 5.0

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at; `name` stands in the report where it fails."""

    section: DoctorSection
    name: str
    look: Callable[[], Awaitable[Findings]]
    limit_s: float = LIMIT_S


async def run_checks(checks: Iterable[Check]) -> Findings:
    """What all checks found, in the order of the sections. Returns when the last one has ended or run out of time."""
    found = await asyncio.gather(*(_run(check) for check in checks))
    order = list(DoctorSection)
    flat = [finding for findings in found for finding in findings]
    return tuple(sorted(flat, key=lambda finding: order.index(finding.section)))


async def in_thread(look: Callable[[], T]) -> T:
    """Run what blocks in a thread of its own. A thread that hangs is left behind: it keeps no core from ending."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(put: Callable[[], None]) -> None:
        if not future.done():
            put()

    def run() -> None:
        put: Callable[[], None]
        try:
            put = partial(future.set_result, look())
        except BaseException as exc:
            put = partial(future.set_exception, exc)
        with suppress(RuntimeError):  # the loop ended meanwhile: nobody waits
            loop.call_soon_threadsafe(settle, put)

    threading.Thread(target=run, name="doctor", daemon=True).start()
    return await future


async def _run(check: Check) -> Findings:
    task = asyncio.ensure_future(check.look())
    try:
        done, _ = await asyncio.wait([task], timeout=check.limit_s)
    finally:
        task.cancel()
    if not done:
        return (_unknown(check, f"It could not be looked at: there was no reply within {check.limit_s:.0f} s."),)
    try:
        return task.result()
    except AppError as exc:
        return (_unknown(check, exc.message, exc.hint),)
    except (Exception, asyncio.CancelledError) as exc:
        log.info("the check %s failed", check.name, exc_info=exc)
        return (_unknown(check, f"It could not be looked at: {type(exc).__name__}: {exc}"),)


def _unknown(check: Check, text: str, hint: str = "") -> Finding:
    return Finding(check.section, check.name, CheckState.UNKNOWN, text, hint)
