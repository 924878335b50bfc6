"""A model's weights and vocabulary."""

from __future__ import annotations

import ctypes
import os

from app.backends.llama_cpp.loading.options import Placement, load_mode
from app.backends.llama_cpp.native.adapters import NativeAdapters
from app.backends.llama_cpp.native.devices import device_array
from app.backends.llama_cpp.native.library import library
from app.errors import EngineError, ModelFileError
from app.types.models import LoraSpec

_PIECE_BYTES = 256
_TRUNCATED = "is corrupted or incomplete"


class NativeModel:
    """Weights and vocabulary.

    Raises:
        ModelFileError: The library refuses the file; the detail has its reasons.
    """

    def __init__(self, path: str, placement: Placement, *, safe_mode: bool, loras: tuple[LoraSpec, ...] = ()) -> None:
        lib = library()
        self._lib = lib.functions
        params = self._lib.llama_model_default_params()
        devices = device_array(placement.devices)
        params.devices = ctypes.cast(devices, ctypes.c_void_p)
        params.n_gpu_layers = placement.gpu_layers
        params.load_mode = load_mode(placement.tuning, can_map=bool(self._lib.llama_supports_mmap()))
        params.use_extra_bufts = not safe_mode
        lib.log.take()
        self.handle = self._lib.llama_model_load_from_file(os.fsencode(path), params)
        if not self.handle:
            raise _refused(path, lib.log.take())
        self.placement = placement
        self.vocab = self._lib.llama_model_get_vocab(self.handle)
        """The library's handle of the vocabulary."""
        self._shown: dict[frozenset[str], dict[int, bytes | None]] = {}
        self._piece = ctypes.create_string_buffer(_PIECE_BYTES)
        self._bos = (
            int(self._lib.llama_vocab_bos(self.vocab)) if self._lib.llama_vocab_get_add_bos(self.vocab) else None
        )
        try:
            self.adapters = NativeAdapters(self.handle, loras)
        except BaseException:
            self.close()
            raise

    @property
    def device(self) -> str:
        """Where it computes: "cpu", or the names of graphics processors."""
        return self.placement.device

    @property
    def trained_context(self) -> int:
        """Tokens that the model was trained for."""
        return int(self._lib.llama_model_n_ctx_train(self.handle))

    @property
    def embedding_size(self) -> int:
        """Numbers in a vector of this model."""
        return int(self._lib.llama_model_n_embd_out(self.handle))

    @property
    def vocabulary(self) -> int:
        """Number of tokens."""
        return int(self._lib.llama_vocab_n_tokens(self.vocab))

    @property
    def vocabulary_type(self) -> int:
        """How its tokens are made; a number of the library."""
        return int(self._lib.llama_vocab_type(self.vocab))

    @property
    def can_forget(self) -> bool:
        """Whether the end of a text can be taken back: models that keep one state for all of it cannot."""
        recurrent, hybrid = self._lib.llama_model_is_recurrent, self._lib.llama_model_is_hybrid
        return not recurrent(self.handle) and not hybrid(self.handle)

    @property
    def writes(self) -> bool:
        """Whether it can continue a text: it has a decoder, and no encoder before it."""
        return bool(self._lib.llama_model_has_decoder(self.handle)) and not self._lib.llama_model_has_encoder(
            self.handle
        )

    def metadata(self, key: str) -> str:
        """A value of the file's header as text; "" where it has none."""
        room = ctypes.create_string_buffer(256)
        self._lib.llama_model_meta_val_str(self.handle, key.encode(), room, len(room))
        return room.value.decode("utf-8", "replace")

    @property
    def template(self) -> str | None:
        """The chat template in the file, if there is one."""
        source = self._lib.llama_model_chat_template(self.handle, None)
        return source.decode("utf-8", "replace") if source else None

    @property
    def special_texts(self) -> tuple[str, str]:
        """How the tokens that begin and end a sequence are written."""
        return self._text_of(self._lib.llama_vocab_bos(self.vocab)), self._text_of(
            self._lib.llama_vocab_eos(self.vocab)
        )

    def tokenize(self, text: str, *, first: bool = True) -> list[int]:
        """Tokens of a rendered prompt, with the beginning token where the model wants one (never twice) if this is the
        first part of it.
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        buffer = (self._lib.llama_token * room)()
        count = self._lib.llama_tokenize(self.vocab, data, len(data), buffer, room, False, True)  # noqa: FBT003 (a C function)
        if count < 0:
            raise EngineError("The prompt could not be split into tokens.", detail=f"llama_tokenize returned {count}")
        tokens = list(buffer[:count])
        if first and self._bos is not None and tokens[:1] != [self._bos]:
            tokens.insert(0, self._bos)
        return tokens

    def piece(self, token: int) -> bytes:
        """The bytes of one token, which need not be whole characters; b"" for control tokens."""
        size = len(self._piece)
        count = self._lib.llama_token_to_piece(self.vocab, token, self._piece, size, 0, False)  # noqa: FBT003 (a C function)
        if count < 0:
            self._piece = ctypes.create_string_buffer(-count)
            count = self._lib.llama_token_to_piece(self.vocab, token, self._piece, -count, 0, False)  # noqa: FBT003 (a C function)
        return self._piece.raw[: max(count, 0)]

    def piece_or_end(self, token: int, special: frozenset[str]) -> bytes | None:
        """The bytes of a token as an answer shows it, remembered; None if the model ends its turn with it.

        Args:
            special: Texts of control tokens that are shown; others are b"".
        """
        try:
            return self._shown[special][token]
        except KeyError:
            pieces = self._shown.setdefault(special, {})
        if self.is_end(token):
            pieces[token] = None
        else:
            text = self._text_of(token)
            pieces[token] = text.encode() if text in special else self.piece(token)
        return pieces[token]

    def is_end(self, token: int) -> bool:
        """Whether the model ends its turn with this token."""
        return bool(self._lib.llama_vocab_is_eog(self.vocab, token))

    def close(self) -> None:
        """Free the weights; twice is once."""
        if self.handle:
            self._lib.llama_model_free(self.handle)
            self.handle = None

    def _text_of(self, token: int) -> str:
        if token < 0:
            return ""
        return str(self._lib.llama_vocab_get_text(self.vocab, token).decode("utf-8", "replace"))


def _refused(path: str, log: str) -> ModelFileError:
    if _TRUNCATED in log:
        message, hint = "The model's file is incomplete or damaged.", "Download it again."
    else:
        message, hint = "llama.cpp cannot load the model's file.", "Choose another file, or update Tektra."
    return ModelFileError(message, hint=hint, detail=f"{path}\n{log}", params={"path": path})
