"""Engines, providers and their states as values: what the settings window, the doctor and the terminal show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.types.models import BackendName, Capability


class EngineState(StrEnum):
    """Whether an engine can answer now; front ends have a word for each."""

    READY = "ready"
    """It runs, or its worker starts within a moment."""
    STARTS_ON_USE = "starts_on_use"
    """Installed; its server starts with the first model."""
    OFF = "off"
    """Turned off in the settings."""
    NOT_INSTALLED = "not_installed"
    NOT_RUNNING = "not_running"
    """A server that is not ours does not answer."""
    BUSY = "busy"
    """Its server refuses for lack of room."""
    TOO_OLD = "too_old"
    BLOCKED = "blocked"
    """It may compute on another machine, and “Local only” is on."""
    NOT_SET_UP = "not_set_up"
    """Something is missing that the person can give: a provider, a key, a model."""
    FAILED = "failed"
    """It did not start, or died too often; `reason` says why."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """One engine as front ends see it."""

    name: BackendName
    state: EngineState
    enabled: bool
    version: str = ""
    where: str = ""
    """Its program's path, or its server's address without secrets; "" for one that is built in."""
    reason: str = ""
    """Why it cannot answer; "" where it can."""
    hint: str = ""
    """What would help."""
    models: int = 0
    """How many models it could answer with now."""
    tokens_per_s: float | None = None
    """The fastest that was measured here, and with which model."""
    measured_with: str = ""


class CheckState(StrEnum):
    """How one check came out."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    UNKNOWN = "unknown"
    """It could not be looked at."""


@dataclass(frozen=True, slots=True)
class AbilityCheck:
    """One line of an engine's test: what was tried and how it went."""

    ability: Capability
    state: CheckState
    note: str = ""


@dataclass(frozen=True, slots=True)
class EngineTest:
    """What works with one engine and one model, and how fast."""

    backend: BackendName
    model_id: str
    answer: str
    """What it said to a known question, shortened."""
    load_s: float
    first_token_s: float
    tokens_per_s: float
    memory_bytes: int
    checks: tuple[AbilityCheck, ...] = ()


class ProviderKind(StrEnum):
    """Which dialect a cloud provider speaks."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """One `[providers.NAME]` table: an endpoint on another machine. Its key is in the system's keyring, never here."""

    name: str
    kind: ProviderKind = ProviderKind.OPENAI
    endpoint: str = ""
    """Base URL; "" is the provider's own."""
    models: tuple[str, ...] = ()
    """Models to offer; () offers what the endpoint lists when it is tested."""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class ProviderInfo:
    """A provider as front ends see it; the key itself never leaves the core."""

    spec: ProviderSpec
    has_key: bool
    key_place: str = ""
    """Where the key is kept, in words; or why none can be kept here."""
    state: CheckState = CheckState.UNKNOWN
    """Of the last test."""
    note: str = ""
    models: tuple[str, ...] = ()
    """What it offers, as far as known."""
    abilities: tuple[Capability, ...] = ()
    """What probing showed of its first model."""
    on_this_machine: bool = False
    idle_note: str = ""
    """Why nothing can be asked of it now although it is set up, and what to do about that; "" where it can."""


@dataclass(frozen=True, slots=True)
class PullProgress:
    """How far the download of a model by an engine is."""

    status: str
    done_bytes: int = 0
    total_bytes: int = 0
    """0 while it is not known."""


@dataclass(frozen=True, slots=True)
class MistralRsOptions:
    """`[backends.mistral_rs]`, as far as it is about finding and starting it."""

    binary: str = ""
    """Path of `mistralrs` or `mistralrs-server`; "" looks on the PATH, then for the Python package."""
    isq: str = ""
    """In-situ quantisation, such as "4" or "q8_0"; "" takes the weights as they are."""


@dataclass(frozen=True, slots=True)
class OllamaOptions:
    """`[backends.ollama]`, as far as it is about finding it."""

    host: str = ""
    """Address; "" goes by OLLAMA_HOST, as Ollama's own client does."""
