"""The list of engines: the one place that a new engine is added to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.backends.base import Engine
from app.backends.cloud.facts import ProviderFacts, no_facts
from app.backends.worker.protocol import WorkerEngine
from app.errors import InvalidInput
from app.net.client import Net
from app.net.terms import NetOptions
from app.types.engines import MistralRsOptions, OllamaOptions, ProviderSpec
from app.types.models import BackendName
from app.types.privacy import LedgerEntry


class Keys(Protocol):
    """Where the keys of providers are kept."""

    def get(self, provider: str, /) -> str | None:
        """The key, or None. Reads the system's keyring, so it is called in a thread."""
        ...


class _NoLedger:
    def note(self, entry: LedgerEntry) -> None:
        """Forget it."""


class _NoKeys:
    def get(self, _provider: str) -> str | None:
        """There is none."""
        return None


@dataclass(frozen=True)
class EngineDeps:
    """What engines get from the rest of the core; the defaults are for an engine alone, as in tests."""

    net: Net = field(default_factory=lambda: Net(NetOptions, _NoLedger()))
    keys: Keys = field(default_factory=_NoKeys)
    mistral_rs: Callable[[], MistralRsOptions] = MistralRsOptions
    ollama: Callable[[], OllamaOptions] = OllamaOptions
    providers: Callable[[], tuple[ProviderSpec, ...]] = tuple
    provider_facts: Callable[[ProviderSpec], ProviderFacts] = no_facts
    """What a test found out about a provider."""
    logs: Path | None = None
    """Where servers of ours write what they print; None for nowhere."""


def engines(deps: EngineDeps | None = None) -> dict[BackendName, Engine]:
    """Every engine that is built, installed here or not."""
    deps = deps or EngineDeps()
    from app.backends.cloud.engine import CloudEngine
    from app.backends.echo.engine import EchoEngine
    from app.backends.llama_cpp.engine import LlamaCppEngine
    from app.backends.mistral_rs.engine import MistralRsEngine
    from app.backends.mlx.engine import MlxEngine
    from app.backends.ollama.engine import OllamaEngine

    built: tuple[Engine, ...] = (
        LlamaCppEngine(),
        MistralRsEngine(deps.net, deps.mistral_rs, deps.logs),
        OllamaEngine(deps.net, deps.ollama),
        MlxEngine(),
        CloudEngine(deps.net, deps.keys, deps.providers, deps.provider_facts),
        EchoEngine(),
    )
    return {engine.name: engine for engine in built}


def worker_engine(name: str) -> WorkerEngine:
    """The engine of a worker process; imports nothing of the other engines.

    Raises:
        InvalidInput: No engine of this name runs in a worker.
    """
    if name == BackendName.ECHO:
        from app.backends.echo.worker import EchoWorker

        return EchoWorker()
    if name == BackendName.LLAMA_CPP:
        from app.backends.llama_cpp.worker import LlamaCppWorker

        return LlamaCppWorker()
    if name == BackendName.MLX:
        from app.backends.mlx.worker import MlxWorker

        return MlxWorker()
    raise InvalidInput(f"No engine “{name}” runs in a worker process.")
