"""General, Hardware, Privacy, Shortcuts and About: what they have beside plain settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bridge.signatures import (
    data_back_up,
    data_delete_all,
    data_info,
    data_restore,
    device_list,
    doctor_report,
    doctor_run,
    privacy_clear_ledger,
    privacy_ledger,
    settings_problems,
    settings_reset,
    settings_set,
)
from app.errors import EngineUnavailable, InvalidInput, StoreFull
from app.types.doctor import DoctorReport, DoctorSection, Finding
from app.types.engines import CheckState
from app.types.settings import ConfigIssue
from app.ui.bridge.base import LinkState
from app.ui.settings.about_page import AboutPage, PartLine
from app.ui.settings.general_page import GeneralPage
from app.ui.settings.hardware_page import HardwarePage
from app.ui.settings.lines import Line
from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Page
from app.ui.settings.privacy_page import PrivacyPage
from app.ui.settings.shortcuts_page import ShortcutsPage
from app.ui.widgets.key_recorder import KeyRecorder
from tests.ui.settings_rig import SettingsRig
from tests.ui.settings_samples import BACKUPS, DATA
from tests.ui.window_samples import HEALTHY

REPORT = DoctorReport(
    "0.1.0",
    "Linux",
    0.0,
    (
        Finding(DoctorSection.ENGINES, "llama.cpp", CheckState.GOOD, "Answers."),
        Finding(DoctorSection.DISK, "Data", CheckState.WARNING, "1 GB is free.", "Free some space."),
        Finding(DoctorSection.SOUND, "Microphone", CheckState.UNKNOWN, "Not looked at."),
    ),
)


@pytest.fixture
def rig(qtbot: QtBot) -> SettingsRig:
    return SettingsRig(qtbot)


def lines(page: object) -> dict[str, str]:
    """What the visible lines say, by title."""
    found = getattr(page, "findChildren")(Line)  # noqa: B009 - any page
    return {line.title: f"{line.tag.text()}: {line.text.plain}" for line in found if line.isVisible()}


# General.


def test_the_keys_for_the_quick_question_are_pressed_and_not_typed(rig: SettingsRig) -> None:
    rig.window.open_page(Page.GENERAL)
    rig.settle()
    recorder = rig.row("desktop.quick_ask_key").findChild(KeyRecorder)
    assert isinstance(recorder, KeyRecorder)
    assert recorder.words == "None"
    rig.press(recorder)
    QTest.keyClick(recorder, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    rig.settle()
    assert rig.core.infos["desktop.quick_ask_key"].value == "Ctrl+Alt+Q"
    assert "Q" in recorder.words
    assert recorder.words in recorder.accessibleName()
    rig.press(recorder)
    QTest.keyClick(recorder, Qt.Key.Key_Backspace)
    rig.settle()
    assert (rig.core.infos["desktop.quick_ask_key"].value, recorder.words) == ("", "None")


def test_the_data_folder_is_told_and_backed_up(rig: SettingsRig) -> None:
    page = rig.page(Page.GENERAL, GeneralPage)
    assert "/home/ada/.local/share/tektra" in lines(page)["Folder"]
    assert "42 chats" in lines(page)["Folder"]
    rig.bridge.answer(data_back_up, BACKUPS[0])
    rig.press(page.back_up_button)
    assert "Done" in lines(page)["Back up"]
    rig.bridge.answer(data_back_up, StoreFull("The disk is full.", hint="Free some space."))
    rig.press(page.back_up_button)
    assert "The disk is full. Free some space." in lines(page)["Back up"]
    assert page.back_up_button.isEnabled()


def test_a_chosen_backup_is_restored_after_a_second_press(rig: SettingsRig) -> None:
    page = rig.page(Page.GENERAL, GeneralPage)
    rig.bridge.answer(data_restore, HEALTHY)
    page.backups.setCurrentIndex(1)
    rig.press(page.restore_button)
    assert rig.bridge.arguments(data_restore) == []
    assert "newer than this leave the list" in lines(page)["Restore"]
    rig.press(page.restore_button)
    assert rig.bridge.arguments(data_restore) == [{"name": "b1"}]
    assert "The backup is in place" in rig.window.toast.message


def test_everything_is_deleted_only_when_the_words_are_typed(rig: SettingsRig) -> None:
    page = rig.page(Page.GENERAL, GeneralPage)
    rig.bridge.answer(data_delete_all, None)
    rig.press(page.delete_button)
    assert page.confirm_field.hasFocus()
    QTest.keyClicks(page.confirm_field, "delete everythin")
    assert not page.confirm_button.isEnabled()
    rig.press(page.confirm_button)
    assert rig.bridge.arguments(data_delete_all) == []
    QTest.keyClicks(page.confirm_field, "g")
    rig.press(page.confirm_button)
    assert rig.bridge.arguments(data_delete_all) == [{"confirm": "delete everything"}]
    assert not page.confirm_field.isVisible()


def test_a_window_with_a_broken_file_outlives_the_deletion_of_everything(rig: SettingsRig) -> None:
    page = rig.page(Page.GENERAL, GeneralPage)
    rig.broken(ConfigIssue("/config.toml", 3, "", "It is no TOML."))
    rig.bridge.answer(data_delete_all, None)
    rig.press(page.delete_button)
    QTest.keyClicks(page.confirm_field, "delete everything")
    rig.press(page.confirm_button)
    rig.bridge.set_link(LinkState.STOPPED)
    assert "does not run" in rig.window.banner.title
    assert not page.isEnabled()
    rig.bridge.answer(settings_problems, ())
    rig.bridge.answer(data_info, replace(DATA, chats=0, backups=()))
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.settle()
    assert not rig.window.banner.isVisible()
    assert "0 chats" in lines(page)["Folder"]
    assert lines(page)["Restore"] == ": There is no backup yet."
    assert rig.bridge.unhandled_errors == []


def test_a_restore_or_a_deletion_that_fails_is_told_where_it_was_asked_for(rig: SettingsRig) -> None:
    page = rig.page(Page.GENERAL, GeneralPage)
    full = StoreFull("The disk is full.", hint="Free some space.")
    rig.bridge.answer(data_restore, full)
    held = rig.bridge.hold(data_restore)
    rig.press(page.restore_button)
    rig.press(page.restore_button)
    assert not page.restore_button.isEnabled()
    held.reject(full)
    assert lines(page)["Restore"] == ": The disk is full. Free some space."
    assert page.restore_button.isEnabled()
    rig.bridge.answer(data_delete_all, full)
    rig.press(page.delete_button)
    QTest.keyClicks(page.confirm_field, "delete everything")
    rig.press(page.confirm_button)
    assert lines(page)["Delete everything"] == ": The disk is full. Free some space."
    assert page.confirm_button.isEnabled()
    assert rig.bridge.unhandled_errors == []


def test_a_question_is_asked_anew_after_the_page_was_left(rig: SettingsRig) -> None:
    page = rig.page(Page.GENERAL, GeneralPage)
    rig.press(page.restore_button)
    rig.press(page.delete_button)
    QTest.keyClicks(page.confirm_field, "delete everything")
    rig.page(Page.CHAT, SettingsPage)
    rig.page(Page.GENERAL, GeneralPage)
    assert page.restore_button.text() == "Restore"
    assert page.confirm_field.text() == ""
    assert page.delete_button.isVisible()


def test_a_core_that_cannot_tell_about_the_data_is_quoted(rig: SettingsRig) -> None:
    rig.bridge.answer(data_info, StoreFull("The folder cannot be read."))
    rig.window.open_page(Page.CHAT)
    page = rig.page(Page.GENERAL, GeneralPage)
    assert "The folder cannot be read." in lines(page)["Folder"]


# Hardware.


def test_devices_are_told_with_their_memory(rig: SettingsRig) -> None:
    page = rig.page(Page.HARDWARE, HardwarePage)
    assert lines(page)["AMD Ryzen 7 7840U"] == "processor: CPU · 9.7 of 17.2 GB free"
    rig.bridge.answer(device_list, EngineUnavailable("No engine could be asked.", hint="Install one."))
    rig.window.open_page(Page.CHAT)
    rig.page(Page.HARDWARE, HardwarePage)
    assert lines(page) == {"No engine could be asked.": ": Install one."}


# Privacy.


def test_the_ledger_shows_reason_place_time_count_and_outcome(rig: SettingsRig) -> None:
    page = rig.page(Page.PRIVACY, PrivacyPage)
    shown = [
        [page.ledger.data(page.ledger.index(row, column)) for column in range(1, 5)]
        for row in range(page.ledger.rowCount())
    ]
    assert shown[0] == ["Asked whether it is there", "127.0.0.1:11434 (this computer)", "14", "made"]
    assert shown[1] == ["A conversation, for an answer", "llm.example.org:443", "2", "blocked"]
    assert page.sentence.plain == "1 to other machines · 2 blocked · 15 on this computer"
    heard = page.ledger.data(page.ledger.index(1, 4), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Outcome: blocked"


def test_a_narrow_ledger_tells_the_whole_place_with_the_reason_below(rig: SettingsRig) -> None:
    page = rig.page(Page.PRIVACY, PrivacyPage)
    wide = page.table.sizeHintForColumn(2)
    rig.window.resize(720, 700)
    rig.settle()
    assert [page.table.isColumnHidden(column) for column in range(5)] == [False, True, False, True, False]
    assert page.table.columnWidth(2) >= wide
    heard = page.ledger.data(page.ledger.index(1, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Where: llm.example.org:443, Why: A conversation, for an answer"
    rig.window.resize(1280, 700)
    rig.settle()
    assert not page.table.isColumnHidden(1)


def test_the_ledger_is_cleared(rig: SettingsRig) -> None:
    page = rig.page(Page.PRIVACY, PrivacyPage)
    rig.bridge.answer(privacy_clear_ledger, None)
    rig.bridge.answer(privacy_ledger, ())
    rig.press(page.clear_button)
    assert page.sentence.plain == "No connection was made, and none was wanted."
    assert not page.clear_button.isEnabled()
    assert not page.table.isVisible()


def test_a_ledger_that_cannot_be_cleared_is_told_there(rig: SettingsRig) -> None:
    page = rig.page(Page.PRIVACY, PrivacyPage)
    rig.bridge.answer(privacy_clear_ledger, StoreFull("The disk is full."))
    rig.press(page.clear_button)
    assert page.sentence.plain == "The disk is full."
    assert rig.bridge.unhandled_errors == []


# Shortcuts.


def press_keys(rig: SettingsRig, page: ShortcutsPage, name: str, key: Qt.Key, *modifiers: str) -> None:
    recorder = page.shortcut_rows()[name].recorder
    recorder.setFocus()
    rig.press(recorder)
    assert recorder.recording
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= getattr(Qt.KeyboardModifier, f"{modifier}Modifier")
    QTest.keyClick(recorder, key, held)
    rig.bridge.flush()


def test_why_keys_were_refused_is_said_with_labels(rig: SettingsRig) -> None:
    page = rig.page(Page.SHORTCUTS, ShortcutsPage)
    key, other = "shortcuts.new_chat", rig.core.infos["shortcuts.settings"]
    message = f'{key} is "A", as is "{other.label}" ({other.key}).'
    rig.bridge.answer(settings_set, InvalidInput(message, hint="Choose other keys.", params={"key": key}))
    press_keys(rig, page, "new_chat", Qt.Key.Key_T, "Control", "Shift")
    said = page.shortcut_rows()["new_chat"].trouble.plain
    assert said == f'“{rig.core.infos[key].label}” is "A", as is "{other.label}". Choose other keys.'
    assert page.note.text() == ""


def test_a_shortcut_takes_the_keys_that_are_pressed(rig: SettingsRig) -> None:
    page = rig.page(Page.SHORTCUTS, ShortcutsPage)
    press_keys(rig, page, "new_chat", Qt.Key.Key_T, "Control", "Shift")
    assert rig.bridge.arguments(settings_set) == [{"values": {"shortcuts.new_chat": "Ctrl+Shift+T"}}]
    row = page.shortcut_rows()["new_chat"]
    assert row.recorder.words == "Ctrl Shift T"
    assert "New chat" in row.recorder.accessibleName()
    rig.press(row.reset_button)
    assert rig.bridge.arguments(settings_reset) == [{"keys": ("shortcuts.new_chat",)}]
    assert row.recorder.words == "Ctrl N"


def test_keys_that_are_taken_are_told_with_who_has_them(rig: SettingsRig) -> None:
    page = rig.page(Page.SHORTCUTS, ShortcutsPage)
    press_keys(rig, page, "new_chat", Qt.Key.Key_B, "Control")
    assert rig.bridge.arguments(settings_set) == []
    words = page.shortcut_rows()["new_chat"].trouble.plain
    assert words == "Ctrl+B is taken by “Show or hide the sidebar”. Give that one other keys first."
    press_keys(rig, page, "new_chat", Qt.Key.Key_C, "Control")
    assert "editing text" in page.shortcut_rows()["new_chat"].trouble.plain


def test_recording_ends_with_esc_and_backspace_takes_the_keys_away(rig: SettingsRig) -> None:
    page = rig.page(Page.SHORTCUTS, ShortcutsPage)
    press_keys(rig, page, "new_chat", Qt.Key.Key_Escape)
    assert rig.bridge.arguments(settings_set) == []
    assert rig.window.isVisible()
    assert not page.shortcut_rows()["new_chat"].recorder.recording
    press_keys(rig, page, "new_chat", Qt.Key.Key_Backspace)
    assert rig.bridge.arguments(settings_set) == [{"values": {"shortcuts.new_chat": ""}}]
    rig.press(page.reset_all)
    assert rig.bridge.arguments(settings_reset) == [{"keys": ("shortcuts.new_chat",)}]


def test_all_shortcuts_but_the_locked_ones_are_reset(rig: SettingsRig) -> None:
    for name in ("new_chat", "settings", "pick_model"):
        rig.outside(f"shortcuts.{name}", f"Ctrl+Alt+{name[0].upper()}")
    rig.lock("shortcuts.pick_model", "TEKTRA_SHORTCUTS_PICK_MODEL")
    page = rig.page(Page.SHORTCUTS, ShortcutsPage)
    rig.bridge.answer(settings_reset, StoreFull("The disk is full."))
    rig.press(page.reset_all)
    assert set(rig.bridge.arguments(settings_reset)[0]["keys"]) == {"shortcuts.new_chat", "shortcuts.settings"}
    assert page.note.text() == "The disk is full."
    assert rig.bridge.unhandled_errors == []


def test_what_the_core_says_against_keys_is_told(rig: SettingsRig) -> None:
    page = rig.page(Page.SHORTCUTS, ShortcutsPage)
    rig.bridge.answer(settings_set, StoreFull("The disk is full."))
    press_keys(rig, page, "new_chat", Qt.Key.Key_T, "Control")
    assert page.shortcut_rows()["new_chat"].trouble.plain == "The disk is full."


# About.


def test_the_computer_is_checked_and_the_report_copied(rig: SettingsRig) -> None:
    page = rig.page(Page.ABOUT, AboutPage)
    rig.bridge.answer(doctor_run, REPORT)
    rig.bridge.answer(doctor_report, "Tektra 0.1.0\nllama.cpp: good")
    assert not page.copy_button.isVisible()
    rig.press(page.check_button)
    assert lines(page)["Check this computer"] == ": 1 warning."
    assert lines(page)["Data"] == "warning: 1 GB is free. Free some space."
    assert "Microphone" in lines(page)
    rig.press(page.copy_button)
    assert QGuiApplication.clipboard().text() == "Tektra 0.1.0\nllama.cpp: good"
    assert page.copy_button.text() == "Copied"
    page.findChildren(type(page._copied))[0].stop()


def test_a_check_that_fails_says_why(rig: SettingsRig) -> None:
    page = rig.page(Page.ABOUT, AboutPage)
    rig.bridge.answer(doctor_run, EngineUnavailable("The core is busy."))
    rig.press(page.check_button)
    assert lines(page)["Check this computer"] == ": The core is busy."
    assert page.check_button.isEnabled()


def test_every_part_tells_its_licence(rig: SettingsRig) -> None:
    page = rig.page(Page.ABOUT, AboutPage)
    parts = page.findChildren(PartLine)
    assert [part.part.licence for part in parts] == ["MIT", "OFL-1.1", "LGPL-3.0"]
    rig.press(parts[0].button)
    assert "The ggml authors" in parts[0].text.plain
    assert parts[0].text.isVisible()
    assert not parts[1].button.isVisible()
