"""The window in another language, and in one that is written from right to left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import spoken
from app.ui.desktop.tray import Tray
from app.ui.settings.pages_model import Page
from app.ui.settings.words import page_title
from app.ui.translation import available, choose, direction, setting_words, speak
from app.ui.widgets.buttons import BaseButton
from app.ui.window.composer import SendButton
from tests.ui.window_rig import Start


class Heir(Tray):
    """Speaks in the context of the class that it comes from."""


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    spoken.use(None)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize(
    ("wanted", "system", "language"),
    [
        ("de", ("fr-FR",), "de"),
        ("system", ("fr-FR", "de-AT", "en-US"), "de"),
        ("system", ("de_CH",), "de"),
        ("system", ("C",), "en"),
        ("system", (), "en"),
        ("xx", ("de",), "en"),
    ],
)
def test_the_language_is_the_person_s_then_the_system_s_then_english(
    wanted: str, system: tuple[str, ...], language: str
) -> None:
    assert choose(wanted, system, available()) == language


def test_window_settings_and_heirs_of_classes_speak_german(qapp: QApplication, start: Start) -> None:
    assert speak(qapp, "de") == "de"
    window = start().window
    assert window.sidebar.new_button.text() == "Neuer Chat"
    assert page_title(Page.APPEARANCE) == "Aussehen"
    assert setting_words("Text size") == "Textgröße"
    assert setting_words("") == ""
    assert [info.label for info in window.settings.client.all if info.key == "appearance.font_size"] == ["Textgröße"]
    assert Heir().tr("Quit") == "Beenden"


def test_from_right_to_left_everything_changes_sides_and_nothing_lies_over_another(
    qapp: QApplication, start: Start
) -> None:
    assert direction("ar") is Qt.LayoutDirection.RightToLeft
    qapp.setLayoutDirection(direction("ar"))
    window = start().window
    middle = window.width() // 2
    assert place(window.sidebar, window).x() > middle
    assert place(window.findChildren(SendButton)[0], window).x() < middle
    shown = [button for button in window.findChildren(BaseButton) if button.isVisible()]
    assert len(shown) > 5
    for button in shown:
        corner = place(button, window)
        assert 0 <= corner.x() <= window.width() - button.width(), button.accessibleName()
    boxes = [button.rect().translated(place(button, window)) for button in shown]
    over = [(a, b) for index, a in enumerate(boxes) for b in boxes[index + 1 :] if a.intersects(b)]
    assert over == []


def place(widget: QWidget, window: QWidget) -> QPoint:
    """Where a widget's corner is in its window."""
    return widget.mapTo(window, QPoint(0, 0))
