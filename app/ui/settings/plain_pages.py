"""Pages that are nothing but their settings."""

from __future__ import annotations

from PySide6.QtCore import Slot

from app.types.models import LoadState
from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Page


class AppearancePage(SettingsPage):
    """Theme, size of text, motion; changes show at once because the window listens to the same settings."""

    page = Page.APPEARANCE


class ChatPage(SettingsPage):
    """How chats behave; their model is one of those that there are."""

    page = Page.CHAT

    def build(self) -> None:
        """The settings."""
        super().build()
        self.around.models.changed.connect(self._offer_models)
        self._offer_models()

    @Slot()
    def _offer_models(self) -> None:
        models = self.around.models.all
        usable = tuple(model.id for model in models if model.state is not LoadState.UNAVAILABLE)
        self.around.settings.offer("default_model", usable, {model.id: model.name for model in models})
