"""A context that computes vectors of texts and writes nothing."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from app.backends.llama_cpp.loading.devices import PROCESSOR
from app.backends.llama_cpp.loading.options import cache_form
from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.native.model import NativeModel
from app.errors import EngineError
from app.types.embeddings import Pooling
from app.types.models import Tuning

POOLING = {Pooling.NONE: 0, Pooling.MEAN: 1, Pooling.CLS: 2, Pooling.LAST: 3}
"""Of llama_pooling_type in llama.h."""


class EmbeddingContext:
    """Working memory for one way of pooling. Belongs to the engine's thread.

    Args:
        tokens: Of one batch. A text has to fit whole: pooling, and attention that looks ahead, need all of it at once.
        sequences: Texts of one batch.

    Raises:
        EngineError: There is not enough memory.
    """

    def __init__(self, model: NativeModel, pooling: Pooling, *, tokens: int, sequences: int, threads: int) -> None:
        lib = library()
        self._lib = lib.functions
        self.pooling = pooling
        tokens = -(-tokens // sequences) * sequences  # the library rounds up, forgets that it did, and aborts
        self.tokens = tokens
        self.sequences = sequences
        params = self._lib.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = tokens
        params.n_seq_max = sequences
        params.n_threads = params.n_threads_batch = threads
        params.n_outputs_max = params.n_outputs_max_per_seq = tokens
        params.embeddings = True
        params.pooling_type = POOLING[pooling]
        params.flash_attn_type = cache_form(
            Tuning(flash_attention="off" if model.device == PROCESSOR else "auto")
        ).flash_attention
        params.kv_unified = True
        params.no_perf = True
        lib.log.take()
        self._handle = self._lib.llama_init_from_model(model.handle, params)
        if not self._handle:
            raise EngineError(
                "There is not enough memory to compute vectors.",
                hint="Close other programs, or send shorter texts.",
                detail=lib.log.take(),
            )
        self._batch = self._lib.llama_batch_init(tokens, 0, 1)
        try:
            model.adapters.apply(self._handle)
        except BaseException:
            self.close()  # it would outlive the model
            raise
        self._width = int(self._lib.llama_model_n_embd_out(model.handle))
        self._memory = self._lib.llama_get_memory(self._handle)

    def compute(self, texts: Sequence[Sequence[int]]) -> list[list[Any]]:
        """The vectors of texts, which together fit one batch: arrays of numpy, one for each text or each token.

        Raises:
            EngineError: The library failed.
        """
        self._fill(texts)
        if self._memory:
            self._lib.llama_memory_clear(self._memory, False)  # noqa: FBT003 (a C function)
        code = self._lib.llama_decode(self._handle, self._batch)
        if code != 0:
            raise EngineError("llama.cpp failed to compute.", hint="Try again.", detail=f"llama_decode returned {code}")
        if self.pooling is not Pooling.NONE:
            found = [[self._lib.llama_get_embeddings_seq(self._handle, number)] for number in range(len(texts))]
        else:
            rows = iter(range(self._batch.n_tokens))
            found = [[self._lib.llama_get_embeddings_ith(self._handle, next(rows)) for _ in text] for text in texts]
        return [[self._copied(vector) for vector in vectors] for vectors in found]

    def close(self) -> None:
        """Free the memory; twice is once."""
        if self._handle:
            self._lib.llama_batch_free(self._batch)
            self._lib.llama_free(self._handle)
            self._handle = None

    def _fill(self, texts: Sequence[Sequence[int]]) -> None:
        row = 0
        for number, text in enumerate(texts):
            for position, token in enumerate(text):
                self._batch.token[row] = token
                self._batch.pos[row] = position
                self._batch.n_seq_id[row] = 1
                self._batch.seq_id[row][0] = number
                self._batch.logits[row] = True
                row += 1
        self._batch.n_tokens = row

    def _copied(self, vector: Any) -> Any:
        import numpy as np

        if not vector:
            raise EngineError("llama.cpp gave no vector for a text.", hint="Choose another way of pooling.")
        copied = np.ctypeslib.as_array(ctypes.cast(vector, ctypes.POINTER(ctypes.c_float)), (self._width,)).copy()
        if not np.isfinite(copied).all():
            raise EngineError("The model computed a vector that is no number.", hint="Choose another model file.")
        return copied
