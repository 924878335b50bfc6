"""The settings window with a fake core, as tests drive it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.events import SettingsEvent
from app.bridge.names import EventName
from app.types.settings import ConfigIssue
from app.ui.bridge.base import LinkState
from app.ui.settings.client import SettingsClient
from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Page
from app.ui.settings.setting_row import SettingRow
from app.ui.settings.window import SettingsWindow
from app.ui.window.models import Models
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.settings_samples import FakeSettings, scripted_settings
from tests.ui.window_samples import scripted

PageT = TypeVar("PageT", bound=SettingsPage)


class SettingsRig:
    """A window that is shown and knows what the fake core says."""

    def __init__(self, qtbot: QtBot, link: LinkState = LinkState.CONNECTED) -> None:
        self.core = FakeSettings()
        self.bridge = scripted_settings(scripted(FakeBridge(link)), self.core)
        self.owner = QWidget()
        self.client = SettingsClient(self.bridge, self.owner)
        self.models = Models(self.bridge, self.owner)
        self.window = SettingsWindow(self.bridge, self.client, self.models)
        qtbot.addWidget(self.owner)
        qtbot.addWidget(self.window, before_close_func=lambda _: self.bridge.close())
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.bridge.flush()

    def page(self, page: Page, kind: type[PageT]) -> PageT:
        """Open a page and let the core answer."""
        self.window.open_page(page)
        self.settle()
        shown = self.window.page(page)
        assert isinstance(shown, kind)
        return shown

    def row(self, key: str) -> SettingRow:
        """The row of a setting on the page that is shown."""
        return self.window.page(self.window.shown_page).rows()[key]

    def type(self, key: str, text: str, *, enter: bool = True) -> None:
        """Type into the field of a setting; with Enter it is not waited for a pause."""
        field: Any = self.row(key).control.focusProxy()
        field.selectAll()
        QTest.keyClicks(field, text)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)
        self.bridge.flush()

    def press(self, button: QAbstractButton) -> None:
        """Click and let the core answer."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def settle(self) -> None:
        """Let the core answer and what is new find its place."""
        self.bridge.flush()
        QApplication.processEvents()

    def outside(self, key: str, value: object, *issues: ConfigIssue) -> None:
        """The file changed under us."""
        info = self.core.put(key, value=value, source="file")
        self.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((info,), issues))

    def broken(self, *issues: ConfigIssue) -> None:
        """The file has mistakes now; no value is another one."""
        self.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((), issues))

    def lock(self, key: str, variable: str) -> None:
        """A variable of the environment sets it."""
        info = replace(self.core.infos[key], locked_by=variable)
        self.core.infos[key] = info
        self.bridge.emit_event(EventName.SETTINGS_CHANGED, SettingsEvent((info,), ()))
