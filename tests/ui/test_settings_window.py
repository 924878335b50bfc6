"""The settings window: its pages, its search, and what happens to one setting from the key to the file and back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bridge.events import SettingsEvent
from app.bridge.names import EventName
from app.bridge.signatures import engine_list, provider_list, settings_check, settings_reset, settings_set
from app.errors import StoreFull
from app.types.models import BackendName
from app.types.settings import ConfigIssue
from app.ui.bridge.base import LinkState
from app.ui.settings.engines_page import EnginesPage
from app.ui.settings.field_model import Control, Note, control_of, named_texts, named_values
from app.ui.settings.lines import Line
from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Page
from app.ui.settings.words import choice_words
from app.ui.widgets.choice import Choice, Segmented
from app.ui.widgets.focus import FocusRing
from app.ui.widgets.switch import Switch
from tests.ui.settings_rig import SettingsRig
from tests.ui.settings_samples import PRESETS, FakeSettings

CONTEXT = "backends.llama_cpp.context_tokens"
QUEUE = "limits.max_queue"
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QListWidget, QTableView)


@pytest.fixture
def rig(qtbot: QtBot) -> SettingsRig:
    return SettingsRig(qtbot)


def spoken_name(widget: QWidget | None) -> str:
    assert widget is not None
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_setting_of_a_page_has_a_row_with_its_label(rig: SettingsRig) -> None:
    page = rig.page(Page.HARDWARE, SettingsPage)
    wanted = [info.key for info in rig.core.describe() if info.page == "hardware"]
    assert list(page.rows()) == wanted
    assert spoken_name(page.rows()[QUEUE].control.focusProxy()) == "Waiting answers"


def test_every_declared_setting_of_a_page_can_be_found_and_reached(rig: SettingsRig) -> None:
    left_out = {"backends.default"}
    for info in rig.core.describe():
        if not info.page or info.key in left_out or info.key.endswith(".enabled") or info.page == "shortcuts":
            continue
        rig.window.open_page(Page(info.page))
        rig.window.page(Page(info.page)).reveal(info.key)
        assert info.key in rig.window.page(Page(info.page)).rows(), info.key


def test_a_typed_value_is_checked_saved_and_told(rig: SettingsRig) -> None:
    rig.page(Page.HARDWARE, SettingsPage)
    rig.type(QUEUE, "32")
    assert rig.bridge.arguments(settings_check)[-1] == {"key": QUEUE, "value": 32}
    assert rig.bridge.arguments(settings_set) == [{"values": {QUEUE: 32}}]
    assert rig.row(QUEUE).reset_button.isVisible()
    group = rig.row(QUEUE).parentWidget()
    while group is not None and not hasattr(group, "note"):
        group = group.parentWidget()
    assert group is not None
    assert group.note.text() == "Saved."


def test_a_place_on_a_page_is_gone_to_once_its_rows_are_there(rig: SettingsRig, qtbot: QtBot) -> None:
    window = rig.window
    window.open_page(Page.SHORTCUTS)
    rig.settle()
    bar = window.page(Page.SHORTCUTS).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    window.scroll_to(80)
    assert window.scrolled == 80
    far = bar.maximum() + 50
    window.scroll_to(far)
    assert window.scrolled == 80, "not there yet"
    bar.setRange(0, far + 10)
    assert window.scrolled == far
    window.scroll_to(far + 90)
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    bar.setRange(0, far + 100)
    assert window.scrolled == 0, "a person who scrolls is left where they are"


def test_a_pause_in_typing_is_enough(rig: SettingsRig, qtbot: QtBot) -> None:
    rig.page(Page.HARDWARE, SettingsPage)
    rig.type(QUEUE, "8", enter=False)
    assert rig.bridge.arguments(settings_check) == []
    qtbot.waitUntil(lambda: bool(rig.bridge.arguments(settings_set)))
    assert rig.core.infos[QUEUE].value == 8


@pytest.mark.parametrize(("text", "sentence"), [("0", "Waiting answers is 0, below 1."), ("lots", "is not a number")])
def test_a_wrong_value_is_told_below_the_field_and_not_saved(rig: SettingsRig, text: str, sentence: str) -> None:
    rig.page(Page.HARDWARE, SettingsPage)
    rig.type(QUEUE, text)
    row = rig.row(QUEUE)
    assert sentence in row.problem.plain
    assert row.problem.isVisible()
    field = row.control.focusProxy()
    assert getattr(field, "wrong", False)
    assert rig.bridge.arguments(settings_set) == []
    rig.type(QUEUE, "16")
    assert not row.problem.isVisible()
    assert not getattr(field, "wrong", True)


def test_the_arrow_keys_count_and_stop_at_the_limit(rig: SettingsRig, qtbot: QtBot) -> None:
    rig.page(Page.HARDWARE, SettingsPage)
    rig.type("limits.max_loaded_models", "2")
    field = rig.row("limits.max_loaded_models").control.focusProxy()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "3"
    for _ in range(4):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "1"
    qtbot.waitUntil(lambda: rig.core.infos["limits.max_loaded_models"].value == 1)


def test_reset_takes_one_setting_back_to_its_default(rig: SettingsRig) -> None:
    rig.page(Page.HARDWARE, SettingsPage)
    rig.type(QUEUE, "32")
    rig.press(rig.row(QUEUE).reset_button)
    assert rig.bridge.arguments(settings_reset) == [{"keys": (QUEUE,)}]
    assert not rig.row(QUEUE).reset_button.isVisible()
    field = rig.row(QUEUE).control.focusProxy()
    assert isinstance(field, QLineEdit)
    assert field.text() == "16"
    assert field.hasFocus()


def test_a_file_that_cannot_be_written_is_told_and_a_switch_turns_back(rig: SettingsRig) -> None:
    rig.bridge.answer(settings_set, StoreFull("The disk is full.", hint="Free some space."))
    rig.page(Page.PRIVACY, SettingsPage)
    switch = rig.row("privacy.local_only").control.focusProxy()
    assert isinstance(switch, Switch)
    rig.press(switch)
    assert switch.isChecked()
    assert rig.row("privacy.local_only").problem.plain == "The disk is full. Free some space."


def test_a_switch_that_is_turned_twice_ends_as_it_is_seen(rig: SettingsRig) -> None:
    held = rig.bridge.hold(settings_set)
    rig.page(Page.PRIVACY, SettingsPage)
    switch = rig.row("privacy.local_only").control.focusProxy()
    assert isinstance(switch, Switch)
    rig.press(switch)
    rig.press(switch)
    assert switch.isChecked()
    assert len(rig.bridge.arguments(settings_set)) == 1
    held.resolve(rig.core.set({"privacy.local_only": False}))
    rig.settle()
    assert [call["values"] for call in rig.bridge.arguments(settings_set)] == [
        {"privacy.local_only": False},
        {"privacy.local_only": True},
    ]
    assert switch.isChecked()
    assert rig.core.infos["privacy.local_only"].value is True


def test_what_failed_is_not_said_for_ever(rig: SettingsRig) -> None:
    rig.bridge.answer(settings_set, StoreFull("The disk is full."))
    rig.page(Page.PRIVACY, SettingsPage)
    rig.press(cast("QAbstractButton", rig.row("privacy.local_only").control.focusProxy()))
    assert rig.row("privacy.local_only").problem.isVisible()
    rig.page(Page.CHAT, SettingsPage)
    rig.page(Page.PRIVACY, SettingsPage)
    assert not rig.row("privacy.local_only").problem.isVisible()


def test_saved_is_not_said_beside_what_failed(rig: SettingsRig) -> None:
    rig.page(Page.PRIVACY, SettingsPage)
    row = rig.row("privacy.local_only")
    noted: list[Note] = []
    row.noted.connect(noted.append)
    rig.press(cast("QAbstractButton", row.control.focusProxy()))
    assert noted == [Note.NOW]
    rig.bridge.answer(settings_set, StoreFull("The disk is full."))
    rig.press(cast("QAbstractButton", row.control.focusProxy()))
    assert row.problem.isVisible()
    assert noted == [Note.NOW, Note.NONE]


def test_what_is_being_typed_is_not_written_over_by_its_own_saving(rig: SettingsRig, qtbot: QtBot) -> None:
    rig.page(Page.PRIVACY, SettingsPage)
    field = rig.row("network.proxy").control.focusProxy()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, "http://proxy ")
    qtbot.waitUntil(lambda: rig.core.infos["network.proxy"].value == "http://proxy")
    rig.settle()
    assert field.text() == "http://proxy "
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClicks(field, "x")
    assert (field.text(), field.cursorPosition()) == ("http://proxyx ", 13)
    QTest.keyClick(field, Qt.Key.Key_Return)
    rig.settle()
    assert field.text() == "http://proxyx"


def test_a_path_is_saved_on_enter_or_when_its_field_is_left(rig: SettingsRig) -> None:
    rig.page(Page.PRIVACY, SettingsPage)
    field = rig.row("network.ca_file").control.focusProxy()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    rig.type("network.ca_file", "/ca.pem", enter=False)
    assert not rig.row("network.ca_file").pausing
    rig.outside("network.ca_file", "/other.pem")
    assert field.text() == "/ca.pem"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    rig.settle()
    assert rig.core.infos["network.ca_file"].value == "/ca.pem"
    rig.type("network.ca_file", "/next.pem")
    assert rig.core.infos["network.ca_file"].value == "/next.pem"
    field.setFocus()
    rig.type("network.ca_file", "/last.pem", enter=False)
    rig.window.close()
    rig.settle()
    assert rig.core.infos["network.ca_file"].value == "/last.pem"


def test_a_choice_is_saved_at_once_and_the_wheel_scrolls_the_page(rig: SettingsRig) -> None:
    rig.page(Page.APPEARANCE, SettingsPage)
    size = rig.row("appearance.font_size").control.focusProxy()
    assert isinstance(size, Choice)
    size.setCurrentIndex(size.findText("18 px"))
    size.activated.emit(size.currentIndex())
    rig.bridge.flush()
    assert rig.core.infos["appearance.font_size"].value == 18
    segments = rig.row("appearance.theme").control.focusProxy()
    assert isinstance(segments, Segmented)
    dark = next(b for b in segments.findChildren(QAbstractButton) if b.text() == "Dark")
    rig.press(dark)
    assert rig.core.infos["appearance.theme"].value == "dark"


def test_helps_name_values_as_the_controls_show_them() -> None:
    """Raw values of the file are in parentheses behind the words, or are the words themselves."""
    for info in FakeSettings().describe():
        if control_of(info) not in (Control.CHOICE, Control.SEGMENTS):
            continue
        for value in info.choices or named_texts(info) or named_values(info):
            shown = choice_words(info, value).casefold()
            raw = str(value).casefold()
            if re.search(rf"(?<![\w.]){re.escape(raw)}(?![\w.])", info.help.casefold()) and shown != raw:
                assert f"{shown} ({raw})" in info.help.casefold(), f"{info.key} shows {shown}: {info.help}"
        assert not info.help.startswith("Seconds"), f"{info.key} shows spans of time"


def test_the_preset_is_chosen_by_its_name_and_one_that_is_gone_stays_shown(rig: SettingsRig) -> None:
    rig.page(Page.CHAT, SettingsPage)
    preset = rig.row("general.default_preset").control.focusProxy()
    assert isinstance(preset, Choice)
    assert [preset.itemText(index) for index in range(preset.count())] == list(PRESETS)
    assert preset.currentText() == "balanced"
    preset.setCurrentIndex(preset.findText("precise"))
    preset.activated.emit(preset.currentIndex())
    rig.bridge.flush()
    assert rig.core.infos["general.default_preset"].value == "precise"
    gone = rig.core.put("general.default_preset", choices=("fast", "balanced"))
    rig.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((gone,), ()))
    assert [preset.itemText(index) for index in range(preset.count())] == ["fast", "balanced", "precise"]
    assert preset.currentText() == "precise"


def test_a_locked_setting_names_its_variable(rig: SettingsRig) -> None:
    rig.page(Page.HARDWARE, SettingsPage)
    rig.lock(QUEUE, "TEKTRA_LIMITS_MAX_QUEUE")
    assert not rig.row(QUEUE).control.isEnabled()
    assert "TEKTRA_LIMITS_MAX_QUEUE" in rig.row(QUEUE).control.toolTip()


def test_a_change_outside_is_shown_but_never_over_what_is_being_typed(rig: SettingsRig) -> None:
    rig.page(Page.HARDWARE, SettingsPage)
    field = rig.row(QUEUE).control.focusProxy()
    assert isinstance(field, QLineEdit)
    rig.outside(QUEUE, 24)
    assert field.text() == "24"
    rig.type(QUEUE, "0")
    rig.outside(QUEUE, 48)
    assert field.text() == "0"
    rig.type(QUEUE, "12")
    assert rig.core.infos[QUEUE].value == 12


def test_a_broken_file_is_told_with_its_lines_until_it_is_mended(rig: SettingsRig) -> None:
    issue = ConfigIssue(
        "/home/ada/.config/tektra/config.toml", 7, QUEUE, "max_queue is 0, below 1.", "Write 1 or more."
    )
    rig.broken(issue)
    assert rig.window.banner.isVisible()
    assert rig.window.banner.title == "Some settings have mistakes; all others count."
    assert "config.toml, line 7: max_queue is 0" in rig.window.banner._hint.plain
    rig.broken(issue, issue, issue)
    assert rig.window.banner._hint.plain.endswith("And 1 more.")
    rig.broken(replace(issue, key=""), issue)
    assert rig.window.banner.title == "Some settings have mistakes; all others count."
    rig.broken(replace(issue, key="", message="It is no TOML."), replace(issue, file="environment"))
    assert rig.window.banner.title == "A file of settings cannot be read, so what was understood before still counts."
    rig.broken()
    assert not rig.window.banner.isVisible()


def test_a_lost_core_is_told_and_the_page_comes_back_with_it(rig: SettingsRig) -> None:
    page = rig.page(Page.HARDWARE, SettingsPage)
    rig.bridge.set_link(LinkState.LOST)
    assert "Waiting for Tektra's core" in rig.window.banner.title
    assert not page.isEnabled()
    rig.core.put(QUEUE, value=5)
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.bridge.flush()
    assert page.isEnabled()
    assert not rig.window.banner.isVisible()
    field = rig.row(QUEUE).control.focusProxy()
    assert isinstance(field, QLineEdit)
    assert field.text() == "5"


def test_a_core_that_was_stopped_can_be_started_from_here(rig: SettingsRig) -> None:
    rig.bridge.set_link(LinkState.STOPPED)
    start = next(b for b in rig.window.banner.findChildren(QAbstractButton) if b.text() == "Start")
    rig.press(start)
    assert rig.bridge.starts == 1


def test_a_window_without_a_core_fills_itself_later(qtbot: QtBot) -> None:
    rig = SettingsRig(qtbot, LinkState.CONNECTING)
    page = rig.window.page(Page.GENERAL)
    assert page.rows() == {}
    assert any("Looking" in line.text.plain for line in page.findChildren(Line))
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.settle()
    assert "general.language" in page.rows()
    assert not any("Looking" in line.text.plain for line in page.findChildren(Line))


@pytest.mark.parametrize("link", [LinkState.CONNECTING, LinkState.CONNECTED])
def test_engines_and_providers_are_asked_for_anew_when_the_core_comes(qtbot: QtBot, link: LinkState) -> None:
    rig = SettingsRig(qtbot, link)
    page = rig.page(Page.ENGINES, EnginesPage)
    page.reveal_topic("Cloud providers")
    rig.settle()
    rig.bridge.set_link(LinkState.LOST)
    asked = len(rig.bridge.arguments(engine_list)), len(rig.bridge.arguments(provider_list))
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.settle()
    assert (len(rig.bridge.arguments(engine_list)), len(rig.bridge.arguments(provider_list))) > asked
    assert len(rig.bridge.arguments(provider_list)) == asked[1] + 1
    assert page.list.isVisible()
    assert page.providers.line("work").isVisible()


def test_a_page_that_is_not_seen_asks_nothing_when_the_core_comes(rig: SettingsRig) -> None:
    rig.page(Page.ENGINES, EnginesPage)
    rig.window.hide()
    asked = len(rig.bridge.arguments(engine_list))
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.settle()
    assert len(rig.bridge.arguments(engine_list)) == asked


# Search and keyboard.


def test_the_search_leads_to_a_setting_of_any_engine(rig: SettingsRig) -> None:
    search = rig.window.navigation.search
    QTest.keyClick(rig.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search.setFocus()
    QTest.keyClicks(search, "ollama address")
    QTest.keyClick(search, Qt.Key.Key_Return)
    rig.bridge.flush()
    assert rig.window.shown_page is Page.ENGINES
    field = rig.row("backends.ollama.host").control.focusProxy()
    assert rig.window.focusWidget() is field
    assert search.text() == ""


def test_a_search_that_leads_to_a_choice_of_few_gives_it_the_keyboard(rig: SettingsRig) -> None:
    rig.page(Page.APPEARANCE, SettingsPage).reveal("appearance.theme")
    here = rig.window.focusWidget()
    assert isinstance(here, QRadioButton)
    assert (here.text(), here.isChecked()) == ("As the system", True)
    assert [ring for ring in rig.window.findChildren(FocusRing) if ring.isVisible()]
    QTest.keyClick(here, Qt.Key.Key_Right)
    rig.settle()
    assert rig.core.infos["appearance.theme"].value == "light"
    rig.press(rig.row("appearance.theme").reset_button)
    again = rig.window.focusWidget()
    assert isinstance(again, QRadioButton)
    assert (again.text(), rig.core.infos["appearance.theme"].value) == ("As the system", "system")


def test_a_search_that_leads_to_an_engines_switch_shows_where_it_is(rig: SettingsRig) -> None:
    page = rig.page(Page.ENGINES, EnginesPage)
    page.reveal("backends.ollama.enabled")
    assert rig.window.focusWidget() is page.row(BackendName.OLLAMA).switch
    assert [ring for ring in rig.window.findChildren(FocusRing) if ring.isVisible()]


def test_the_search_is_walked_with_the_keys_and_left_with_esc(rig: SettingsRig) -> None:
    search, found = rig.window.navigation.search, rig.window.navigation.list
    search.setFocus()
    QTest.keyClicks(search, "licence")
    assert [found.item(row).text() for row in range(found.count())] == ["Parts and licences"]
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert found.hasFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert rig.window.shown_page is Page.ABOUT
    search.setFocus()
    QTest.keyClicks(search, "zzz")
    assert found.count() == 0
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert found.count() == len(Page)
    assert rig.window.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not rig.window.isVisible()


def test_the_pages_are_walked_with_the_arrow_keys(rig: SettingsRig) -> None:
    pages = rig.window.navigation.list
    pages.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pages, Qt.Key.Key_Down)
    assert rig.window.shown_page == "appearance"
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert rig.window.shown_page == "about"


@pytest.mark.parametrize("page", list(Page))
def test_every_control_has_a_name(rig: SettingsRig, page: Page) -> None:
    rig.page(page, SettingsPage)
    controls = [widget for kind in CONTROLS for widget in rig.window.findChildren(kind) if widget.isVisible()]
    assert [widget for widget in controls if not spoken_name(widget)] == []


@pytest.mark.parametrize("page", [Page.GENERAL, Page.APPEARANCE, Page.ENGINES, Page.PRIVACY, Page.SHORTCUTS])
def test_tab_goes_through_a_page_from_top_to_bottom_and_shows_where_it_is(rig: SettingsRig, page: Page) -> None:
    shown = rig.page(page, SettingsPage)
    rig.window.navigation.list.setFocus(Qt.FocusReason.TabFocusReason)
    tops: list[int] = []
    for _ in range(80):
        QTest.keyClick(rig.window.focusWidget(), Qt.Key.Key_Tab)
        here = rig.window.focusWidget()
        if not shown.isAncestorOf(here):
            break
        rings = [ring for ring in rig.window.findChildren(FocusRing) if ring.isVisible()]
        assert rings or isinstance(here, QLineEdit | QTableView), here
        tops.append(here.mapTo(cast("QWidget", shown.widget()), here.rect().center()).y())
    assert len(tops) > 2
    lines = [top for top, before in zip(tops[1:], tops, strict=False) if top < before - 24]
    assert lines == []


@pytest.mark.parametrize("page", list(Page))
def test_nothing_is_cut_off_in_a_narrow_window(rig: SettingsRig, qtbot: QtBot, page: Page) -> None:
    rig.window.resize(720, 600)
    shown = rig.page(page, SettingsPage)
    content = cast("QWidget", shown.widget())
    qtbot.waitUntil(lambda: content.width() <= shown.viewport().width())
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in content.findChildren(kind):
            if control.isVisible():
                right = control.mapTo(content, control.rect().topRight()).x()
                assert right <= content.width(), control
