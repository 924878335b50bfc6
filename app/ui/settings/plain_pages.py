"""Pages that are nothing but their settings."""

from __future__ import annotations

from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Page


class AppearancePage(SettingsPage):
    """Theme, size of text, motion; changes show at once because the window listens to the same settings."""

    page = Page.APPEARANCE


class ChatPage(SettingsPage):
    """How chats behave."""

    page = Page.CHAT
