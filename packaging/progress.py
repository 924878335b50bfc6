"""Runs pip for setup.sh: everything it prints goes to a log file, a person sees one line of progress.

Usage: progress.py LOG COMMAND…

Ends with the command's exit code. When it fails, one sentence says what went wrong. Standard library only: it runs
before anything is installed.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import TextIO

ENGINE = "llama-cpp-python"
LOG_STEP = 10
"""Per cent between two lines of progress where the output is no terminal."""
ENDING_TIMEOUT = 10
"""Seconds for pip to clean up after an interruption."""

_COLLECTING = re.compile(r"\s*Collecting ([\w.\[\]-]+)")
_DOWNLOADING = re.compile(r"\s*Downloading (\S+?)-\d\S* \((\S+ [MG]B)\)")
_NINJA = re.compile(r"\s*\[(\d+)/(\d+)\] ")
_MAKE = re.compile(r"\s*\[ *(\d+)%\] ")
_INSTALLING = re.compile(r"Installing collected packages: (.+)")

CAUSES = (
    (r"No space left on device|Disk quota exceeded", "the disk is full. Free about 3 GB, then start again."),
    (
        r"fatal error: Killed|Killed signal terminated program|MemoryError",
        "the memory ran out. Close other programs or set CMAKE_BUILD_PARALLEL_LEVEL=1, then start again.",
    ),
    (
        r"No CMAKE_C(XX)?_COMPILER could be found|is not able to compile a simple test program",
        "there is no working C++ compiler. Install gcc and g++, then start again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED",
        "the package registry's certificate is not trusted here. Set PIP_CERT to the right file, then start again.",
    ),
    (
        r"(NameResolution|NewConnection|ReadTimeout|ConnectTimeout|Proxy|SSL|IncompleteRead|Protocol)Error",
        "the package registry cannot be reached. Check the network, then start again; what was downloaded is kept.",
    ),
    (r"Permission denied", "a file cannot be written. Check who owns this folder, then start again."),
)
"""What pip's output says, and the sentence for a person; the first that fits."""


class Stopped(Exception):
    """SIGTERM arrived."""


class Display:
    """One line that changes on a terminal; elsewhere a line for each step and each tenth of the compilation."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._live = out.isatty()
        self._shown = ""
        self._next_percent = 0

    def step(self, text: str) -> None:
        """Something else is going on now; on a terminal only."""
        if self._live:
            self._show(text)

    def milestone(self, text: str) -> None:
        """Something worth a line of its own everywhere."""
        if self._live:
            self._show(text)
        elif text != self._shown:
            self._out.write(text + "\n")
            self._out.flush()
        self._shown = text

    def compiling(self, percent: int, detail: str) -> None:
        """How far the compilation is."""
        text = f"Compiling llama.cpp: {percent} % {detail}".rstrip()
        if self._live:
            self._show(text)
        elif percent >= self._next_percent:
            self._next_percent = percent - percent % LOG_STEP + LOG_STEP
            self.milestone(text)

    def clear(self) -> None:
        """Leave the terminal's line empty."""
        if self._live and self._shown:
            self._show("")

    def _show(self, text: str) -> None:
        self._out.write(f"\r\x1b[K{text[:78]}")
        self._out.flush()
        self._shown = text


def follow(lines: Iterable[str], log: TextIO, display: Display) -> None:
    """Copy pip's lines to the log and show what they mean."""
    for line in lines:
        log.write(line)
        log.flush()
        _show_line(line, display)


def explain(log_text: str) -> str:
    """One sentence: why pip failed, as far as its output tells."""
    for pattern, sentence in CAUSES:
        if re.search(pattern, log_text):
            return sentence
    errors = re.findall(r"^ERROR: (.+)$", log_text, re.MULTILINE)
    return f"pip failed. {errors[-1]}" if errors else "pip failed."


def run(command: list[str], log_path: Path, out: TextIO) -> int:
    """Run the command and return its exit code; 130 and 143 after an interruption."""
    display = Display(out)
    start = log_path.stat().st_size if log_path.exists() else 0
    try:
        with log_path.open("a", encoding="utf-8") as log:
            code = _run_logged(command, log, display)
    except OSError as exc:
        display.clear()
        out.write(f"Set-up stopped: {log_path} cannot be written ({exc.strerror}).\n")
        return 1
    display.clear()
    if code in (130, 143):
        out.write("Set-up was interrupted. Start it again to go on; what was downloaded is kept.\n")
    elif code != 0:
        with log_path.open(encoding="utf-8", errors="replace") as log:
            log.seek(start)
            out.write(f"Set-up stopped: {explain(log.read())}\nEverything that was printed is in {log_path}.\n")
    return code


def main(argv: list[str]) -> int:
    """The command line."""
    signal.signal(signal.SIGTERM, _stop)
    return run(argv[1:], Path(argv[0]), sys.stderr)


def _run_logged(command: list[str], log: TextIO, display: Display) -> int:
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    ) as process:
        if process.stdout is None:
            raise AssertionError
        try:
            follow(process.stdout, log, display)
            return process.wait()
        except BaseException as exc:
            process.terminate()
            try:
                process.wait(ENDING_TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
            if isinstance(exc, KeyboardInterrupt):
                return 130
            if isinstance(exc, Stopped):
                return 143
            raise


def _show_line(line: str, display: Display) -> None:
    if found := _NINJA.match(line):
        done, total = int(found[1]), int(found[2])
        display.compiling(100 * done // max(total, 1), f"({done} of {total} files)")
    elif found := _MAKE.match(line):
        display.compiling(int(found[1]), "")
    elif line.lstrip().startswith(f"Building wheel for {ENGINE}") and line.rstrip().endswith("started"):
        display.milestone("Compiling llama.cpp")
    elif found := _DOWNLOADING.match(line):
        display.milestone(f"Downloading {found[1]} ({found[2]})")
    elif found := _COLLECTING.match(line):
        display.step(f"Looking for {found[1]}")
    elif found := _INSTALLING.match(line):
        display.milestone(f"Installing {found[1].count(',') + 1} packages")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
