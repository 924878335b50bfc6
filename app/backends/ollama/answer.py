"""Reads the lines of an answer: thoughts, text, calls, and why it ended. Pure: lines in, deltas out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.backends.repetition import RepetitionDetector
from app.backends.stop_strings import StopMatcher
from app.backends.thinking import SpanKind, ThinkingSplitter, ThinkingTags
from app.backends.tool_calls import random_id
from app.errors import EngineError
from app.types.generation import Delta, Finished, StopReason, TextDelta, ThinkingDelta, ToolCallDelta, Usage
from app.types.messages import ToolCall, clean_text

_NANO = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the stream."""

    text: str = ""
    thinking: str = ""
    calls: tuple[tuple[str, Any], ...] = ()
    """Name and arguments."""
    done: str | None = None
    """Of the last line: why it ended."""
    prompt_tokens: int | None = None
    tokens: int | None = None
    decode_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the answer was promised."""

    stop: tuple[str, ...] = ()
    max_tokens: int | None = None
    """The request's own; without it an answer that reaches its limit has filled the window."""
    written_tokens: int = 0
    prompt_tokens: int = 0
    """As far as they are known beforehand."""
    tags: ThinkingTags | None = None
    """How the model marks thoughts in its text, where Ollama leaves them there."""
    choice: int = 0


class AnswerReader:
    """One answer. Not thread-safe.

    Stop strings are looked for here and not by Ollama, which does not tell them from the end of a turn.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stop = StopMatcher(limits.stop)
        self._splitter = ThinkingSplitter(limits.tags) if limits.tags else None
        self._circles = RepetitionDetector()
        self._tokens = 0
        self._calls = False
        self._last: Line | None = None
        self.ended = False
        """Whether nothing more of the stream counts."""

    @property
    def tokens(self) -> int:
        """Lines with something in them so far: Ollama sends one for each token, as far as it can be shown."""
        return self._tokens

    def feed(self, line: Line) -> Iterator[Delta]:
        """Take in a line; read to the end."""
        choice, tokens = self._limits.choice, 0
        if line.text or line.thinking or line.calls:
            self._tokens += 1
            tokens = 1
        if line.thinking:
            yield ThinkingDelta(clean_text(line.thinking), tokens, choice)
            tokens = 0
        for delta in self._spans(clean_text(line.text), tokens):
            tokens = 0
            yield delta
        for name, arguments in line.calls:
            self._calls = True
            yield ToolCallDelta(ToolCall(name, json.dumps(arguments, ensure_ascii=False), random_id()), tokens, choice)
            tokens = 0
        if self._circles.feed((line.thinking + line.text).encode("utf-8", "replace")) or self._stop.matched:
            self.ended = True
        if line.done is not None:
            self._last, self.ended = line, True

    def finish(self, first_token_s: float, decode_s: float) -> Iterator[Delta]:
        """The rest, and the end. `decode_s` is by the clock, for where Ollama says nothing.

        Raises:
            EngineError: Ollama ended it without a reason that belongs to an answer.
        """
        if self._splitter:
            for span in self._splitter.flush():
                yield from self._shown(span.kind, span.text, 0)
        held = self._stop.flush()
        if held:
            yield TextDelta(held, 0, self._limits.choice)
        yield Finished(self._reason(), self._usage(first_token_s, decode_s), self._limits.choice)

    def _reason(self) -> StopReason:
        if self._stop.matched:
            return StopReason.STOP_STRING
        if self._last is None:
            return StopReason.REPETITION
        if self._calls:
            return StopReason.TOOL_CALLS
        reason = self._last.done
        if reason == "length":
            return StopReason.CONTEXT if self._limits.max_tokens is None else StopReason.LENGTH
        if reason in ("stop", ""):
            return StopReason.FINISHED
        raise EngineError("Ollama ended the answer without writing it.", hint="Try again.", detail=f"“{reason}”"[:100])

    def _usage(self, first_token_s: float, decode_s: float) -> Usage:
        last = self._last or Line()
        tokens = self._tokens if last.tokens is None else last.tokens
        seconds = decode_s if not last.decode_ns else last.decode_ns * _NANO
        return Usage(
            prompt_tokens=last.prompt_tokens or self._limits.prompt_tokens,
            completion_tokens=self._limits.written_tokens + tokens,
            first_token_s=first_token_s,
            tokens_per_s=tokens / seconds if seconds > 0 else 0.0,
        )

    def _spans(self, text: str, tokens: int) -> Iterator[Delta]:
        if not text:
            return
        if self._splitter is None:
            yield from self._shown(SpanKind.ANSWER, text, tokens)
            return
        for span in self._splitter.feed(text):
            for delta in self._shown(span.kind, span.text, tokens):
                tokens = 0
                yield delta

    def _shown(self, kind: SpanKind, text: str, tokens: int) -> Iterator[Delta]:
        if kind is SpanKind.THINKING:
            yield ThinkingDelta(text, tokens, self._limits.choice)
        elif kind is SpanKind.ANSWER:
            certain = self._stop.feed(text)
            if certain:
                yield TextDelta(certain, tokens, self._limits.choice)
