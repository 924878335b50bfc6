"""What a value must look like: one `Rule` per declared key, for files, environment and command line alike."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.config.problems import shorten

MAX_TEXT = 4_000
MAX_ITEMS = 100

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
_NAMES = {bool: "a yes or no", int: "a whole number", float: "a number", str: "a text", list: "a list", dict: "a table"}


class SettingType(StrEnum):
    """The kinds of values, as the settings window tells them apart."""

    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    TEXT = "text"
    CHOICE = "choice"
    LIST = "list"


class WrongValue(ValueError):
    """The value breaks the rule; the text goes on after the key's name ("is …")."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The form of one value."""

    kind: SettingType
    minimum: float | None = None
    maximum: float | None = None
    """Of a number, or of the items in a list."""
    choices: tuple[str, ...] = ()
    """For choices, and for the items of a list; () for any text."""
    enum: type[StrEnum] | None = None
    """Turn texts into members of this; its values are the choices."""
    pattern: str = ""
    """A text, or each item of a list, must match this as a whole."""
    form: str = ""
    """The pattern in words, for the message."""
    length: int | None = None
    """Of a list: exactly so many items."""
    secret: bool = False
    """A wrong value is not repeated, because a password or a key may be in it."""

    def check(self, value: Any) -> Any:
        """The value as the program uses it.

        Raises:
            WrongValue: With what is wrong, in words.
        """
        if self.kind is SettingType.LIST:
            return self._check_list(value)
        if self.kind is SettingType.BOOL:
            return self._expect(value, bool)
        if self.kind is SettingType.INT:
            return self._in_range(self._expect(value, int))
        if self.kind is SettingType.FLOAT:
            return self._in_range(_float_of(value) if type(value) is int else self._expect(value, float))
        return self._check_text(value)

    def parse(self, text: str) -> Any:
        """The value that a text from the environment or the command line means; lists are separated by commas.

        Raises:
            WrongValue: With what is wrong, in words.
        """
        try:
            value = self._read(text.strip())
        except ValueError as exc:
            found = "is" if self.secret else f"is {shorten(text)!r},"
            raise WrongValue(f"{found} not {self._wanted()}") from exc
        return self.check(value)

    def allowed(self) -> str:
        """What would be right, as one sentence."""
        if self.kind is SettingType.BOOL:
            return "Allowed: true or false."
        if self.names():
            each = "any of " if self.kind is SettingType.LIST else ""
            return f"Allowed: {each}{', '.join(self.names())}."
        if self.minimum is not None and self.maximum is not None:
            return f"Allowed: {self._wanted()} from {_plain(self.minimum)} to {_plain(self.maximum)}."
        return f"Allowed: {self.form or self._wanted()}."

    def names(self) -> tuple[str, ...]:
        """The allowed texts; () for any."""
        return tuple(item.value for item in self.enum) if self.enum else self.choices

    def _read(self, text: str) -> Any:
        if self.kind is SettingType.BOOL:
            if text.lower() not in _TRUE | _FALSE:
                raise ValueError(text)
            return text.lower() in _TRUE
        if self.kind is SettingType.INT:
            return int(text)
        if self.kind is SettingType.FLOAT:
            return float(text)
        if self.kind is SettingType.LIST:
            return [part.strip() for part in text.split(",") if part.strip()]
        return text

    def _check_list(self, value: Any) -> tuple[Any, ...]:
        items = tuple(self._check_text(item) for item in self._expect(value, list))
        if self.length is not None and len(items) != self.length:
            raise WrongValue(f"has {len(items)} items, not {self.length}")
        most = MAX_ITEMS if self.maximum is None else int(self.maximum)
        if len(items) > most:
            raise WrongValue(f"has {len(items)} items, more than {most}")
        if len(set(items)) < len(items):
            twice = next(item for item in items if items.count(item) > 1)
            raise WrongValue("names one item twice" if self.secret else f"names {shorten(twice)!r} twice")
        return items

    def _check_text(self, value: Any) -> Any:
        text = self._expect(value, str)
        if self.names():
            if text not in self.names():
                raise WrongValue(f"is {self._repeated(text)}")
            return self.enum(text) if self.enum else text
        if len(text) > MAX_TEXT:
            raise WrongValue(f"is {len(text)} characters long, more than {MAX_TEXT}")
        if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
            raise WrongValue("has characters that are no text")
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise WrongValue(f"is {self._repeated(text)}")
        return text

    def _expect(self, value: Any, wanted: type) -> Any:
        """The value, if it is exactly of this type: true is not 1, and 1.0 is not 1."""
        if type(value) is not wanted:
            found = _NAMES.get(type(value), "a date or time")
            shown = f" ({_show(value)})" if isinstance(value, str | int | float) and not self.secret else ""
            raise WrongValue(f"is {found}{shown}, not {_NAMES[wanted]}")
        return value

    def _repeated(self, text: str) -> str:
        return "a value that is not allowed" if self.secret else repr(shorten(text))

    def _in_range(self, number: Any) -> Any:
        low, high = self.minimum, self.maximum
        outside = (low is not None and number < low) or (high is not None and number > high)
        if outside or (isinstance(number, float) and not math.isfinite(number)):
            raise WrongValue(f"is {shorten(number)}, which is out of range")
        return number

    def _wanted(self) -> str:
        python = {SettingType.BOOL: bool, SettingType.INT: int, SettingType.FLOAT: float, SettingType.LIST: list}
        return _NAMES[python.get(self.kind, str)]


def _show(value: str | float) -> str:
    if isinstance(value, str):
        return repr(shorten(value))
    return str(value).lower() if isinstance(value, bool) else shorten(value)


def _float_of(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _plain(number: float) -> str:
    """All digits, from five on in groups, and no fraction where there is none."""
    if number != int(number):
        return f"{number}"
    return f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:.0f}"
