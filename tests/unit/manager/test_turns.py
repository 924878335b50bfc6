"""The waiting line by itself."""

from __future__ import annotations

import asyncio

import pytest

from app.errors import Busy, EngineError
from app.manager.turns import Turns
from app.types.generation import Priority
from tests.unit.manager.harness import quiet

NORMAL = Priority.NORMAL


def everybody(_: int) -> bool:
    return True


def nothing() -> None:
    """Nobody wants to know."""


async def test_a_free_model_is_taken_at_once_and_silently() -> None:
    turns, waits = Turns(everybody), []
    await turns.take(1, NORMAL, 5, lambda: waits.append(1))
    assert (turns.active, turns.waiting, waits) == (1, 0, [])


async def test_first_come_first_served() -> None:
    turns, order = Turns(everybody), []

    async def visit(name: int) -> None:
        await turns.take(name, NORMAL, 10, nothing)
        order.append(name)
        turns.give_back()

    await turns.take(0, NORMAL, 10, nothing)
    visits = [asyncio.create_task(visit(name)) for name in range(1, 6)]
    await quiet()
    assert turns.waiting == 5
    turns.give_back()
    await asyncio.gather(*visits)
    assert order == [1, 2, 3, 4, 5]
    assert (turns.active, turns.waiting) == (0, 0)


async def test_a_full_line_is_refused_with_numbers() -> None:
    turns = Turns(everybody)
    await turns.take(0, NORMAL, 1, nothing)
    waiting = asyncio.create_task(turns.take(1, NORMAL, 1, nothing))
    await quiet()
    with pytest.raises(Busy) as caught:
        await turns.take(2, NORMAL, 1, nothing)
    assert caught.value.params == {"waiting": 1, "limit": 1}
    turns.give_back()
    await waiting


async def test_a_cancelled_waiter_leaves_at_once() -> None:
    turns = Turns(everybody)
    await turns.take(0, NORMAL, 5, nothing)
    waiting = [asyncio.create_task(turns.take(number, NORMAL, 5, nothing)) for number in (1, 2)]
    await quiet()
    waiting[0].cancel()
    await quiet()
    assert turns.waiting == 1
    turns.give_back()
    await waiting[1]
    assert turns.active == 1


async def test_a_turn_that_comes_in_the_moment_of_cancelling_goes_to_the_next() -> None:
    turns = Turns(everybody)
    await turns.take(0, NORMAL, 5, nothing)
    first, second = (asyncio.create_task(turns.take(number, NORMAL, 5, nothing)) for number in (1, 2))
    await quiet()
    turns.give_back()
    first.cancel()
    await second
    assert (turns.active, turns.waiting) == (1, 0)


async def test_sending_away_in_the_moment_of_cancelling_frees_no_turn() -> None:
    turns = Turns(everybody)
    await turns.take(0, NORMAL, 5, nothing)
    waiting = asyncio.create_task(turns.take(1, NORMAL, 5, nothing))
    await quiet()
    turns.fail_all(EngineError("down"))
    waiting.cancel()
    await quiet()
    assert waiting.cancelled()
    assert turns.active == 1


async def test_everybody_in_the_line_can_be_sent_away() -> None:
    turns = Turns(everybody)
    await turns.take(0, NORMAL, 5, nothing)
    waiting = [asyncio.create_task(turns.take(number, NORMAL, 5, nothing)) for number in (1, 2)]
    await quiet()
    turns.fail_all(EngineError("It is down.", params={"n": 1}))
    errors = await asyncio.gather(*waiting, return_exceptions=True)
    assert [str(error) for error in errors] == ["It is down.", "It is down."]
    assert errors[0] is not errors[1]
    assert (turns.active, turns.waiting) == (1, 0)


async def test_a_wider_engine_serves_more_at_once() -> None:
    turns = Turns(everybody)
    await turns.take(0, NORMAL, 5, nothing)
    waiting = [asyncio.create_task(turns.take(number, NORMAL, 5, nothing)) for number in (1, 2)]
    await quiet()
    turns.widen(2)
    await waiting[0]
    assert (turns.active, turns.waiting) == (2, 1)
    turns.give_back()
    await waiting[1]


async def test_newer_requests_stand_back_when_told_to() -> None:
    allowed = 1
    turns = Turns(lambda ticket: ticket <= allowed)
    held = asyncio.create_task(turns.take(2, NORMAL, 5, nothing))
    await quiet()
    assert turns.waiting == 1
    allowed = 2
    turns.poke()
    await held


async def test_people_go_first_and_drafts_have_no_place() -> None:
    turns, order = Turns(everybody), []

    async def visit(ticket: int, priority: Priority) -> None:
        await turns.take(ticket, priority, 10, nothing)
        order.append(ticket)
        turns.give_back()

    assert turns.free == 1
    await turns.take(0, NORMAL, 10, nothing)
    kinds = (Priority.BACKGROUND, NORMAL, Priority.INTERACTIVE, NORMAL)
    visits = [asyncio.create_task(visit(ticket, kind)) for ticket, kind in enumerate(kinds, 1)]
    await quiet()
    assert turns.free == 0
    turns.give_back()
    await asyncio.gather(*visits)
    assert order == [3, 2, 4, 1]


async def test_who_may_go_goes_although_somebody_before_has_to_stand_back() -> None:
    turns = Turns(lambda ticket: ticket < 2)
    turns.widen(2)
    await turns.take(0, NORMAL, 5, nothing)
    held = asyncio.create_task(turns.take(3, Priority.INTERACTIVE, 5, nothing))
    await quiet()
    older = asyncio.create_task(turns.take(1, Priority.BACKGROUND, 5, nothing))
    await quiet()
    turns.poke()
    await older
    held.cancel()
