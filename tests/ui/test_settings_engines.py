"""Models and engines: the order, the switches, the test of an engine, cloud providers, and Ollama's models."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from app.bridge.events import EmptyEvent
from app.bridge.names import EventName
from app.bridge.signatures import (
    engine_hand_over,
    engine_list,
    engine_pull,
    engine_remove,
    engine_stop_pull,
    engine_test,
    model_list,
    provider_list,
    provider_remove,
    provider_save,
    provider_test,
    settings_set,
)
from app.errors import Cancelled, EngineUnavailable, KeyRefused, StoreFull
from app.types.engines import (
    AbilityCheck,
    CheckState,
    EngineState,
    EngineTest,
    ProviderKind,
    ProviderSpec,
    PullProgress,
)
from app.types.models import BackendName, Capability, LoadState, ModelInfo
from app.ui.settings.engine_row import EngineRowWidget
from app.ui.settings.engines_page import EnginesPage
from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Page
from app.ui.settings.words import engine_facts
from app.ui.theme import current
from app.ui.widgets.labels import Paragraph, Tag
from tests.ui.settings_rig import SettingsRig
from tests.ui.settings_samples import ENGINES, PROVIDER

ORDER = ("llama_cpp", "ollama", "mistral_rs", "cloud", "mlx")
SECRET = "sk-very-secret"
GOOD = EngineTest(
    BackendName.OLLAMA,
    "llama3.2:1b",
    "Paris",
    1.1,
    0.2,
    71.2,
    400_000_000,
    (
        AbilityCheck(Capability.TEXT, CheckState.GOOD),
        AbilityCheck(Capability.TOOLS, CheckState.BAD, "It did not call the tool."),
    ),
)
KEPT = ModelInfo("ollama/llama3.2:1b", "llama3.2:1b", LoadState.READY, BackendName.OLLAMA)
FILE = ModelInfo("smol", "SmolLM2", LoadState.READY, BackendName.LLAMA_CPP, path="/models/smol.gguf")


@pytest.fixture
def rig(qtbot: QtBot) -> SettingsRig:
    return SettingsRig(qtbot)


@pytest.fixture
def page(rig: SettingsRig) -> EnginesPage:
    return rig.page(Page.ENGINES, EnginesPage)


def spoken_name(widget: QAbstractButton) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def tags(row: EngineRowWidget) -> list[str]:
    return [tag.accessibleName() for tag in row.findChildren(Tag) if tag.isVisible()]


def test_the_engines_are_shown_in_their_order_with_state_and_figures(page: EnginesPage) -> None:
    assert page.list.order == ORDER
    heard = spoken_name(page.row(BackendName.LLAMA_CPP).title)
    assert heard == "llama.cpp, ready, built in, 0.3.36 · 2 models · 96.4 tokens/s measured with SmolLM2 135M"
    assert "starts on first use" in spoken_name(page.row(BackendName.MISTRAL_RS).title)
    assert "127.0.0.1:11434" in spoken_name(page.row(BackendName.OLLAMA).title)
    assert not page.row(BackendName.MLX).switch.isEnabled()


def test_alt_and_the_arrow_keys_change_the_order_and_say_so(rig: SettingsRig, page: EnginesPage) -> None:
    handle = page.row(BackendName.OLLAMA).handle
    assert handle.accessibleName() == "Move Ollama"
    handle.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(handle, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rig.bridge.flush()
    assert page.list.order[:2] == ("ollama", "llama_cpp")
    assert handle.hasFocus()
    wanted = ["ollama", "llama_cpp", "mistral_rs", "cloud", "mlx"]
    assert rig.bridge.arguments(settings_set) == [{"values": {"backends.default": wanted}}]
    assert page.note.text() == "Saved. Applies to the next answer."
    QTest.keyClick(handle, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(rig.bridge.arguments(settings_set)) == 1


def test_the_order_can_be_dragged(rig: SettingsRig, page: EnginesPage) -> None:
    handle = page.row(BackendName.LLAMA_CPP).handle
    below = page.row(BackendName.MISTRAL_RS)
    start = handle.mapToGlobal(handle.rect().center())
    end = below.mapToGlobal(QPoint(10, below.height() - 4))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    for step in range(1, 11):
        QTest.mouseMove(handle, handle.mapFromGlobal(start + (end - start) * step / 10))
    assert rig.bridge.arguments(settings_set) == []
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.mapFromGlobal(end))
    rig.bridge.flush()
    assert rig.bridge.arguments(settings_set)[0]["values"]["backends.default"][:3] == [
        "ollama",
        "mistral_rs",
        "llama_cpp",
    ]


def test_an_order_that_cannot_be_saved_goes_back(rig: SettingsRig, page: EnginesPage) -> None:
    rig.bridge.answer(settings_set, StoreFull("The disk is full."))
    handle = page.row(BackendName.OLLAMA).handle
    handle.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(handle, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    rig.bridge.flush()
    assert page.list.order == ORDER
    assert page.note.text() == "The disk is full."


def test_an_engine_is_switched_on_and_off(rig: SettingsRig, page: EnginesPage) -> None:
    switch = page.row(BackendName.OLLAMA).switch
    rig.press(switch)
    assert rig.bridge.arguments(settings_set) == [{"values": {"backends.ollama.enabled": False}}]
    rig.bridge.answer(settings_set, StoreFull("The disk is full."))
    other = page.row(BackendName.LLAMA_CPP).switch
    rig.press(other)
    assert other.isChecked()


def test_a_test_tells_what_works_and_how_fast(rig: SettingsRig, page: EnginesPage) -> None:
    held = rig.bridge.hold(engine_test)
    row = page.row(BackendName.OLLAMA)
    rig.press(row.button)
    assert (row.button.text(), row.button.isEnabled()) == ("Testing…", False)
    held.resolve(GOOD)
    rig.bridge.flush()
    assert "71.2 tokens/s · first token 0.20 s" in row.said
    assert "Paris" in row.said
    assert "It did not call the tool." in row.said
    assert tags(row)[-2:] == ["text: works", "tools: does not work"]
    assert (row.button.text(), row.button.isEnabled()) == ("Test", True)


def test_a_test_that_fails_says_why(rig: SettingsRig, page: EnginesPage) -> None:
    rig.bridge.answer(engine_test, EngineUnavailable("Ollama does not answer.", hint="Start it."))
    row = page.row(BackendName.OLLAMA)
    rig.press(row.button)
    assert row.said == "Ollama does not answer. Start it."


def test_what_is_not_installed_tells_how_it_would_be(rig: SettingsRig, page: EnginesPage) -> None:
    row = page.row(BackendName.MLX)
    assert row.button.text() == "How"
    rig.press(row.button)
    assert "pip install tektra[mlx]" in row.said
    rig.press(row.button)
    assert row.said == ""


def test_a_server_that_does_not_run_is_looked_for_again(rig: SettingsRig, page: EnginesPage) -> None:
    gone = tuple(
        replace(info, state=EngineState.NOT_RUNNING, reason="It does not answer.") if info.name == "ollama" else info
        for info in ENGINES
    )
    rig.bridge.answer(engine_list, gone)
    rig.bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    rig.bridge.flush()
    row = page.row(BackendName.OLLAMA)
    assert row.button.text() == "Look again"
    rig.press(row.button)
    assert rig.bridge.arguments(engine_list)[-1] == {"refresh": True}


def test_the_chosen_engine_is_seen_without_colour_of_its_name(rig: SettingsRig, page: EnginesPage) -> None:
    row = page.row(BackendName.OLLAMA)
    corner = QPoint(12, row.height() // 2)
    before = row.grab().toImage().pixelColor(corner)
    rig.press(row.title)
    QTest.mouseMove(page.row(BackendName.MLX).title)
    assert row.grab().toImage().pixelColor(corner) == QColor(current().selected) != before


def test_what_to_type_stands_behind_how_and_the_speed_comes_before_its_model(page: EnginesPage) -> None:
    missing = next(info for info in ENGINES if info.name is BackendName.MLX)
    assert engine_facts(missing) == "At its best on Apple silicon."
    mistral = replace(missing, name=BackendName.MISTRAL_RS, reason="mistral.rs is not installed.")
    assert engine_facts(mistral) == "mistral.rs is not installed."
    assert engine_facts(ENGINES[0], short=True) == "0.3.36 · 2 models · 96.4 tokens/s measured"


def test_the_settings_below_are_those_of_the_chosen_engine(rig: SettingsRig, page: EnginesPage) -> None:
    assert "backends.llama_cpp.threads" in page.rows()
    rig.press(page.row(BackendName.OLLAMA).title)
    assert "backends.ollama.host" in page.rows()
    assert "backends.llama_cpp.threads" not in page.rows()
    assert "backends.ollama.enabled" not in page.rows()
    assert page.ollama.isVisible()
    assert not page.providers.isVisible()


def test_an_engine_list_that_cannot_be_read_is_told_over_the_one_that_is_there(
    rig: SettingsRig, page: EnginesPage
) -> None:
    rig.bridge.answer(engine_list, EngineUnavailable("The engines cannot be asked.", hint="Try again."))
    rig.bridge.emit_event(EventName.ENGINES_CHANGED, EmptyEvent())
    rig.settle()
    said = [label for label in page.findChildren(Paragraph) if label.plain == "The engines cannot be asked. Try again."]
    assert [label.isVisible() for label in said] == [True]
    assert page.list.isVisible()


# Cloud providers.


def fill(page: EnginesPage, name: str, endpoint: str, key: str) -> None:
    fields = page.providers.fields
    for field, text in ((fields.name, name), (fields.endpoint, endpoint), (fields.key, key)):
        field.setFocus()
        QTest.keyClicks(field, text)


def test_a_provider_is_added_and_its_key_is_never_shown(rig: SettingsRig, page: EnginesPage) -> None:
    rig.bridge.answer(provider_save, PROVIDER)
    rig.press(page.row(BackendName.CLOUD).button)
    fields = page.providers.fields
    assert fields.isVisible()
    assert fields.key.echoMode() is QLineEdit.EchoMode.Password
    fill(page, "home", "https://box.example/v1", SECRET)
    rig.press(fields.save_button)
    spec = ProviderSpec("home", ProviderKind.OPENAI, "https://box.example/v1")
    assert rig.bridge.arguments(provider_save) == [{"spec": spec, "key": SECRET}]
    assert not fields.isVisible()
    assert fields.key.text() == ""


@pytest.mark.parametrize("endpoint", ["box.example", "https://me:pass@box.example"])
def test_a_wrong_address_is_told_before_it_is_sent(rig: SettingsRig, page: EnginesPage, endpoint: str) -> None:
    rig.press(page.row(BackendName.CLOUD).button)
    fill(page, "home", endpoint, "")
    rig.press(page.providers.fields.save_button)
    assert rig.bridge.arguments(provider_save) == []
    assert page.providers.fields.endpoint.wrong
    assert page.providers.fields.wrong.plain


def test_a_keyring_that_refuses_is_told_and_loses_nothing(rig: SettingsRig, page: EnginesPage) -> None:
    rig.bridge.answer(provider_save, KeyRefused("The system has no keyring.", hint="Install one."))
    rig.press(page.row(BackendName.CLOUD).button)
    fill(page, "home", "", SECRET)
    rig.press(page.providers.fields.save_button)
    assert page.providers.fields.isVisible()
    assert page.providers.fields.name.text() == "home"
    assert page.providers.fields.wrong.plain == "The system has no keyring. Install one."


def test_editing_leaves_the_key_alone_unless_one_is_typed(rig: SettingsRig, page: EnginesPage) -> None:
    rig.bridge.answer(provider_save, PROVIDER)
    rig.press(page.row(BackendName.CLOUD).title)
    rig.press(page.providers.line("work").edit_button)
    fields = page.providers.fields
    assert (fields.key.text(), fields.name.isReadOnly()) == ("", True)
    assert "kept" in fields.key.placeholderText()
    rig.press(fields.save_button)
    assert rig.bridge.arguments(provider_save)[0]["key"] is None


def test_a_provider_is_turned_off_and_on_without_losing_anything(rig: SettingsRig, page: EnginesPage) -> None:
    off = replace(PROVIDER, spec=replace(PROVIDER.spec, enabled=False))
    rig.bridge.answer(provider_save, off)
    rig.press(page.row(BackendName.CLOUD).title)
    fields = page.providers.fields
    for known, wanted, tag in ((PROVIDER, False, "off"), (off, True, "works")):
        rig.press(page.providers.line("work").edit_button)
        assert fields.enabled.isChecked() is known.spec.enabled
        assert fields.enabled.accessibleName() == "Use this provider"
        rig.bridge.answer(provider_list, (replace(PROVIDER, spec=replace(PROVIDER.spec, enabled=wanted)),))
        rig.press(fields.enabled)
        rig.press(fields.save_button)
        assert rig.bridge.arguments(provider_save)[-1]["spec"] == replace(PROVIDER.spec, enabled=wanted)
        assert page.providers.line("work").line.tag.text() == tag
    page.providers.add()
    assert fields.enabled.isChecked()


def test_a_provider_is_tested_and_removed_after_a_second_press(rig: SettingsRig, page: EnginesPage) -> None:
    rig.press(page.row(BackendName.CLOUD).title)
    line = page.providers.line("work")
    rig.bridge.answer(provider_test, KeyRefused("The key was refused."))
    rig.press(line.test_button)
    assert line.line.text.plain == "The key was refused."
    assert line.test_button.isEnabled()
    rig.bridge.answer(provider_test, replace(PROVIDER, note="It lists 2 models."))
    rig.press(line.test_button)
    assert "It lists 2 models." in line.line.text.plain
    rig.bridge.answer(provider_remove, None)
    rig.press(line.remove_button)
    assert rig.bridge.arguments(provider_remove) == []
    rig.bridge.answer(provider_list, ())
    rig.press(line.remove_button)
    assert rig.bridge.arguments(provider_remove) == [{"name": "work"}]
    assert not page.providers.card.isVisible()


def test_nothing_stays_armed_when_the_page_was_left(rig: SettingsRig, ollama: EnginesPage) -> None:
    remove = next(b for b in ollama.ollama.card.findChildren(QAbstractButton) if b.isVisible())
    rig.press(remove)
    assert remove.text() == "Really delete"
    rig.press(ollama.row(BackendName.CLOUD).title)
    line = ollama.providers.line("work")
    rig.press(line.remove_button)
    assert line.remove_button.text() == "Really remove"
    rig.page(Page.CHAT, SettingsPage)
    rig.page(Page.ENGINES, EnginesPage)
    assert ollama.providers.line("work").remove_button.text() == "Remove"
    rig.press(ollama.row(BackendName.OLLAMA).title)
    remove = next(b for b in ollama.ollama.card.findChildren(QAbstractButton) if b.isVisible())
    assert remove.text() == "Delete"


# Ollama's models.


@pytest.fixture
def ollama(rig: SettingsRig, page: EnginesPage) -> EnginesPage:
    rig.bridge.answer(model_list, (KEPT, FILE))
    rig.models.refresh()
    rig.press(page.row(BackendName.OLLAMA).title)
    return page


def test_a_model_is_fetched_with_progress_and_can_be_stopped(rig: SettingsRig, ollama: EnginesPage) -> None:
    section = ollama.ollama
    rig.bridge.answer(engine_pull, "pull-1")
    rig.bridge.open_channel("pull-1")
    section.name.setFocus()
    QTest.keyClicks(section.name, "llama3.2:1b")
    QTest.keyClick(section.name, Qt.Key.Key_Return)
    rig.bridge.flush()
    assert rig.bridge.arguments(engine_pull) == [{"backend": BackendName.OLLAMA, "name": "llama3.2:1b"}]
    rig.bridge.send("pull-1", PullProgress("pulling", 250_000_000, 1_000_000_000))
    assert section.meter.value() == 250
    assert section.progress.plain == "llama3.2:1b: pulling, 250 MB of 1.0 GB"
    assert not section.pull_button.isEnabled()
    rig.bridge.answer(engine_stop_pull, EngineUnavailable("Ollama does not answer."))
    rig.press(section.stop_button)
    assert section.progress.plain == "Ollama does not answer."
    assert section.stop_button.isEnabled()
    rig.bridge.answer(engine_stop_pull, None)
    rig.press(section.stop_button)
    assert rig.bridge.arguments(engine_stop_pull)[-1] == {"channel": "pull-1"}
    assert rig.bridge.unhandled_errors == []
    rig.bridge.end("pull-1", Cancelled("Stopped."))
    assert "was stopped" in section.progress.plain
    assert section.pull_button.isEnabled()


def test_a_model_that_has_come_is_in_the_list(rig: SettingsRig, ollama: EnginesPage) -> None:
    section = ollama.ollama
    rig.bridge.answer(engine_pull, "pull-1")
    rig.bridge.open_channel("pull-1", PullProgress("success", 1, 1))
    section.name.setText("qwen3")
    rig.press(section.pull_button)
    asked = len(rig.bridge.arguments(model_list))
    rig.bridge.end("pull-1")
    rig.bridge.flush()
    assert section.progress.plain == "qwen3 is there."
    assert len(rig.bridge.arguments(model_list)) == asked + 1


def test_a_name_that_is_not_known_is_told(rig: SettingsRig, ollama: EnginesPage) -> None:
    rig.bridge.answer(engine_pull, EngineUnavailable("Ollama knows no such model.", hint="Look at its library."))
    ollama.ollama.name.setText("nothing")
    rig.press(ollama.ollama.pull_button)
    assert ollama.ollama.progress.plain == "Ollama knows no such model. Look at its library."
    assert ollama.ollama.pull_button.isEnabled()


def test_a_file_is_handed_over(rig: SettingsRig, ollama: EnginesPage) -> None:
    rig.bridge.answer(engine_hand_over, "hand-1")
    rig.bridge.open_channel("hand-1")
    assert ollama.ollama.choice.currentText() == "SmolLM2"
    rig.press(ollama.ollama.hand_button)
    assert rig.bridge.arguments(engine_hand_over) == [{"backend": BackendName.OLLAMA, "model_id": "smol"}]
    rig.bridge.end("hand-1")


def test_a_model_of_ollamas_is_deleted_after_a_second_press(rig: SettingsRig, ollama: EnginesPage) -> None:
    rig.bridge.answer(engine_remove, None)
    button = next(b for b in ollama.ollama.card.findChildren(QAbstractButton) if b.isVisible())
    assert button.accessibleName() == "Delete: llama3.2:1b"
    rig.press(button)
    assert rig.bridge.arguments(engine_remove) == []
    rig.press(button)
    assert rig.bridge.arguments(engine_remove) == [{"backend": BackendName.OLLAMA, "name": "llama3.2:1b"}]
