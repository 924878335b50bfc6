"""How Tektra looks: colours, fonts and icons, for both themes. Everything lives in the GUI thread.

    from app.ui.theme import current, theme, ui_font, code_font, icon, pixmap

`current()` is the theme's colours now; `theme().changed` says when to ask again.
"""

from __future__ import annotations

from app.ui.theme.accents import Accent
from app.ui.theme.fonts import code_font, ui_font
from app.ui.theme.icons import icon, pixmap
from app.ui.theme.manager import TEXT_PX, Scheme, Theme, current, theme
from app.ui.theme.tokens import DARK, LIGHT, Tokens

__all__ = [
    "DARK",
    "LIGHT",
    "TEXT_PX",
    "Accent",
    "Scheme",
    "Theme",
    "Tokens",
    "code_font",
    "current",
    "icon",
    "pixmap",
    "theme",
    "ui_font",
]
