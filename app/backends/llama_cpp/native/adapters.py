"""LoRA adapters over a model's weights."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from app.backends.llama_cpp.native.library import library
from app.errors import ModelFileError
from app.gguf.header import read_header
from app.types.models import LoraSpec


class NativeAdapters:
    """The adapters of one loaded model. The library frees them with the model.

    Raises:
        ModelFileError: A file is missing, damaged, or made for another model.
    """

    def __init__(self, model_handle: Any, loras: tuple[LoraSpec, ...]) -> None:
        lib = library()
        self._lib = lib.functions
        self._scales = [lora.scale for lora in loras]
        self._handles = []
        for lora in loras:
            read_header(lora.path)  # the library's own parser is for files of good faith
            lib.log.take()
            handle = self._lib.llama_adapter_lora_init(model_handle, os.fsencode(lora.path))
            if not handle:
                raise ModelFileError(
                    f"The adapter {Path(lora.path).name} does not fit this model.",
                    hint="Use an adapter that was made for it, or take it out of the model's settings.",
                    detail=f"{lora.path}\n{lib.log.take()}",
                    params={"path": lora.path},
                )
            self._handles.append(handle)

    def apply(self, context_handle: Any) -> None:
        """Let a context compute with them.

        Raises:
            ModelFileError: The library refuses.
        """
        count = len(self._handles)
        if not count:
            return
        handles = (self._lib.llama_adapter_lora_p_ctypes * count)(*self._handles)
        scales = (ctypes.c_float * count)(*self._scales)
        if self._lib.llama_set_adapters_lora(context_handle, handles, count, scales) != 0:
            raise ModelFileError("llama.cpp cannot use the model's adapters.", detail=library().log.take())
