"""Models and engines as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BackendName(StrEnum):
    """Every engine that models.toml may name; a name here does not mean that the engine is built or installed."""

    LLAMA_CPP = "llama_cpp"
    MISTRAL_RS = "mistral_rs"
    OLLAMA = "ollama"
    MLX = "mlx"
    CLOUD = "cloud"
    ECHO = "echo"


class Capability(StrEnum):
    """What a model, or an engine, can take or give."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    TOOLS = "tools"
    THINKING = "thinking"
    EMBEDDINGS = "embeddings"
    CONTINUE = "continue"
    """Engines only: can go on from an open assistant turn."""


class SourceKind(StrEnum):
    """Where a model's weights come from."""

    PACKAGE = "package"
    """A file inside an installed Python package; `location` is "package/path"."""
    FILE = "file"
    """A file that the person already has; `location` is its absolute path."""
    HUB = "hub"
    """A Hugging Face repository; `location` is "owner/name[:quantisation][@revision]"."""
    ENGINE = "engine"
    """The engine keeps it under this name (Ollama, cloud, echo); `location` is that name."""


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where the weights are."""

    kind: SourceKind
    location: str


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One `[[models]]` entry, or a file that the person opened."""

    id: str
    name: str
    source: ModelSource
    backend_preferences: tuple[BackendName, ...] = ()
    """Tried first, in this order; then the global order."""
    multimodal: bool = False
    capabilities: frozenset[Capability] = frozenset({Capability.TEXT})
    context_tokens: int | None = None
    """Wanted context window; None lets the engine take the trained one, capped by the limits."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a bounded look at a GGUF header says."""

    architecture: str
    name: str = ""
    quantization: str = ""
    parameters: int | None = None
    trained_context: int | None = None
    layers: int | None = None
    embedding_size: int | None = None
    vocabulary: int | None = None
    has_chat_template: bool = False
    file_bytes: int = 0


class LoadState(StrEnum):
    """What the picker shows beside a model."""

    UNAVAILABLE = "unavailable"
    """Not installed, its file is gone, or no engine can run it; `reason` says which."""
    READY = "ready"
    """Can be loaded."""
    LOADING = "loading"
    LOADED = "loaded"
    FAILED = "failed"
    """The last load failed, or the worker crashed too often; `reason` says why."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model as front ends see it."""

    id: str
    name: str
    state: LoadState
    backend: BackendName | None = None
    """The engine that has it, or would get it."""
    reason: str = ""
    """Why it is unavailable or failed; "" otherwise."""
    capabilities: tuple[Capability, ...] = ()
    context_tokens: int | None = None
    size_bytes: int = 0
    path: str = ""
    tokens_per_s: float | None = None
    """Speed measured on this machine, if any."""
    is_default: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class LoadSpec:
    """What an engine needs to load one model. Paths are absolute and were looked at before."""

    model_id: str
    path: str
    context_tokens: int = 8192
    threads: int = 0
    """0: the engine's default, which leaves a core to the window."""
    gpu_layers: int = 0
    batch_tokens: int = 512
    safe_mode: bool = False
    """Load with the parameters that avoid known crashes (AMX repacking), at some cost of speed."""
    options: dict[str, str | int | float | bool] = field(default_factory=dict)
    """Engine-specific keys from `[backends.X]`; unknown keys are refused by the engine."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What an engine says after loading."""

    model_id: str
    context_tokens: int
    load_s: float
    engine_version: str = ""
    device: str = "cpu"
