"""Switch, choice, segments, number field, meter and key recorder: roles, keys, what the wheel does not do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme import Scheme, current, theme
from app.ui.widgets.check_box import SIDE, CheckBox
from app.ui.widgets.choice import Choice, Segmented
from app.ui.widgets.focus import FocusRing
from app.ui.widgets.key_recorder import KeyRecorder
from app.ui.widgets.meter import Meter
from app.ui.widgets.switch import Switch
from app.ui.widgets.text_field import TextField
from tests.ui.test_theme import ratio

Show = Callable[..., QWidget]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Shows widgets beside each other in a window that lives as long as the test."""
    frames: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        frame = QWidget()
        frames.append(frame)
        row = QHBoxLayout(frame)
        for widget in widgets:
            row.addWidget(widget)
        qtbot.addWidget(frame)
        with qtbot.waitExposed(frame):
            frame.show()
        frame.activateWindow()
        return frame

    return show


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_controls_have_the_roles_of_the_real_ones(shown: Show) -> None:
    switch, choice, meter, field = Switch("Local only"), Choice("Device"), Meter("How far"), TextField(unit="tokens")
    shown(switch, choice, meter, field)
    roles = [role(widget) for widget in (switch, choice, meter, field)]
    wanted = (QAccessible.Role.CheckBox, QAccessible.Role.ComboBox, QAccessible.Role.ProgressBar)
    assert roles == [*wanted, QAccessible.Role.EditableText]
    assert QAccessible.queryAccessibleInterface(switch).text(QAccessible.Text.Name) == "Local only"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_switch_is_turned_with_space_and_enter(shown: Show, key: Qt.Key) -> None:
    switch = Switch("x")
    frame = shown(TextField(), switch)
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    rings = frame.findChildren(FocusRing)
    assert [ring for ring in rings if ring.isVisible()]
    QTest.keyClick(switch, key)
    assert switch.isChecked()
    assert QAccessible.queryAccessibleInterface(switch).state().checked


def test_a_switch_looks_other_when_it_is_on(shown: Show) -> None:
    switch = Switch("x")
    shown(switch)
    off = switch.grab().toImage()
    switch.setChecked(True)
    on = switch.grab().toImage()
    theme().set_scheme(Scheme.DARK)
    dark = switch.grab().toImage()
    assert off != on
    assert on != dark


def test_the_wheel_does_not_change_a_choice(shown: Show) -> None:
    choice = Choice("x")
    choice.set_options([("One", 1), ("Two", 2), ("Three", 3)], 2)
    shown(choice)
    choice.setFocus()
    place = QPointF(choice.rect().center())
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(place, place, QPoint(), QPoint(0, -120), buttons, keys, Qt.ScrollPhase.NoScrollPhase, False)  # noqa: FBT003 - Qt's signature
    QApplication.sendEvent(choice, event)
    assert choice.currentData() == 2


def test_segments_are_chosen_with_the_arrow_keys(shown: Show) -> None:
    segments = Segmented("Theme")
    segments.set_options([("System", "system"), ("Light", "light"), ("Dark", "dark")], "light")
    frame = shown(segments)
    chosen: list[object] = []
    segments.chosen.connect(chosen.append)
    buttons = [child for child in segments.children() if isinstance(child, QWidget)]
    buttons[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(frame.focusWidget(), Qt.Key.Key_Right)
    assert segments.value == "dark"
    assert chosen in ([], ["dark"])
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert chosen[-1] == "system"


def test_a_recorder_takes_modifiers_only_with_a_key(shown: Show) -> None:
    recorder = KeyRecorder("New chat")
    shown(recorder)
    heard: list[str] = []
    recorder.recorded.connect(heard.append)
    recorder.show_keys("Ctrl+N")
    recorder.setFocus()
    recorder.click()
    QTest.keyClick(recorder, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert recorder.recording
    assert heard == []
    QTest.keyClick(recorder, Qt.Key.Key_F5)
    assert heard == ["F5"]
    assert not recorder.recording
    recorder.click()
    recorder.clearFocus()
    assert not recorder.recording
    assert heard == ["F5"]


def test_a_meter_counts_bytes_beyond_32_bits(shown: Show) -> None:
    meter = Meter("How far")
    shown(meter)
    meter.show_share(3_000_000_000 / 4_000_000_000)
    assert meter.value() == 750
    meter.show_share(7.0)
    assert meter.value() == meter.maximum()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_check_box_is_seen_and_pressed_by_its_words(qtbot: QtBot, scheme: Scheme) -> None:
    box = CheckBox("r&d")
    qtbot.addWidget(box)
    theme().set_scheme(scheme)
    box.resize(box.sizeHint())
    assert (box.text(), box.accessibleName()) == ("r&&d", "r&d")
    frame = box.grab().toImage().pixelColor(SIDE // 2, (box.height() - SIDE) // 2)
    assert ratio(frame, current().canvas) >= 3
    off = box.grab().toImage()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, 5))
    assert box.isChecked()
    assert box.grab().toImage() != off
    theme().set_scheme(Scheme.LIGHT)
