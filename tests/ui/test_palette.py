"""The command palette and the list of shortcuts in the whole window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bridge.signatures import (
    assistant_list,
    chat_find_titles,
    chat_search,
    model_load,
    model_unload,
    preset_list,
    tool_list,
)
from app.errors import InvalidInput
from app.types.chats import SearchHit
from app.types.library import Assistant
from app.types.messages import Role
from app.types.models import LoadState
from app.ui.bridge.base import LinkState
from app.ui.palette.box import PaletteBox
from app.ui.palette.command_palette import CommandPalette
from app.ui.panel.fields import _places, field_words
from app.ui.settings.pages_model import Page
from app.ui.window.shortcuts import Action, shortcuts
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.window_rig import A, B, Rig, Start
from tests.ui.window_samples import QWEN, SMOL, chat, scripted

HIT = SearchHit(B, "m7", Role.ASSISTANT, B.updated_at, "use a deque. It takes from both ends", ((6, 11),))


class Palette:
    """The open palette of a window."""

    def __init__(self, rig: Rig, qtbot: QtBot) -> None:
        self.rig = rig
        self.qtbot = qtbot
        rig.bridge.answer(chat_search, ())
        rig.bridge.answer(chat_find_titles, ())
        QTest.keyClick(rig.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert rig.window.desk.palette is not None
        self.palette: CommandPalette = rig.window.desk.palette
        self.box: PaletteBox = self.palette.box
        assert self.box.isVisible()

    def type(self, text: str) -> None:
        """Without waiting for the search."""
        QTest.keyClicks(self.box.field, text)

    def search(self, count: int = 1) -> None:
        """Until the search was asked so many times; its answer is in."""
        asked = self.rig.bridge.arguments
        self.qtbot.waitUntil(lambda: len(asked(chat_search)) >= count)
        self.rig.bridge.flush()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.box.field, key)

    @property
    def rows(self) -> list[str]:
        return rows(self.box)

    @property
    def chosen(self) -> str:
        row = self.box.view.chosen
        return row.title if row is not None else ""


def rows(box: PaletteBox) -> list[str]:
    return [row.title if row.entry is not None else f"# {row.title}" for row in box.model.rows]


@pytest.fixture
def palette(start: Start, qtbot: QtBot) -> Palette:
    return Palette(start(), qtbot)


def test_it_opens_with_recent_chats_and_commands_and_the_keyboard_is_in_its_field(palette: Palette) -> None:
    assert palette.box.field.hasFocus()
    assert palette.rows[:5] == ["# Chats", "Deque or list?", "Packing", "# Commands", "New chat"]
    assert palette.chosen == "Deque or list?"
    assert "Compare models and engines" in palette.rows
    assert "Search chats and commands" not in palette.rows, "it is open already"
    assert "# Settings" not in palette.rows


def test_enter_opens_the_chosen_chat(palette: Palette, qtbot: QtBot) -> None:
    palette.type("pack")
    assert palette.chosen == "Packing"
    with qtbot.waitSignal(palette.rig.window.desk.chat_requested) as wanted:
        palette.press(Qt.Key.Key_Return)
    assert wanted.args == ["b", None]
    assert palette.rig.pane.chat_id == "b"
    assert not palette.box.isVisible()
    assert palette.rig.window.composer.edit.hasFocus()


def test_a_hit_in_a_message_is_found_shown_and_opened_there(palette: Palette, qtbot: QtBot) -> None:
    palette.rig.bridge.answer(chat_search, (HIT,))
    palette.type("takes")
    assert palette.rows[0] != "# Chats"
    palette.search()
    assert palette.rig.bridge.arguments(chat_search)[0]["query"] == "takes"
    assert "Packing" in palette.rows
    entry = next(row.entry for row in palette.box.model.rows if row.entry is not None and row.title == "Packing")
    assert "use a deque" in entry.detail
    start, end = entry.marks[0]
    assert entry.detail[start:end] == "deque"
    while palette.chosen != "Packing":
        palette.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.rig.window.desk.chat_requested) as wanted:
        palette.press(Qt.Key.Key_Return)
    assert wanted.args == ["b", "m7"]


def test_an_answer_to_an_older_query_is_dropped_and_the_choice_stays(palette: Palette) -> None:
    held = palette.rig.bridge.hold(chat_search)
    palette.type("de")
    palette.qtbot.waitUntil(lambda: held.reply is not None)
    palette.type("qu")
    assert palette.chosen == "Deque or list?"
    held.resolve((replace(HIT, chat=chat("x", "Stale")),))
    assert "Stale" not in palette.rows
    palette.rig.bridge.answer(chat_search, (replace(HIT, chat=chat("y", "Fresh")),))
    palette.search(2)
    assert "Fresh" in palette.rows
    assert palette.chosen == "Deque or list?"


def test_one_search_for_several_letters_and_none_for_one(palette: Palette) -> None:
    palette.type("deque")
    palette.search()
    palette.type(" or")
    palette.search(2)
    assert [call["query"] for call in palette.rig.bridge.arguments(chat_search)] == ["deque", "deque or"]
    palette.box.field.setText("x")
    assert not palette.palette._timer.isActive(), "nothing is asked later either"
    palette.box.field.setText("xy")
    palette.search(3)
    assert [call["query"] for call in palette.rig.bridge.arguments(chat_search)][2:] == ["xy"]


@pytest.mark.parametrize(
    ("typed", "name", "title"),
    [
        ("temperature", "temperature", "Temperature"),
        ("system prompt", "system_prompt", "System prompt"),
        ("seed", "seed", "Seed"),
        ("context policy", "context_policy", "When the chat gets too long"),
    ],
)
def test_a_field_of_the_panel_is_found_and_gets_the_keyboard(
    palette: Palette, typed: str, name: str, title: str
) -> None:
    bridge = palette.rig.bridge
    bridge.answer(preset_list, ())
    bridge.answer(tool_list, ())
    palette.type(typed)
    entry = next(row.entry for row in palette.box.model.rows if row.entry is not None and row.entry.title == title)
    assert entry.key == f"panel:{name}"
    palette.box.view.choose(palette.box.model.rows.index(next(r for r in palette.box.model.rows if r.entry is entry)))
    palette.press(Qt.Key.Key_Return)
    panels = palette.rig.window.panels
    assert panels.panel is not None
    field = _places(panels.panel)[name][1]
    assert field.isVisible()
    assert field.hasFocus()
    inside = panels.panel.scroll_area.viewport()
    assert inside.rect().contains(field.mapTo(inside, field.rect().center()))


def test_every_field_of_the_panel_has_words_and_a_place(palette: Palette) -> None:
    panels = palette.rig.window.panels
    palette.rig.bridge.answer(preset_list, ())
    palette.rig.bridge.answer(tool_list, ())
    for name in field_words():
        panels.open_at(name)
        assert panels.panel is not None
        assert _places(panels.panel)[name][1].hasFocus()


def test_without_the_core_the_rest_works(palette: Palette) -> None:
    palette.rig.bridge.set_link(LinkState.LOST)
    palette.type("new")
    palette.search()
    assert palette.rig.bridge.unhandled_errors == []
    assert palette.chosen == "New chat"


def test_commands_say_their_keys_and_run(palette: Palette) -> None:
    palette.rig.window.open_chat("a")
    entry = next(row.entry for row in palette.box.model.rows if row.entry is not None and row.title == "New chat")
    assert entry.keys == "Ctrl N"
    palette.type("new chat")
    palette.press(Qt.Key.Key_Return)
    assert palette.rig.pane.chat_id is None


def test_a_deleted_message_can_be_brought_back_where_there_is_one(start: Start, qtbot: QtBot) -> None:
    rig = start()
    assert "Undo delete" not in [entry.title for entry in rig.window.desk._extra()]
    asked: list[bool] = []
    rig.pane.port.can_undo_delete = lambda: True
    rig.pane.port.undo_delete.connect(lambda: asked.append(True))
    palette = Palette(rig, qtbot)
    palette.type("undo delete")
    palette.press(Qt.Key.Key_Return)
    assert asked == [True]


def test_the_open_chat_can_be_renamed_and_deleted_and_a_running_answer_stopped(start: Start, qtbot: QtBot) -> None:
    rig = start()
    none = Palette(rig, qtbot)
    assert not {"Delete the chat", "Rename the chat", "Export this chat…", "Stop the answer"} & set(none.rows)
    none.press(Qt.Key.Key_Escape)
    rig.window.open_chat("a")
    rig.pane.set_answering(answering=True)
    some = Palette(rig, qtbot)
    assert {"Delete the chat", "Rename the chat", "Export this chat…", "Stop the answer"} <= set(some.rows)
    some.type("stop the")
    some.press(Qt.Key.Key_Return)
    assert rig.pane.stops == 1


def test_models_are_used_loaded_and_ejected(palette: Palette) -> None:
    palette.rig.bridge.answer(model_unload, replace(SMOL, state=LoadState.READY))
    palette.rig.bridge.answer(model_load, replace(QWEN, state=LoadState.LOADED))
    palette.type("smol")
    assert "Use SmolLM2 135M" not in palette.rows, "it is in use"
    palette.press(Qt.Key.Key_Return)
    palette.rig.bridge.flush()
    assert palette.rig.bridge.arguments(model_unload) == [{"model_id": "smol"}]
    again = Palette(palette.rig, palette.qtbot)
    again.type("load qwen")
    again.press(Qt.Key.Key_Return)
    palette.rig.bridge.flush()
    assert palette.rig.bridge.arguments(model_load) == [{"model_id": "qwen"}]


def test_a_model_is_picked_for_the_next_question(palette: Palette, qtbot: QtBot) -> None:
    palette.rig.window.open_chat("a")
    palette.rig.bridge.answer(model_load, replace(QWEN, state=LoadState.LOADED))
    palette.type("use qwen")
    palette.press(Qt.Key.Key_Return)
    model = palette.rig.window.model
    assert model is not None
    assert model.id == "qwen"


@pytest.mark.parametrize(
    ("query", "page"),
    [("appearance", Page.APPEARANCE), ("text size", Page.APPEARANCE), ("back up and restore", Page.GENERAL)],
)
def test_a_setting_opens_the_settings_at_its_place(palette: Palette, query: str, page: Page) -> None:
    palette.type(query)
    palette.press(Qt.Key.Key_Return)
    palette.rig.bridge.flush()
    shown = palette.rig.window.settings.window
    assert shown is not None
    assert shown.shown_page is page
    shown.close()


def test_settings_of_the_same_name_are_told_apart(palette: Palette) -> None:
    palette.type("device")
    found = [row.entry.detail for row in palette.box.model.rows if row.entry and row.title == "Device"]
    assert len(found) > 1
    assert len(set(found)) == len(found)
    assert any("llama.cpp" in detail for detail in found)


def test_an_assistant_begins_a_new_chat(start: Start, qtbot: QtBot) -> None:
    rig = start()
    rig.bridge.answer(assistant_list, (Assistant("r", "Reviewer"),))
    with qtbot.waitSignal(rig.window.desk.assistant_requested) as wanted:
        palette = Palette(rig, qtbot)
        rig.bridge.flush()
        palette.type("review")
        assert palette.rows[:2] == ["# Assistants", "Reviewer"]
        palette.press(Qt.Key.Key_Return)
    assert wanted.args == ["r"]


def test_the_keys_of_the_list(palette: Palette) -> None:
    palette.press(Qt.Key.Key_Up)
    assert palette.chosen == palette.rows[-1]
    palette.press(Qt.Key.Key_Tab)
    assert palette.chosen == "Deque or list?"
    palette.press(Qt.Key.Key_PageDown)
    assert palette.chosen == palette.rows[8]
    palette.press(Qt.Key.Key_PageUp)
    assert palette.chosen == "Deque or list?"
    for _ in range(5):
        palette.press(Qt.Key.Key_PageDown)
    assert palette.chosen == palette.rows[-1]
    palette.press(Qt.Key.Key_Escape)
    assert not palette.box.isVisible()


def test_a_click_takes_a_row_and_headings_take_nothing(palette: Palette) -> None:
    view = palette.box.view

    def click(row: int) -> None:
        place = view.visualRect(view.rows_model.index(row)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(0)
    assert palette.box.isVisible()
    click(2)
    assert not palette.box.isVisible()
    assert palette.rig.pane.chat_id == "b"


def test_nothing_found_says_so(palette: Palette) -> None:
    palette.type("zzzz")
    assert palette.rows == []
    assert palette.box.nothing.text() == "Nothing found for “zzzz”"
    assert palette.box.field.accessibleDescription() == "Nothing found for “zzzz”"
    palette.press(Qt.Key.Key_Down)
    palette.press(Qt.Key.Key_Return)
    assert palette.box.isVisible()
    palette.box.field.clear()
    assert palette.chosen == "Deque or list?"


def test_a_search_that_takes_too_long_says_what_helps(palette: Palette) -> None:
    held = palette.rig.bridge.hold(chat_search)
    palette.type("***")
    palette.qtbot.waitUntil(lambda: len(palette.rig.bridge.arguments(chat_search)) == 1)
    held.reject(InvalidInput("It takes too long.", hint="Add a word."))
    palette.rig.bridge.flush()
    assert palette.box.nothing.text() == "It takes too long. Add a word."
    palette.type("x")
    assert "***x" in palette.box.nothing.text()


def test_a_screen_reader_finds_a_named_field_and_a_list_with_its_rows(palette: Palette) -> None:
    field = QAccessible.queryAccessibleInterface(palette.box.field)
    assert field.text(QAccessible.Text.Name) == "Search chats, commands and settings"
    assert "Deque or list?" in field.text(QAccessible.Text.Description)
    found = QAccessible.queryAccessibleInterface(palette.box.view)
    assert (found.role(), found.text(QAccessible.Text.Name)) == (QAccessible.Role.List, "Results")
    texts = [found.child(index).text(QAccessible.Text.Name) for index in range(found.childCount())]
    assert "New chat, Ctrl N" in texts


def test_the_same_keys_close_it_and_a_smaller_window_too(palette: Palette) -> None:
    palette.rig.window.desk.open_palette()
    assert not palette.box.isVisible()
    again = Palette(palette.rig, palette.qtbot)
    palette.rig.window.resize(600, 500)
    palette.qtbot.waitUntil(lambda: not again.box.isVisible())
    small = Palette(palette.rig, palette.qtbot)
    assert palette.rig.window.rect().contains(small.box.geometry())


def test_ten_thousand_chats_are_no_trouble(start: Start, qtbot: QtBot) -> None:
    many = tuple(chat(f"c{i}", f"Chat number {i} about something", age=i) for i in range(10_000))
    palette = Palette(start(scripted(FakeBridge(), many)), qtbot)
    palette.type("number 7")
    assert palette.rows[0] == "# Chats"
    assert palette.rows[1] == "Chat number 7 about something"
    assert len(palette.rows) < 40


def test_older_chats_are_found_by_parts_of_their_titles(start: Start, qtbot: QtBot) -> None:
    palette = Palette(start(), qtbot)
    old, put_away = chat("old", "The Zebra crossing"), replace(chat("away", "Zebras"), archived_at=1.0)
    palette.rig.bridge.answer(chat_find_titles, (A, old, put_away))
    palette.type("ebra")
    assert "The Zebra crossing" not in palette.rows
    palette.search()
    assert palette.rig.bridge.arguments(chat_find_titles) == [{"query": "ebra", "limit": 30}]
    assert palette.rows == ["# Chats", "The Zebra crossing", "Zebras"]
    assert [row.entry.tag for row in palette.box.model.rows if row.entry] == ["", "Archive"]
    palette.type(" cro")
    assert palette.rows == ["# Chats", "The Zebra crossing"], "without waiting for the core"
    palette.press(Qt.Key.Key_Return)
    assert palette.rig.window.chat.chat_id == "old"
    palette = Palette(palette.rig, qtbot)
    palette.type("ebra")
    assert palette.rows == [], "they may be gone by now"


def test_from_right_to_left_it_lies_over_the_chat_and_paints(qapp: QApplication, start: Start, qtbot: QtBot) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        palette = Palette(start(), qtbot)
        window = palette.rig.window
        assert palette.box.geometry().right() <= window.width() - window.sidebar.width()
        assert not palette.box.grab().isNull()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


# The list of shortcuts.


@pytest.fixture
def keys(start: Start) -> tuple[Rig, PaletteBox]:
    rig = start()
    QTest.keyClick(rig.window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    box = rig.window.desk.shortcut_list
    assert box is not None
    assert box.isVisible()
    return rig, box


def test_all_shortcuts_are_listed_and_found_by_name_and_keys(keys: tuple[Rig, PaletteBox]) -> None:
    _, box = keys
    listed = rows(box)
    assert len([title for title in listed if not title.startswith("#")]) == len(shortcuts().keys) + 4
    assert listed[-5] == "# Everywhere"
    QTest.keyClicks(box.field, "ctrl n")
    assert "New chat" in rows(box)
    box.field.setText("nothing like it")
    assert box.nothing.text() == "No shortcut has that name."


def test_enter_changes_a_shortcut_in_the_settings(keys: tuple[Rig, PaletteBox]) -> None:
    rig, box = keys
    QTest.keyClicks(box.field, "sidebar")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    rig.bridge.flush()
    shown = rig.window.settings.window
    assert shown is not None
    assert shown.shown_page is Page.SHORTCUTS
    shown.close()


def test_fixed_keys_say_that_they_stay(keys: tuple[Rig, PaletteBox]) -> None:
    rig, box = keys
    QTest.keyClicks(box.field, "new line")
    row = box.view.chosen
    assert row is not None
    assert row.entry is not None
    assert row.entry.tag == "fixed"
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert "always does this: New line" in rig.window.toast.message


def test_keys_of_their_own_are_listed_at_once(keys: tuple[Rig, PaletteBox]) -> None:
    rig, box = keys
    rig.window.desk.open_shortcuts()
    shortcuts().take({Action.NEW_CHAT: "Ctrl+J", Action.COMPARE: ""})
    rig.window.desk.open_shortcuts()
    entries = {row.title: row.entry for row in box.model.rows if row.entry is not None}
    assert entries["New chat"].keys == "Ctrl J"
    assert entries["Compare models and engines"].keys == "none"


def test_shift_esc_goes_to_the_question(start: Start) -> None:
    window = start().window
    window.sidebar.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    assert window.composer.edit.hasFocus()


def test_the_window_knows_what_its_shortcuts_do(start: Start) -> None:
    rig = start()
    bound = shortcuts().bound(rig.window)
    assert {Action.PALETTE, Action.NEW_CHAT, Action.COMPARE, Action.SETTINGS} <= set(bound)
    rig.window.open_chat(A.id)
    bound[Action.NEW_CHAT]()
    assert rig.pane.chat_id is None
