"""Which theme is on: follows the system or is forced, and can be changed while the window is open."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.ui.theme.accents import Accent, tokens_for
from app.ui.theme.fonts import ui_font
from app.ui.theme.style import palette, style_sheet
from app.ui.theme.tokens import COLUMN_WIDTH, Tokens

TEXT_PX = 15
"""The size of the text of chats, unless the person wants another."""


class Scheme(StrEnum):
    """What the person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


COLUMNS = {"narrow": 640, "normal": COLUMN_WIDTH, "wide": 1040}
"""How wide the column of messages may be."""


class Theme(QObject):
    """The theme of this process: colours, size of text and width of the column of chats, motion. GUI thread.

    Signals:
        changed(): The colours, the size of text or the column are others now; ask again and repaint.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._app: QApplication | None = None
        self._scheme = Scheme.SYSTEM
        self._accent = Accent.TEAL
        self._high = False
        self._tokens = tokens_for(dark=False)
        self._text_px = TEXT_PX
        self._column = COLUMN_WIDTH
        self.still = False
        """Whether nothing shall move that need not."""

    @property
    def tokens(self) -> Tokens:
        """The colours now."""
        return self._tokens

    @property
    def scheme(self) -> Scheme:
        """What was asked for."""
        return self._scheme

    @property
    def text_px(self) -> int:
        """The size of the text of chats."""
        return self._text_px

    def set_text_px(self, px: int) -> None:
        """Another size of the text of chats, at once."""
        if px != self._text_px:
            self._text_px = px
            self.changed.emit()

    @property
    def column(self) -> int:
        """The greatest width of the column of messages."""
        return self._column

    def set_column(self, name: str) -> None:
        """Another width of the column of messages, at once: one of `COLUMNS`."""
        width = COLUMNS.get(name, COLUMN_WIDTH)
        if width != self._column:
            self._column = width
            self.changed.emit()

    def set_look(self, *, accent: Accent | None = None, high: bool | None = None) -> None:
        """Another accent, more contrast or less, at once; None leaves it."""
        self._accent = accent or self._accent
        self._high = self._high if high is None else high
        self.set_scheme(self._scheme)

    def apply(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        """Dress the application: style, palette, font, style sheet; call it before the first window."""
        if self._app is not app:
            self._app = app
            app.setStyle("Fusion")
            app.setFont(ui_font(13, QFont.Weight.Normal))
            app.styleHints().colorSchemeChanged.connect(self._system_changed)
            self._tokens = self._wanted(scheme)
            self._dress()
        self.set_scheme(scheme)

    def set_scheme(self, scheme: Scheme) -> None:
        """Follow the system or force a theme, at once."""
        self._scheme = scheme
        wanted = self._wanted(scheme)
        if wanted is not self._tokens:
            self._tokens = wanted
            self._dress()
            self.changed.emit()

    @Slot()
    def _system_changed(self) -> None:
        self.set_scheme(self._scheme)

    def _wanted(self, scheme: Scheme) -> Tokens:
        dark = scheme is Scheme.DARK
        if scheme is Scheme.SYSTEM and self._app is not None:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return tokens_for(dark=dark, high=self._high, accent=self._accent)

    def _dress(self) -> None:
        if self._app is not None:
            self._app.setPalette(palette(self._tokens))
            self._app.setStyleSheet(style_sheet(self._tokens))


@cache
def theme() -> Theme:
    """The one theme of this process."""
    return Theme()


def current() -> Tokens:
    """The colours now."""
    return theme().tokens
