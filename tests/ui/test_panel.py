"""The panel "This chat": what it shows, what it changes, presets, assistants."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.events import EmptyEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    assistant_list,
    chat_open,
    chat_options,
    chat_set_options,
    model_options,
    model_set_options,
    preset_delete,
    preset_export,
    preset_import,
    preset_list,
    preset_rename,
    preset_save,
    tool_list,
)
from app.errors import InvalidInput, StoreFull
from app.types.chats import Chat, ChatOptions, ContextPolicy, OptionSource, ToolInfo
from app.types.generation import ANY_SEED, Sampling, SamplingOverrides
from app.types.library import Assistant, ModelOptions, PresetInfo
from app.ui.bridge.base import LinkState
from app.ui.panel.panel import WIDTH, Panel
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.tips import tip_text
from tests.ui.window_rig import A, B, Rig, Start
from tests.ui.window_samples import EFFECTIVE, scripted

BALANCED = PresetInfo("balanced", Sampling(), own=False, shipped=True, is_default=True)
MINE = PresetInfo("mine", Sampling(temperature=0.1), own=True, shipped=False)
TUTOR = Assistant("t", "Tutor", "T", system_prompt="Be patient.", model_id="qwen")
OWN = ChatOptions(system_prompt="You are a tutor.", sampling=SamplingOverrides(temperature=1.0))


@pytest.fixture
def rig(start: Start) -> Rig:
    bridge = scripted(FakeBridge(), (A, B))
    bridge.answer(chat_open, lambda chat_id, **_: Chat(A if chat_id == "a" else B, (), options=_own(chat_id)))
    bridge.answer(preset_list, (BALANCED, MINE))
    bridge.answer(tool_list, (ToolInfo("clock", "The time of day", "{}"),))
    bridge.answer(assistant_list, (TUTOR,))
    bridge.answer(chat_set_options, EFFECTIVE)
    return start(bridge)


def _own(chat_id: str) -> ChatOptions:
    return OWN if chat_id == "a" else ChatOptions()


def opened(rig: Rig, chat_id: str | None = "a") -> Panel:
    rig.window.open_chat(chat_id)
    rig.bridge.flush()
    QTest.keyClick(rig.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    rig.bridge.flush()
    panel = rig.window.panels.panel
    assert panel is not None
    return panel


def pause(rig: Rig) -> list[ChatOptions]:
    """Nobody touches anything for a while; what was stored so far."""
    panel = rig.window.panels.panel
    if panel is not None:
        panel.flush()
    rig.window.writing.options.flush()
    rig.bridge.flush()
    return [call["options"] for call in rig.bridge.arguments(chat_set_options)]


def menu_of(widget: Any) -> dict[str, Any]:
    menu = widget.findChild(QMenu)
    assert menu is not None
    return {action.text(): action for action in menu.actions()}


class Painted(QObject):
    """Counts how often the edge of a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.edges = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.edges += event.region().contains(QPoint(0, 20))
        return super().eventFilter(watched, event)


def close_menu(widget: Any) -> None:
    widget.findChild(QMenu).close()


def test_it_shows_what_the_chat_says_and_where_values_come_from(rig: Rig) -> None:
    panel = opened(rig)
    assert panel.isVisible()
    assert rig.window.header.panel_button.isChecked()
    assert panel.prompt.text.toPlainText() == "You are a tutor."
    assert panel.prompt.head.source == "this chat"
    assert panel.dials["temperature"].field.text() == "1.00"
    assert panel.dials["temperature"].head.source == "this chat"
    assert panel.dials["top_p"].head.source == "from preset"
    assert panel.preset.currentText() == "Balanced"
    assert panel.tools["clock"].toolTip() == "The time of day"
    for fold in (panel.more, panel.context, panel.tools_fold):
        assert fold.content.isHidden()
        fold.button.click()
        assert fold.content.isVisible()
    assert not panel.grab().isNull()


def test_a_slider_a_typed_number_and_the_way_back(rig: Rig) -> None:
    panel = opened(rig)
    row = panel.dials["temperature"]
    row.slider.setValue(row.dial.position(0.5))
    row.slider.setValue(row.dial.position(0.6))
    assert pause(rig) == [replace(OWN, sampling=SamplingOverrides(temperature=0.6))], "one store for a drag"
    row.field.setFocus()
    row.field.selectAll()
    QTest.keyClicks(row.field, "0,25")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert pause(rig)[-1].sampling.temperature == 0.25
    row.field.selectAll()
    QTest.keyClicks(row.field, "9")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert row.field.wrong
    assert row.field.toolTip() == "A number from 0.00 to 2.00"
    panel.close_button.setFocus()
    row.head.reset.click()
    assert pause(rig)[-1].sampling.temperature is None
    assert row.field.text() == "0.70"


def test_a_press_on_the_slider_goes_there_and_a_drag_follows(rig: Rig) -> None:
    slider = opened(rig).dials["top_p"].slider
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
    assert slider.value() == pytest.approx(50, abs=2)
    QTest.mouseMove(slider, slider.rect().topLeft())
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=slider.rect().topLeft())
    assert not slider.isSliderDown()


def test_the_system_prompt_is_stored_while_it_is_written_and_when_it_is_left(rig: Rig) -> None:
    panel = opened(rig)
    panel.prompt.text.selectAll()
    QTest.keyClicks(panel.prompt.text, "Short.")
    rig.window.open_chat("b")
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_set_options) == [{"chat_id": "a", "options": replace(OWN, system_prompt="Short.")}]
    assert panel.prompt.text.toPlainText() == ""
    rig.window.open_chat("a")
    rig.bridge.flush()
    panel.prompt.head.reset.click()
    assert pause(rig)[-1].system_prompt is None


def test_limits_seed_and_stop_strings(rig: Rig) -> None:
    panel = opened(rig, "b")
    for row, text in ((panel.longest, "1,024"), (panel.seed, "42")):
        row.field.setFocus()
        QTest.keyClicks(row.field, text)
        QTest.keyClick(row.field, Qt.Key.Key_Return)
    panel.stops.text.setFocus()
    QTest.keyClicks(panel.stops.text, "END")
    assert pause(rig)[-1].sampling == SamplingOverrides(max_tokens=1024, seed=42, stop=("END",))
    panel.seed.field.setFocus()
    panel.seed.field.selectAll()
    QTest.keyClicks(panel.seed.field, "many")
    QTest.keyClick(panel.seed.field, Qt.Key.Key_Return)
    assert panel.seed.field.wrong
    panel.seed.field.selectAll()
    QTest.keyClick(panel.seed.field, Qt.Key.Key_Delete)
    QTest.keyClick(panel.seed.field, Qt.Key.Key_Return)
    assert pause(rig)[-1].sampling.seed == ANY_SEED
    assert panel.seed.field.text() == ""
    assert panel.seed.head.reset.isVisibleTo(panel.seed.head)
    for head in (panel.longest.head, panel.seed.head, panel.stops.head):
        head.reset.click()
    assert pause(rig)[-1].sampling == SamplingOverrides()


def test_policy_thinking_and_tools(rig: Rig) -> None:
    panel = opened(rig, "b")
    for choice, value in ((panel.policy, ContextPolicy.DROP), (panel.thinking, False)):
        choice.setCurrentIndex(choice.findData(value))
        choice.activated.emit(choice.currentIndex())
    panel.tools["clock"].click()
    wanted = ChatOptions(context_policy=ContextPolicy.DROP, thinking=False, tools=("clock",))
    assert pause(rig)[-1] == wanted
    panel.tools["clock"].click()
    panel._policy_head.reset.click()
    panel._thinking_head.reset.click()
    assert pause(rig)[-1] == ChatOptions()


def test_a_new_chat_keeps_its_options_until_it_begins(rig: Rig) -> None:
    panel = opened(rig, None)
    panel.prompt.text.setFocus()
    QTest.keyClicks(panel.prompt.text, "Short.")
    assert pause(rig) == []
    assert rig.bridge.arguments(chat_options)[-1]["options"] == ChatOptions(system_prompt="Short.")
    rig.window.open_chat("b")
    rig.window.open_chat(None)
    assert panel.prompt.text.toPlainText() == "Short."
    rig.window.ask("Why?")
    assert rig.pane.extras[-1].options == ChatOptions(system_prompt="Short.")


def test_reset_can_be_undone(rig: Rig) -> None:
    panel = opened(rig)
    panel.reset_button.click()
    assert pause(rig)[-1] == ChatOptions()
    assert not panel.reset_button.isEnabled()
    rig.press("Undo")
    assert pause(rig)[-1] == OWN


@pytest.mark.parametrize("link", [LinkState.CONNECTED, LinkState.LOST])
def test_undo_of_a_reset_is_for_the_chat_that_was_reset(rig: Rig, link: LinkState) -> None:
    panel = opened(rig)
    panel.reset_button.click()
    pause(rig)
    rig.window.open_chat("b")
    rig.bridge.flush()
    rig.bridge.set_link(link)
    rig.press("Undo")
    rig.bridge.set_link(LinkState.CONNECTED)
    pause(rig)
    assert rig.bridge.arguments(chat_set_options)[-1] == {"chat_id": "a", "options": OWN}
    assert rig.window.writing.options.options == ChatOptions(), "the open chat is another one"


def test_what_was_changed_while_the_core_was_away_is_stored_later(rig: Rig) -> None:
    panel = opened(rig, "b")
    rig.bridge.set_link(LinkState.LOST)
    panel.tools["clock"].click()
    pause(rig)
    rig.window.open_chat("a")
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.bridge.flush()
    assert rig.bridge.arguments(chat_set_options)[-1] == {"chat_id": "b", "options": ChatOptions(tools=("clock",))}


def test_a_refused_change_is_said(rig: Rig) -> None:
    panel = opened(rig, "b")
    rig.bridge.answer(chat_set_options, StoreFull("The disk is full."))
    panel.tools["clock"].click()
    pause(rig)
    assert rig.window.toast.message == "The disk is full."


# Presets.


def test_a_preset_is_chosen_saved_and_overwritten(rig: Rig) -> None:
    panel = opened(rig)
    panel.preset.setCurrentIndex(1)
    panel.preset.activated.emit(1)
    assert pause(rig)[-1].preset == "mine"
    panel.save_button.click()
    form = rig.window.panels.presets.place.form
    assert form is not None
    QTest.keyClick(form.fields[0], Qt.Key.Key_Return)
    assert form.fields[0].wrong
    QTest.keyClicks(form.fields[0], "warm")
    rig.bridge.answer(preset_save, lambda name, sampling: PresetInfo(name, sampling, own=True, shipped=False))
    QTest.keyClick(form.fields[0], Qt.Key.Key_Return)
    rig.bridge.flush()
    assert rig.bridge.arguments(preset_save) == [{"name": "warm", "sampling": Sampling(temperature=1.0)}]
    after = pause(rig)[-1]
    assert (after.preset, after.sampling) == ("warm", SamplingOverrides())


def test_names_with_signs_of_keys_stay_whole(rig: Rig) -> None:
    rig.bridge.answer(preset_list, (BALANCED, replace(MINE, name="q&a <b>")))
    rig.bridge.answer(tool_list, (ToolInfo("r&d", "<b>Look</b>", "{}"),))
    panel = opened(rig)
    box = panel.tools["r&d"]
    assert (box.text(), box.accessibleName()) == ("r&&d", "r&d")
    assert tip_text(box.toolTip()) == "<b>Look</b>"
    rig.window.writing.options.change(preset="q&a <b>")
    panel.preset_menu.click()
    assert "Export Q&&a <b>…" in menu_of(panel.preset_menu)
    close_menu(panel.preset_menu)


def test_the_ring_of_a_text_comes_and_goes_with_the_focus(rig: Rig, qtbot: QtBot) -> None:
    panel = opened(rig)
    panel.close_button.setFocus()
    frame = panel.prompt.text.parentWidget()
    assert frame is not None
    painted = Painted(frame)
    for there in (panel.prompt.text, panel.close_button):
        QApplication.processEvents()
        painted.edges = 0
        there.setFocus()
        qtbot.waitUntil(lambda: painted.edges > 0)


def test_deleting_a_preset_can_be_undone(rig: Rig) -> None:
    panel = opened(rig)
    panel.preset.setCurrentIndex(1)
    panel.preset.activated.emit(1)
    panel.preset_menu.click()
    actions = menu_of(panel.preset_menu)
    assert list(actions) == [
        "Save as…",
        "Overwrite Mine",
        "Rename Mine…",
        "Delete Mine",
        "Export Mine…",
        "Export all…",
        "Import…",
    ]
    rig.bridge.answer(preset_delete, (BALANCED,))
    actions["Delete Mine"].trigger()
    close_menu(panel.preset_menu)
    rig.bridge.flush()
    assert rig.window.toast.message == "Mine was deleted."
    assert panel.preset.count() == 1
    rig.bridge.answer(preset_save, MINE)
    rig.press("Undo")
    assert rig.bridge.arguments(preset_save) == [{"name": "mine", "sampling": MINE.sampling}]


def test_a_preset_is_renamed_and_the_chat_keeps_it(rig: Rig) -> None:
    panel = opened(rig)
    panel.preset.setCurrentIndex(1)
    panel.preset.activated.emit(1)
    pause(rig)
    panel.preset_menu.click()
    menu_of(panel.preset_menu)["Rename Mine…"].trigger()
    close_menu(panel.preset_menu)
    desk = rig.window.panels.presets
    form = desk.place.form
    assert form is not None
    clash = InvalidInput("There is a preset of this name already.", hint="Choose another name.")
    rig.bridge.answer(preset_rename, clash)
    form.accepted.emit(["fast"])
    rig.bridge.flush()
    assert rig.window.toast.message == "There is a preset of this name already. Choose another name."
    assert desk.place.form is form, "the name can be mended"
    rig.bridge.answer(preset_rename, lambda to, **_: replace(MINE, name=to))
    rig.bridge.answer(preset_list, (BALANCED, replace(MINE, name="letters")))
    form.accepted.emit([" letters "])
    rig.bridge.flush()
    assert rig.bridge.arguments(preset_rename)[-1] == {"name": "mine", "to": "letters"}
    assert desk.place.form is None
    assert pause(rig)[-1].preset == "letters"
    assert panel.preset.currentText() == "Letters"


def test_presets_go_to_a_file_and_come_from_one(rig: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    opened(rig)
    desk = rig.window.panels.presets
    rig.bridge.answer(preset_export, "[presets.mine]\n")
    target = tmp_path / "mine.toml"
    with qtbot.waitSignal(desk._files.done):
        desk.export(("mine",), str(target))
        rig.bridge.flush()
    assert target.read_text() == "[presets.mine]\n"
    clash = InvalidInput("There is a preset mine already.", params={"names": ["mine"]})
    rig.bridge.answer(preset_import, lambda replace, **_: (MINE,) if replace else _raise(clash))
    with qtbot.waitSignal(desk._files.done):
        desk.read(str(target))
    rig.bridge.flush()
    assert rig.window.toast.message == "There is a preset mine already."
    rig.press("Replace them")
    assert rig.window.toast.message == "The presets are there."
    target.write_bytes(b"\xff\xfe")
    with qtbot.waitSignal(desk._files.done):
        desk.read(str(target))
    assert rig.window.toast.message == "That is not a file with presets."
    with qtbot.waitSignal(desk._files.done):
        desk.export(("mine",), str(target / "folder.toml"))
        rig.bridge.flush()
    assert rig.window.toast.message.startswith("The presets could not be written:")


def _raise(error: InvalidInput) -> tuple[PresetInfo, ...]:
    raise error


def test_a_chats_values_become_the_models_defaults_and_back(rig: Rig) -> None:
    panel = opened(rig)
    before = ModelOptions(preset="mine")
    rig.bridge.answer(model_options, before)
    rig.bridge.answer(model_set_options, before)
    panel.default_button.click()
    rig.bridge.flush()
    [sent] = rig.bridge.arguments(model_set_options)
    assert sent == {"model_id": "smol", "options": ModelOptions("You are a tutor.", "balanced", OWN.sampling)}
    rig.press("Undo")
    assert rig.bridge.arguments(model_set_options)[-1]["options"] == before


# Assistants.


def test_an_assistant_is_chosen_in_the_header_and_brings_its_model(rig: Rig) -> None:
    rig.window.panels._list_assistants()
    rig.bridge.flush()
    button = rig.window.header.assistant_button
    assert button.isVisible()
    button.click()
    menu_of(button)["Tutor"].trigger()
    close_menu(button)
    assert button.text() == "Tutor"
    assert rig.window.model is not None
    assert rig.window.model.id == "qwen"
    rig.window.ask("Why?")
    assert rig.pane.extras[-1].options == ChatOptions(assistant_id="t")
    rig.window.open_chat("b")
    rig.bridge.flush()
    assert not button.isVisible(), "a chat without one does not offer them in the header"


def test_the_panel_chooses_assistants_too(rig: Rig) -> None:
    panel = opened(rig, "b")
    panel.assistant.setCurrentIndex(1)
    panel.assistant.activated.emit(1)
    assert pause(rig)[-1].assistant_id == "t"
    rig.bridge.answer(assistant_list, ())
    rig.bridge.emit_event(EventName.LIBRARY_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert panel.assistant.isHidden() or not panel.assistant.isVisible()


# Its place.


def test_it_stands_beside_the_chat_and_over_it_in_a_narrow_window(rig: Rig) -> None:
    panel = opened(rig)
    place = rig.window.panels.place
    rig.window.resize(1280, 700)
    assert place.taken == WIDTH
    assert panel.geometry().right() == place.width() - 1
    rig.window.resize(640, 600)
    assert place.covers
    assert place.taken == 0
    QTest.keyClick(panel.prompt.text, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert not rig.window.header.panel_button.isChecked()
    assert rig.window.composer.edit.hasFocus()
    rig.window.header.panel_button.click()
    assert panel.isVisible()
    panel.close_button.click()
    assert not panel.isVisible()
    rig.window.header.panel_button.click()
    assert place.scrim.isVisible()
    QTest.mouseClick(place.scrim, Qt.MouseButton.LeftButton, pos=place.scrim.rect().topLeft())
    assert not panel.isVisible()
    assert not place.scrim.isVisible()


def test_the_sidebar_gives_way_before_the_panel_covers_send(rig: Rig) -> None:
    rig.window.resize(880, 600)
    assert rig.window.sidebar.isVisible()
    panel = opened(rig)
    QApplication.processEvents()
    assert not rig.window.sidebar.isVisible()
    assert not rig.window.panels.place.covers
    rig.window.resize(1100, 600)
    assert rig.window.sidebar.isVisible()
    rig.window.resize(880, 600)
    assert not rig.window.sidebar.isVisible()
    panel.close_button.click()
    assert rig.window.sidebar.isVisible()
    rig.window.close()
    assert rig.file.load().sidebar_collapsed is False


def test_every_source_has_words(rig: Rig) -> None:
    panel = opened(rig)
    for source in OptionSource:
        panel.prompt.head.show_source(source)
        assert panel.prompt.head.source
