"""Makes the README's pictures: the real window, the starter model, a fixed question, always the most likely word.

Usage: python packaging/screenshots.py [FOLDER], with Tektra and its starter model installed (`make test` does that).
Writes chat-light.png, chat-dark.png and the states of app/ui/scenes.py in both themes into FOLDER, by default
resources/screenshots. It draws without a display and in a temporary home; only measured figures differ between runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZE = "1280x832"
THEMES = ("light", "dark")
MAX_BYTES = 150_000
TIMEOUT_S = 300
QUESTION = "Write a Python function that reverses a string, with one example."
EARLIER = (
    "How do tides work?",
    "Why is the sky dark at night?",
    "Three good reasons to walk",
)
"""Asked before, so that the sidebar is not empty."""
SETTINGS = """\
[general]
default_preset = "repeatable"

[presets.repeatable]
temperature = 0.0
seed = 1
max_tokens = 200
"""


def run(home: Path, *arguments: str) -> None:
    """One command of Tektra in that home."""
    start(home, "-m", "app", *arguments)


def start(home: Path, *arguments: str) -> None:
    """Python in that home; what it prints is not wanted.

    Raises:
        subprocess.SubprocessError: It failed or took too long.
    """
    environ = {**os.environ, "TEKTRA_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL, timeout=TIMEOUT_S)


def pictures(theme: str, folder: Path) -> None:
    """All pictures in one theme, from a home of their own."""
    with tempfile.TemporaryDirectory(prefix="tektra-") as temporary:
        home = Path(temporary)
        (home / "config").mkdir()
        (home / "config" / "config.toml").write_text(SETTINGS, encoding="utf-8")
        try:
            for question in EARLIER:
                run(home, "run", question)
            # A fresh engine: what it still knows of an earlier prompt can tip the balance between two words.
            run(home, "daemon", "stop")
            chat = folder / f"chat-{theme}.png"
            run(home, "--ask", QUESTION, "--screenshot", str(chat), "--theme", theme, "--size", SIZE)
            start(home, "-m", "app.ui.scenes", str(folder), theme)
        finally:
            run(home, "daemon", "stop")


def main(argv: list[str]) -> int:
    """The command line."""
    folder = Path(argv[0]).absolute() if argv else ROOT / "resources" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        try:
            pictures(theme, folder)
        except (OSError, subprocess.SubprocessError) as exc:
            sys.stderr.write(f"The {theme} pictures could not be made: {exc}\n")
            return 1
    for target in sorted(folder.glob("*.png")):
        if (size := target.stat().st_size) > MAX_BYTES:
            sys.stderr.write(f"{target.name} has {size:,} bytes; {MAX_BYTES:,} are allowed.\n")
            return 1
        sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
