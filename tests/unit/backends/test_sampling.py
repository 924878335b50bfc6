"""Ranges of what a request may ask for."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace
from typing import Any

import pytest

from app.backends.sampling import (
    MAX_BIAS,
    MAX_BIASES,
    MAX_BREAKER_BYTES,
    MAX_BREAKERS,
    MAX_CHOICES,
    MAX_CONVERSATION,
    MAX_INT,
    MAX_LOGPROBS,
    MAX_STOP_LENGTH,
    MAX_STOP_STRINGS,
    MAX_WRITTEN,
    RANGES,
    check_request,
    check_sampling,
)
from app.config.tables import PRESET_RULES
from app.errors import InvalidInput
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, Sampling, TokenBias, ToolSpec
from app.types.messages import Message, Role

TOOL = ToolSpec("clock")


def request(**changes: Any) -> GenerateRequest:
    """A request that can be taken, but for these changes."""
    return replace(GenerateRequest((Message.of(Role.USER, "Hello"),)), **changes)


def test_every_number_of_sampling_has_a_range() -> None:
    texts = {"dry_breakers", "logit_bias", "stop"}
    assert set(RANGES) | texts == {item.name for item in dataclasses.fields(Sampling)}


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, -(10**400), 2**63, -1000])
def test_no_number_out_of_range_passes(name: str, value: float) -> None:
    changed: dict[str, Any] = {name: value}
    with pytest.raises(InvalidInput, match=f"“{name}”") as caught:
        check_sampling(replace(Sampling(), **changed))
    low, high = RANGES[name]
    assert caught.value.params == {"setting": name, "low": low, "high": high}
    assert f"from {low} to {high}" in caught.value.hint


@pytest.mark.parametrize("name", RANGES)
def test_both_ends_of_each_range_pass_and_no_more(name: str) -> None:
    low, high = RANGES[name]
    for value in (low, high):
        changed: dict[str, Any] = {name: value}
        check_sampling(replace(Sampling(), **changed))
    for value in (low - 1 if type(low) is int else low - 0.001, high + 1 if type(high) is int else high + 0.001):
        changed = {name: value}
        with pytest.raises(InvalidInput):
            check_sampling(replace(Sampling(), **changed))


def test_presets_stay_within_the_ranges() -> None:
    assert set(PRESET_RULES) == set(RANGES) | {"stop", "dry_breakers"}
    for name, allowed in RANGES.items():
        rule = PRESET_RULES[name]
        assert rule.minimum is not None
        assert rule.maximum is not None
        assert allowed.low <= rule.minimum <= rule.maximum <= allowed.high
    assert PRESET_RULES["dry_breakers"].maximum == MAX_BREAKERS


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"stop": ("a", "b" * MAX_STOP_LENGTH)},
        {"dry_breakers": ()},
        {"dry_breakers": ("é" * (MAX_BREAKER_BYTES // 2),) * MAX_BREAKERS},
        {"logit_bias": (TokenBias(0, -math.inf), TokenBias(MAX_INT, MAX_BIAS), TokenBias(1, -MAX_BIAS))},
    ],
    ids=str,
)
def test_lists_within_their_limits_pass(change: dict[str, Any]) -> None:
    check_sampling(replace(Sampling(), **change))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("stop", ("",)),
        ("stop", ("x" * (MAX_STOP_LENGTH + 1),)),
        ("stop", ("x",) * (MAX_STOP_STRINGS + 1)),
        ("dry_breakers", ("",)),
        ("dry_breakers", ("a\x00",)),
        ("dry_breakers", ("é" * MAX_BREAKER_BYTES,)),
        ("dry_breakers", ("x",) * (MAX_BREAKERS + 1)),
        ("logit_bias", (TokenBias(1, 0.0),) * (MAX_BIASES + 1)),
        ("logit_bias", (TokenBias(-1, 0.0),)),
        ("logit_bias", (TokenBias(2**31, 0.0),)),
        ("logit_bias", (TokenBias(1, math.nan),)),
        ("logit_bias", (TokenBias(1, math.inf),)),
        ("logit_bias", (TokenBias(1, MAX_BIAS + 1),)),
        ("logit_bias", (TokenBias(1, 2.0**63),)),
        ("logit_bias", (TokenBias(1, -MAX_BIAS - 1),)),
    ],
)
def test_lists_beyond_their_limits_are_refused(name: str, value: tuple[Any, ...]) -> None:
    changed: dict[str, Any] = {name: value}
    with pytest.raises(InvalidInput) as caught:
        check_sampling(replace(Sampling(), **changed))
    assert caught.value.params["setting"] == name
    assert caught.value.hint


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"choices": MAX_CHOICES, "top_logprobs": MAX_LOGPROBS},
        {"top_logprobs": 0},
        {"written": "x" * MAX_WRITTEN, "written_tokens": MAX_INT},
        {"conversation": "x" * MAX_CONVERSATION},
        {"tools": (TOOL,), "tool_choice": "clock"},
        {"tools": (TOOL,), "format": AnswerFormat(FormatKind.JSON)},
        {"format": AnswerFormat(FormatKind.JSON_SCHEMA, "{}")},
        {"format": AnswerFormat(FormatKind.GRAMMAR, 'root ::= "a"')},
        {"format": AnswerFormat(FormatKind.TEXT, "not looked at")},
    ],
    ids=lambda change: str(change)[:40],
)
def test_sound_requests_pass(change: dict[str, Any]) -> None:
    check_request(request(**change))


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        ({"sampling": Sampling(typical_p=2.0)}, "typical_p"),
        ({"choices": 0}, "choices"),
        ({"choices": 2**63}, "choices"),
        ({"choices": math.nan}, "choices"),
        ({"top_logprobs": -1}, "top_logprobs"),
        ({"top_logprobs": MAX_LOGPROBS + 1}, "top_logprobs"),
        ({"written_tokens": -1}, "written_tokens"),
        ({"written_tokens": 2**63}, "written_tokens"),
        ({"written": "x" * (MAX_WRITTEN + 1)}, "written"),
        ({"conversation": "x" * (MAX_CONVERSATION + 1)}, "conversation"),
        ({"tools": (TOOL, TOOL)}, "tools"),
        ({"tool_choice": "clock"}, "tool_choice"),
        ({"tools": (TOOL,), "tool_choice": "required", "format": AnswerFormat(FormatKind.JSON)}, "format"),
        ({"format": AnswerFormat(FormatKind.JSON_SCHEMA, "{")}, "schema"),
        ({"format": AnswerFormat(FormatKind.JSON_SCHEMA, " " * 10**6)}, "schema"),
        ({"format": AnswerFormat(FormatKind.GRAMMAR, "")}, "grammar"),
        ({"format": AnswerFormat(FormatKind.GRAMMAR, " " * 10**6)}, "grammar"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_requests_that_no_engine_can_take_name_the_setting(change: dict[str, Any], setting: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_request(request(**change))
    assert caught.value.params["setting"] == setting
    assert caught.value.hint
