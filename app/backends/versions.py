"""Python packages that may be missing: whether one is there, in which version, and its numbers.

To find that out takes some tenths of a millisecond, and every choice of an engine asks several times. So an answer
holds until something is installed or removed in one of the folders that packages come from.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib import metadata, util

_REMEMBERED = 32
_Moments = tuple[tuple[str, int], ...]
"""Folders that packages come from, and when something came to each, or went."""


def installed_version(package: str) -> str | None:
    """The version of a package; None where it is missing, or installed only in part."""
    return _read_version(package, _moments())


def is_importable(module: str) -> bool:
    """Whether a module could be imported; it is not imported for that."""
    return _look_for(module, _moments())


@lru_cache(maxsize=_REMEMBERED)
def _read_version(package: str, _at: _Moments) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@lru_cache(maxsize=_REMEMBERED)
def _look_for(module: str, _at: _Moments) -> bool:
    return util.find_spec(module) is not None


def _moments() -> _Moments:
    return tuple(map(_moment, sys.path))


def _moment(folder: str) -> tuple[str, int]:
    """When something came to a folder, or went."""
    try:
        return folder, os.stat(folder or ".").st_mtime_ns  # noqa: PTH116 (five times as quick as Path.stat)
    except (OSError, ValueError):
        return folder, 0


def release(version: str) -> tuple[int, ...]:
    """The release numbers of a version: "0.3.36+cpu" is (0, 3, 36)."""
    numbers = []
    for part in version.split("+", maxsplit=1)[0].split("."):
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)
