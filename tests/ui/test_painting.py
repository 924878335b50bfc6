"""An error while painting costs one picture, not the window."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.process import ROOT
from app.ui.widgets.paint import smooth

FACTORIES = {"QPainter", "smooth", "start_painting"}
MAKES_THEM = {"smooth", "start_painting"}


class Broken(QWidget):
    """Fails in the middle of painting."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a little, then fail."""
        with smooth(self) as painter:
            painter.drawLine(0, 0, 10, 10)
            raise ZeroDivisionError("in a paint event")


def unmanaged(path: Path) -> list[str]:
    """Calls that make a painter outside a `with`, but for the functions that hand one out."""
    tree = ast.parse(path.read_text("utf-8"))
    managed = {id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name not in MAKES_THEM]
    calls = [node for function in functions for node in ast.walk(function) if isinstance(node, ast.Call)]
    return [f"{path.name}:{call.lineno}" for call in calls if _name(call) in FACTORIES and id(call) not in managed]


def _name(call: ast.Call) -> str:
    target = call.func
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


def test_every_painter_ends_with_its_paint_event() -> None:
    files = sorted((ROOT / "app" / "ui").rglob("*.py"))
    assert [place for path in files for place in unmanaged(path)] == []


def test_an_exception_in_a_paint_event_does_not_end_the_process(qtbot: QtBot) -> None:
    widget = Broken()
    qtbot.addWidget(widget)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError) as caught:
            widget.grab()
        assert caught.traceback, "the traceback keeps the frame, and with it the painter"
