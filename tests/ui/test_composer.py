"""Writing a question: keys, pastes, Send and Stop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.window.composer import Composer
from app.ui.window.prompt_model import MAX_PROMPT


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    widget = Composer()
    widget.resize(760, 88)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.edit.setFocus()
    return widget


def paste(composer: Composer, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    composer.edit.insertFromMimeData(mime)


def test_enter_sends_and_keeps_the_draft_for_the_window_to_clear(composer: Composer, qtbot: QtBot) -> None:
    QTest.keyClicks(composer.edit, "  Why? ")
    with qtbot.waitSignal(composer.send_requested) as sent:
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent.args == ["Why?"]
    assert composer.text == "  Why? "


def test_shift_enter_breaks_the_line_and_the_card_grows_to_a_limit(composer: Composer) -> None:
    low = composer.sizeHint().height()
    QTest.keyClicks(composer.edit, "a")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(composer.edit, "b")
    assert composer.text == "a\nb"
    assert composer.sizeHint().height() > low
    composer.set_text("\n" * 11)
    high = composer.sizeHint().height()
    composer.set_text("\n" * 400)
    assert composer.sizeHint().height() == high


def test_wrapped_lines_grow_the_card_too(composer: Composer) -> None:
    low = composer.sizeHint().height()
    composer.set_text("word " * 60)
    assert composer.sizeHint().height() > low


def test_a_quote_that_wraps_is_seen_as_a_whole(composer: Composer) -> None:
    edit = composer.edit
    spacing = edit.fontMetrics().lineSpacing()
    for typed in ("", "My words\n\n"):
        composer.set_text("")
        QApplication.processEvents()
        composer.set_text(typed + "> " + "word " * (edit.width() // 25) + "\n\n")
        edit.moveCursor(edit.textCursor().MoveOperation.End)
        QApplication.processEvents()
        lines = edit.lines(12)
        assert lines > edit.blockCount(), "it wraps"
        assert edit.height() == lines * spacing + 2
        assert edit.verticalScrollBar().value() == 0
        assert edit.viewport().rect().contains(edit.cursorRect())


def test_a_long_quote_shows_the_line_of_the_caret(composer: Composer) -> None:
    edit = composer.edit
    composer.set_text("> " + "word " * 600 + "\n\n")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    QApplication.processEvents()
    assert edit.height() == 12 * edit.fontMetrics().lineSpacing() + 2
    assert edit.viewport().rect().contains(edit.cursorRect())


def test_a_narrower_field_grows(composer: Composer) -> None:
    composer.set_text("word " * 60)
    QApplication.processEvents()
    low = composer.edit.height()
    composer.resize(composer.width() // 2, composer.height())
    QApplication.processEvents()
    assert composer.edit.height() > low


def test_nothing_cannot_be_sent_and_the_button_says_why(composer: Composer, qtbot: QtBot) -> None:
    assert not composer.button.isEnabled()
    assert composer.button.toolTip() == "Write something first"
    with qtbot.assertNotEmitted(composer.send_requested):
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
        composer.set_text(" \n ")
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)


def test_a_reason_blocks_sending_and_is_the_tooltip(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("Why?")
    composer.set_blocked("Install a model first")
    assert not composer.button.isEnabled()
    assert composer.button.toolTip() == "Install a model first"
    with qtbot.assertNotEmitted(composer.send_requested):
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    composer.set_blocked("")
    with qtbot.waitSignal(composer.send_requested):
        QTest.mouseClick(composer.button, Qt.MouseButton.LeftButton)


def test_send_turns_into_stop_and_back(composer: Composer, qtbot: QtBot) -> None:
    composer.set_answering(True)
    assert composer.button.accessibleName() == "Stop"
    assert composer.button.isEnabled()
    assert composer.edit.placeholderText() == "Ask the next thing while it writes"
    with qtbot.waitSignal(composer.stop_requested):
        QTest.mouseClick(composer.button, Qt.MouseButton.LeftButton)
    composer.set_answering(False)
    composer.set_model_name("SmolLM2 135M")
    assert composer.button.accessibleName() == "Send"
    assert composer.edit.placeholderText() == "Message SmolLM2 135M"


def test_enter_belongs_to_the_input_method_while_it_composes(composer: Composer, qtbot: QtBot) -> None:
    QApplication.sendEvent(composer.edit, QInputMethodEvent("にほ", []))
    with qtbot.assertNotEmitted(composer.send_requested):
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    done = QInputMethodEvent("", [])
    done.setCommitString("日本")
    QApplication.sendEvent(composer.edit, done)
    with qtbot.waitSignal(composer.send_requested) as sent:
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent.args is not None
    assert "日本" in sent.args[0]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb", "a\nb"),
        ("שלום 👩‍👩‍👧", "שלום 👩‍👩‍👧"),
        ("<b>x</b>", "<b>x</b>"),
    ],
)
def test_a_paste_is_plain_and_clean(composer: Composer, pasted: str, kept: str) -> None:
    mime = QMimeData()
    mime.setText(pasted)
    mime.setHtml("<h1>other</h1>")
    composer.edit.insertFromMimeData(mime)
    assert composer.text == kept


def test_lone_surrogates_do_not_reach_the_core(composer: Composer) -> None:
    composer.edit.setPlainText("a\ud83d")
    text = composer.text
    assert text.encode().decode() == text


def test_a_picture_without_text_is_not_taken(composer: Composer) -> None:
    mime = QMimeData()
    mime.setData("image/png", b"\x89PNG")
    assert not composer.edit.canInsertFromMimeData(mime)


def test_a_megabyte_goes_into_a_chip_instead_of_the_field(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("Sum this up:")
    paste(composer, "x" * 1_000_000)
    assert composer.chip.isVisible()
    assert composer.chip.text() == "Pasted text, 1,000,000 characters"
    assert composer.edit.document().characterCount() < 100
    with qtbot.waitSignal(composer.send_requested) as sent:
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent.args == ["Sum this up:\n\n" + "x" * 1_000_000]


def test_the_chip_is_enough_to_send_and_can_be_removed(composer: Composer) -> None:
    paste(composer, "x" * 30_000)
    assert composer.button.isEnabled()
    QTest.mouseClick(composer.chip, Qt.MouseButton.LeftButton)
    assert composer.text == ""
    assert not composer.button.isEnabled()


def test_far_too_much_is_refused_and_nothing_is_lost(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("Keep me")
    with qtbot.waitSignal(composer.refused) as refused:
        paste(composer, "x" * (MAX_PROMPT + 1))
    assert refused.args == [MAX_PROMPT + 1]
    assert composer.text == "Keep me"


def test_a_long_draft_that_comes_back_is_the_same(composer: Composer) -> None:
    long = "line\n" * 50_000
    composer.set_text(long)
    assert composer.text == long
    composer.set_text("short")
    assert composer.text == "short"
    assert not composer.chip.isVisible()


def test_a_held_question_cannot_be_changed_or_sent_twice(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("Why?")
    composer.hold(held=True)
    assert composer.edit.isReadOnly()
    assert composer.button.stops
    with qtbot.assertNotEmitted(composer.send_requested):
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    composer.hold(held=False)
    assert not composer.edit.isReadOnly()


def test_dropped_files_are_left_to_the_window(composer: Composer) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QDragEnterEvent

    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/model.gguf")])
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.accept()
    composer.edit.dragEnterEvent(event)
    assert not event.isAccepted()


def test_a_click_anywhere_on_the_card_puts_the_caret_into_the_field(qtbot: QtBot) -> None:
    composer = Composer()
    qtbot.addWidget(composer)
    composer.resize(760, 88)
    with qtbot.waitExposed(composer):
        composer.show()
    composer.button.setFocus()
    QTest.mouseClick(composer, Qt.MouseButton.LeftButton, pos=QPoint(200, 76))
    assert composer.edit.hasFocus()
