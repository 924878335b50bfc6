"""The window's shortcuts as settings, and what must not be said twice among them. Knows nothing of Qt.

Keys are written as Qt's portable text: "Ctrl+N", "Ctrl+Shift+M", "F6". On a Mac, Ctrl is the command key.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from app.config.declare import setting

_ALONE = "F(?:[1-9]|[12][0-9]|3[0-5])|Esc|Del|Ins|Home|End|PgUp|PgDown|Pause|Menu|Help"
_TYPED = r"[!-~]|Space|Tab|Return|Enter|Backspace|Up|Down|Left|Right"
_CHORD = r"(?:Shift\+)?(?:(?:Ctrl|Alt|Meta)\+(?:Shift\+)?)+"
KEYS_PATTERN = rf"(?i:|(?:(?:Ctrl|Alt|Shift|Meta)\+)*(?:{_ALONE})|{_CHORD}(?:{_TYPED}))"
KEYS_FORM = 'keys such as "Ctrl+N", "Ctrl+Shift+M" or "F6", or nothing'


FIXED = {"Return": "send", "Shift+Return": "new_line", "Tab": "next", "Shift+Tab": "before"}
"""Keys that the window needs for itself, and for what."""
TEXT_KEYS = ("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Alt+Up", "Alt+Down")
"""Keys that every text field needs."""
_MOVING = frozenset(("backspace", "del", "ins", "home", "end", "up", "down", "left", "right"))
_DELETING = frozenset(("backspace", "del"))
_PAGING = frozenset(("pgup", "pgdown"))
_CONTROL_ON_MAC = frozenset("abdefhknoptvy")
"""With the control key these move and delete in every text field of a Mac."""


def _shortcut(keys: str, label: str, group: str) -> str:
    return setting(
        keys, f"{label}; empty for no shortcut.", label=label, group=group, pattern=KEYS_PATTERN, form=KEYS_FORM
    )


@dataclass(frozen=True, slots=True)
class ShortcutSettings:
    """`[shortcuts]`."""

    new_chat: str = _shortcut("Ctrl+N", "New chat", "Chats")
    temporary_chat: str = _shortcut("Ctrl+Shift+N", "New temporary chat", "Chats")
    rename_chat: str = _shortcut("F2", "Rename the chat", "Chats")
    delete_chat: str = _shortcut("Ctrl+Del", "Delete the chat", "Chats")
    find_in_chat: str = _shortcut("Ctrl+F", "Find in the chat", "Chats")
    stop: str = _shortcut("Esc", "Stop the answer", "Chats")
    regenerate: str = _shortcut("Ctrl+R", "Answer again", "Messages")
    continue_answer: str = _shortcut("Alt+Return", "Continue the answer", "Messages")
    copy_answer: str = _shortcut("Ctrl+Shift+C", "Copy the last answer", "Messages")
    copy_code: str = _shortcut("Ctrl+Shift+;", "Copy the last code block", "Messages")
    pick_model: str = _shortcut("Ctrl+L", "Choose the model", "Models")
    open_file: str = _shortcut("Ctrl+O", "Open a model file", "Models")
    palette: str = _shortcut("Ctrl+K", "Search chats and commands", "Window")
    shortcut_list: str = _shortcut("Ctrl+/", "List of shortcuts", "Window")
    focus_composer: str = _shortcut("Shift+Esc", "Go to the question", "Window")
    toggle_sidebar: str = _shortcut("Ctrl+B", "Show or hide the sidebar", "Window")
    toggle_panel: str = _shortcut("Ctrl+Shift+B", "Show or hide what this chat is told", "Window")
    compare: str = _shortcut("Ctrl+Shift+D", "Compare models and engines", "Window")
    zoom_in: str = _shortcut("Ctrl++", "Everything larger", "Window")
    zoom_out: str = _shortcut("Ctrl+-", "Everything smaller", "Window")
    zoom_reset: str = _shortcut("Ctrl+0", "Everything as large as at first", "Window")
    next_pane: str = _shortcut("F6", "Go to the next part of the window", "Window")
    library: str = _shortcut("Ctrl+Shift+K", "Library", "Window")
    settings: str = _shortcut("Ctrl+,", "Settings", "Window")


def same_keys(keys: str) -> str:
    """A spelling that two texts share when they mean the same keys; "" for no keys."""
    if not keys:
        return ""
    rest, _, last = keys.casefold().rpartition("+")
    if not last:  # the plus key itself
        rest, last = rest.rstrip("+"), "+"
    return "+".join((*sorted(set(rest.split("+")) - {""}), last))


def is_reserved(keys: str) -> bool:
    """Whether the window, or every text field, needs these keys for itself."""
    return same_keys(keys) in _RESERVED


def is_editing(keys: str, *, mac: bool = sys.platform == "darwin") -> bool:
    """Whether a text field that has the focus does something with these keys: there they are not a shortcut."""
    written = same_keys(keys)
    if written in _EDITING:
        return True
    *held, last = written.split("+")
    if last in _PAGING:
        return set(held) <= {"shift"}
    if last in _MOVING:
        return "meta" not in held and ("alt" not in held or mac or last in _DELETING)
    return mac and held == ["meta"] and last in _CONTROL_ON_MAC


def clashes(keys: Mapping[str, str], own: frozenset[str]) -> dict[str, str]:
    """Which of a person's `own` shortcuts are taken by another one: each with the name of that one.

    A default gives way to nobody, and the later of two own ones gives way, so that after their removal no two are
    alike.
    """
    own = frozenset(name for name in own if name in keys)
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name in sorted(keys, key=lambda name: name in own):  # stable: the others stand in their order
        written = same_keys(keys[name])
        if not written:
            continue
        if written in taken:
            found[name] = taken[written]
        else:
            taken[written] = name
    return found


_EDITING = frozenset(map(same_keys, TEXT_KEYS)) - {same_keys("Alt+Up"), same_keys("Alt+Down")}
_RESERVED = frozenset(map(same_keys, (*FIXED, *TEXT_KEYS)))
