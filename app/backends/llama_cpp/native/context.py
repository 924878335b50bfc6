"""The cache of all sequences of one model, and the one batch that is evaluated at a time."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

from app.backends.llama_cpp.loading.devices import PROCESSOR
from app.backends.llama_cpp.loading.options import cache_form
from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.native.model import NativeModel
from app.errors import AppError, EngineError, InvalidInput

MAX_SEQUENCES = 256
"""Of llama.cpp."""
MAX_CPU_ROWS = 256
"""Tokens computed together on the CPU: more is hardly faster there, and takes memory for every position."""
_NO_CELLS = "cells in kv cache"
"""What the library says when a state finds no room; there is no code for it."""
DECODED, NO_ROOM = 0, 1
"""What `decode` returns; anything else is a failure."""


@dataclass(frozen=True, slots=True)
class ContextSize:
    """How large a context is to be."""

    context_tokens: int
    """Cells, which all sequences share."""
    batch_tokens: int
    sequences: int
    outputs: int
    """Rows of one batch whose logits are wanted, at most."""
    threads: int
    whole_in_one: bool = False
    """Pictures are computed in one piece, so the rows computed together must hold one."""


class NativeContext:
    """The cache and the working memory.

    Raises:
        EngineError: There is not enough memory.
        InvalidInput: This model cannot keep its cache in the wanted form.
    """

    def __init__(self, model: NativeModel, size: ContextSize) -> None:
        lib = library()
        self._lib = lib.functions
        params = self._lib.llama_context_default_params()
        params.n_ctx = size.context_tokens
        params.n_batch = size.batch_tokens
        self.on_cpu = model.device == PROCESSOR
        params.n_ubatch = size.batch_tokens
        if self.on_cpu and not size.whole_in_one:
            params.n_ubatch = min(size.batch_tokens, MAX_CPU_ROWS)
        form = cache_form(model.placement.tuning)
        params.type_k, params.type_v, params.flash_attn_type = form.type_k, form.type_v, form.flash_attention
        params.n_threads = params.n_threads_batch = size.threads
        params.n_seq_max = size.sequences
        params.n_outputs_max = size.outputs
        params.kv_unified = True
        params.no_perf = True
        lib.log.take()
        self.lacked_room = False
        """Whether the last `restore` failed for want of room only."""
        self.handle = self._lib.llama_init_from_model(model.handle, params)
        if not self.handle:
            raise _refused(size, lib.log.take())
        try:
            model.adapters.apply(self.handle)
        except BaseException:
            self.close()  # it would outlive the model
            raise
        self._memory = self._lib.llama_get_memory(self.handle)
        self._make_batch(size.batch_tokens)

    def _make_batch(self, rows: int) -> None:
        """One batch for the life of the context: its arrays belong to Python, the library only reads them."""
        self.batch_tokens = rows
        self._tokens = (ctypes.c_int32 * rows)()
        self._positions = (ctypes.c_int32 * rows)()
        self._ids = (ctypes.c_int32 * rows)()
        self._logits = (ctypes.c_int8 * rows)()
        self._one = (ctypes.c_int32 * rows)(*[1] * rows)
        size, start = ctypes.sizeof(ctypes.c_int32), ctypes.addressof(self._ids)
        pointer = ctypes.POINTER(ctypes.c_int32)
        self._id_pointers = (pointer * rows)(*[ctypes.cast(start + row * size, pointer) for row in range(rows)])
        self._batch = self._lib.llama_batch(
            0, self._tokens, None, self._positions, self._one, self._id_pointers, self._logits
        )
        self._rows = 0

    def clear(self) -> None:
        """Begin a new batch."""
        self._rows = 0

    def add(self, sequence: int, position: int, token: int) -> int:
        """Put one token whose logits are wanted into the batch; its row."""
        row = self._rows
        self._tokens[row] = token
        self._positions[row] = position
        self._ids[row] = sequence
        self._logits[row] = 1
        self._rows = row + 1
        return row

    def add_chunk(self, sequence: int, position: int, tokens: Sequence[int], *, logits: bool) -> int:
        """Put several tokens into the batch, and ask for the logits of the last one or of none; the last row."""
        start, count = self._rows, len(tokens)
        end = start + count
        self._tokens[start:end] = [*tokens]
        self._positions[start:end] = [*range(position, position + count)]
        self._ids[start:end] = [sequence] * count
        self._logits[start:end] = [0] * count
        self._logits[end - 1] = logits
        self._rows = end
        return end - 1

    def decode(self) -> int:
        """Evaluate the batch; what it returns is llama.cpp's."""
        self._batch.n_tokens = self._rows
        return int(self._lib.llama_decode(self.handle, self._batch))

    def forget_from(self, sequence: int, position: int) -> bool:
        """Drop everything from a position on; False when this kind of model cannot forget in part."""
        return bool(self._lib.llama_memory_seq_rm(self._memory, sequence, position, -1))

    def copy(self, source: int, target: int, end: int) -> None:
        """Let a sequence that is empty have the beginning of another one; takes no memory."""
        self._lib.llama_memory_seq_cp(self._memory, source, target, 0, end)

    def length(self, sequence: int) -> int:
        """Positions of a sequence in the cache, as the library counts them."""
        return int(self._lib.llama_memory_seq_pos_max(self._memory, sequence)) + 1

    def state_size(self, sequence: int) -> int:
        """Bytes of a sequence's state."""
        return int(self._lib.llama_state_seq_get_size(self.handle, sequence))

    def state_of(self, sequence: int) -> memoryview | None:
        """A copy of what the cache holds of a sequence, which `restore` takes back; None if the library fails."""
        size = self.state_size(sequence)
        data = (ctypes.c_uint8 * size)()
        written = self._lib.llama_state_seq_get_data(self.handle, data, size, sequence)
        return memoryview(data)[:written].cast("B") if written else None

    def restore(self, sequence: int, data: bytearray | memoryview) -> bool:
        """Replace what the cache holds of a sequence; False when there is no room or the bytes are of another kind.
        Then it is empty.
        """
        self.forget_from(sequence, 0)
        log = library().log
        log.take()
        buffer = (ctypes.c_uint8 * len(data)).from_buffer(data)
        if self._lib.llama_state_seq_set_data(self.handle, buffer, len(data), sequence):
            return True
        self.lacked_room = _NO_CELLS in log.take()
        self.forget_from(sequence, 0)
        return False

    def close(self) -> None:
        """Free the memory; twice is once."""
        if self.handle:
            self._lib.llama_free(self.handle)
            self.handle = None


def _refused(size: ContextSize, log: str) -> AppError:
    if "cache type" in log or "flash" in log.casefold():
        hint = "Set cache_type_k and cache_type_v to f16, or flash_attention to auto."
        return InvalidInput("The model cannot keep its cache in this form.", hint=hint, detail=log)
    return EngineError(
        f"There is not enough memory for a context window of {size.context_tokens} tokens.",
        hint="Choose a smaller context window, or a smaller model.",
        detail=log,
    )
