"""What the panel makes of options."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.types.chats import ChatOptions, ContextPolicy, EffectiveOptions, OptionSource
from app.types.generation import ANY_SEED, Sampling, SamplingOverrides
from app.types.library import ModelOptions
from app.ui.panel.panel_model import (
    FIRST,
    MAX_SEED,
    MORE,
    Dial,
    Entry,
    entry,
    for_model,
    is_plain,
    parse_stops,
    parse_whole,
    plain,
    sampling_of,
    stops_text,
    system_prompt,
    with_sampling,
    with_tool,
)

TEMPERATURE = FIRST[0]
SOURCES = {"temperature": OptionSource.MODEL, "top_p": OptionSource.CHAT, "system_prompt": OptionSource.ASSISTANT}
EFFECTIVE = EffectiveOptions(
    "smol", "Be kind.", "balanced", Sampling(temperature=0.4, max_tokens=100), ContextPolicy.DROP, None, SOURCES
)


def test_every_dial_is_a_value_of_sampling() -> None:
    names = [dial.name for dial in (*FIRST, *MORE)]
    assert len(set(names)) == len(names)
    for dial in (*FIRST, *MORE):
        assert hasattr(SamplingOverrides(), dial.name)
        value = getattr(Sampling(), dial.name)
        assert dial.value(dial.position(value)) == pytest.approx(value)


def test_positions_and_values_go_both_ways_and_stay_in_reach() -> None:
    assert TEMPERATURE.steps == 40
    assert TEMPERATURE.position(0.7) == 14
    assert TEMPERATURE.value(14) == 0.7
    assert TEMPERATURE.position(99) == 40
    assert TEMPERATURE.position(-1) == 0
    whole = Dial("top_k", 0, 200, 1, 0).value(40)
    assert (whole, type(whole)) == (40, int)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.75", 0.75), (" 0,5 ", 0.5), ("2", 2.0), ("2.01", None), ("-1", None), ("x", None), ("", None)],
)
def test_typed_numbers(text: str, value: float | None) -> None:
    assert TEMPERATURE.parse(text) == value


def test_nan_is_no_number() -> None:
    assert TEMPERATURE.parse("nan") is None
    assert TEMPERATURE.parse("inf") is None


def test_where_a_value_comes_from() -> None:
    own = ChatOptions(sampling=SamplingOverrides(temperature=1.5))
    assert entry(own, EFFECTIVE, "temperature") == Entry(1.5, OptionSource.CHAT)
    assert entry(own, EFFECTIVE, "temperature").own
    assert entry(ChatOptions(), EFFECTIVE, "temperature") == Entry(0.4, OptionSource.MODEL)
    assert entry(ChatOptions(), EFFECTIVE, "top_p").source is OptionSource.PRESET, "just given back"
    assert entry(ChatOptions(), EFFECTIVE, "min_p").source is OptionSource.PRESET
    assert entry(ChatOptions(), None, "top_k") == Entry(40, OptionSource.DEFAULT)


def test_the_system_prompt_in_force() -> None:
    assert system_prompt(ChatOptions(system_prompt=""), EFFECTIVE) == Entry("", OptionSource.CHAT)
    assert system_prompt(ChatOptions(), EFFECTIVE) == Entry("Be kind.", OptionSource.ASSISTANT)
    assert system_prompt(ChatOptions(), None) == Entry("", OptionSource.DEFAULT)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", (True, None)),
        (" 1,024 ", (True, 1024)),
        ("1.024", (True, 1024)),
        ("0", (True, 0)),
        ("x", (False, None)),
        ("-3", (False, None)),
        ("²", (False, None)),
        (str(MAX_SEED + 1), (False, None)),
        ("9" * 5000, (False, None)),
    ],
)
def test_typed_whole_numbers(text: str, result: tuple[bool, int | None]) -> None:
    assert parse_whole(text, MAX_SEED) == result


def test_stop_strings_are_lines() -> None:
    assert parse_stops("END\n\n\\n\\nUser:") == (True, ("END", "\n\nUser:"))
    assert stops_text(("END", "\n\nUser:")) == "END\n\\n\\nUser:"
    assert parse_stops("") == (True, ())
    assert parse_stops("\n".join("abcdefghi")) == (False, ())
    assert parse_stops("x" * 101) == (False, ())


def test_one_value_of_sampling_is_changed() -> None:
    own = ChatOptions(sampling=SamplingOverrides(temperature=1.5))
    assert with_sampling(own, "top_k", 5) == SamplingOverrides(temperature=1.5, top_k=5)
    assert with_sampling(own, "temperature", None) == SamplingOverrides()


def test_all_values_as_a_preset() -> None:
    own = ChatOptions(sampling=SamplingOverrides(top_k=5, max_tokens=0))
    assert sampling_of(own, EFFECTIVE) == Sampling(temperature=0.4, top_k=5, max_tokens=None)
    assert sampling_of(ChatOptions(), EFFECTIVE) == EFFECTIVE.sampling


def test_a_chats_options_as_its_models_defaults() -> None:
    own = ChatOptions(system_prompt="Short.", preset="precise", sampling=SamplingOverrides(top_k=5))
    assert for_model(own, EFFECTIVE) == ModelOptions("Short.", "precise", SamplingOverrides(top_k=5))
    assert for_model(ChatOptions(), EFFECTIVE) == ModelOptions("Be kind.", "balanced", SamplingOverrides())
    assert for_model(ChatOptions(), None) == ModelOptions()


def test_what_can_be_given_back() -> None:
    own = ChatOptions(assistant_id="a", preset="precise", tools=("clock",))
    assert not is_plain(own)
    assert plain(own) == ChatOptions(assistant_id="a", tools=("clock",))
    assert is_plain(plain(own))


def test_tools_on_and_off() -> None:
    own = ChatOptions(tools=("a", "b"))
    assert with_tool(own, "a", wanted=False) == ("b",)
    assert with_tool(own, "c", wanted=True) == ("a", "b", "c")
    assert with_tool(own, "a", wanted=True) == ("b", "a")


def test_another_seed_each_time() -> None:
    options = ChatOptions(sampling=SamplingOverrides(seed=ANY_SEED))
    assert entry(options, None, "seed") == Entry(None, OptionSource.CHAT)
    assert sampling_of(options, replace(EFFECTIVE, sampling=Sampling(seed=4))).seed is None
