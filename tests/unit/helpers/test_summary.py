"""The sum of several test runs, which CI prints last."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.summary import main

SUITE = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def files(tmp_path: Path, *suites: tuple[int, int, int, int]) -> list[str]:
    """One JUnit file for each run: tests, failures, errors, skipped."""
    paths = [tmp_path / f"run{number}.xml" for number in range(len(suites))]
    for path, suite in zip(paths, suites, strict=True):
        path.write_text(SUITE.format(*suite), "utf-8")
    return [str(path) for path in paths]


def test_runs_are_added_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(files(tmp_path, (10, 0, 0, 1), (5, 0, 0, 0))) == 0
    assert capsys.readouterr().out.splitlines() == [
        "run0:    9 passed, 0 failed, 1 skipped",
        "run1:    5 passed, 0 failed, 0 skipped",
        "14 passed, 0 failed, 1 skipped",
    ]


@pytest.mark.parametrize("suite", [(3, 1, 0, 0), (3, 0, 1, 0), (0, 0, 0, 0), (2, 0, 0, 2)])
def test_a_failure_and_a_run_without_tests_are_errors(tmp_path: Path, suite: tuple[int, int, int, int]) -> None:
    assert main(files(tmp_path, suite)) == 1
