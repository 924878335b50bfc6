"""Settings as the flags that mistral.rs is started with."""

from __future__ import annotations

import pytest

from app.backends.mistral_rs.backend import plan_for
from app.backends.mistral_rs.model import Model
from app.backends.openai_api.quirks import Quirks
from app.types.models import Capability, LoadSpec, Tuning

MODEL = Model(is_folder=False, trained_context=None, abilities=frozenset({Capability.TEXT}), quirks=Quirks())


@pytest.mark.parametrize(
    ("device", "layers", "cpu", "on_card"),
    [("auto", -1, False, None), ("auto", 0, True, None), ("auto", 7, False, 7), ("cpu", 7, True, 7)],
)
def test_no_layer_on_the_card_means_the_processor(device: str, layers: int, *, cpu: bool, on_card: int | None) -> None:
    spec = LoadSpec("m", "/m.gguf", gpu_layers=layers, tuning=Tuning(device))
    plan = plan_for(spec, MODEL, "")
    assert (plan.cpu, plan.device_layers) == (cpu, on_card)
