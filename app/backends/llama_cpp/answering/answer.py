"""One answer while it is written: which token comes next, what of it is shown, and when it is over."""

from __future__ import annotations

from app.backends.figures import Figures
from app.backends.llama_cpp.answering.sampler import SamplerChain, logprobs
from app.backends.llama_cpp.native import NativeContext, NativeModel
from app.backends.output import OutputParser
from app.backends.prompting.template import Rendered
from app.backends.structured.tools import answer_form
from app.backends.worker.marker import Work
from app.backends.worker.protocol import Job
from app.types.generation import Finished, FormatKind, GenerateRequest, StopReason

_BY_TEXT = frozenset({StopReason.FINISHED, StopReason.STOP_STRING, StopReason.REPETITION})
"""Reasons that the text of the answer has; what is held back until the end may change them."""


class Answer:
    """Writes one answer. Belongs to the engine's thread; `close` it before the model.

    Raises:
        InvalidInput: The form or a bias of the request cannot be used.
    """

    def __init__(self, model: NativeModel, job: Job, rendered: Rendered, choice: int) -> None:
        request: GenerateRequest = job.request
        self._model = model
        self._job = job
        self._written = request.written_tokens
        limit = request.sampling.max_tokens
        self._limit = None if limit is None else max(0, limit - self._written)
        self._top = request.top_logprobs
        self._choice = choice
        self._parser = OutputParser(
            stops=request.sampling.stop,
            thinking=rendered.thinking,
            tools=rendered.tools,
            in_thinking=rendered.in_thinking,
            choice=choice,
        )
        self._special = self._parser.special_texts
        self._alone = job.alone(Work.SAMPLING)
        form = answer_form(request, rendered.tools)
        self._resting = form.kind is not FormatKind.TEXT and rendered.in_thinking
        opened = rendered.tools.opened if rendered.tools else ""
        self._sampler = SamplerChain(model, request.sampling, form, choice=choice, resting=self._resting, opened=opened)

    @property
    def full(self) -> bool:
        """Whether it may not write a single token more."""
        return self._limit is not None and self._limit <= 0

    def prime(self, prompt: list[int], written: list[int]) -> None:
        """Tell the sampler what stands before, and what an earlier attempt wrote."""
        pieces = (self._model.piece_or_end(token, self._special) for token in written)
        self._parser.prime(self._job.request.written, (piece for piece in pieces if piece is not None))
        self._sampler.prime(prompt)
        self._follow_thoughts()
        for token in written:
            self._sampler.accept(token)

    def sample(self, context: NativeContext, row: int, figures: Figures) -> int | StopReason:
        """Choose the next token from a row of logits and show it; the token, or why the answer is over."""
        with self._alone:
            token = self._sampler.sample(context.handle, row)
            piece = self._model.piece_or_end(token, self._special)
            if piece is None:
                return StopReason.FINISHED
            chosen = None if self._top is None else logprobs(context.handle, row, token, self._top, self._model)
            figures.count()
            for delta in self._parser.feed(piece, chosen):
                self._job.emit(delta)
            if self._resting:
                self._follow_thoughts()
        if self._parser.ended:
            return self._parser.ended
        if self._limit is not None and figures.tokens >= self._limit:
            return StopReason.LENGTH
        return token

    def finish(self, reason: StopReason, figures: Figures) -> None:
        """Show what was held back, and why it is over."""
        for delta in self._parser.finish():
            self._job.emit(delta)
        if reason in _BY_TEXT:
            reason = self._parser.ended or reason
        self._job.emit(Finished(reason, figures.usage(self._written), self._choice))

    def flush(self) -> None:
        """Nobody waits any more: show what was held back."""
        for delta in self._parser.finish():
            self._job.emit(delta)

    def close(self) -> None:
        """Free the sampler; twice is once."""
        self._sampler.close()

    def _follow_thoughts(self) -> None:
        """The form of an answer counts from where its thoughts end."""
        if self._resting and not self._parser.thinks:
            self._resting = False
            self._sampler.enforce()
