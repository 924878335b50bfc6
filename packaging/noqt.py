"""Makes an environment like this one without Qt: links to everything installed here but PySide6 and pytest-qt.

Usage: python packaging/noqt.py FOLDER. Quick, and needs no network. Ends with an error when Qt can still be imported.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

QT_PREFIXES = ("pyside6", "shiboken6", "pytestqt", "pytest_qt")
QT_MODULES = ("PySide6", "shiboken6", "pytestqt")


def make(folder: Path, source: Path) -> None:
    """Make the environment in `folder` anew, linking to the packages in `source`."""
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=False)
    target = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    for entry in source.iterdir():
        if entry.name != "__pycache__" and not entry.name.lower().startswith(QT_PREFIXES):
            (target / entry.name).symlink_to(entry)


def importable(python: Path) -> list[str]:
    """Which of Qt's modules this Python can still import."""
    code = f"import importlib.util as u; print(*[name for name in {QT_MODULES!r} if u.find_spec(name)])"
    found = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    return found.stdout.split()


def main(argv: list[str]) -> int:
    """The command line."""
    folder = Path(argv[0]).absolute()
    make(folder, Path(sysconfig.get_path("purelib")))
    if left := importable(folder / "bin" / "python"):
        sys.stderr.write(f"{folder} should have no Qt, but it can import {', '.join(left)}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
