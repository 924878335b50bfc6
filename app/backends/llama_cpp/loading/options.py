"""How a model is to be computed, checked: from the settings' words to the library's numbers. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from app.backends.llama_cpp.loading.devices import PROCESSOR
from app.errors import InvalidInput
from app.types.models import LoraSpec, Tuning

CACHE_TYPES = {"f32": 0, "f16": 1, "q4_0": 2, "q4_1": 3, "q5_0": 6, "q5_1": 7, "q8_0": 8, "bf16": 30}
"""Of ggml_type in ggml.h."""
WHOLE_TYPES = frozenset({"f32", "f16", "bf16"})
FLASH_ATTENTION = {"auto": -1, "off": 0, "on": 1}
"""Of llama_flash_attn_type in llama.h."""
NO_MAP, MAP, LOCK, MAP_AND_LOCK = 0, 1, 2, 3
"""Of llama_load_mode in llama.h."""
MAX_LORAS = 16
MAX_SCALE = 100.0


@dataclass(frozen=True, slots=True)
class CacheForm:
    """How keys and values are kept, in the library's numbers."""

    type_k: int
    type_v: int
    flash_attention: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a model computes, and how it lies in memory."""

    devices: tuple[str, ...] = ()
    """Names of graphics processors; none is the processor alone."""
    gpu_layers: int = 0
    tuning: Tuning = field(default_factory=Tuning)

    @property
    def device(self) -> str:
        """For people: "cpu", or the names."""
        return ", ".join(self.devices) if self.devices and self.gpu_layers else PROCESSOR


def cache_form(tuning: Tuning) -> CacheForm:
    """The form of the cache.

    On the processor, too, flash attention is on unless it is refused: it skips the cells of other conversations, and
    with few rows (`rows`) its results depend neither on how a prompt was cut into chunks, nor on where in the cache a
    sequence lies, nor on who else is in the batch. Without it the place in the cache decides about rounding.

    Raises:
        InvalidInput: A word is unknown, or flash attention is off for values that need it.
    """
    for name, word, known in (
        ("flash_attention", tuning.flash_attention, tuple(FLASH_ATTENTION)),
        ("cache_type_k", tuning.cache_type_k, tuple(CACHE_TYPES)),
        ("cache_type_v", tuning.cache_type_v, tuple(CACHE_TYPES)),
    ):
        if word not in known:
            raise InvalidInput(f"The setting “{name}” cannot be “{word}”.", hint=f"Choose one of: {', '.join(known)}.")
    flash = tuning.flash_attention
    if tuning.cache_type_v not in WHOLE_TYPES:
        if flash == "off":
            raise InvalidInput(
                f"Values kept as {tuning.cache_type_v} need flash attention, which is off.",
                hint="Set flash_attention to auto or on, or cache_type_v to f16.",
            )
        flash = "on"
    return CacheForm(CACHE_TYPES[tuning.cache_type_k], CACHE_TYPES[tuning.cache_type_v], FLASH_ATTENTION[flash])


def load_mode(tuning: Tuning, *, can_map: bool) -> int:
    """How the library takes the weights into memory."""
    if tuning.mmap and can_map:
        return MAP_AND_LOCK if tuning.mlock else MAP
    return LOCK if tuning.mlock else NO_MAP


def check_loras(loras: tuple[LoraSpec, ...]) -> None:
    """Refuse adapters that cannot be meant.

    Raises:
        InvalidInput: Too many, or a scale that is no usable number.
    """
    if len(loras) > MAX_LORAS:
        raise InvalidInput(f"{len(loras)} adapters are too many.", hint=f"Use {MAX_LORAS} at most.")
    for lora in loras:
        if not math.isfinite(lora.scale) or abs(lora.scale) > MAX_SCALE:
            hint = f"Use a number from -{MAX_SCALE:g} to {MAX_SCALE:g}; 1 is usual."
            raise InvalidInput("The scale of an adapter is out of range.", hint=hint, detail=lora.path)
