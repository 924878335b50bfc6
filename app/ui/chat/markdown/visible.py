"""What cannot be seen made visible: letters that turn a text around or hide in it mislead whoever reads it."""

from __future__ import annotations

import re

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f"
"""A flag spells its region in invisible letters; that is what they are for."""
_HIDDEN = re.compile(f"{_FLAG}|[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\U000e0000-\U000e007f]")
_IN_CODE = re.compile("[\u061c\u200b\u200c\u200e\u200f\u2060-\u206f\ufeff\u00ad]")
_LINES = "\u2028\u2029"


def visible(text: str) -> str:
    """The text with its controls and overrides of direction named, each as ⟦U+202E⟧. Marks and isolates that languages
    written from right to left need stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(_named, text)


def visible_code(text: str) -> str:
    """The same for code, where whatever has no width is named too."""
    return text if text.isascii() else _IN_CODE.sub(_named, text)


def _named(match: re.Match[str]) -> str:
    found = match[0]
    if len(found) > 1:
        return found
    return "\n" if found in _LINES else f"⟦U+{ord(found):04X}⟧"
