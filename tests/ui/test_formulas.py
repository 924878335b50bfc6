"""Formulas in a message: source first, then the picture; whatever happens to the process that draws them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.rich.drawing import Drawing, Wanted
from app.ui.chat import body as body_module
from app.ui.chat import formula_view
from app.ui.chat.body import MessageBody
from app.ui.chat.formula_view import FormulaView
from app.ui.chat.formulas import painter as painter_module
from app.ui.chat.formulas import pieces
from app.ui.chat.formulas.painter import FormulaPainter
from app.ui.chat.formulas.pieces import OBJECT
from app.ui.chat.prose import ProseView
from app.ui.chat.table_view import TableView
from app.ui.theme import Scheme, theme

CHILD = """
import json, os, sys, time
for line in sys.stdin:
    tex = json.loads(line)["tex"]
    if tex == "hang":
        time.sleep(60)
    if tex == "die":
        os._exit(3)
    if tex == "lie":
        print("no json", flush=True)
        continue
    box = '<rect x="0" y="-40" width="40" height="60" fill="black"/>'
    svg = '<svg width="40" height="60" viewBox="0 -40 40 60">' + box + '</svg>'
    print(json.dumps({"svg": svg}), flush=True)
"""
Make = Callable[[list[str]], FormulaPainter]


@pytest.fixture
def painter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FormulaPainter]:
    """Draws every formula as a black box."""
    (tmp_path / "child.py").write_text(CHILD)
    made = FormulaPainter([sys.executable, str(tmp_path / "child.py")])
    for module in (pieces, formula_view, body_module):
        monkeypatch.setattr(module, "formulas", lambda: made)
    yield made
    made.close()


@pytest.fixture
def body(qtbot: QtBot) -> MessageBody:
    made = MessageBody()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def show(body: MessageBody, text: str) -> int:
    body.set_text(text, finished=True, name="Answer")
    return body.body_height(600)


def drawn(qtbot: QtBot, painter: FormulaPainter, *tex: str) -> None:
    """Wait until these were told."""
    missing = set(tex)

    def take(wanted: Wanted) -> bool:
        missing.discard(wanted.tex)
        return not missing

    with qtbot.waitSignal(painter.drawn, check_params_cb=take):
        pass


def test_source_first_then_the_picture(qtbot: QtBot, painter: FormulaPainter, body: MessageBody) -> None:
    show(body, "An $x$ in a line.\n\n$$\ny\n$$\n\n|a|\n|-|\n|$z$|\n")
    prose, formula, table = (segment.widget for segment in body._segments)
    assert isinstance(prose, ProseView)
    assert isinstance(formula, FormulaView)
    assert isinstance(table, TableView)
    assert "$x$" in prose.toPlainText()
    assert "y" in formula.toPlainText()
    assert "$z$" in table.toPlainText()
    with qtbot.waitSignal(body.height_changed):
        drawn(qtbot, painter, "x", "y", "z")
    body.body_height(600)
    assert prose.toPlainText() == f"An {OBJECT} in a line."
    assert prose.accessibleDescription() == "Formulas: x"
    assert formula.drawn
    assert formula.accessibleName() == "Formula, y"
    assert OBJECT in table.toPlainText()
    image = prose.grab().toImage()
    dark = sum(image.pixelColor(x, y).lightness() < 60 for x in range(80) for y in range(image.height()))
    assert dark > 20 * 20, "the box of 2 × 3 ems is painted"


def test_copying_gives_the_source(qtbot: QtBot, painter: FormulaPainter, body: MessageBody) -> None:
    show(body, "An $x$ and `code`.\n\n$$\ny\n$$\n")
    drawn(qtbot, painter, "x", "y")
    prose, formula = (segment.widget for segment in body._segments)
    for widget, text in ((prose, "An $x$ and code."), (formula, "$$\ny\n$$")):
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == text


def test_text_goes_on_behind_a_picture(qtbot: QtBot, painter: FormulaPainter, body: MessageBody) -> None:
    body.set_text("An $x$ 😀 and", finished=False, name="Answer")
    drawn(qtbot, painter, "x")
    body.set_text("An $x$ 😀 and **more** $x$", finished=False, name="Answer")
    prose = body._segments[0].widget
    assert isinstance(prose, ProseView)
    assert prose.toPlainText() == f"An {OBJECT} 😀 and more {OBJECT}"


def test_another_theme_colours_it_again(qtbot: QtBot, painter: FormulaPainter, body: MessageBody) -> None:
    show(body, "$$\ny\n$$\n")
    drawn(qtbot, painter, "y")
    height = body.body_height(600)
    theme().set_scheme(Scheme.DARK)
    body.restyle()
    assert body.body_height(600) == height
    image = body._segments[0].widget.grab().toImage()
    assert image.pixelColor(300, image.height() // 2).lightness() > 200


@pytest.mark.parametrize("bad", ["hang", "die", "lie"])
def test_a_bad_formula_stays_its_source_and_the_next_is_drawn(
    qtbot: QtBot, painter: FormulaPainter, body: MessageBody, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    monkeypatch.setattr(painter_module, "DRAW_MS", 300)
    show(body, "$warm$")
    drawn(qtbot, painter, "warm")
    show(body, f"${bad}$ and $y$")
    drawn(qtbot, painter, bad, "y")
    prose = body._segments[0].widget
    assert isinstance(prose, ProseView)
    assert prose.toPlainText().replace("\u202f", "") == f"${bad}$ and {OBJECT}"


def test_without_a_process_the_source_stays(
    qtbot: QtBot, body: MessageBody, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = FormulaPainter([str(tmp_path / "missing")])
    for module in (pieces, formula_view, body_module):
        monkeypatch.setattr(module, "formulas", lambda: made)
    show(body, "$a$ $b$ $c$ $d$ $e$")
    qtbot.waitUntil(lambda: made._line.gave_up)
    assert "$e$" in show_text(body)
    assert made.known("z", display=False) is None
    assert made._process is None


def show_text(body: MessageBody) -> str:
    prose = body._segments[0].widget
    assert isinstance(prose, ProseView)
    return prose.toPlainText()


def test_a_wide_formula_scrolls(qtbot: QtBot, painter: FormulaPainter, body: MessageBody) -> None:
    show(body, "$$\ny\n$$\n")
    drawn(qtbot, painter, "y")
    formula = body._segments[0].widget
    assert isinstance(formula, FormulaView)
    assert formula.horizontalScrollBar().maximum() == 0
    wide = Drawing(painter.known("y", display=True).svg, 60.0, 1.0, 0.8)  # type: ignore[union-attr]  # it was drawn
    monkey = painter._line._known
    monkey[Wanted("y", display=True)] = wide
    formula.restyle()
    formula.setGeometry(0, 0, 600, formula.text_height(600))
    assert formula.horizontalScrollBar().maximum() >= 60 * theme().text_px - 600
