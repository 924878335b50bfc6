"""Titles of chats: one line, no control characters, never cut inside a character that people see as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from app.types.messages import clean_text

MAX_TITLE = 200
"""Characters of a title that somebody typed."""
AUTOMATIC_TITLE = 60
"""Characters of a title that is made from a prompt."""
UNTITLED = "New chat"

READ_OF_A_LINE = 600
"""Characters of a line that are looked at for marks."""
_NESTED = 3
"""Marks within marks that are taken off."""

_FENCE = re.compile(r"\s*(`{3,}[^`]*|~{3,}.*)$")
_HEADING = re.compile(r"#{1,6}\s+(.*?)(\s+#+)?\s*$")
_BEFORE = re.compile(r"(>+|[-*+](?=\s)|\d{1,3}[.)](?=\s)|\[[ xX]\](?=\s))\s*")
# Not `__init__`: that is rather a name than something bold.
_INLINE = re.compile(
    r"(?P<ticks>`+)\s?(?P<code>[^`].*?)\s?(?P=ticks)(?!`)"
    r"|(?<![\w*~])(?!__\w+__)(?P<mark>\*{1,3}|_{1,3}|~~)(?=[^\s*~])(?P<marked>.+?)(?<=\S)(?P=mark)(?!\w)"
)
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NUMBER = re.compile(r" \(\d{1,6}\)$")
_JOINER = "\u200d"
_EXTENDING = frozenset({"Mn", "Mc", "Me", "Sk"})


def clean_title(text: str, limit: int = MAX_TITLE) -> str:
    """The text as a title: one line of at most `limit` characters; "" when nothing visible is left.

    Direction overrides go too, because an unbalanced one would turn the rows around it.
    """
    visible = "".join(_as_title_character(c) for c in clean_text(text[: 20 * limit]))
    return shorten(" ".join(visible.split()), limit)


def title_from_prompt(prompt: str) -> str:
    """A title from the first line of a prompt that says something, without the marks of Markdown; "" for a prompt
    without one.
    """
    lines = [line[:READ_OF_A_LINE] for line in prompt[:10_000].splitlines() if line.strip()]
    plain = (_without_marks(line) for line in lines)
    telling = next((line for line in plain if _tells(line)), "")
    return clean_title(telling or next(filter(_tells, lines), lines[0] if lines else ""), AUTOMATIC_TITLE)


def _tells(line: str) -> bool:
    return any(c.isalnum() for c in line)


def _without_marks(line: str) -> str:
    """What a line of Markdown says; "" for the fence of a code block."""
    if _FENCE.match(line):
        return ""
    line = line.strip()
    while (mark := _BEFORE.match(line)) and mark.end() < len(line):
        line = line[mark.end() :]
    if heading := _HEADING.match(line):
        line = heading[1]
    if line.startswith("|"):
        line = " ".join(cell for cell in line.split("|") if _tells(cell))
    return _without_emphasis(line, _NESTED)


def _without_emphasis(text: str, depth: int) -> str:
    def inner(found: re.Match[str]) -> str:
        return found["code"] or _without_emphasis(found["marked"], depth - 1)

    return _INLINE.sub(inner, text) if depth else text


def shorten(line: str, limit: int) -> str:
    """The line, cut at a word border and closed with an ellipsis when it is longer than `limit`."""
    if len(line) <= limit:
        return line
    cut = limit - 1
    border = line.rfind(" ", limit // 2, limit)
    if border > 0:
        cut = border
    while cut > 1 and _joins(line, cut):
        cut -= 1
    return line[:cut].rstrip(" ,;:.-") + "…"


def _as_title_character(c: str) -> str:
    category = unicodedata.category(c)
    if category in {"Zl", "Zp"} or c.isspace():
        return " "
    return "" if category == "Cc" or c in _BIDI_CONTROLS else c


def _joins(line: str, at: int) -> bool:
    return line[at] == _JOINER or line[at - 1] == _JOINER or unicodedata.category(line[at]) in _EXTENDING


def numbered(title: str, taken: Collection[str]) -> str:
    """The title of a copy: "Title (2)", or the next number that is free."""
    base = _NUMBER.sub("", title) or UNTITLED
    number = 2
    while (wanted := _with_number(base, number)) in taken:
        number += 1
    return wanted


def _with_number(base: str, number: int) -> str:
    ending = f" ({number})"
    return shorten(base, MAX_TITLE - len(ending)) + ending
