"""One setting while it is shown and changed: which control, which words, what is wrong with it, what was saved.

Without Qt: a state machine between the typing person and the core. Each value that is asked about has a number, so that
a late answer to an earlier one changes nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.types.settings import Applies, SettingInfo

Value = str | int | float | bool | list[str]
MAX_SEGMENTS = 3
"""More words than these go into a drop-down."""


class Control(StrEnum):
    """What the person handles."""

    SWITCH = "switch"
    SEGMENTS = "segments"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    FILE = "file"
    LIST = "list"
    KEYS = "keys"


class Note(StrEnum):
    """What the line below the page says after a change."""

    NONE = ""
    NOW = "now"
    NEXT_ANSWER = "next_answer"
    NEXT_LOAD = "next_load"
    RESTART = "restart"


_NOTES = {Applies.NOW: Note.NOW, Applies.NEXT_LOAD: Note.NEXT_LOAD, Applies.RESTART: Note.RESTART}


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the core: is this value good?"""

    number: int
    value: Value


def control_of(info: SettingInfo) -> Control:
    """The control for a setting's type."""
    if info.type == "bool":
        return Control.SWITCH
    if info.type == "choice":
        return Control.SEGMENTS if len(info.choices) <= MAX_SEGMENTS else Control.CHOICE
    if named_values(info) or named_texts(info):
        return Control.CHOICE
    if info.type in ("int", "float"):
        return Control.NUMBER
    if info.type == "list":
        return Control.LIST
    if info.key.endswith("_key") and not info.secret:
        return Control.KEYS
    return Control.FILE if info.key.endswith(("binary", "_file")) else Control.TEXT


SECONDS = (0, 60, 300, 1800, 3600, 14_400, 86_400)
NAMED_TEXTS = {"device": ("auto", "cpu", "cuda", "metal", "rocm", "vulkan"), "default_model": ()}
"""Texts that are chosen, from these and from what the core knows beside."""


def named_texts(info: SettingInfo, offered: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The texts to choose from; today's is always among them. () where anything can be typed."""
    known = info.choices or NAMED_TEXTS.get(info.key.rpartition(".")[2])
    if info.type != "text" or known is None:
        return ()
    return tuple(dict.fromkeys((*known, *offered, str(info.value))))


def named_values(info: SettingInfo, cores: int = 0) -> tuple[float, ...]:
    """The values that a number is chosen from where it has a few that everybody wants; today's is always among them."""
    if info.type not in ("int", "float"):
        return ()
    name = info.key.rpartition(".")[2]
    if name in ("keep_alive_s", "linger_s"):
        offered: tuple[float, ...] = SECONDS
    elif name == "threads":
        offered = tuple(range(cores + 1))
    elif name == "font_size":
        offered = tuple(range(int(info.minimum or 11), int(info.maximum or 24) + 1))
    else:
        return ()
    value = info.value
    if isinstance(value, int | float) and not isinstance(value, bool) and value not in offered:
        offered = tuple(sorted((*offered, value)))
    return offered


def differs(info: SettingInfo) -> bool:
    """Whether the person has set it to something else than its default, so that it can be reset."""
    return not info.locked_by and _plain(info.value) != _plain(info.default)


def note_of(info: SettingInfo) -> Note:
    """When a change of it counts."""
    return _NOTES[info.applies]


def text_of(info: SettingInfo, decimal: str = ".", group: str = "") -> str:
    """A value as it stands in a text field; numbers with the person's separators."""
    value = info.value
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    return f"{int(value):,}".replace(",", group)


def parse(info: SettingInfo, text: str, decimal: str = ".", group: str = "") -> Value:
    """What a text stands for; one that is no number is passed on as it is, and the core says what is wrong with it."""
    if info.type == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    if info.type not in ("int", "float"):
        return text.strip()
    plain = "".join(char for char in text if not char.isspace() and char not in (group, "'", "\u2019"))
    try:
        number = float(plain.replace(decimal, "."))
    except ValueError:
        return text.strip()
    if not math.isfinite(number):
        return text.strip()
    whole = number.is_integer()
    return int(number) if info.type == "int" and whole else number


class FieldModel:
    """See the module's docstring."""

    def __init__(self, info: SettingInfo) -> None:
        self.info = info
        self.problem = ""
        """Why the value that stands there was not taken."""
        self.note = Note.NONE
        self._sent: set[int] = set()
        """What was sent to be written and of which nothing was heard yet."""
        self._good = 0
        """The value with this number was found good while another one was on its way."""
        self._number = 0
        self._pending: Value | None = None

    @property
    def locked(self) -> bool:
        """A variable of the environment has set it."""
        return bool(self.info.locked_by)

    @property
    def can_reset(self) -> bool:
        """Whether it differs from its default."""
        return differs(self.info)

    @property
    def number(self) -> int:
        """Of the newest value."""
        return self._number

    @property
    def saving(self) -> bool:
        """Whether a value is on its way to the file."""
        return bool(self._sent)

    @property
    def editing(self) -> bool:
        """What stands in the control is not saved (yet)."""
        return self._pending is not None

    def type(self, value: Value) -> Ask | None:
        """The person entered a value; None when that is the one that is saved, and no other is on its way."""
        self._number += 1
        self.note = Note.NONE
        if _plain(value) == _plain(self.info.value) and not self.saving:
            self._pending, self.problem = None, ""
            return None
        self._pending = value
        return Ask(self._number, value)

    def checked(self, number: int, sentence: str) -> Value | None:
        """The core's word on a value; the value to save when it is good, the newest, and nothing is on its way."""
        if number != self._number or self._pending is None:
            return None
        self.problem = sentence
        if sentence:
            return None
        self._good = number
        return self.next()

    def next(self) -> Value | None:
        """The value to save now: two on their way at once could arrive in the other order."""
        if self.saving or self._pending is None or self._good != self._number:
            return None
        self._good = 0
        self._sent.add(self._number)
        return self._pending

    def saved(self, number: int, *, restart: bool) -> None:
        """The core wrote it."""
        self._sent.discard(number)
        if number == self._number:
            self._pending = None
            self.note = Note.RESTART if restart else note_of(self.info)

    def failed(self, number: int, sentence: str, *, keep: bool = False) -> None:
        """The core could not write it, or does not answer; `keep` where what was entered still stands there."""
        self._sent.discard(number)
        if number == self._number:
            self.problem = sentence
            if not keep:
                self._pending = None

    def reset(self) -> int:
        """The person wants the default; the number of this wish."""
        self._number += 1
        self._sent.add(self._number)
        self._pending, self.problem, self.note = None, "", Note.NONE
        return self._number

    def forget(self) -> None:
        """The person comes back to it: what failed earlier and was taken back is old news."""
        if not self.editing:
            self.problem = ""

    def changed(self, info: SettingInfo) -> bool:
        """The setting has this value now; True when the control is to show it, since nobody types in it."""
        same = _plain(self.info.value) == _plain(info.value)
        self.info = info
        if self.editing and not self.saving and _plain(self._pending) == _plain(info.value):
            self._pending, self.problem = None, ""
        if not same and not self.editing:
            self.problem = ""
            self.note = Note.NONE
        return not self.editing


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
