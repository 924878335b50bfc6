"""Every setting, declared once: key, type, default, limits, help, and whether a change waits for a restart.

The tree of frozen dataclasses below is what the program reads (`config.settings.backends.llama_cpp.threads`). A key is
the path of field names, and the environment variable follows from the key: `TEKTRA_BACKENDS_LLAMA_CPP_THREADS`. To add
a setting, add a field with `setting(…)` and its line in models.toml; checks, environment, descriptions follow by
themselves.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from app.config.rules import Rule, SettingType
from app.log import DEFAULT_LEVEL, LEVELS
from app.types.chats import ContextPolicy
from app.types.models import BackendName, Speculation

ENVIRONMENT_PREFIX = "TEKTRA_"
CACHE_TYPES = ("f16", "bf16", "f32", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0")
DEVICES = ("auto", "cpu", "cuda", "metal", "rocm", "vulkan")
DEVICE_FORM = f'{", ".join(DEVICES)}, or a name that "tektra devices" shows, such as "CUDA0"'
MIB = 1024 * 1024

T = TypeVar("T")


def _type_of(default: Any, choices: tuple[str, ...]) -> SettingType:
    if choices or isinstance(default, StrEnum):
        return SettingType.CHOICE
    kinds = {bool: SettingType.BOOL, int: SettingType.INT, float: SettingType.FLOAT, tuple: SettingType.LIST}
    return kinds.get(type(default), SettingType.TEXT)


def setting(
    default: T,
    description: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] = (),
    enum: type[StrEnum] | None = None,
    pattern: str = "",
    form: str = "",
    restart: bool = False,
) -> T:
    """Declare a field of a settings class; the default's type is the setting's type."""
    rule = Rule(_type_of(default, choices), minimum, maximum, choices, enum, pattern, form)
    return field(default=default, metadata={"rule": rule, "help": description, "restart": restart})


@dataclass(frozen=True, slots=True)
class GeneralSettings:
    """`[general]`."""

    default_model: str = setting("smollm2:135m", "The model of new chats, by id or alias.")
    default_preset: str = setting("balanced", "The preset of new chats.")
    log_level: str = setting(DEFAULT_LEVEL, "How much the log files tell.", choices=LEVELS, restart=True)
    linger_s: float = setting(
        300.0,
        "Seconds that a core which was started by a window stays after its last client.",
        minimum=0,
        maximum=86_400,
        restart=True,
    )


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What every `[backends.X]` has."""

    enabled: bool = setting(default=True, description="Whether this engine may be used.")


@dataclass(frozen=True, slots=True)
class LocalEngineSettings(EngineSettings):
    """An engine that computes on this machine."""

    device: str = setting(
        "auto", "What computes: cpu keeps off the graphics card, auto lets the engine choose.", choices=DEVICES
    )


@dataclass(frozen=True, slots=True)
class LlamaCppSettings(LocalEngineSettings):
    """`[backends.llama_cpp]`."""

    device: str = setting(
        "auto",
        "What computes: cpu keeps off the graphics card, auto lets the engine choose, cuda, metal, rocm and vulkan "
        "take the cards of that kind, and a device's name takes that one.",
        pattern=r"[A-Za-z][\w.:\[\]-]{0,63}",
        form=DEVICE_FORM,
    )
    threads: int = setting(0, "Threads; 0 takes all cores but one, which the window keeps.", minimum=0, maximum=1024)
    context_tokens: int = setting(
        8192, "The largest context window in tokens; less where the model has less.", minimum=256, maximum=1_048_576
    )
    gpu_layers: int = setting(-1, "Layers on the graphics card; -1 is all of them.", minimum=-1, maximum=10_000)
    batch_tokens: int = setting(512, "Prompt tokens that are read in one step.", minimum=32, maximum=8192)
    parallel: int = setting(4, "Answers that one model writes at once.", minimum=1, maximum=64)
    flash_attention: str = setting(
        "auto",
        "Flash attention; auto is on wherever the engine can.",
        choices=("auto", "on", "off"),
    )
    cache_type_k: str = setting("f16", "How keys are kept; smaller types save memory.", choices=CACHE_TYPES)
    cache_type_v: str = setting(
        "f16", "How values are kept; the quantised types need flash attention.", choices=CACHE_TYPES
    )
    mmap: bool = setting(default=True, description="Whether weights are mapped from the file and not copied.")
    mlock: bool = setting(default=False, description="Whether weights are kept from being swapped out.")
    speculation: Speculation = setting(
        Speculation.AUTO, "Guessing several tokens ahead where that is measured to pay.", enum=Speculation
    )
    keep_alive_s: float = setting(1800.0, "Seconds that an idle model stays in memory.", minimum=0, maximum=31_536_000)

    @property
    def layers_on_gpu(self) -> int:
        """`gpu_layers`, unless the device is the processor."""
        return 0 if self.device.casefold() == "cpu" else self.gpu_layers


@dataclass(frozen=True, slots=True)
class CloudSettings(EngineSettings):
    """`[backends.cloud]`: off until the person asks for it, because text leaves the machine."""

    enabled: bool = setting(default=False, description="Whether models on other machines may be used.")


@dataclass(frozen=True, slots=True)
class BackendsSettings:
    """`[backends]`."""

    default: tuple[BackendName, ...] = setting(
        (BackendName.LLAMA_CPP, BackendName.MISTRAL_RS, BackendName.OLLAMA, BackendName.MLX, BackendName.CLOUD),
        "The order in which engines are tried for models without a preference.",
        enum=BackendName,
    )
    llama_cpp: LlamaCppSettings = field(default_factory=LlamaCppSettings)
    mistral_rs: LocalEngineSettings = field(default_factory=LocalEngineSettings)
    ollama: LocalEngineSettings = field(default_factory=LocalEngineSettings)
    mlx: LocalEngineSettings = field(default_factory=LocalEngineSettings)
    cloud: CloudSettings = field(default_factory=CloudSettings)

    def of(self, name: BackendName) -> EngineSettings:
        """The table of one engine; echo, which needs none, is always enabled."""
        found = getattr(self, name.value, None)
        return found if isinstance(found, EngineSettings) else EngineSettings()


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """`[chat]`."""

    context_policy: ContextPolicy = setting(
        ContextPolicy.REFUSE,
        "When a chat outgrows the model's context window: refuse says so with the numbers, drop leaves the oldest "
        "turns out, summarise lets the model sum them up. The stored chat stays whole.",
        enum=ContextPolicy,
    )
    read_ahead: bool = setting(
        default=True,
        description="Whether the model reads what is being typed before it is sent, so that it answers sooner. Rests "
        "on battery; never for models on other machines.",
    )


@dataclass(frozen=True, slots=True)
class LimitsSettings:
    """`[limits]`."""

    memory_mb: int = setting(
        0, "Memory for models, in MiB; 0 is what the machine has free.", minimum=0, maximum=16_777_216
    )
    state_cache_mb: int = setting(
        1024, "Disk for what engines have read of chats, in MiB; 0 keeps nothing.", minimum=0, maximum=16_777_216
    )

    max_loaded_models: int = setting(1, "Models in memory at the same time.", minimum=1, maximum=64)
    max_queue: int = setting(16, "Answers that may wait for one model.", minimum=1, maximum=1000)
    max_prompt_bytes: int = setting(2 * MIB, "The longest prompt, in bytes.", minimum=1024, maximum=4 * MIB)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. A value; a change makes a new tree."""

    general: GeneralSettings = field(default_factory=GeneralSettings)
    backends: BackendsSettings = field(default_factory=BackendsSettings)
    chat: ChatSettings = field(default_factory=ChatSettings)
    limits: LimitsSettings = field(default_factory=LimitsSettings)


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting's declaration."""

    key: str
    rule: Rule
    default: Any
    help: str
    restart: bool

    @property
    def environment(self) -> str:
        """The variable that overrides it."""
        return ENVIRONMENT_PREFIX + self.key.replace(".", "_").upper()


@cache
def declared() -> dict[str, Declared]:
    """Every declaration by key, in the order of the classes."""
    return {item.key: item for item in _walk(Settings, "")}


def build_settings(values: Mapping[str, Any]) -> Settings:
    """The tree with these checked values by key; keys that are missing keep their defaults."""
    built: Settings = _build(Settings, "", values)
    return built


def _walk(cls: type[Any], prefix: str) -> Iterator[Declared]:
    for item in dataclasses.fields(cls):
        key = prefix + item.name
        if isinstance(item.default_factory, type):
            yield from _walk(item.default_factory, f"{key}.")
        else:
            yield Declared(key, item.metadata["rule"], item.default, item.metadata["help"], item.metadata["restart"])


def _build(cls: type[Any], prefix: str, values: Mapping[str, Any]) -> Any:
    arguments: dict[str, Any] = {}
    for item in dataclasses.fields(cls):
        key = prefix + item.name
        if item.default_factory is not MISSING and isinstance(item.default_factory, type):
            arguments[item.name] = _build(item.default_factory, f"{key}.", values)
        elif key in values:
            arguments[item.name] = values[key]
    return cls(**arguments)
