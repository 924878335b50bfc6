"""Tables with more columns than are shown: how many, and a button that copies all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.ui.chat.body import MessageBody
from app.ui.chat.table_view import TableHead, TableView

COLUMNS = 60
WIDE = "|" + "a|" * COLUMNS + "\n|" + "-|" * COLUMNS + "\n" + "|" + "b|" * COLUMNS + "\n"
SMALL = "| a | b |\n|---|--:|\n| 1 | *2* |\n"


@pytest.fixture
def body(qtbot: QtBot) -> MessageBody:
    made = MessageBody()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def table_of(body: MessageBody, text: str, *, finished: bool = True) -> TableView:
    body.set_text(text, finished=finished, name="Answer")
    body.body_height(700)
    return next(table for table in body.findChildren(TableView) if table.isVisible())


def copied() -> tuple[str, str]:
    data = QGuiApplication.clipboard().mimeData()
    return data.text(), bytes(data.data("text/markdown").data()).decode()


def test_it_says_how_many_are_missing_and_copies_all(qtbot: QtBot, body: MessageBody) -> None:
    table = table_of(body, WIDE)
    (head,) = table.findChildren(TableHead)
    assert head.isVisible()
    assert head.words.text() == "20 more column(s) are not shown."
    assert head.geometry().bottom() < table.viewport().geometry().top()
    assert table.horizontalScrollBar().value() == 0
    QTest.mouseClick(head.copy, Qt.MouseButton.LeftButton)
    text, markdown = copied()
    assert [line.split("\t") for line in text.split("\n")] == [["a"] * COLUMNS, ["b"] * COLUMNS]
    assert markdown.split("\n")[2] == "| " + "b | " * (COLUMNS - 1) + "b |"
    assert head.copy.text() == "Copied"
    qtbot.waitUntil(lambda: head.copy.text() == "Copy table", timeout=5_000)


def test_it_stays_over_a_change_of_the_theme_and_goes_with_the_columns(qtbot: QtBot, body: MessageBody) -> None:
    table = table_of(body, WIDE, finished=False)
    body.restyle()
    assert len(table.findChildren(TableHead)) == 1
    table.selectAll()
    (whole,) = table.blocks_between(0, table.document().characterCount() - 1)
    assert len(getattr(whole, "hidden", ())) == 2
    later = table_of(body, SMALL)
    assert not any(head.isVisible() for head in later.findChildren(TableHead))


def test_every_table_can_be_copied_from_its_menu(qtbot: QtBot, body: MessageBody) -> None:
    table = table_of(body, SMALL)
    place = QPoint(5, 5)
    QApplication.sendEvent(
        table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.mapToGlobal(place))
    )
    (menu,) = table.findChildren(QMenu)
    next(action for action in menu.actions() if action.text() == "Copy table").trigger()
    menu.close()
    assert copied() == ("a\tb\n1\t2", "| a | b |\n|---|--:|\n| 1 | *2* |")
