"""Numbers and keys as people read them."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence


def number(value: float, decimals: int = 0) -> str:
    """With the separators of the person's locale; where the system names none ("C"), the English ones."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    return locale.toString(float(value), "f", decimals)


def keys_text(keys: QKeySequence) -> str:
    """A shortcut as its hint shows it: "Ctrl N"."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
