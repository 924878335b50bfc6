"""The panel in the window: it comes back as it was left, and what stands above the chat knows of it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from app.bridge.signatures import assistant_list, preset_list, tool_list
from app.ui.bridge.base import LinkState
from app.ui.panel.panel import WIDTH
from app.ui.window.main_window import MainWindow
from tests.ui.fake_pane import FakePane
from tests.ui.window_rig import Rig, Start


def opened(start: Start) -> Rig:
    rig = start()
    for command in (assistant_list, preset_list, tool_list):
        rig.bridge.answer(command, ())
    rig.window.resize(1280, 700)
    rig.window.panels.toggle()
    rig.bridge.flush()
    return rig


def test_it_is_open_again_after_a_restart(start: Start) -> None:
    rig = opened(start)
    rig.window.close()
    assert rig.file.load().panel_shown
    later = MainWindow(rig.bridge, rig.file, FakePane)
    try:
        rig.bridge.flush()
        assert later.panels.shown
        assert later.header.panel_button.isChecked()
        later.panels.close()
    finally:
        later.close()
        later.deleteLater()
    assert not rig.file.load().panel_shown


def test_a_banner_stands_in_the_middle_of_the_chat(start: Start) -> None:
    rig = opened(start)
    rig.bridge.set_link(LinkState.STOPPED)
    QApplication.processEvents()
    banner, place = rig.window.banners.banner, rig.window.panels.place
    middle = banner.mapTo(rig.window, banner.rect().center()).x()
    chat = place.mapTo(rig.window, place.rect().topLeft()).x() + (place.width() - WIDTH) // 2
    assert abs(middle - chat) <= 2
