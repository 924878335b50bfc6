"""Speculative decoding: several tokens in one step, where they can be guessed and that pays.

Guessed tokens are evaluated together with the last one, and each is sampled anew from its own row, by the answer's own
sampler, until one turns out other than guessed. So guesses change how quickly an answer is written, never what it says:
with so few rows the processor rounds each as if it were alone (`options.cache_form`); graphics processors may not.

First the text itself is asked (`lookup`), then a smaller model where there is one (`guessing_model`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.backends.llama_cpp.batching.choice import Choice
from app.backends.llama_cpp.batching.guessing_model import GuessingModel
from app.backends.llama_cpp.batching.pays import MOST, Pays
from app.backends.llama_cpp.prompting.prompt import Unit
from app.backends.worker.marker import Work

ROWS = MOST + 1
"""Of a step with guesses."""


class Decision(Protocol):
    """Decides whether to guess (`pays.Pays`)."""

    def choose(self, most: int) -> int:
        """How many tokens to guess."""
        ...

    def plain(self, seconds: float) -> None:
        """A step without guesses was made."""
        ...

    def told(self, guessed: int, right: int, seconds: float) -> None:
        """A step with guesses was made."""
        ...

    def noted(self, *, right: bool) -> None:
        """A guess that was not used would have been right or wrong."""
        ...


@dataclass(frozen=True, slots=True)
class Guess:
    """What may come next, and who wants to know whether it did."""

    tokens: list[int]
    decision: Decision


@dataclass(frozen=True, slots=True)
class _PassedOver:
    """A guess that was not used."""

    units: list[Unit]
    position: int
    token: int


class Speculation:
    """Guesses for the one answer that is being written. Belongs to the engine's thread; `close` frees it."""

    def __init__(self, model: GuessingModel | None = None, pays: Callable[[], Decision] = Pays) -> None:
        self._model = model
        self._lookup_decision = pays()
        self._model_decision = pays()
        self._passed_over: _PassedOver | None = None
        self.guessed = 0
        """Tokens, all in all."""
        self.right = 0

    def guess(self, choice: Choice, room: int) -> Guess | None:
        """The next tokens of an answer, so many at most; None where they cannot be guessed or it would not pay."""
        most = min(room, MOST)
        self._learn_for_nothing()
        found = choice.lookup.guess(choice.prompt.units, most)
        if count := self._lookup_decision.choose(len(found)):
            return Guess(found[:count], self._lookup_decision)
        if found:
            self._passed_over = _PassedOver(choice.prompt.units, len(choice.prompt), found[0])
        if self._model and not choice.prompt.media and (count := self._model_decision.choose(most)):
            with choice.job.alone(Work.SPECULATION):
                found = self._model.guess(choice.prompt.units, count)
            return Guess(found, self._model_decision) if found else None
        return None

    def plain(self, seconds: float) -> None:
        """One answer was alone in a step, without guesses."""
        self._lookup_decision.plain(seconds)
        self._model_decision.plain(seconds)

    def told(self, guess: Guess, right: int, seconds: float) -> None:
        """So many guesses were right in a step that took so long."""
        self.guessed += len(guess.tokens)
        self.right += right
        guess.decision.told(len(guess.tokens), right, seconds)

    def close(self) -> None:
        """Free the model; twice is once."""
        if self._model:
            self._model.close()
            self._model = None

    def _learn_for_nothing(self) -> None:
        passed, self._passed_over = self._passed_over, None
        if passed and len(passed.units) > passed.position:
            self._lookup_decision.noted(right=passed.units[passed.position] == passed.token)
