"""The key that works from anywhere, on a real X server."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.desktop.hotkey import Hotkey

pytestmark = pytest.mark.x11


def test_the_keys_reach_us_wherever_the_focus_is_and_only_one_program_has_them(
    qapp: QApplication, qtbot: QtBot
) -> None:
    if QApplication.platformName() != "xcb":
        assert not Hotkey().set_keys("Ctrl+Alt+Space")
        return
    hotkey, other = Hotkey(), Hotkey()
    assert hotkey.set_keys("Ctrl+Alt+Space")
    assert hotkey.set_keys("Ctrl+Alt+Space")
    assert not other.set_keys("Ctrl+Alt+Space")
    if (xdotool := shutil.which("xdotool")) is not None:
        with qtbot.waitSignal(hotkey.pressed):
            subprocess.run([xdotool, "key", "ctrl+alt+space"], check=True, env=dict(os.environ))
    assert hotkey.set_keys("")
    assert not other.set_keys("Ctrl+Ä")
    assert other.set_keys("Ctrl+Alt+Space")
    other.release()
