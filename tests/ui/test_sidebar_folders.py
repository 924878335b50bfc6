"""The sidebar's folders, pins, marks, drops and menus, and the chat's title in the header."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.bridge.events import ChatEvent, EmptyEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    chat_archive,
    chat_delete,
    chat_duplicate,
    chat_keep,
    chat_list,
    chat_mark_read,
    chat_move,
    chat_open,
    chat_pin,
    chat_rename,
    chat_retitle,
    folder_create,
    folder_delete,
    folder_list,
    folder_move,
    folder_rename,
)
from app.errors import ChatNotFound
from app.types.chats import Chat, ChatSummary
from app.types.library import Folder
from app.ui.theme import theme
from app.ui.window.chat_list_model import CHAT_MIME, FOLDER_MIME
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.sidebar_model import folder_key
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.test_sidebar import Rig
from tests.ui.window_rig import Start
from tests.ui.window_samples import chat, scripted

THESIS, HOME = Folder("thesis", "Thesis", 0), Folder("home", "Home", 1)
A = chat("a", "Deque or list?", age=10)
B = chat("b", "Packing", age=20)
PIN = replace(chat("p", "House rules", age=30), pinned=True)
INSIDE = replace(chat("t", "Chapter 1", age=40), folder_id="thesis")


@pytest.fixture
def rig(qtbot: QtBot) -> Rig:
    made = Rig(qtbot, A, B, PIN, INSIDE)
    made.bridge.answer(folder_list, (THESIS, HOME))
    made.bridge.emit_event(EventName.FOLDERS_CHANGED, EmptyEvent())
    made.bridge.flush()
    return made


def spoken(rig: Rig, key: str) -> object:
    model = rig.sidebar.list.model()
    return model.index(rig.sidebar.rows.row_of(key), 0).data(Qt.ItemDataRole.AccessibleTextRole)


def mover(moved: ChatSummary) -> Callable[..., ChatSummary]:
    """A core that moves one chat wherever it is told to."""

    def move(chat_id: str, folder_id: str | None) -> ChatSummary:
        assert chat_id == moved.id
        return replace(moved, folder_id=folder_id)

    return move


def choose(rig: Rig, *words: str) -> None:
    """Pick an entry of the menu that is open, or of a menu inside it."""
    menu = next(menu for menu in rig.sidebar.findChildren(QMenu) if menu.isVisible())
    top = menu
    for word in words:
        action = next(action for action in menu.actions() if action.text() == word)
        inner = action.menu()
        if isinstance(inner, QMenu):
            menu = inner
        else:
            action.trigger()
    top.close()
    rig.bridge.flush()


def open_menu(rig: Rig, key: str) -> None:
    view = rig.sidebar.list
    index = view.model().index(rig.sidebar.rows.row_of(key), 0)
    rig.click(view.menu_spot(view.box(view.visualRect(index))).center())


def drop(rig: Rig, kind: str, key: str, row: int) -> bool:
    """Let something go over a row; whether the list took it."""
    view = rig.sidebar.list
    mime = QMimeData()
    mime.setData(kind, key.encode())
    place = QPointF(view.visualRect(view.model().index(row, 0)).center())
    what = (Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    view.dragEnterEvent(QDragEnterEvent(place.toPoint(), *what))
    move = QDragMoveEvent(place.toPoint(), *what)
    view.dragMoveEvent(move)
    lit = view.target
    view.dropEvent(QDropEvent(place, *what))
    rig.bridge.flush()
    assert view.target == -1
    return move.isAccepted() and lit >= 0


def test_pinned_and_folders_stand_above_the_days_and_are_told(rig: Rig) -> None:
    assert rig.titles == ["Pinned", "House rules", "Folders", "Thesis", "Home", "Today", "Deque or list?", "Packing"]
    assert spoken(rig, "p") == "House rules, pinned"
    assert spoken(rig, folder_key("thesis")) == "Thesis, folder, 1 chat(s), folded"


def test_a_click_unfolds_a_folder_and_arrows_fold_it(rig: Rig) -> None:
    view = rig.sidebar.list
    rig.click(rig.spot(folder_key("thesis")))
    assert "Chapter 1" in rig.titles
    assert spoken(rig, "t") == "Chapter 1, in Thesis"
    view.setCurrentIndex(view.model().index(rig.sidebar.rows.row_of("t"), 0))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().data() == "Thesis"
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert "Chapter 1" not in rig.titles
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert "Chapter 1" in rig.titles
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "Chapter 1" not in rig.titles


def test_opening_a_chat_unfolds_its_folder(rig: Rig) -> None:
    rig.sidebar.show_open("t")
    assert "Chapter 1" in rig.titles
    assert [index.data() for index in rig.sidebar.list.selectedIndexes()] == ["Chapter 1"]


def test_a_chat_is_dropped_into_a_folder_and_undo_takes_it_out(rig: Rig) -> None:
    rig.bridge.answer(chat_move, mover(A))
    assert drop(rig, CHAT_MIME, "a", rig.sidebar.rows.row_of(folder_key("thesis")))
    assert "Deque or list?" not in rig.titles
    message, _, undo = rig.told[-1]
    assert message == "Chat moved to “Thesis”"
    assert callable(undo)
    undo()
    rig.bridge.flush()
    assert "Deque or list?" in rig.titles
    assert [call["folder_id"] for call in rig.bridge.arguments(chat_move)] == ["thesis", None]


def test_a_pinned_chat_is_dropped_among_the_days(rig: Rig) -> None:
    rig.bridge.answer(chat_pin, replace(PIN, pinned=False))
    assert drop(rig, CHAT_MIME, "p", rig.sidebar.rows.row_of("a"))
    assert rig.bridge.arguments(chat_pin) == [{"chat_id": "p", "pinned": False}]
    assert "Pinned" not in rig.titles


def test_what_means_nothing_is_not_taken(rig: Rig) -> None:
    assert not drop(rig, CHAT_MIME, "a", rig.sidebar.rows.row_of("b"))
    assert not drop(rig, FOLDER_MIME, "thesis", rig.sidebar.rows.row_of("b"))
    assert not drop(rig, "text/plain", "a", 3)
    assert rig.bridge.arguments(chat_move) == []


def test_folders_change_places_by_drag_and_by_menu(rig: Rig) -> None:
    turned = (replace(HOME, position=0), replace(THESIS, position=1))
    rig.bridge.answer(folder_move, turned)
    assert drop(rig, FOLDER_MIME, "thesis", rig.sidebar.rows.row_of(folder_key("home")))
    assert rig.titles[3:5] == ["Home", "Thesis"]
    open_menu(rig, folder_key("thesis"))
    choose(rig, "Move up")
    assert rig.bridge.arguments(folder_move) == [
        {"folder_id": "thesis", "position": 1},
        {"folder_id": "thesis", "position": 0},
    ]


def test_a_new_folder_is_named_in_place(rig: Rig, qtbot: QtBot) -> None:
    garden = Folder("g", "New folder", 2)
    rig.bridge.answer(folder_create, garden)
    rig.bridge.answer(folder_rename, replace(garden, name="Garden"))
    rig.bridge.answer(folder_list, (THESIS, HOME, replace(garden, name="Garden")))
    rig.sidebar.more_button.click()
    choose(rig, "New folder")
    editor = rig.sidebar.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "Name of the folder"
    editor.setText("Garden")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not rig.sidebar.list.editing)
    rig.bridge.flush()
    assert rig.bridge.arguments(folder_rename) == [{"folder_id": "g", "name": "Garden"}]
    assert "Garden" in rig.titles


def test_a_deleted_folder_leaves_its_chats_and_comes_back_with_them(rig: Rig) -> None:
    rig.bridge.answer(folder_delete, (replace(HOME, position=0),))
    rig.bridge.answer(folder_create, Folder("new", "Thesis", 1))
    rig.bridge.answer(folder_move, (Folder("new", "Thesis", 0), HOME))
    rig.bridge.answer(chat_move, mover(INSIDE))
    open_menu(rig, folder_key("thesis"))
    choose(rig, "Delete the folder")
    assert "Thesis" not in rig.titles
    assert "Chapter 1" in rig.titles
    undo = rig.told[-1][2]
    assert callable(undo)
    undo()
    rig.bridge.flush()
    assert rig.titles[3:5] == ["Thesis", "Home"]
    assert rig.sidebar.rows.inside("new") == ("t",)


def test_the_menu_moves_pins_duplicates_titles_and_exports(rig: Rig, qtbot: QtBot) -> None:
    rig.bridge.answer(chat_move, replace(B, folder_id="home"))
    rig.bridge.answer(chat_pin, replace(B, pinned=True))
    rig.bridge.answer(chat_duplicate, chat("copy", "Packing (copy)"))
    rig.bridge.answer(chat_retitle, replace(B, title="Mountains"))
    open_menu(rig, "b")
    with qtbot.waitSignal(rig.sidebar.export_requested) as export:
        choose(rig, "Export…")
    assert export.args == [("b",)]
    for words in (("Pin",), ("Move to folder", "Home")):
        open_menu(rig, "b")
        choose(rig, *words)
    assert rig.bridge.arguments(chat_pin) == [{"chat_id": "b", "pinned": True}]
    assert rig.bridge.arguments(chat_move) == [{"chat_id": "b", "folder_id": "home"}]
    open_menu(rig, "a")
    with qtbot.waitSignal(rig.sidebar.chat_chosen) as opened:
        choose(rig, "Duplicate")
    assert opened.args == ["copy"]
    open_menu(rig, "copy")
    choose(rig, "Find a new title")
    assert rig.told[-1][0] == "The chat is called “Mountains” now"


def test_an_archived_chat_leaves_and_undo_brings_it_back(rig: Rig, qtbot: QtBot) -> None:
    def archive(chat_id: str, archived: bool) -> ChatSummary:
        assert chat_id == "b"
        return replace(B, archived_at=1.0 if archived else None)

    rig.bridge.answer(chat_archive, archive)
    open_menu(rig, "b")
    with qtbot.waitSignal(rig.sidebar.chat_removed):
        choose(rig, "Archive this chat")
    assert "Packing" not in rig.titles
    undo = rig.told[-1][2]
    assert callable(undo)
    undo()
    rig.bridge.flush()
    assert "Packing" in rig.titles


def test_unread_is_told_until_the_chat_is_open(rig: Rig, qtbot: QtBot) -> None:
    rig.sidebar.window().activateWindow()
    qtbot.waitUntil(rig.sidebar.isActiveWindow)
    rig.bridge.answer(chat_mark_read, B)
    plain = rig.sidebar.list.grab().toImage()
    rig.bridge.emit_event(EventName.CHAT_CHANGED, ChatEvent(replace(B, unread=True)))
    assert spoken(rig, "b") == "Packing, unread"
    assert rig.sidebar.list.grab().toImage() != plain
    rig.sidebar.show_open("b")
    assert spoken(rig, "b") == "Packing"
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_mark_read) == [{"chat_id": "b"}]
    rig.bridge.emit_event(EventName.CHAT_CHANGED, ChatEvent(replace(B, unread=True)))
    assert len(rig.bridge.arguments(chat_mark_read)) == 2


def test_the_dot_of_an_answer_moves_unless_motion_is_not_wanted(rig: Rig, qtbot: QtBot) -> None:
    view = rig.sidebar.list
    rig.bridge.emit_event(EventName.CHAT_CHANGED, ChatEvent(replace(B, answering=True)))
    qtbot.waitUntil(lambda: view.phase > 0)
    theme().still = True
    qtbot.waitUntil(lambda: view.phase == 0)
    theme().still = False
    view.pulse()
    qtbot.waitUntil(lambda: view.phase > 0)
    rig.bridge.emit_event(EventName.CHAT_CHANGED, ChatEvent(B))
    assert view.phase == 0


def test_search_and_library_are_asked_for(rig: Rig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rig.sidebar.search_requested):
        rig.sidebar.search_row.click()
    with qtbot.waitSignal(rig.sidebar.library_requested):
        rig.sidebar.footer_rows.library_button.click()
    assert rig.sidebar.search_row.toolTip().startswith("Search in all chats")


def test_from_right_to_left_the_menu_is_at_the_left(rig: Rig) -> None:
    view = rig.sidebar.list
    rig.sidebar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    rig.sidebar.grab()
    index = view.model().index(rig.sidebar.rows.row_of("b"), 0)
    spot = view.menu_spot(view.box(view.visualRect(index)))
    assert spot.center().x() < view.width() // 2
    view.setCurrentIndex(view.model().index(rig.sidebar.rows.row_of(folder_key("thesis")), 0))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert "Chapter 1" in rig.titles


# The window around it.


def test_the_header_names_the_chat_and_renames_it(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A, B)))
    title = rig.window.header.title
    assert not title.button.isVisible()
    rig.window.open_chat("a")
    assert title.button.accessibleName() == "Chat: Deque or list?"
    rig.bridge.answer(chat_rename, replace(A, title="Queues"))
    title.edit()
    assert title.field.selectedText() == A.title
    title.field.setText("Queues")
    QTest.keyClick(title.field, Qt.Key.Key_Return)
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_rename) == [{"chat_id": "a", "title": "Queues"}]
    assert title.button.accessibleName() == "Chat: Queues"
    title.edit()
    QTest.keyClick(title.field, Qt.Key.Key_Escape)
    assert title.button.isVisible()
    title.button.click()
    menu = next(menu for menu in title.findChildren(QMenu) if menu.isVisible())
    assert "Archive this chat" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_temporary_chat_says_so_and_can_be_kept(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    title = rig.window.header.title
    QTest.keyClick(rig.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    rig.window.ask("Something secret")
    rig.bridge.flush()
    assert rig.pane.extras[-1].temporary
    assert (title.tag.text(), title.tag.isVisible(), title.keep_button.isVisible()) == ("Temporary", True, False)
    secret = replace(chat("s", "A secret"), temporary=True)
    rig.bridge.answer(chat_open, Chat(secret, ()))
    rig.pane.chat_opened.emit("s")
    rig.bridge.flush()
    assert title.keep_button.isVisible()
    assert "A secret" not in [row.chat.title for row in rig.window.sidebar.rows.rows if row.chat is not None]
    rig.bridge.answer(chat_keep, replace(secret, temporary=False))
    title.keep_button.click()
    rig.bridge.flush()
    assert not title.tag.isVisible()
    assert rig.window.sidebar.rows.row_of("s") > 0
    assert rig.window.toast.message == "This chat is kept now"


def test_a_chat_may_begin_in_a_folder(start: Start) -> None:
    bridge = scripted(FakeBridge(), (A,))
    bridge.answer(folder_list, (THESIS,))
    rig = start(bridge)
    rig.window.chats.begin("thesis", False)  # noqa: FBT003 - a slot
    assert rig.window.header.title.tag.text() == "In Thesis"
    rig.window.ask("For my thesis")
    rig.bridge.flush()
    assert rig.pane.extras[-1].folder_id == "thesis"
    rig.window.open_chat("a")
    assert not rig.window.header.title.tag.isVisible()


def test_an_archived_chat_stays_open_when_the_list_comes_again(start: Start) -> None:
    old = replace(chat("old", "Tax"), archived_at=1.0)
    bridge = scripted(FakeBridge(), (A,))
    bridge.answer(chat_open, Chat(old, ()))
    rig = start(bridge)
    rig.window.open_chat("old")
    rig.bridge.flush()
    assert rig.window.header.title.tag.text() == "Archived"
    rig.bridge.emit_event(EventName.CHATS_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert rig.pane.chat_id == "old"
    rig.bridge.emit_event(EventName.CHAT_PURGED, ChatEvent(old))
    assert rig.pane.chat_id is None


def test_an_open_chat_that_is_gone_gives_way_to_a_new_one(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A, B)))
    rig.window.open_chat("a")
    rig.bridge.flush()
    rig.bridge.answer(chat_list, (B,))
    rig.bridge.answer(chat_open, ChatNotFound("It is gone."))
    rig.bridge.emit_event(EventName.CHATS_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert rig.pane.chat_id is None
    assert rig.window.sidebar.get("a") is None


def test_in_a_narrow_window_a_sign_stands_for_the_title(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    rig.window.open_chat("a")
    header = rig.window.header
    rig.window.resize(490, 600)
    header.grab()
    assert header.title.button.width() < 72
    assert header.title.button.width() <= header.title.width()
    assert header.model_button.width() >= header.model_button.sizeHint().width()


def test_the_keys_for_renaming_and_deleting_mean_the_open_chat_wherever_the_focus_is(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A, B)))
    run = shortcuts().bound(rig.window)
    run[Action.RENAME_CHAT]()
    run[Action.DELETE_CHAT]()
    assert rig.bridge.arguments(chat_delete) == []
    rig.window.open_chat("a")
    run[Action.RENAME_CHAT]()
    assert rig.window.header.title.field.selectedText() == A.title
    rig.bridge.answer(chat_delete, replace(A, deleted_at=1.0))
    run[Action.DELETE_CHAT]()
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_delete) == [{"chat_id": "a"}]


def test_open_folders_are_open_at_the_next_start(start: Start) -> None:
    bridge = scripted(FakeBridge(), (A, B, PIN, INSIDE))
    bridge.answer(folder_list, (THESIS, HOME))
    first = start(bridge)
    first.window.sidebar.list.folder_toggled.emit("thesis", True)  # noqa: FBT003 - a signal has no names
    first.window.close()
    assert first.file.load().unfolded == ("thesis",)
    again = start(bridge)
    assert again.window.sidebar.rows.row_of("t") >= 0
    again.window.sidebar.list.folder_toggled.emit("thesis", False)  # noqa: FBT003 - a signal has no names
    again.window.close()
    assert again.file.load().unfolded == ()
