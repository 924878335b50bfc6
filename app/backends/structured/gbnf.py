"""A look at grammars in GBNF before llama.cpp reads them.

llama.cpp ends the process, or takes all memory, for grammars that go round in circles or branch without bounds. So a
grammar is read here first, by the same rules, and refused with its line where it cannot be used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from app.backends.structured.problems import refused
from app.errors import InvalidInput

MAX_BYTES = 256 * 1024
MAX_DEPTH = 64
"""Brackets in brackets; llama.cpp reads them by recursion."""
MAX_REPEATS = 2000
"""Rules that one repetition may unfold into, as in llama.cpp."""
MAX_ELEMENTS = 200_000
"""What llama.cpp keeps in memory, once repetitions are unfolded."""
MAX_WAYS = 20_000
"""Ways to begin that one place of the grammar may have: llama.cpp follows all of them at once."""
MAX_CHAIN = 1000
"""Rules that begin with rules that begin with rules: llama.cpp follows them by recursion."""
ROOT = "root"

_SPACE = re.compile(r"(?:[ \t]|#[^\r\n]*)*")
_SPACE_AND_LINES = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_NAME = re.compile(r"[a-zA-Z0-9-]+")
_CHAR = r'(?:\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[trn\\"\[\]-])|[^\\{stop}])'
_LITERAL = re.compile(rf'"((?:{_CHAR.replace("{stop}", chr(34))})*)"')
_CLASS = re.compile(rf"\[\^?((?:{_CHAR.replace('{stop}', chr(92) + ']')})*)\]")
_ONE_CHAR = re.compile(_CHAR.replace("{stop}", ""))
_TOKEN = re.compile(r"!?<(?:\[[0-9]{1,9}\]|[^\[>\r\n][^>\r\n]*)>")
_TIMES = re.compile(r"\{[ \t]*([0-9]{1,9})[ \t]*(?:(,)[ \t]*([0-9]{1,9})?[ \t]*)?\}")


@lru_cache(maxsize=16)
def check_grammar(text: str) -> None:
    """Accept a grammar that llama.cpp can be given.

    Raises:
        InvalidInput: With what is wrong and in which line.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise refused("grammar", f"it has {size} bytes", f"Use at most {MAX_BYTES} bytes.")
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise refused("grammar", "it has characters that are no text")
    rules = _Reader(text).read()
    if ROOT not in rules:
        raise refused("grammar", f"it has no rule “{ROOT}”", f"Begin with a line such as {ROOT} ::= …")
    _check_references(rules)
    _check_branches(rules, _empty_rules(rules))


_Item = str | None
"""A rule's name, or None for something that takes a character."""


@dataclass(slots=True)
class _Rule:
    """The alternatives of one rule; each is a sequence."""

    line: int
    alternatives: list[list[_Item]] = field(default_factory=list)


class _Reader:
    """Reads one grammar, and counts what llama.cpp would make of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._rules: dict[str, _Rule] = {}
        self._symbols: set[str] = set()
        self._elements = 0

    def read(self) -> dict[str, _Rule]:
        """All rules by name; those of brackets and repetitions have names of their own."""
        self._skip(lines=True)
        while self._at < len(self._text):
            self._read_rule()
        return self._rules

    def _read_rule(self) -> None:
        found = _NAME.match(self._text, self._at)
        if not found:
            raise self._wrong("a rule's name is expected")
        name = found.group()
        self._at = found.end()
        self._symbols.add(name)
        self._skip(lines=False)
        if not self._text.startswith("::=", self._at):
            raise self._wrong("“::=” is expected")
        self._at += 3
        self._skip(lines=True)
        self._rules[name] = self._read_alternatives(name, 0)
        if self._at < len(self._text) and self._text[self._at] not in "\r\n":
            raise self._wrong("the rule cannot be read from here on")
        self._skip(lines=True)

    def _read_alternatives(self, name: str, depth: int) -> _Rule:
        rule = _Rule(self._line())
        rule.alternatives.append(self._read_sequence(name, depth))
        while self._peek() == "|":
            self._at += 1
            self._skip(lines=True)
            rule.alternatives.append(self._read_sequence(name, depth))
        return rule

    def _read_sequence(self, name: str, depth: int) -> list[_Item]:
        sequence: list[_Item] = []
        start, rules = 0, 1
        while (char := self._peek()) and char not in "|)\r\n":
            if char in "*+?{":
                low, high = self._read_times(char)
                rules *= self._repeat(name, sequence, start, (low, high), rules)
            else:
                start, before = len(sequence), len(self._symbols)
                sequence += self._read_item(name, char, depth)
                rules = max(1, len(self._symbols) - before) if char == "(" else 1
            self._count(len(sequence) - start)
            self._skip(lines=depth > 0)
        return sequence

    def _read_item(self, name: str, char: str, depth: int) -> list[_Item]:
        if char == "(":
            return [self._read_group(name, depth + 1)]
        if char == ".":
            self._at += 1
            return [None]
        if found := _NAME.match(self._text, self._at):
            self._at = found.end()
            self._symbols.add(found.group())
            return [found.group()]
        form = {'"': _LITERAL, "[": _CLASS, "<": _TOKEN, "!": _TOKEN}.get(char)
        found = form.match(self._text, self._at) if form else None
        if not found:
            raise self._wrong(f"“{char}” cannot be read")
        self._at = found.end()
        if char == '"':
            return [None] * len(_ONE_CHAR.findall(found.group(1)))
        if char == "[":
            self._count(len(found.group(1)))
            return [None] if found.group(1) else []
        return [None]

    def _read_group(self, name: str, depth: int) -> str:
        if depth > MAX_DEPTH:
            raise self._wrong(f"brackets are nested more than {MAX_DEPTH} deep")
        self._at += 1
        self._skip(lines=True)
        made = self._make_symbol(name)
        self._rules[made] = self._read_alternatives(name, depth)
        if self._peek() != ")":
            raise self._wrong("“)” is expected")
        self._at += 1
        return made

    def _read_times(self, char: str) -> tuple[int, int | None]:
        if char != "{":
            self._at += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[char]
        found = _TIMES.match(self._text, self._at)
        if not found:
            raise self._wrong("a repetition such as {2,5} is expected")
        low = int(found[1])
        high = low if not found[2] else int(found[3]) if found[3] else None
        if high is not None and high < low:
            raise self._wrong("a repetition ends before it begins")
        if max(low, high or 0) > MAX_REPEATS:
            raise self._wrong(f"more than {MAX_REPEATS} repetitions are wanted")
        self._at = found.end()
        return low, high

    def _repeat(self, name: str, sequence: list[_Item], start: int, times: tuple[int, int | None], rules: int) -> int:
        """Unfold the last item as llama.cpp does; returns how many rules it became."""
        low, high = times
        repeated = sequence[start:]
        if not repeated:
            raise self._wrong("there is nothing before the repetition")
        total = high or low or 1
        if rules * total > MAX_REPEATS:
            raise self._wrong(f"repetitions unfold into more than {MAX_REPEATS} rules")
        optional = 1 if high is None else high - low
        self._count(len(repeated) * (low + optional))
        sequence[start:] = repeated * low
        last: str | None = None
        for _ in range(optional):
            made = self._make_symbol(name)
            again = [made] if high is None else [last] if last else []
            self._rules[made] = _Rule(self._line(), [[*repeated, *again], []])
            last = made
        if last:
            sequence.append(last)
        return total

    def _make_symbol(self, name: str) -> str:
        made = f"{name}_{len(self._symbols)}"
        self._symbols.add(made)
        return made

    def _count(self, elements: int) -> None:
        self._elements += elements
        if self._elements > MAX_ELEMENTS:
            raise self._wrong("it is too large once its repetitions are unfolded")

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self, *, lines: bool) -> None:
        found = (_SPACE_AND_LINES if lines else _SPACE).match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1

    def _wrong(self, what: str) -> InvalidInput:
        return refused("grammar", f"line {self._line()}: {what}")


def _check_references(rules: dict[str, _Rule]) -> None:
    for rule in rules.values():
        for item in (item for sequence in rule.alternatives for item in sequence):
            if item is not None and item not in rules:
                raise refused("grammar", f"line {rule.line}: there is no rule “{item}”")


def _empty_rules(rules: dict[str, _Rule]) -> set[str]:
    """The rules that can be written with no character at all."""
    waiting: list[tuple[str, int]] = []
    missing: list[int] = []
    users: dict[str, list[int]] = {}
    empty: set[str] = set()
    found: list[str] = []
    for name, rule in rules.items():
        for sequence in rule.alternatives:
            if None in sequence:
                continue
            for item in sequence:
                users.setdefault(str(item), []).append(len(missing))
            waiting.append((name, len(missing)))
            missing.append(len(sequence))
    found += [name for name, index in waiting if not missing[index]]
    while found:
        name = found.pop()
        if name in empty:
            continue
        empty.add(name)
        for index in users.get(name, ()):
            missing[index] -= 1
            if not missing[index]:
                found.append(waiting[index][0])
    return empty


def _beginnings(rule: _Rule, empty: set[str]) -> list[str]:
    """The rules with which one may begin, as often as llama.cpp would follow them."""
    found: list[str] = []
    for sequence in rule.alternatives:
        for item in sequence:
            if item is None:
                break
            found.append(item)
            if item not in empty:
                break
    return found


def _check_branches(rules: dict[str, _Rule], empty: set[str]) -> None:
    """Refuse rules that begin with themselves, and those with too many ways, or too long a way, to begin."""
    ways: dict[str, int] = {}
    depths: dict[str, int] = {}
    for name in rules:
        opened: dict[str, list[str]] = {}
        stack = [name]
        while stack:
            current = stack[-1]
            if current in ways:
                stack.pop()
                continue
            line = rules[current].line
            if current not in opened:
                opened[current] = _beginnings(rules[current], empty)
                if any(item in opened and item not in ways for item in opened[current]):
                    raise refused("grammar", f"line {line}: a rule begins with itself, without end")
                stack += [item for item in opened[current] if item not in ways]
                continue
            stack.pop()
            ways[current] = len(rules[current].alternatives) + sum(ways[item] for item in opened[current])
            depths[current] = 1 + max((depths[item] for item in opened[current]), default=0)
            if ways[current] > MAX_WAYS or depths[current] > MAX_CHAIN:
                raise refused("grammar", f"line {line}: there are too many ways to go on")
