"""What is wrong with the settings, in words: file, line, what was found and what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from app.types.settings import ConfigIssue

MAX_PER_FILE = 50
"""A file with more problems than this is not a settings file; the rest is counted."""


class ProblemList:
    """Collects the problems of one file or other source."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[ConfigIssue] = []
        self.keys: set[str] = set()
        """Of everything that was added, counted ones too."""
        self._more = 0

    def add(self, key: str, message: str, hint: str = "", line: int | None = None) -> None:
        """Add a problem, or only count it when there are too many."""
        self.keys.add(key)
        if len(self._found) < MAX_PER_FILE:
            self._found.append(ConfigIssue(self.file, line, key, message, hint))
        else:
            self._more += 1

    def add_unknown(self, key: str, known: Iterable[str], line: int | None = None, what: str = "setting") -> None:
        """Add a name that nobody reads, with the closest one that somebody does."""
        if len(self._found) >= MAX_PER_FILE:  # comparing names is slow
            self._more += 1
            return
        names = sorted(known)
        close = get_close_matches(key, names, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(names)}."
        self.add(key, f"There is no {what} {shorten(key)!r}.", hint, line)

    def all(self) -> tuple[ConfigIssue, ...]:
        """Everything that was added, in the file's order, and how many more there are."""
        found = sorted(self._found, key=lambda problem: problem.line or 0)
        if self._more:
            found.append(ConfigIssue(self.file, None, "", f"There are {self._more} more problems in this file."))
        return tuple(found)


def shorten(value: object, limit: int = 60) -> str:
    """A value as it may stand in a message of one line."""
    text = str(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
