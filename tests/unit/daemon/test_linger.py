"""When an auto-started core ends by itself."""

from __future__ import annotations

from app.daemon.linger import Linger

LINGER_S = 300.0


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_five_minutes_after_the_last_client() -> None:
    clock = Clock()
    linger = Linger(clock, lambda: LINGER_S)
    linger.update(clients=1, answering=0)
    clock.now += 10_000
    assert linger.remaining() is None
    linger.update(clients=0, answering=0)
    assert linger.remaining() == LINGER_S
    clock.now += 100
    linger.update(clients=0, answering=0)
    assert linger.remaining() == LINGER_S - 100
    clock.now += 1000
    assert linger.remaining() == 0


def test_never_while_an_answer_runs() -> None:
    clock = Clock()
    linger = Linger(clock, lambda: LINGER_S)
    linger.update(clients=0, answering=1)
    clock.now += 10_000
    assert linger.remaining() is None
    linger.update(clients=0, answering=0)
    assert linger.remaining() == LINGER_S


def test_a_core_that_nobody_ever_called_ends_too() -> None:
    clock = Clock()
    linger = Linger(clock, lambda: LINGER_S)
    clock.now += LINGER_S
    assert linger.remaining() == 0


def test_a_served_core_stays() -> None:
    clock = Clock()
    linger = Linger(clock, lambda: None)
    clock.now += 10_000
    linger.update(clients=0, answering=0)
    assert linger.remaining() is None
