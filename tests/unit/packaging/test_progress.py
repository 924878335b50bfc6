"""What setup.sh shows of pip's output."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.process import ROOT


@pytest.fixture(scope="module")
def progress() -> ModuleType:
    """packaging/progress.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("tektra_progress", ROOT / "packaging" / "progress.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Terminal(io.StringIO):
    """An output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


PIP = """\
Collecting llama-cpp-python>=0.3.36
  Downloading llama_cpp_python-0.3.36.tar.gz (76.6 MB)
  Downloading typing_extensions-4.16.0-py3-none-any.whl (45 kB)
  Installing collected packages: scikit-build-core
  Building wheel for llama-cpp-python (pyproject.toml): started
  [1/200] /usr/bin/g++ -O3
  [2/200] /usr/bin/g++ -O3
  [100/200] /usr/bin/g++ -O3
  [101/200] /usr/bin/g++ -O3
  [200/200] Linking
  Building wheel for llama-cpp-python (pyproject.toml): finished with status 'done'
Installing collected packages: numpy, llama-cpp-python
"""


def test_a_log_file_gets_a_line_for_each_step_and_tenth(progress: ModuleType) -> None:
    out, log = io.StringIO(), io.StringIO()
    progress.follow(PIP.splitlines(keepends=True), log, progress.Display(out))
    assert log.getvalue() == PIP
    assert out.getvalue().splitlines() == [
        "Downloading llama_cpp_python (76.6 MB)",
        "Compiling llama.cpp",
        "Compiling llama.cpp: 0 % (1 of 200 files)",
        "Compiling llama.cpp: 50 % (100 of 200 files)",
        "Compiling llama.cpp: 100 % (200 of 200 files)",
        "Installing 2 packages",
    ]


def test_a_terminal_gets_one_line_that_changes(progress: ModuleType) -> None:
    out = Terminal()
    display = progress.Display(out)
    progress.follow(PIP.splitlines(keepends=True), io.StringIO(), display)
    display.clear()
    assert "\n" not in out.getvalue()
    shown = out.getvalue().split("\r\x1b[K")
    assert "Compiling llama.cpp: 1 % (2 of 200 files)" in shown
    assert shown[-1] == ""


def test_make_counts_in_per_cent(progress: ModuleType) -> None:
    out = io.StringIO()
    progress.follow(["  [ 12%] Building CXX object\n"], io.StringIO(), progress.Display(out))
    assert out.getvalue() == "Compiling llama.cpp: 12 %\n"


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "the disk is full"),
        ("WARNING: Retrying after connection broken by 'NewConnectionError(…)'", "registry cannot be reached"),
        ("NewConnectionError SSLError [SSL: CERTIFICATE_VERIFY_FAILED]", "certificate is not trusted"),
        ("g++: fatal error: Killed signal terminated program cc1plus", "the memory ran out"),
        ("CMake Error: No CMAKE_CXX_COMPILER could be found.", "no working C++ compiler"),
        ("ERROR: first\nERROR: Package 'x' requires a different Python", "pip failed. Package 'x' requires"),
        ("", "pip failed."),
    ],
)
def test_a_failure_is_explained_in_one_sentence(progress: ModuleType, printed: str, sentence: str) -> None:
    assert sentence in progress.explain(printed)


def test_the_exit_code_and_the_cause_come_through(progress: ModuleType, tmp_path: Path) -> None:
    log, out = tmp_path / "log", io.StringIO()
    log.write_text("No space left on device, said an earlier run\n", "utf-8")
    code = progress.run([sys.executable, "-c", "print('ERROR: broken'); raise SystemExit(3)"], log, out)
    assert code == 3
    assert out.getvalue() == f"Set-up stopped: pip failed. broken\nEverything that was printed is in {log}.\n"


def test_a_log_that_cannot_be_written_is_named(progress: ModuleType) -> None:
    out = io.StringIO()
    assert progress.run([sys.executable, "-c", "print('much ' * 5000)"], Path("/dev/full"), out) == 1
    assert out.getvalue() == "Set-up stopped: /dev/full cannot be written (No space left on device).\n"
