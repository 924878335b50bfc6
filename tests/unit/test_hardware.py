"""Figures about the machine, from injected texts and folders."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import hardware

GIB = 1024**3
XEON = """processor\t: 0
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 143
model name\t: Intel(R) Xeon(R) Platinum 8481C
cpu MHz\t\t: 2700.000
flags\t\t: fpu avx512f amx_bf16 amx_tile amx_int8

processor\t: 1
model name\t: something else
flags\t\t: fpu
"""


def test_amx_is_read_from_the_flags() -> None:
    assert hardware.has_amx(XEON)
    assert not hardware.has_amx(XEON.replace("amx_tile", "avx_vnni"))
    assert not hardware.has_amx("model name : amx_tile\nflags : fpu\n")
    assert not hardware.has_amx("")


def test_fingerprint_is_stable_and_tells_machines_apart() -> None:
    first = hardware.machine_fingerprint(XEON, "Linux x86_64")
    assert len(first) == 16
    faster = XEON.replace("2700.000", "3100.000")
    shuffled = XEON.replace("fpu avx512f amx_bf16", "amx_bf16 fpu avx512f")
    assert hardware.machine_fingerprint(faster, "Linux x86_64") == first
    assert hardware.machine_fingerprint(shuffled, "Linux x86_64") == first
    assert hardware.machine_fingerprint(XEON.replace("amx_tile", "x"), "Linux x86_64") != first
    assert hardware.machine_fingerprint(XEON, "Linux aarch64") != first
    assert hardware.machine_fingerprint() == hardware.machine_fingerprint()


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (8, 7)])
def test_default_threads_leave_a_core(cores: int, threads: int) -> None:
    assert hardware.default_threads(cores) == threads


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 16),
        ({"cpu.max": "max 100000\n"}, 16),
        ({"cpu.max": "250000 100000\n"}, 2),
        ({"cpu.max": "10000 100000\n"}, 1),
        ({"cpu.max": "3200000 100000\n"}, 16),
        ({"cpu.max": "rubbish"}, 16),
        ({"cpu/cpu.cfs_quota_us": "400000", "cpu/cpu.cfs_period_us": "100000"}, 4),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, 16),
    ],
)
def test_cores_follow_affinity_and_quota(
    files: dict[str, str], expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    _write(tmp_path, files)
    assert hardware.cpu_count(tmp_path) == expected


@pytest.mark.parametrize("prefix", ["new", "old"])
def test_memory_follows_the_control_group(prefix: str, tmp_path: Path) -> None:
    limit = "memory.max" if prefix == "new" else "memory/memory.limit_in_bytes"
    _write(tmp_path, {limit: str(GIB // 4)})
    assert hardware.memory_total(tmp_path) == GIB // 4


@pytest.mark.parametrize("text", ["max", str(2**63 - 4096), ""])
def test_memory_without_a_limit_is_the_machines(text: str, tmp_path: Path) -> None:
    _write(tmp_path, {"memory.max": text})
    assert 0 < hardware.memory_total(tmp_path) < 2**60


@pytest.mark.parametrize("prefix", ["new", "old"])
def test_available_memory_follows_the_control_group(prefix: str, tmp_path: Path) -> None:
    names = {"new": ("memory.max", "memory.current", "memory.stat")}.get(
        prefix, ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat")
    )
    mib = 1024 * 1024
    stat = f"anon 5\ninactive_file {10 * mib}\nactive_file 7\n"
    _write(tmp_path, dict(zip(names, (str(64 * mib), str(40 * mib), stat), strict=True)))
    assert hardware.memory_available(tmp_path) == 34 * mib
    _write(tmp_path, {names[1]: str(200 * mib)})
    assert hardware.memory_available(tmp_path) == 0


@pytest.mark.parametrize("files", [{}, {"memory.max": "max", "memory.current": "?", "memory.stat": "inactive_file ?"}])
def test_available_memory_without_a_limit_is_the_machines(files: dict[str, str], tmp_path: Path) -> None:
    _write(tmp_path, files)
    assert 0 < hardware.memory_available(tmp_path) <= hardware.memory_total(tmp_path)


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@dataclass
class Battery:
    power_plugged: bool | None


@pytest.mark.parametrize(
    ("battery", "expected"),
    [
        (None, False),
        (Battery(power_plugged=None), False),
        (Battery(power_plugged=True), False),
        (Battery(power_plugged=False), True),
    ],
)
def test_on_battery_only_where_that_is_certain(
    monkeypatch: pytest.MonkeyPatch, battery: Battery | None, expected: bool
) -> None:
    monkeypatch.setattr("psutil.sensors_battery", lambda: battery, raising=False)
    assert hardware.on_battery() is expected


def test_a_machine_that_cannot_tell_is_not_on_battery(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("odd driver")

    monkeypatch.setattr("psutil.sensors_battery", broken, raising=False)
    assert not hardware.on_battery()
    monkeypatch.delattr("psutil.sensors_battery")
    assert not hardware.on_battery()


def test_an_answer_is_remembered_for_some_seconds() -> None:
    now, said = 0.0, [True, False]
    ask = hardware.remembered(lambda: said.pop(0), 10, lambda: now)
    assert ask()
    now = 9.9
    assert ask()
    now = 10.0
    assert not ask()
