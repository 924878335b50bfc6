"""Who is next in a line with priorities."""

from __future__ import annotations

import pytest

from app.manager.line import PATIENCE, Place, serve_next
from app.types.generation import Priority


def line(*priorities: Priority) -> list[Place]:
    return [Place(priority, number) for number, priority in enumerate(priorities)]


def order_of(places: list[Place]) -> list[int]:
    order = []
    while (chosen := serve_next(places)) is not None:
        places.remove(chosen)
        order.append(chosen.arrived)
    return order


def test_nobody_is_next_in_an_empty_line() -> None:
    assert serve_next([]) is None


def test_people_before_programs_before_background_and_equals_in_the_order_of_coming() -> None:
    background, normal, person = Priority.BACKGROUND, Priority.NORMAL, Priority.INTERACTIVE
    assert order_of(line(background, normal, person, background, normal, person)) == [2, 5, 1, 4, 0, 3]


@pytest.mark.parametrize("patient", [Priority.BACKGROUND, Priority.NORMAL])
def test_nobody_waits_for_ever(patient: Priority) -> None:
    places, newcomers = [Place(patient, 0)], 0
    while places[0].arrived == 0:
        newcomers += 1
        places.append(Place(Priority.INTERACTIVE, newcomers))
        chosen = serve_next(places)
        assert chosen is not None
        places.remove(chosen)
    assert newcomers == PATIENCE * patient + 1


def test_whoever_came_later_is_not_overtaken() -> None:
    places = line(Priority.INTERACTIVE, Priority.BACKGROUND)
    serve_next(places)
    assert [place.overtaken for place in places] == [0, 0]
