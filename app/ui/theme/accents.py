"""The looks to choose from: light or dark, an accent, and more contrast. Pure: a table and a little arithmetic."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import Any

from app.ui.theme.tokens import DARK, LIGHT, Tokens


class Accent(StrEnum):
    """The one colour of buttons, marks and links; the first is the design's own."""

    TEAL = "teal"
    BLUE = "blue"
    VIOLET = "violet"
    ORANGE = "orange"
    GRAPHITE = "graphite"


_NAMES = ("accent", "accent_text", "accent_bg", "on_accent", "focus", "bubble", "toast_accent")
_LIGHT = {
    Accent.BLUE: ("#1D5FC4", "#1A57B5", "#E0EBFB", "#FFFFFF", "#1D5FC4", "#EAF1FB", "#8FC0FF"),
    Accent.VIOLET: ("#6B3FC0", "#6238B3", "#ECE5FA", "#FFFFFF", "#6B3FC0", "#F2EDFB", "#C6B0FF"),
    Accent.ORANGE: ("#A84A00", "#9A4400", "#FBE7D6", "#FFFFFF", "#A84A00", "#FAF0E7", "#FFB27A"),
    Accent.GRAPHITE: ("#3D474A", "#363F42", "#E3E8E7", "#FFFFFF", "#3D474A", "#ECEFEE", "#C6CFCC"),
}
_DARK = {
    Accent.BLUE: ("#6FA8F5", "#93C0FF", "#172A45", "#06162B", "#93C0FF", "#1E2C40", "#1A57B5"),
    Accent.VIOLET: ("#A98BF0", "#C3ADFA", "#2B2145", "#170A33", "#C3ADFA", "#2A2440", "#6238B3"),
    Accent.ORANGE: ("#F0954A", "#FFB37A", "#3D2512", "#2B1400", "#FFB37A", "#382A1E", "#9A4400"),
    Accent.GRAPHITE: ("#B4BFC0", "#CCD5D5", "#2C3436", "#14181A", "#CCD5D5", "#2A3133", "#3D474A"),
}
_COLOURED = (
    *("accent", "accent_text", "focus", "ok", "warn", "bad"),
    *("syn_key", "syn_str", "syn_fn", "syn_num"),
)
"""What moves towards the text's colour where more contrast is wanted."""
_STEP = 0.3


@cache
def tokens_for(*, dark: bool, high: bool = False, accent: Accent = Accent.TEAL) -> Tokens:
    """The colours of one look; the same object each time."""
    base, table = (DARK, _DARK) if dark else (LIGHT, _LIGHT)
    tokens = base if accent not in table else _with(base, dict(zip(_NAMES, table[accent], strict=True)))
    return _high(tokens) if high else tokens


def _high(tokens: Tokens) -> Tokens:
    """Lines and muted words as strong as text, plain grounds, deeper colours."""
    ground, ink = ("#000000", "#FFFFFF") if tokens.dark else ("#FFFFFF", "#000000")
    plain = dict.fromkeys(("canvas", "sidebar", "surface"), ground)
    plain |= dict.fromkeys(("text", "text_2", "text_3", "border", "border_strong"), ink)
    deeper = {name: blend(getattr(tokens, name), ink, _STEP) for name in _COLOURED}
    grounds = {
        name: blend(getattr(tokens, name), ground, _STEP) for name in ("accent_bg", "ok_bg", "warn_bg", "bad_bg")
    }
    toast = blend(tokens.toast_accent, ground, _STEP)
    on_accent = "#000000" if tokens.dark else "#FFFFFF"
    others = {"on_accent": on_accent, "toast_accent": toast}
    return replace(_with(tokens, {**plain, **deeper, **grounds, **others}), high=True)


def _with(tokens: Tokens, colors: dict[str, str]) -> Tokens:
    values: dict[str, Any] = dict(colors)
    return replace(tokens, **values)


def blend(color: str, other: str, share: float) -> str:
    """A colour with a share of another one in it."""
    pairs = ((int(color[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
