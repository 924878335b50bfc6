"""What of a cached sequence a prompt can keep, and prompts as lists of units."""

from __future__ import annotations

import pytest

from app.backends.llama_cpp.cache.prefix import common_prefix, reusable
from app.backends.llama_cpp.prompting.prompt import MediaSegment, Prompt, TokenSegment
from app.backends.prompting.conversation import whole_words
from tests.helpers.prompts import prompt_of


def picture(key: str, positions: int = 3) -> MediaSegment:
    return MediaSegment(key, 2 * positions, positions, lambda _sequence, _position: 0)


def with_picture(key: str = "cat") -> Prompt:
    return Prompt([TokenSegment([1, 2]), picture(key), TokenSegment([7, 8])])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [([], [], 0), ([1], [], 0), ([1, 2, 3], [1, 2, 4], 2), ([1, 2], [1, 2, 3], 2), ([5], [1], 0), ([1, 2], [1, 2], 2)],
)
def test_common_prefix(left: list[int], right: list[int], expected: int) -> None:
    assert common_prefix(left, right) == expected


@pytest.mark.parametrize("length", [0, 1, 2, 3, 7, 64, 99, 100])
def test_the_first_difference_is_found_wherever_it_is(length: int) -> None:
    left, right = list(range(100)), list(range(100))
    right[length:] = [-1] * (100 - length)
    assert common_prefix(left, right) == common_prefix(right, left) == length


def test_lists_and_tuples_are_compared_by_what_is_in_them() -> None:
    assert common_prefix((1, 2, 3), [1, 2, 4]) == 2


def test_the_last_two_tokens_are_always_evaluated() -> None:
    assert reusable([1, 2, 3], prompt_of([1, 2, 3])) == 1
    assert reusable([1, 2, 3, 4], prompt_of([1, 2, 3])) == 1
    assert reusable([1, 2, 3], prompt_of([1, 2, 3, 4, 5])) == 3
    assert reusable([1], prompt_of([1])) == reusable([], prompt_of([1])) == 0


def test_what_is_only_read_can_be_kept_to_its_end() -> None:
    assert reusable([1, 2, 3], prompt_of([1, 2, 3]), evaluated=0) == 3


def test_a_picture_is_kept_whole_or_not_at_all() -> None:
    cat = with_picture()
    assert len(cat) == 7
    assert cat.cells == 10
    assert reusable(cat.units[:4], cat) == 2
    assert reusable(cat.units[:5], cat) == 5
    assert reusable(with_picture("dog").units, cat) == 2


def test_text_ahead_ends_at_the_next_picture() -> None:
    cat = with_picture()
    assert [cat.text_ahead(position) for position in (0, 1, 2, 5, 6, 7)] == [2, 1, 0, 2, 1, 0]
    assert cat.text(5, 2) == [7, 8]
    assert cat.tokens == [1, 2, 7, 8]


def test_a_prompt_goes_on_without_its_origin() -> None:
    cat = with_picture()
    longer = cat.extended([9])
    longer.append(10)
    assert (longer.units[-2:], longer.cells, len(longer)) == ([9, 10], 12, 9)
    assert (len(cat), cat.cells) == (7, 10)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("How are y", "How are"),
        ("How are  ", "How are"),
        ("user\nHow", "user"),
        ("How", ""),
        ("", ""),
        ("Look: <m>", "Look: <m>"),
        ("<m>at th", "<m>at"),
        ("<m>at", "<m>"),
    ],
)
def test_the_last_word_of_a_draft_may_still_grow(text: str, whole: str) -> None:
    assert whole_words(text, "<m>") == whole
