"""Handles of the C library: every ctypes call of the engine is here.

Nothing in this file may be called from two threads at once. A handle is freed by `close`, never by the garbage
collector, and in this order: samplers, context, model.
"""

from __future__ import annotations

import ctypes
import os
from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Any

from app.errors import EngineError, ModelFileError
from app.types.generation import Sampling

PENALTY_WINDOW = 64
"""Tokens that the repeat penalty looks back on."""
MAX_CPU_ROWS = 64
"""Tokens computed together on the CPU: more is hardly faster there, and takes memory for every position."""
_PIECE_BYTES = 256
_LOG_WARNING, _LOG_ERROR = 3, 4
"""Of ggml_log_level in ggml.h; the numbers in llama-cpp-python's comments are older."""
_TRUNCATED = "is corrupted or incomplete"


class NativeLog:
    """Receives what the library says, silently; warnings and errors are kept, and printed for the core to keep."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=20)

    def receive(self, level: int, text: bytes, _data: object) -> None:
        """Called by the library, from whichever thread."""
        if level in (_LOG_WARNING, _LOG_ERROR) and text:
            line = text.decode("utf-8", "replace").rstrip()
            self._lines.append(line)
            os.write(2, f"{line}\n".encode())

    def take(self) -> str:
        """The lines since the last call."""
        text = "\n".join(self._lines)
        self._lines.clear()
        return text


class _Library:
    """The loaded library and the callback that has to outlive it."""

    def __init__(self) -> None:
        import llama_cpp.llama_cpp as functions

        self.functions: Any = functions
        self.log = NativeLog()
        self._callback = functions.llama_log_callback(self.log.receive)
        functions.llama_log_set(self._callback, ctypes.c_void_p())
        functions.llama_backend_init()


@cache
def library() -> _Library:
    """The one library of this process, loaded at the first call."""
    return _Library()


class NativeModel:
    """Weights and vocabulary.

    Raises:
        ModelFileError: The library refuses the file; the detail has its reasons.
    """

    def __init__(self, path: str, *, gpu_layers: int, safe_mode: bool) -> None:
        lib = library()
        self._lib = lib.functions
        params = self._lib.llama_model_default_params()
        params.n_gpu_layers = gpu_layers
        if self._lib.llama_supports_mmap():
            params.load_mode = self._lib.LLAMA_LOAD_MODE_MMAP
        params.use_extra_bufts = not safe_mode
        lib.log.take()
        self.handle = self._lib.llama_model_load_from_file(os.fsencode(path), params)
        if not self.handle:
            raise _refused(path, lib.log.take())
        self.device = "gpu" if gpu_layers and self._lib.llama_supports_gpu_offload() else "cpu"
        self._vocab = self._lib.llama_model_get_vocab(self.handle)
        self._piece = ctypes.create_string_buffer(_PIECE_BYTES)
        self._bos = (
            int(self._lib.llama_vocab_bos(self._vocab)) if self._lib.llama_vocab_get_add_bos(self._vocab) else None
        )

    @property
    def trained_context(self) -> int:
        """Tokens that the model was trained for."""
        return int(self._lib.llama_model_n_ctx_train(self.handle))

    @property
    def vocabulary(self) -> int:
        """Number of tokens."""
        return int(self._lib.llama_vocab_n_tokens(self._vocab))

    @property
    def writes(self) -> bool:
        """Whether it can continue a text: it has a decoder, and no encoder before it."""
        return bool(self._lib.llama_model_has_decoder(self.handle)) and not self._lib.llama_model_has_encoder(
            self.handle
        )

    @property
    def template(self) -> str | None:
        """The chat template in the file, if there is one."""
        source = self._lib.llama_model_chat_template(self.handle, None)
        return source.decode("utf-8", "replace") if source else None

    @property
    def special_texts(self) -> tuple[str, str]:
        """How the tokens that begin and end a sequence are written."""
        return self._text_of(self._lib.llama_vocab_bos(self._vocab)), self._text_of(
            self._lib.llama_vocab_eos(self._vocab)
        )

    def tokenize(self, text: str) -> list[int]:
        """Tokens of a rendered prompt, with the beginning token where the model wants one (never twice)."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        buffer = (self._lib.llama_token * room)()
        count = self._lib.llama_tokenize(self._vocab, data, len(data), buffer, room, False, True)  # noqa: FBT003 (a C function)
        if count < 0:
            raise EngineError("The prompt could not be split into tokens.", detail=f"llama_tokenize returned {count}")
        tokens = list(buffer[:count])
        if self._bos is not None and tokens[:1] != [self._bos]:
            tokens.insert(0, self._bos)
        return tokens

    def piece(self, token: int) -> bytes:
        """The bytes of one token, which need not be whole characters; b"" for control tokens."""
        size = len(self._piece)
        count = self._lib.llama_token_to_piece(self._vocab, token, self._piece, size, 0, False)  # noqa: FBT003 (a C function)
        if count < 0:
            self._piece = ctypes.create_string_buffer(-count)
            count = self._lib.llama_token_to_piece(self._vocab, token, self._piece, -count, 0, False)  # noqa: FBT003 (a C function)
        return self._piece.raw[: max(count, 0)]

    def is_end(self, token: int) -> bool:
        """Whether the model ends its turn with this token."""
        return bool(self._lib.llama_vocab_is_eog(self._vocab, token))

    def close(self) -> None:
        """Free the weights; twice is once."""
        if self.handle:
            self._lib.llama_model_free(self.handle)
            self.handle = None

    def _text_of(self, token: int) -> str:
        if token < 0:
            return ""
        return str(self._lib.llama_vocab_get_text(self._vocab, token).decode("utf-8", "replace"))


class NativeContext:
    """The cache and the working memory for one sequence.

    Raises:
        EngineError: There is not enough memory.
    """

    def __init__(self, model: NativeModel, *, context_tokens: int, batch_tokens: int, threads: int) -> None:
        lib = library()
        self._lib = lib.functions
        params = self._lib.llama_context_default_params()
        params.n_ctx = context_tokens
        params.n_batch = batch_tokens
        params.n_ubatch = batch_tokens
        if model.device == "cpu":
            params.n_ubatch = min(batch_tokens, MAX_CPU_ROWS)
            # On the CPU flash attention reads a prompt more slowly the longer the chat is (by a third at 700 tokens),
            # and its results depend on how the prompt is cut into chunks; without it they do not, from 2 tokens up.
            params.flash_attn_type = self._lib.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.n_threads = params.n_threads_batch = threads
        params.n_seq_max = 1
        params.kv_unified = True
        params.no_perf = True
        lib.log.take()
        self.handle = self._lib.llama_init_from_model(model.handle, params)
        if not self.handle:
            raise EngineError(
                f"There is not enough memory for a context window of {context_tokens} tokens.",
                hint="Choose a smaller context window, or a smaller model.",
                detail=lib.log.take(),
            )
        self._memory = self._lib.llama_get_memory(self.handle)
        self._buffer = (self._lib.llama_token * batch_tokens)()

    def decode(self, tokens: Sequence[int]) -> int:
        """Evaluate tokens after those in the cache; the result is llama.cpp's."""
        count = len(tokens)
        self._buffer[:count] = tokens
        return int(self._lib.llama_decode(self.handle, self._lib.llama_batch_get_one(self._buffer, count)))

    def forget_from(self, position: int) -> bool:
        """Drop everything from a position on; False when this kind of model cannot forget in part."""
        return bool(self._lib.llama_memory_seq_rm(self._memory, 0, position, -1))

    def forget_all(self) -> None:
        """Empty the cache."""
        self._lib.llama_memory_clear(self._memory, False)  # noqa: FBT003 (a C function)

    @property
    def length(self) -> int:
        """Tokens in the cache, as the library counts them."""
        return int(self._lib.llama_memory_seq_pos_max(self._memory, 0)) + 1

    def close(self) -> None:
        """Free the memory; twice is once."""
        if self.handle:
            self._lib.llama_free(self.handle)
            self.handle = None


class Sampler:
    """One chain of samplers in C, for one answer. The numbers have been checked."""

    def __init__(self, sampling: Sampling, vocabulary: int) -> None:
        self._lib = library().functions
        self._chain = self._lib.llama_sampler_chain_init(self._lib.llama_sampler_chain_default_params())
        lib, add = self._lib, self._add
        if sampling.repeat_penalty != 1.0:
            add(lib.llama_sampler_init_penalties(vocabulary, PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0))
        if sampling.temperature == 0.0:
            add(lib.llama_sampler_init_greedy())
            return
        add(lib.llama_sampler_init_top_k(sampling.top_k))
        add(lib.llama_sampler_init_top_p(sampling.top_p, 1))
        add(lib.llama_sampler_init_min_p(sampling.min_p, 1))
        add(lib.llama_sampler_init_temp(sampling.temperature))
        seed = sampling.seed if sampling.seed is not None else int.from_bytes(os.urandom(4), "little") >> 1
        add(lib.llama_sampler_init_dist(seed))

    def sample(self, context: NativeContext) -> int:
        """Choose the next token from the newest logits."""
        return int(self._lib.llama_sampler_sample(self._chain, context.handle, -1))

    def close(self) -> None:
        """Free the chain; twice is once."""
        if self._chain:
            self._lib.llama_sampler_free(self._chain)
            self._chain = None

    def _add(self, sampler: Any) -> None:
        self._lib.llama_sampler_chain_add(self._chain, sampler)


def _refused(path: str, log: str) -> ModelFileError:
    if _TRUNCATED in log:
        message, hint = "The model's file is incomplete or damaged.", "Download it again."
    else:
        message, hint = "llama.cpp cannot load the model's file.", "Choose another file, or update Tektra."
    return ModelFileError(message, hint=hint, detail=f"{path}\n{log}", params={"path": path})
