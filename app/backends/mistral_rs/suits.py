"""Which models mistral.rs can run, from a GGUF's header or a folder's configuration. Pure."""

from __future__ import annotations

from app.backends.base import Support
from app.backends.mistral_rs.programs import Form, Program
from app.backends.thinking import detect_thinking
from app.backends.tool_calls import detect_tool_format
from app.gguf import MLX_FORM
from app.types.models import Capability, ModelFacts, ModelSpec, SourceKind

GGUF_ARCHITECTURES = frozenset(
    {"llama", "mistral3", "gemma", "gemma2", "gemma3", "phi2", "phi3", "qwen2", "qwen3", "qwen3moe", "starcoder2"}
)
"""Since 0.8; those that only a later version knows are tried with it."""
SINCE_0_9 = frozenset({"smollm3", "granite", "granitehybrid", "lfm2", "lfm2moe", "glm4", "glm4moe", "gpt-oss"})
EMBEDDING_ONLY = frozenset(
    {"bert", "eurobert", "gemma-embedding", "jina-bert-v2", "jina-bert-v3", "modern-bert", "neo-bert", "nomic-bert"}
    | {"nomic-bert-moe", "t5", "t5encoder", "clip"}
)
_NEVER = ("IQ", "TQ", "MXFP", "NVFP")
"""Families of quantisations that its reader of GGUF files does not know."""
_OTHER = "Choose another engine for it."


def support(model: ModelSpec, facts: ModelFacts | None, program: Program | None, *, metal: bool = False) -> Support:
    """Whether it can run a model with the program that was found, and what the model can do then.

    With `metal` it computes on a Mac's graphics processor, for which alone it has MLX's form of weights.
    """
    if model.source.kind is SourceKind.ENGINE:
        return _no("The model belongs to another engine; mistral.rs needs a GGUF file or a model folder.")
    if model.source.kind is SourceKind.HUB:
        return _no("The model is not on this computer, and mistral.rs does not fetch models here.")
    if facts is None:
        return Support(ok=True, reason="The file has not been looked at yet.")
    if facts.projects:
        return _no("The file is a projector: it lets another model see or hear. Open that model; keep this beside it.")
    if model.loras:
        return _no(f"mistral.rs does not take LoRA adapters here. {_OTHER}")
    if facts.is_folder and facts.quantization.startswith(MLX_FORM) and not metal:
        return _no("The folder's weights are in MLX's own form, which mistral.rs reads on a Mac only. MLX runs it.")
    if facts.is_folder:
        return Support(ok=True, abilities=abilities(facts, model))
    if facts.architecture in EMBEDDING_ONLY:
        return _no(f"mistral.rs does not run “{facts.architecture}” files. {_OTHER}")
    if facts.quantization.upper().startswith(_NEVER):
        return _no(f"mistral.rs does not know the quantisation {facts.quantization}. {_OTHER}")
    if facts.architecture in GGUF_ARCHITECTURES or (facts.architecture in SINCE_0_9 and _is_new(program)):
        return Support(ok=True, abilities=abilities(facts, model))
    return _no(f"mistral.rs does not know “{facts.architecture}” files. {_OTHER}")


def abilities(facts: ModelFacts, model: ModelSpec | None = None) -> frozenset[Capability]:
    """What a model can do with this engine, by its template and configuration."""
    found = {Capability.TEXT}
    if facts.is_folder and Capability.IMAGE in facts.takes:
        found.add(Capability.IMAGE)
    wanted = model.capabilities if model else frozenset()
    if detect_thinking(facts.chat_template) or Capability.THINKING in wanted:
        found.add(Capability.THINKING)
    if detect_tool_format(facts.chat_template) or Capability.TOOLS in wanted:
        found.add(Capability.TOOLS)
    return frozenset(found)


def _is_new(program: Program | None) -> bool:
    return program is not None and (program.form is Form.PACKAGE or program.numbers >= (0, 9))


def _no(reason: str) -> Support:
    return Support(ok=False, reason=reason)
