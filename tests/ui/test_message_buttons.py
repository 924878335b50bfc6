"""The buttons under a message: when they are seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.prompt_row import PromptRow
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import OpenViews, answer_row, finished, prompt, prompt_row


@pytest.fixture
def open_view(qtbot: QtBot) -> OpenViews:
    return OpenViews(qtbot, FakeBridge())


def seen(button: QWidget) -> bool:
    """Whether a button paints anything on its ground."""
    picture = QPixmap(button.size())
    picture.fill(Qt.GlobalColor.transparent)
    button.render(picture, QPoint(), QRegion(), QWidget.RenderFlag(0))
    image = picture.toImage()
    return any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_buttons_show_on_pointing_and_on_the_last_answer(open_view: OpenViews) -> None:
    view = open_view(prompt(), finished("One"), prompt(id="p2", parent_id="a1"), replace(finished("Two"), id="a2"))
    footer = answer_row(view, 3).footer
    names = [one.accessibleName() for one in (footer.copy_button, footer.retry_button, footer.edit_button)]
    assert names == ["Copy the answer", "Try again", "Edit the answer"]
    assert footer.more_button.isVisible()
    assert footer.retry_button.toolTip() == "Try again (Ctrl+R)"
    assert answer_row(view, 1).footer.retry_button.toolTip() == "Try again", "the shortcut is for the last one"
    older = answer_row(view, 1)
    height, place = older.height(), older.footer.copy_button.geometry()
    QTest.mouseMove(view, QPoint(2, 2))
    assert seen(footer.copy_button)
    assert footer.figures.isVisible()
    assert not any(seen(one) for one in older.footer._quiet), "nothing under an older one"
    assert not older.footer.figures.isVisible()
    QTest.mouseMove(older)
    older.enterEvent(QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert all(seen(one) for one in older.footer._quiet)
    assert older.footer.figures.isVisible()
    assert (older.height(), older.footer.copy_button.geometry()) == (height, place)
    older.leaveEvent(QEvent(QEvent.Type.Leave))
    assert not seen(older.footer.copy_button)
    older.footer.focus_first()
    assert all(seen(one) for one in older.footer._quiet), "nor is anything hidden from the keyboard"
    bubble = prompt_row(view, 0)
    assert bubble.copy_button.isVisible()
    assert bubble.edit_button.isVisible()


@pytest.mark.parametrize("index", [0, 1])
def test_the_actions_stay_while_their_menu_is_open(open_view: OpenViews, index: int) -> None:
    view = open_view(prompt(), finished("One"), prompt(id="p2", parent_id="a1"), replace(finished("Two"), id="a2"))
    older = prompt_row(view, 0) if index == 0 else answer_row(view, 1)
    more = older.more_button if isinstance(older, PromptRow) else older.footer.more_button
    QTest.mouseMove(view, QPoint(2, 2))
    assert not seen(more)
    view._requests.open_menu(older.message_id, QPoint(10, 10))
    older.leaveEvent(QEvent(QEvent.Type.Leave))
    assert seen(more)
    (menu,) = (one for one in view.findChildren(QMenu) if one.isVisible())
    menu.close()
    assert not seen(more)
