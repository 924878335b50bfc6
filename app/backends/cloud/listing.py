"""Reads an endpoint's list of models, in whichever form it comes. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from app.backends.cloud.facts import ModelFound, Trait
from app.backends.cloud.providers import usable_models
from app.backends.openai_api.problems import bad_reply

_CONTEXTS = ("max_input_tokens", "context_length", "context_window", "max_model_len", "max_context_length")
_ANSWERS = ("max_output_tokens", "max_completion_tokens", "max_tokens")
_LEAST_CONTEXT = 256
_MOST_TOKENS = 100_000_000


def models_of(reply: object) -> tuple[ModelFound, ...]:
    """The models, in the endpoint's order.

    Raises:
        EngineUnavailable: It is no list of models.
    """
    entries = reply.get("data", reply.get("models")) if isinstance(reply, Mapping) else reply
    if not isinstance(entries, list):
        raise bad_reply("it is no list of models")
    found: dict[str, ModelFound] = {}
    for entry in entries:
        if isinstance(entry, Mapping):
            for name in usable_models([entry.get("id", entry.get("name"))]):
                found.setdefault(name, ModelFound(name, _context(entry), _first(entry, _ANSWERS)))
    return tuple(found[name] for name in usable_models(found))


def traits_of(reply: object, model: str) -> frozenset[Trait]:
    """What Anthropic's list says of how a model thinks."""
    entries = reply.get("data") if isinstance(reply, Mapping) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping) and entry.get("id") == model:
            types = _inner(_inner(_inner(entry, "capabilities"), "thinking"), "types")
            adaptive, budget = _inner(types, "adaptive"), _inner(types, "enabled")
            if adaptive.get("supported") is True and budget.get("supported") is not True:
                return frozenset({Trait.ADAPTIVE})
    return frozenset()


def _context(entry: Mapping[object, object]) -> int | None:
    found = _first(entry, _CONTEXTS) or _first(_inner(entry, "meta"), ("n_ctx", "n_ctx_train"))
    return found if found is not None and found >= _LEAST_CONTEXT else None


def _first(entry: Mapping[object, object], names: tuple[str, ...]) -> int | None:
    for name in names:
        value = entry.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MOST_TOKENS:
            return value
    return None


def _inner(entry: Mapping[object, object], name: str) -> Mapping[object, object]:
    found = entry.get(name)
    return found if isinstance(found, Mapping) else {}
