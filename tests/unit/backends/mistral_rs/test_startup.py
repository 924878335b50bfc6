"""Causes of failed starts, from what versions 0.8.1 and 0.9.5 really print."""

from __future__ import annotations

import pytest

from app.backends.mistral_rs.startup import MAX_CAUSE, cause_of, is_port_taken, start_error
from app.errors import AppError, EngineUnavailable, ModelFileError, OutOfMemory, Unsupported

INFO = "\x1b[2m2026-11-21T19:57:32.652748Z\x1b[0m \x1b[32m INFO\x1b[0m \x1b[2mcore::x\x1b[0m\x1b[2m:\x1b[0m Loading.\n"
IN_USE = INFO + "Error: Address already in use (os error 98)\n\nStack backtrace:\n   0: anyhow::error\n"
NO_FILE = "Error: File `nope.gguf` was not found at local model path `/m`.\n   0: candle_core::error::Error::bt\n"
NOT_HERE = "Error: Failed to access `/tmp/x` on Hugging Face: Failed to access `config.json`: request error: https://…"
ISQ = "Error: ISQ type q99 unknown, choose one of `2`, `3`, `4`."
TEMPLATE = (
    "thread 'main' (8764) panicked at /root/x/src/pipeline/paths.rs:435:52:\n"
    'Loading chat template failed.: Os { code: 2, kind: NotFound, message: "…" }\nstack backtrace:\n   0: __rustc\n'
)
FLAG = "error: unexpected argument '--blub' found\n\nUsage: mistralrs serve --host <HOST>\n"


@pytest.mark.parametrize(
    ("output", "kind", "words"),
    [
        (NO_FILE, ModelFileError, "missing or damaged"),
        (NOT_HERE, ModelFileError, "missing or damaged"),
        ("Error: failed to fill whole buffer", ModelFileError, "missing or damaged"),
        (ISQ, Unsupported, "quantisation for loading"),
        ("Error: Unknown GGUF architecture `bert`", Unsupported, "kind of model"),
        ("Error: unknown dtype for tensor 21", Unsupported, "model's quantisation"),
        ("memory allocation of 8589934592 bytes failed", OutOfMemory, "memory"),
        ("Error: DriverError(CUDA_ERROR_OUT_OF_MEMORY)", OutOfMemory, "memory"),
        (FLAG, EngineUnavailable, "does not understand"),
        (TEMPLATE, EngineUnavailable, "Loading chat template failed"),
        ("Error: something new.", EngineUnavailable, "did not start: something new."),
        ("", EngineUnavailable, "did not start: it crashed"),
    ],
)
def test_known_causes_have_sentences(output: str, kind: type[AppError], words: str) -> None:
    error = start_error(INFO + output if output else "", "it crashed", "/m/model.gguf")
    assert type(error) is kind
    assert words in error.message
    assert error.hint
    assert "\x1b" not in error.detail
    assert "backtrace" not in error.detail
    assert "2026-11" not in error.detail


def test_a_port_that_is_taken() -> None:
    assert is_port_taken(IN_USE)
    assert is_port_taken("OSError: [Errno 98] Address already in use")
    assert not is_port_taken(NO_FILE)


def test_the_cause_is_one_line_of_limited_length() -> None:
    assert cause_of(IN_USE) == "Address already in use (os error 98)"
    assert cause_of(FLAG) == "unexpected argument '--blub' found"
    assert cause_of("first\nlast") == "last"
    assert cause_of("") == ""
    assert len(cause_of("Error: " + "x" * 5000)) == MAX_CAUSE
