"""What this machine has: cores, memory, processor features. Every figure may be injected, so that tests need none.

Numbers are what this process may use, not what the board carries: CPU affinity and control groups count.
"""

from __future__ import annotations

import hashlib
import os
import platform
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")
_CGROUP_ROOT = Path("/sys/fs/cgroup")
_NO_LIMIT = 1 << 60
"""Version 1 control groups write a huge number for "no limit"."""
_CPUINFO_KEYS = ("vendor_id", "cpu family", "model", "model name", "stepping", "flags", "Features")


def cpu_count(cgroup: Path = _CGROUP_ROOT) -> int:
    """Cores that this process may use: affinity and the control group's quota count; at least 1."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _cpu_quota(cgroup)
    return count if quota is None else max(1, min(count, round(quota)))


def default_threads(cores: int | None = None) -> int:
    """Threads for an engine: all cores but one, which the window keeps; at least 1."""
    return max(1, (cpu_count() if cores is None else cores) - 1)


def memory_total(cgroup: Path = _CGROUP_ROOT) -> int:
    """Bytes of memory that this process may use at most."""
    import psutil

    return min(int(psutil.virtual_memory().total), _memory_limit(cgroup))


def memory_available(cgroup: Path = _CGROUP_ROOT) -> int:
    """Bytes of memory that this process and its children may still take without anything being swapped out."""
    import psutil

    available, limit = int(psutil.virtual_memory().available), _memory_limit(cgroup)
    return available if limit >= _NO_LIMIT else max(0, min(available, limit - _memory_used(cgroup)))


def on_battery() -> bool:
    """Whether this machine runs on its battery now; False where it has none or does not say."""
    import psutil

    try:
        battery = psutil.sensors_battery()
    except (AttributeError, OSError, RuntimeError, ValueError):  # not on every system, and drivers write odd things
        return False
    return battery is not None and battery.power_plugged is False


def booted_at() -> float:
    """When this computer was started, in seconds since the epoch."""
    import psutil

    return float(psutil.boot_time())


def remembered(
    ask: Callable[[], bool], seconds: float, clock: Callable[[], float] = time.monotonic
) -> Callable[[], bool]:
    """The same answer for some seconds, for questions that cost something."""
    known: tuple[float, bool] | None = None

    def answer() -> bool:
        nonlocal known
        if known is None or clock() - known[0] >= seconds:
            known = (clock(), ask())
        return known[1]

    return answer


def has_amx(cpuinfo: str | None = None) -> bool:
    """Whether the processor has AMX tiles, on which a stock llama.cpp build crashes."""
    return "amx_tile" in _cpu_facts(_read_cpuinfo() if cpuinfo is None else cpuinfo).get("flags", "").split()


def machine_fingerprint(cpuinfo: str | None = None, machine: str | None = None) -> str:
    """A short stable hash of processor, its features and the platform: what decides whether a build crashes here."""
    facts = _cpu_facts(_read_cpuinfo() if cpuinfo is None else cpuinfo)
    parts = [machine or f"{platform.system()} {platform.machine()}"]
    for key in _CPUINFO_KEYS:
        value = facts.get(key, "")
        # Kernels list flags in different orders.
        parts.append(" ".join(sorted(value.split())) if key in ("flags", "Features") else value)
    if not facts:
        parts.append(platform.processor())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def _read_cpuinfo() -> str:
    try:
        return _CPUINFO.read_text("utf-8", "replace")
    except OSError:
        return ""


def _cpu_facts(cpuinfo: str) -> dict[str, str]:
    """The fields of the first processor; big machines list hundreds, all alike."""
    facts: dict[str, str] = {}
    for line in cpuinfo.splitlines():
        if not line.strip():
            if facts:
                break
            continue
        key, _, value = line.partition(":")
        if key.strip() in _CPUINFO_KEYS:
            facts[key.strip()] = value.strip()
    return facts


def _cpu_quota(cgroup: Path) -> float | None:
    """Cores that the control group grants, from either version of its interface; None without a limit."""
    both = _read_words(cgroup / "cpu.max")
    if not both:
        both = [*_read_words(cgroup / "cpu/cpu.cfs_quota_us"), *_read_words(cgroup / "cpu/cpu.cfs_period_us")]
    try:
        quota, period = (int(word) for word in both)
    except ValueError:  # "max 100000", or the files are not there
        return None
    return quota / period if quota > 0 and period > 0 else None


def _memory_limit(cgroup: Path) -> int:
    words = _read_words(cgroup / "memory.max") or _read_words(cgroup / "memory/memory.limit_in_bytes")
    return int(words[0]) if words and words[0].isdecimal() else _NO_LIMIT


def _memory_used(cgroup: Path) -> int:
    """What the control group holds and would not give back by itself: without cached files that nobody uses now."""
    words = _read_words(cgroup / "memory.current") or _read_words(cgroup / "memory/memory.usage_in_bytes")
    facts = _read_words(cgroup / "memory.stat") or _read_words(cgroup / "memory/memory.stat")
    used = int(words[0]) if words and words[0].isdecimal() else 0
    cached = dict(zip(facts[::2], facts[1::2], strict=False)).get("inactive_file", "0")
    return max(0, used - int(cached)) if cached.isdecimal() else used


def _read_words(path: Path) -> list[str]:
    try:
        return path.read_text("ascii", "replace").split()
    except OSError:
        return []
