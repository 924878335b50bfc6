"""What of the cache a prompt can keep, and the cache that is kept in step with the library."""

from __future__ import annotations

from collections.abc import Sequence as TokenSequence

import pytest

from app.backends.llama_cpp.prefix import common_prefix, reusable
from app.backends.llama_cpp.sequence import CacheContext, Sequence
from app.errors import EngineError


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [([], [], 0), ([1], [], 0), ([1, 2, 3], [1, 2, 4], 2), ([1, 2], [1, 2, 3], 2), ([5], [1], 0), ([1, 2], [1, 2], 2)],
)
def test_common_prefix(left: list[int], right: list[int], expected: int) -> None:
    assert common_prefix(left, right) == expected


def test_the_last_two_tokens_are_always_evaluated() -> None:
    assert reusable([1, 2, 3], [1, 2, 3]) == 1
    assert reusable([1, 2, 3, 4], [1, 2, 3]) == 1
    assert reusable([1, 2, 3], [1, 2, 3, 4, 5]) == 3
    assert reusable([1], [1]) == reusable([], [1]) == 0


class Cache(CacheContext):
    """The library's side: a list of tokens, with faults to order."""

    def __init__(self, *, forgets_in_part: bool = True) -> None:
        self.tokens: list[int] = []
        self.forgets_in_part = forgets_in_part
        self.code = 0

    def decode(self, tokens: TokenSequence[int]) -> int:
        if self.code == 0:
            self.tokens += tokens
        elif self.code != 1:
            self.tokens += tokens[:1]  # a part of the batch stays
        return self.code

    def forget_from(self, position: int) -> bool:
        if self.forgets_in_part:
            del self.tokens[position:]
        return self.forgets_in_part

    def forget_all(self) -> None:
        self.tokens.clear()

    @property
    def length(self) -> int:
        return len(self.tokens)


def filled(cache: Cache, tokens: list[int]) -> Sequence:
    sequence = Sequence(cache)
    sequence.keep_prefix(tokens)
    assert sequence.evaluate(tokens)
    return sequence


def test_a_longer_prompt_keeps_everything() -> None:
    cache = Cache()
    sequence = filled(cache, [1, 2, 3])
    assert sequence.keep_prefix([1, 2, 3, 4, 5]) == 3
    assert cache.tokens == [1, 2, 3]


def test_another_prompt_drops_what_differs() -> None:
    cache = Cache()
    sequence = filled(cache, [1, 2, 3, 4])
    assert sequence.keep_prefix([1, 2, 9, 9]) == 2
    assert cache.tokens == [1, 2]
    assert len(sequence) == 2


def test_a_model_that_cannot_forget_in_part_starts_anew() -> None:
    cache = Cache(forgets_in_part=False)
    sequence = filled(cache, [1, 2, 3])
    assert sequence.keep_prefix([1, 2, 3, 4, 5]) == 3, "nothing has to be forgotten"
    assert sequence.keep_prefix([1, 2, 9, 9]) == 0
    assert cache.tokens == []
    assert len(sequence) == 0


def test_a_cache_that_does_not_hold_what_it_should_is_emptied() -> None:
    cache = Cache()
    sequence = filled(cache, [1, 2, 3])
    cache.tokens.pop()
    assert sequence.keep_prefix([1, 2, 3, 4, 5]) == 0
    assert cache.tokens == []


def test_no_room_changes_nothing() -> None:
    cache = Cache()
    sequence = filled(cache, [1, 2])
    cache.code = 1
    assert not sequence.evaluate([3])
    assert len(sequence) == cache.length == 2


@pytest.mark.parametrize("code", [2, -1, -3])
def test_a_failure_leaves_an_empty_cache_not_a_wrong_one(code: int) -> None:
    cache = Cache()
    sequence = filled(cache, [1, 2])
    cache.code = code
    with pytest.raises(EngineError) as caught:
        sequence.evaluate([3, 4])
    assert str(code) in caught.value.detail
    assert len(sequence) == cache.length == 0
