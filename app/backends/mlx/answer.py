"""One answer: its prompt read in parts, then a token at a time. Worker processes only."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.backends.figures import Figures
from app.backends.mlx.caches import Caches, Read
from app.backends.mlx.sampling import Chooser, likeliest
from app.backends.mlx.vocabulary import Vocabulary
from app.backends.output import OutputParser
from app.backends.prompting.template import Rendered
from app.backends.worker.protocol import Job
from app.types.generation import ChosenToken, Finished, Priority, PromptRead, StopReason

STEP_S = 0.1
"""What one step may take; nobody can stop the engine within it."""
_LEAST, _MOST = 2, 2048
"""Tokens of a part of a prompt."""
_TIDY_EVERY = 256
"""Tokens after which unused buffers are given back."""
_BY_TEXT = frozenset({StopReason.FINISHED, StopReason.STOP_STRING, StopReason.REPETITION})


class Pace:
    """How many tokens of a prompt are read in one step. Pure."""

    def __init__(self) -> None:
        self.tokens = 16
        self._speed = 0.0

    def took(self, tokens: int, seconds: float) -> None:
        """So long a part took so long."""
        self._speed = tokens / max(seconds, 1e-6)
        self.tokens = min(_MOST, max(_LEAST, int(self._speed * STEP_S)))

    def seconds_for(self, tokens: int) -> float | None:
        """An estimate, once there was a part."""
        return tokens / self._speed if self._speed else None


@dataclass(frozen=True, slots=True)
class Engine:
    """What all answers of a loaded model use."""

    model: Callable[..., Any]
    vocabulary: Vocabulary
    caches: Caches
    pace: Pace
    context_tokens: int


class Answer:
    """Belongs to the engine's thread.

    Args:
        job: What is wanted.
        rendered: How the answer is to be read.
        prompt: The tokens of the prompt.
        written: The tokens that an earlier attempt wrote.
        engine: The loaded model.
        began: When the request came, as `time.perf_counter` counts.
    """

    def __init__(
        self, job: Job, rendered: Rendered, prompt: list[int], written: list[int], engine: Engine, began: float
    ) -> None:
        request = job.request
        self.job = job
        self.is_draft = request.priority is Priority.DRAFT
        self.done = False
        self._engine = engine
        self._prompt = [*prompt, *written]
        self._figures = Figures(began, len(self._prompt))
        self._written = request.written_tokens
        limit = request.sampling.max_tokens
        self._limit = None if limit is None else max(0, limit - request.written_tokens)
        self._top = request.top_logprobs
        self._parser = OutputParser(
            stops=request.sampling.stop,
            thinking=rendered.thinking,
            tools=rendered.tools,
            in_thinking=rendered.in_thinking,
        )
        self._writer = engine.vocabulary.writer(prompt, self._parser.special_texts)
        if request.written:
            self._parser.prime(request.written, map(self._writer.piece, written))
        self._read: Read | None = None
        self._chooser: Chooser | None = None
        self._before: Any = None
        self._next: Any = None
        self._logits: Any = None

    def step(self) -> None:
        """Read a part of the prompt, or write a token; `done` afterwards when there is no more to do."""
        if self._read is None:
            self._read = self._engine.caches.take(self._prompt)
            self._figures.reused_tokens = self._figures.reused_tokens or len(self._read.tokens)
        if self._next is not None:
            self._write(self._read)
        elif len(self._prompt) - len(self._read.tokens) > 1:
            self._read_part(self._read)
        else:
            self._begin(self._read)

    def pause(self) -> None:
        """Somebody else goes first: keep what was read."""
        read, self._read = self._read, None
        if read:
            self._engine.caches.keep(read)

    def leave(self) -> None:
        """Nobody waits any more: show what was held back, and keep what was read."""
        for delta in self._parser.finish():
            self.job.emit(delta)
        self.pause()
        self.done = True

    def _read_part(self, read: Read) -> None:
        import mlx.core as mx

        total, at = len(self._prompt), len(read.tokens)
        part = self._prompt[at : min(at + self._engine.pace.tokens, total - 1)]
        started = time.perf_counter()
        self._engine.model(mx.array(part)[None], cache=read.layers)
        mx.eval([layer.state for layer in read.layers])
        read.tokens += part
        mx.clear_cache()
        self._engine.pace.took(len(part), time.perf_counter() - started)
        at = len(read.tokens)
        self.job.emit(PromptRead(at, total, self._figures.reused_tokens, self._engine.pace.seconds_for(total - at)))

    def _begin(self, read: Read) -> None:
        """The prompt is read but for its last token."""
        import mlx.core as mx

        total = len(self._prompt)
        if self._limit == 0 or self.is_draft:
            self.job.emit(PromptRead(total, total, self._figures.reused_tokens))
            self._finish(StopReason.LENGTH)
            return
        sampling = self.job.request.sampling
        self._chooser = Chooser(sampling, self._engine.vocabulary, self._engine.context_tokens)
        if self._chooser.looks_back:
            self._before = mx.array(self._prompt[:-1])
        self._advance(mx.array(self._prompt[-1:]), read)
        mx.eval(self._next)
        read.tokens.append(self._prompt[-1])
        self.job.emit(PromptRead(total, total, self._figures.reused_tokens))

    def _write(self, read: Read) -> None:
        """Show the token that was chosen last, while the one after it is being computed already."""
        import mlx.core as mx

        chosen, logits = self._next, self._logits
        room = len(read.tokens) < self._engine.context_tokens - 1
        goes_on = room and (self._limit is None or self._figures.tokens + 1 < self._limit)
        if goes_on:
            self._advance(chosen, read)
        token = int(chosen.item())
        if goes_on:
            read.tokens.append(token)
        reason = self._show(token, logits)
        if reason is None and not goes_on:
            limited = self._limit is not None and self._figures.tokens >= self._limit
            reason = StopReason.LENGTH if limited else StopReason.CONTEXT
        if reason is not None:
            self._finish(reason)
        elif self._figures.tokens % _TIDY_EVERY == 0:
            mx.clear_cache()

    def _advance(self, token: Any, read: Read) -> None:
        """Begin to compute what comes after a token."""
        import mlx.core as mx

        if self._chooser is None:
            return
        logits = self._engine.model(token[None], cache=read.layers)[:, -1, :]
        if self._before is not None:
            self._before = mx.concatenate([self._before, token])
        self._next = self._chooser.choose(self._before, logits)
        self._logits = None if self._top is None else logits
        mx.async_eval(self._next)

    def _show(self, token: int, logits: Any) -> StopReason | None:
        """Hand a token on; why the answer is over, if it is."""
        if token in self._engine.vocabulary.ends:
            return StopReason.FINISHED
        noted: ChosenToken | None = None
        if self._top is not None:
            noted = likeliest(logits, token, self._top, self._engine.vocabulary.text_of)
        self._figures.count()
        for delta in self._parser.feed(self._writer.piece(token), noted):
            self.job.emit(delta)
        return self._parser.ended

    def _finish(self, reason: StopReason) -> None:
        for delta in self._parser.finish():
            self.job.emit(delta)
        if reason in _BY_TEXT:
            reason = self._parser.ended or reason
        self.job.emit(Finished(reason, self._figures.usage(self._written)))
        self.pause()
        self.done = True
