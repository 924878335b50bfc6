"""Applies the settings that are about the window itself: theme, size of text, motion, formats, shortcuts."""

from __future__ import annotations

import os

from PySide6.QtCore import QLocale, QObject, Signal, Slot

from app.ui.settings.client import SettingsClient
from app.ui.theme import Accent, Scheme, theme
from app.ui.theme.system import SystemWishes, session_bus
from app.ui.window.preferences import Preferences, from_settings
from app.ui.window.shortcuts import shortcuts

LOCALES = {"en": QLocale.Language.English, "de": QLocale.Language.German}


class LiveSettings(QObject):
    """First as they were the last time, then as the core says, at once. Lives in the GUI thread.

    Signals:
        changed(): `preferences` are others now; they are applied already.
        formats_changed(): Numbers and dates are written in another way: show them again.
    """

    changed = Signal()
    formats_changed = Signal()

    def __init__(self, client: SettingsClient, known: Preferences, *, theme_is_given: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._theme_is_given = theme_is_given
        self.preferences = known
        self._wishes = SystemWishes(self)
        self._wishes.changed.connect(self._set_wishes)
        client.changed.connect(self._changed)
        self._apply(known)

    def follow_system(self) -> None:
        """Ask the system for what the settings leave to it; after the first paint."""
        self._wishes.ask(session_bus(os.environ))

    @Slot()
    def _set_wishes(self) -> None:
        still, high = self.preferences.reduce_motion, self.preferences.contrast
        theme().still = self._wishes.still if still == "system" else still == "on"
        theme().set_look(high=self._wishes.high_contrast if high == "system" else high == "on")

    @Slot(object)
    def _changed(self, keys: frozenset[str]) -> None:
        values = {info.key: info.value for info in self._client.all}
        fresh = from_settings(values, self.preferences)
        if fresh != self.preferences:
            formats = fresh.language != self.preferences.language
            self.preferences = fresh
            self._apply(fresh)
            self.changed.emit()
            if formats:
                self.formats_changed.emit()

    def _apply(self, wanted: Preferences) -> None:
        language = LOCALES.get(wanted.language)
        QLocale.setDefault(QLocale(language) if language is not None else QLocale.system())
        self._set_wishes()
        theme().set_text_px(wanted.font_size)
        theme().set_column(wanted.column)
        theme().set_look(accent=Accent(wanted.accent))
        if not self._theme_is_given:
            theme().set_scheme(Scheme(wanted.theme))
        shortcuts().take(wanted.shortcuts)
