"""The core itself, its database, and what is known about this computer."""

from __future__ import annotations

from app.bridge.signatures.declare import command
from app.bridge.signatures.replies import StopReply
from app.types.doctor import DoctorReport, ShippedPart
from app.types.status import CoreStatus, StoreStatus


@command("doctor.run")
async def doctor_run() -> DoctorReport:
    """Look at engines, devices, memory, disk, models, settings, sound, camera and the last crash."""
    raise NotImplementedError


@command("doctor.report")
async def doctor_report() -> str:
    """What `doctor_run` found, as text for a bug report, without prompts, keys, names and home paths. Looks only where
    nobody has within the last minutes.
    """
    raise NotImplementedError


@command("about.parts")
async def about_parts() -> tuple[ShippedPart, ...]:
    """What Tektra is made of, with versions and licences."""
    raise NotImplementedError


@command("store.retry")
async def store_retry() -> StoreStatus:
    """Try to open the database again, after it was locked or the disk was full."""
    raise NotImplementedError


@command("store.restore_backup")
async def store_restore_backup() -> StoreStatus:
    """Put the newest good backup in place; today's database is kept aside."""
    raise NotImplementedError


@command("core.status")
async def core_status() -> CoreStatus:
    """The core, its workers and the database."""
    raise NotImplementedError


@command("core.stop")
async def core_stop(*, only_if_idle: bool = False, on_purpose: bool = True) -> StopReply:
    """End the core in order. `on_purpose=False` lets windows start a new one (used when another version takes over)."""
    raise NotImplementedError
