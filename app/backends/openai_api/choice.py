"""One choice of a streamed answer: its text, thoughts, tool calls, probabilities and its end. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.backends.openai_api.problems import bad_reply
from app.backends.openai_api.quirks import Quirks
from app.backends.repetition import RepetitionDetector
from app.backends.stop_strings import StopMatcher
from app.backends.thinking import SpanKind, ThinkingSplitter
from app.backends.tool_calls import random_id
from app.errors import EngineError
from app.types.generation import (
    ChosenToken,
    Delta,
    GenerateRequest,
    StopReason,
    TextDelta,
    ThinkingDelta,
    TokenLogprob,
    ToolCallDelta,
)
from app.types.messages import ToolCall, clean_text

NO_TOKEN = -1
"""The number of a token that the dialect gives by its text alone."""
MAX_CALLS = 128
MAX_ARGUMENTS = 4 * 1024 * 1024
"""Characters of one call's arguments."""
_CUT_OFF = frozenset({"", "length", "max_tokens", "model_length"})
_FAILED = frozenset({"error", "canceled", "cancelled"})


@dataclass(slots=True)
class _Fragments:
    """A tool call that comes in pieces."""

    id: str = ""
    name: str = ""
    arguments: str = ""

    def add(self, call_id: str, name: str, arguments: str) -> None:
        """One more piece."""
        self.id = self.id or call_id
        self.name += name if not self.name.endswith(name) else ""
        self.arguments += arguments
        if len(self.name) + len(self.arguments) > MAX_ARGUMENTS:
            raise bad_reply("a tool call in it is too large")

    def call(self) -> ToolCall | None:
        """The whole call; None where it is none."""
        try:
            arguments = json.loads(self.arguments or "{}")
        except (ValueError, RecursionError):
            return None
        if not self.name or not isinstance(arguments, dict):
            return None
        return ToolCall(self.name, json.dumps(arguments, ensure_ascii=False), self.id or random_id())


class ChoiceReader:
    """Reads one choice. Belongs to the task that reads the answer."""

    def __init__(self, index: int, request: GenerateRequest, quirks: Quirks) -> None:
        self.index = index
        self.pieces = 0
        """Pieces of any kind that have come; nearly all servers send one for each token."""
        self.finish_reason = ""
        """What the server gave as the reason of the end."""
        self.ended: StopReason | None = None
        """Why it is over, if that is because of what it says."""
        self._stops = StopMatcher(request.sampling.stop)
        self._splitter = ThinkingSplitter(quirks.tags) if quirks.tags else None
        self._repetition = RepetitionDetector()
        self._calls: list[_Fragments] = []
        self._open: dict[int, _Fragments] = {}
        self._called = False
        self._uncounted = 0
        self._chosen: list[ChosenToken] = []
        self._deltas: list[Delta] = []

    def feed(self, choice: Mapping[Any, Any]) -> list[Delta]:
        """What one chunk says about it.

        Raises:
            EngineUnavailable: It is of a wrong type.
        """
        if not self.ended:
            delta = choice.get("delta")
            if delta is not None:
                if not isinstance(delta, Mapping):
                    raise bad_reply("a piece of it has a wrong form")
                self._chosen += _chosen(choice.get("logprobs"))
                self._delta(delta)
        reason = choice.get("finish_reason")
        if reason is not None:
            if not isinstance(reason, str):
                raise bad_reply("the reason of its end has a wrong form")
            self.finish_reason = reason or self.finish_reason
        return self._taken()

    def flush(self) -> list[Delta]:
        """The stream is over: what was held back. Twice is once."""
        if self._splitter:
            for span in self._splitter.flush():
                self._span(span.kind, span.text)
        self._show(self._stops.flush())
        if not self._stops.matched:
            self._end_calls()
        return self._taken()

    def reason(self, who: str) -> StopReason:
        """Why it is over, where that is not its length; after `flush`.

        Raises:
            EngineError: The server filtered it, or gave up.
        """
        if self.ended:
            return self.ended
        if self.finish_reason == "content_filter":
            raise EngineError(f"{who} filtered this answer.", hint="Word the question in another way.")
        if self.finish_reason in _FAILED:
            raise EngineError(f"{who} gave up this answer.", hint="Try again, or choose another engine.")
        return StopReason.TOOL_CALLS if self._called else StopReason.FINISHED

    def _delta(self, delta: Mapping[Any, Any]) -> None:
        thought = _text_of(delta.get("reasoning_content")) or _text_of(delta.get("reasoning"))
        if thought:
            self._count(thought)
            self._think(thought)
        for is_thought, text in _contents(delta.get("content")):
            self._count(text)
            if is_thought:
                self._think(text)
            else:
                self._read(text)
        calls = delta.get("tool_calls")
        if calls is not None:
            if not isinstance(calls, list):
                raise bad_reply("its tool calls are no list")
            for position, call in enumerate(calls):
                self._fragment(position, call)

    def _count(self, text: str) -> None:
        self.pieces += 1
        self._uncounted += 1
        if self._repetition.feed(text.encode("utf-8", "replace")):
            self.ended = StopReason.REPETITION

    def _read(self, text: str) -> None:
        if self._splitter is None:
            self._answer(text)
            return
        for span in self._splitter.feed(text):
            self._span(span.kind, span.text)

    def _span(self, kind: SpanKind, text: str) -> None:
        if kind is SpanKind.THINKING:
            self._think(text)
        elif kind is SpanKind.ANSWER:
            self._answer(text)

    def _think(self, text: str) -> None:
        if not self._stops.matched:
            self._deltas.append(ThinkingDelta(text, self._take(), self.index))

    def _answer(self, text: str) -> None:
        self._show(self._stops.feed(text))
        if self._stops.matched:
            self.ended = StopReason.STOP_STRING

    def _show(self, text: str) -> None:
        if text:
            chosen, self._chosen = tuple(self._chosen), []
            self._deltas.append(TextDelta(text, self._take(), self.index, chosen))

    def _take(self) -> int:
        tokens, self._uncounted = self._uncounted, 0
        return tokens

    def _taken(self) -> list[Delta]:
        deltas, self._deltas = self._deltas, []
        return deltas

    def _fragment(self, position: int, call: object) -> None:
        """Add a piece of a tool call. Pieces of several may alternate; a new id under a known number is a new call."""
        if not isinstance(call, Mapping):
            raise bad_reply("a tool call in it has a wrong form")
        number = position if call.get("index") is None else call["index"]
        function = call.get("function")
        function = {} if function is None else function
        if isinstance(number, bool) or not isinstance(number, int) or not isinstance(function, Mapping):
            raise bad_reply("a tool call in it has a wrong form")
        call_id, known = _text_of(call.get("id")), self._open.get(number)
        if known is None or (call_id and known.id and call_id != known.id):
            if len(self._calls) >= MAX_CALLS:
                raise bad_reply("it has too many tool calls")
            known = self._open[number] = _Fragments()
            self._calls.append(known)
        known.add(call_id, _text_of(function.get("name")), _arguments_of(function.get("arguments")))
        self.pieces += 1
        self._uncounted += 1

    def _end_calls(self) -> None:
        """Nothing more comes: whole calls are calls, and what is none is text, unless the answer was cut off there."""
        calls, self._calls = self._calls, []
        self._open.clear()
        for fragments in calls:
            call = fragments.call()
            if call:
                self._called = True
                self._deltas.append(ToolCallDelta(call, self._take(), self.index))
            elif self.finish_reason not in _CUT_OFF:
                self._show(clean_text(f"{fragments.name}({fragments.arguments})"))


def _contents(content: object) -> Iterator[tuple[bool, str]]:
    """The pieces of text, and whether each is a thought; some providers send lists of parts."""
    if not isinstance(content, list):
        if text := _text_of(content):
            yield False, text
        return
    for part in content:
        if not isinstance(part, Mapping):
            raise bad_reply("a part of it has a wrong form")
        is_thought = part.get("type") == "thinking"
        inner = part.get("thinking") if is_thought else part.get("text")
        for _, text in _contents(inner) if not isinstance(inner, list) or is_thought else ():
            yield is_thought, text


def _text_of(value: object) -> str:
    """A text that may be missing.

    Raises:
        EngineUnavailable: It is something else.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise bad_reply("a text in it is no text")
    return clean_text(value)


def _arguments_of(value: object) -> str:
    """The arguments of a call, which some servers send as an object."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else _text_of(value)


def _chosen(logprobs: object) -> list[ChosenToken]:
    """Probabilities, in OpenAI's form or as one object (mistral.rs)."""
    if not isinstance(logprobs, Mapping):
        return []
    found = []
    for entry in _entries(logprobs.get("content", [logprobs])):
        others = _entries(entry.get("top_logprobs"))
        found.append(ChosenToken(_logprob(entry), tuple(_logprob(other) for other in others)))
    return found


def _entries(value: object) -> list[Mapping[Any, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise bad_reply("its probabilities have a wrong form")
    return value


def _logprob(entry: Mapping[Any, Any]) -> TokenLogprob:
    """One token; mistral.rs gives alternatives by their numbers, and their texts as `bytes`."""
    value, token = entry.get("logprob"), entry.get("token")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise bad_reply("its probabilities have a wrong form")
    if isinstance(token, int):
        return TokenLogprob(int(token), _text_of(entry.get("bytes")), float(value))
    return TokenLogprob(NO_TOKEN, _text_of(token), float(value))
