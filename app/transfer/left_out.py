"""What an import cannot take over, counted by kind and said in sentences. Pure."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class LeftOut(StrEnum):
    """A kind of thing that stays behind."""

    PICTURE = "picture"
    """Its bytes are not in the file."""
    LARGE = "large"
    SOUND = "sound"
    FILE = "file"
    TOOL = "tool"
    CHAT = "chat"
    """Nothing that can be shown is in it."""


_WORDS = {
    LeftOut.PICTURE: ("1 picture is not in the file.", "{0} pictures are not in the file."),
    LeftOut.LARGE: ("1 picture is too large.", "{0} pictures are too large."),
    LeftOut.SOUND: ("1 sound recording stays behind.", "{0} sound recordings stay behind."),
    LeftOut.FILE: ("1 attached file is not in the file.", "{0} attached files are not in the file."),
    LeftOut.TOOL: ("1 call of a tool stays behind.", "{0} calls of tools stay behind."),
    LeftOut.CHAT: ("1 empty chat is left out.", "{0} empty chats are left out."),
}


def in_words(counted: Counter[LeftOut]) -> tuple[str, ...]:
    """One sentence for each kind."""
    return tuple(
        _WORDS[kind][0] if counted[kind] == 1 else _WORDS[kind][1].format(f"{counted[kind]:,}")
        for kind in LeftOut
        if counted[kind]
    )
