"""The text widgets: changes touch only what is different, copying gives what was written, nothing is loaded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QPointingDevice, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.body import MessageBody
from app.ui.chat.code_block import CodeBlock
from app.ui.chat.prose import ProseView
from app.ui.chat.table_view import TableView
from tests.ui.chat_samples import shown_text

TEXT = (
    "# Title\n\nSome *text* with `code 😀` and [a link](https://example.com).\n\n- one\n- two\n  - three\n\n"
    "```py\nx = 1\n\ny = 2\n```\n\n> quoted\n\n|a|b|\n|-|-|\n|1|**2**|\n|3|\n\n---\n\nend\nof it\n"
)


@pytest.fixture
def body(qtbot: QtBot) -> MessageBody:
    made = MessageBody()
    qtbot.addWidget(made)
    made.resize(700, 700)
    made.show()
    return made


def show(body: MessageBody, text: str, *, finished: bool = False) -> int:
    body.set_text(text, finished=finished, name="Answer")
    return body.body_height(700)


def parts(body: MessageBody) -> list[QWidget]:
    return [segment.widget for segment in body._segments]


@pytest.mark.parametrize("step", [1, 7, 40])
def test_streaming_ends_as_showing_it_at_once(qtbot: QtBot, body: MessageBody, step: int) -> None:
    for end in range(0, len(TEXT), step):
        show(body, TEXT[:end])
    height = show(body, TEXT, finished=True)
    whole = MessageBody()
    qtbot.addWidget(whole)
    whole.resize(700, 700)
    whole.show()
    assert show(whole, TEXT, finished=True) == height
    assert shown_text(whole) == shown_text(body)
    QApplication.processEvents()  # Code gets its colours at the next turn of the event loop.
    assert whole.grab().toImage() == body.grab().toImage()


def test_finished_parts_are_left_alone(body: MessageBody) -> None:
    show(body, "First *paragraph*.\n\n```\ncode\n```\n\nSecond")
    before = parts(body)
    changes: list[int] = []
    first, second = before[0], before[2]
    assert isinstance(first, ProseView)
    assert isinstance(second, ProseView)
    first.document().contentsChange.connect(lambda *_: changes.append(1))
    edits: list[tuple[int, int, int]] = []
    second.document().contentsChange.connect(lambda *change: edits.append(change))
    show(body, "First *paragraph*.\n\n```\ncode\n```\n\nSecond one")
    assert parts(body) == before
    assert changes == []
    assert edits == [(len("Second"), 0, len(" one"))], "only the new words are inserted"


def test_code_is_appended_never_written_again(body: MessageBody) -> None:
    show(body, "```py\nx = 1\n")
    (block,) = parts(body)
    assert isinstance(block, CodeBlock)
    edits: list[tuple[int, int, int]] = []
    block.text_view.document().contentsChange.connect(lambda *change: edits.append(change))
    show(body, "```py\nx = 1\ny = 2\n")
    assert [removed for _, removed, _ in edits if removed > 1] == []
    assert block.text_view.toPlainText() == "x = 1\ny = 2"


def test_another_text_starts_anew(body: MessageBody) -> None:
    show(body, "One\n\n```\nx\n```\n", finished=True)
    show(body, "Two")
    assert shown_text(body) == "Two"


def test_a_late_reference_swaps_what_it_changes(body: MessageBody) -> None:
    show(body, "See [x].\n\nMore.\n\n[x]: https://example.com\n", finished=True)
    text = parts(body)[0]
    assert isinstance(text, ProseView)
    assert "https://example.com" in text.toHtml()


def test_selected_text_is_copied_as_it_was_meant(body: MessageBody) -> None:
    show(body, "Use `a 😀 b`.\nThen\n\n- one\n- two\n  1. three\n", finished=True)
    text = parts(body)[0]
    assert isinstance(text, ProseView)
    QTest.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Use a 😀 b.\nThen\n• one\n• two\n  1. three"


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://example.com/x.png", "qrc:/x", "data:,x"])
def test_nothing_is_loaded(body: MessageBody, address: str) -> None:
    show(body, "text", finished=True)
    text = parts(body)[0]
    assert isinstance(text, ProseView)
    for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.StyleSheetResource):
        assert text.loadResource(kind.value, QUrl(address)) is None


def test_the_wheel_belongs_to_the_list(body: MessageBody) -> None:
    inverted = False
    show(body, TEXT, finished=True)
    for view in body.findChildren(ProseView):
        turn = QWheelEvent(
            QPointF(5, 5),
            view.mapToGlobal(QPointF(5, 5)),
            QPointF(0, -120).toPoint(),
            QPointF(0, -120).toPoint(),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            inverted,
            Qt.MouseEventSource.MouseEventNotSynthesized,
            QPointingDevice.primaryPointingDevice(),
        )
        QApplication.sendEvent(view.viewport(), turn)
        assert not turn.isAccepted()


def test_long_lines_of_code_scroll_or_wrap(body: MessageBody) -> None:
    show(body, "```\n" + "x" * 300 + "\n```\n", finished=True)
    (block,) = parts(body)
    assert isinstance(block, CodeBlock)
    bar = block.text_view.horizontalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0
    before = body.body_height(700)
    block._wrap.click()
    assert body.body_height(700) > before
    assert bar.maximum() == 0


def test_tables_grow_by_rows(body: MessageBody) -> None:
    show(body, "|a|b|\n|-|-|\n|1|2|\n")
    table = parts(body)[0]
    assert isinstance(table, TableView)
    show(body, "|a|b|\n|-|-|\n|1|2|\n|3|4|\n", finished=True)
    assert parts(body)[0] is table
    assert table.toPlainText().split() == ["a", "b", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 lone",
        "NUL \0 here",
        "a" * 50_000,
        "> " * 5_000,
        "\u202e reversed",
        "👩‍👩‍👧" * 500,
        "``` \n" * 999,
        "\r\r\n",
    ],
)
def test_hostile_text_is_shown(body: MessageBody, text: str) -> None:
    for end in range(0, len(text), max(1, len(text) // 7)):
        show(body, text[:end])
    assert show(body, text, finished=True) >= 0
    assert not body.grab().isNull()


def test_the_caret_stands_at_the_end_only(body: MessageBody) -> None:
    body.set_caret(shown=True)
    show(body, "Text\n\n```\ncode")
    first, block = parts(body)
    assert isinstance(first, ProseView)
    assert isinstance(block, CodeBlock)
    assert block.text_view.caret
    assert not first.caret
    show(body, "Text\n\n```\ncode\n```\n\nmore")
    assert not block.text_view.caret
    last = parts(body)[-1]
    assert isinstance(last, ProseView)
    assert last.caret
    body.set_caret(shown=False)
    assert not last.caret
