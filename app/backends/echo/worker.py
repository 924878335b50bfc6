"""The echo engine inside its worker process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from typing import NoReturn

from app import __version__
from app.backends.echo.script import MAX_SECONDS, Script, parse_options, parse_prompt
from app.backends.echo.text import answer_tokens, count_prompt
from app.backends.prompts import check_fits, check_messages
from app.backends.stop_strings import StopMatcher
from app.backends.worker.protocol import Job
from app.errors import EngineError
from app.types.generation import Finished, PromptRead, StopReason, TextDelta, Usage
from app.types.messages import Message, Role, clean_text
from app.types.models import LoadedModel, LoadSpec

_READ_STEP_S = 0.05
_DEFAULT_FAILURE = "The echo engine was told to fail."


class EchoWorker:
    """Pretends to be an engine; see the package's docstring. Called from the worker's main thread."""

    def __init__(self) -> None:
        self._script: Script | None = None
        self._context_tokens = 0

    def load(self, spec: LoadSpec) -> LoadedModel:
        """Take the options as the script of this worker."""
        started = time.perf_counter()
        self.unload()
        script = parse_options(spec.options)
        time.sleep(script.load_s)
        if script.load_crash:
            _crash(script)
        if script.load_fail:
            raise EngineError(script.load_fail, hint="It was told to.")
        self._script, self._context_tokens = script, spec.context_tokens
        return LoadedModel(spec.model_id, spec.context_tokens, time.perf_counter() - started, __version__)

    def unload(self) -> None:
        """Forget the script."""
        self._script = None

    def count_tokens(self, messages: tuple[Message, ...]) -> int:
        """Words of at most 16 characters, and a few for each message."""
        return count_prompt(messages)

    @property
    def busy(self) -> bool:
        """Never: an answer is written whole by `start`."""
        return False

    def step(self) -> None:
        """Nothing is ever left to do."""

    def start(self, job: Job) -> None:
        """Play the script of the last user message."""
        request = job.request
        if self._script is None:
            raise EngineError("No model is loaded.", hint="Load a model first.")
        check_messages(request.messages)
        started = time.perf_counter()
        asked = next((m.text for m in reversed(request.messages) if m.role is Role.USER), "")
        script, text = parse_prompt(clean_text(asked), self._script)
        total = count_prompt(request.messages)
        check_fits(total, self._context_tokens)
        _read_prompt(script, total, job)
        already = request.messages[-1].text if request.continue_final else ""
        before, pieces = _rest(answer_tokens(text, script.tokens), already)
        if not job.stopped():
            answer = _Answer(script, job, started)
            answer.write(pieces, before, total, self._context_tokens - total)
        job.end()


def _read_prompt(script: Script, total: int, job: Job) -> None:
    started = time.perf_counter()
    while (elapsed := time.perf_counter() - started) < script.read_s and not job.wait(_READ_STEP_S):
        job.emit(PromptRead(min(int(total * elapsed / script.read_s), total - 1), total, 0))
    if script.crash:
        _crash(script)
    if script.fail and script.fail_after is None:
        raise EngineError(script.fail, hint="It was told to.")
    if job.stopped():
        return
    job.emit(PromptRead(total, total, 0))
    if script.deaf:
        time.sleep(MAX_SECONDS)
    if script.hang:
        job.wait(MAX_SECONDS)


class _Answer:
    """Writes one answer at the wanted speed and counts it."""

    def __init__(self, script: Script, job: Job, started: float) -> None:
        self._script = script
        self._limit = job.request.sampling.max_tokens
        self._matcher = StopMatcher(job.request.sampling.stop)
        self._job = job
        self._started = started
        self._count = 0
        self._unsent = 0
        self._first_at = self._last_at = started

    def write(self, pieces: list[str], before: int, prompt_tokens: int, room: int) -> None:
        """Emit the pieces; `before` tokens of the answer were there already, `room` is left in the context."""
        reason = StopReason.FINISHED
        for piece in pieces:
            if self._count == self._limit or self._count == room:
                reason = StopReason.LENGTH if self._count == self._limit else StopReason.CONTEXT
                break
            self._misbehave(before + self._count)
            if self._stopped_while_waiting():
                return
            self._send(piece)
            if self._matcher.matched:
                reason = StopReason.STOP_STRING
                break
        else:
            self._misbehave(before + self._count)
        if self._unsent or not self._matcher.matched:
            self._show(self._matcher.flush())
        self._job.emit(Finished(reason, self._usage(prompt_tokens)))

    def _send(self, piece: str) -> None:
        self._last_at = time.perf_counter()
        if not self._count:
            self._first_at = self._last_at
        self._count += 1
        self._unsent += 1
        self._show(self._matcher.feed(piece))

    def _show(self, text: str) -> None:
        if text:
            self._job.emit(TextDelta(text, self._unsent))
            self._unsent = 0

    def _stopped_while_waiting(self) -> bool:
        """Wait for the next token's time; counted from the first one, so that lateness does not add up."""
        if self._script.rate and self._count:
            due = self._first_at + self._count / self._script.rate
            return self._job.wait(max(0.0, due - time.perf_counter()))
        return self._job.stopped()

    def _misbehave(self, position: int) -> None:
        if position == self._script.crash_after:
            _crash(self._script)
        if position == self._script.fail_after:
            raise EngineError(self._script.fail or _DEFAULT_FAILURE, hint="It was told to.")
        if position == self._script.hang_after:
            self._job.wait(MAX_SECONDS)

    def _usage(self, prompt_tokens: int) -> Usage:
        elapsed = self._last_at - self._first_at
        return Usage(
            prompt_tokens=prompt_tokens,
            completion_tokens=self._count,
            first_token_s=self._first_at - self._started,
            tokens_per_s=(self._count - 1) / elapsed if elapsed > 0 else 0.0,
        )


def _rest(pieces: Iterator[str], already: str) -> tuple[int, list[str]]:
    """How many tokens `already` has of the answer, and the pieces that are missing."""
    skip, before = len(already), 0
    for piece in pieces:
        if len(piece) > skip:
            return before, [piece[skip:], *pieces]
        skip -= len(piece)
        before += 1
    return before, []


def _crash(script: Script) -> NoReturn:
    os.kill(os.getpid(), signal.Signals[f"SIG{script.signal}"])
    raise AssertionError("a signal was ignored")
