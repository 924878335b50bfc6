"""JSON with many chats, taken apart one chat at a time, so that only one of them is in memory as objects. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from app.errors import InvalidInput

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Element:
    """One value of the outer array, or the whole file where that is one object."""

    value: Any
    line: int
    """Where it begins, from 1."""


class Elements:
    """Walks over the text of a file.

    An array yields its values. An object with the key `array` yields the values of that key, and keeps the others in
    `head` (those that stand before it are there at once); any other object is yielded whole.
    """

    def __init__(self, text: str, array: str) -> None:
        self._text = text.removeprefix("\ufeff")
        self._array = array
        self._line, self._counted = 1, 0
        self.head: dict[str, Any] = {}

    def __iter__(self) -> Iterator[Element]:
        """The values in order.

        Raises:
            InvalidInput: The text is no JSON from some line on.
        """
        at = self._skip(0)
        first = self._text[at : at + 1]
        if first == "[":
            at = yield from self._values(at)
        elif first == "{":
            at = yield from self._object(at)
        else:
            raise self._broken(at, "it begins with neither [ nor {")
        if self._skip(at) != len(self._text):
            raise self._broken(at, "something follows its end")

    def _values(self, at: int) -> Generator[Element, None, int]:
        at = self._skip(at + 1)
        if self._text[at : at + 1] == "]":
            return at + 1
        while True:
            value, end = self._value(at)
            yield Element(value, self._line_of(at))
            del value
            at = self._skip(end)
            mark = self._text[at : at + 1]
            if mark == "]":
                return at + 1
            if mark != ",":
                raise self._broken(at, "a comma or ] is missing")
            at = self._skip(at + 1)

    def _object(self, at: int) -> Generator[Element, None, int]:
        start, found = at, False
        at = self._skip(at + 1)
        while self._text[at : at + 1] != "}":
            key, end = self._value(at)
            at = self._skip(end)
            if not isinstance(key, str) or self._text[at : at + 1] != ":":
                raise self._broken(at, "a key or a colon is missing")
            at = self._skip(at + 1)
            if key == self._array and self._text[at : at + 1] == "[":
                found = True
                at = yield from self._values(at)
            else:
                self.head[key], at = self._value(at)
            at = self._skip(at)
            if self._text[at : at + 1] == ",":
                at = self._skip(at + 1)
            elif self._text[at : at + 1] != "}":
                raise self._broken(at, "a comma or } is missing")
        if not found:
            yield Element(self.head, self._line_of(start))
        return at + 1

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return _DECODER.raw_decode(self._text, at)
        except json.JSONDecodeError as exc:
            raise self._broken(exc.pos, exc.msg[:1].lower() + exc.msg[1:]) from exc
        except (RecursionError, ValueError) as exc:  # ValueError: a number of thousands of digits
            raise self._broken(at, "it is nested too deeply or holds a number that is too long") from exc

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def _line_of(self, at: int) -> int:
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def _broken(self, at: int, why: str) -> InvalidInput:
        line = 1 + self._text.count("\n", 0, at)
        cut_off = at >= len(self._text.rstrip())
        hint = "It seems to be cut off: export it or copy it again." if cut_off else "Export it again."
        return InvalidInput(
            f"The file is broken in line {line:,}. Nothing was imported.",
            hint=hint,
            detail=why,
            params={"line": line},
        )
