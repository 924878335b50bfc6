"""Which of the kept conversations a new prompt goes on from, and which are let go of."""

from __future__ import annotations

from app.backends.mlx.caches import MAX_KEPT, Caches, Read, common_prefix


class Layer:
    """Counts what it holds, as MLX's caches do."""

    def __init__(self, *, trimmable: bool = True) -> None:
        self.held = 0
        self.trimmable = trimmable


def caches(max_tokens: int = 1000, *, trimmable: bool = True) -> Caches:
    def trim(layers: list[Layer], count: int) -> None:
        for layer in layers:
            layer.held -= count

    return Caches(
        lambda: [Layer(trimmable=trimmable)], lambda layers: all(one.trimmable for one in layers), trim, max_tokens
    )


def read(kept: Caches, prompt: list[int]) -> Read:
    """Take what is there, read the rest, and give it back."""
    taken = kept.take(prompt)
    taken.layers[0].held += len(prompt) - len(taken.tokens)
    taken.tokens = list(prompt)
    kept.keep(taken)
    return taken


def held(found: Read) -> int:
    assert found.layers[0].held == len(found.tokens), "tokens and caches must agree"
    return len(found.tokens)


def test_the_common_beginning_is_counted() -> None:
    assert common_prefix([], [1]) == 0
    assert common_prefix([1, 2, 3], [1, 2, 4, 5]) == 2
    assert common_prefix([1, 2], [1, 2, 3]) == 2


def test_a_conversation_goes_on_where_it_was() -> None:
    kept = caches()
    first = read(kept, list(range(50)))
    again = kept.take(list(range(60)))
    assert again is first
    assert held(again) == 50


def test_the_last_token_of_a_prompt_is_always_read() -> None:
    kept = caches()
    read(kept, list(range(50)))
    assert held(kept.take(list(range(50)))) == 49


def test_an_answer_that_is_written_anew_drops_the_old_one() -> None:
    kept = caches()
    first = read(kept, [*range(50), 90, 91])
    again = kept.take([*range(50), 70, 71])
    assert again is first
    assert held(again) == 50


def test_another_conversation_that_begins_alike_leaves_the_longer_one_alone() -> None:
    kept = caches()
    long = read(kept, [*range(10), *range(100, 160)])
    other = kept.take([*range(10), 7, 8])
    assert other is not long
    assert held(other) == 10
    assert held(kept.take([*range(10), *range(100, 160), 5])) == 70


def test_what_cannot_be_trimmed_is_only_used_whole() -> None:
    kept = caches(trimmable=False)
    read(kept, [1, 2, 3])
    assert held(kept.take([1, 2, 9])) == 0
    assert held(kept.take([1, 2, 3, 9])) == 3


def test_the_oldest_go_when_it_is_too_much() -> None:
    kept = caches(max_tokens=100)
    for begin in (0, 1000, 2000):
        read(kept, list(range(begin, begin + 40)))
    assert held(kept.take([*range(40), 1])) == 0
    assert held(kept.take([*range(1000, 1040), 1])) == 40


def test_one_conversation_stays_however_long_it_is() -> None:
    kept = caches(max_tokens=10)
    read(kept, list(range(40)))
    assert held(kept.take([*range(40), 1])) == 40


def test_only_a_few_are_kept_and_nothing_is_nothing() -> None:
    kept = caches()
    kept.keep(Read([Layer()]))
    for begin in range(MAX_KEPT + 1):
        read(kept, [begin * 100, begin * 100 + 1])
    assert held(kept.take([0, 1, 2])) == 0
    assert held(kept.take([100, 101, 2])) == 2
