"""From the chunks of a streamed answer to deltas. Pure; takes whatever a server sends.

    chunk → choices → thoughts | text → stop strings → deltas

What is unknown is passed over; what is known and of a wrong type ends the answer with an error.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.backends.openai_api.choice import ChoiceReader
from app.backends.openai_api.problems import bad_reply, closed_early, stream_error
from app.backends.openai_api.quirks import Quirks
from app.types.generation import Delta, Finished, GenerateRequest, StopReason, Usage

_MAX_COUNT = 2**53
BY_CONTEXT = "context"
"""The reason of a dialect that tells a full window from a limit; OpenAI's does not."""
_BY_LENGTH = frozenset({"length", "max_tokens", "model_length"})


@dataclass(slots=True)
class _Told:
    """What the server says about its work."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reused_tokens: int = 0
    tokens_per_s: float = 0.0


class ChunkReader:
    """Reads one answer. Belongs to the task that reads it.

    Args:
        request: What was asked.
        quirks: The server's dialect.
        who: What messages call the server.
        prompt_tokens: An estimate, for where the server does not tell.
        fills: Whether an answer of these figures that ended by its length, and not by the request's own, has filled
            the window; otherwise the server has a limit of its own.
        secret: The key, which no error may quote.
        clock: Seconds of any clock; its first reading is when the request was sent.
    """

    def __init__(
        self,
        request: GenerateRequest,
        quirks: Quirks,
        *,
        who: str = "The server",
        prompt_tokens: int = 0,
        fills: Callable[[Usage], bool] = lambda _usage: False,
        secret: str = "",
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._request = request
        self._who = who
        self._estimate = prompt_tokens
        self._fills = fills
        self._secret = secret
        self._clock = clock
        self._began_at = clock()
        self._first_at: float | None = None
        self._last_at = 0.0
        self._told = _Told()
        self._done = False
        self._choices = [ChoiceReader(index, request, quirks) for index in range(request.choices)]

    def started(self, at: float) -> None:
        """The request arrived then, by the same clock: it may have waited since."""
        self._began_at = at

    @property
    def began(self) -> bool:
        """Whether anything of the answer has come."""
        return self._first_at is not None

    @property
    def ended(self) -> bool:
        """Whether every choice is over because of what it says: nothing more is wanted, and the server should stop."""
        return all(choice.ended for choice in self._choices)

    def feed(self, chunk: object) -> list[Delta]:
        """One chunk; what is certain of it.

        Raises:
            AppError: What the server says in it.
            EngineUnavailable: It is not of this dialect.
        """
        if not isinstance(chunk, Mapping):
            raise bad_reply("a piece of it is no object")
        if error := chunk.get("error"):
            raise stream_error(self._who, error, self._secret)
        self._note_usage(chunk)
        choices = chunk.get("choices")
        if choices is None:
            return []
        if not isinstance(choices, list):
            raise bad_reply("its choices are no list")
        deltas: list[Delta] = []
        wrote = False
        for found in choices:
            choice = self._choice(found)
            before = choice.pieces
            deltas += choice.feed(found)
            wrote = wrote or choice.pieces > before
        if wrote:
            self._last_at = self._clock()
            if self._first_at is None:
                self._first_at = self._last_at
        return deltas

    def done(self) -> None:
        """The server said that its stream is complete."""
        self._done = True

    def flush(self) -> list[Delta]:
        """What was held back, for an answer that failed."""
        return [delta for choice in self._choices for delta in choice.flush()]

    def finish(self) -> list[Delta]:
        """What was held back, and the end of every choice.

        Raises:
            EngineUnavailable: The stream ended before the answer did.
            EngineError: The server filtered or gave up the answer.
        """
        for choice in self._choices:
            if not (choice.ended or choice.finish_reason or (self._done and choice.pieces)):
                raise closed_early(self._who, began=self.began)
        deltas = self.flush()
        for choice in self._choices:
            usage = self._usage(choice)
            deltas.append(Finished(self._reason(choice, usage), usage, choice.index))
        return deltas

    def _choice(self, found: object) -> ChoiceReader:
        index = found.get("index", 0) if isinstance(found, Mapping) else None
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < len(self._choices):
            raise bad_reply("it belongs to no answer that was asked for")
        return self._choices[index]

    def _reason(self, choice: ChoiceReader, usage: Usage) -> StopReason:
        if choice.finish_reason == BY_CONTEXT and not choice.ended:
            return StopReason.CONTEXT
        if choice.finish_reason in _BY_LENGTH and not choice.ended:
            limit = self._request.sampling.max_tokens
            own = limit is not None and usage.completion_tokens >= limit
            return StopReason.CONTEXT if not own and self._fills(usage) else StopReason.LENGTH
        return choice.reason(self._who)

    def _usage(self, choice: ChoiceReader) -> Usage:
        told = self._told
        tokens = choice.pieces
        if told.completion_tokens is not None and len(self._choices) == 1:
            tokens = told.completion_tokens
        speed = told.tokens_per_s
        elapsed = self._last_at - (self._first_at or 0.0)
        if not speed and tokens > 1 and elapsed > 0:
            speed = (tokens - 1) / elapsed
        return Usage(
            prompt_tokens=self._estimate if told.prompt_tokens is None else told.prompt_tokens,
            reused_tokens=told.reused_tokens,
            completion_tokens=self._request.written_tokens + tokens,
            first_token_s=self._first_at - self._began_at if self._first_at is not None else 0.0,
            tokens_per_s=speed,
        )

    def _note_usage(self, chunk: Mapping[Any, Any]) -> None:
        """Figures are extra: what cannot be one is passed over."""
        usage, timings = chunk.get("usage"), chunk.get("timings")
        if isinstance(usage, Mapping):
            told = self._told
            told.prompt_tokens = _count(usage.get("prompt_tokens"), told.prompt_tokens)
            told.completion_tokens = _count(usage.get("completion_tokens"), told.completion_tokens)
            details = usage.get("prompt_tokens_details")
            if isinstance(details, Mapping):
                told.reused_tokens = _count(details.get("cached_tokens"), 0) or 0
            told.tokens_per_s = _speed(usage.get("avg_compl_tok_per_sec")) or told.tokens_per_s
        if isinstance(timings, Mapping):
            self._told.tokens_per_s = _speed(timings.get("predicted_per_second")) or self._told.tokens_per_s


def _count(value: object, otherwise: int | None) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MAX_COUNT
    return value if good and isinstance(value, int) else otherwise


def _speed(value: object) -> float:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e9
    return float(value) if good and isinstance(value, (int, float)) else 0.0
