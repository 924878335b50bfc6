"""Where in a TOML text a key stands: line numbers that tomli's parsed values no longer have.

Runs on texts that tomli has accepted, so it need not judge them. Inline tables and the items of a list are not told
apart: they have the line of the key that holds them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]
"""Names, and the index after an array of tables: ("models", 0, "id")."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_ASSIGN = re.compile(rf"({_KEY})[ \t]*=")
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_KEY})[ \t]*\]\]?")
_PARTS = re.compile(_PART)
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?!")'
    r"|'''.*?'''(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{}\n]",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class KeyLines:
    """The line of every key and table of one text, counted from 1."""

    lines: dict[KeyPath, int]

    def line_of(self, *path: str | int) -> int:
        """The line of a key, or of the nearest thing that holds it; 1 when nothing does."""
        for length in range(len(path), 0, -1):
            found = self.lines.get(path[:length])
            if found is not None:
                return found
        return 1


@dataclass(frozen=True, slots=True)
class Statement:
    """A header or an assignment, as it stands in a text."""

    path: KeyPath
    """Of the table, or of the assigned key."""
    table: KeyPath
    """The table whose header stands above it; its own for a header."""
    names: tuple[str, ...]
    """As they are written here: of a dotted key the parts."""
    is_header: bool
    start: int
    """Where its first character is."""
    end: int
    """Behind the line on which it ends, with that line's comment."""


def statements(text: str) -> Iterator[Statement]:
    """Every header and assignment, in order."""
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    at = 0
    while True:
        at = _end(_SPACE.match(text, at), at)
        if header := _HEADER.match(text, at):
            names = _names(header[2])
            table = _resolve(names, counts, is_array=header[1] == "[[")
            end = _skip_value(text, header.end())
            yield Statement(table, table, tuple(names), is_header=True, start=at, end=end)
        elif assign := _ASSIGN.match(text, at):
            names = _names(assign[1])
            end = _skip_value(text, assign.end())
            yield Statement((*table, *names), table, tuple(names), is_header=False, start=at, end=end)
        else:
            return
        at = end


def locate_keys(text: str) -> KeyLines:
    """Find the line of every key and table header."""
    newlines = [match.start() for match in re.finditer("\n", text)]
    lines: dict[KeyPath, int] = {}
    for found in statements(text):
        line = bisect_right(newlines, found.start - 1) + 1
        above = len(found.path) if found.is_header else len(found.table) + 1
        for length in range(above, len(found.path) + 1):
            lines.setdefault(found.path[:length], line)
    return KeyLines(lines)


def _end(match: re.Match[str] | None, default: int) -> int:
    return default if match is None else match.end()


def _names(key: str) -> list[str]:
    return [_unquote(part) for part in _PARTS.findall(key)]


def _unquote(part: str) -> str:
    import tomli

    return str(tomli.loads(f"k = {part}")["k"]) if part[0] in "\"'" else part


def _resolve(names: list[str], counts: dict[KeyPath, int], *, is_array: bool) -> KeyPath:
    """The path of a header; inside an array of tables it belongs to the array's newest table."""
    path: KeyPath = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if is_array and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _skip_value(text: str, at: int) -> int:
    """The end of the line on which a value ends; strings, comments and brackets hide line ends."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        mark = token[0]
        if mark == "\n" and depth <= 0:
            return token.end()
        depth += (mark in ("[", "{")) - (mark in ("]", "}"))
    return len(text)
