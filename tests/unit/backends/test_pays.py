"""Guessing where it pays, and only there."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from app.backends.llama_cpp.batching.pays import COUNTS, FIRST_PAUSE, FRESH, MAX_PAUSE, MOST, Pays

PLAIN_S = 0.01


@dataclass
class Machine:
    """Writes tokens; a guess is right with some probability, and takes part of a step."""

    likely: float
    cost: float
    seconds: float = 0.0
    tokens: int = 0
    guesses: int = 0

    def __post_init__(self) -> None:
        self.pays = Pays()
        self._random = random.Random(7)  # noqa: S311 (nothing secret)

    def write(self, tokens: int) -> None:
        end = self.tokens + tokens
        while self.tokens < end:
            count = self.pays.choose(MOST)
            if not count:
                self.pays.noted(right=self._random.random() < self.likely)
                self.pays.plain(PLAIN_S)
                self.seconds += PLAIN_S
                self.tokens += 1
                continue
            right = 0
            while right < count and self._random.random() < self.likely:
                right += 1
            took = PLAIN_S * (1 + self.cost * count)
            self.pays.told(count, right, took)
            self.guesses += 1
            self.seconds += took
            self.tokens += right + 1

    def speed(self, tokens: int) -> float:
        """Compared to writing without guesses."""
        before = self.seconds, self.tokens
        self.write(tokens)
        return (self.tokens - before[1]) * PLAIN_S / (self.seconds - before[0])


def test_nothing_is_guessed_before_a_step_was_measured() -> None:
    pays = Pays()
    assert pays.choose(MOST) == 0
    pays.told(1, 1, 1.0)  # a decision that was forced
    assert pays.choose(MOST) == 0


def test_nothing_is_guessed_where_nothing_can_be() -> None:
    pays = Pays()
    pays.plain(PLAIN_S)
    assert [pays.choose(most) for most in (0, -3)] == [0, 0]


@pytest.mark.parametrize(("likely", "cost", "least"), [(1.0, 0.5, 1.6), (0.9, 0.3, 1.3), (0.8, 0.05, 2.5)])
def test_good_guesses_make_it_quicker(likely: float, cost: float, least: float) -> None:
    machine = Machine(likely, cost)
    machine.write(100)
    assert machine.speed(1000) > least


@pytest.mark.parametrize(("likely", "cost"), [(0.0, 0.05), (0.2, 0.5), (0.5, 1.0), (0.9, 1.2), (0.3, 3.0)])
def test_bad_or_dear_guesses_cost_next_to_nothing(likely: float, cost: float) -> None:
    assert Machine(likely, cost).speed(2000) > 0.98


def test_what_did_not_pay_is_tried_more_and_more_rarely() -> None:
    machine = Machine(0.0, 0.5)
    machine.write(20 * MAX_PAUSE)
    first = machine.guesses
    machine.write(10 * MAX_PAUSE)
    assert 0 < first < 30
    assert machine.guesses - first in (9, 10)


def test_it_begins_again_where_guesses_become_right() -> None:
    machine = Machine(0.0, 0.3)
    machine.write(1000)
    machine.likely = 1.0
    machine.write(FIRST_PAUSE)
    assert machine.speed(200) > 1.8


def test_it_ends_where_guesses_become_wrong() -> None:
    machine = Machine(1.0, 0.3)
    machine.write(200)
    machine.likely = 0.0
    machine.write(20)
    assert machine.speed(500) > 0.98


def test_no_more_is_guessed_than_can_be() -> None:
    pays = Pays()
    pays.plain(PLAIN_S)
    for _ in range(30):
        pays.noted(right=True)
    assert [pays.choose(most) for most in (1, 2, 3, 4, 6, 7, 99)] == [1, 2, 2, 4, 4, MOST, MOST]
    assert COUNTS[-1] == MOST


def test_a_plain_step_is_made_now_and_then_to_compare() -> None:
    pays = Pays()
    pays.plain(PLAIN_S)
    chosen = []
    for _ in range(FRESH + 1):
        chosen.append(pays.choose(1))
        pays.told(1, 1, PLAIN_S)
    assert chosen == [1] * FRESH + [0]
    pays.plain(PLAIN_S)
    assert pays.choose(1) == 1


def test_a_hiccup_of_the_machine_does_not_end_it_for_good() -> None:
    machine = Machine(0.95, 0.2)
    machine.write(100)
    for count in COUNTS:
        machine.pays.told(count, count, 100 * PLAIN_S)
    machine.write(1000)
    assert machine.speed(500) > 1.5
