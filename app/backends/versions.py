"""Versions of packages as numbers. Pure."""

from __future__ import annotations


def release(version: str) -> tuple[int, ...]:
    """The release numbers of a version: "0.3.36+cpu" is (0, 3, 36)."""
    numbers = []
    for part in version.split("+", maxsplit=1)[0].split("."):
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)
