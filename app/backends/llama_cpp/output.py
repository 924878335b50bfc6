"""From the bytes of sampled tokens to the deltas of one answer. Pure.

    bytes → whole characters → thinking | answer → tool calls | text → stop strings → deltas

For the engine's loop:

- `special_texts` names control tokens that are part of tags (`<|python_tag|>`, `[TOOL_CALLS]`, `<|channel|>` …).
  `llama_token_to_piece` gives b"" for them unless `special` is set: for a control token whose text is in this set, feed
  that text; for any other control token feed b"" (it still counts). An end-of-generation token is never fed.
- After each `feed` look at `ended`: if it is not None, sample no more for this answer.
- Whatever ends the answer, call `finish()` once and send on what it returns. Then the reason is `ended`, where the model
  ended its turn or `ended` was set before: `parser.ended or StopReason.FINISHED`. LENGTH, CONTEXT and a stop by the person
  stay what they are.
- After a crash, `prime(request.written)` before the first token takes in what had been written, and returns nothing.
"""

from __future__ import annotations

import codecs

from app.backends.stop_strings import StopMatcher
from app.backends.thinking import ThinkingTags
from app.backends.tool_calls import ToolFormat
from app.types.generation import ChosenToken, Delta, StopReason, TextDelta


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
        self._stops = StopMatcher(stops)
        self._choice = choice
        self._tokens = 0
        self._logprobs: list[ChosenToken] = []
        self.ended: StopReason | None = None
        """Why the answer is over, once it is: STOP_STRING, REPETITION, or (after `finish`) TOOL_CALLS."""

    @property
    def special_texts(self) -> frozenset[str]:
        """Control tokens that are to be fed as their text; the others as b""."""
        return frozenset()

    def prime(self, text: str) -> None:
        """Take in what was written before, without any deltas."""

    def feed(self, piece: bytes, logprobs: ChosenToken | None = None) -> list[Delta]:
        """One more token. Its text may be held back; it then comes with its count and logprobs later."""
        self._tokens += 1
        if logprobs is not None:
            self._logprobs.append(logprobs)
        text = self._stops.feed(self._decoder.decode(piece))
        if self._stops.matched:
            self.ended = StopReason.STOP_STRING
        return self._deltas(text)

    def finish(self) -> list[Delta]:
        """No more tokens: what was held back. Half a character at the very end is dropped."""
        return self._deltas(self._stops.flush())

    def _deltas(self, text: str) -> list[Delta]:
        if not text:
            return []
        delta = TextDelta(text, self._tokens, self._choice, tuple(self._logprobs))
        self._tokens = 0
        self._logprobs.clear()
        return [delta]
