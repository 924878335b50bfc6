"""The header and the model picker."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.events import EmptyEvent, ModelEvent
from app.bridge.names import EventName
from app.bridge.signatures import model_list, model_load, model_unload
from app.types.models import Capability, LoadState, ModelInfo
from app.ui.bridge.base import LinkState
from app.ui.widgets.buttons import IconButton
from app.ui.window.header import Header
from app.ui.window.model_picker import ModelPicker
from app.ui.window.model_picker_row import ROW, ModelRowButton, row_height
from app.ui.window.model_words import state_words
from app.ui.window.models import Models
from app.ui.window.picker_model import picker_rows
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.window_samples import GONE, QWEN, SMOL, scripted


class Rig:
    """A window with a header and a picker."""

    def __init__(self, qtbot: QtBot, *models: ModelInfo) -> None:
        self.bridge = scripted(FakeBridge(), models=models or (SMOL, QWEN, GONE))
        self.window = QWidget()
        self.window.resize(900, 600)
        self.models = Models(self.bridge, self.window)
        self.header = Header()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.header)
        column.addStretch(1)
        self.picker = ModelPicker(self.window, self.models)
        qtbot.addWidget(self.window, before_close_func=lambda _: self.bridge.close())
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.bridge.flush()

    def open(self) -> None:
        self.picker.open_at(self.header.model_button, "smol")

    def rows(self) -> list[ModelRowButton]:
        rows = [row for row in self.picker.findChildren(ModelRowButton) if row.isVisible()]
        return sorted(rows, key=lambda row: row.mapTo(self.picker, row.rect().topLeft()).y())

    def action(self, name: str) -> IconButton:
        return next(b for b in self.picker.findChildren(IconButton) if b.isVisible() and b.accessibleName() == name)


@pytest.fixture
def rig(qtbot: QtBot) -> Rig:
    return Rig(qtbot)


def test_every_model_says_its_state_size_and_speed(rig: Rig) -> None:
    rig.open()
    names = [row.accessibleName() for row in rig.rows()]
    assert names == [
        "SmolLM2 135M, in use, llama.cpp, Loaded, 94 MB · 8,192 tokens of context · 96 tokens/s here",
        "Qwen3 4B, llama.cpp, Ready to load, 2.5 GB",
        "Llama 3.2 1B, Not available: Its file is gone., Its file is gone.",
    ]


def test_the_field_has_the_focus_and_the_arrows_walk_around(rig: Rig) -> None:
    rig.open()
    rows = rig.rows()
    assert rig.picker.field.hasFocus()
    QTest.keyClick(rig.picker.field, Qt.Key.Key_Down)
    assert rows[0].hasFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Up)
    QTest.keyClick(rows[0], Qt.Key.Key_Up)
    QTest.keyClick(rig.picker.field, Qt.Key.Key_Up)
    assert rig.picker.open_button.hasFocus()


def test_what_is_typed_narrows_the_list_and_enter_picks(rig: Rig, qtbot: QtBot) -> None:
    rig.open()
    height = rig.picker.height()
    QTest.keyClicks(rig.picker.field, "qw")
    assert [row.row.model.id for row in rig.rows()] == ["qwen"]
    assert rig.picker.height() == height, "nothing jumps while it is typed"
    with qtbot.waitSignal(rig.picker.picked) as picked:
        QTest.keyClick(rig.picker.field, Qt.Key.Key_Return)
    assert picked.args == ["qwen"]
    rig.open()
    assert rig.picker.field.text() == ""
    assert len(rig.rows()) == 3


def test_letters_that_are_typed_on_a_row_go_into_the_field(rig: Rig) -> None:
    rig.open()
    QTest.keyClick(rig.picker.field, Qt.Key.Key_Down)
    QTest.keyClicks(rig.rows()[0], "z")
    assert rig.picker.field.hasFocus()
    assert rig.picker.field.text() == "z"
    assert rig.rows() == []
    assert "No model has that name." in [label.text() for label in rig.picker.findChildren(QLabel) if label.isVisible()]
    QTest.keyClick(rig.picker.field, Qt.Key.Key_Return)
    assert rig.picker.isVisible()


def test_what_a_model_can_do_is_said(qtbot: QtBot) -> None:
    able = replace(QWEN, capabilities=(Capability.TEXT, Capability.THINKING, Capability.IMAGE, Capability.TOOLS))
    rig = Rig(qtbot, able, SMOL)
    rig.open()
    row = next(row for row in rig.rows() if row.row.model.id == "qwen")
    assert row.accessibleName().endswith("Images, Tools, Thinking")
    assert row.toolTip() == "Ready to load · Images · Tools · Thinking"
    for width in (440, 240):
        rig.window.resize(width, 500)
        rig.open()
        assert not rig.picker.grab().isNull()


def test_a_pick_closes_the_picker_and_names_the_model(rig: Rig, qtbot: QtBot) -> None:
    rig.open()
    with qtbot.waitSignal(rig.picker.picked) as picked:
        QTest.mouseClick(rig.rows()[1], Qt.MouseButton.LeftButton)
    assert picked.args == ["qwen"]
    assert not rig.picker.isVisible()


def test_a_model_that_cannot_answer_says_why_instead(rig: Rig, qtbot: QtBot) -> None:
    rig.open()
    with qtbot.waitSignal(rig.picker.unavailable) as said, qtbot.assertNotEmitted(rig.picker.picked):
        QTest.mouseClick(rig.rows()[2], Qt.MouseButton.LeftButton)
    assert said.args == ["Not available: Its file is gone."]


def test_esc_closes_and_the_focus_goes_back(rig: Rig) -> None:
    rig.open()
    QTest.keyClick(rig.rows()[0], Qt.Key.Key_Escape)
    assert not rig.picker.isVisible()
    assert rig.header.model_button.hasFocus()


def test_load_and_eject_act_and_the_row_follows(rig: Rig) -> None:
    rig.bridge.answer(model_unload, replace(SMOL, state=LoadState.READY))
    rig.bridge.answer(model_load, replace(QWEN, state=LoadState.LOADED))
    rig.open()
    QTest.mouseClick(rig.action("Take SmolLM2 135M out of memory"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(rig.action("Load Qwen3 4B now"), Qt.MouseButton.LeftButton)
    rig.bridge.flush()
    assert rig.bridge.arguments(model_unload) == [{"model_id": "smol"}]
    assert rig.bridge.arguments(model_load) == [{"model_id": "qwen"}]
    assert rig.picker.isVisible()
    states = [(row.row.model.id, row.row.model.state) for row in rig.rows()]
    assert states[:2] == [("smol", LoadState.READY), ("qwen", LoadState.LOADED)]
    assert rig.action("Take Qwen3 4B out of memory").isEnabled()


def test_events_reach_an_open_picker(rig: Rig) -> None:
    rig.open()
    loading = replace(QWEN, state=LoadState.LOADING)
    rig.bridge.emit_event(EventName.MODEL_CHANGED, ModelEvent(loading))
    assert "Loading" in next(row for row in rig.rows() if row.row.model.id == "qwen").accessibleName()
    rig.bridge.answer(model_list, (SMOL,))
    rig.bridge.emit_event(EventName.MODELS_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert [row.row.model.id for row in rig.rows()] == ["smol"]


def test_many_models_scroll_inside_the_window(qtbot: QtBot) -> None:
    rig = Rig(qtbot, *(replace(QWEN, id=f"m{i}", name=f"Model {i:02}") for i in range(60)))
    rig.open()
    assert rig.window.rect().contains(rig.picker.geometry())
    rows = rig.rows()
    rows[0].setFocus()
    for row in rows[:-1]:
        QTest.keyClick(row, Qt.Key.Key_Down)
    assert rows[-1].hasFocus()
    assert not rows[-1].visibleRegion().isEmpty()


def test_no_models_leaves_the_way_to_a_file(qtbot: QtBot) -> None:
    rig = Rig(qtbot, replace(SMOL, backend=None, state=LoadState.UNAVAILABLE))
    rig.bridge.answer(model_list, ())
    rig.models.refresh()
    rig.bridge.flush()
    rig.open()
    assert rig.picker.open_button.hasFocus()
    with qtbot.waitSignal(rig.picker.file_requested):
        QTest.keyClick(rig.picker.open_button, Qt.Key.Key_Space)


@pytest.mark.parametrize(
    ("model", "known", "name", "speed"),
    [
        (SMOL, True, "Model: SmolLM2 135M, llama.cpp, Loaded", "96 tokens/s here"),
        (replace(SMOL, state=LoadState.LOADING), True, "Model: SmolLM2 135M, llama.cpp, Loading", "Loading…"),
        (QWEN, True, "Model: Qwen3 4B, llama.cpp, Ready to load", ""),
        (None, True, "Model: No model, No model is chosen", ""),
        (None, False, "Model: Tektra, Models are being looked up", ""),
    ],
)
def test_the_header_says_model_engine_state_and_speed(
    qtbot: QtBot, model: ModelInfo | None, name: str, speed: str, *, known: bool
) -> None:
    header = Header()
    qtbot.addWidget(header)
    header.show_model(model, known=known)
    assert header.model_button.accessibleName() == name
    assert header.speed == speed
    assert "Ctrl+L" in header.model_button.toolTip()


def test_a_very_long_name_does_not_push_the_header_apart(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    header.show_model(replace(SMOL, name="x" * 500), known=True)
    assert header.model_button.sizeHint().width() < 500
    assert isinstance(header.model_button, QPushButton)


def test_models_are_asked_for_again_after_a_reconnect(rig: Rig) -> None:
    rig.bridge.set_link(LinkState.LOST)
    rig.bridge.answer(model_list, (QWEN,))
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.bridge.flush()
    assert rig.models.all == (QWEN,)


def test_what_a_loaded_model_takes_is_said() -> None:
    assert state_words(SMOL) == "Loaded"
    assert state_words(replace(SMOL, memory_bytes=430_000_000)) == "Loaded, 430 MB of memory"
    assert state_words(replace(SMOL, memory_bytes=2_540_000_000)) == "Loaded, 2.5 GB of memory"


def test_why_a_model_cannot_answer_is_read_whole(rig: Rig) -> None:
    short = picker_rows((SMOL,), None)[0]
    reason = "Ollama does not have this model; tektra give gemma3n:e4b hands it over. Then it is there at once."
    long = picker_rows((replace(SMOL, state=LoadState.UNAVAILABLE, reason=reason, size_bytes=0),), None)[0]
    assert row_height(short) == ROW
    assert ModelRowButton(long).sizeHint().height() > ROW
