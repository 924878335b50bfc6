"""The whole window with a fake core and a fake chat view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.events import ChatEvent, ModelEvent, StoppedEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    chat_delete,
    chat_open,
    model_add_file,
    model_list,
    model_load,
    model_set_default,
)
from app.errors import ChatNotFound, CoreUnavailable, ModelFileError
from app.types.chats import Chat
from app.types.models import LoadState, ModelInfo
from app.ui.bridge.base import LinkState
from app.ui.theme import Scheme, theme
from app.ui.widgets.buttons import BaseButton
from app.ui.window.state import WindowState, WindowStateFile
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.window_rig import FULL, A, B, Rig, Start
from tests.ui.window_samples import GONE, QWEN, SMOL, chat, scripted

# Chats and questions.


def test_a_question_goes_to_the_chat_view_and_the_field_is_free(start: Start) -> None:
    rig = start()
    QTest.keyClicks(rig.window.composer.edit, "Why?")
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Return)
    assert rig.pane.sent == [("Why?", None)]
    assert rig.window.composer.text == ""


def test_a_refused_question_comes_back_with_the_cause(start: Start) -> None:
    rig = start()
    rig.window.ask("Why?")
    rig.pane.send_refused.emit("Why?", FULL)
    assert rig.window.composer.text == "Why?"
    assert rig.window.toast.message == "The disk is full. Free some space."


def test_a_refused_question_does_not_overwrite_what_was_typed_since(start: Start) -> None:
    rig = start()
    rig.window.ask("Why?")
    rig.window.composer.set_text("Something else")
    rig.pane.send_refused.emit("Why?", FULL)
    assert rig.window.composer.text == "Something else"
    QTest.mouseClick(rig.button("Copy the question"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Why?"


def test_each_chat_keeps_its_draft(start: Start) -> None:
    rig = start()
    rig.window.composer.set_text("for a new chat")
    rig.window.open_chat("a")
    assert rig.window.composer.text == ""
    rig.window.composer.set_text("for a")
    rig.window.open_chat("b")
    rig.window.open_chat("a")
    assert rig.window.composer.text == "for a"
    QTest.keyClick(rig.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert rig.window.composer.text == "for a new chat"
    assert rig.pane.opened == [None, "a", "b", "a", None]


def test_a_chat_that_a_send_created_is_marked_and_the_next_draft_stays(start: Start) -> None:
    rig = start()
    rig.window.ask("Why?")
    rig.window.composer.set_text("next")
    rig.bridge.emit_event(EventName.CHAT_CREATED, ChatEvent(chat("new", "Why?")))
    rig.pane.chat_opened.emit("new")
    assert [i.data() for i in rig.window.sidebar.list.selectedIndexes()] == ["Why?"]
    assert rig.window.composer.text == "next"
    assert rig.pane.opened == [None]


def test_stop_and_esc_stop_the_answer(start: Start) -> None:
    rig = start()
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Escape)
    assert rig.pane.stops == 0
    rig.pane.set_answering(answering=True)
    QTest.mouseClick(rig.window.composer.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Escape)
    assert rig.pane.stops == 2


def test_deleting_the_open_chat_opens_a_new_one(start: Start) -> None:
    rig = start()
    rig.bridge.answer(chat_delete, replace(A, deleted_at=1.0))
    rig.window.open_chat("a")
    rig.window.sidebar.delete("a")
    rig.bridge.flush()
    assert rig.pane.chat_id is None
    assert rig.window.toast.message == "Chat moved to the trash"


def test_a_suggestion_is_asked_at_once_and_a_draft_stays(start: Start) -> None:
    rig = start()
    rig.pane.suggestion_chosen.emit("Explain recursion")
    assert (rig.pane.sent, rig.window.composer.text) == ([("Explain recursion", None)], "")
    rig.window.composer.set_text("half a thought")
    rig.pane.suggestion_chosen.emit("Plan a walk")
    assert rig.pane.sent[1:] == [("Plan a walk", None)]
    assert rig.window.composer.text == "half a thought"


# Models.


def test_the_chat_s_own_model_is_shown_and_a_pick_goes_with_the_next_question(start: Start) -> None:
    rig = start()
    rig.window.open_chat("b")
    assert rig.window.model == QWEN
    rig.window.picker.picked.emit("smol")
    rig.window.ask("Why?")
    assert rig.pane.sent == [("Why?", "smol")]
    assert rig.bridge.arguments(model_set_default) == []


def test_a_pick_in_a_new_chat_becomes_the_default_and_is_loaded(start: Start) -> None:
    rig = start()
    rig.bridge.answer(model_set_default, replace(QWEN, is_default=True))
    rig.bridge.answer(model_load, replace(QWEN, state=LoadState.LOADING))
    rig.window.picker.picked.emit("qwen")
    rig.bridge.flush()
    assert rig.bridge.arguments(model_set_default) == [{"model_id": "qwen"}]
    assert rig.bridge.arguments(model_load) == [{"model_id": "qwen"}]


def test_without_any_model_the_window_says_what_to_do(start: Start) -> None:
    rig = start(scripted(FakeBridge(), models=(GONE,)))
    assert rig.window.no_model.isVisible()
    assert "Its file is gone." in rig.window.no_model.reasons.plain
    rig.window.composer.set_text("Why?")
    assert rig.window.composer.button.toolTip() == "Install a model first"
    rig.bridge.answer(model_list, (SMOL,))
    QTest.mouseClick(rig.window.no_model.again_button, Qt.MouseButton.LeftButton)
    rig.bridge.flush()
    assert not rig.window.no_model.isVisible()
    assert rig.window.composer.button.isEnabled()


def test_models_that_are_not_known_yet_block_nothing(start: Start) -> None:
    bridge = scripted(FakeBridge())
    bridge.hold(model_list)
    rig = start(bridge)
    rig.window.ask("Why?")
    assert rig.pane.sent == [("Why?", None)]


def test_a_dropped_model_file_joins_the_list_and_is_picked(start: Start) -> None:
    rig = start()
    added = ModelInfo("tiny", "Tiny", LoadState.LOADED)
    rig.bridge.answer(model_add_file, added)
    rig.bridge.answer(model_set_default, added)
    rig.bridge.answer(model_list, (SMOL, added))
    assert rig.drop("/models/tiny.GGUF")
    assert rig.bridge.arguments(model_add_file) == [{"path": "/models/tiny.GGUF"}]
    assert rig.window.model == added
    assert "Tiny is in the list" in rig.window.toast.message


def test_a_bad_model_file_says_why(start: Start) -> None:
    rig = start()
    rig.bridge.answer(model_add_file, ModelFileError("bad.gguf is not a GGUF file.", hint="Choose another one."))
    assert rig.drop("/models/bad.gguf")
    assert rig.window.toast.message == "bad.gguf is not a GGUF file. Choose another one."


def test_dragged_text_is_not_for_the_window(start: Start) -> None:
    assert not start().drop()


# The connection and the database.


def test_a_question_typed_before_the_core_is_up_waits_and_is_sent(start: Start) -> None:
    rig = start(scripted(FakeBridge(LinkState.CONNECTING)))
    rig.window.ask("Why?")
    assert rig.pane.sent == []
    assert rig.window.composer.text == "Why?"
    assert "as soon as" in rig.window.note
    rig.bridge.set_link(LinkState.CONNECTED)
    assert rig.pane.sent == [("Why?", None)]
    assert rig.window.composer.text == ""
    assert rig.window.note == "Runs on this computer. Nothing leaves it."


def test_a_waiting_question_can_be_taken_back(start: Start) -> None:
    rig = start(scripted(FakeBridge(LinkState.CONNECTING)))
    rig.window.ask("Why?")
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Escape)
    rig.bridge.set_link(LinkState.CONNECTED)
    assert rig.pane.sent == []
    assert rig.window.composer.text == "Why?"


def test_connecting_is_quiet_and_after_a_while_one_line(start: Start, qtbot: QtBot) -> None:
    rig = start(scripted(FakeBridge(LinkState.CONNECTING)))
    assert rig.window.note == "Runs on this computer. Nothing leaves it."
    qtbot.waitUntil(lambda: rig.window.note == "Starting Tektra's core…")
    assert not rig.window.banners.isVisible()
    rig.bridge.set_link(LinkState.CONNECTED)
    assert rig.window.note == "Runs on this computer. Nothing leaves it."


def test_calls_that_fail_while_the_core_is_away_are_not_told_twice(start: Start) -> None:
    rig = start()
    rig.bridge.set_link(LinkState.LOST)
    rig.window.models.refresh()
    rig.bridge.flush()
    assert len(rig.bridge.unhandled_errors) == 1
    assert rig.window.toast.message == ""


def test_an_error_that_nobody_handled_is_told(start: Start) -> None:
    rig = start()
    rig.bridge.answer(model_load, ModelFileError("The file is truncated.", hint="Fetch it again."))
    rig.window.models.load("qwen")
    rig.bridge.flush()
    assert rig.window.toast.message == "The file is truncated. Fetch it again."


# Keyboard, memory of the window, looks.


def test_f6_walks_through_the_panes(start: Start) -> None:
    rig = start()
    rig.pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    rig.window.composer.edit.setFocus()
    visited: list[QWidget] = []
    for _ in range(4):
        QTest.keyClick(rig.window, Qt.Key.Key_F6)
        visited.append(rig.window.focusWidget())
    assert visited == [
        rig.window.sidebar.list,
        rig.window.header.model_button,
        rig.pane,
        rig.window.composer.edit,
    ]


def test_ctrl_b_folds_the_sidebar_and_brings_it_back(start: Start) -> None:
    rig = start()
    QTest.keyClick(rig.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert not rig.window.sidebar.isVisible()
    assert rig.window.header.unfold_button.isVisible()
    QTest.mouseClick(rig.window.header.unfold_button, Qt.MouseButton.LeftButton)
    assert rig.window.sidebar.isVisible()


def test_every_button_has_a_name(start: Start) -> None:
    rig = start()
    rig.window.header.model_button.click()
    buttons = rig.window.findChildren(BaseButton)
    assert len(buttons) > 8
    nameless = [b for b in buttons if b.isVisible() and not (b.accessibleName() or b.text())]
    silent = [b for b in buttons if b.isVisible() and not b.text() and not b.toolTip()]
    assert nameless == silent == []


def test_the_window_comes_back_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    first = Rig(qtbot, tmp_path, scripted(FakeBridge(), (A, B)))
    first.window.setGeometry(20, 30, 760, 500)
    first.window.open_chat("b")
    first.window.sides.set_shown(shown=False)
    first.window.close()
    second = Rig(qtbot, tmp_path, scripted(FakeBridge(), (A, B)))
    box = second.window.geometry()
    assert (box.x(), box.y(), box.width(), box.height()) == (20, 30, 760, 500)
    assert second.pane.opened == ["b"]
    assert not second.window.sidebar.isVisible()


def test_a_change_is_saved_soon_and_not_only_at_the_end(start: Start, qtbot: QtBot) -> None:
    rig = start()
    rig.window.open_chat("a")
    qtbot.waitUntil(lambda: rig.file.load().last_chat == "a")


def test_after_everything_was_deleted_nothing_is_saved_until_there_is_a_core_again(
    start: Start, tmp_path: Path
) -> None:
    rig = start()
    saved = tmp_path / "window.json"
    rig.bridge.emit_event(EventName.CORE_STOPPED, StoppedEvent(on_purpose=True, erased=True))
    rig.bridge.set_link(LinkState.STOPPED)
    saved.unlink(missing_ok=True)
    rig.window.close()
    assert not saved.exists()
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.window.show()
    rig.window.close()
    assert saved.exists()


def test_a_core_that_is_only_stopped_costs_no_memory(start: Start, tmp_path: Path) -> None:
    rig = start()
    rig.bridge.emit_event(EventName.CORE_STOPPED, StoppedEvent(on_purpose=True))
    rig.bridge.set_link(LinkState.STOPPED)
    rig.window.close()
    assert (tmp_path / "window.json").exists()


def test_the_last_chat_has_its_title_its_menu_and_its_model_from_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    WindowStateFile(tmp_path / "window.json").save(WindowState(last_chat="b"))
    window = Rig(qtbot, tmp_path, scripted(FakeBridge(), (A, B))).window
    assert window.header.title.button.isVisible()
    assert window.header.title.button.accessibleName() == "Chat: Packing"
    assert QWEN.name in window.header.model_button.accessibleName()


def test_a_last_chat_that_is_gone_becomes_a_new_one(qtbot: QtBot, tmp_path: Path) -> None:
    WindowStateFile(tmp_path / "window.json").save(WindowState(last_chat="deleted"))
    bridge = scripted(FakeBridge(), (A,))
    bridge.answer(chat_open, ChatNotFound("This chat is gone."))
    rig = Rig(qtbot, tmp_path, bridge)
    assert rig.pane.opened == ["deleted", None]


def test_a_last_chat_that_lies_in_the_trash_becomes_a_new_one(qtbot: QtBot, tmp_path: Path) -> None:
    WindowStateFile(tmp_path / "window.json").save(WindowState(last_chat="b"))
    bridge = scripted(FakeBridge(), (A,))
    bridge.answer(chat_open, Chat(replace(B, deleted_at=1.0), ()))
    rig = Rig(qtbot, tmp_path, bridge)
    assert rig.pane.opened == ["b", None]


@pytest.mark.parametrize("size", [(1280, 832), (800, 600)])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_both_themes_paint_at_two_sizes_and_change_while_open(
    start: Start, scheme: Scheme, size: tuple[int, int]
) -> None:
    theme().set_scheme(scheme)
    rig = start()
    rig.window.resize(*size)
    image = rig.window.grab().toImage()
    assert image.pixelColor(4, 4).name().upper() == theme().tokens.sidebar
    assert image.pixelColor(size[0] - 4, 60).name().upper() == theme().tokens.canvas
    theme().set_scheme(Scheme.LIGHT if scheme is Scheme.DARK else Scheme.DARK)
    assert rig.window.grab().toImage().pixelColor(4, 4).name().upper() == theme().tokens.sidebar


def test_a_small_window_folds_the_sidebar_and_cuts_nothing(start: Start) -> None:
    rig = start()
    rig.window.resize(640, 480)
    rig.window.toast.tell("The question has 9,000 tokens and the context holds 8,192. " * 3, ms=1)
    rig.bridge.set_link(LinkState.FAILED, CoreUnavailable("The disk is full. " * 8, hint="Free some space. " * 8))
    QApplication.processEvents()
    assert not rig.window.sidebar.isVisible()
    assert rig.window.rect().contains(rig.window.toast.geometry())
    assert rig.window.composer.width() > 300
    banner = rig.window.banners.banner
    assert banner.height() >= banner.heightForWidth(banner.width())
    rig.window.resize(1000, 600)
    assert rig.window.sidebar.isVisible()


def test_the_title_has_room_before_the_speed_and_the_engine(start: Start) -> None:
    rig = start()
    header, title = rig.window.header, rig.window.header.title.button
    rig.window.sidebar.chat_chosen.emit("a")
    header.title.show_chat(replace(A, title="Deque or list for a queue of many things?"))
    header._speed.setText("41 tokens/s here")
    for width, brief, speed in ((1280, False, True), (640, False, False), (480, True, False)):
        rig.window.resize(width, 600)
        QApplication.processEvents()
        assert header.model_button.brief is brief
        assert header._speed.isVisible() is speed
        assert title.width() >= min(title.sizeHint().width(), 120)


def test_in_a_narrow_window_the_sidebar_lies_over_the_page(start: Start) -> None:
    rig = start()
    sides, window = rig.window.sides, rig.window
    window.resize(480, 420)
    QApplication.processEvents()
    QTest.mouseClick(window.header.unfold_button, Qt.MouseButton.LeftButton)
    assert window.sidebar.isVisible()
    assert sides.drawn
    assert sides.scrim.isVisible()
    assert window.header.width() == 480, "the page is not squeezed"
    QTest.mouseClick(sides.scrim, Qt.MouseButton.LeftButton, pos=QPoint(470, 200))
    assert not window.sidebar.isVisible()
    assert not sides.scrim.isVisible()
    leaves: tuple[Callable[[], None], ...] = (
        lambda: QTest.keyClick(window.sidebar.fold_button, Qt.Key.Key_Escape),
        lambda: window.sidebar.chat_chosen.emit("a"),
        window.composer.edit.setFocus,
    )
    for leave in leaves:
        window.header.unfold_button.click()
        assert window.focusWidget() is window.sidebar.fold_button
        leave()
        assert not sides.drawn
    window.header.unfold_button.click()
    window.resize(1000, 600)
    assert window.sidebar.isVisible()
    assert not sides.scrim.isVisible()
    assert window.header.width() == 1000 - window.sidebar.width()
    window.close()
    assert rig.file.load().sidebar_collapsed is False


def test_a_sidebar_that_folded_by_itself_is_not_remembered_as_folded(start: Start) -> None:
    rig = start()
    rig.window.resize(640, 480)
    rig.window.close()
    assert rig.file.load().sidebar_collapsed is False


def test_the_list_is_read_again_while_its_last_row_is_open_and_current(start: Start) -> None:
    """The view asks for its current row while rows move: one that is gone by then ended the program."""
    rig = start(scripted(FakeBridge(), (A, B)))
    for chat_id in ("a", "b"):
        rig.window.open_chat(chat_id)
        rig.bridge.flush()
        rig.window.sidebar.list.setFocus()
        QTest.keyClick(rig.window.sidebar.list, Qt.Key.Key_End)
        rig.bridge.set_link(LinkState.LOST)
        rig.bridge.set_link(LinkState.CONNECTED)
        rig.bridge.flush()
        assert rig.window.sidebar.get(chat_id) is not None


def test_no_model_is_loaded_where_no_core_is(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    loaded = replace(SMOL, state=LoadState.LOADED, memory_bytes=10)
    rig.bridge.emit_event(EventName.MODEL_CHANGED, ModelEvent(loaded))
    assert rig.window.models.get(SMOL.id) == loaded
    rig.bridge.set_link(LinkState.STOPPED)
    gone = rig.window.models.get(SMOL.id)
    assert gone is not None
    assert (gone.state, gone.memory_bytes) == (LoadState.READY, 0)
