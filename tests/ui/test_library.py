"""The library's window: assistants, saved prompts, archive and trash."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.events import ChatEvent, EmptyEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    assistant_delete,
    assistant_list,
    assistant_save,
    chat_archive,
    chat_delete,
    chat_empty_trash,
    chat_list,
    chat_purge,
    chat_restore,
    model_list,
    preset_list,
    prompt_delete,
    prompt_list,
    prompt_save,
)
from app.errors import InvalidInput, StoreError
from app.types.chats import ChatSummary
from app.types.generation import Sampling
from app.types.library import TRASH_DAYS, Assistant, PresetInfo, SavedPrompt
from app.ui.bridge.base import LinkState
from app.ui.library.page import LibraryPage
from app.ui.library.window import LibraryWindow, Shelf
from app.ui.window.models import Models
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.window_rig import Start
from tests.ui.window_samples import QWEN, SMOL, chat

DAY = 86_400.0
EDITOR = Assistant("e", "Editor", "✍️", "You correct texts.", "qwen", "precise")
DRAWN = Assistant("d", "Painter", "png:aGVsbG8=", "You describe pictures.")
FIX = SavedPrompt("f", "fix", "Correct this text.")
SUM = SavedPrompt("s", "summary", "Sum up in {{sentences:3}} sentences for {{reader}}:")
OLD = replace(chat("old", "Tax 2024"), archived_at=time.time() - 3 * DAY, message_count=24)
GONE = replace(chat("gone", "Shopping"), deleted_at=time.time() - 5.5 * DAY, message_count=8)
LAST = replace(chat("last", "Old idea"), deleted_at=time.time() - 29.5 * DAY, message_count=1)
PRECISE = PresetInfo("precise", Sampling(), own=False, shipped=True)


def lists(deleted: bool = False, archived: bool = False) -> tuple[ChatSummary, ...]:  # noqa: FBT002 - as the command
    return (GONE, LAST) if deleted else (OLD,) if archived else ()


class Rig:
    """A library over a fake core."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bridge = FakeBridge()
        self.bridge.answer(assistant_list, (EDITOR, DRAWN))
        self.bridge.answer(prompt_list, (FIX, SUM))
        self.bridge.answer(chat_list, lists)
        self.bridge.answer(preset_list, (PRECISE,))
        self.bridge.answer(model_list, (SMOL, QWEN))
        self.owner = QWidget()
        qtbot.addWidget(self.owner, before_close_func=lambda _: self.bridge.close())
        self.window = LibraryWindow(self.bridge, Models(self.bridge, self.owner), self.owner)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.bridge.flush()

    def show(self, shelf: Shelf) -> None:
        """Another page, by its word."""
        self.window.show_shelf(shelf)
        self.bridge.flush()

    def press(self, text: str) -> None:
        """A button that is seen, and what the core says to it."""
        buttons = self.window.findChildren(QPushButton)
        next(button for button in buttons if button.isVisible() and button.text() == text).click()
        self.bridge.flush()

    def rows(self, page: LibraryPage) -> list[str]:
        """What a screen reader hears of the list."""
        model = page.list.model()
        return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    made = Rig(qtbot)
    yield made
    made.window.close()


def test_assistants_are_listed_with_model_and_preset(rig: Rig) -> None:
    assert rig.rows(rig.window.assistants.page) == [
        "Editor, You correct texts., Qwen3 4B · precise",
        "Painter, You describe pictures.",
    ]


def test_an_assistant_begins_a_chat(rig: Rig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rig.window.assistant_chosen) as chosen:
        rig.press("New chat")
    assert chosen.args == ["e"]


def test_a_new_assistant_is_made(rig: Rig) -> None:
    form = rig.window.assistants.form
    rig.bridge.answer(assistant_save, lambda assistant: replace(assistant, id="n"))
    rig.press("New assistant")
    rig.press("Save")
    assert form.wrong.plain == "Give it a name."
    assert form.name.wrong
    form.name.setText("  Translator ")
    form.prompt.edit.setPlainText("Translate into German.\n")
    form.preset.setCurrentIndex(1)
    rig.press("Save")
    assert rig.bridge.arguments(assistant_save) == [
        {"assistant": Assistant("", "Translator", "", "Translate into German.", None, "precise")}
    ]
    assert rig.window.assistants.page.isVisible()


def test_what_a_form_does_not_show_is_not_lost(rig: Rig) -> None:
    page, form = rig.window.assistants.page, rig.window.assistants.form
    rig.bridge.answer(model_list, ())
    rig.bridge.answer(preset_list, ())
    page.around.models.refresh()
    rig.bridge.answer(assistant_save, lambda assistant: assistant)
    rig.bridge.flush()
    rig.press("Edit")
    rig.press("Save")
    page.list.choose("d")
    rig.press("Edit")
    assert form.picture.text() == ""
    rig.press("Save")
    assert [call["assistant"] for call in rig.bridge.arguments(assistant_save)] == [EDITOR, DRAWN]


def test_a_refused_assistant_keeps_what_was_typed(rig: Rig) -> None:
    form = rig.window.assistants.form
    rig.bridge.answer(assistant_save, InvalidInput("The picture is too large.", hint="Choose a smaller one."))
    rig.press("Edit")
    form.prompt.edit.setPlainText("New words")
    rig.press("Save")
    assert form.wrong.plain == "The picture is too large. Choose a smaller one."
    assert form.prompt.text == "New words"
    assert form.save_button.isEnabled()
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.wrong.plain == "Press Esc again to discard your changes."
    QTest.keyClicks(form.name, "!")
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert form.isVisible(), "more was typed since"
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert rig.window.assistants.page.isVisible()
    assert rig.window.isVisible()
    rig.press("Edit")
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert rig.window.assistants.page.isVisible(), "nothing was typed"


def test_a_deleted_assistant_comes_back_by_undo(rig: Rig) -> None:
    rig.bridge.answer(assistant_delete, EDITOR)
    rig.bridge.answer(assistant_save, EDITOR)
    rig.bridge.answer(assistant_list, (DRAWN,))
    rig.window.assistants.page.list.choose("e")
    rig.press("Delete")
    assert rig.window.toast.message == "Assistant “Editor” deleted"
    assert len(rig.rows(rig.window.assistants.page)) == 1
    rig.press("Undo")
    assert rig.bridge.arguments(assistant_save) == [{"assistant": EDITOR}]


def test_a_saved_prompt_shows_its_variables(rig: Rig) -> None:
    rig.show(Shelf.PROMPTS)
    page, form = rig.window.prompts.page, rig.window.prompts.form
    rig.bridge.answer(prompt_save, lambda prompt: prompt)
    assert rig.rows(page)[0] == "/fix, Correct this text."
    page.list.choose("s")
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert form.found.plain == "Is asked for before it is inserted: sentences (3), reader"
    form.text.edit.setPlainText("Sum up.")
    assert form.found.plain.startswith("{{name}}")
    for name, wrong in (("two words", "A name has"), ("FIX", "Another prompt")):
        form.name.setText(name)
        rig.press("Save")
        assert form.wrong.plain.startswith(wrong)
    QTest.keyClick(form.text.edit, Qt.Key.Key_Escape)
    assert form.text.text == "Sum up.", "Esc asks first"
    form.name.setText("short")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    rig.bridge.flush()
    assert rig.bridge.arguments(prompt_save) == [{"prompt": SavedPrompt("s", "short", "Sum up.")}]
    assert page.isVisible()


def test_a_deleted_prompt_comes_back_by_undo(rig: Rig) -> None:
    rig.show(Shelf.PROMPTS)
    rig.bridge.answer(prompt_delete, FIX)
    rig.bridge.answer(prompt_save, FIX)
    page = rig.window.prompts.page
    QTest.keyClick(page.list, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    rig.bridge.flush()
    rig.press("Undo")
    assert rig.bridge.arguments(prompt_save) == [{"prompt": FIX}]
    rig.press("New prompt")
    assert rig.window.prompts.form.name.text() == ""


def test_the_filter_leaves_what_has_its_words(rig: Rig) -> None:
    page = rig.window.assistants.page
    page.filter.setText("correct")
    assert [entry.title for entry in page.list.entries] == ["Editor"]
    page.filter.setText("nobody")
    assert page.empty.plain == "Nothing here has these words."
    assert page.empty.isVisible()
    assert not page.edit_button.isEnabled()


def test_the_archive_opens_exports_and_gives_back(rig: Rig, qtbot: QtBot) -> None:
    rig.show(Shelf.ARCHIVE)
    page = rig.window.archive
    assert rig.rows(page)[0].startswith("Tax 2024, 24 message(s) · archived on ")
    with qtbot.waitSignal(rig.window.chat_chosen) as opened:
        rig.press("Open")
    with qtbot.waitSignal(rig.window.export_requested) as export:
        rig.press("Export…")
    assert (opened.args, export.args) == (["old"], [("old",)])
    rig.bridge.answer(chat_archive, replace(OLD, archived_at=None))
    rig.press("Take out of the archive")
    assert rig.rows(page) == []
    assert page.empty.isVisible()
    assert rig.window.toast.message == "“Tax 2024” is in the list again"


def test_an_archived_chat_is_deleted_and_comes_back(rig: Rig) -> None:
    rig.show(Shelf.ARCHIVE)
    rig.bridge.answer(chat_delete, replace(OLD, deleted_at=1.0))
    rig.bridge.answer(chat_restore, OLD)
    rig.press("Delete")
    assert rig.rows(rig.window.archive) == []
    rig.press("Undo")
    assert len(rig.rows(rig.window.archive)) == 1


def test_the_trash_says_how_long_a_chat_stays_and_restores_it(rig: Rig) -> None:
    rig.show(Shelf.TRASH)
    page = rig.window.trash
    assert [row.rpartition(", ")[2] for row in rig.rows(page)] == [f"{TRASH_DAYS - 5} day(s) left", "1 day(s) left"]
    rig.bridge.answer(chat_restore, replace(GONE, deleted_at=None))
    rig.press("Restore")
    assert len(rig.rows(page)) == 1


def test_deleting_for_good_asks_once_more(rig: Rig) -> None:
    rig.show(Shelf.TRASH)
    page = rig.window.trash
    rig.bridge.answer(chat_purge, None)
    rig.press("Delete for good")
    assert rig.bridge.arguments(chat_purge) == []
    page.list.choose("last")
    rig.press("Delete for good")
    assert rig.bridge.arguments(chat_purge) == []
    rig.press("Really delete for good")
    assert rig.bridge.arguments(chat_purge) == [{"chat_id": "last"}]
    assert len(rig.rows(page)) == 1


def test_the_trash_is_emptied_after_a_question(rig: Rig) -> None:
    rig.show(Shelf.TRASH)
    rig.bridge.answer(chat_empty_trash, 2)
    rig.press("Empty the trash")
    rig.show(Shelf.ARCHIVE)
    rig.show(Shelf.TRASH)
    rig.press("Empty the trash")
    rig.bridge.answer(chat_list, ())
    rig.press("Really delete 2 chat(s) for good")
    assert len(rig.bridge.arguments(chat_empty_trash)) == 1
    assert rig.rows(rig.window.trash) == []
    assert rig.window.trash.empty.plain == "The trash is empty."
    assert not rig.window.trash.empty_button.isVisible()


def test_other_windows_changes_arrive(rig: Rig) -> None:
    rig.show(Shelf.TRASH)
    rig.bridge.emit_event(EventName.CHAT_PURGED, ChatEvent(GONE))
    assert len(rig.rows(rig.window.trash)) == 1
    rig.bridge.emit_event(EventName.CHAT_DELETED, ChatEvent(replace(OLD, deleted_at=time.time())))
    assert rig.rows(rig.window.trash)[0].startswith("Tax 2024")
    rig.bridge.answer(prompt_list, (SUM,))
    rig.bridge.emit_event(EventName.LIBRARY_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert len(rig.rows(rig.window.prompts.page)) == 1
    rig.bridge.answer(chat_list, ())
    rig.bridge.emit_event(EventName.CHATS_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert rig.rows(rig.window.trash) == []


def test_a_list_that_cannot_be_had_says_why(rig: Rig) -> None:
    rig.bridge.answer(prompt_list, StoreError("The database cannot be read.", hint="Restore a backup."))
    rig.show(Shelf.PROMPTS)
    page = rig.window.prompts.page
    assert page.empty.plain == "The database cannot be read. Restore a backup."
    rig.bridge.answer(prompt_list, (FIX,))
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.bridge.flush()
    assert len(rig.rows(page)) == 1
    rig.bridge.answer(prompt_list, StoreError("The database cannot be read.", hint="Restore a backup."))
    page.refresh()
    rig.bridge.flush()
    assert rig.window.toast.message == "The database cannot be read. Restore a backup."


def test_the_menu_of_an_entry_has_its_buttons(rig: Rig) -> None:
    page = rig.window.assistants.page
    where = page.list.visualRect(page.list.model().index(1, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, QPoint(5, 5))
    QApplication.sendEvent(page.list.viewport(), event)
    menu = page.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["New chat", "Edit", "Delete"]
    menu.close()
    assert page.list.current == "d"


def test_tab_goes_from_the_pages_to_the_list_and_esc_closes(rig: Rig) -> None:
    page = rig.window.assistants.page
    page.filter.setFocus()
    seen = []
    for _ in range(3):
        QTest.keyClick(rig.window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(rig.window.focusWidget())
    assert seen == [page.new_button, page.list, page.chat_button]
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert not rig.window.isVisible()


def test_the_window_opens_it_and_goes_on_with_its_choice(start: Start, qtbot: QtBot) -> None:
    rig = start()
    rig.bridge.answer(assistant_list, (EDITOR,))
    rig.press("Library")
    library = rig.window.chats.library
    assert library is not None
    rig.window.chats.open_library()
    rig.bridge.flush()
    assert rig.window.chats.library is library
    with qtbot.waitSignal(rig.window.chats.assistant_wanted) as wanted:
        library.assistant_chosen.emit("e")
    assert wanted.args == ["e"]
    assert rig.pane.chat_id is None
    library.chat_chosen.emit("b")
    assert rig.pane.chat_id == "b"
    rig.window.close()
    assert not library.isVisible()
