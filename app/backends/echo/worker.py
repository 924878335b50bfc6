"""The echo engine inside its worker process: several answers side by side, each at its own speed."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from itertools import takewhile

from app import __version__
from app.backends.echo.play import Play, crash
from app.backends.echo.script import Script, parse_calls, parse_options, parse_prompt
from app.backends.echo.text import answer_tokens, asked_in, count_prompt, prompt_units, results_in
from app.backends.prompts import check_fits, check_messages
from app.backends.worker.protocol import Job
from app.errors import AppError, Cancelled, EngineError, Unsupported
from app.types.generation import GenerateRequest, Priority, ToolSpec
from app.types.messages import Message, ToolCall, clean_text
from app.types.models import Capability, LoadedModel, LoadSpec

STEP_S = 0.02
"""How long one step works, or pauses, before requests are looked at again."""
ABILITIES = frozenset({Capability.TEXT, Capability.TOOLS})
REMEMBERED = 8
"""Prompts that need not be read again."""


class EchoWorker:
    """Pretends to be an engine; see the package's docstring. Called from the worker's main thread."""

    def __init__(self) -> None:
        self._script: Script | None = None
        self._context_tokens = 0
        self._parallel = 1
        self._plays: list[Play] = []
        self._drafts: list[Play] = []
        self._read: deque[list[str]] = deque(maxlen=REMEMBERED)

    def load(self, spec: LoadSpec) -> LoadedModel:
        """Take the options as the script of this worker."""
        started = time.perf_counter()
        self.unload()
        script = parse_options(spec.options)
        time.sleep(script.load_s)
        if script.load_crash:
            crash(script)
        if script.load_fail:
            raise EngineError(script.load_fail, hint="It was told to.")
        self._script, self._context_tokens, self._parallel = script, spec.context_tokens, max(1, spec.parallel)
        seconds = time.perf_counter() - started
        return LoadedModel(
            spec.model_id, spec.context_tokens, seconds, __version__, parallel=self._parallel, abilities=ABILITIES
        )

    def unload(self) -> None:
        """Forget the script, and end what runs."""
        self._script = None
        self._read.clear()
        for play in (*self._plays, *self._drafts):
            play.job.end(Cancelled("The model was unloaded."))
        self._plays.clear()
        self._drafts.clear()

    def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Words of at most 16 characters, and a few for each message."""
        return count_prompt(messages, tools)

    @property
    def busy(self) -> bool:
        """Whether an answer or a draft is at work, or waits for its turn."""
        return bool(self._plays or self._drafts)

    def start(self, job: Job) -> None:
        """Take the script of the last user message."""
        request = job.request
        if self._script is None:
            raise EngineError("No model is loaded.", hint="Load a model first.")
        if request.choices > 1:
            raise Unsupported("The echo engine writes one answer at a time to a prompt.", hint="Ask several times.")
        check_messages(request.messages)
        script, text = parse_prompt(clean_text(asked_in(request.messages)), self._script)
        calls: tuple[ToolCall, ...] = ()
        if request.tools:
            text, calls = parse_calls(text, results_in(request.messages))
        draft = request.priority is Priority.DRAFT
        prompt = prompt_units(request.messages, request.tools, draft=draft)
        total = len(prompt)
        check_fits(total, self._context_tokens)
        before, pieces = _rest(answer_tokens(text, script.tokens), _already(request))
        reused = max((_common(known, prompt) for known in self._read), default=0)
        self._read.append(prompt)
        room = self._context_tokens - total
        play = Play(job, script, pieces, before, (total, min(reused, max(0, total - 1))), room, calls)
        (self._drafts if draft else self._plays).append(play)

    def step(self) -> None:
        """Go on with each answer whose time has come, for a moment; drafts only while there is no answer."""
        until = time.perf_counter() + STEP_S
        while (now := time.perf_counter()) < until:
            turn = self._plays[: self._parallel] or self._drafts
            due = [play for play in turn if play.due <= now or play.job.stopped()]
            for play in due:
                self._advance(play)
            if not turn:
                return
            if not due:
                turn[0].job.wait(max(0.0, min(until, *(play.due for play in turn)) - now))

    def _advance(self, play: Play) -> None:
        error: AppError | None = None
        try:
            if play.advance():
                return
        except AppError as exc:
            error = exc
        (self._plays if play in self._plays else self._drafts).remove(play)
        play.job.end(error)


def _already(request: GenerateRequest) -> str:
    """What there is of the answer."""
    return (request.messages[-1].text if request.continue_final else "") + request.written


def _common(known: list[str], prompt: list[str]) -> int:
    """How many tokens they begin with together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(known, prompt, strict=False)))


def _rest(pieces: Iterator[str], already: str) -> tuple[int, list[str]]:
    """How many tokens `already` has of the answer, and the pieces that are missing."""
    skip, before = len(already), 0
    for piece in pieces:
        if len(piece) > skip:
            return before, [piece[skip:], *pieces]
        skip -= len(piece)
        before += 1
    return before, []
