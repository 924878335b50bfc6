"""Whatever a model writes, showing it costs little, loads nothing and crashes nothing. Guards count CPU time, so that
a busy machine does not matter.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.body import MessageBody
from app.ui.chat.formulas.painter import formulas
from tests.ui.chat_samples import shown_text

FILES = sorted((Path(__file__).parent.parent / "data" / "hostile").glob("*.md"))
LARGE: dict[str, Callable[[], str]] = {
    "5 MB in one block": lambda: "word " * 1_000_000,
    "5 MB without a space": lambda: "x" * 5_000_000,
    "10,000 nested quotes": lambda: ">" * 10_000 + " deep\n",
    "10,000 nested quotes with spaces": lambda: "> " * 10_000 + "deep\n",
    "nested lists": lambda: "".join(" " * (2 * depth) + "- a\n" for depth in range(400)),
    "an unclosed fence": lambda: "```python\n" + "x = [1, 2, 3]\n" * 8_000,
    "a fence in one line": lambda: "```\n" + "x" * 150_000 + "\n```\n",
    "a table of 500 columns": lambda: ("|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n") + ("|" + "b|" * 500 + "\n") * 20,
    "a table of 16 KB": lambda: "| a | b |\n|---|---|\n" + "| some words | more words |\n" * 600,
    "brackets": lambda: "[" * 50_000,
    "stars": lambda: "*a **b " * 8_000,
    "backticks": lambda: "".join("`" * (1 + number % 60) + " " for number in range(3_000)),
    "dollars": lambda: "$a " * 10_000 + "$$" * 5_000,
    "open formulas": lambda: "\\(" * 10_000 + "\n\n" + "\\[\n" * 500 + "\n" + "$$\n" * 500,
    "many formulas": lambda: "".join(f"$x_{{{number}}}$ " for number in range(2_000)),
    "links": lambda: "[a](<b" * 5_000 + "![" * 5_000,
    "addresses": lambda: "https://" * 10_000 + " https://a.b/" + "(" * 5_000 + ")" * 5_000,
    "entities": lambda: "&#x202E;" * 5_000 + "&amp;" * 5_000,
    "footnotes": lambda: "[^a]: " * 5_000 + "\n\n" + "[^a]" * 5_000,
    "many footnotes": lambda: "".join(f"x[^{n}]\n\n[^{n}]: y\n\n" for n in range(1_000)),
    "pictures": lambda: "![a](/a.png) " * 2_000 + "\n\n" + "![a](/a.png)\n\n" * 300,
    "rules": lambda: "---\n\n" * 300,
    "lines": lambda: "\n" * 100_000 + "end",
}
UPDATE_S = 0.5
"""One update may take so long on a slow machine; most take a hundredth of it."""
TOTAL_S = 12.0
PIECES = 60
SHOWN_WIDGETS = 4_000


@pytest.fixture(autouse=True)
def no_drawing() -> Iterator[None]:
    """No process is left behind."""
    yield
    formulas().close()


def _stream(qtbot: QtBot, text: str) -> MessageBody:
    body = MessageBody()
    qtbot.addWidget(body)
    body.resize(700, 500)
    body.show()
    step = max(1, len(text) // PIECES)
    worst, begun = 0.0, time.thread_time()
    for end in range(step, len(text) + step, step):
        started = time.thread_time()
        body.set_text(text[:end], finished=False, name="Answer")
        body.body_height(700)
        worst = max(worst, time.thread_time() - started)
    body.set_text(text, finished=True, name="Answer")
    body.body_height(700)
    QApplication.processEvents()
    assert time.thread_time() - begun < TOTAL_S
    assert worst < UPDATE_S, "one piece of text must not hold the window up"
    assert len(body.findChildren(QWidget)) < SHOWN_WIDGETS
    assert not body.grab().isNull()
    return body


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_small_but_nasty(qtbot: QtBot, path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    body = _stream(qtbot, text)
    shown = shown_text(body)
    assert shown.strip()
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\0\x1b\x07")


@pytest.mark.parametrize("name", LARGE)
def test_large(qtbot: QtBot, name: str) -> None:
    body = _stream(qtbot, LARGE[name]())
    assert shown_text(body).strip() or name in ("rules",)
