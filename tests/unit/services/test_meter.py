"""Figures of answers that went on."""

from __future__ import annotations

import pytest

from app.services.meter import add_usage
from app.types.generation import Usage

LONG = Usage(40, 10, 300, 0.2, 60.0)
SHORT = Usage(400, 390, 6, 1.79, 30.0)


def test_tokens_add_up_and_the_speed_is_that_of_all_of_them() -> None:
    both = add_usage(LONG, SHORT)
    assert both is not None
    assert both.completion_tokens == 306
    assert both.tokens_per_s == pytest.approx(306 / (300 / 60 + 6 / 30))
    assert both.first_token_s == 0.2
    assert (both.prompt_tokens, both.reused_tokens) == (400, 390)


def test_what_was_not_measured_counts_for_nothing() -> None:
    assert add_usage(None, SHORT) == SHORT
    assert add_usage(LONG, None) == LONG
    assert add_usage(None, None) is None
    interrupted = Usage(completion_tokens=120)
    told = add_usage(interrupted, SHORT)
    assert told == Usage(400, 390, 126, 0.0, 30.0), "how long the first token took is not known any more"
    assert add_usage(interrupted, interrupted) == Usage(completion_tokens=240)
    assert add_usage(Usage(40), SHORT) == SHORT
