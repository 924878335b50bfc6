"""From the bytes of sampled tokens to the deltas of one answer. Pure.

    bytes → whole characters → thinking | answer → tool calls | text → stop strings → deltas

For the engine's loop:

- `special_texts` names control tokens that are part of tags (`<|python_tag|>`, `[TOOL_CALLS]`, `<|channel|>` …).
  `llama_token_to_piece` gives b"" for them unless `special` is set: for a control token whose text is in this set, feed
  that text; for any other control token feed b"" (it still counts). An end-of-generation token is never fed.
- After each `feed` look at `ended`: if it is not None, sample no more for this answer.
- Whatever ends the answer, call `finish()` once and send on what it returns. Where the model ended its turn, or `ended`
  was set before, the reason is then `parser.ended or StopReason.FINISHED`; LENGTH, CONTEXT and a stop by the person
  stay what they are.
- After a crash, `prime(request.written, pieces)` before the first token takes in what had been written, in silence.
"""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.backends.repetition import RepetitionDetector
from app.backends.stop_strings import StopMatcher
from app.backends.thinking import Span, SpanKind, ThinkingSplitter, ThinkingTags
from app.backends.tool_calls import CallSpan, ToolCallParser, ToolFormat
from app.types.generation import ChosenToken, Delta, StopReason, TextDelta, ThinkingDelta, ToolCallDelta


@dataclass(slots=True)
class _Token:
    """A token that was not shown yet: which characters of the stream are its own."""

    start: int
    end: int
    logprobs: ChosenToken | None


class OutputParser:
    """Reads one answer. Belongs to the engine's thread.

    Args:
        stops: Strings that end the answer; they are looked for in its text only, not in thoughts or tool calls.
        thinking: The model's tags, or None where it does not think aloud (`Rendered.thinking`).
        tools: How it writes tool calls, or None where it was offered none (`Rendered.tools`).
        in_thinking: The prompt already opened a thought (`Rendered.in_thinking`).
        choice: Which of several answers to one prompt this is.
    """

    def __init__(
        self,
        *,
        stops: tuple[str, ...] = (),
        thinking: ThinkingTags | None = None,
        tools: ToolFormat | None = None,
        in_thinking: bool = False,
        choice: int = 0,
    ) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._half = False
        self._stops = StopMatcher(stops)
        self._thinking = ThinkingSplitter(thinking, in_thinking=in_thinking) if thinking else None
        self._tools = ToolCallParser(tools) if tools else None
        self._repetition = RepetitionDetector()
        self._choice = choice
        self._pending: deque[_Token] = deque()
        self._uncounted = 0
        self._decoded = self._shown = 0
        self._called = False
        self._deltas: list[Delta] = []
        self.special_texts = (thinking.special_texts if thinking else frozenset()) | (
            tools.special_texts if tools else frozenset()
        )
        """Control tokens that are to be fed as their text; the others as b""."""
        self.ended: StopReason | None = None
        """Why the answer is over, once it is: STOP_STRING, REPETITION, or (after `finish`) TOOL_CALLS."""
        if tools and tools.opened:
            self.prime(tools.opened)

    @property
    def thinks(self) -> bool:
        """Whether what comes now is a thought."""
        return self._thinking is not None and self._thinking.thinking

    def prime(self, text: str, pieces: Iterable[bytes] = ()) -> None:
        """Take in what was written before, without any deltas; its tokens, so that a circle goes on being one."""
        for piece in pieces:
            self._repetition.feed(piece)
        self._decoded += len(text)
        self._read(text)
        self._deltas = []
        self._uncounted = 0

    def feed(self, piece: bytes, logprobs: ChosenToken | None = None) -> list[Delta]:
        """One more token. Its text may be held back; it then comes with its count and logprobs later."""
        if self.ended:
            return []
        if self._repetition.feed(piece):
            self.ended = StopReason.REPETITION
        if self._half or not piece.isascii():
            text = self._decoder.decode(piece)
            self._half = bool(self._decoder.getstate()[0])
        else:
            text = piece.decode("ascii")
        if text and not self._pending and self._passes(text):
            tokens, self._uncounted = self._uncounted + 1, 0
            if self.thinks:
                return [ThinkingDelta(text, tokens, self._choice)]
            return [TextDelta(text, tokens, self._choice, () if logprobs is None else (logprobs,))]
        start = self._decoded
        self._decoded += len(text)
        self._pending.append(_Token(start, self._decoded, logprobs))
        if text:
            self._read(text)
        deltas, self._deltas = self._deltas, []
        return deltas

    def finish(self) -> list[Delta]:
        """No more tokens: what was held back. Half a character at the very end is dropped."""
        if self._thinking:
            for span in self._thinking.flush():
                self._span(span)
        self._flush_answer()
        if self._called and self.ended is not StopReason.REPETITION:
            self.ended = StopReason.TOOL_CALLS
        deltas, self._deltas = self._deltas, []
        return deltas

    def _passes(self, text: str) -> bool:
        """Whether a text is all thought or all answer, as most are."""
        thinking = self._thinking
        if thinking is not None and thinking.thinking:
            return thinking.passes(text)
        return (
            self._stops.passes(text)
            and (self._tools is None or self._tools.passes(text))
            and (thinking is None or thinking.passes(text))
        )

    def _read(self, text: str) -> None:
        if self._thinking is None:
            self._answer(text)
            return
        for span in self._thinking.feed(text):
            self._span(span)
            if self._tools:
                self._thinking.literal = self._tools.inside

    def _span(self, span: Span) -> None:
        if span.kind is SpanKind.ANSWER:
            self._answer(span.text)
            return
        self._flush_answer()
        if span.kind is SpanKind.MARK:
            self._drop(len(span.text))
        elif not self._stops.matched:
            tokens, _ = self._take(len(span.text))
            self._deltas.append(ThinkingDelta(span.text, tokens, self._choice))

    def _answer(self, text: str) -> None:
        if self._tools is None:
            self._text(text)
        else:
            self._calls(self._tools.feed(text))

    def _flush_answer(self) -> None:
        """What follows is no text of the answer: nothing that is held back can become anything else."""
        if self._tools:
            self._calls(self._tools.flush())
        self._show(self._stops.flush())

    def _calls(self, spans: Iterator[str | CallSpan]) -> None:
        for span in spans:
            if isinstance(span, str):
                self._text(span)
                continue
            self._show(self._stops.flush())
            if self._stops.matched or not span.calls:
                self._drop(len(span.text))
                continue
            self._called = True
            tokens, _ = self._take(len(span.text))
            for call in span.calls:
                self._deltas.append(ToolCallDelta(call, tokens, self._choice))
                tokens = 0

    def _text(self, text: str) -> None:
        self._show(self._stops.feed(text))
        if self._stops.matched:
            self.ended = StopReason.STOP_STRING

    def _show(self, text: str) -> None:
        if text:
            tokens, logprobs = self._take(len(text))
            self._deltas.append(TextDelta(text, tokens, self._choice, logprobs))

    def _take(self, length: int) -> tuple[int, tuple[ChosenToken, ...]]:
        """So many more characters go out: the tokens that begin in them or before, and what was noted of those."""
        self._shown += length
        tokens, logprobs = self._uncounted, []
        self._uncounted = 0
        while self._pending and self._pending[0].start < self._shown:
            token = self._pending.popleft()
            tokens += 1
            if token.logprobs is not None:
                logprobs.append(token.logprobs)
        return tokens, tuple(logprobs)

    def _drop(self, length: int) -> None:
        """So many characters are for nobody to see; their tokens are counted with what comes next."""
        self._shown += length
        while self._pending and self._pending[0].start < self._pending[0].end <= self._shown:
            self._pending.popleft()
            self._uncounted += 1
