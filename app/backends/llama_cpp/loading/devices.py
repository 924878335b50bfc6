"""Which devices compute a model, and how many of its layers they take. Pure: lists and numbers in, a choice out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.backends.llama_cpp.loading.memory import estimate_memory
from app.errors import InvalidInput
from app.types.models import DeviceInfo, LoadSpec, MemoryEstimate, ModelFacts

AUTO, PROCESSOR = "auto", "cpu"
GPU, INTEGRATED = "gpu", "igpu"
ALL_LAYERS = 100_000
SETTING = "backends.llama_cpp.device"
_KINDS = {"cuda": ("cuda",), "metal": ("metal", "mtl"), "rocm": ("rocm", "hip"), "vulkan": ("vulkan",)}
"""How the library's names of devices begin, by the word of the settings."""
MARGIN_BYTES = 512 * 1024 * 1024
MARGIN_SHARE = 0.08
"""Of a device's memory, what stays free for the screen and for what the estimate does not know."""


def choose_devices(wanted: str, devices: Sequence[DeviceInfo]) -> tuple[DeviceInfo, ...]:
    """The graphics processors that share a model; none stands for the processor alone.

    `auto` takes every graphics card; a graphics unit inside the processor only where there is no card, since it would
    hold the cards up. `cuda`, `metal`, `rocm` and `vulkan` do the same among the devices of their kind.

    Raises:
        InvalidInput: There is no device of this name or kind.
    """
    usable = [device for device in devices if device.kind in (GPU, INTEGRATED)]
    word = wanted.casefold()
    if word == PROCESSOR:
        return ()
    if word == AUTO:
        return _cards_first(usable)
    named = [device for device in usable if device.name.casefold() == word]
    if named:
        return (named[0],)
    of_kind = [device for device in usable if device.name.casefold().startswith(_KINDS.get(word, ()))]
    if of_kind:
        return _cards_first(of_kind)
    names = ", ".join([AUTO, PROCESSOR, *(device.name for device in usable)])
    raise InvalidInput(
        f"This build of llama.cpp has no device “{wanted}”.",
        hint=f"Set {SETTING} to one of: {names}.",
        params={"device": wanted, "devices": [device.name for device in usable]},
    )


def _cards_first(devices: Sequence[DeviceInfo]) -> tuple[DeviceInfo, ...]:
    cards = tuple(device for device in devices if device.kind == GPU)
    return cards or tuple(devices[:1])


def layers_for(spec: LoadSpec, facts: ModelFacts, devices: Sequence[DeviceInfo]) -> int:
    """How many layers of a model go to these devices: as many as set, or with -1 as many as fit."""
    if not devices:
        return 0
    if spec.gpu_layers >= 0:
        return spec.gpu_layers
    estimate = estimate_memory(facts, replace(spec, gpu_layers=1))
    if estimate is None or not facts.layers:
        return ALL_LAYERS  # nobody knows: the load fails if that was too much
    return layers_that_fit(facts.layers, estimate, devices)


def layers_that_fit(layers: int, estimate: MemoryEstimate, devices: Sequence[DeviceInfo]) -> int:
    """How many layers the devices take, the output counted as one more: all of them, some, or 0.

    Weights and cache are spread evenly over the layers; each device also needs working memory and keeps a margin. A
    device that does not tell its memory takes everything: the load fails if that was wrong, and the next one may say.
    """
    if not devices:
        return 0
    if any(device.memory_total <= 0 for device in devices):
        return layers + 1
    each = max(1, (estimate.weights + estimate.cache) // (layers + 1))
    fit = sum(max(0, room(device) - estimate.compute) // each for device in devices)
    return min(fit, layers + 1)


def room(device: DeviceInfo) -> int:
    """Bytes of a device that a model may take."""
    margin = max(MARGIN_BYTES, int(device.memory_total * MARGIN_SHARE))
    return max(0, device.memory_free - margin)
