"""Names of files made from titles: readable, allowed on every system, each once. Pure."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
MAX_BYTES = 120


class NameBook:
    """Hands out names with one suffix; equal titles get numbers."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        """The last one of each title: an export may have thousands of one name."""

    def name(self, title: str) -> str:
        """A name that was not handed out before."""
        stem = file_stem(title)
        key = stem.casefold()
        number = self._numbers.get(key, 1)
        name = stem + self._suffix
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem} ({number}){self._suffix}"
        self._taken.add(name.casefold())
        self._numbers[key] = number
        return name


def file_stem(title: str) -> str:
    """A title as the name of a file, without suffix."""
    cleaned = " ".join(_FORBIDDEN.sub(" ", title).split()).strip(". ")
    cut = cleaned.encode("utf-8", "ignore")[:MAX_BYTES].decode("utf-8", "ignore").strip(". ")
    return f"_{cut}" if _RESERVED.match(cut) else cut or "Chat"
