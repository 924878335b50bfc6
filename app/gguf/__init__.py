"""A bounded look at a GGUF file's header, or a model folder's configuration, before anything native touches them."""

from __future__ import annotations

from app.gguf.folder import MLX_FORM, is_model_folder, read_folder, read_json
from app.gguf.header import read_header
from app.gguf.hub import cached_folder, hub_cache
from app.gguf.projector import PROJECTOR, misfit

__all__ = [
    "MLX_FORM",
    "PROJECTOR",
    "cached_folder",
    "hub_cache",
    "is_model_folder",
    "misfit",
    "read_folder",
    "read_header",
    "read_json",
]
