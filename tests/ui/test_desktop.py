"""Tektra on the desktop: zoom, tray, notifications, the quick question, other starts of the program."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QProcess, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.bridge.events import MessageEvent, SettingsEvent
from app.bridge.names import EventName
from app.bridge.signatures import AnswerStarted, chat_mark_read, chat_open, chat_send, settings_set
from app.client.window_door import window_socket
from app.config.paths import resolve_paths
from app.errors import StoreFull
from app.process import own_environment
from app.types.settings import SettingsReply
from app.ui import app
from app.ui.bridge.base import LinkState
from app.ui.chat.empty_state import EmptyState
from app.ui.desktop.desk import REOPENS, DesktopDesk
from app.ui.desktop.door import WindowDoor
from app.ui.desktop.handover import MAX_BYTES, Handover
from app.ui.desktop.hotkey import Hotkey
from app.ui.desktop.notifier import Notifier
from app.ui.desktop.opening import NONE
from app.ui.desktop.opening_card import Wanted
from app.ui.desktop.quick_ask import QuickAsk
from app.ui.desktop.tray import Tray
from app.ui.scale import VARIABLE
from app.ui.settings.pages_model import Page
from app.ui.theme import theme
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import chat_of, finished, prompt
from tests.ui.settings_samples import FakeSettings
from tests.ui.window_rig import Rig, Start
from tests.ui.window_samples import QWEN, SMOL, chat, scripted


class Told:
    """What the desk told the notifier."""

    def __init__(self, desk: DesktopDesk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.notes: list[tuple[str, str, str]] = []
        monkeypatch.setattr(desk.notifier, "tell", lambda *note: self.notes.append(note))


def change(rig: Rig, **values: object) -> None:
    """The core says that settings have these values, with "__" for the dots."""
    known = FakeSettings()
    changed = tuple(known.put(key.replace("__", "."), value=value) for key, value in values.items())
    rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent(changed, ()))


@pytest.fixture
def rig(start: Start) -> Rig:
    return start()


@pytest.fixture
def desk(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesktopDesk]:
    """The desk of a window that has begun with the usual language and zoom, on a session without a bus."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    paths = resolve_paths()
    paths.ensure()
    made = DesktopDesk(rig.window, rig.bridge, paths, Handover())
    made.start()
    cards: list[Wanted] = []

    def show(wanted: Wanted, _environ: object, _zoom: int) -> None:
        cards.append(wanted)
        made.opening.ready.emit()

    monkeypatch.setattr(made.opening, "show", show)
    yield made
    made.end()
    if made.quick is not None:
        made.quick.deleteLater()
    QApplication.setQuitOnLastWindowClosed(True)


def test_zoom_keys_save_and_the_window_opens_anew_once(
    rig: Rig, desk: DesktopDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    rig.bridge.answer(
        settings_set,
        lambda values: SettingsReply(
            (FakeSettings().put("appearance.zoom", value=values["appearance.zoom"]),), restart=False
        ),
    )
    for _ in range(2):
        QTest.keyClick(rig.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    rig.bridge.flush()
    assert [call["values"] for call in rig.bridge.arguments(settings_set)] == [
        {"appearance.zoom": 110},
        {"appearance.zoom": 125},
    ]
    assert rig.window.toast.message == "Zoom: 125 %"
    width = rig.window.width()
    qtbot.waitUntil(lambda: codes == [REOPENS])
    assert rig.window.width() == round(width / 1.25)
    assert desk.handover().zoom == 125


def test_a_new_window_waits_for_edits_and_files(
    rig: Rig, desk: DesktopDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    rig.pane.port.edits["m"] = "a long edit" * MAX_BYTES
    rig.window.writing.files.attach_text("a long text")
    change(rig, appearance__zoom=150)
    for lost in (rig.pane.port.edits.clear, rig.window.writing.files.take):
        desk._reopen.stop()
        desk._open_anew()
        assert codes == []
        assert desk._reopen.isActive(), "it tries again"
        assert rig.window.toast.message.startswith("The window opens anew when")
        lost()
    desk.ask_quickly()
    desk._open_anew()
    assert codes == []
    assert desk.quick is not None
    desk.quick.close()
    desk._open_anew()
    assert codes == [REOPENS]


def test_what_is_begun_while_the_card_comes_keeps_the_window(
    rig: Rig, desk: DesktopDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    monkeypatch.setattr(desk.opening, "show", lambda *_: None)
    change(rig, general__language="de")
    desk._reopen.stop()
    desk._open_anew()
    rig.window.writing.files.attach_text("a long text")
    desk.opening.ready.emit()
    assert codes == []
    assert desk._reopen.isActive(), "it tries again"
    rig.window.writing.files.take()
    change(rig, general__language="system")
    desk.opening.ready.emit()
    assert codes == []
    assert not desk._reopen.isActive()


def test_zoom_back_to_where_it_began_opens_nothing(
    rig: Rig, desk: DesktopDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "exit", lambda code: pytest.fail(f"exit {code}"))
    change(rig, appearance__zoom=150)
    assert desk._reopen.isActive()
    change(rig, appearance__zoom=100)
    assert not desk._reopen.isActive()


def test_the_next_window_stands_where_this_one_was(rig: Rig, desk: DesktopDesk) -> None:
    rig.window.open_chat("a")
    rig.window.composer.set_text("half a thought")
    rig.pane.port.edits["m"] = "half an edit"
    rig.window.settings.open()
    assert rig.window.settings.window is not None
    rig.window.settings.window.open_page(Page.APPEARANCE)
    left = desk.handover()
    assert left == Handover("a", "half a thought", "appearance", "system", 100, {"m": "half an edit"}, 0, NONE)
    rig.pane.port.edits.clear()
    rig.window.settings.window.close()
    rig.window.open_chat(None)
    rig.window.composer.set_text("")
    desk.welcome_back(left)
    assert rig.pane.chat_id == "a"
    assert rig.pane.port.edits == {"m": "half an edit"}
    assert rig.window.composer.text == "half a thought"
    assert rig.window.settings.window.isVisible()
    assert rig.window.settings.window.shown_page is Page.APPEARANCE


def test_the_column_of_composer_and_messages_follows_the_setting(rig: Rig, desk: DesktopDesk) -> None:
    change(rig, appearance__column="wide")
    assert rig.window.composer.maximumWidth() == theme().column > 760


def test_an_answer_that_nobody_sees_is_told_without_its_text_unless_that_is_allowed(
    rig: Rig, desk: DesktopDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(desk, monkeypatch)
    ended = MessageEvent(finished("The moon pulls."))
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, ended)
    assert told.notes == []  # the window is in front
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, ended)
    change(rig, desktop__notification_text=True)
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, ended)
    change(rig, desktop__notify=False)
    rig.bridge.emit_event(EventName.MESSAGE_ENDED, ended)
    assert [body for _, _, body in told.notes] == ["The answer is there", "The moon pulls."]


def test_a_click_on_a_notification_opens_its_chat(rig: Rig, desk: DesktopDesk) -> None:
    rig.window.hide()
    desk.notifier.clicked.emit("b")
    assert rig.window.isVisible()
    assert rig.pane.chat_id == "b"


def test_without_portal_tray_and_program_a_notification_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    Notifier("").tell("a", "Title", "Body")


def test_an_answer_is_no_markup_in_a_notification(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "notify-send"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    asked: list[list[str]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda _program, words: asked.append(words))
    Notifier("").tell("a", "<b> & more", '<img src=x> & "so"')
    assert asked == [["--app-name=Tektra", "--", "<b> & more", '&lt;img src=x&gt; &amp; "so"']]


@pytest.mark.qt_log_ignore("systemTrayWindowChanged|This plugin does not support ")
def test_with_an_icon_in_the_tray_closing_leaves_tektra_there(
    rig: Rig, desk: DesktopDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    change(rig, desktop__tray=True)
    assert desk.tray is not None
    assert not QApplication.quitOnLastWindowClosed()
    by_person = QCloseEvent()
    monkeypatch.setattr(QCloseEvent, "spontaneous", lambda _self: True)
    monkeypatch.setattr(QEvent, "spontaneous", lambda _self: True)
    assert desk.eventFilter(rig.window, by_person)
    assert rig.window.isHidden()
    desk.tray.new_wanted.emit()
    assert rig.window.isVisible()
    assert rig.pane.chat_id is None
    rig.window.hide()
    change(rig, desktop__tray=False)
    assert rig.window.isVisible()  # else nobody could reach it
    assert QApplication.quitOnLastWindowClosed()


@pytest.mark.qt_log_ignore("systemTrayWindowChanged|This plugin does not support ")
def test_the_menu_of_the_tray_says_what_it_does(qapp: QApplication, qtbot: QtBot) -> None:
    tray = Tray()
    words = [action.text() for action in tray.menu.actions() if not action.isSeparator()]
    assert words == ["Open Tektra", "New chat", "Quick question", "Quit"]
    with qtbot.waitSignal(tray.quick_wanted):
        tray.menu.actions()[2].trigger()
    with qtbot.waitSignal(tray.open_wanted):
        tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert not tray.icon.icon().isNull()


# Other starts.


def speak(qtbot: QtBot, text: bytes) -> bytes:
    """What the window answers to a line."""
    with closing(QLocalSocket()) as client:
        client.connectToServer(str(window_socket(resolve_paths())))
        client.write(text)
        gone = QLocalSocket.LocalSocketState.UnconnectedState
        qtbot.waitUntil(lambda: client.bytesAvailable() > 0 or client.state() is gone)
        return bytes(client.readAll().data())


def test_another_start_brings_the_quick_question_or_the_window_to_the_front(
    rig: Rig, desk: DesktopDesk, qtbot: QtBot
) -> None:
    rig.window.hide()
    assert speak(qtbot, b"open\n") == b"+"
    assert rig.window.isVisible()
    assert speak(qtbot, b"quick\n") == b"+"
    assert desk.quick is not None
    assert desk.quick.isVisible()
    assert speak(qtbot, b"dance\n") == b"-"
    assert speak(qtbot, b"x" * 100) == b""


def test_of_two_windows_the_first_one_hears_and_a_dead_one_s_socket_is_taken_over(
    desk: DesktopDesk, tmp_path: Path, qapp: QApplication
) -> None:
    second = WindowDoor(window_socket(resolve_paths()))
    second.open()
    assert not second.is_open
    left_behind = tmp_path / "w"
    left_behind.touch()
    third = WindowDoor(left_behind)
    third.open()
    assert third.is_open
    third.close()


def test_keys_from_anywhere_are_not_taken_where_the_system_gives_none(qapp: QApplication) -> None:
    if QApplication.platformName() == "xcb":
        pytest.skip("the system gives them here")
    hotkey = Hotkey()
    assert hotkey.set_keys("")
    assert not hotkey.set_keys("Ctrl+Alt+Space")
    assert not hotkey.set_keys("Ctrl+Alt+Space")
    assert hotkey.set_keys("")


def test_the_person_hears_how_to_give_the_keys_elsewhere(rig: Rig, desk: DesktopDesk) -> None:
    if QApplication.platformName() == "xcb":
        pytest.skip("the system gives them here")
    change(rig, desktop__quick_ask_key="Ctrl+Alt+Space")
    assert "tektra quick" in rig.window.toast.message


# The quick question.


@pytest.fixture
def quick(qtbot: QtBot) -> QuickAsk:
    bridge = scripted(FakeBridge())
    answer = finished("The moon pulls.")
    bridge.answer(chat_send, AnswerStarted(chat(answer.chat_id, "Tides"), prompt(), answer))
    bridge.answer(chat_open, chat_of(prompt(), answer))
    made = QuickAsk(bridge)
    qtbot.addWidget(made, before_close_func=lambda _: bridge.close())
    with qtbot.waitExposed(made):
        made.come()
    return made


def bridge_of(quick: QuickAsk) -> FakeBridge:
    assert isinstance(quick._bridge, FakeBridge)
    return quick._bridge


def type_and_enter(quick: QuickAsk, text: str) -> None:
    quick.field.setText(text)
    QTest.keyClick(quick.field, Qt.Key.Key_Return)
    bridge_of(quick).flush()


def test_a_quick_question_is_asked_answered_and_opened_in_the_window(quick: QuickAsk, qtbot: QtBot) -> None:
    small = quick.height()
    type_and_enter(quick, "  ")
    assert bridge_of(quick).arguments(chat_send) == []
    type_and_enter(quick, "Why are there tides?")
    assert [call["text"] for call in bridge_of(quick).arguments(chat_send)] == ["Why are there tides?"]
    assert quick.height() > small
    assert quick.view.isVisible()
    with qtbot.waitSignal(quick.opened_in_window) as opened:
        quick.open_button.click()
    assert opened.args == [quick.view.chat_id]
    assert quick.isHidden()
    quick.come()
    quick.new_button.click()
    assert (quick.height(), quick.view.chat_id) == (small, None)


def test_the_quick_question_names_the_model_that_answers(rig: Rig, desk: DesktopDesk) -> None:
    default = next(model for model in rig.window.models.all if model.is_default)
    rig.window.open_chat("b")
    assert rig.window.model not in (None, default)
    desk.ask_quickly()
    assert desk.quick is not None
    assert desk.quick.field.placeholderText() == f"Ask {default.name} anything"
    desk.quick.close()


def test_a_quick_chat_keeps_the_name_of_its_model_until_another_begins(quick: QuickAsk) -> None:
    quick.set_model(SMOL)
    type_and_enter(quick, "Why are there tides?")
    quick.set_model(QWEN)
    assert quick.field.placeholderText() == f"Ask {SMOL.name} anything"
    quick.new_button.click()
    assert quick.field.placeholderText() == f"Ask {QWEN.name} anything"


def test_an_answer_that_was_seen_in_the_quick_question_is_read(quick: QuickAsk, qtbot: QtBot) -> None:
    bridge = bridge_of(quick)
    bridge.answer(chat_mark_read, chat("c1", "Tides"))
    type_and_enter(quick, "Why are there tides?")
    before = len(bridge.arguments(chat_mark_read))
    qtbot.waitUntil(quick.isActiveWindow)
    quick.view.answer_ended.emit(finished("The moon pulls."))
    bridge.flush()
    assert bridge.arguments(chat_mark_read)[before:] == [{"chat_id": quick.view.chat_id}]
    bridge.answer(chat_mark_read, StoreFull("The disk is full."))
    QApplication.sendEvent(quick, QEvent(QEvent.Type.WindowActivate))
    bridge.flush()
    assert len(bridge.arguments(chat_mark_read)) == before + 2
    assert quick.note.isHidden()


def test_esc_closes_the_quick_question(quick: QuickAsk) -> None:
    QTest.keyClick(quick, Qt.Key.Key_Escape)
    assert quick.isHidden()


def test_a_quick_question_waits_for_the_core_and_a_refused_one_stays(quick: QuickAsk) -> None:
    bridge = bridge_of(quick)
    bridge.set_link(LinkState.CONNECTING)
    type_and_enter(quick, "Why?")
    assert "as soon as it is there" in quick.note.plain
    bridge.answer(chat_send, StoreFull("The disk is full.", hint="Free some space."))
    bridge.set_link(LinkState.CONNECTED)
    bridge.flush()
    assert quick.field.text() == "Why?"
    assert quick.note.plain == "The disk is full. Free some space."


def test_a_core_that_cannot_start_is_told(quick: QuickAsk) -> None:
    bridge_of(quick).set_link(LinkState.CONNECTING)
    type_and_enter(quick, "Why?")
    bridge_of(quick).set_link(LinkState.FAILED, StoreFull("The disk is full."))
    assert quick.note.plain == "The disk is full."


def test_the_first_page_says_what_the_computer_holds(qtbot: QtBot) -> None:
    page = EmptyState()
    qtbot.addWidget(page)
    page.resize(900, 600)
    with qtbot.waitExposed(page):
        page.show()
    assert not page.computer.isVisible()
    page.set_memory(16 * 1024**3)
    assert page.computer.isVisible()
    with qtbot.waitSignal(page.file_requested):
        page.computer.file_button.click()
    with qtbot.waitSignal(page.models_requested):
        page.computer.models_button.click()
    assert len({card.y() for card in page.cards}) == 2
    page.resize(420, 760)
    qtbot.waitUntil(lambda: len({card.y() for card in page.cards}) == 4)


def test_a_window_that_opens_anew_begins_with_the_persons_own_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1.5")
    monkeypatch.setenv("EXAMPLE_API_KEY", "x")
    begun: list[Mapping[str, str]] = []
    monkeypatch.setattr(os, "execve", lambda _program, _command, environ: begun.append(environ))
    app._start_anew({"HOME": "/home/ada"})
    assert begun == [{"HOME": "/home/ada", "PYTHONPATH": own_environment()["PYTHONPATH"]}]
