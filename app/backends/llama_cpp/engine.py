"""What the manager's selection sees of llama.cpp; imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.backends.base import Availability, Backend, Capabilities, Support
from app.backends.llama_cpp.loading.memory import estimate_memory
from app.backends.thinking import detect_thinking
from app.backends.versions import installed_version, is_importable, release
from app.backends.worker.backend import WorkerBackend
from app.types.engines import EngineState
from app.types.models import (
    BackendName,
    Capability,
    LoadSpec,
    MemoryEstimate,
    ModelFacts,
    ModelSpec,
    SourceKind,
    Speculation,
)

PACKAGE = "llama-cpp-python"
MIN_VERSION = (0, 3, 36)
"""The low-level bindings change with every release; this one was tested."""
INSTALL_HINT = 'Install it with: pip install "tektra[llama-cpp]"'

EMBEDDING_ONLY = frozenset(
    {"bert", "eurobert", "gemma-embedding", "jina-bert-v2", "jina-bert-v3", "modern-bert", "neo-bert", "nomic-bert"}
    | {"nomic-bert-moe", "t5encoder"}
)
NOT_A_CHAT_MODEL = frozenset({"clip", "dream", "llada", "llada-moe", "rnd1", "t5", "wavtokenizer-dec"})
"""Projectors, decoders of sound, and models that do not write from left to right."""
KNOWN = frozenset(
    {"bloom", "chatglm", "command-r", "cohere2", "deepseek", "deepseek2", "exaone", "exaone4", "falcon", "falcon-h1"}
    | {"gemma", "gemma2", "gemma3", "gemma3n", "glm4", "glm4moe", "gpt-oss", "gpt2", "gptneox", "granite"}
    | {"granitehybrid", "granitemoe", "internlm2", "jamba", "lfm2", "lfm2moe", "llama", "llama4", "mamba", "mamba2"}
    | {"minicpm", "minicpm3", "mistral3", "nemotron", "olmo", "olmo2", "olmoe", "orion", "phi2", "phi3", "phimoe"}
    | {"plamo", "qwen", "qwen2", "qwen2moe", "qwen2vl", "qwen3", "qwen3moe", "qwen3next", "qwen3vl", "rwkv6", "rwkv7"}
    | {"seed_oss", "smollm3", "stablelm", "starcoder", "starcoder2", "xverse"}
)
"""Architectures that llama.cpp has had for a while; others are tried."""
TEXT_ONLY = "It reads text only here: the projector file (mmproj…) that goes with it is missing."
_VECTORS = frozenset({Capability.EMBEDDINGS})
_PROJECTED = frozenset({Capability.IMAGE, Capability.AUDIO})


class LlamaCppEngine:
    """The llama.cpp engine, whether or not its package is installed."""

    name = BackendName.LLAMA_CPP
    capabilities = Capabilities(
        frozenset(Capability) - {Capability.VIDEO},
        prefix_cache=True,
    )

    def availability(self) -> Availability:
        """Looks for the package without importing it."""
        if not is_importable("llama_cpp"):
            state = EngineState.NOT_INSTALLED
            return Availability(usable=False, reason=f"{PACKAGE} is not installed.", hint=INSTALL_HINT, state=state)
        version = installed_version(PACKAGE)
        if version is None:
            reason = f"{PACKAGE} is installed only in part."
            return Availability(usable=False, reason=reason, hint=INSTALL_HINT, state=EngineState.NOT_INSTALLED)
        if release(version) < MIN_VERSION:
            least = ".".join(map(str, MIN_VERSION))
            reason = f"{PACKAGE} {version} is too old; Tektra needs {least} or newer."
            state = EngineState.TOO_OLD
            return Availability(usable=False, reason=reason, hint=INSTALL_HINT, version=version, state=state)
        return Availability(usable=True, version=version)

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        """GGUF files of models that write text from left to right, or make embeddings; the former make them, too."""
        if model.source.kind is SourceKind.ENGINE:
            return Support(ok=False, reason="The model belongs to another engine; llama.cpp needs a GGUF file.")
        if facts is None:
            return Support(ok=True, reason="The file has not been looked at yet.")
        if facts.is_folder:
            reason = "It is a folder in Hugging Face's form; llama.cpp needs a GGUF file."
            return Support(ok=False, reason=reason)
        if facts.architecture in EMBEDDING_ONLY:
            return Support(ok=True, reason="It makes embeddings and cannot chat.", abilities=_VECTORS)
        if facts.projects:
            reason = "The file is a projector: it lets another model see or hear. Open that model; keep this beside it."
            return Support(ok=False, reason=reason)
        if facts.architecture in NOT_A_CHAT_MODEL:
            return Support(ok=False, reason=f"“{facts.architecture}” files are not chat models.")
        abilities = model.capabilities | _VECTORS | {Capability.TOOLS}  # any chat model can be told how to call one
        if model.thinking_tags or detect_thinking(facts.chat_template):
            abilities |= {Capability.THINKING}
        if model.projector_problem:
            reason = f"It reads text only here: its projector cannot be used. {model.projector_problem}"
            return Support(ok=True, reason=reason, abilities=abilities)
        if not model.projector and (model.multimodal or model.capabilities & _PROJECTED):
            return Support(ok=True, reason=TEXT_ONLY, abilities=abilities)
        if facts.architecture not in KNOWN:
            reason = f"The architecture “{facts.architecture}” is new here; loading will tell whether it works."
            return Support(ok=True, reason=reason, abilities=abilities)
        return Support(ok=True, abilities=abilities)

    def estimate(self, facts: ModelFacts, spec: LoadSpec) -> MemoryEstimate | None:
        """See `app.backends.base.Estimates`."""
        draft_bytes = 0
        if spec.draft_model and spec.tuning.speculation is Speculation.AUTO:
            with suppress(OSError, ValueError):  # a file that cannot be read is told of when it is loaded
                draft_bytes = Path(spec.draft_model).stat().st_size
        return estimate_memory(facts, spec, draft_bytes)

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance without a process."""
        return WorkerBackend(self.name, self.capabilities, on_exit)
