"""Ranges of sampling numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.backends.sampling import MAX_INT, MAX_SEED, MAX_STOP_LENGTH, MAX_STOP_STRINGS, check_sampling
from app.errors import InvalidInput
from app.types.generation import Sampling


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"temperature": 0.0},
        {"temperature": 0},
        {"top_k": 0},
        {"top_k": MAX_INT},
        {"top_p": 0.0, "min_p": 1.0},
        {"seed": 0},
        {"seed": MAX_SEED},
        {"max_tokens": 0},
        {"stop": ("a", "b" * MAX_STOP_LENGTH)},
    ],
)
def test_numbers_in_range_pass(change: dict[str, Any]) -> None:
    check_sampling(replace(Sampling(), **change))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), -0.001, 10**400])
@pytest.mark.parametrize("name", ["temperature", "top_p", "min_p", "repeat_penalty"])
def test_no_float_out_of_range_passes(name: str, value: float) -> None:
    changed: dict[str, Any] = {name: value}
    with pytest.raises(InvalidInput, match=name) as caught:
        check_sampling(replace(Sampling(), **changed))
    assert caught.value.params["setting"] == name
    assert caught.value.hint


@pytest.mark.parametrize("value", [-1, 2**31, 2**63, 10**400])
@pytest.mark.parametrize("name", ["top_k", "max_tokens"])
def test_no_integer_out_of_range_passes(name: str, value: int) -> None:
    changed: dict[str, Any] = {name: value}
    with pytest.raises(InvalidInput, match=name):
        check_sampling(replace(Sampling(), **changed))


@pytest.mark.parametrize("seed", [-1, 2**32 - 1, 2**63])
def test_a_seed_fits_into_32_bits(seed: int) -> None:
    with pytest.raises(InvalidInput, match="seed"):
        check_sampling(Sampling(seed=seed))


@pytest.mark.parametrize("stop", [("",), ("x" * (MAX_STOP_LENGTH + 1),), ("x",) * (MAX_STOP_STRINGS + 1)])
def test_stop_strings_are_limited(stop: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        check_sampling(Sampling(stop=stop))
