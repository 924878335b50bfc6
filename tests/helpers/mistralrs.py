"""The program of mistral.rs for tests: where it is, and how to do without it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.backends.mistral_rs import finder
from app.backends.mistral_rs.programs import NAMES
from app.process import ROOT

BINARY_VARIABLE = "TEST_MISTRALRS"
"""Path of another program to test with; the tests hide everything that begins with TEKTRA_."""
_SCRIPT = ROOT / "packaging" / "engines.sh"


def mistralrs_binary() -> Path:
    """The program; skips the test where there is none."""
    named = os.environ.get(BINARY_VARIABLE)
    if not named:
        command = [str(_SCRIPT), "where", "mistralrs"]
        named = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    path = Path(named.strip())
    if not os.access(path, os.X_OK):
        pytest.skip("mistral.rs' program is not there; `make mistralrs` builds it (it needs Rust), then this runs")
    return path


@contextmanager
def no_program() -> Iterator[None]:
    """As on a computer without the program: the Python package takes its place."""
    with pytest.MonkeyPatch.context() as patch:
        folders = os.environ.get("PATH", "").split(os.pathsep)
        kept = [folder for folder in folders if not any(os.path.exists(os.path.join(folder, name)) for name in NAMES)]  # noqa: PTH110, PTH118
        patch.setenv("PATH", os.pathsep.join(kept))
        patch.setattr(finder, "extra_folders", tuple)
        yield
