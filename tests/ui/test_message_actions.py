"""What can be done with messages: buttons, menus, editing in place, versions, deletion with Undo, quotes, branches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.bridge.signatures import (
    AnswerStarted,
    chat_continue,
    chat_open,
    chat_retry,
    message_ask_again,
    message_branch,
    message_choose,
    message_delete,
    message_edit,
    message_restore,
)
from app.errors import StoreFull
from app.types.chats import ChatSummary, MessageStatus
from app.types.models import BackendName, LoadState, ModelInfo
from app.types.streams import AnswerEnded, AnswerText
from app.ui.chat.editor import MessageEditor
from app.ui.chat.links import LinkDialog
from app.ui.chat.message_commands import MAX_EDIT
from app.ui.chat.prose import ProseView
from app.ui.chat.view import ChatView
from app.ui.theme import Scheme, current, theme
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import (
    CHANNEL,
    SUMMARY,
    OpenViews,
    answer,
    answer_row,
    chat_of,
    finished,
    prompt,
    prompt_row,
    row,
    shown_text,
)
from tests.ui.window_rig import Start

MODELS = (
    ModelInfo("m", "SmolLM2 135M", LoadState.LOADED, BackendName.LLAMA_CPP),
    ModelInfo("q", "Qwen & Co", LoadState.READY, BackendName.LLAMA_CPP),
    ModelInfo("g", "Gone", LoadState.UNAVAILABLE),
)


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge()


@pytest.fixture
def open_view(qtbot: QtBot, bridge: FakeBridge) -> OpenViews:
    return OpenViews(qtbot, bridge)


@pytest.fixture
def told(open_view: OpenViews) -> list[tuple[Any, ...]]:
    """What the view tells the window; filled by `listen`."""
    return []


def listen(view: ChatView, told: list[tuple[Any, ...]]) -> None:
    view.port.told.connect(lambda *args: told.append(args))
    view.port.quoted.connect(lambda text: told.append(("quote", text)))
    view.port.branched.connect(lambda chat: told.append(("branch", chat.id)))


def editor(view: ChatView) -> MessageEditor:
    (found,) = (one for one in view.findChildren(MessageEditor) if one.isVisible())
    return found


def entries(view: ChatView, index: int) -> dict[str, Callable[[], None]]:
    """The entries of a message's menu by their words; calling one chooses it."""
    view._requests.open_menu(view.messages[index].id, QPoint(10, 10))
    menus = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu) and widget.isVisible()]
    (menu,) = menus
    result: dict[str, Callable[[], None]] = {}
    for action in menu.actions():
        inner = action.menu()
        result[action.text().partition("\t")[0]] = action.trigger
        if isinstance(inner, QMenu):
            result.update({one.text(): one.trigger for one in inner.actions()})
    menu.hide()
    return result


def test_a_menu_has_room_for_the_arrow_of_an_inner_one(open_view: OpenViews) -> None:
    view = open_view(prompt(), finished("One"), prompt(id="p2", parent_id="a1"), replace(finished("Two"), id="a2"))
    view.port.models = MODELS
    view._requests.open_menu("a1", QPoint(10, 10))
    (menu,) = (one for one in view.findChildren(QMenu) if one.isVisible())
    longest = max(menu.fontMetrics().horizontalAdvance(action.text()) for action in menu.actions())
    # The icon and its room before the words, the arrow and its room behind them.
    assert menu.actionGeometry(menu.actions()[0]).width() >= longest + 28 + 28
    menu.close()


def test_links_are_reached_with_the_keyboard_through_the_menu(open_view: OpenViews) -> None:
    view = open_view(prompt("https://mine.org"), finished("See [this](https://a.org/x%20y?b=1&c=2) & more."))
    assert not any("http" in words for words in entries(view, 0)), "a prompt has no links"
    entries(view, 1)["https://a.org/x%20y?b=1&&c=2"]()
    (box,) = view.findChildren(LinkDialog)
    assert (box.host.plain, box.address.toPlainText()) == ("a.org", "https://a.org/x%20y?b=1&c=2")
    box.close()


def test_a_narrow_window_keeps_at_least_the_menu(open_view: OpenViews) -> None:
    view = open_view(prompt("word " * 200), finished("One"))
    view.resize(420, 700)
    bubble = prompt_row(view, 0)
    assert bubble.more_button.isVisible()
    assert bubble.more_button.x() >= 0
    assert not bubble.copy_button.isVisible()


def test_every_copy_takes_what_it_says(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt("Why *me*?"), replace(finished("**Bold** and\n\n- one"), thinking="Hm."))
    clipboard = QGuiApplication.clipboard()
    entries(view, 1)["Copy as plain text"]()
    assert clipboard.text() == "Bold and\n\n• one"
    entries(view, 1)["Copy as Markdown"]()
    assert clipboard.text() == "**Bold** and\n\n- one"
    assert clipboard.mimeData().hasFormat("text/markdown")
    entries(view, 1)["Copy with thoughts"]()
    assert clipboard.text() == "> Hm.\n\n**Bold** and\n\n- one"
    entries(view, 0)["Copy as plain text"]()
    assert clipboard.text() == "Why *me*?"


def test_a_quote_takes_the_selection_or_the_whole_message(open_view: OpenViews, told: list[tuple[Any, ...]]) -> None:
    view = open_view(prompt(), finished("One\n\ntwo"))
    listen(view, told)
    entries(view, 1)["Quote in the composer"]()
    text = answer_row(view).findChild(ProseView)
    assert isinstance(text, ProseView)
    cursor = text.textCursor()
    cursor.setPosition(0)
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    entries(view, 1)["Quote in the composer"]()
    assert told == [("quote", "> One\n>\n> two"), ("quote", "> One")]


def test_an_answer_is_made_again_with_another_model(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), finished("One"))
    view.port.models = MODELS
    found = entries(view, 1)
    assert "Gone" not in found
    bridge.answer(
        chat_retry, AnswerStarted(SUMMARY, prompt(), answer(status=MessageStatus.WAITING, id="a2", channel=CHANNEL))
    )
    found["Qwen && Co"]()
    bridge.flush()
    assert bridge.arguments(chat_retry) == [{"message_id": "a1", "model_id": "q"}]
    assert view.answering


def test_what_starts_an_answer_waits_for_the_running_one(
    bridge: FakeBridge, open_view: OpenViews, told: list[tuple[Any, ...]]
) -> None:
    view = open_view(
        prompt(), finished("One"), prompt(id="p2", parent_id="a1"), answer("", MessageStatus.WAITING, id="a2")
    )
    listen(view, told)
    answer_row(view, 1).footer.retry_button.click()
    assert bridge.arguments(chat_retry) == []
    assert told[-1][0] == "An answer is running in this chat. Stop it, or wait until it has ended."


def test_a_prompt_is_edited_in_its_place_and_asked_again(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt("Old?"), finished("One"))
    prompt_row(view).edit_button.click()
    edit = editor(view)
    assert edit.field.hasFocus()
    assert edit.field.toPlainText() == "Old?"
    QTest.keyClicks(edit.field, " New?")
    again = prompt("Old? New?", id="p2", versions=("p1", "p2"))
    started = answer(status=MessageStatus.WAITING, id="a2", parent_id="p2")
    bridge.answer(message_ask_again, AnswerStarted(SUMMARY, again, started))
    QTest.keyClick(edit.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bridge.flush()
    assert bridge.arguments(message_ask_again) == [{"message_id": "p1", "text": "Old? New?"}]
    assert [shown.id for shown in view.messages] == ["p2", "a2"]
    assert prompt_row(view).versions.words == "2 / 2"


def test_no_time_stands_below_a_prompt_that_is_edited(open_view: OpenViews) -> None:
    view = open_view(prompt("Old?"), finished("One"))
    row = prompt_row(view)
    row.edit_button.click()
    row._reveal(on=False)
    plain = row.grab().toImage()
    row._reveal(on=True)
    assert row.grab().toImage() == plain


def test_a_bubble_has_a_border_in_high_contrast(open_view: OpenViews) -> None:
    row = prompt_row(open_view(prompt("Why?"), finished("One")))
    theme().set_look(high=True)
    try:
        image, box = row.grab().toImage(), row._bubble
        assert image.pixelColor(box.center().x(), box.top()).name() == current().border.lower()
    finally:
        theme().set_look(high=False)


def test_an_editor_stays_in_sight_while_an_answer_streams(
    qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews
) -> None:
    running = answer("line\n\n" * 5, MessageStatus.STREAMING)
    view = open_view(prompt("Old?"), running)
    prompt_row(view).edit_button.click()
    bridge.send(CHANNEL, AnswerText("line\n\n" * 200))
    bridge.flush()
    bar = view.message_list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 2_000)
    assert bar.value() < 100
    assert view.rect().contains(editor(view).mapTo(view, QPoint(0, 0)))


def test_the_keyboard_does_not_leave_with_the_editor(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt("Old?"), finished("One"))
    prompt_row(view).edit_button.click()
    editor(view).field.setPlainText("New?")
    bridge.answer(message_edit, replace(prompt("New?"), edited_at=1.0))
    editor(view).save_button.setFocus()
    editor(view).save_button.click()
    bridge.flush()
    qtbot.waitUntil(lambda: prompt_row(view).editor is None)
    assert view.message_list.hasFocus()
    prompt_row(view).edit_button.click()
    bridge.answer(message_ask_again, StoreFull("The disk is full."))
    with qtbot.waitSignal(view.port.asked_anew):
        editor(view).again_button.click()
    assert view.message_list.hasFocus()


def test_an_answer_is_edited_in_its_place(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), finished("One"))
    answer_row(view).footer.edit_button.click()
    edit = editor(view)
    assert not edit.again_button.isVisible()
    assert not answer_row(view).parts.isVisible()
    edit.field.setPlainText("Two")
    bridge.answer(message_edit, StoreFull("The disk is full."))
    edit.save_button.click()
    bridge.flush()
    assert editor(view).field.toPlainText() == "Two", "nothing is lost"
    bridge.answer(message_edit, replace(finished("Two"), edited_at=1.0))
    edit.save_button.setFocus()
    edit.save_button.click()
    bridge.flush()
    qtbot.waitUntil(lambda: "Two" in shown_text(view))
    assert view._list.hasFocus(), "the focus stays with the messages"
    assert answer_row(view).editor is None


def test_esc_asks_only_when_something_would_be_lost(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt("Old?"), finished("One"))
    prompt_row(view).edit_button.click()
    QTest.keyClick(editor(view).field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: prompt_row(view).editor is None)
    assert prompt_row(view).edit_button.isVisible()
    prompt_row(view).edit_button.click()
    edit = editor(view)
    QTest.keyClicks(edit.field, "x")
    assert list(view.port.edits.values()) == ["Old?x"], "the window can keep it"
    QTest.keyClick(edit.field, Qt.Key.Key_Escape)
    assert edit.words.text() == "Press Esc again to discard your changes."
    assert edit.cancel_button.text() == "Discard"
    QTest.keyClick(edit.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: prompt_row(view).editor is None)
    assert "Old?" in shown_text(view)
    assert "Old?x" not in shown_text(view)


def test_what_is_pasted_into_an_edit_is_text_and_not_too_much(open_view: OpenViews) -> None:
    view = open_view(prompt("Old?"), finished("One"))
    prompt_row(view).edit_button.click()
    edit = editor(view)
    QGuiApplication.clipboard().setText(" a\r\nb")
    edit.field.paste()
    assert edit.field.toPlainText() == "Old? a\nb"
    mime = QMimeData()
    mime.setText("x" * (MAX_EDIT + 1))
    edit.field.insertFromMimeData(mime)
    assert edit.field.toPlainText() == "Old? a\nb"
    assert edit.words.text() == "That is too long to be pasted here."


def test_an_empty_message_cannot_be_saved(bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt("Old?"), finished("One"))
    prompt_row(view).edit_button.click()
    edit = editor(view)
    edit.field.setPlainText("  ")
    assert not edit.save_button.isEnabled()
    assert edit.words.text() == "A message cannot be empty."
    QTest.keyClick(edit.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not bridge.arguments(message_ask_again)


def test_an_edit_survives_scrolling_away_and_another_theme(open_view: OpenViews) -> None:
    many = [prompt("First", id="m0")]
    for number in range(1, 60):
        make = finished if number % 2 else prompt
        many.append(replace(make(f"Text {number}\n\nmore"), id=f"m{number}", parent_id=f"m{number - 1}"))
    view = open_view(*many)
    QTest.keyClick(view._list, Qt.Key.Key_Home)
    prompt_row(view, 0).edit_button.click()
    editor(view).field.setPlainText("Half done\n" * 30)
    tall = row(view, 0).height()
    assert tall > 200
    theme().set_scheme(Scheme.DARK)
    view._list.setFocus()
    QTest.keyClick(view._list, Qt.Key.Key_End)
    assert 0 not in view._list.realised
    QTest.keyClick(view._list, Qt.Key.Key_Home)
    assert editor(view).field.toPlainText() == "Half done\n" * 30
    assert row(view, 0).height() == tall


def test_versions_are_shown_and_chosen(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    second = replace(finished("Second"), versions=("a0", "a1"))
    view = open_view(prompt(), second)
    arrows = answer_row(view).footer.versions
    assert arrows.words == "2 / 2"
    assert arrows.back.accessibleDescription() == "Version 2 of 2"
    assert not arrows.forward.isEnabled()
    first = replace(finished("First"), id="a0", versions=("a0", "a1"))
    bridge.answer(message_choose, chat_of(prompt(), first))
    view._list.setFocus()
    QTest.mouseClick(arrows.back, Qt.MouseButton.LeftButton)
    assert not arrows.back.hasFocus(), "a click leaves the focus where it is"
    arrows.back.setFocus(Qt.FocusReason.TabFocusReason)
    bridge.flush()
    assert view._list.hasFocus(), "the keyboard stays with the messages"
    assert bridge.arguments(message_choose)[0]["message_id"] == "a0"
    assert "First" in shown_text(view)
    assert "Second" not in shown_text(view)
    assert answer_row(view).footer.versions.forward.isEnabled()


def test_arrows_come_to_a_row_that_is_seen_already(qtbot: QtBot, bridge: FakeBridge, open_view: OpenViews) -> None:
    view = open_view(prompt(), answer("", MessageStatus.STREAMING))
    bridge.send(CHANNEL, AnswerEnded(replace(finished("Second"), versions=("a0", "a1"))))
    qtbot.waitUntil(answer_row(view).footer.versions.isVisible)
    assert answer_row(view).footer.versions.back.isVisible()


def test_a_deleted_message_comes_back_by_undo(
    bridge: FakeBridge, open_view: OpenViews, told: list[tuple[Any, ...]]
) -> None:
    view = open_view(prompt("Keep me"), finished("One"))
    listen(view, told)
    bridge.answer(message_delete, SUMMARY)
    bridge.answer(chat_open, chat_of(prompt("Keep me")))
    entries(view, 1)["Delete answer"]()
    bridge.flush()
    assert "One" not in shown_text(view)
    words, undo, run = told[-1]
    assert (words, undo) == ("Message deleted", "Undo")
    bridge.answer(message_restore, SUMMARY)
    bridge.answer(chat_open, chat_of(prompt("Keep me"), finished("One")))
    run()
    bridge.flush()
    assert bridge.arguments(message_restore) == [{"message_id": "a1"}]
    assert "One" in shown_text(view)


def test_a_branch_opens_as_a_new_chat(bridge: FakeBridge, open_view: OpenViews, told: list[tuple[Any, ...]]) -> None:
    view = open_view(prompt(), finished("One"))
    listen(view, told)
    bridge.answer(message_branch, ChatSummary("c2", "Title (2)", 0.0, 0.0))
    answer_row(view).footer.branch_button.click()
    bridge.flush()
    assert bridge.arguments(message_branch) == [{"message_id": "a1"}]
    assert ("branch", "c2") in told


def test_the_shortcuts_act_on_the_last_answer(
    bridge: FakeBridge, open_view: OpenViews, told: list[tuple[Any, ...]]
) -> None:
    view = open_view(prompt(), finished("One\n\n```\nx = 1\n```"), prompt(id="p2", parent_id="a1"))
    listen(view, told)
    view.port.copy_answer.emit()
    assert QGuiApplication.clipboard().text() == "One\n\n```\nx = 1\n```"
    view.port.copy_code.emit()
    assert QGuiApplication.clipboard().text() == "x = 1"
    assert [one[0] for one in told] == ["The last answer is copied.", "The last code block is copied."]
    bridge.answer(chat_continue, StoreFull("The disk is full."))
    view.port.go_on.emit()
    bridge.flush()
    assert bridge.arguments(chat_continue) == [{"message_id": "a1"}]
    bridge.answer(chat_retry, StoreFull("The disk is full."))
    view.port.regenerate.emit()
    bridge.flush()
    assert bridge.arguments(chat_retry) == [{"message_id": "a1", "model_id": None}]


def test_without_code_the_shortcut_says_so(open_view: OpenViews, told: list[tuple[Any, ...]]) -> None:
    view = open_view(prompt(), finished("One"))
    listen(view, told)
    view.port.copy_code.emit()
    assert told[-1][0] == "There is no code in this chat."


def test_a_right_click_beside_the_text_opens_the_menu(open_view: OpenViews) -> None:
    view = open_view(prompt(), finished("One"))
    target = answer_row(view)
    place = target.mapToGlobal(QPoint(5, 5))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), place, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, event)
    (menu,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    assert "Edit" in [action.text() for action in menu.actions()]
    menu.close()


def test_the_window_tells_quotes_and_follows_branches(start: Start) -> None:
    rig = start()
    port = rig.pane.port
    asked: list[str] = []
    port.regenerate.connect(lambda: asked.append("regenerate"))
    port.copy_code.connect(lambda: asked.append("code"))
    rig.window.composer.set_text("My words")
    port.quoted.emit("> quoted")
    assert rig.window.composer.text == "My words\n\n> quoted\n\n"
    ran: list[str] = []
    port.told.emit("Message deleted", "Undo", lambda: ran.append("undo"))
    assert rig.window.toast.message == "Message deleted"
    rig.press("Undo")
    assert ran == ["undo"]
    rig.window.sidebar.new_button.setFocus()
    port.asked_anew.emit()
    assert rig.window.composer.edit.hasFocus()
    port.branched.emit(ChatSummary("b", "Packing", 0.0, 0.0))
    assert rig.pane.opened[-1] == "b"
    assert [model.id for model in port.models] == ["smol", "qwen", "gone"]
    QTest.keyClick(rig.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(
        rig.window, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert asked == ["regenerate", "code"]
