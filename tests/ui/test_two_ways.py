"""Texts that run to the left: where they stand in the composer and in tables."""

from __future__ import annotations

from PySide6.QtGui import QTextTable
from pytestqt.qtbot import QtBot

from app.ui.chat.body import MessageBody
from app.ui.chat.markdown.write import as_text
from app.ui.chat.table_view import TableView
from app.ui.window.prompt_edit import PromptEdit

ARABIC = "مرحبا بالعالم"
WIDTH = 600


def lefts(edit: PromptEdit) -> list[float]:
    document = edit.document()
    blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
    return [block.layout().lineAt(0).naturalTextRect().left() for block in blocks]


def test_each_paragraph_of_the_composer_stands_where_it_begins(qtbot: QtBot) -> None:
    edit = PromptEdit()
    qtbot.addWidget(edit)
    edit.resize(WIDTH, 300)
    edit.show()
    edit.set_text(f"Translate:\n{ARABIC}\n12\nshort")
    first, arabic, number, last = lefts(edit)
    assert (first, number, last) == (0, 0, 0)
    assert arabic > WIDTH / 2
    assert edit.cursorRect().left() < WIDTH / 2
    edit.resize(WIDTH - 100, 300)
    edit.grab()
    assert WIDTH / 2 - 50 < lefts(edit)[1] < arabic
    edit.set_text(ARABIC)
    assert edit.cursorRect().left() > WIDTH / 2 - 100
    edit.set_text("Now in English")
    assert lefts(edit) == [0]


def table_of(body: MessageBody, text: str) -> tuple[TableView, QTextTable]:
    body.set_text(text, finished=True, name="Answer")
    view = next(view for view in body.findChildren(TableView) if view.isVisible())
    view.resize(WIDTH, body.body_height(WIDTH))
    (table,) = view.document().rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    return view, table


def left_of(view: TableView, table: QTextTable, row: int, column: int) -> int:
    return view.cursorRect(table.cellAt(row, column).firstCursorPosition()).left()


def test_a_table_with_headings_that_run_to_the_left_begins_at_the_right(qtbot: QtBot) -> None:
    body = MessageBody()
    qtbot.addWidget(body)
    body.resize(WIDTH, 400)
    body.show()
    view, table = table_of(body, "| | الاسم | العمر |\n|-|-|-|\n| 1 | Sara | 20 |\n")
    assert [table.cellAt(1, column).firstCursorPosition().block().text() for column in range(3)] == ["20", "Sara", "1"]
    assert WIDTH - 60 < left_of(view, table, 1, 2) < WIDTH
    (whole,) = view.blocks_between(0, view.document().characterCount() - 1)
    assert as_text([whole]).split("\n")[1] == "1\tSara\t20"
    view, table = table_of(body, "| Name | العمر |\n|-|-|\n| سارة | 20 |\n")
    assert left_of(view, table, 1, 1) > left_of(view, table, 1, 0)
    assert left_of(view, table, 0, 0) < 40


def test_a_wide_table_that_runs_to_the_left_is_read_from_the_right_end_on(qtbot: QtBot) -> None:
    body = MessageBody()
    qtbot.addWidget(body)
    body.resize(WIDTH, 400)
    body.show()
    columns = 30
    view, _ = table_of(body, "|" + "عنوان|" * columns + "\n|" + "-|" * columns + "\n|" + "1|" * columns + "\n")
    bar = view.horizontalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(bar.maximum() - 50)
    view.resize(WIDTH - 60, view.height())
    assert bar.value() == bar.maximum() - 50
