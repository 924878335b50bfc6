"""Guesses from what the text said before."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.batching.lookup import MAX_INDEXED, MAX_TEXT, Lookup
from app.backends.llama_cpp.prompting.prompt import Unit

PICTURE: Unit = ("media", "cat", 0)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        pytest.param([1, 2, 3, 4, 5, 9, 1, 2, 3], [4, 5, 9], id="three tokens that were there before"),
        pytest.param([1, 2, 3, 4, 8, 2, 3, 5, 9, 1, 2, 3], [4, 8, 2], id="three go over two"),
        pytest.param([7, 2, 3, 4, 5, 9, 1, 2, 3], [4, 5, 9], id="two are enough"),
        pytest.param([1, 2, 3, 4, 1, 2, 3, 5, 1, 2, 3], [5, 1, 2], id="the last time counts"),
        pytest.param([6, 6, 6, 6], [6], id="no more than there is"),
        pytest.param([1, 2, 3, 4, 5], [], id="nothing comes again"),
        pytest.param([1, 2, 9, 9, 3, 2], [], id="one token is no sign"),
        pytest.param([1, 2, 3, PICTURE, 4, 1, 2, 3], [], id="a picture cannot be guessed"),
        pytest.param([1, 2, 3, 4, PICTURE, 1, 2, 3], [4], id="up to a picture"),
        pytest.param(
            [PICTURE, 1, 2, 7, 8, PICTURE, 1, 2],
            [
                7,
                8,
            ],
            id="a picture is a sign",
        ),
        pytest.param([5], [], id="one token"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_a_text_goes_on_as_it_did_before(units: list[Unit], expected: list[int]) -> None:
    assert Lookup().guess(units, 3) == expected


def test_a_text_that_grows_is_followed() -> None:
    lookup = Lookup()
    text: list[Unit] = [1, 2, 3, 4]
    assert lookup.guess(text, 2) == []
    text += [5, 2, 3]
    assert lookup.guess(text, 2) == [4, 5]
    assert lookup.guess(text, 2) == [4, 5]
    text += [9, 2, 3]
    assert lookup.guess(text, 2) == [9, 2]


def test_it_says_what_a_new_lookup_would_say() -> None:
    text: list[Unit] = [number * number % 11 for number in range(200)]
    lookup = Lookup()
    for end in range(1, len(text)):
        assert lookup.guess(text[:end], 4) == Lookup().guess(text[:end], 4)


def test_a_long_prompt_is_taken_in_over_several_steps() -> None:
    text: list[Unit] = [*range(2 * MAX_INDEXED), 5, 6, 7]
    lookup = Lookup()
    assert [lookup.guess(text, 2) for _ in range(3)] == [[], [], [8, 9]]


def test_of_a_huge_prompt_only_the_end_is_looked_at() -> None:
    text: list[Unit] = [*range(2 * MAX_TEXT), 5, 6, 7]
    lookup = Lookup()
    steps = MAX_TEXT // MAX_INDEXED + 1
    assert [lookup.guess(text, 2) for _ in range(steps)][-1] == []
    text += [2 * MAX_TEXT - 9, 2 * MAX_TEXT - 8]
    assert lookup.guess(text, 2) == [2 * MAX_TEXT - 7, 2 * MAX_TEXT - 6]
