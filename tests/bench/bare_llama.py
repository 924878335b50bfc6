"""The peer of our engine: a bare loop over llama.cpp's low-level bindings, with nothing around it.

Run it in a process of its own with the environment of a worker, since threads wait as the environment says:
`python -P -m tests.bench.bare_llama MODEL --threads 1 --tokens 200` prints one JSON object. `run_bare` does that.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.backends.worker.process import WORKER_ENVIRONMENT
from app.process import own_environment

PROMPT = "<|im_start|>user\nTell me a long story about the sea.<|im_end|>\n<|im_start|>assistant\n"
NICENESS = 5
_CONTEXT = 2048


@dataclass(frozen=True, slots=True)
class BareRun:
    """What the bare loop did."""

    text: str
    tokens: int
    first_token_s: float
    tokens_per_s: float
    """After the first token."""


def run_bare(model: Path, prompt: str = PROMPT, *, threads: int = 1, tokens: int = 200) -> BareRun:
    """Run the loop in a fresh process, as a worker would run, and return its figures."""
    command = [sys.executable, "-P", "-m", "tests.bench.bare_llama", str(model)]
    command += ["--threads", str(threads), "--tokens", str(tokens), "--prompt", prompt]
    environment = own_environment(**WORKER_ENVIRONMENT)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return BareRun(**json.loads(done.stdout))


def bare_loop(model_path: Path, prompt: str, threads: int, tokens: int) -> BareRun:
    """Load, evaluate the prompt in one call, then sample greedily and evaluate, token by token, in this process."""
    import llama_cpp.llama_cpp as lib

    silent = lib.llama_log_callback(lambda _level, _text, _data: None)
    lib.llama_log_set(silent, ctypes.c_void_p())
    lib.llama_backend_init()
    model = lib.llama_model_load_from_file(str(model_path).encode(), lib.llama_model_default_params())
    params = lib.llama_context_default_params()
    params.n_ctx = _CONTEXT
    params.n_threads = params.n_threads_batch = threads
    context = lib.llama_init_from_model(model, params)
    sampler = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    lib.llama_sampler_chain_add(sampler, lib.llama_sampler_init_greedy())
    try:
        return _decode(lib, model, context, sampler, prompt.encode(), tokens)
    finally:
        lib.llama_sampler_free(sampler)
        lib.llama_free(context)
        lib.llama_model_free(model)


def _decode(lib: Any, model: Any, context: Any, sampler: Any, prompt: bytes, tokens: int) -> BareRun:
    vocab = lib.llama_model_get_vocab(model)
    buffer = (lib.llama_token * _CONTEXT)()
    count = lib.llama_tokenize(vocab, prompt, len(prompt), buffer, _CONTEXT, False, True)  # noqa: FBT003 (a C function)
    started = time.perf_counter()
    lib.llama_decode(context, lib.llama_batch_get_one(buffer, count))
    sampled: list[int] = []
    first = last = started
    one = (lib.llama_token * 1)()
    while len(sampled) < tokens:
        token = lib.llama_sampler_sample(sampler, context, -1)
        last = time.perf_counter()
        first = last if not sampled else first
        if lib.llama_vocab_is_eog(vocab, token):
            break
        sampled.append(token)
        one[0] = token
        lib.llama_decode(context, lib.llama_batch_get_one(one, 1))
    text = b"".join(_piece(lib, vocab, token) for token in sampled)
    speed = (len(sampled) - 1) / (last - first) if last > first else 0.0
    return BareRun(text.decode("utf-8", "ignore"), len(sampled), first - started, speed)


def _piece(lib: Any, vocab: Any, token: int) -> bytes:
    buffer = ctypes.create_string_buffer(256)
    count = lib.llama_token_to_piece(vocab, token, buffer, 256, 0, False)  # noqa: FBT003 (a C function)
    return buffer.raw[:count]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bare_llama")
    parser.add_argument("model", type=Path)
    parser.add_argument("--prompt", default=PROMPT)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=200)
    options = parser.parse_args()

    os.nice(NICENESS)
    run = bare_loop(options.model, options.prompt, options.threads, options.tokens)
    sys.stdout.write(json.dumps(asdict(run)) + "\n")


if __name__ == "__main__":
    main()
