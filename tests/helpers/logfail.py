"""Unexpected warnings in the log fail a test: it declares the records that it provokes."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field

import pytest

WATCHED = ("app", "asyncio")
"""Loggers under watch. Not the root: `configure_logging` replaces what hangs there."""


@dataclass(slots=True)
class _Expectation:
    level: int
    pattern: re.Pattern[str]
    required: bool
    met: int = 0


@dataclass(slots=True)
class ExpectedLogs:
    """What one test expects in the log from WARNING upwards."""

    _expected: list[_Expectation] = field(default_factory=list)

    def expect(self, pattern: str, level: int = logging.WARNING) -> None:
        """Say that a record of this level whose text matches the pattern will come, once or more."""
        self._expected.append(_Expectation(level, re.compile(pattern), required=True))

    def allow(self, pattern: str, level: int = logging.WARNING) -> None:
        """Say that such a record may come; for a fixture around many tests that provoke it on their way."""
        self._expected.append(_Expectation(level, re.compile(pattern), required=False))

    def accepts(self, record: logging.LogRecord) -> bool:
        """Whether a record was declared; it counts as met."""
        for expected in self._expected:
            if expected.level == record.levelno and expected.pattern.search(record.getMessage()):
                expected.met += 1
                return True
        return False

    def unmet(self) -> list[str]:
        """Expected records that never came."""
        return [expected.pattern.pattern for expected in self._expected if expected.required and not expected.met]


class LogWatch(logging.Handler):
    """Collects records from WARNING upwards, from any thread, while it is attached."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record for the end of the test."""
        self.records.append(record)

    def attach(self) -> None:
        """Start to listen."""
        for name in WATCHED:
            logging.getLogger(name).addHandler(self)

    def detach(self) -> None:
        """Stop listening."""
        for name in WATCHED:
            logging.getLogger(name).removeHandler(self)

    def check(self, expected: ExpectedLogs) -> None:
        """Fail the test for a record that was not declared, and for a declared one that never came."""
        surprises = [_line(record) for record in self.records if not expected.accepts(record)]
        if surprises:
            pytest.fail("unexpected in the log:\n  " + "\n  ".join(surprises), pytrace=False)
        if missing := expected.unmet():
            pytest.fail("expected in the log, but it never came: " + ", ".join(missing), pytrace=False)


def _line(record: logging.LogRecord) -> str:
    text = f"{record.levelname} {record.name}: {record.getMessage()}"
    if record.exc_info and record.exc_info[1] is not None:
        text += f" ({type(record.exc_info[1]).__name__}: {record.exc_info[1]})"
    return text
