"""The comparison in the window: asking, streaming, marking, adding, using, stopping, and its ways in and out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.bridge.events import EmptyEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    RankedEngine,
    Selection,
    compare_start,
    compare_stop,
    engine_list,
    engine_switch,
    model_explain,
    model_load,
    model_set_default,
    provider_list,
)
from app.client.comparison import PairState
from app.errors import Busy, ChannelGone, OutOfMemory
from app.types.compare import CompareEnded, CompareItem, CompareLoading, CompareText, Pair
from app.types.generation import Usage
from app.types.models import BackendName
from app.ui.bridge.base import LinkState
from app.ui.compare.bubble import SHOWN
from app.ui.compare.column import PairColumn
from app.ui.compare.pane import ComparePane
from app.ui.theme import Scheme, theme
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.settings_samples import ENGINES, PROVIDER
from tests.ui.window_rig import A, B, Rig, Start
from tests.ui.window_samples import QWEN, scripted

LLAMA, OLLAMA, MISTRAL = BackendName.LLAMA_CPP, BackendName.OLLAMA, BackendName.MISTRAL_RS
RANKING = (
    RankedEngine(LLAMA, usable=True, reason="first"),
    RankedEngine(OLLAMA, usable=True, reason="too"),
    RankedEngine(MISTRAL, usable=False, reason="It is not installed here."),
)


class Compare:
    """A window with the comparison open."""

    def __init__(self, rig: Rig, qtbot: QtBot) -> None:
        self.rig, self.qtbot, self.bridge = rig, qtbot, rig.bridge
        QTest.keyClick(
            rig.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        self.bridge.flush()

    @property
    def pane(self) -> ComparePane:
        pane = self.rig.window.comparing.pane
        assert pane is not None
        return pane

    @property
    def columns(self) -> list[PairColumn]:
        return self.pane.columns

    @property
    def states(self) -> list[PairState]:
        return [column.result.state for column in self.pane.model.columns()]

    def ask(self, text: str = "Why?", channel: str = "ch") -> None:
        self.bridge.answer(compare_start, channel)
        self.bridge.open_channel(channel)
        self.pane.composer.set_text(text)
        QTest.keyClick(self.pane.composer.edit, Qt.Key.Key_Return)
        self.bridge.flush()

    def send(self, *items: CompareItem, channel: str = "ch") -> None:
        self.bridge.send(channel, *items)
        self.qtbot.waitUntil(lambda: not self.pane._frame.isActive())

    def answer_all(self, channel: str = "ch") -> None:
        self.send(CompareLoading(0), CompareText(0, "far away"), done(0, LLAMA, 96.4), channel=channel)
        self.send(CompareLoading(1), CompareText(1, "far off"), done(1, OLLAMA, 71.2), channel=channel)
        self.bridge.end(channel)


def done(index: int, backend: BackendName, speed: float) -> CompareEnded:
    return CompareEnded(index, backend, Usage(9, 0, 12, 0.19, speed), 1.0, 410_000_000)


@pytest.fixture
def compare(start: Start, qtbot: QtBot) -> Compare:
    bridge = scripted(FakeBridge(), (A, B))
    bridge.answer(model_explain, lambda model_id: Selection(model_id, LLAMA, RANKING))
    bridge.answer(engine_switch, ())
    bridge.answer(engine_list, ENGINES)
    bridge.answer(provider_list, (PROVIDER,))
    bridge.answer(compare_stop, None)
    bridge.answer(model_set_default, QWEN)
    bridge.answer(model_load, QWEN)
    return Compare(start(bridge), qtbot)


def action(pane: ComparePane, title: str) -> QAction:
    """Of the menu that is open."""
    menu = next(menu for menu in pane.findChildren(QMenu) if menu.isVisible())
    return next(action for action in menu.actions() if action.text() == title)


def close_menus(pane: ComparePane) -> None:
    for menu in pane.findChildren(QMenu):
        menu.close()


def test_it_opens_with_the_first_two_engines_of_the_model(compare: Compare) -> None:
    assert compare.pane.isVisible()
    assert not compare.rig.window.composer.isVisible()
    assert compare.rig.window.header.compare_button.isChecked()
    assert [column.title.text() for column in compare.columns] == ["llama.cpp", "Ollama"]
    assert compare.pane.composer.edit.hasFocus()
    assert not compare.pane.use_button.isVisible()


def test_engines_that_come_and_go_are_looked_up_again_until_something_was_asked(compare: Compare) -> None:
    compare.bridge.answer(model_explain, lambda model_id: Selection(model_id, LLAMA, RANKING[:1]))
    compare.bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    compare.bridge.flush()
    assert [column.title.text() for column in compare.columns] == ["llama.cpp"]
    compare.ask()
    asked = len(compare.bridge.arguments(model_explain))
    compare.bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    assert len(compare.bridge.arguments(model_explain)) == asked


def test_answers_stream_into_their_columns(compare: Compare) -> None:
    compare.ask("Why is the sky dark?")
    assert compare.bridge.arguments(compare_start) == [
        {"text": "Why is the sky dark?", "pairs": (Pair("smol", LLAMA), Pair("smol", OLLAMA))}
    ]
    assert compare.pane.bubble.isVisible()
    assert compare.pane.composer.answering
    assert not compare.pane.add_button.isEnabled()
    compare.send(CompareLoading(0, "Another answer comes first."))
    assert compare.columns[0].tag.text() == "loading"
    assert compare.columns[0].note.plain == "Another answer comes first."
    assert compare.columns[1].note.plain == "The others come first."
    compare.send(CompareText(0, "Light "), CompareText(0, "from\nfar 🌌 away"))
    assert compare.columns[0].tag.text() == "writing"
    assert compare.columns[0].text.toPlainText() == "Light from\nfar 🌌 away"
    assert compare.columns[0].figures.words() == ""


def test_at_the_end_figures_differences_and_the_quickest_are_shown(compare: Compare) -> None:
    compare.ask()
    compare.answer_all()
    first, second = compare.columns
    assert (first.tag.text(), second.tag.text()) == ("quickest", "")
    assert (first.text.marked(), second.text.marked()) == (("away",), ("off",))
    assert first.figures.words() == "First token 0.19 s, Speed 96.4 tokens/s, Memory 410 MB"
    assert first.figures.speed.meter.value() > second.figures.speed.meter.value()
    assert first.text.accessibleName() == "Answer of llama.cpp"
    assert compare.pane.use_button.text() == "Use llama.cpp for this model"
    assert not compare.pane.composer.answering


def test_marks_lie_where_they_should_behind_signs_of_two_units(compare: Compare) -> None:
    compare.ask()
    compare.send(
        CompareText(0, "🌌🌌 far\naway"), done(0, LLAMA, 9.0), CompareText(1, "🌌🌌 far\noff"), done(1, OLLAMA, 8.0)
    )
    compare.bridge.end("ch")
    marks = [mark.cursor.selectedText() for mark in compare.columns[0].text.extraSelections()]
    assert marks == ["away"]
    theme().set_scheme(Scheme.DARK)
    small = compare.columns[0].text.height()
    theme().set_text_px(24)
    try:
        assert compare.columns[0].text.height() > small
    finally:
        theme().set_text_px(15)
    assert [mark.cursor.selectedText() for mark in compare.columns[0].text.extraSelections()] == ["away"]


def test_signs_that_qt_takes_for_its_own_move_no_mark(compare: Compare) -> None:
    odd = "a\r\nb\u2029c\0d\ufdd0e\ufdd1f\ufffcg <b>"
    compare.ask()
    compare.send(CompareText(0, f"{odd} one"), done(0, LLAMA, 9.0), CompareText(1, f"{odd} two"), done(1, OLLAMA, 8.0))
    compare.bridge.end("ch")
    assert [mark.cursor.selectedText() for mark in compare.columns[0].text.extraSelections()] == ["one"]
    assert compare.columns[0].text.toPlainText().endswith("g <b> one")


def test_the_engine_can_be_kept_for_the_model(compare: Compare) -> None:
    compare.ask()
    compare.answer_all()
    QTest.mouseClick(compare.pane.use_button, Qt.MouseButton.LeftButton)
    compare.bridge.flush()
    assert compare.bridge.arguments(engine_switch) == [{"backend": LLAMA, "model_id": "smol"}]
    assert compare.rig.window.toast.isVisible()
    QTest.mouseClick(compare.columns[1].menu_button, Qt.MouseButton.LeftButton)
    action(compare.pane, "Use this engine for this model").trigger()
    close_menus(compare.pane)
    compare.bridge.flush()
    assert compare.bridge.arguments(engine_switch)[-1] == {"backend": OLLAMA, "model_id": "smol"}


def test_an_engine_is_added_and_asked_alone(compare: Compare) -> None:
    compare.ask()
    compare.answer_all()
    compare.bridge.answer(compare_start, "late")
    compare.bridge.open_channel("late")
    QTest.mouseClick(compare.pane.add_button, Qt.MouseButton.LeftButton)
    refused = action(compare.pane, "mistral.rs")
    assert (refused.isEnabled(), refused.toolTip()) == (False, "It is not installed here.")
    action(compare.pane, "Qwen3 4B · llama.cpp").trigger()
    close_menus(compare.pane)
    compare.bridge.flush()
    assert compare.bridge.arguments(compare_start)[-1] == {"text": "Why?", "pairs": (Pair("qwen", LLAMA),)}
    compare.send(CompareText(0, "far"), done(0, LLAMA, 5.0), channel="late")
    compare.bridge.end("late")
    assert [column.text.toPlainText() for column in compare.columns] == ["far away", "far off", "far"]
    assert compare.columns[0].title.text() == "SmolLM2 135M · llama.cpp"
    assert compare.pane.use_button.text() == "Use llama.cpp for SmolLM2 135M"


def test_who_receives_the_question_is_named_below(compare: Compare) -> None:
    assert compare.pane.note.text() == "Runs on this computer. Nothing of it is stored."
    where = replace(ENGINES[1], where="http://box.lan:11434")
    compare.bridge.answer(engine_list, (ENGINES[0], where))
    compare.bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    compare.bridge.flush()
    assert compare.pane.note.text() == "What you write goes to box.lan. Nothing of it is stored."
    compare.pane._add(Pair("work/large", BackendName.CLOUD))
    compare.bridge.flush()
    assert (
        compare.pane.note.text() == "What you write goes to box.lan, work (llm.example.org). Nothing of it is stored."
    )
    compare.bridge.answer(engine_list, (ENGINES[0],))
    compare.pane.model.remove(2)
    compare.bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    compare.bridge.flush()
    assert compare.pane.note.text() == "Nothing of it is stored."


def test_the_engine_of_a_column_is_never_cut(compare: Compare) -> None:
    title = compare.columns[0].title
    title.set_text("A model with a name as long as a paragraph, and more · llama.cpp", " · llama.cpp")
    title.resize(160, 20)
    assert title.shown().endswith("… · llama.cpp")
    assert title.minimumSizeHint().width() <= 160


def test_a_column_is_removed_and_an_answer_copied(compare: Compare) -> None:
    compare.ask()
    compare.answer_all()
    QTest.mouseClick(compare.columns[0].menu_button, Qt.MouseButton.LeftButton)
    action(compare.pane, "Copy the answer").trigger()
    assert QApplication.clipboard().text() == "far away"
    action(compare.pane, "Remove").trigger()
    close_menus(compare.pane)
    assert [column.title.text() for column in compare.columns] == ["Ollama"]
    assert compare.columns[0].text.marked() == ()


def test_a_failure_stands_in_its_column_only(compare: Compare) -> None:
    compare.ask()
    error = OutOfMemory("It does not fit.", hint="Choose a smaller model.").to_dict()
    compare.send(CompareEnded(0, LLAMA, error=error), CompareText(1, "here"), done(1, OLLAMA, 9.0))
    compare.bridge.end("ch")
    assert compare.columns[0].tag.text() == "failed"
    assert compare.columns[0].note.plain == "It does not fit. Choose a smaller model."
    assert compare.pane.use_button.text() == "Use Ollama for this model"


def test_escape_stops_first_and_leaves_then(compare: Compare) -> None:
    compare.ask()
    QTest.keyClick(compare.pane, Qt.Key.Key_Escape)
    compare.bridge.flush()
    assert compare.bridge.arguments(compare_stop) == [{"channel": "ch"}]
    compare.bridge.end("ch")
    assert compare.states == [PairState.STOPPED, PairState.STOPPED]
    QTest.keyClick(compare.pane, Qt.Key.Key_Escape)
    assert not compare.pane.isVisible()
    assert compare.rig.window.composer.isVisible()
    assert not compare.rig.window.header.compare_button.isChecked()


def test_a_question_while_it_runs_stops_it_and_goes_on(compare: Compare) -> None:
    compare.ask("first")
    compare.bridge.answer(compare_start, "next")
    compare.bridge.open_channel("next")
    compare.ask("second", channel="next")
    assert compare.bridge.arguments(compare_stop) == [{"channel": "ch"}]
    compare.bridge.end("ch")
    compare.bridge.flush()
    assert [call["text"] for call in compare.bridge.arguments(compare_start)] == ["first", "second"]
    assert compare.pane.model.prompt == "second"


def test_a_stop_before_the_reply_counts_as_soon_as_it_is_there(compare: Compare) -> None:
    held = compare.bridge.hold(compare_start)
    compare.bridge.open_channel("slow")
    compare.ask("first")
    compare.ask("second", channel="ch")
    assert compare.bridge.arguments(compare_stop) == []
    held.resolve("slow")
    compare.bridge.flush()
    assert compare.bridge.arguments(compare_stop) == [{"channel": "slow"}]


def test_escape_before_the_reply_stops_it_as_soon_as_it_is_there(compare: Compare) -> None:
    held = compare.bridge.hold(compare_start)
    compare.bridge.open_channel("slow")
    compare.ask()
    QTest.keyClick(compare.pane, Qt.Key.Key_Escape)
    assert compare.bridge.arguments(compare_stop) == []
    held.resolve("slow")
    compare.bridge.flush()
    assert compare.bridge.arguments(compare_stop) == [{"channel": "slow"}]
    compare.bridge.end("slow")
    compare.ask(channel="after")
    assert len(compare.bridge.arguments(compare_stop)) == 1


def test_a_refusal_is_said_and_nothing_is_lost(compare: Compare) -> None:
    compare.bridge.answer(compare_start, Busy("A comparison is running already.", hint="Stop it."))
    compare.pane.ask("Why?")
    compare.bridge.flush()
    assert not compare.pane.running
    assert compare.rig.window.toast.isVisible()
    assert compare.pane.composer.text == "Why?"


def test_a_core_that_goes_away_ends_it_with_what_had_come(compare: Compare) -> None:
    compare.ask()
    compare.send(CompareText(0, "half"))
    compare.bridge.set_link(LinkState.LOST)
    assert not compare.pane.composer.button.isEnabled() or compare.pane.composer.button.stops
    compare.bridge.end("ch", ChannelGone("This stream has ended."))
    assert compare.states == [PairState.STOPPED, PairState.STOPPED]
    assert compare.columns[0].text.toPlainText() == "half"


def test_a_chat_that_is_chosen_brings_the_chat_back(compare: Compare) -> None:
    compare.rig.window.open_chat("a")
    assert not compare.pane.isVisible()
    QTest.mouseClick(compare.rig.window.header.compare_button, Qt.MouseButton.LeftButton)
    assert compare.pane.isVisible()
    QTest.mouseClick(compare.rig.window.header.compare_button, Qt.MouseButton.LeftButton)
    assert not compare.pane.isVisible()


def test_the_comparison_of_another_model_begins_anew(compare: Compare) -> None:
    compare.ask()
    compare.answer_all()
    compare.rig.window.comparing.leave()
    compare.rig.window._picked_model("qwen")
    QTest.mouseClick(compare.rig.window.header.compare_button, Qt.MouseButton.LeftButton)
    compare.bridge.flush()
    assert compare.pane.model.pairs == (Pair("qwen", LLAMA), Pair("qwen", OLLAMA))
    assert compare.pane.title.isVisible()


def test_columns_wrap_where_there_is_no_room(compare: Compare) -> None:
    compare.rig.window.resize(1280, 832)
    compare.qtbot.waitUntil(lambda: compare.pane.grid.beside == 2)
    compare.rig.window.resize(480, 640)
    compare.qtbot.waitUntil(lambda: compare.pane.grid.beside == 1)
    first, second = compare.columns
    assert second.y() > first.y()
    assert first.width() <= compare.pane.width()


def test_long_answers_and_questions_stay_readable(compare: Compare) -> None:
    compare.ask("why " * SHOWN)
    compare.send(CompareText(0, "word " * 2_000), done(0, LLAMA, 3.0))
    column = compare.columns[0]
    assert column.text.height() >= column.text.document().size().height()
    assert compare.pane.bubble._text.plain.endswith("…")


def test_f6_walks_through_its_parts(compare: Compare) -> None:
    compare.ask()
    compare.answer_all()
    compare.pane.composer.edit.setFocus()
    places = []
    for _ in range(4):
        QTest.keyClick(compare.rig.window, Qt.Key.Key_F6)
        places.append(compare.rig.window.focusWidget())
    assert places[1] is compare.rig.window.header.model_button
    assert compare.pane.area.isAncestorOf(places[2])
    assert places[3] is compare.pane.composer.edit


def test_every_control_can_be_reached_by_keyboard_and_has_a_name(compare: Compare) -> None:
    compare.ask()
    compare.answer_all()
    buttons = [button for button in compare.pane.findChildren(QPushButton) if button.isVisible()]
    assert all(button.text() or button.accessibleName() for button in buttons)
    reached = set()
    compare.pane.composer.edit.setFocus()
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    assert {*(column.text for column in compare.columns), compare.pane.use_button, compare.pane.add_button} <= reached
