"""Saving as a preset whose name is taken: it is asked about, and can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bridge.signatures import (
    assistant_list,
    chat_open,
    chat_set_options,
    preset_delete,
    preset_list,
    preset_save,
    tool_list,
)
from app.types.chats import Chat, ChatOptions
from app.types.generation import SamplingOverrides
from app.types.library import PresetInfo
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.test_panel import BALANCED, MINE, opened, pause
from tests.ui.window_rig import A, Rig, Start
from tests.ui.window_samples import EFFECTIVE, scripted


@pytest.fixture
def rig(start: Start) -> Rig:
    bridge = scripted(FakeBridge(), (A,))
    bridge.answer(chat_open, lambda **_: Chat(A, (), options=ChatOptions()))
    bridge.answer(preset_list, (BALANCED, MINE))
    bridge.answer(tool_list, ())
    bridge.answer(assistant_list, ())
    bridge.answer(chat_set_options, EFFECTIVE)
    return start(bridge)


def test_a_name_that_is_taken_is_asked_about_and_replacing_can_be_undone(rig: Rig) -> None:
    panel = opened(rig)
    rig.window.writing.options.change(preset="balanced", sampling=SamplingOverrides(temperature=0.7))
    before = pause(rig)[-1]
    panel.save_button.click()
    form = rig.window.panels.presets.place.form
    assert form is not None
    rig.bridge.answer(preset_save, lambda name, sampling: PresetInfo(name, sampling, own=True, shipped=False))
    QTest.keyClicks(form.fields[0], "MINE")
    QTest.keyClick(form.fields[0], Qt.Key.Key_Return)
    assert "There is a preset Mine already. Replace it?" in form.warning.text()
    assert form.done.text() == "Replace"
    QTest.keyClick(form.fields[0], Qt.Key.Key_Backspace)
    assert (form.done.text(), form.warning.isHidden()) == ("Save", True)
    QTest.keyClicks(form.fields[0], "e")
    QTest.keyClick(form.fields[0], Qt.Key.Key_Return)
    assert rig.bridge.arguments(preset_save) == []
    QTest.keyClick(form.fields[0], Qt.Key.Key_Return)
    rig.bridge.flush()
    assert [sent["name"] for sent in rig.bridge.arguments(preset_save)] == ["mine"]
    assert pause(rig)[-1].preset == "mine"
    rig.press("Undo")
    rig.bridge.flush()
    assert rig.bridge.arguments(preset_save)[-1] == {"name": "mine", "sampling": MINE.sampling}
    assert pause(rig)[-1] == before


def test_replacing_a_preset_that_comes_with_tektra_is_asked_about(rig: Rig) -> None:
    panel = opened(rig)
    panel.save_button.click()
    form = rig.window.panels.presets.place.form
    assert form is not None
    rig.bridge.answer(preset_save, lambda name, sampling: PresetInfo(name, sampling, own=True, shipped=True))
    rig.bridge.answer(preset_delete, (BALANCED, MINE))
    QTest.keyClicks(form.fields[0], "Balanced")
    form.done.click()
    assert "The preset Balanced comes with Tektra. Replace its values by yours?" in form.warning.text()
    assert rig.bridge.arguments(preset_save) == []
    form.done.click()
    rig.bridge.flush()
    assert rig.bridge.arguments(preset_save)[-1]["name"] == "balanced"
    rig.press("Undo")
    rig.bridge.flush()
    assert rig.bridge.arguments(preset_delete) == [{"name": "balanced"}]
