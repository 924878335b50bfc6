"""The one banner over the chat: connection, database, settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bridge.events import SettingsEvent, StoreEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_list, chat_open, store_restore_backup, store_retry
from app.errors import ChatNotFound, CoreUnavailable, StoreDamaged, StoreTooNew
from app.types.settings import ConfigIssue
from app.types.status import StoreStatus
from app.ui.bridge.base import LinkState
from app.ui.widgets.focus import ring_of
from app.ui.widgets.labels import Paragraph
from app.ui.window.banner_model import BannerKind
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.window_rig import FULL, A, B, Rig, Start
from tests.ui.window_samples import HEALTHY, core, scripted


def banner_kind(rig: Rig) -> BannerKind | None:
    return rig.window.banners.kind


@pytest.mark.parametrize(
    ("state", "words", "button"),
    [
        (LinkState.LOST, "Tektra's core stopped. Starting it again…", ""),
        (LinkState.WAITING, "Another version of Tektra is still answering.", ""),
        (LinkState.STOPPED, "Tektra's core was stopped.", "Start"),
        (LinkState.FAILED, "Tektra's core could not be started.", "Try again"),
    ],
)
def test_each_state_of_the_connection_has_its_banner(start: Start, state: LinkState, words: str, button: str) -> None:
    rig = start()
    rig.bridge.set_link(state)
    assert rig.window.banners.banner.isVisible()
    assert rig.window.banners.banner.title == words
    if button:
        rig.press(button)
        assert rig.bridge.starts == 1
    rig.bridge.set_link(LinkState.CONNECTED)
    assert not rig.window.banners.isVisible()


def test_a_core_that_was_stopped_blocks_sending_and_keeps_the_draft(start: Start) -> None:
    rig = start()
    rig.window.composer.set_text("Why?")
    rig.bridge.set_link(LinkState.STOPPED)
    assert rig.window.composer.button.toolTip() == "Start Tektra's core first"
    rig.window.composer.submit()
    assert rig.pane.sent == []
    assert rig.window.composer.text == "Why?"


def test_the_cause_of_a_failed_start_is_shown(start: Start) -> None:
    rig = start()
    rig.bridge.set_link(LinkState.FAILED, CoreUnavailable("The disk is full.", hint="Free some space.", detail="log"))
    assert rig.window.banners.banner.title == "The disk is full."
    assert rig.button("Details").isVisible()


def test_a_full_disk_is_a_banner_that_goes_when_a_retry_works(start: Start) -> None:
    problem = StoreStatus(writable=False, path="/db", problem=FULL.to_dict(), last_backup="/backup")
    rig = start(scripted(FakeBridge(), status=core(problem)))
    assert banner_kind(rig) is BannerKind.STORE
    assert rig.window.banners.banner.title == "The disk is full."
    rig.bridge.answer(store_retry, problem)
    rig.press("Try again")
    assert banner_kind(rig) is BannerKind.STORE
    rig.bridge.answer(store_retry, HEALTHY)
    rig.press("Try again")
    assert not rig.window.banners.isVisible()


DAMAGED = StoreDamaged("Damaged.", detail="/db.broken: malformed").to_dict()
RECOVERED = StoreStatus(
    writable=True,
    path="/db",
    problem=DAMAGED,
    recovered_chats=1200,
    set_aside="/db.broken",
    last_backup="/b",
    last_backup_at=1_800_000_000.0,
)


def test_a_recovered_database_offers_its_backup_and_asks_before_it_is_restored(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A, B), status=core(RECOVERED)))
    rig.window.open_chat("a")
    assert banner_kind(rig) is BannerKind.RECOVERED
    offer = next(b.text() for b in rig.window.banners.findChildren(QPushButton) if b.text().startswith("Restore"))
    assert "2027" in offer
    rig.press(offer)
    assert "2027" in rig.window.banners.banner.title
    assert rig.bridge.arguments(store_restore_backup) == []
    rig.press("Cancel")
    assert banner_kind(rig) is BannerKind.RECOVERED
    rig.press(offer)
    rig.bridge.answer(store_restore_backup, replace(HEALTHY, set_aside="/db.before"))
    rig.bridge.answer(chat_list, (B,))
    rig.bridge.answer(chat_open, ChatNotFound("There is no such chat."))
    rig.press("Restore")
    assert banner_kind(rig) is BannerKind.REPLACED
    assert rig.window.sidebar.get("a") is None
    assert rig.pane.chat_id is None
    rig.press("OK")
    assert not rig.window.banners.isVisible()


def test_recovered_chats_that_are_kept_are_not_asked_about_again(start: Start) -> None:
    rig = start(scripted(FakeBridge(), status=core(RECOVERED)))
    rig.press("Keep these chats")
    newer = replace(RECOVERED, last_backup="/b2", last_backup_at=1_900_000_000.0)
    rig.bridge.emit_event(EventName.STORE_CHANGED, StoreEvent(newer))
    assert not rig.window.banners.isVisible()


def test_settings_that_were_not_understood_are_said_until_they_are_dismissed(start: Start) -> None:
    wrong = replace(core(), config_problems=("config.toml:4: chat.size must be a number.",))
    rig = start(scripted(FakeBridge(), status=wrong))
    assert banner_kind(rig) is BannerKind.SETTINGS
    rig.press("Details")
    shown = [label.plain for label in rig.window.banners.findChildren(Paragraph) if label.isVisible()]
    assert "config.toml:4: chat.size must be a number." in shown
    rig.press("OK")
    rig.window.sidebar.footer.refresh()
    rig.bridge.flush()
    assert not rig.window.banners.isVisible()


def test_a_file_that_is_broken_while_the_window_is_open_is_said_there(start: Start) -> None:
    rig = start()
    assert banner_kind(rig) is None
    issue = ConfigIssue("/home/ada/config.toml", 4, "", "This line is not valid TOML.", "Mend it.")
    rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((), (issue,)))
    assert banner_kind(rig) is BannerKind.SETTINGS
    rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((), ()))
    assert banner_kind(rig) is None


def test_a_database_from_a_newer_tektra_is_said_without_a_retry(start: Start) -> None:
    rig = start()
    newer = StoreTooNew("These chats were written by a newer Tektra.", hint="Update Tektra.")
    rig.bridge.emit_event(
        EventName.STORE_CHANGED, StoreEvent(replace(HEALTHY, writable=False, problem=newer.to_dict()))
    )
    assert rig.window.banners.banner.title == "These chats were written by a newer Tektra."
    assert not [b for b in rig.window.banners.findChildren(QPushButton) if b.isVisible() and b.text() == "Try again"]
    rig.bridge.emit_event(EventName.STORE_CHANGED, StoreEvent(HEALTHY))
    assert not rig.window.banners.isVisible()


def test_the_keyboard_stays_in_a_banner_whose_buttons_change(start: Start, qtbot: QtBot) -> None:
    rig = start(scripted(FakeBridge(), status=core(RECOVERED)))
    qtbot.waitUntil(rig.window.isActiveWindow)
    offer = next(b for b in rig.window.banners.findChildren(QPushButton) if b.text().startswith("Restore"))
    offer.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(offer, Qt.Key.Key_Space)
    cancel = rig.button("Cancel")
    assert cancel.hasFocus(), "a second press of the key does no harm"
    assert ring_of(cancel).isVisible()
