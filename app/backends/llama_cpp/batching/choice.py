"""What runs: a job of the core, and each of the answers to it."""

from __future__ import annotations

import time

from app.backends.figures import Figures
from app.backends.llama_cpp.answering.answer import Answer
from app.backends.llama_cpp.batching.lookup import Lookup
from app.backends.llama_cpp.batching.rows import LONG
from app.backends.llama_cpp.batching.steps import Reader
from app.backends.llama_cpp.cache.cache import Slot
from app.backends.llama_cpp.cache.prefix import MIN_EVALUATED
from app.backends.llama_cpp.native import NativeContext
from app.backends.llama_cpp.prompting.prompt import Prompt
from app.backends.worker.protocol import Job
from app.types.generation import Priority, PromptRead, StopReason


class Running:
    """A job and the answers to it that have not ended. Belongs to the engine's thread."""

    def __init__(self, job: Job, prompt: Prompt, written: list[int], began: float) -> None:
        self.job = job
        self.prompt = prompt
        self.written = written
        """Tokens of what an earlier attempt wrote."""
        self.began = began
        self.read = False
        """Its prompt is in the cache: the other answers can take it over."""
        self.ended = False
        self.open: set[int] = set()
        """Numbers of its answers that have not ended."""


class Choice:
    """One answer, from the queue to its end. Belongs to the engine's thread.

    What is to be in the cache (`prompt`, which grows by each sampled token) and what is there (`slot.units`) differ by
    what has to be evaluated next; an answer that lost its place in the cache therefore simply reads again.
    """

    def __init__(self, group: Running, number: int, answer: Answer) -> None:
        self.group = group
        self.number = number
        self.answer = answer
        self.job = group.job
        self.priority = group.job.request.priority
        self.prompt = group.prompt.extended(group.written)
        self.figures = Figures(group.began, len(group.prompt))
        self.lookup = Lookup()
        self._slot: Slot | None = None
        self._primed = False
        self.served = 0
        """Number of the last step that read for it."""
        self.held = False
        """It gave way for want of room, and waits until another answer ends."""
        self.reads_long = False
        """Much of its prompt was to be read when it got its place."""
        self._read_from = 0
        self._read_at = 0.0
        group.open.add(number)

    @property
    def is_draft(self) -> bool:
        """Whether it only reads ahead."""
        return self.priority is Priority.DRAFT

    @property
    def reads_only(self) -> bool:
        """Whether nothing is to be written."""
        return self.is_draft or self.answer.full

    @property
    def evaluated(self) -> int:
        """How many tokens have to be evaluated whatever the cache holds."""
        return 0 if self.reads_only else MIN_EVALUATED

    @property
    def place(self) -> Slot:
        """Its sequence of the cache, while it has one."""
        if self._slot is None:
            raise RuntimeError("an answer without a place in the cache")
        return self._slot

    @property
    def done(self) -> int:
        """Positions that are in the cache."""
        return len(self._slot.units) if self._slot else 0

    @property
    def left(self) -> int:
        """Positions that are to be evaluated."""
        return len(self.prompt.units) - self.done

    @property
    def writes(self) -> bool:
        """Whether it is one sampled token after the other now."""
        return self.figures.tokens > 0 and self.left == 1

    @property
    def waits_for_first(self) -> bool:
        """Whether another answer to the same prompt reads it for this one."""
        return self.number > 0 and not self.group.read

    def admitted(self, slot: Slot) -> None:
        """It has a place in the cache now, with a part of its prompt in it perhaps."""
        self._slot = slot
        self._read_from, self._read_at = self.done, time.perf_counter()
        self.reads_long = self.left >= LONG
        if not self.figures.tokens:
            self.figures.reused_tokens = min(self.done, self.figures.prompt_tokens)

    def give_up_slot(self) -> Slot:
        """It has no place any more; whose it was."""
        slot = self.place
        self._slot = None
        return slot

    def evaluated_to(self, position: int, step: int) -> None:
        """The cache holds so much of it, since this step."""
        self.place.units += self.prompt.units[self.done : position]
        self.served = step

    def sample(self, context: NativeContext, row: int) -> int | StopReason:
        """The next token from a row of logits, or why it is over."""
        if not self._primed:
            self._primed = True
            self.answer.prime(self.group.prompt.tokens, self.group.written)
        return self.answer.sample(context, row, self.figures)

    def reader(self, key: int) -> Reader:
        """What the plan of a step has to know."""
        return Reader(key, self.prompt.text_ahead(self.done), self.priority, self.served)

    def tell_progress(self, tokens_per_s: float) -> None:
        """Emit how far the prompt was read."""
        if self.number or self.figures.tokens:
            return
        elapsed = time.perf_counter() - self._read_at
        read = self.done - self._read_from
        speed = read / elapsed if read and elapsed > 0 else tokens_per_s
        total = len(self.prompt)
        self.job.emit(PromptRead(self.done, total, self.figures.reused_tokens, round(self.left / speed, 3)))
