"""Handles of libmtmd: every ctypes call of it is here.

Belongs to the engine's thread. A projector is freed by `close`, before its model. Files never reach the library's own
loaders (`mtmd_helper_bitmap_init_from_buf` starts `ffprobe` for what it cannot decode): it gets pixels and samples.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from app.backends.llama_cpp.media.decode import Pixels
from app.backends.llama_cpp.native import library
from app.backends.prompting.conversation import MEDIA_MARKER
from app.errors import EngineError, ModelFileError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_MARKER = MEDIA_MARKER.encode()
_TEXT = 0
_OK = 0


class _Mtmd:
    """The loaded library and the callback that has to outlive it."""

    def __init__(self) -> None:
        from llama_cpp import mtmd_cpp

        self.functions: Any = mtmd_cpp
        self._callback = library().functions.llama_log_callback(library().log.receive)
        for setter in (mtmd_cpp.mtmd_log_set, mtmd_cpp.mtmd_helper_log_set):
            setter(self._callback, ctypes.c_void_p())


@cache
def mtmd() -> _Mtmd:
    """The one library of this process, loaded at the first call."""
    return _Mtmd()


class NativeChunk:
    """A picture, a part of one, or a sound as the library holds it. Freed by `close`."""

    def __init__(self, handle: int) -> None:
        self._lib = mtmd().functions
        self.handle: int | None = handle
        self.tokens = int(self._lib.mtmd_input_chunk_get_n_tokens(handle))
        self.positions = int(self._lib.mtmd_input_chunk_get_n_pos(handle))

    def outline(self) -> NativeChunk:
        """The same without its pixels: enough to evaluate it once it is encoded."""
        handle = self._lib.mtmd_input_chunk_get_placeholder(self.handle)
        if not handle:
            raise _failed("mtmd_input_chunk_get_placeholder failed")
        return NativeChunk(handle)

    def close(self) -> None:
        """Free it; twice is once."""
        if self.handle:
            self._lib.mtmd_input_chunk_free(self.handle)
            self.handle = None


class NativeProjector:
    """What turns pictures and sounds into vectors for one model.

    Raises:
        ModelFileError: The library refuses the file, or it does not belong to the model.
    """

    def __init__(self, model: Any, path: str, *, threads: int, gpu: bool) -> None:
        self._lib = mtmd().functions
        params = self._lib.mtmd_context_params_default()
        params.use_gpu = gpu
        params.n_threads = threads
        params.print_timings = False
        params.media_marker = _MARKER
        log = library().log
        log.take()
        self.handle = self._lib.mtmd_init_from_file(os.fsencode(path), model, params)
        if not self.handle:
            raise ModelFileError(
                "The projector file of this model cannot be used.",
                hint="Choose the projector (mmproj) that belongs to this very model, or download it again.",
                detail=f"{path}\n{log.take()}",
                params={"path": path},
            )
        self.sees = bool(self._lib.mtmd_support_vision(self.handle))
        self.hears = bool(self._lib.mtmd_support_audio(self.handle))
        self.sample_rate = int(self._lib.mtmd_get_audio_sample_rate(self.handle))
        self.whole_in_one = bool(self._lib.mtmd_decode_use_non_causal(self.handle, None))
        functions = library().functions
        self._width = int(functions.llama_model_n_embd_inp(model))

    def picture(self, pixels: Pixels) -> list[tuple[int, ...] | NativeChunk]:
        """The pieces of a picture."""
        data = (ctypes.c_uint8 * len(pixels.rgb)).from_buffer_copy(pixels.rgb)
        return self._pieces(self._lib.mtmd_bitmap_init(pixels.width, pixels.height, data))

    def sound(self, samples: Vectors) -> list[tuple[int, ...] | NativeChunk]:
        """The pieces of a sound."""
        data = samples.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        return self._pieces(self._lib.mtmd_bitmap_init_from_audio(len(samples), data))

    def encode(self, chunk: NativeChunk) -> Vectors:
        """The vectors of a medium. One call that nothing can interrupt."""
        import numpy as np

        code = self._lib.mtmd_encode_chunk(self.handle, chunk.handle)
        found = self._lib.mtmd_get_output_embd(self.handle)
        if code != _OK or not found:
            raise _failed(f"mtmd_encode_chunk returned {code}")
        return np.ctypeslib.as_array(found, (chunk.tokens, self._width)).copy()

    def evaluate(
        self, chunk: NativeChunk, vectors: Vectors, context: Any, sequence: int, position: int, batch_tokens: int
    ) -> int:
        """Put an encoded medium into the cache; what it returns is llama_decode's. Unless that is 0, nothing of it is
        in the sequence afterwards.
        """
        functions = library().functions
        after = functions.llama_pos(position)
        data = vectors.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        code = self._lib.mtmd_helper_decode_image_chunk(
            self.handle,
            context,
            chunk.handle,
            data,
            position,
            sequence,
            batch_tokens,
            ctypes.byref(after),
            self._lib.mtmd_helper_post_decode_callback(),
            None,
        )
        if code != _OK:
            functions.llama_memory_seq_rm(functions.llama_get_memory(context), sequence, position, -1)
        return int(code)

    def close(self) -> None:
        """Free it; twice is once."""
        if self.handle:
            self._lib.mtmd_free(self.handle)
            self.handle = None

    def _pieces(self, bitmap: int) -> list[tuple[int, ...] | NativeChunk]:
        with self._tokenized(bitmap) as chunks:
            return [self._piece(chunk) for chunk in chunks]

    @contextmanager
    def _tokenized(self, bitmap: int) -> Iterator[list[int]]:
        """One medium alone is split as it would be within a prompt: the library splits text and media one by one."""
        lib = self._lib
        chunks = lib.mtmd_input_chunks_init()
        text = lib.mtmd_input_text(text=_MARKER, text_len=len(_MARKER), add_special=False, parse_special=True)
        try:
            bitmaps = (lib.mtmd_bitmap_p_ctypes * 1)(bitmap)
            code = lib.mtmd_tokenize(self.handle, chunks, ctypes.byref(text), bitmaps, 1)
            if code != _OK:
                raise _failed(f"mtmd_tokenize returned {code}")
            yield [lib.mtmd_input_chunks_get(chunks, index) for index in range(lib.mtmd_input_chunks_size(chunks))]
        finally:
            lib.mtmd_bitmap_free(bitmap)
            lib.mtmd_input_chunks_free(chunks)

    def _piece(self, chunk: int) -> tuple[int, ...] | NativeChunk:
        lib = self._lib
        if lib.mtmd_input_chunk_get_type(chunk) != _TEXT:
            return NativeChunk(lib.mtmd_input_chunk_copy(chunk))
        count = ctypes.c_size_t()
        tokens = lib.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
        return tuple(tokens[: count.value])


def _failed(detail: str) -> EngineError:
    return EngineError(
        "The model could not take in the picture or sound.",
        hint="Try another file, or save it again as PNG or WAV.",
        detail="\n".join(part for part in (detail, library().log.take()) if part),
    )
