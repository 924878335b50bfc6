"""GBNF for the parts of JSON: literals, strings, numbers within limits, keys other than certain ones."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

SPACE = "ws"
VALUE = "value"
MAX_DIGITS = 16

COMMON_RULES = {
    SPACE: r'( " " | "\n" [ \t]{0,40} )?',
    "hex": "[0-9a-fA-F]",
    # Half a surrogate pair written as an escape would be valid JSON and no text.
    "escape": r'"\\" ( ["\\/bfnrt] | "u" ( [0-9a-cA-CefEF] hex | [dD] [0-7] ) hex hex )',
    "char": r'[^"\\\x00-\x1F] | escape',
    "string": r'"\"" char* "\""',
    "integer": f'"-"? ( "0" | [1-9] [0-9]{{0,{MAX_DIGITS - 1}}} )',
    "fraction": f'"." [0-9]{{1,{MAX_DIGITS}}}',
    "number": "integer fraction? ( [eE] [-+]? [0-9]{1,2} )?",
    "boolean": '"true" | "false"',
    "null": '"null"',
    "member": f'string ":" {SPACE} {VALUE}',
    "object": f'"{{" {SPACE} ( member ( "," {SPACE} member )* {SPACE} )? "}}"',
    "array": f'"[" {SPACE} ( {VALUE} ( "," {SPACE} {VALUE} )* {SPACE} )? "]"',
    VALUE: "object | array | string | number | boolean | null",
    "date": '[0-9]{4} "-" ( "0" [1-9] | "1" [0-2] ) "-" ( "0" [1-9] | [12] [0-9] | "3" [01] )',
    "time": '( [01] [0-9] | "2" [0-3] ) ":" [0-5] [0-9] ":" [0-5] [0-9] ( "." [0-9]{1,6} )? '
    '( "Z" | [-+] ( [01] [0-9] | "2" [0-3] ) ":" [0-5] [0-9] )',
    "uuid": 'hex{8} "-" hex{4} "-" hex{4} "-" hex{4} "-" hex{12}',
}
"""Rules that every grammar for JSON may use by name."""
FORMATS = {
    "date": r'"\"" date "\""',
    "time": r'"\"" time "\""',
    "date-time": r'"\"" date "T" time "\""',
    "uuid": r'"\"" uuid "\""',
}
"""Strings of a certain form, by the name that JSON Schema gives it."""


def literal(text: str) -> str:
    """A text as GBNF, exactly as it stands."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def json_literal(value: Any) -> str:
    """A JSON value as GBNF, in its usual spelling.

    Raises:
        ValueError: It is no JSON, or has characters that are no text.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    text.encode()
    return literal(text)


def integers(low: int | None, high: int | None) -> str:
    """Whole numbers within limits; None is no limit on that side."""
    if low is None and high is None:
        return "integer"
    parts: list[str] = []
    if low is None or low < 0:
        least = 1 if high is None or high >= 0 else -high
        if low is None or -low >= least:
            parts.append(f'"-" ( {_naturals(least, None if low is None else -low)} )')
    if high is None or high >= 0:
        parts.append(_naturals(max(low or 0, 0), high))
    return " | ".join(parts)


def numbers(low: int | None, high: int | None) -> str:
    """Numbers within whole limits, both included; no exponents, so that the digits alone decide."""
    if low is None and high is None:
        return "number"
    parts: list[str] = []
    if high is None or high > 0:
        least = max(low or 0, 0)
        parts.append(f"( {_naturals(least, None if high is None else high - 1)} ) fraction?")
    if low is None or low < 0:
        least = 0 if high is None or high >= 0 else -high
        parts.append(f'"-" ( {_naturals(least, None if low is None else -low - 1)} ) fraction?')
    parts += [f'{literal(str(limit))} ( "." "0"{{1,{MAX_DIGITS}}} )?' for limit in (low, high) if limit is not None]
    return " | ".join(dict.fromkeys(parts))


def other_keys(names: Iterable[str], prefix: str) -> dict[str, str]:
    """Rules, with names that begin so, for the inside of a string that is none of these; the first is the whole."""
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for char in name:
            node = node.setdefault(char, {})
        node[""] = {}
    rules: dict[str, str] = {}
    _add_others(tree, rules, prefix)
    return rules


def _add_others(node: dict[str, Any], rules: dict[str, str], prefix: str) -> str:
    name = f"{prefix}{len(rules)}"
    rules[name] = ""
    branches = sorted(char for char in node if char)
    excluded = "".join(_escaped_in_class(char) for char in branches)
    options = [rf'[^"\\\x00-\x1F{excluded}] char*']
    options += [f"{literal(char)} {_add_others(node[char], rules, prefix)}" for char in branches]
    if "" not in node:
        options.append('""')
    rules[name] = " | ".join(options)
    return name


def _naturals(low: int, high: int | None) -> str:
    """Digits of whole numbers from 0 up, without leading zeros."""
    if high is None:
        high = max(10**MAX_DIGITS, 10 ** len(str(low))) - 1
    parts: list[str] = []
    for digits in range(len(str(low)), len(str(high)) + 1):
        least = max(low, 10 ** (digits - 1) if digits > 1 else 0)
        parts.append(_same_length(str(least), str(min(high, 10**digits - 1))))
    return " | ".join(parts)


def _same_length(low: str, high: str) -> str:
    """Digits between two numbers of the same length."""
    if not low:
        return ""
    rest = len(low) - 1
    if low[0] == high[0]:
        return f"{literal(low[0])} {_bracketed(_same_length(low[1:], high[1:]))}".strip()
    parts: list[str] = []
    first, last = int(low[0]), int(high[0])
    if low[1:] != "0" * rest:
        parts.append(f"{literal(low[0])} {_bracketed(_same_length(low[1:], '9' * rest))}")
        first += 1
    if high[1:] != "9" * rest:
        last -= 1
    if first <= last:
        parts.append(f"[{first}-{last}]" + (f" [0-9]{{{rest}}}" if rest else ""))
    if high[1:] != "9" * rest:
        parts.append(f"{literal(high[0])} {_bracketed(_same_length('0' * rest, high[1:]))}")
    return " | ".join(parts)


def _bracketed(options: str) -> str:
    return f"( {options} )" if "|" in options else options


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08X}"


def _escaped_in_class(char: str) -> str:
    return char if char.isalnum() else f"\\U{ord(char):08X}"
