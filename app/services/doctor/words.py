"""How figures and findings read."""

from __future__ import annotations

from datetime import datetime

from app.types.doctor import DoctorSection, Finding
from app.types.engines import CheckState

GB = 1_000_000_000
MB = 1_000_000


def size(count: int) -> str:
    """Bytes for people."""
    return f"{count / GB:,.1f} GB" if count >= GB else f"{count / MB:,.0f} MB"


def when(seconds: float) -> str:
    """A moment, in the time of this machine; what is no moment is said so."""
    try:
        return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
    except (OverflowError, OSError, ValueError):
        return "an unknown time"


def count_of(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 file" and "2 files"."""
    return f"{number:,} {one if number == 1 else many}"


def good(section: DoctorSection, name: str, text: str) -> Finding:
    """Nothing is wrong."""
    return Finding(section, name, CheckState.GOOD, text)


def warning(section: DoctorSection, name: str, text: str, hint: str = "") -> Finding:
    """It works, but should be looked at."""
    return Finding(section, name, CheckState.WARNING, text, hint)


def bad(section: DoctorSection, name: str, text: str, hint: str = "") -> Finding:
    """It does not work."""
    return Finding(section, name, CheckState.BAD, text, hint)


def unknown(section: DoctorSection, name: str, text: str, hint: str = "") -> Finding:
    """It cannot be looked at here."""
    return Finding(section, name, CheckState.UNKNOWN, text, hint)
