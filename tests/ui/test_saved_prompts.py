"""Saved prompts in the composer: found by a slash, filled in, saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bridge.signatures import prompt_list, prompt_save
from app.errors import InvalidInput
from app.types.library import SavedPrompt
from tests.ui.window_rig import Rig, Start

UP, DOWN, ENTER = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return
PROMPTS = (
    SavedPrompt("1", "summary", "Sum this up."),
    SavedPrompt("2", "letter", "Write to {{name}} about {{what:the weather}}."),
)


@pytest.fixture
def rig(start: Start) -> Rig:
    return start()


def type_(rig: Rig, text: str) -> None:
    QTest.keyClicks(rig.window.composer.edit, text)


def press(rig: Rig, key: Qt.Key) -> None:
    QTest.keyClick(rig.window.composer.edit, key)
    rig.bridge.flush()


@pytest.fixture
def with_prompts(rig: Rig) -> Rig:
    rig.bridge.answer(prompt_list, PROMPTS)
    return rig


def test_a_slash_lists_prompts_and_enter_inserts(with_prompts: Rig) -> None:
    rig = with_prompts
    popup = rig.window.writing.slash.popup
    type_(rig, "/")
    rig.bridge.flush()
    assert popup.isVisible()
    assert popup.list.count() == 4
    assert not popup.grab().isNull()
    type_(rig, "sum")
    press(rig, ENTER)
    assert rig.window.composer.text == "Sum this up."
    assert rig.pane.sent == []
    assert not popup.isVisible()
    assert rig.window.composer.edit.hasFocus()


def test_escape_closes_the_list_and_a_path_is_just_text(with_prompts: Rig) -> None:
    rig = with_prompts
    popup = rig.window.writing.slash.popup
    type_(rig, "/")
    press(rig, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    type_(rig, "s")
    assert popup.isVisible()
    type_(rig, "um it")
    assert not popup.isVisible()
    press(rig, ENTER)
    assert rig.pane.sent == [("/sum it", None)]


@pytest.mark.parametrize("text", ["/my", "/etc", "/sentence"])
def test_what_is_no_prompt_s_name_is_sent_as_it_is_typed(with_prompts: Rig, text: str) -> None:
    rig = with_prompts
    popup = rig.window.writing.slash.popup
    rig.bridge.answer(prompt_list, (*PROMPTS, SavedPrompt("3", "short", "One sentence.")))
    type_(rig, text)
    rig.bridge.flush()
    assert popup.isVisible()
    assert popup.list.currentRow() == -1
    assert not popup.marked
    assert not popup.grab().isNull()
    popup.list.setCurrentRow(popup.list.count() - 1)  # as pointing does
    press(rig, ENTER)
    assert rig.pane.sent == [(text, None)]
    assert not popup.isVisible()


def test_without_a_match_the_list_says_so_and_arrows_reach_its_last_rows(with_prompts: Rig) -> None:
    rig = with_prompts
    popup = rig.window.writing.slash.popup
    type_(rig, "/zebra")
    rig.bridge.flush()
    assert popup.list.item(0).text() == "No saved prompt has that name"
    popup.list.itemClicked.emit(popup.list.item(0))
    assert popup.isVisible(), "it is nothing to choose"
    press(rig, DOWN)
    assert popup.list.currentItem().text() == "Save as prompt…"
    press(rig, UP)
    assert popup.list.currentItem().text() == "Manage prompts…"
    press(rig, ENTER)
    assert rig.pane.sent == []
    rig.window.composer.set_text("")
    rig.bridge.answer(prompt_list, ())
    type_(rig, "/")
    rig.bridge.flush()
    assert popup.list.item(0).text() == "There are no saved prompts yet"


def test_variables_are_filled_in_first(with_prompts: Rig) -> None:
    rig = with_prompts
    type_(rig, "/let")
    rig.bridge.flush()
    press(rig, DOWN)
    press(rig, UP)
    press(rig, ENTER)
    form = rig.window.writing.slash.place.form
    assert form is not None
    assert [field.text() for field in form.fields] == ["", "the weather"]
    assert form.fields[0].hasFocus()
    QTest.keyClicks(form.fields[0], "Ada")
    QTest.keyClick(form.fields[0], ENTER)
    assert form.fields[1].hasFocus()
    QTest.keyClick(form.fields[1], ENTER)
    assert rig.window.composer.text == "Write to Ada about the weather."
    assert rig.window.writing.slash.place.form is None


def test_escape_leaves_the_form(with_prompts: Rig) -> None:
    rig = with_prompts
    type_(rig, "/let")
    rig.bridge.flush()
    press(rig, ENTER)
    form = rig.window.writing.slash.place.form
    assert form is not None
    QTest.keyClicks(form.fields[0], "Ada")
    QTest.keyClick(form.fields[0], Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.warning.plain == "Press Esc again to discard what you typed."
    assert not form.grab().isNull()
    QTest.keyClick(form.fields[0], Qt.Key.Key_Escape)
    assert rig.window.composer.text == "/let"
    assert rig.window.composer.edit.hasFocus()


def test_a_text_becomes_a_saved_prompt(with_prompts: Rig) -> None:
    rig = with_prompts
    slash = rig.window.writing.slash
    slash.save()
    assert rig.window.toast.message == "Write the text of the prompt first."
    rig.window.composer.set_text("Explain like to a child")
    slash.save()
    form: Any = slash.place.form
    assert form.fields[0].text() == "explain-like-to-a"
    rig.bridge.answer(prompt_save, InvalidInput("There is one of that name."))
    QTest.keyClick(form.fields[0], ENTER)
    rig.bridge.flush()
    assert form.fields[0].wrong
    rig.bridge.answer(prompt_save, lambda prompt: replace(prompt, id="9"))
    form.fields[0].setText("child")
    QTest.keyClick(form.fields[0], ENTER)
    rig.bridge.flush()
    assert rig.bridge.arguments(prompt_save)[-1] == {"prompt": SavedPrompt("", "child", "Explain like to a child")}
    assert rig.window.toast.message == "Saved. Type /child to insert it."


def test_the_last_rows_save_and_manage(with_prompts: Rig) -> None:
    rig = with_prompts
    slash = rig.window.writing.slash
    wanted: list[bool] = []
    slash.manage_requested.connect(lambda: wanted.append(True))
    slash.open()
    rig.bridge.flush()
    press(rig, UP)
    press(rig, ENTER)
    assert wanted == [True]
    slash.open()
    assert len(wanted) == 2, "a slash in the middle of a text would find nothing"
