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


ON_THIS_MACHINE = frozenset({BackendName.LLAMA_CPP, BackendName.MISTRAL_RS, BackendName.MLX, BackendName.ECHO})
"""Engines that certainly compute here; an Ollama may be anywhere."""


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
class LoraSpec:
    """A LoRA adapter (GGUF) over a model's weights; paths are absolute."""

    path: str
    scale: float = 1.0


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
    projector: str = ""
    """Path of the file that lets it see or hear (mmproj); "" looks for one beside the model's file."""
    projector_problem: str = ""
    """Why one that lies beside it is not taken, as the sentence of its damage; "" where there is none."""
    template: str = ""
    """Path of a chat template (Jinja) that goes over the one in the file."""
    thinking_tags: tuple[str, str] | None = None
    """What begins and ends its thinking; None recognises the usual ones."""
    tool_format: str = "auto"
    """How it writes tool calls: auto, hermes, llama3, mistral, or "START|END" around JSON."""
    loras: tuple[LoraSpec, ...] = ()
    draft_model: str = ""
    """Path of a small model with the same vocabulary that drafts for this one."""
    keep_alive_s: float | None = None
    """Seconds that it stays in memory unused; None takes the engine's, a negative number keeps it."""


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
    heads: int | None = None
    kv_heads: int | None = None
    """Heads of keys and values; fewer than `heads` where they share."""
    key_length: int | None = None
    """Of one head; None: `embedding_size` / `heads`."""
    value_length: int | None = None
    feed_forward: int | None = None
    chat_template: str = ""
    """The template's text, for showing; "" where there is none or it is too large to be one."""
    projects: tuple[Capability, ...] = ()
    """Of a projector file (mmproj): what it lets a model take."""
    projects_to: tuple[int, ...] = ()
    """Of a projector file: embedding sizes of the models that it can be for; () where its header does not say."""
    is_folder: bool = False
    """Not a GGUF but a folder in Hugging Face's form; `architecture` is its `model_type`."""
    takes: tuple[Capability, ...] = ()
    """Of a folder: what it takes beside text, by its configuration."""


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
    memory_bytes: int = 0
    """The most that it was measured to take since it was loaded; 0 while it is not."""


class Speculation(StrEnum):
    """Guessing several tokens ahead and checking them at once; the text stays what the model alone would have said."""

    AUTO = "auto"
    """Where it pays: measured while an answer runs, and switched off where it does not."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Tuning:
    """How a local engine computes; an engine refuses what it cannot do."""

    device: str = "auto"
    """auto, cpu, or a device's name as `device.list` shows it."""
    flash_attention: str = "auto"
    """auto, on, off."""
    cache_type_k: str = "f16"
    cache_type_v: str = "f16"
    """f16, bf16, f32, q8_0, q5_1, q5_0, q4_1, q4_0; a quantised V needs flash attention."""
    mmap: bool = True
    mlock: bool = False
    speculation: Speculation = Speculation.AUTO


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Where an engine keeps what it has read of conversations, and how much of that."""

    path: str = ""
    """"" keeps nothing."""
    max_bytes: int = 0


@dataclass(frozen=True, slots=True)
class LoadSpec:
    """What an engine needs to load one model. Paths are absolute and were looked at before."""

    model_id: str
    path: str
    context_tokens: int = 8192
    """The whole window, which all sequences share."""
    threads: int = 0
    """0: the engine's default, which leaves a core to the window."""
    gpu_layers: int = 0
    """-1: as many as fit."""
    batch_tokens: int = 512
    parallel: int = 1
    """Answers that are written at once."""
    safe_mode: bool = False
    """Load with the parameters that avoid known crashes (AMX repacking), at some cost of speed."""
    digest: str = ""
    """Tells this model's file from others; part of the fingerprint of kept states."""
    projector: str = ""
    look: bool = True
    """With a projector: look at a test picture after loading. Left out where the finding is known already."""
    template: str = ""
    """The text of a chat template that goes over the model's own; "" for none."""
    template_path: str = ""
    """Where that text is from, for messages."""
    thinking_tags: tuple[str, str] | None = None
    tool_format: str = "auto"
    loras: tuple[LoraSpec, ...] = ()
    draft_model: str = ""
    tuning: Tuning = field(default_factory=Tuning)
    states: StateFolder = field(default_factory=StateFolder)
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
    parallel: int = 1
    abilities: frozenset[Capability] = frozenset({Capability.TEXT})
    """What this model can do as it is loaded now."""
    self_test: str = ""
    """What the look at a test picture showed, in one sentence; "" where none was made."""
    gpu_layers: int = 0


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A device that an engine's installed build can compute on."""

    name: str
    """As the engine calls it: "CPU", "CUDA0", "Metal", "Vulkan0"."""
    kind: str
    """cpu, gpu, igpu, accel."""
    description: str = ""
    memory_total: int = 0
    """Bytes; 0 when it is not known."""
    memory_free: int = 0


@dataclass(frozen=True, slots=True)
class MemoryEstimate:
    """Bytes that a model will take with one engine and one context window."""

    weights: int
    cache: int
    """Keys and values for the whole window."""
    compute: int
    overhead: int = 0
    """The process itself, and what earlier loads of this model here took beyond the formula."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.cache + self.compute + self.overhead
