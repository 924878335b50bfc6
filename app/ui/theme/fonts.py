"""The bundled fonts: Inter for the interface and messages, JetBrains Mono for code.

They are shipped, so that every machine shows the same; where a file is missing Qt's own choice takes over.
Inter's files have TrueType outlines (converted from version 3.19 with fontTools' cu2qu, which its licence allows): Qt
darkens the stems of OpenType/CFF outlines and blends them otherwise, and light text on dark would look half bold.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from app.process import ROOT

log = logging.getLogger(__name__)

UI_FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"
_UI_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf", "Inter-Italic.ttf")
_CODE_FILES = ("JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf")


def ui_font(px: int, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False) -> QFont:
    """Inter at a pixel size; `tabular` gives all digits one width, so that running numbers do not dance."""
    _load(_UI_FILES)
    font = QFont(UI_FAMILY)
    font.setPixelSize(px)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("calt"), 0)  # it would show "->" as an arrow
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def code_font(px: int = 13) -> QFont:
    """JetBrains Mono at a pixel size, without ligatures."""
    _load(_CODE_FILES)
    font = QFont(CODE_FAMILY)
    font.setPixelSize(px)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for tag in ("calt", "liga"):
        font.setFeature(QFont.Tag(tag), 0)
    return font


@cache
def _load(files: tuple[str, ...]) -> None:
    for name in files:
        if QFontDatabase.addApplicationFont(str(font_folder() / name)) < 0:
            log.warning("the font %s could not be loaded", name)


def font_folder() -> Path:
    """Where the font files are: beside the package in a checkout, inside it in a wheel."""
    return resource_folder() / "fonts"


def resource_folder() -> Path:
    """The folder `resources`: in the checkout, or inside the installed package."""
    checkout = ROOT / "resources"
    return checkout if checkout.is_dir() else ROOT / "app" / "resources"
