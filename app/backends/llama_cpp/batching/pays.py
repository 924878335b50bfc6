"""Whether guessing ahead pays, and how many tokens to guess: learnt from the steps that are made. Pure.

A step with guesses takes longer than one without, and brings one token and those guesses that were right. Guesses are
used where that brings more tokens in the same time. Where it does not, they are tried again now and then, more and more
rarely. Times are compared as a ratio to a step without guesses, since those change with the load of the machine and
the length of the text.
"""

from __future__ import annotations

MOST = 7
"""Guesses in one step. More bring little more on a processor, and Stop takes effect after the step."""
COUNTS = (1, 2, 4, MOST)
"""Numbers of guesses that are told apart: few, so that each is measured soon."""
WORTH = 1.05
"""Tokens for each token in the same time, from which on guesses are used."""
FIRST_PAUSE, MAX_PAUSE = 32, 2048
"""Chances that are passed over before guesses that did not pay are tried again."""
FRESH = 32
"""Steps with guesses after which one without is made, to know what it takes now."""
USUAL_COST = 0.4
"""Of a step, for each guess, as long as nothing was measured."""
_FIRST_LIKELY = 0.5
_HIT_WEIGHT = 0.15
_TIME_WEIGHT = 0.3


class Pays:
    """The decision for one way of guessing."""

    def __init__(self) -> None:
        self._plain_s = 0.0
        self._likely = _FIRST_LIKELY
        """That a guess is right if those before it were."""
        self._cost: dict[int, float] = {}
        """What a step with so many guesses takes, in steps without any."""
        self._passed = 0
        self._pause = FIRST_PAUSE
        self._guessed = 0
        """Steps since the last one without guesses."""

    def choose(self, most: int) -> int:
        """How many tokens to guess in this step, if so many can be; mostly 0 where it does not pay."""
        if most < 1 or not self._plain_s or self._guessed >= FRESH:
            return 0
        best = max((count for count in COUNTS if count <= most), key=self._gain)
        if self._gain(best) > WORTH or self._passed >= self._pause:
            return best
        self._passed += 1
        return 0

    def plain(self, seconds: float) -> None:
        """A step without guesses took so long."""
        weight = _TIME_WEIGHT if self._plain_s else 1.0
        self._plain_s += weight * (max(seconds, 1e-6) - self._plain_s)
        self._guessed = 0

    def told(self, guessed: int, right: int, seconds: float) -> None:
        """A step with guesses took so long, and so many of them were right, up to the first wrong one."""
        for _ in range(right):
            self.noted(right=True)
        if right < guessed:
            self.noted(right=False)
        if self._plain_s:
            cost = min(seconds / self._plain_s, guessed + 1.0)  # as much as steps alone: enough never to pay
            known = self._cost.get(guessed, cost)
            self._cost[guessed] = known + _TIME_WEIGHT * (cost - known)
        self._guessed += 1
        self._passed = 0
        self._pause = FIRST_PAUSE if self._gain(guessed) > WORTH else min(2 * self._pause, MAX_PAUSE)

    def noted(self, *, right: bool) -> None:
        """A guess was right or wrong; also one that was not used, since what came instead is known for nothing."""
        self._likely += _HIT_WEIGHT * (right - self._likely)

    def _gain(self, guesses: int) -> float:
        """Tokens for each token in the same time."""
        tokens = sum(self._likely**number for number in range(guesses + 1))
        return tokens / self._cost_of(guesses)

    def _cost_of(self, guesses: int) -> float:
        """What was measured, or what is to be expected from fewer guesses; not the worst, or it is never tried."""
        if guesses in self._cost:
            return self._cost[guesses]
        each = [(self._cost[count] - 1) / count for count in COUNTS if count in self._cost and count < guesses]
        return 1 + guesses * max(0.0, min([USUAL_COST, *each]))
