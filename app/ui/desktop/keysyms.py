"""Keys in Qt's portable form as X11 wants them: a keysym and a mask of modifiers. Pure."""

from __future__ import annotations

from dataclasses import dataclass

SHIFT, LOCK, CONTROL, ALT, NUM_LOCK, META = 1, 2, 4, 8, 16, 64
IGNORED = (0, LOCK, NUM_LOCK, LOCK | NUM_LOCK)
"""Locks that do not count: each combination is grabbed by itself."""

_MASKS = {"ctrl": CONTROL, "shift": SHIFT, "alt": ALT, "meta": META}
_NAMED = {
    "space": 0x20,
    "tab": 0xFF09,
    "return": 0xFF0D,
    "enter": 0xFF8D,
    "backspace": 0xFF08,
    "esc": 0xFF1B,
    "del": 0xFFFF,
    "ins": 0xFF63,
    "home": 0xFF50,
    "left": 0xFF51,
    "up": 0xFF52,
    "right": 0xFF53,
    "down": 0xFF54,
    "pgup": 0xFF55,
    "pgdown": 0xFF56,
    "end": 0xFF57,
    "pause": 0xFF13,
    "menu": 0xFF67,
    "help": 0xFF6A,
}
_F1 = 0xFFBE


@dataclass(frozen=True, slots=True)
class Chord:
    """One key with modifiers."""

    keysym: int
    mask: int


def chord(keys: str) -> Chord | None:
    """What to grab for "Ctrl+Alt+Space"; None for no keys, and for those that X11 does not know by these names."""
    rest, _, last = keys.casefold().rpartition("+")
    if not last:  # the plus key itself
        rest, last = rest.removesuffix("+"), "+"
    names = [name for name in rest.split("+") if name]
    keysym = _keysym(last) if keys else None
    if keysym is None or not set(names) <= set(_MASKS):
        return None
    return Chord(keysym, sum(_MASKS[name] for name in set(names)))


def _keysym(name: str) -> int | None:
    if name in _NAMED:
        return _NAMED[name]
    if len(name) == 1 and name.isascii():
        return ord(name)
    if name[0] == "f" and name[1:].isdigit() and 1 <= int(name[1:]) <= 35:
        return _F1 + int(name[1:]) - 1
    return None
