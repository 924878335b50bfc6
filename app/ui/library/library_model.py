"""What the library's pages decide, without Qt: which entries a filter leaves, days left, what a form may hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.types.library import TRASH_DAYS, Assistant, SavedPrompt

NAME_CHARS = 80
PICTURE_CHARS = 8
"""An emoji may be made of several characters."""
PNG = "png:"
_DAY_S = 86_400
_PROMPT_NAME = re.compile(r"(?:[^\W_]|-)+")
_LINE_CHARS = 160


class Wrong(StrEnum):
    """What keeps a form from being saved."""

    NOTHING = ""
    NAME = "name"
    TAKEN = "taken"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a page."""

    id: str
    title: str
    line: str = ""
    """What stands below the title."""
    tail: str = ""
    """What stands at the end of the row."""
    picture: str = ""
    """An emoji or letter before the title; "" for none."""


def matching(entries: Iterable[Entry], typed: str) -> tuple[Entry, ...]:
    """Those that have every word of the filter in title or line, whatever its case."""
    words = typed.casefold().split()
    return tuple(entry for entry in entries if all(word in f"{entry.title}\n{entry.line}".casefold() for word in words))


def days_left(deleted_at: float, now: float) -> int:
    """How many days a chat stays in the trash, today's rest counted as one."""
    return max(0, math.ceil(TRASH_DAYS - (now - deleted_at) / _DAY_S))


def one_line(text: str) -> str:
    """The beginning of a text, as a line below a title."""
    line = " ".join(text[: 4 * _LINE_CHARS].split())
    return line if len(line) <= _LINE_CHARS else f"{line[:_LINE_CHARS].rstrip()}…"


def initial(name: str) -> str:
    """The letter that stands for a name without a picture."""
    return name.strip()[:1].upper()


def picture_of(assistant: Assistant) -> str:
    """What is painted before an assistant's name; a PNG is painted by others, here its letter stands for it."""
    return initial(assistant.name) if not assistant.picture or assistant.picture.startswith(PNG) else assistant.picture


def check_prompt(prompt: SavedPrompt, others: Iterable[SavedPrompt]) -> Wrong:
    """What keeps a saved prompt from being saved."""
    if not _PROMPT_NAME.fullmatch(prompt.name) or len(prompt.name) > NAME_CHARS:
        return Wrong.NAME
    if any(other.name.casefold() == prompt.name.casefold() and other.id != prompt.id for other in others):
        return Wrong.TAKEN
    return Wrong.NOTHING if prompt.text.strip() else Wrong.TEXT


def check_assistant(assistant: Assistant) -> Wrong:
    """What keeps an assistant from being saved."""
    return Wrong.NOTHING if assistant.name.strip() else Wrong.NAME
