"""Continuous batching: all answers of one model side by side, a step at a time.

A step is one `llama_decode` with one row for each answer that is being written and a part of the prompts that are being
read (`steps`), then one sampled token for each row that asked for it. Answers join and leave between steps.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from app.backends.llama_cpp.answering.answer import Answer
from app.backends.llama_cpp.batching.choice import Choice, Running
from app.backends.llama_cpp.batching.chunks import ALONE_S, SHARED_S, ChunkSizer
from app.backends.llama_cpp.batching.rows import step_rows
from app.backends.llama_cpp.batching.speculation import Speculation
from app.backends.llama_cpp.batching.steps import share_out
from app.backends.llama_cpp.cache.cache import Cache
from app.backends.llama_cpp.native import NativeContext
from app.backends.llama_cpp.native.context import DECODED, NO_ROOM
from app.backends.worker.marker import Work
from app.backends.worker.mishaps import as_app_error
from app.errors import AppError, EngineError
from app.types.generation import StopReason

_NO_ROOM_HINT = (
    "Try again when other answers have ended, or set a larger context window (backends.llama_cpp.context_tokens)."
)
LAST_ROW = -1
"""The newest logits, whatever evaluated them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one answer has in a batch."""

    choice: Choice
    units: int
    row: int


class Scheduler:
    """Runs every job of one loaded model. Belongs to the engine's thread; `end_all` before the context is closed."""

    def __init__(
        self,
        context: NativeContext,
        cache: Cache,
        *,
        context_tokens: int,
        parallel: int,
        chunk_tokens: int,
        speculation: Speculation | None = None,
    ) -> None:
        self._context = context
        self._cache = cache
        self._speculation = speculation
        self._context_tokens = context_tokens
        self._parallel = parallel
        self._sizer = ChunkSizer(chunk_tokens)
        self._waiting: list[Choice] = []
        self._active: list[Choice] = []
        self._steps = 0

    @property
    def busy(self) -> bool:
        """Whether `step` has something to do."""
        return bool(self._waiting or self._active)

    def add(self, group: Running, answers: list[Answer]) -> None:
        """Take in a job whose prompt is known, with the answers that are to be written to it."""
        self._waiting += [Choice(group, number, answer) for number, answer in enumerate(answers)]

    def step(self) -> None:
        """Evaluate one batch and sample from it."""
        self._steps += 1
        for choice in [*self._waiting, *self._active]:
            if choice.job.stopped() and choice.number in choice.group.open:
                self._stop(choice)
        self._admit()
        writers = [choice for choice in self._active if choice.writes]
        shares = self._plan(len(writers))
        speculation = self._speculation if len(writers) == 1 and not shares else None
        if speculation and self._write_ahead(speculation, writers[0]):
            return
        began = time.perf_counter()
        medium = shares[0][0] if shares and not shares[0][1] else None
        work = [(choice, 1) for choice in writers] + ([] if medium else shares)
        if work:
            tokens = self._evaluate(work) - len(writers)
            if not medium and tokens >= 0:
                seconds = time.perf_counter() - began
                self._sizer.measured(tokens, len(writers), seconds)
                if speculation:
                    speculation.plain(seconds)
        if medium and medium in self._active:
            self._read_medium(medium)

    def end_all(self, error: AppError | None) -> None:
        """End every job, with what it has."""
        for choice in [*self._waiting, *self._active]:
            self._leave(choice, error)

    # Who has a place.

    def _admit(self) -> None:
        """Give a place in the cache to those who may begin: first come, first served among equals."""
        for choice in sorted(self._waiting, key=lambda waiting: (waiting.priority, waiting.group.began)):
            if choice not in self._waiting or not self._may_begin(choice):
                continue
            if not self._cache.has_free:
                self._send_back_drafts()
            conversation = "" if choice.number else choice.job.request.conversation
            speed = self._sizer.tokens_per_s
            slot = self._cache.acquire(choice.prompt, conversation, speed, evaluated=choice.evaluated)
            if slot is None:
                return
            self._waiting.remove(choice)
            self._active.append(choice)
            choice.admitted(slot)
            choice.tell_progress(speed)
            if not choice.left:
                self._finish(choice, StopReason.LENGTH)

    def _may_begin(self, choice: Choice) -> bool:
        """Equals and betters fill the places; those who come after them do not count."""
        if choice.held or choice.waits_for_first:
            return False
        if choice.is_draft:
            return all(other.is_draft for other in self._active)
        return sum(other.priority <= choice.priority for other in self._active) < self._parallel

    def _give_way(self) -> None:
        """There is no room for all: one waits until another has ended, or ends where it is the only one.

        Whoever has least to lose: drafts, then prompts, then what is least urgent, then what came last.
        """
        victim = max(
            self._active,
            key=lambda choice: (choice.is_draft, not choice.writes, choice.priority, choice.group.began, choice.number),
        )
        if len(self._active) > 1:
            self._send_back(victim)
            victim.held = True
        elif victim.figures.tokens:
            self._finish(victim, StopReason.CONTEXT)
        else:
            self._leave(victim, EngineError("The engine has no room for the prompt.", hint=_NO_ROOM_HINT))

    def _send_back_drafts(self) -> None:
        for choice in [active for active in self._active if active.is_draft]:
            self._send_back(choice)

    def _send_back(self, choice: Choice) -> None:
        self._active.remove(choice)
        self._waiting.append(choice)
        self._cache.release(choice.give_up_slot(), others=True)

    # What is computed.

    def _plan(self, rows: int) -> list[tuple[Choice, int]]:
        """Which prompts are read in this step, and how far; 0 is a picture or a sound."""
        readers = [choice for choice in self._active if not choice.writes]
        drafts = all(choice.is_draft for choice in self._active)
        if not drafts:
            readers = [choice for choice in readers if not choice.is_draft]
        budget = self._sizer.take(rows, SHARED_S if rows or drafts else ALONE_S)
        if self._context.on_cpu:
            long = not drafts and all(choice.reads_long for choice in readers)
            speed, room = self._sizer.tokens_per_s, self._sizer.room
            budget = step_rows(budget, writers=rows, long=long, tokens_per_s=speed, room=room)
        shares = share_out([choice.reader(key) for key, choice in enumerate(readers)], budget)
        return [(readers[share.key], share.tokens) for share in shares]

    def _evaluate(self, work: list[tuple[Choice, int]]) -> int:
        """Decode one batch and sample from it; the units that are in the cache now."""
        while True:
            self._context.clear()
            parts = [self._put(choice, count) for choice, count in work]
            code = self._context.decode()
            if code == DECODED:
                for part in parts:
                    if part.choice in self._active:  # it leaves when another answer to the same prompt fails
                        self._advance(part)
                return sum(part.units for part in parts)
            if code != NO_ROOM:
                self._isolate(work, code)
                return -1
            if not self._cache.evict():
                break
        tokens = sum(count for choice, count in work if not choice.writes)
        if not tokens or not self._sizer.shrink(tokens):
            self._give_way()
        return -1

    def _write_ahead(self, speculation: Speculation, choice: Choice) -> bool:
        """Evaluate an answer's last token together with guesses of the next ones, and sample from each row as long as
        the guesses were right; False when there are none, or no room for them.
        """
        began = time.perf_counter()
        sequence, done = choice.place.id, choice.done
        guess = speculation.guess(choice, min(self._context.batch_tokens, self._context_tokens - done) - 1)
        if guess is None:
            return False
        self._context.clear()
        tokens = [*choice.prompt.text(done, 1), *guess.tokens]
        rows = [self._context.add(sequence, position, token) for position, token in enumerate(tokens, done)]
        with choice.job.alone(Work.SPECULATION):
            code = self._context.decode()
        if code != DECODED:
            self._cache.repair(choice.place)
            return False
        right = 0
        for row, guessed in zip(rows, [*guess.tokens, None], strict=True):
            self._advance(_Part(choice, 1, row))
            if choice not in self._active or choice.prompt.units[-1] != guessed:
                break
            right += 1
        if choice in self._active:
            self._cache.repair(choice.place)
        speculation.told(guess, right, time.perf_counter() - began)
        return True

    def _isolate(self, work: list[tuple[Choice, int]], code: int) -> None:
        """The library failed over a batch: whoever fails alone, too, ends with an error, and the others go on."""
        for choice, _ in work:
            self._cache.repair(choice.place)
        if len(work) > 1:
            for choice, count in work:
                if choice in self._active:
                    self._evaluate([(choice, min(count, choice.left))])
            return
        detail = f"llama_decode returned {code}"
        self._leave(work[0][0], EngineError("llama.cpp failed to compute.", hint="Try again.", detail=detail))

    def _put(self, choice: Choice, count: int) -> _Part:
        sequence, done = choice.place.id, choice.done
        if choice.left == 1:
            return _Part(choice, 1, self._context.add(sequence, done, choice.prompt.text(done, 1)[0]))
        logits = choice.left == count and not choice.reads_only
        tokens = choice.prompt.text(done, count)
        return _Part(choice, count, self._context.add_chunk(sequence, done, tokens, logits=logits))

    def _read_medium(self, choice: Choice) -> None:
        """Encode and evaluate a picture or a sound: one call, which cannot be cut."""
        medium = choice.prompt.media[choice.done]
        try:
            with choice.job.alone(Work.MEDIA):
                code = medium.evaluate(choice.place.id, choice.done)
                while code == NO_ROOM and self._cache.evict():
                    code = medium.evaluate(choice.place.id, choice.done)
        except Exception as exc:
            self._cache.repair(choice.place)
            self._leave(choice, as_app_error(exc))
            return
        if code == DECODED:
            self._advance(_Part(choice, medium.positions, LAST_ROW))
        elif code == NO_ROOM:
            self._cache.repair(choice.place)
            self._give_way()
        else:
            self._isolate([(choice, 0)], code)

    def _advance(self, part: _Part) -> None:
        """A part of an answer's units is in the cache now; if they all are, its next token is sampled."""
        choice = part.choice
        choice.evaluated_to(choice.done + part.units, self._steps)
        choice.tell_progress(self._sizer.tokens_per_s)
        if choice.left:
            return
        choice.group.read = True
        if choice.reads_only:
            self._finish(choice, StopReason.LENGTH)
            return
        try:
            outcome = choice.sample(self._context, part.row)
        except Exception as exc:
            self._leave(choice, as_app_error(exc))
            return
        if isinstance(outcome, StopReason):
            self._finish(choice, outcome)
        elif choice.done >= self._context_tokens:
            self._finish(choice, StopReason.CONTEXT)
        else:
            choice.prompt.append(outcome)

    # How it ends.

    def _finish(self, choice: Choice, reason: StopReason) -> None:
        try:
            choice.answer.finish(reason, choice.figures)
        except Exception as exc:
            self._leave(choice, as_app_error(exc))
            return
        self._leave(choice)

    def _stop(self, choice: Choice) -> None:
        """Nobody waits for it any more."""
        try:
            choice.answer.flush()
        except Exception as exc:
            self._leave(choice, as_app_error(exc))
            return
        self._leave(choice)

    def _leave(self, choice: Choice, error: AppError | None = None) -> None:
        """It has ended, and with it all answers to the same prompt if it failed; twice is once."""
        group = choice.group
        if choice.number not in group.open:
            return
        group.open.remove(choice.number)
        if choice in self._waiting:
            self._waiting.remove(choice)
        else:
            self._active.remove(choice)
            self._cache.release(choice.give_up_slot(), others=bool(self._active))
            for waiting in self._waiting:
                waiting.held = False
        choice.answer.close()
        if error:
            for sibling in [other for other in [*self._waiting, *self._active] if other.group is group]:
                self._leave(sibling, error)
        if not group.open and not group.ended:
            group.ended = True
            group.job.end(error)
