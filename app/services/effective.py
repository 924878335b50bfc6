"""Which options are in force for an answer, and from where: chat, assistant, model, preset, default. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from app.types.chats import ChatOptions, ContextPolicy, EffectiveOptions, OptionSource
from app.types.generation import ANY_SEED, Sampling, SamplingOverrides
from app.types.library import Assistant, ModelOptions

OVERRIDES = tuple(each.name for each in fields(SamplingOverrides))


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where nobody says anything, and what there is to choose from."""

    presets: Mapping[str, Sampling]
    preset: str
    """One of `presets`."""
    context_policy: ContextPolicy


def model_in_force(chat_model: str | None, assistant: Assistant | None) -> tuple[str | None, OptionSource]:
    """The model of the next answer; None is the default one."""
    if chat_model is not None:
        return chat_model, OptionSource.CHAT
    if assistant is not None and assistant.model_id is not None:
        return assistant.model_id, OptionSource.ASSISTANT
    return None, OptionSource.DEFAULT


def effective(
    chat: ChatOptions,
    assistant: Assistant | None,
    model: ModelOptions,
    defaults: Defaults,
    model_id: tuple[str | None, OptionSource],
) -> EffectiveOptions:
    """Put everything together. A preset that is gone counts as not named.

    Args:
        chat: What the chat says.
        assistant: Its assistant; None where it has none, or that is gone.
        model: What holds for every chat with the model that answers.
        defaults: The settings.
        model_id: As `model_in_force` says.
    """
    layers: tuple[tuple[OptionSource, Any], ...] = (
        (OptionSource.CHAT, chat),
        (OptionSource.ASSISTANT, assistant),
        (OptionSource.MODEL, model),
    )
    said = [(source, layer) for source, layer in layers if layer is not None]
    system, sources = "", {"model_id": model_id[1], "system_prompt": OptionSource.DEFAULT}
    for source, layer in said:
        if layer.system_prompt is not None and (layer.system_prompt or source is not OptionSource.ASSISTANT):
            system, sources["system_prompt"] = layer.system_prompt, source
            break
    preset, sources["preset"] = defaults.preset, OptionSource.DEFAULT
    for source, layer in said:
        if layer.preset in defaults.presets:
            preset, sources["preset"] = layer.preset, source
            break
    sampling, origins = _sampling(defaults.presets[preset], said)
    sources["context_policy"] = OptionSource.DEFAULT if chat.context_policy is None else OptionSource.CHAT
    sources["thinking"] = OptionSource.DEFAULT if chat.thinking is None else OptionSource.CHAT
    return EffectiveOptions(
        model_id=model_id[0],
        system_prompt=system,
        preset=preset,
        sampling=sampling,
        context_policy=chat.context_policy or defaults.context_policy,
        thinking=chat.thinking,
        sources=sources | origins,
    )


def _sampling(preset: Sampling, said: list[tuple[OptionSource, Any]]) -> tuple[Sampling, dict[str, OptionSource]]:
    """The preset with what is said over it, the strongest first."""
    values: dict[str, Any] = {}
    sources = dict.fromkeys(OVERRIDES, OptionSource.PRESET)
    for name in OVERRIDES:
        for source, layer in said:
            value = getattr(layer.sampling, name)
            if value is not None:
                values[name], sources[name] = value, source
                break
    if "max_tokens" in values:
        values["max_tokens"] = values["max_tokens"] or None
    if values.get("seed") == ANY_SEED:
        values["seed"] = None
    return replace(preset, **values), sources
