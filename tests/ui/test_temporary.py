"""Temporary chats in the window: a draft that is nowhere else, one sentence, and an end when they are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.bridge.signatures import chat_keep, chat_keep_draft, chat_new_draft, chat_open, chat_purge
from app.errors import CoreUnavailable
from app.types.chats import Chat
from app.ui.chat.view import ChatView
from app.ui.composer.drafts_model import TEMPORARY
from app.ui.composer.queue_model import Waiting
from app.ui.composer.unsent_model import unpack_edits
from app.ui.composer.unsent_store import UnsentStore
from app.ui.window.main_window import MainWindow
from app.ui.window.state import WindowStateFile
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import OpenViews, chat_of, finished, prompt
from tests.ui.window_rig import A, Rig, Start
from tests.ui.window_samples import chat, scripted

SECRET = replace(chat("s", "A secret"), temporary=True)
SENTENCE = "This chat is temporary: no list and no search shows it, and it is deleted when you leave it."


def begin(rig: Rig) -> None:
    rig.window.chats.begin(None, True)  # noqa: FBT003 - a slot
    rig.bridge.flush()


def kept(rig: Rig) -> list[str]:
    rig.window.writing.keeper.flush()
    rig.bridge.flush()
    return [call["text"] for call in rig.bridge.arguments(chat_keep_draft)]


def test_a_temporary_chat_has_a_draft_and_files_of_its_own(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    window, files = rig.window, rig.window.writing.files
    window.composer.set_text("ordinary")
    files.take_back(window.writing.drafts.of(None).files, "a.txt", b"ordinary file", pasted=False)
    begin(rig)
    assert window.composer.text == ""
    assert len(window.writing.drafts.of(TEMPORARY).files) == 0
    window.composer.set_text("secret")
    files.take_back(window.writing.drafts.of(TEMPORARY).files, "b.txt", b"secret file", pasted=False)
    rig.bridge.answer(chat_new_draft, "ordinary")
    window.open_chat(None)
    rig.bridge.flush()
    assert window.composer.text == "ordinary"
    assert [file.name for _, file in window.writing.drafts.files()] == ["a.txt"], "and no other is written"
    begin(rig)
    assert window.composer.text == "secret"
    assert "secret" not in kept(rig)
    window.close()
    rig.bridge.flush()
    assert "secret" not in kept(rig)


def test_what_says_new_chat_is_one(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    begin(rig)
    rig.window.open_chat(None)
    rig.window.ask("one")
    assert not rig.pane.extras[-1].temporary
    rig.window.chats.begin("folder", False)  # noqa: FBT003 - a slot
    rig.window.open_chat(None)
    rig.window.ask("two")
    assert rig.pane.extras[-1].folder_id is None


def test_its_draft_goes_along_and_is_stored_only_when_it_is_kept(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    begin(rig)
    rig.window.ask("Something")
    rig.bridge.flush()
    rig.window.composer.set_text("secret")
    rig.bridge.answer(chat_open, Chat(SECRET, ()))
    rig.pane.chat_opened.emit("s")
    rig.bridge.flush()
    assert rig.window.composer.text == "secret"
    assert "secret" not in kept(rig)
    rig.bridge.answer(chat_keep, replace(SECRET, temporary=False))
    rig.window.header.title.keep_button.click()
    rig.bridge.flush()
    assert kept(rig)[-1] == "secret"


def test_leaving_it_deletes_it(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    begin(rig)
    rig.window.ask("Something")
    rig.bridge.answer(chat_open, Chat(SECRET, ()))
    rig.pane.chat_opened.emit("s")
    rig.bridge.flush()
    rig.bridge.answer(chat_purge, None)
    rig.window.open_chat("s")
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_purge) == []
    rig.window.open_chat("a")
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_purge) == [{"chat_id": "s"}]


def test_a_core_that_is_away_deletes_it_later(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    rig.bridge.answer(chat_open, Chat(SECRET, ()))
    rig.window.sidebar.rows.put(SECRET, date(2026, 3, 3))
    rig.window.open_chat("s")
    rig.bridge.flush()
    rig.bridge.answer(chat_purge, CoreUnavailable("It is away."))
    rig.window.open_chat(None)
    rig.bridge.flush()
    assert rig.window.toast.message == "", "nobody has to do anything about it"


def test_the_empty_page_says_what_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = scripted(FakeBridge(), (A,))
    window = MainWindow(bridge, WindowStateFile(tmp_path / "window.json"), ChatView)
    window.composer.edit.setCursorWidth(0)
    qtbot.addWidget(window, before_close_func=lambda _: bridge.close())
    with qtbot.waitExposed(window):
        window.show()
    assert isinstance(window.chat, ChatView)
    line = window.chat._empty._temporary
    assert not line.isVisible()
    window.chats.begin(None, True)  # noqa: FBT003 - a slot
    assert line.isVisible()
    assert line.plain == SENTENCE
    window.open_chat(None)
    assert not line.isVisible()


def test_an_edit_in_it_is_not_written(qtbot: QtBot) -> None:
    bridge = FakeBridge()
    view = OpenViews(qtbot, bridge)(prompt(), finished("Text"))
    view._requests.commands.keep("p1", "an edit")
    assert view.port.private == set()
    bridge.answer(chat_open, Chat(replace(SECRET, id="s"), chat_of(prompt(id="p2"), finished("Text")).messages))
    view.open_chat("s")
    bridge.flush()
    view._requests.commands.keep("p2", "a secret edit")
    assert view.port.private == {"p2"}


def test_files_and_edits_of_it_are_not_on_disk(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A,)))
    window = rig.window
    begin(rig)
    window.writing.files.take_back(window.writing.drafts.of(TEMPORARY).files, "b.txt", b"secret file", pasted=False)
    window.writing.drafts.of(TEMPORARY).queue.add(Waiting(1, "a secret question", [], None))
    assert list(window.writing.drafts.waiting()) == []
    rig.pane.port.edits.update({"p1": "an edit", "p2": "a secret edit"})
    rig.pane.port.private.add("p2")
    window.close()
    store = UnsentStore(rig.file.beside("unsent"))
    assert store.take()
    assert unpack_edits(store.read("edits")) == {"p1": "an edit"}
    assert store.read("files") == b""
    store.leave()
