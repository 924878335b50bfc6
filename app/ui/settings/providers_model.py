"""What a person enters about a cloud provider, and what is wrong with it. Without Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from app.types.engines import ProviderInfo, ProviderKind, ProviderSpec

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
OWN_HOSTS = {ProviderKind.OPENAI: "api.openai.com", ProviderKind.ANTHROPIC: "api.anthropic.com"}


class Wrong(StrEnum):
    """What cannot be saved so."""

    NONE = ""
    NAME = "name"
    NAME_TAKEN = "name_taken"
    ENDPOINT = "endpoint"
    NAMED_ENDPOINT = "named_endpoint"
    """A name or password stands in the address, which would end up in a file."""


@dataclass(frozen=True, slots=True)
class ProviderForm:
    """The fields."""

    name: str
    kind: ProviderKind
    endpoint: str
    models: str
    enabled: bool = True


def form_of(spec: ProviderSpec) -> ProviderForm:
    """The fields of a provider that exists."""
    return ProviderForm(spec.name, spec.kind, spec.endpoint, ", ".join(spec.models), spec.enabled)


def check(form: ProviderForm, taken: frozenset[str]) -> Wrong:
    """The first thing that is wrong; `taken` are the names of the other providers."""
    name = form.name.strip()
    if not _NAME.fullmatch(name):
        return Wrong.NAME
    if name.casefold() in {other.casefold() for other in taken}:
        return Wrong.NAME_TAKEN
    return _check_endpoint(form.endpoint.strip())


def _check_endpoint(endpoint: str) -> Wrong:
    if not endpoint:
        return Wrong.NONE
    try:
        parts = urlsplit(endpoint)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return Wrong.ENDPOINT
    if not fits or any(char.isspace() for char in endpoint):
        return Wrong.ENDPOINT
    return Wrong.NAMED_ENDPOINT if parts.username or parts.password or parts.query else Wrong.NONE


def spec_of(form: ProviderForm) -> ProviderSpec:
    """What to save of fields that were checked."""
    models = tuple(dict.fromkeys(part.strip() for part in form.models.split(",") if part.strip()))
    return ProviderSpec(form.name.strip(), form.kind, form.endpoint.strip(), models, form.enabled)


def host_of(info: ProviderInfo | ProviderSpec) -> str:
    """Who receives the text: the endpoint's host, or the provider's own."""
    spec = info.spec if isinstance(info, ProviderInfo) else info
    try:
        host = urlsplit(spec.endpoint).hostname
    except ValueError:
        host = None
    return host or OWN_HOSTS[spec.kind]
