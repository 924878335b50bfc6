"""Which models go with mistral.rs, and what they can do with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.backends.mistral_rs.programs import Form, Program
from app.backends.mistral_rs.suits import support
from app.types.models import Capability, LoraSpec, ModelFacts, ModelSource, ModelSpec, SourceKind

MODEL = ModelSpec("m", "M", ModelSource(SourceKind.FILE, "/m.gguf"))
OLD = Program(Form.PROGRAM, "/bin/m", "0.8.1")
NEW = Program(Form.PACKAGE, "", "0.9.5")


@pytest.mark.parametrize(
    ("architecture", "quantization", "old", "new"),
    [
        ("llama", "Q4_1", True, True),
        ("qwen3", "Q4_K_M", True, True),
        ("smollm3", "Q8_0", False, True),
        ("llama", "IQ2_XS", False, False),
        ("llama", "iq4_nl", False, False),
        ("llama", "TQ1_0", False, False),
        ("bert", "F16", False, False),
        ("nomic-bert", "F16", False, False),
        ("rwkv7", "Q4_K_M", False, False),
    ],
)
def test_architectures_and_quantisations(architecture: str, quantization: str, old: bool, new: bool) -> None:
    facts = ModelFacts(architecture, quantization=quantization)
    for program, expected in ((OLD, old), (NEW, new)):
        found = support(MODEL, facts, program)
        assert found.ok is expected
        assert expected or found.reason
    assert support(MODEL, facts, None).ok is old


def test_what_is_no_file_of_ours_is_not_for_it() -> None:
    for kind in (SourceKind.ENGINE, SourceKind.HUB):
        assert not support(replace(MODEL, source=ModelSource(kind, "x/y")), None, NEW).ok
    assert support(MODEL, None, NEW).ok
    assert not support(MODEL, ModelFacts("clip", projects=(Capability.IMAGE,)), NEW).ok
    assert not support(replace(MODEL, loras=(LoraSpec("/l"),)), ModelFacts("llama"), NEW).ok


def test_weights_in_mlx_form_are_for_a_macs_graphics_processor_only() -> None:
    folder = ModelFacts("llama", quantization="MLX 4 bit", is_folder=True)
    refused = support(MODEL, folder, NEW)
    assert not refused.ok
    assert "MLX runs it" in refused.reason
    assert support(MODEL, folder, NEW, metal=True).ok
    assert support(MODEL, replace(folder, quantization="4 bit"), NEW).ok
    assert support(MODEL, replace(folder, quantization="BF16"), NEW).ok


def test_abilities_come_from_the_template_the_entry_and_the_folder() -> None:
    thinks = ModelFacts("qwen3", chat_template="<think></think> <tool_call>")
    assert support(MODEL, thinks, NEW).abilities == frozenset({Capability.TEXT, Capability.THINKING, Capability.TOOLS})
    assert support(MODEL, ModelFacts("llama"), NEW).abilities == frozenset({Capability.TEXT})
    named = replace(MODEL, capabilities=frozenset({Capability.TEXT, Capability.TOOLS, Capability.THINKING}))
    assert support(named, ModelFacts("llama"), NEW).abilities == named.capabilities
    folder = ModelFacts("gemma3", is_folder=True, takes=(Capability.IMAGE,))
    assert support(MODEL, folder, OLD).abilities == frozenset({Capability.TEXT, Capability.IMAGE})
    assert support(MODEL, replace(folder, takes=()), OLD).abilities == frozenset({Capability.TEXT})
