"""Plain text to tokens and back, with nothing added and nothing read as a control token."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.native.model import NativeModel
from app.errors import EngineError, InvalidInput

_GROWTH = 16
"""Bytes of a token, at first guess."""


def split_text(model: NativeModel, text: str, *, whole: bool = False) -> list[int]:
    """The tokens of a text; with `whole` between those that the model wants around a text.

    Raises:
        EngineError: The library failed.
    """
    lib = library().functions
    data = text.encode("utf-8", "replace")
    room = len(data) + 8
    buffer = (ctypes.c_int32 * room)()
    count = lib.llama_tokenize(model.vocab, data, len(data), buffer, room, whole, False)  # noqa: FBT003 (a C function)
    if count < 0:
        raise EngineError("The text could not be split into tokens.", detail=f"llama_tokenize returned {count}")
    return list(buffer[:count])


def join_tokens(model: NativeModel, tokens: Sequence[int]) -> bytes:
    """The bytes of tokens; control tokens show their names.

    Raises:
        InvalidInput: A number is no token of this model.
    """
    vocabulary = model.vocabulary
    for token in tokens:
        if not 0 <= token < vocabulary:
            hint = f"Its tokens go from 0 to {vocabulary - 1}."
            raise InvalidInput(f"{token} is no token of this model.", hint=hint, params={"token": token})
    lib = library().functions
    ids = (ctypes.c_int32 * len(tokens))(*tokens)
    room = max(64, len(tokens) * _GROWTH)
    while True:
        buffer = ctypes.create_string_buffer(room)
        size = lib.llama_detokenize(model.vocab, ids, len(ids), buffer, room, False, True)  # noqa: FBT003 (a C function)
        if size >= 0:
            return buffer.raw[:size]
        room = -size
