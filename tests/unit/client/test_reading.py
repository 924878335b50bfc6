"""Figures about the reading of a prompt."""

from __future__ import annotations

import math

import pytest

from app.client.reading import Reading, about
from app.types.streams import AnswerPhase, AnswerProgress


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def read(done: int, remaining: float | None = None, total: int = 100) -> AnswerProgress:
    return AnswerProgress(AnswerPhase.READING, done, total, remaining)


def test_what_is_read_at_once_has_no_figures() -> None:
    clock = Clock()
    reading = Reading(clock)
    assert reading.words(number) == ""
    reading.take(AnswerProgress(AnswerPhase.READING))
    clock.now += 0.6
    reading.take(read(90, 0.1))
    assert reading.words(number) == ""
    clock.now += 0.2
    assert reading.words(number) == "90 % · about 1 s"


def test_without_an_estimate_there_is_a_share_alone_and_without_a_size_nothing() -> None:
    clock = Clock()
    reading = Reading(clock)
    reading.take(AnswerProgress(AnswerPhase.READING))
    clock.now += 5
    assert reading.words(number) == ""
    reading.take(read(43))
    assert reading.words(number) == "43 %"
    reading.take(read(44, math.inf))
    assert reading.words(number) == "44 %"


def test_a_wrong_guess_does_not_make_the_figures_jump() -> None:
    clock = Clock()
    reading = Reading(clock)
    reading.take(read(0, 8.0))
    clock.now += 1
    reading.take(read(10, 7.0))
    assert reading.words(number) == "10 % · about 7 s"
    clock.now += 1
    reading.take(read(20, 9.0))
    assert reading.words(number) == "20 % · about 8 s"
    clock.now += 1
    assert reading.words(number) == "20 % · about 7 s"


def test_an_engine_that_starts_again_is_believed() -> None:
    clock = Clock()
    reading = Reading(clock)
    reading.take(read(90, 1.0))
    clock.now += 1
    reading.take(read(0, 9.0))
    assert reading.words(number) == "0 % · about 9 s"
    reading.take(AnswerProgress(AnswerPhase.WRITING))
    assert reading.words(number) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "about 1 s"),
        (0.2, "about 1 s"),
        (4.1, "about 5 s"),
        (10, "about 10 s"),
        (12.4, "about 10 s"),
        (57.4, "about 55 s"),
        (57.5, "about 1 min"),
        (200, "about 3 min"),
    ],
)
def test_round_figures(seconds: float, words: str) -> None:
    assert about(seconds, number) == words
