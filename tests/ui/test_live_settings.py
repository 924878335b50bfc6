"""What settings do to the main window at once, what it remembers of them, and the way to the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.bridge.events import EmptyEvent, SettingsEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    RankedEngine,
    Selection,
    engine_list,
    engine_switch,
    model_explain,
    model_list,
    provider_list,
    settings_set,
)
from app.errors import LocalOnly, StoreFull
from app.types.models import BackendName, ModelInfo
from app.ui.bridge.base import LinkState
from app.ui.theme import theme
from app.ui.window.main_window import MainWindow
from app.ui.window.preferences import Preferences
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.state import WindowState
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.settings_samples import ENGINES, PROVIDER, FakeSettings, scripted_settings
from tests.ui.window_rig import A, B, Rig, Start
from tests.ui.window_samples import SMOL, scripted

CLOUD = ModelInfo("work/large", "Large", SMOL.state, BackendName.CLOUD, is_default=True)
RANKING = Selection(
    "smol",
    BackendName.LLAMA_CPP,
    (
        RankedEngine(BackendName.LLAMA_CPP, usable=True, reason="The quickest here: 96.4 tokens/s."),
        RankedEngine(BackendName.OLLAMA, usable=True, reason="71.2 tokens/s here."),
        RankedEngine(BackendName.CLOUD, usable=False, reason="“Local only” is on.", hint="Turn it off first."),
    ),
)


def change(rig: Rig, **values: object) -> None:
    """The core says that settings have these values, with "__" for the dots."""
    known = FakeSettings()
    changed = tuple(known.put(key.replace("__", "."), value=value) for key, value in values.items())
    rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent(changed, ()))


def test_theme_size_motion_and_formats_apply_at_once_and_are_remembered(start: Start) -> None:
    rig = start()
    change(rig, appearance__theme="dark", appearance__font_size=20)
    change(rig, appearance__reduce_motion="on", general__language="de")
    assert theme().tokens.dark
    assert (theme().text_px, theme().still) == (20, True)
    assert QLocale().language() is QLocale.Language.German
    assert rig.window.composer.edit.font().pixelSize() == 20
    rig.window.close()
    assert rig.file.load().preferences == replace(
        Preferences("dark", 20, "on", "de"), shortcuts=rig.file.load().preferences.shortcuts
    )
    QLocale.setDefault(QLocale.c())


def test_the_first_paint_goes_by_what_was_remembered(start: Start, tmp_path: object) -> None:
    bridge = scripted(FakeBridge(LinkState.CONNECTING), (A, B))
    first = start(bridge)
    known = Preferences("dark", 18, open_with="new", shortcuts={"new_chat": "Ctrl+T"})
    first.window.close()
    first.file.save(WindowState(last_chat="a", preferences=known))
    second = start(scripted(FakeBridge(LinkState.CONNECTING), (A, B)))
    assert theme().tokens.dark
    assert theme().text_px == 18
    assert second.pane.opened == [None]
    assert "Ctrl+T" in second.window.sidebar.new_button.toolTip()


def test_a_theme_from_the_command_line_stays(qtbot: object, start: Start) -> None:
    rig = start()
    given = MainWindow(rig.bridge, rig.file, rig._make, theme_is_given=True)
    rig.window.settings.live.blockSignals(True)  # noqa: FBT003 - Qt's signature
    assert isinstance(given, QWidget)
    rig.window.close()
    known = FakeSettings().put("appearance.theme", value="dark")
    rig.window.settings.client.changed.disconnect()
    rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((known,), ()))
    assert not theme().tokens.dark
    given.close()
    given.deleteLater()


def test_a_shortcut_has_its_new_keys_at_once(start: Start) -> None:
    rig = start()
    change(rig, shortcuts__new_chat="Ctrl+T")
    assert shortcuts().of(Action.NEW_CHAT).toString() == "Ctrl+T"
    rig.window.open_chat("a")
    QTest.keyClick(rig.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert rig.pane.chat_id == "a"
    QTest.keyClick(rig.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert rig.pane.chat_id is None
    change(rig, shortcuts__stop="F8")
    rig.pane.set_answering(answering=True)
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert rig.pane.stops == 0
    QTest.keyClick(rig.window, Qt.Key.Key_F8)
    assert rig.pane.stops == 1
    assert "F8" in rig.window.composer.button.toolTip()


# The sidebar's foot.


def test_the_settings_open_from_the_sidebar_and_by_their_keys(start: Start) -> None:
    rig = start()
    assert rig.window.settings.window is None
    button = rig.window.sidebar.footer_rows.settings_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    rig.bridge.flush()
    shown = rig.window.settings.window
    assert shown is not None
    assert shown.isVisible()
    shown.close()
    rig.window.activateWindow()
    QTest.keyClick(rig.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert rig.window.settings.window is shown
    assert shown.isVisible()
    rig.window.close()
    assert not shown.isVisible()


def test_local_only_is_turned_in_the_sidebar(start: Start) -> None:
    rig = start()
    switch = rig.window.sidebar.footer_rows.local_only.switch
    assert switch.isChecked()
    assert "No text" in switch.accessibleDescription()
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    rig.bridge.flush()
    assert rig.bridge.arguments(settings_set) == [{"values": {"privacy.local_only": False}}]
    assert not switch.isChecked()
    rig.bridge.answer(settings_set, StoreFull("The disk is full."))
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    rig.bridge.flush()
    assert not switch.isChecked()
    assert rig.window.toast.message == "The disk is full."


def test_local_only_cannot_be_turned_while_the_core_is_away_or_a_variable_sets_it(start: Start) -> None:
    rig = start()
    row = rig.window.sidebar.footer_rows.local_only
    rig.bridge.set_link(LinkState.LOST)
    assert not row.switch.isEnabled()
    assert "core is away" in row.toolTip()
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.bridge.flush()
    assert row.switch.isEnabled()
    locked = replace(FakeSettings().infos["privacy.local_only"], locked_by="TEKTRA_PRIVACY_LOCAL_ONLY")
    rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((locked,), ()))
    assert not row.switch.isEnabled()
    assert "TEKTRA_PRIVACY_LOCAL_ONLY" in row.toolTip()


# The line below the composer.


def test_the_line_below_the_composer_names_who_receives_the_text(start: Start) -> None:
    rig = start(scripted(FakeBridge(), (A, B), models=(CLOUD,)))
    assert rig.window.note == "What you write goes to work (llm.example.org)."
    rig.bridge.answer(provider_list, (replace(PROVIDER, on_this_machine=True),))
    rig.bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert rig.window.note == "Runs on this computer. Nothing leaves it."


def test_an_ollama_elsewhere_is_named_and_nothing_is_promised_before_it_is_known(start: Start) -> None:
    bridge = scripted(FakeBridge(), (A, B), models=(replace(SMOL, backend=BackendName.OLLAMA),))
    elsewhere = tuple(
        replace(info, where="http://box.lan:11434") if info.name == "ollama" else info for info in ENGINES
    )
    bridge.answer(engine_list, StoreFull("not now"))
    rig = start(bridge)
    assert rig.window.note == ""
    bridge.answer(engine_list, elsewhere)
    bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    bridge.flush()
    assert rig.window.note == "What you write goes to box.lan."


# Another engine for the present model.


def open_menu(rig: Rig) -> None:
    rig.bridge.answer(model_explain, RANKING)
    QTest.mouseClick(rig.window.header.engine_button, Qt.MouseButton.LeftButton)
    rig.bridge.flush()


def test_the_engines_of_the_present_model_are_listed_with_their_reasons(start: Start) -> None:
    rig = start()
    open_menu(rig)
    heard = [choice.accessibleName() for choice in rig.window.engine_menu.choices]
    assert heard == [
        "llama.cpp, in use, The quickest here: 96.4 tokens/s.",
        "Ollama, 71.2 tokens/s here.",
        "Cloud, “Local only” is on. Turn it off first.",
    ]
    assert [choice.isEnabled() for choice in rig.window.engine_menu.choices] == [True, True, False]


def test_another_engine_is_chosen_with_the_keys(start: Start) -> None:
    rig = start()
    rig.bridge.answer(engine_switch, ENGINES)
    open_menu(rig)
    menu = rig.window.engine_menu
    asked = len(rig.bridge.arguments(model_list))
    QTest.keyClick(menu.choices[0], Qt.Key.Key_Down)
    assert menu.choices[1].hasFocus()
    QTest.keyClick(menu.choices[1], Qt.Key.Key_Space)
    rig.bridge.flush()
    assert rig.bridge.arguments(engine_switch) == [{"backend": BackendName.OLLAMA, "model_id": "smol"}]
    assert rig.window.toast.message == "The next answer comes from Ollama."
    assert not menu.isVisible()
    assert len(rig.bridge.arguments(model_list)) == asked + 1


def test_the_settings_order_can_be_taken_back_and_a_refusal_is_told(start: Start) -> None:
    rig = start()
    rig.bridge.answer(engine_switch, LocalOnly("It would leave this machine.", hint="Turn Local only off."))
    open_menu(rig)
    QTest.mouseClick(rig.window.engine_menu.default_button, Qt.MouseButton.LeftButton)
    rig.bridge.flush()
    assert rig.bridge.arguments(engine_switch) == [{"backend": None, "model_id": "smol"}]
    assert rig.window.toast.message == "It would leave this machine. Turn Local only off."


def test_a_menu_that_was_closed_before_the_answer_stays_closed(start: Start) -> None:
    rig = start()
    held = rig.bridge.hold(model_explain)
    QTest.mouseClick(rig.window.header.engine_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(rig.window.engine_menu, Qt.Key.Key_Escape)
    held.resolve(RANKING)
    assert not rig.window.engine_menu.isVisible()
    assert rig.window.engine_menu.choices == []


@pytest.mark.parametrize("models", [(), (replace(SMOL, backend=None),)])
def test_without_an_engine_there_is_nothing_to_choose(start: Start, models: tuple[ModelInfo, ...]) -> None:
    rig = start(scripted(FakeBridge(), (A, B), models=models))
    assert not rig.window.header.engine_button.isVisible()


def test_settings_are_the_cores_when_it_comes(start: Start) -> None:
    bridge = scripted(FakeBridge(LinkState.CONNECTING), (A, B))
    rig = start(bridge)
    core = FakeSettings()
    core.put("appearance.font_size", value=13)
    scripted_settings(bridge, core)
    bridge.set_link(LinkState.CONNECTED)
    bridge.flush()
    assert theme().text_px == 13
    assert rig.window.settings.client.value("appearance.font_size") == 13
