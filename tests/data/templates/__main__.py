"""Writes the golden files again, after a change that is meant: `python -m tests.data.templates`."""

from __future__ import annotations

from tests.unit.backends.test_template import DATA, NAMES, golden

for name in NAMES:
    (DATA / f"{name}.txt").write_text(golden(name), "utf-8")
