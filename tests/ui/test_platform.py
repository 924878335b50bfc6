"""The x11 run drives real windows of an X server, and the ordinary run needs none."""

from __future__ import annotations

import os

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


@pytest.mark.x11
def test_windows_appear_on_the_chosen_platform(qtbot: QtBot) -> None:
    assert QGuiApplication.platformName() == os.environ["QT_QPA_PLATFORM"]
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert window.windowHandle().isExposed()
