"""Chat over assistant over model over preset over default, each value with its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.services.effective import OVERRIDES, Defaults, effective, model_in_force
from app.types.chats import ChatOptions, ContextPolicy, EffectiveOptions, OptionSource
from app.types.generation import ANY_SEED, Sampling, SamplingOverrides
from app.types.library import Assistant, ModelOptions

PRESETS = {
    "balanced": Sampling(),
    "precise": Sampling(temperature=0.2, top_k=20, max_tokens=100, stop=("END",)),
    "wild": Sampling(temperature=2.0),
}
DEFAULTS = Defaults(PRESETS, "balanced", ContextPolicy.REFUSE)
NOBODY = ChatOptions()
GENERAL = ModelOptions()
PIRATE = Assistant("a1", "Pirate", system_prompt="Arr.", preset="wild", sampling=SamplingOverrides(top_p=0.5, seed=7))


def found(
    chat: ChatOptions = NOBODY, assistant: Assistant | None = None, model: ModelOptions = GENERAL
) -> EffectiveOptions:
    return effective(chat, assistant, model, DEFAULTS, ("tiny", OptionSource.DEFAULT))


def test_where_nobody_says_anything_the_defaults_are_in_force() -> None:
    options = found()
    assert options == EffectiveOptions(
        "tiny",
        "",
        "balanced",
        Sampling(),
        ContextPolicy.REFUSE,
        None,
        {
            "model_id": OptionSource.DEFAULT,
            "system_prompt": OptionSource.DEFAULT,
            "preset": OptionSource.DEFAULT,
            "context_policy": OptionSource.DEFAULT,
            "thinking": OptionSource.DEFAULT,
            **dict.fromkeys(OVERRIDES, OptionSource.PRESET),
        },
    )


def test_each_value_comes_from_the_strongest_that_says_it() -> None:
    model = ModelOptions("Be brief.", "precise", SamplingOverrides(top_p=0.1, top_k=3, min_p=0.2))
    chat = ChatOptions("a1", None, None, SamplingOverrides(top_k=1), ContextPolicy.DROP, thinking=False)
    options = found(chat, PIRATE, model)
    assert (options.system_prompt, options.preset) == ("Arr.", "wild")
    sampling = options.sampling
    assert (sampling.temperature, sampling.top_k, sampling.top_p, sampling.min_p) == (2.0, 1, 0.5, 0.2)
    assert sampling.seed == 7
    assert options.context_policy is ContextPolicy.DROP
    assert options.thinking is False
    wanted = {
        "system_prompt": OptionSource.ASSISTANT,
        "preset": OptionSource.ASSISTANT,
        "temperature": OptionSource.PRESET,
        "top_k": OptionSource.CHAT,
        "top_p": OptionSource.ASSISTANT,
        "min_p": OptionSource.MODEL,
        "seed": OptionSource.ASSISTANT,
        "context_policy": OptionSource.CHAT,
        "thinking": OptionSource.CHAT,
    }
    assert {name: options.sources[name] for name in wanted} == wanted


def test_a_chat_can_want_another_seed_each_time_over_one_that_is_set() -> None:
    options = found(ChatOptions(sampling=SamplingOverrides(seed=ANY_SEED)), PIRATE)
    assert options.sampling.seed is None
    assert options.sources["seed"] is OptionSource.CHAT


@pytest.mark.parametrize(
    ("chat", "assistant", "model", "system", "source"),
    [
        ("mine", "its", "general", "mine", OptionSource.CHAT),
        ("", "its", "general", "", OptionSource.CHAT),
        (None, "its", "general", "its", OptionSource.ASSISTANT),
        (None, "", "general", "general", OptionSource.MODEL),
        (None, None, "general", "general", OptionSource.MODEL),
        (None, None, "", "", OptionSource.MODEL),
        (None, "", None, "", OptionSource.DEFAULT),
    ],
)
def test_the_system_prompt(
    chat: str | None, assistant: str | None, model: str | None, system: str, source: OptionSource
) -> None:
    helper = None if assistant is None else Assistant("a", "A", system_prompt=assistant)
    options = found(ChatOptions(system_prompt=chat), helper, ModelOptions(model))
    assert (options.system_prompt, options.sources["system_prompt"]) == (system, source)


def test_a_preset_that_is_gone_is_passed_over() -> None:
    gone = replace(PIRATE, preset="gone")
    assert found(ChatOptions(preset="lost"), gone, ModelOptions(preset="precise")).preset == "precise"
    options = found(ChatOptions(preset="lost"), gone, ModelOptions(preset="past"))
    assert (options.preset, options.sources["preset"]) == ("balanced", OptionSource.DEFAULT)


def test_no_limit_can_be_said_over_a_preset_that_has_one() -> None:
    limited = found(ChatOptions(preset="precise"))
    assert (limited.sampling.max_tokens, limited.sampling.stop) == (100, ("END",))
    free = found(ChatOptions(preset="precise", sampling=SamplingOverrides(max_tokens=0, stop=())))
    assert (free.sampling.max_tokens, free.sampling.stop) == (None, ())
    assert free.sources["max_tokens"] is free.sources["stop"] is OptionSource.CHAT
    assert found(ChatOptions(sampling=SamplingOverrides(max_tokens=5))).sampling.max_tokens == 5


def test_which_model_answers() -> None:
    captain = replace(PIRATE, model_id="big")
    assert model_in_force("tiny", captain) == ("tiny", OptionSource.CHAT)
    assert model_in_force(None, captain) == ("big", OptionSource.ASSISTANT)
    assert model_in_force(None, PIRATE) == (None, OptionSource.DEFAULT)
    assert model_in_force(None, None) == (None, OptionSource.DEFAULT)
