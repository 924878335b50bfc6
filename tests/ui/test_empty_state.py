"""The page of a new chat: what it shows in a window of any size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.empty_state import EmptyState

MEMORY = 16_000_000_000


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[EmptyState]:
    window = QWidget()
    qtbot.addWidget(window)
    page = EmptyState(window)
    page.set_memory(MEMORY)
    with qtbot.waitExposed(window):
        window.show()
    yield page
    window.close()


@pytest.mark.parametrize(("width", "height", "shown"), [(1016, 658, 4), (500, 658, 4), (500, 420, 1), (1016, 250, 0)])
def test_a_low_window_has_fewer_examples_and_none_is_squeezed(
    page: EmptyState, width: int, height: int, shown: int
) -> None:
    page.resize(width, height)
    QApplication.processEvents()
    cards = [card for card in page.cards if card.isVisible()]
    assert len(cards) == shown
    assert all(card.height() == card.sizeHint().height() for card in cards)
    assert page.computer.isVisible()


def test_the_examples_come_back_with_the_room(page: EmptyState) -> None:
    page.resize(500, 250)
    assert not any(card.isVisible() for card in page.cards)
    page.resize(1016, 658)
    assert all(card.isVisible() for card in page.cards)
    page.set_temporary(True)
    assert all(card.isVisible() for card in page.cards)
