"""The shares of a window, and texts in pieces."""

from __future__ import annotations

import random

import pytest

from app.services.context_policy import Budget, Piece, left_out_words, pieces, summing_up_words
from app.types.chats import ContextPolicy


@pytest.mark.parametrize(
    ("window", "limit", "most"), [(8192, None, 6144), (8192, 100, 8092), (8192, 100_000, 6144), (8192, 0, 8192)]
)
def test_an_answer_has_room(window: int, limit: int | None, most: int) -> None:
    assert Budget(window, limit).most == most


@pytest.mark.parametrize("window", [1, 256, 2048, 8192, 1_048_576])
def test_the_shares_are_possible_in_every_window(window: int) -> None:
    budget = Budget(window)
    assert 1 <= budget.summary_tokens <= max(1, window // 8)
    assert budget.summary_words >= 10
    for policy in (ContextPolicy.DROP, ContextPolicy.SUMMARISE):
        assert budget.step(policy) <= window // 2
    assert budget.step(ContextPolicy.SUMMARISE) < budget.step(ContextPolicy.DROP)


def test_how_much_is_summed_up_at_once_follows_from_what_was_counted() -> None:
    assert Budget(1000).characters_per_call(8000, 2000) == 2600
    assert Budget(1000).characters_per_call(0, 0) == 200


def test_whole_turns_go_together_and_a_long_one_is_cut() -> None:
    assert list(pieces(["ab", "cd", "ef"], 4)) == [Piece("ab\n\ncd", 2), Piece("ef", 3)]
    assert list(pieces(["ab", "c" * 10, "d"], 4)) == [
        Piece("ab", 1),
        Piece("cccc", 1),
        Piece("cccc", 1),
        Piece("cc\n\nd", 3),
    ]
    assert list(pieces(["", "x"], 4)) == [Piece("\n\nx", 2)]
    assert list(pieces([], 4)) == []


def test_no_character_gets_lost_in_pieces() -> None:
    chance = random.Random(4)  # noqa: S311 - a reproducible sequence, not a secret
    for _ in range(200):
        turns = [chr(97 + index) * chance.randrange(1, 30) for index in range(chance.randrange(1, 8))]
        most = chance.randrange(1, 20)
        cut = list(pieces(turns, most))
        assert "".join(piece.text.replace("\n\n", "") for piece in cut) == "".join(turns)
        assert all(len(piece.text.replace("\n\n", "")) <= most for piece in cut)
        assert [piece.through for piece in cut] == sorted(piece.through for piece in cut)
        assert cut[-1].through == len(turns)


def test_words() -> None:
    assert left_out_words(1, summed_up=False) == (
        "The first message was not read: the chat is longer than the model's window."
    )
    assert left_out_words(1200, summed_up=True) == (
        "The first 1,200 messages were read as a summary: the chat is longer than the model's window."
    )
    assert summing_up_words(1) == "Summing up the first message…"
    assert summing_up_words(12) == "Summing up the first 12 messages…"
