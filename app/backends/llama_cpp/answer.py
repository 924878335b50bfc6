"""One answer: evaluates the prompt in chunks, then samples until something ends it."""

from __future__ import annotations

import time

from app.backends.llama_cpp.chunks import ChunkSizer
from app.backends.llama_cpp.native import NativeContext, NativeModel, Sampler
from app.backends.llama_cpp.sequence import Sequence
from app.backends.llama_cpp.textstream import TextStream
from app.backends.worker.protocol import Job
from app.errors import EngineError
from app.types.generation import PromptRead, Sampling, StopReason, TextDelta, Usage


def read_prompt(prompt: list[int], sequence: Sequence, chunks: ChunkSizer, job: Job) -> int | None:
    """Evaluate what the cache does not have yet; returns the reused tokens, or None when it was stopped.

    Raises:
        EngineError: The cache has no room even for a single token.
    """
    reused = sequence.keep_prefix(prompt)
    while len(sequence) < len(prompt):
        if job.stopped():
            return None
        done = len(sequence)
        chunk = prompt[done : done + chunks.take(len(prompt) - done)]
        started = time.perf_counter()
        if sequence.evaluate(chunk):
            chunks.measured(len(chunk), time.perf_counter() - started)
            job.emit(PromptRead(len(sequence), len(prompt), reused))
        elif not chunks.shrink():
            raise EngineError("The engine has no room for the prompt.", hint="Load the model again.")
    return reused


class Answer:
    """Samples one answer. Belongs to the engine's thread."""

    def __init__(self, model: NativeModel, context: NativeContext, sequence: Sequence, context_tokens: int) -> None:
        self._model = model
        self._context = context
        self._sequence = sequence
        self._context_tokens = context_tokens
        self._count = 0
        self._unsent = 0
        self._first_at = self._last_at = 0.0

    def write(self, sampling: Sampling, job: Job) -> StopReason | None:
        """Emit text until the answer ends; returns why, or None when it was stopped."""
        text = TextStream(sampling.stop)
        sampler = Sampler(sampling, self._model.vocabulary)
        try:
            reason = self._sample(sampler, text, sampling.max_tokens, job)
        finally:
            sampler.close()
        if rest := text.finish():
            self._show(rest, job)
        return reason

    def usage(self, prompt_tokens: int, reused: int, started: float) -> Usage:
        """The figures so far."""
        elapsed = self._last_at - self._first_at
        return Usage(
            prompt_tokens=prompt_tokens,
            reused_tokens=reused,
            completion_tokens=self._count,
            first_token_s=self._first_at - started if self._first_at else 0.0,
            tokens_per_s=(self._count - 1) / elapsed if elapsed > 0 else 0.0,
        )

    def _sample(self, sampler: Sampler, text: TextStream, limit: int | None, job: Job) -> StopReason | None:
        while not job.stopped():
            if self._count == limit:
                return StopReason.LENGTH
            token = sampler.sample(self._context)
            if self._model.is_end(token):
                return StopReason.FINISHED
            self._counted()
            self._show(text.feed(self._model.piece(token)), job)
            if text.stopped:
                return StopReason.STOP_STRING
            if len(self._sequence) >= self._context_tokens:
                return StopReason.CONTEXT
            if self._count != limit and not job.stopped() and not self._sequence.evaluate([token]):
                return StopReason.CONTEXT
        return None

    def _counted(self) -> None:
        self._last_at = time.perf_counter()
        self._first_at = self._first_at or self._last_at
        self._count += 1
        self._unsent += 1

    def _show(self, text: str, job: Job) -> None:
        if text:
            job.emit(TextDelta(text, self._unsent))
            self._unsent = 0
