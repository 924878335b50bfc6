"""The line below the composer: whether what is asked stays on this computer, and if not, who receives it. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from app.types.engines import EngineInfo, ProviderInfo
from app.types.models import ON_THIS_MACHINE, BackendName, ModelInfo


class Reach(StrEnum):
    """Where the text of a question goes."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    """`Place.name` receives it."""
    UNKNOWN = "unknown"
    """It may go elsewhere: nothing is promised."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where, and who that is."""

    reach: Reach
    name: str = ""


_LOOPBACK = ("localhost", "::1")


def place_of(
    model: ModelInfo | None, engines: Iterable[EngineInfo] = (), providers: Iterable[ProviderInfo] = ()
) -> Place:
    """Who gets a question to this model; without a model nothing goes anywhere."""
    if model is None or model.backend is None or model.backend in ON_THIS_MACHINE:
        return Place(Reach.HERE)
    if model.backend is BackendName.CLOUD:
        return _provider(model.id, providers)
    where = next((info.where for info in engines if info.name is model.backend), "")
    host = _host(where)
    if not host:
        return Place(Reach.UNKNOWN)
    return Place(Reach.HERE) if is_loopback(host) else Place(Reach.ELSEWHERE, host)


def is_loopback(host: str) -> bool:
    """Whether a host is this computer by its name."""
    return host in _LOOPBACK or (host.startswith("127.") and host.replace(".", "").isdigit())


def _provider(model_id: str, providers: Iterable[ProviderInfo]) -> Place:
    name = model_id.partition("/")[0]
    found = next((info for info in providers if info.spec.name == name), None)
    if found is None:
        return Place(Reach.ELSEWHERE, name)
    if found.on_this_machine:
        return Place(Reach.HERE)
    host = _host(found.spec.endpoint)
    return Place(Reach.ELSEWHERE, f"{name} ({host})" if host else name)


def _host(address: str) -> str:
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
