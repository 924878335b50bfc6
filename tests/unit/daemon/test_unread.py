"""Who reads is kept, however much waits; who does not is dropped."""

from __future__ import annotations

import pytest

from app.daemon.unread import ASKED_FACTOR, STALLED_S, Unread

LIMIT = 1000


class Clock:
    """Seconds, by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def unread(clock: Clock) -> Unread:
    return Unread(LIMIT, clock)


def test_what_nobody_asked_for_may_wait_up_to_the_limit(unread: Unread) -> None:
    unread.add(LIMIT, reply=False)
    assert not unread.too_much(LIMIT)
    unread.add(1, reply=False)
    assert unread.too_much(LIMIT + 1)


def test_a_large_reply_is_no_reason_while_the_front_end_reads(unread: Unread, clock: Clock) -> None:
    size = 100 * LIMIT
    assert not unread.too_much(0)
    unread.add(size, reply=True)
    for left in range(size, 0, -LIMIT):
        clock.now += STALLED_S
        assert not unread.too_much(left)
    unread.add(LIMIT + 1, reply=False)
    assert unread.too_much(LIMIT + 1)


def test_who_reads_nothing_for_a_while_is_dropped(unread: Unread, clock: Clock) -> None:
    clock.now += 10 * STALLED_S  # a quiet time before is no fault
    assert not unread.too_much(0)
    unread.add(5 * LIMIT, reply=True)
    clock.now += STALLED_S
    assert not unread.too_much(5 * LIMIT)
    clock.now += 0.1
    assert unread.too_much(5 * LIMIT)


def test_what_comes_beside_a_reply_counts(unread: Unread) -> None:
    unread.add(5 * LIMIT, reply=True)
    unread.add(LIMIT + 1, reply=False)
    assert unread.too_much(6 * LIMIT + 1)


def test_replies_do_not_pile_up_without_end(unread: Unread) -> None:
    for _ in range(ASKED_FACTOR):
        unread.add(LIMIT, reply=True)
    assert not unread.too_much(ASKED_FACTOR * LIMIT)
    unread.add(LIMIT, reply=True)
    assert unread.too_much((ASKED_FACTOR + 1) * LIMIT)
