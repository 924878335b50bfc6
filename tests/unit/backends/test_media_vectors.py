"""What was encoded stays in memory within a budget."""

from __future__ import annotations

from dataclasses import dataclass

from app.backends.llama_cpp.media.vectors import VectorCache


@dataclass(frozen=True)
class Block:
    """Something of a size."""

    nbytes: int


def test_the_least_recently_used_goes_first() -> None:
    cache: VectorCache[Block] = VectorCache(100)
    for key in ("a", "b", "c"):
        cache.put(key, Block(30))
    assert cache.get("a") is not None
    cache.put("d", Block(40))
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]
    assert cache.used_bytes == 100


def test_a_value_replaces_its_predecessor() -> None:
    cache: VectorCache[Block] = VectorCache(100)
    cache.put("a", Block(60))
    cache.put("a", Block(80))
    assert (cache.get("a"), cache.used_bytes) == (Block(80), 80)


def test_what_is_larger_than_the_budget_is_not_kept_and_costs_nothing() -> None:
    cache: VectorCache[Block] = VectorCache(100)
    cache.put("a", Block(60))
    cache.put("b", Block(101))
    assert (cache.get("b"), cache.get("a")) == (None, Block(60))
    cache.put("a", Block(101))
    assert (cache.get("a"), cache.used_bytes) == (None, 0)


def test_clear() -> None:
    cache: VectorCache[Block] = VectorCache(100)
    cache.put("a", Block(60))
    cache.clear()
    assert (cache.get("a"), cache.used_bytes) == (None, 0)
