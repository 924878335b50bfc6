"""What the palette calls things, and when a chat was. Translated in this module's context."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from app.ui.widgets.words import short_day
from app.ui.window.shortcuts import Action

WEEK = 7


def tr(text: str) -> str:
    """Translate in this module's context."""
    return QCoreApplication.translate("palette_words", text)


def when(timestamp: float, today: date) -> str:
    """The day of a moment in one word or two: "today", "Monday", "3 Mar"."""
    moment = datetime.fromtimestamp(timestamp).astimezone().date()
    days = (today - moment).days
    if days <= 0:
        return tr("today")
    if days == 1:
        return tr("yesterday")
    if days < WEEK:
        locale = QLocale()
        locale = QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale
        return locale.dayName(moment.isoweekday())
    return short_day(timestamp)


ICONS: dict[str, str] = {
    Action.NEW_CHAT: "square-pen",
    Action.RENAME_CHAT: "pencil",
    Action.DELETE_CHAT: "trash-2",
    Action.FIND_IN_CHAT: "search",
    Action.STOP: "square",
    Action.PICK_MODEL: "cpu",
    Action.OPEN_FILE: "folder-open",
    Action.TOGGLE_SIDEBAR: "panel-left",
    Action.COMPARE: "git-compare",
    Action.ZOOM_IN: "zoom-in",
    Action.ZOOM_OUT: "zoom-out",
    Action.ZOOM_RESET: "rotate-ccw",
    Action.NEXT_PANE: "arrow-left-right",
    Action.SETTINGS: "settings",
    Action.PALETTE: "search",
    Action.SHORTCUT_LIST: "keyboard",
    Action.FOCUS_COMPOSER: "text-cursor-input",
    "regenerate": "refresh-cw",
    "continue_answer": "play",
    "copy_answer": "copy",
    "copy_code": "copy",
    "toggle_panel": "panel-right",
}
"""By the names of shortcuts; one without an icon gets the keyboard's."""
SYNONYMS: dict[str, str] = {
    Action.NEW_CHAT: "conversation begin start",
    Action.PICK_MODEL: "switch engine picker",
    Action.OPEN_FILE: "gguf load import",
    Action.TOGGLE_SIDEBAR: "fold collapse list panel",
    Action.ZOOM_IN: "zoom bigger",
    Action.ZOOM_OUT: "zoom smaller",
    Action.ZOOM_RESET: "zoom reset 100 %",
    Action.NEXT_PANE: "focus",
    Action.SETTINGS: "preferences options configuration",
    Action.SHORTCUT_LIST: "keys keyboard hotkeys help",
    Action.FOCUS_COMPOSER: "write input message focus",
}
"""Words under which people look for them, beside their labels."""
