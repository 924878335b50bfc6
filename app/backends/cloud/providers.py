"""What a provider's table means: its address, its models' ids, and whether it is on this machine. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from app.errors import InvalidInput
from app.net.hosts import is_this_machine, origin_of
from app.types.engines import ProviderKind, ProviderSpec

ENDPOINTS = {
    ProviderKind.OPENAI: "https://api.openai.com/v1",
    ProviderKind.ANTHROPIC: "https://api.anthropic.com",
}
"""The providers' own."""
MAX_MODELS = 1_000
MAX_MODEL_NAME = 200
_NAME = re.compile(r"[^\W_][\w.-]{0,63}")
_EMBEDS = re.compile(r"embed|\be5\b|\bbge\b|\bgte\b", re.IGNORECASE)
_NO_CHAT = re.compile(r"whisper|dall-e|\btts\b|moderation|image|audio|realtime|transcribe|rerank|sora", re.IGNORECASE)


def endpoint_of(spec: ProviderSpec) -> str:
    """Its base URL."""
    return spec.endpoint.rstrip("/") or ENDPOINTS[spec.kind]


def origin(spec: ProviderSpec) -> str:
    """Its address without path, as the ledger and messages show it."""
    parts = urlsplit(endpoint_of(spec))
    return origin_of(parts.scheme, parts.hostname or "", parts.port)


def is_near(spec: ProviderSpec) -> bool:
    """Whether it computes on this very machine."""
    return is_this_machine(urlsplit(endpoint_of(spec)).hostname or "")


def split_id(location: str) -> tuple[str, str]:
    """Provider and model of "PROVIDER/MODEL"; both "" where it is none."""
    provider, slash, model = location.partition("/")
    return (provider, model) if slash and provider and model else ("", "")


def find(specs: Iterable[ProviderSpec], name: str) -> ProviderSpec | None:
    """The provider of this name."""
    return next((spec for spec in specs if spec.name == name), None)


def embeds(model: str) -> bool:
    """Whether a model's name says that it makes vectors; no list of models tells."""
    return bool(_EMBEDS.search(model))


def chats(model: str) -> bool:
    """Whether its name does not say that it is for something else."""
    return not (embeds(model) or _NO_CHAT.search(model))


def check_provider(spec: ProviderSpec) -> None:
    """Accept what can be a provider.

    Raises:
        InvalidInput: Says which part cannot be used. Never repeats an address, since it may have a password in it.
    """
    if not _NAME.fullmatch(spec.name):
        raise InvalidInput(
            "The provider's name cannot be used.",
            hint="Use at most 64 letters, digits and . _ -, without spaces.",
            params={"setting": "name"},
        )
    if spec.endpoint and not _is_address(spec.endpoint):
        raise InvalidInput(
            "The provider's address cannot be used.",
            hint="Write it like https://api.example.com/v1, without name, password, ? and #.",
            params={"setting": "endpoint"},
        )
    if len(spec.models) > MAX_MODELS or not all(_is_model(model) for model in spec.models):
        raise InvalidInput(
            "The provider's models cannot be used.",
            hint=f"Name at most {MAX_MODELS:,} models, without spaces.",
            params={"setting": "models"},
        )


def _is_model(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= MAX_MODEL_NAME and not re.search(r"\s", name)


def usable_models(names: Iterable[object]) -> tuple[str, ...]:
    """Of what an endpoint lists, what can be a model's name; each once."""
    found = dict.fromkeys(name for name in names if isinstance(name, str) and _is_model(name) and name.isprintable())
    return tuple(found)[:MAX_MODELS]


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        return False
    clean = text.isascii() and text.isprintable() and not re.search(r"[\s?#@\\]", text)
    return clean and parts.scheme in ("http", "https") and bool(parts.hostname) and port_is_good
