"""One echoed answer as a generator: it works a little, then says until when it has nothing to do."""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Iterator
from typing import NoReturn

from app.backends.echo.script import MAX_SECONDS, Script
from app.backends.stop_strings import StopMatcher
from app.backends.worker.protocol import Job
from app.errors import EngineError
from app.types.generation import Finished, PromptRead, StopReason, TextDelta, ToolCallDelta, Usage
from app.types.messages import ToolCall

AT_ONCE = 0.0
NEVER = math.inf
_READ_STEP_S = 0.05
_DEFAULT_FAILURE = "The echo engine was told to fail."


class Play:
    """Plays the script of one answer. Belongs to the engine's thread.

    Args:
        job: The answer.
        script: What to pretend.
        pieces: The tokens that are missing.
        before: How many tokens of the whole answer were there already; faults count from its beginning.
        prompt: How many tokens the prompt has, and how many of them need not be read again.
        room: What the context window has left.
        calls: The tools that are called at its end.
    """

    def __init__(
        self,
        job: Job,
        script: Script,
        pieces: list[str],
        before: int,
        prompt: tuple[int, int],
        room: int,
        calls: tuple[ToolCall, ...] = (),
    ) -> None:
        self.job = job
        self.due = AT_ONCE
        """When there is something to do again, as `time.perf_counter` counts."""
        self._script = script
        self._pieces = pieces
        self._before = before
        self._prompt, self._reused = prompt
        self._room = room
        self._calls = calls
        self._matcher = StopMatcher(job.request.sampling.stop)
        self._limit = job.request.sampling.max_tokens
        self._count = job.request.written_tokens
        self._new = 0
        self._unsent = 0
        self._started = self._first_at = self._last_at = time.perf_counter()
        self._run = self._play()

    def advance(self) -> bool:
        """Do what is due; whether there is more to come.

        Raises:
            EngineError: The script says so.
        """
        if self.job.stopped():
            return False
        with self.job.alone():
            due = next(self._run, None)
        self.due = NEVER if due is None else due
        return due is not None

    def _play(self) -> Iterator[float]:
        yield from self._read()
        yield from self._write()

    def _read(self) -> Iterator[float]:
        script, total = self._script, self._prompt
        seconds = script.read_s * (total - self._reused) / total if total else 0.0
        while (elapsed := time.perf_counter() - self._started) < seconds:
            done = self._reused + int((total - self._reused) * elapsed / seconds)
            self.job.emit(PromptRead(min(done, total - 1), total, self._reused, seconds - elapsed))
            yield time.perf_counter() + min(_READ_STEP_S, seconds - elapsed)
        if script.crash:
            crash(script)
        if script.fail and script.fail_after is None:
            raise EngineError(script.fail, hint="It was told to.")
        self.job.emit(PromptRead(total, total, self._reused))
        if script.deaf:
            time.sleep(MAX_SECONDS)
        if script.hang:
            yield NEVER

    def _write(self) -> Iterator[float]:
        reason = StopReason.FINISHED
        for piece in self._pieces:
            if self._count == self._limit or self._new == self._room:
                reason = StopReason.LENGTH if self._count == self._limit else StopReason.CONTEXT
                break
            yield from self._misbehave()
            yield self._next_due()
            self._send(piece)
            if self._matcher.matched:
                reason = StopReason.STOP_STRING
                break
        else:
            yield from self._misbehave()
        if self._unsent or not self._matcher.matched:
            self._show(self._matcher.flush())
        if self._calls and reason is StopReason.FINISHED:
            for call in self._calls:
                self.job.emit(ToolCallDelta(call))
            self._count += len(self._calls)
            reason = StopReason.TOOL_CALLS
        self.job.emit(Finished(reason, self._usage()))

    def _next_due(self) -> float:
        """The next token's time; counted from the first one, so that lateness does not add up."""
        return self._first_at + self._new / self._script.rate if self._script.rate and self._new else AT_ONCE

    def _misbehave(self) -> Iterator[float]:
        position = self._before + self._new
        if position == self._script.crash_after:
            crash(self._script)
        if position == self._script.fail_after:
            raise EngineError(self._script.fail or _DEFAULT_FAILURE, hint="It was told to.")
        if position == self._script.hang_after:
            yield NEVER

    def _send(self, piece: str) -> None:
        self._last_at = time.perf_counter()
        if not self._new:
            self._first_at = self._last_at
        self._new += 1
        self._count += 1
        self._unsent += 1
        self._show(self._matcher.feed(piece))

    def _show(self, text: str) -> None:
        if text:
            self.job.emit(TextDelta(text, self._unsent))
            self._unsent = 0

    def _usage(self) -> Usage:
        elapsed = self._last_at - self._first_at
        return Usage(
            prompt_tokens=self._prompt,
            reused_tokens=self._reused,
            completion_tokens=self._count,
            first_token_s=self._first_at - self._started,
            tokens_per_s=(self._new - 1) / elapsed if elapsed > 0 else 0.0,
        )


def crash(script: Script) -> NoReturn:
    """End this process in the wanted way."""
    os.kill(os.getpid(), signal.Signals[f"SIG{script.signal}"])
    raise AssertionError("a signal was ignored")
