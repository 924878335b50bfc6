"""Settings as the main window has them: the client, what it applies to itself, and the window that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.ui.bridge.base import UiBridge
from app.ui.settings.client import SettingsClient
from app.ui.settings.pages_model import Hit
from app.ui.window.live_settings import LiveSettings
from app.ui.window.models import Models
from app.ui.window.preferences import Preferences

if TYPE_CHECKING:
    from app.ui.settings.window import SettingsWindow


class SettingsDesk(QObject):
    """Makes the settings window when it is first wanted: its modules are not there at the start. GUI thread."""

    def __init__(self, owner: QWidget, bridge: UiBridge, known: Preferences, *, theme_is_given: bool) -> None:
        super().__init__(owner)
        self._owner = owner
        self._bridge = bridge
        self.client = SettingsClient(bridge, self)
        self.live = LiveSettings(self.client, known, theme_is_given=theme_is_given, parent=self)
        self.models: Models | None = None
        self.window: SettingsWindow | None = None

    @Slot()
    def open(self) -> None:
        """Bring the settings to the front."""
        if self.window is None:
            from app.ui.settings.window import SettingsWindow

            models = self.models or Models(self._bridge, self)
            self.window = SettingsWindow(self._bridge, self.client, models, self._owner)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def open_at(self, hit: Hit) -> None:
        """Bring the settings to the front, at one of them or at something else on a page."""
        self.open()
        if self.window is not None:
            self.window.open_hit(hit)

    def close(self) -> None:
        """Close their window."""
        if self.window is not None:
            self.window.close()
