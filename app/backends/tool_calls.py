"""Finds tool calls in the text of an answer, also when they come in pieces. Pure: text in, text and calls out."""

from __future__ import annotations

import json
import re
import secrets
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from app.backends.stop_strings import overlap
from app.errors import InvalidInput
from app.types.messages import ToolCall, clean_text

ID_LENGTH = 9
"""Letters and digits of a call's id: Mistral's templates take no other length."""
MAX_DEPTH = 64
MAX_FAILURES = 64
"""So many beginnings of calls that were none, and the rest of the answer is text: looking costs time."""
MAX_HEAD = 200
"""Characters between the mark and the JSON."""
_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class ToolFormat:
    """How a model writes a tool call: `begin`, JSON, `end`."""

    name: str
    begin: str
    end: str = ""
    """"" where the end of the JSON is the end of the call."""
    bare: bool = False
    """An answer that begins with the JSON of a call is one, too."""
    named: bool = False
    """The tool's name may stand before the JSON, which then is only its arguments."""
    special_texts: frozenset[str] = frozenset()
    """Control tokens among the marks: the engine has to render them as text, or the marks are never seen."""
    tools: frozenset[str] = frozenset()
    """Names of the tools that may be called; bare JSON must name one of them."""

    def offering(self, tools: frozenset[str]) -> ToolFormat:
        """The same, for these tools."""
        return replace(self, tools=tools)


def marked(begin: str, end: str, name: str = "marks") -> ToolFormat:
    """JSON between two marks, which may be control tokens or plain text."""
    return ToolFormat(name, begin, end, special_texts=frozenset({begin, end} - {""}))


HERMES = marked("<tool_call>", "</tool_call>", "hermes")
LLAMA3 = ToolFormat("llama3", "<|python_tag|>", bare=True, special_texts=frozenset({"<|python_tag|>"}))
MISTRAL = ToolFormat(
    "mistral", "[TOOL_CALLS]", named=True, special_texts=frozenset({"[TOOL_CALLS]", "[ARGS]", "[CALL_ID]"})
)
_NAMED = {form.name: form for form in (HERMES, LLAMA3, MISTRAL)}
_SPOKEN_OF = (
    ("[TOOL_CALLS]", MISTRAL),
    ("<|python_tag|>", LLAMA3),
    ("<|tool_call|>", marked("<|tool_call|>", "<|/tool_call|>")),
    ("<|START_ACTION|>", marked("<|START_ACTION|>", "<|END_ACTION|>")),
    ('"parameters": dictionary of argument name', LLAMA3),
)
"""What a template with tools says, and the format that goes with it; `HERMES` where it says none of it."""


def detect_tool_format(template_source: str) -> ToolFormat:
    """The format that a chat template speaks of; Hermes, which is the most common, where none is recognised."""
    return next((form for words, form in _SPOKEN_OF if words in template_source), HERMES)


def tool_format(setting: str, template_source: str) -> ToolFormat:
    """The format that a setting names: auto, hermes, llama3, mistral, or "START|END".

    Raises:
        InvalidInput: It is none of them.
    """
    if setting in ("", "auto"):
        return detect_tool_format(template_source)
    if setting in _NAMED:
        return _NAMED[setting]
    # Marks may have bars of their own: "<|call|>|<|/call|>" is cut where one ends and the next begins.
    cuts = [match.start() for match in re.finditer(r"\|", setting)]
    between = [cut for cut in cuts if re.match(r"[>\])}]\|[<\[({]", setting[cut - 1 : cut + 2])]
    if len(between or cuts) == 1:
        cut = (between or cuts)[0]
        if setting[:cut].strip():
            return marked(setting[:cut], setting[cut + 1 :])
    raise InvalidInput(
        f"“{setting}” is no format of tool calls.",
        hint="Use auto, hermes, llama3, mistral, or what begins and what ends a call, with | between them.",
        params={"tool_format": setting},
    )


def random_id() -> str:
    """An id for a call."""
    return "".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH))


@dataclass(frozen=True, slots=True)
class CallSpan:
    """A piece of the answer that was one or several calls, or only space between them."""

    text: str
    calls: tuple[ToolCall, ...] = ()


class _NoCall(Exception):
    """What began like a call is none."""


class ToolCallParser:
    """Hands text on as soon as it is certain to be no call, and calls as soon as they are whole. Not thread-safe.

    What begins like a call and is none is text after all: the spans one after another are always the whole answer.
    """

    def __init__(self, form: ToolFormat, new_id: Callable[[], str] = random_id) -> None:
        self._form = form
        self._new_id = new_id
        self._ids: set[str] = set()
        self._buffer = ""
        self._may_be_bare = form.bare
        self._after_call = False
        self._failures = 0
        self._json: _JsonEnd | None = None
        self.inside = False
        """Whether what comes next belongs to a call, or may do so."""

    @property
    def held(self) -> int:
        """Characters that are held back."""
        return len(self._buffer)

    def passes(self, text: str) -> bool:
        """Whether a text would be handed on as it is, and leave no trace; spares most calls of `feed`."""
        return not (self._buffer or self._may_be_bare or self._after_call or self._form.begin[0] in text)

    def feed(self, text: str) -> Iterator[str | CallSpan]:
        """Add text; what is certain of it. Read to the end."""
        self._buffer += text
        return self._spans(final=False)

    def flush(self) -> Iterator[str | CallSpan]:
        """The stream is over: a call without its closing mark is whole now; the rest is text."""
        return self._spans(final=True)

    def _spans(self, *, final: bool) -> Iterator[str | CallSpan]:
        while self._buffer:
            try:
                span = self._call(final=final) if self.inside else self._text(final=final)
            except _NoCall:
                span = self._give_up()
            if span is None:
                return
            if span != "":
                self._buffer = self._buffer[len(span if isinstance(span, str) else span.text) :]
                yield span

    def _text(self, *, final: bool) -> str | CallSpan | None:
        """Text up to the next call; "" where the call begins at once; None where more is needed."""
        text = self._buffer
        if self._failures >= MAX_FAILURES:
            return text
        if self._after_call and (space := len(text) - len(text.lstrip())):
            return CallSpan(text[:space])
        if self._may_be_bare and (bare := _bare_begin(text, self._form.tools)) is not False:
            self.inside = bare is True
            return "" if bare else text if final else None
        found = text.find(self._form.begin)
        if found == 0:
            self.inside = True
            return ""
        self._after_call = self._may_be_bare = False
        if found > 0:
            return text[:found]
        certain = len(text) if final else len(text) - overlap(text, self._form.begin)
        return text[:certain] or None

    def _call(self, *, final: bool) -> CallSpan | None:
        """The whole call at the beginning of what is held; None where more is needed.

        Raises:
            _NoCall: It is none.
        """
        text, form = self._buffer, self._form
        bare = not text.startswith(form.begin)
        head = (_BARE_HEAD if bare else _NAMED_HEAD if form.named else _HEAD).match(
            text, 0 if bare else len(form.begin)
        )
        if head is None:
            open_head = _OPEN_NAMED_HEAD if form.named else _OPEN_HEAD
            if final or len(text) - len(form.begin) > MAX_HEAD or not open_head.fullmatch(text, len(form.begin)):
                raise _NoCall
            return None
        if head.end() - head.start() > MAX_HEAD or (bare and _bare_begin(text, form.tools) is False):
            raise _NoCall
        self._json = self._json or _JsonEnd(head.end())
        end = self._json.find(text)
        if end is None:
            if final:
                raise _NoCall
            return None
        groups = head.groupdict()
        calls = self._calls(text[head.end() : end], groups.get("name") or "", groups.get("id") or "", bare=bare)
        if not bare and form.end:
            rest = text[end:].lstrip()
            if rest.startswith(form.end):
                end = len(text) - len(rest) + len(form.end)
            elif form.end.startswith(rest) and not final:
                return None
        self.inside, self._json = False, None
        self._after_call, self._may_be_bare = True, form.bare
        return CallSpan(text[:end], tuple(self._identified(call) for call in calls))

    def _calls(self, text: str, name: str, call_id: str, *, bare: bool) -> list[ToolCall]:
        try:
            value = json.loads(text, strict=False, parse_constant=_no_constant)
            if name:
                return [ToolCall(name, _arguments(value), call_id)]
            calls = [_read_call(item) for item in (value if isinstance(value, list) else [value])]
        except (ValueError, RecursionError) as exc:
            raise _NoCall from exc
        if bare and not all(call.name in self._form.tools for call in calls):
            raise _NoCall
        return calls

    def _identified(self, call: ToolCall) -> ToolCall:
        """With an id of its own: the model's, if it gave a usable one."""
        name = call.id
        while len(name) < ID_LENGTH or not name.isalnum() or not name.isascii() or name in self._ids:
            name = self._new_id()
        self._ids.add(name)
        return replace(call, id=name)

    def _give_up(self) -> str:
        """What seemed to begin a call is text; what follows it is looked at anew."""
        self.inside, self._json = False, None
        self._after_call = self._may_be_bare = False
        self._failures += 1
        return self._form.begin if self._buffer.startswith(self._form.begin) else self._buffer[:1]


class _JsonEnd:
    """Finds where a JSON object or array ends, reading each character once."""

    def __init__(self, start: int) -> None:
        self._at = start
        self._depth = 0
        self._in_string = False

    def find(self, text: str) -> int | None:
        """The position after it, or None where more is needed.

        Raises:
            _NoCall: It is nested too deeply.
        """
        while match := (_IN_STRING if self._in_string else _STRUCTURE).search(text, self._at):
            self._at = match.end()
            sign = match[0][0]
            if sign == '"':
                self._in_string = not self._in_string
            elif sign in "{[":
                self._depth += 1
                if self._depth > MAX_DEPTH:
                    raise _NoCall
            elif sign in "}]":
                self._depth -= 1
                if self._depth == 0:
                    return self._at
        # A backslash at the very end waits for what it escapes.
        self._at = len(text) - (1 if self._in_string and text.endswith("\\") and self._at < len(text) else 0)
        return None


_STRUCTURE = re.compile(r'["{}\[\]]')
_IN_STRING = re.compile(r'"|\\.', re.DOTALL)
_HEAD = re.compile(r"\s*(?=\{|\[\s*\{)")
_NAMED_HEAD = re.compile(
    r"\s*(?:(?=\{|\[\s*\{)|(?P<name>[\w.-]+)\s*(?:\[CALL_ID\]\s*(?P<id>\w+)\s*)?(?:\[ARGS\]\s*)?(?=\{))"
)
_BARE_HEAD = re.compile(r"[\s;]*(?=\{)")
_OPEN_HEAD = re.compile(r"\s*\[?\s*")
_OPEN_NAMED_HEAD = re.compile(r"[\w.\-\[\]\s]*")
_BARE_KEYS = ("name", "type", "function", "parameters", "arguments")
_BARE_KEY = re.compile(r'[\s;]*\{\s*(?:"(?P<key>\w*)(?P<closed>")?)?')
_BARE_NAME = re.compile(r'[\s;]*\{\s*"name"\s*:\s*"(?P<name>[^"\\]*)"')


def _bare_begin(text: str, tools: frozenset[str]) -> bool | None:
    """Whether a text begins like the JSON of a call; None where more is needed to tell."""
    if not text.strip("; \t\r\n"):
        return None
    match = _BARE_KEY.match(text)
    if match is None:
        return False
    if match["closed"]:
        named = _BARE_NAME.match(text)
        return match["key"] in _BARE_KEYS and (named is None or named["name"] in tools)
    if match.end() < len(text):
        return False
    key = match["key"] or ""
    return None if any(known.startswith(key) for known in _BARE_KEYS) else False


def _read_call(value: Any) -> ToolCall:
    """A call in one of the forms that models write.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(value, dict):
        raise ValueError("a call is an object")
    function = value.get("function")
    if isinstance(function, dict):
        value = {**value, **function}
    name = value.get("name", value.get("tool_name", function))
    if not isinstance(name, str) or not name:
        raise ValueError("a call has a name")
    if "arguments" not in value and "parameters" not in value:
        raise ValueError("a call has arguments")
    call_id = value.get("id")
    return ToolCall(
        clean_text(name),
        _arguments(value.get("arguments", value.get("parameters"))),
        call_id if isinstance(call_id, str) else "",
    )


def _arguments(value: Any) -> str:
    """The arguments as the text of a JSON object.

    Raises:
        ValueError: They are something else.
    """
    if isinstance(value, str):
        value = json.loads(value, strict=False, parse_constant=_no_constant)
    if value is None:
        value = {}
    if not isinstance(value, dict):
        raise ValueError("arguments are an object")
    return clean_text(json.dumps(value, ensure_ascii=False))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
