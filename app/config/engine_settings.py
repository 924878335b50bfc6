"""The settings of each engine: `[backends.NAME]`."""

from __future__ import annotations

from dataclasses import dataclass

from app.config.declare import section, setting
from app.types.models import BackendName, Speculation
from app.types.settings import Applies

CACHE_TYPES = ("f16", "bf16", "f32", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0")
DEVICES = ("auto", "cpu", "cuda", "metal", "rocm", "vulkan")
DEVICE_FORM = f'{", ".join(DEVICES)}, or a name that "tektra devices" shows, such as "CUDA0"'
PATH_PATTERN = r"|(?:[~/\\]|[A-Za-z]:[\\/])[^\n]{0,4000}"
ADDRESS_PATTERN = r"|(?:https?://)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])?(?::\d{1,5})?(?:/[^\s?#@]*)?"
CONTEXT_MOST = 1_048_576
YEAR_S = 31_536_000


def _threads(rule: str) -> int:
    return setting(
        0,
        f"Threads that compute; {rule}",
        label="Threads",
        minimum=0,
        maximum=1024,
        applies=Applies.NEXT_LOAD,
    )


def _context_tokens() -> int:
    return setting(
        8192,
        "The largest context window in tokens; less where the model has less.",
        label="Context window",
        unit="tokens",
        minimum=256,
        maximum=CONTEXT_MOST,
        applies=Applies.NEXT_LOAD,
    )


def _gpu_layers(rule: str) -> int:
    return setting(
        -1,
        f"Layers on the graphics card; {rule}",
        label="Layers on the graphics card",
        minimum=-1,
        maximum=10_000,
        applies=Applies.NEXT_LOAD,
    )


def _keep_alive_s() -> float:
    return setting(
        1800.0,
        "How long an idle model stays in memory; the file has it in seconds.",
        label="Keep in memory",
        unit="s",
        minimum=0,
        maximum=YEAR_S,
    )


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What every `[backends.X]` has."""

    enabled: bool = setting(default=True, description="Whether this engine may be used.", label="Use this engine")


@dataclass(frozen=True, slots=True)
class LlamaCppSettings(EngineSettings):
    """`[backends.llama_cpp]`."""

    device: str = setting(
        "auto",
        "What computes: automatic (auto) lets the engine choose, the processor (cpu) keeps off the graphics card, "
        "cuda, metal, rocm and vulkan take the cards of that kind, and a device's name takes that one.",
        label="Device",
        pattern=r"[A-Za-z][\w.:\[\]-]{0,63}",
        form=DEVICE_FORM,
        applies=Applies.NEXT_LOAD,
    )
    threads: int = _threads("automatic (0) takes all cores but one, which the window keeps.")
    context_tokens: int = _context_tokens()
    gpu_layers: int = _gpu_layers("-1 is all of them.")
    batch_tokens: int = setting(
        512,
        "Prompt tokens that are read in one step.",
        label="Step size",
        unit="tokens",
        minimum=32,
        maximum=8192,
        applies=Applies.NEXT_LOAD,
    )
    parallel: int = setting(
        4,
        "Answers that one model writes at once.",
        label="Answers at once",
        minimum=1,
        maximum=64,
        applies=Applies.NEXT_LOAD,
    )
    flash_attention: str = setting(
        "auto",
        "Flash attention; automatic (auto) is on wherever the engine can.",
        label="Flash attention",
        choices=("auto", "on", "off"),
        applies=Applies.NEXT_LOAD,
    )
    cache_type_k: str = setting(
        "f16",
        "How keys are kept; smaller types save memory.",
        label="Type of kept keys",
        choices=CACHE_TYPES,
        applies=Applies.NEXT_LOAD,
    )
    cache_type_v: str = setting(
        "f16",
        "How values are kept; the quantised types need flash attention.",
        label="Type of kept values",
        choices=CACHE_TYPES,
        applies=Applies.NEXT_LOAD,
    )
    mmap: bool = setting(
        default=True,
        description="Whether weights are mapped from the file and not copied.",
        label="Map weights from the file",
        applies=Applies.NEXT_LOAD,
    )
    mlock: bool = setting(
        default=False,
        description="Whether weights are kept from being swapped out.",
        label="Keep weights in memory",
        applies=Applies.NEXT_LOAD,
    )
    speculation: Speculation = setting(
        Speculation.AUTO,
        "Guessing several tokens ahead where that is measured to pay.",
        label="Guess ahead",
        enum=Speculation,
        applies=Applies.NEXT_LOAD,
    )
    keep_alive_s: float = _keep_alive_s()

    @property
    def layers_on_gpu(self) -> int:
        """`gpu_layers`, unless the device is the processor."""
        return 0 if self.device.casefold() == "cpu" else self.gpu_layers


@dataclass(frozen=True, slots=True)
class MistralRsSettings(EngineSettings):
    """`[backends.mistral_rs]`."""

    device: str = setting(
        "auto",
        "What computes: automatic (auto) lets the engine choose, processor (cpu) keeps off the graphics card.",
        label="Device",
        choices=("auto", "cpu"),
        applies=Applies.NEXT_LOAD,
    )
    threads: int = _threads("automatic (0) lets the engine choose.")
    binary: str = setting(
        "",
        "The path of the program mistralrs or mistralrs-server; empty looks for it, then for the Python package.",
        label="Program",
        pattern=PATH_PATTERN,
        form="the whole path of a program, or nothing",
        applies=Applies.NEXT_LOAD,
    )
    isq: str = setting(
        "",
        "Quantise weights while loading, such as 4 or q8_0; empty takes them as they are.",
        label="Quantise while loading",
        pattern=r"\w{0,16}",
        form='a quantisation such as "4" or "q8_0", or nothing',
        applies=Applies.NEXT_LOAD,
    )
    context_tokens: int = _context_tokens()
    gpu_layers: int = _gpu_layers("-1 is all of them.")
    keep_alive_s: float = _keep_alive_s()

    @property
    def layers_on_gpu(self) -> int:
        """`gpu_layers`, unless the device is the processor."""
        return 0 if self.device == "cpu" else self.gpu_layers


@dataclass(frozen=True, slots=True)
class OllamaSettings(EngineSettings):
    """`[backends.ollama]`."""

    host: str = setting(
        "",
        "The address of the Ollama server; empty goes by OLLAMA_HOST, as Ollama itself does.",
        label="Address",
        pattern=ADDRESS_PATTERN,
        form='an address such as "127.0.0.1:11434" or "http://host:11434", or nothing',
        secret=True,
    )
    device: str = setting(
        "auto",
        "What computes: automatic (auto) lets the engine choose, processor (cpu) keeps off the graphics card.",
        label="Device",
        choices=("auto", "cpu"),
        applies=Applies.NEXT_LOAD,
    )
    threads: int = _threads("automatic (0) lets the engine choose.")
    context_tokens: int = _context_tokens()
    gpu_layers: int = _gpu_layers("-1 lets the engine choose.")
    keep_alive_s: float = _keep_alive_s()

    @property
    def layers_on_gpu(self) -> int:
        """`gpu_layers`, unless the device is the processor."""
        return 0 if self.device == "cpu" else self.gpu_layers


@dataclass(frozen=True, slots=True)
class MlxSettings(EngineSettings):
    """`[backends.mlx]`."""

    device: str = setting(
        "auto",
        "What computes: automatic (auto) takes the graphics card (gpu) if there is one, processor (cpu) keeps off it.",
        label="Device",
        choices=("auto", "cpu", "gpu"),
        applies=Applies.NEXT_LOAD,
    )
    context_tokens: int = _context_tokens()
    keep_alive_s: float = _keep_alive_s()


@dataclass(frozen=True, slots=True)
class CloudSettings(EngineSettings):
    """`[backends.cloud]`: off until the person asks for it, because text leaves the machine."""

    enabled: bool = setting(
        default=False, description="Whether models on other machines may be used.", label="Use this engine"
    )
    context_tokens: int = setting(
        32_768,
        "The most tokens of a conversation that are sent; less where the model has less.",
        label="Context window",
        unit="tokens",
        minimum=256,
        maximum=CONTEXT_MOST,
        applies=Applies.NEXT_LOAD,
    )


@dataclass(frozen=True, slots=True)
class BackendsSettings:
    """`[backends]`."""

    default: tuple[BackendName, ...] = setting(
        (BackendName.LLAMA_CPP, BackendName.MISTRAL_RS, BackendName.OLLAMA, BackendName.MLX, BackendName.CLOUD),
        "The order in which engines are tried for models without a preference.",
        label="Order of engines",
        enum=BackendName,
    )
    llama_cpp: LlamaCppSettings = section(LlamaCppSettings, group="llama_cpp")
    mistral_rs: MistralRsSettings = section(MistralRsSettings, group="mistral_rs")
    ollama: OllamaSettings = section(OllamaSettings, group="ollama")
    mlx: MlxSettings = section(MlxSettings, group="mlx")
    cloud: CloudSettings = section(CloudSettings, group="cloud")

    def of(self, name: BackendName) -> EngineSettings:
        """The table of one engine; echo, which needs none, is always enabled."""
        found = getattr(self, name.value, None)
        return found if isinstance(found, EngineSettings) else EngineSettings()
