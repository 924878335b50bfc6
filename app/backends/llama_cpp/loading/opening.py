"""From what the core wants loaded to weights in memory: which devices, how many layers, which adapters."""

from __future__ import annotations

from app.backends.llama_cpp.engine import EMBEDDING_ONLY
from app.backends.llama_cpp.loading.devices import choose_devices, layers_for
from app.backends.llama_cpp.loading.options import Placement, cache_form, check_loras
from app.backends.llama_cpp.native import NativeModel
from app.backends.llama_cpp.native.devices import list_devices
from app.gguf.header import read_header
from app.types.models import LoadSpec


def open_model(spec: LoadSpec) -> NativeModel:
    """Load the weights and the adapters over them.

    Raises:
        ModelFileError: A file cannot be used.
        InvalidInput: A setting cannot be used here.
    """
    check_loras(spec.loras)
    devices = choose_devices(spec.tuning.device, list_devices())
    layers = layers_for(spec, read_header(spec.path), devices) if devices else 0
    placement = Placement(tuple(device.name for device in devices), layers, spec.tuning)
    cache_form(spec.tuning)  # a wrong word is told before anything is loaded
    return NativeModel(spec.path, placement, safe_mode=spec.safe_mode, loras=spec.loras)


def embeds_only(path: str) -> bool:
    """Whether the model in a file makes embeddings and writes no text."""
    return read_header(path).architecture in EMBEDDING_ONLY
