"""What is wrong with the settings, in words: file, line, what was found and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MAX_PER_FILE = 50
"""A file with more problems than this is not a settings file; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One thing that is wrong; the value it names was not used."""

    file: str
    """A path, or "environment"."""
    line: int | None
    key: str
    """The dotted key or the variable's name; "" when the whole file is meant."""
    message: str
    """One sentence: what is wrong."""
    allowed: str = ""
    """What would be right, or what to do."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}{' ' + self.allowed if self.allowed else ''}"


class ProblemList:
    """Collects the problems of one file or other source."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[ConfigProblem] = []
        self._more = 0

    def add(self, key: str, message: str, allowed: str = "", line: int | None = None) -> None:
        """Add a problem, or only count it when there are too many."""
        if len(self._found) < MAX_PER_FILE:
            self._found.append(ConfigProblem(self.file, line, key, message, allowed))
        else:
            self._more += 1

    def add_unknown(self, key: str, known: Iterable[str], line: int | None = None, what: str = "setting") -> None:
        """Add a name that nobody reads, with the closest one that somebody does."""
        if len(self._found) >= MAX_PER_FILE:  # comparing names is slow
            self._more += 1
            return
        names = sorted(known)
        close = get_close_matches(key, names, n=1)
        allowed = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(names)}."
        self.add(key, f"There is no {what} {shorten(key)!r}.", allowed, line)

    def all(self) -> tuple[ConfigProblem, ...]:
        """Everything that was added, in the file's order, and how many more there are."""
        found = sorted(self._found, key=lambda problem: problem.line or 0)
        if self._more:
            found.append(ConfigProblem(self.file, None, "", f"There are {self._more} more problems in this file."))
        return tuple(found)


def shorten(value: object, limit: int = 60) -> str:
    """A value as it may stand in a message of one line."""
    text = str(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
