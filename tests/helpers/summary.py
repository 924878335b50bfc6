"""Adds up the JUnit files of several pytest runs: `python -m tests.helpers.summary FILE…`.

No test at all is an error.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Count:
    """How many tests did what."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def count(path: Path) -> Count:
    """The tests that one JUnit file of pytest reports."""
    total = Count()
    for suite in ET.parse(path).getroot().iter("testsuite"):  # noqa: S314 - pytest wrote it a moment ago
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        total += Count(max(tests - failed - skipped, 0), failed, skipped)
    return total


def main(argv: list[str]) -> int:
    """The command line: one line for each run, then the sum; 1 when a test failed or none ran."""
    total = Count()
    for path in map(Path, argv):
        found = count(path)
        sys.stdout.write(f"{path.stem + ':':8} {found}\n")
        total += found
    sys.stdout.write(f"{total}\n")
    return 0 if total.passed and not total.failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
