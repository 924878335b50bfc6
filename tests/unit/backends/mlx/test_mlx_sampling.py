"""How settings of a request become mlx-lm's."""

from __future__ import annotations

import math
from typing import Any

import pytest

from app.backends.mlx.engine import SAMPLERS
from app.backends.mlx.sampling import processor_settings, sampler_settings
from app.types.generation import Sampling, TokenBias


@pytest.mark.parametrize(
    ("sampling", "expected"),
    [
        (Sampling(top_p=0.0), {"top_p": 1e-6}),  # mlx-lm would take it for "off"
        (Sampling(top_p=1.0), {"top_p": 1.0}),
        (Sampling(top_k=1000), {"top_k": 0}),  # more than there are; mlx-lm would raise
        (Sampling(top_k=99), {"top_k": 99}),
        (Sampling(xtc_probability=0.5, xtc_threshold=0.9), {"xtc_probability": 0.0, "xtc_threshold": 0.5}),
        (Sampling(xtc_probability=0.5, xtc_threshold=0.2), {"xtc_probability": 0.5, "xtc_threshold": 0.2}),
        (Sampling(temperature=0.0, min_p=0.1), {"temp": 0.0, "min_p": 0.1}),
    ],
)
def test_samplers(sampling: Sampling, expected: dict[str, Any]) -> None:
    found = sampler_settings(sampling, vocabulary=100)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("sampling", "expected"),
    [
        (Sampling(repeat_penalty=1.0), {}),
        (Sampling(repeat_penalty=1.3, repeat_last_n=0), {}),
        (Sampling(repeat_penalty=1.3), {"repetition_penalty": 1.3, "repetition_context_size": 64}),
        (
            Sampling(repeat_penalty=1.0, presence_penalty=1.0, frequency_penalty=-1.0, repeat_last_n=-1),
            {
                "presence_penalty": 1.0,
                "presence_context_size": 2048,
                "frequency_penalty": -1.0,
                "frequency_context_size": 2048,
            },
        ),
        (
            Sampling(repeat_penalty=1.0, logit_bias=(TokenBias(3, -math.inf), TokenBias(5, 2.0), TokenBias(100, 1.0))),
            {"logit_bias": {3: -1e9, 5: 2.0}},  # there is no token 100
        ),
    ],
)
def test_penalties_and_biases(sampling: Sampling, expected: dict[str, Any]) -> None:
    assert processor_settings(sampling, vocabulary=100, context_tokens=2048) == expected


def test_it_claims_settings_that_exist() -> None:
    assert set(Sampling.__dataclass_fields__) >= SAMPLERS
