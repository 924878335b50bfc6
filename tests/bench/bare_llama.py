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
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.backends.llama_cpp.loading.options import FLASH_ATTENTION
from app.backends.llama_cpp.native.context import MAX_CPU_ROWS
from app.backends.worker.process import WORKER_ENVIRONMENT
from app.process import own_environment
from tests.bench.timeline import Timeline

PROMPT = "<|im_start|>user\nTell me a long story about the sea.<|im_end|>\n<|im_start|>assistant\n"
NICENESS = 5
CONTEXT = 2048
BATCH = 512
"""As of `LoadSpec`."""


def run_bare(model: Path, prompt: str = PROMPT, *, threads: int = 1, tokens: int = 200) -> Timeline:
    """Run the loop in a fresh process, as a worker would run, and return its figures."""
    command = [sys.executable, "-P", "-m", "tests.bench.bare_llama", str(model)]
    command += ["--threads", str(threads), "--tokens", str(tokens), "--prompt", prompt]
    environment = own_environment(**WORKER_ENVIRONMENT)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return Timeline(**json.loads(done.stdout))


class BareLlama:
    """A loaded model with the settings of our engine. Belongs to one thread; its memory is the process's."""

    def __init__(self, model_path: Path, threads: int) -> None:
        import llama_cpp.llama_cpp as lib

        self._lib = lib
        self._silent = lib.llama_log_callback(lambda _level, _text, _data: None)
        lib.llama_log_set(self._silent, ctypes.c_void_p())
        lib.llama_backend_init()
        self._model = lib.llama_model_load_from_file(str(model_path).encode(), lib.llama_model_default_params())
        params = lib.llama_context_default_params()
        params.n_ctx = CONTEXT
        params.n_batch, params.n_ubatch = BATCH, MAX_CPU_ROWS
        params.flash_attn_type = FLASH_ATTENTION["auto"]
        params.n_threads = params.n_threads_batch = threads
        self._context = lib.llama_init_from_model(self._model, params)
        self._sampler = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        lib.llama_sampler_chain_add(self._sampler, lib.llama_sampler_init_greedy())

    def answer(self, prompt: str, tokens: int) -> Timeline:
        """Evaluate the prompt in one call, then sample greedily and evaluate, token by token."""
        lib, context = self._lib, self._context
        lib.llama_memory_clear(lib.llama_get_memory(context), True)  # noqa: FBT003 (a C function)
        vocab = lib.llama_model_get_vocab(self._model)
        buffer, text = (lib.llama_token * CONTEXT)(), prompt.encode()
        line = Timeline()
        count = lib.llama_tokenize(vocab, text, len(text), buffer, CONTEXT, False, True)  # noqa: FBT003 (a C function)
        lib.llama_decode(context, lib.llama_batch_get_one(buffer, count))
        sampled: list[int] = []
        one = (lib.llama_token * 1)()
        while len(sampled) < tokens:
            token = lib.llama_sampler_sample(self._sampler, context, -1)
            if lib.llama_vocab_is_eog(vocab, token):
                break
            line.add("")
            sampled.append(token)
            one[0] = token
            lib.llama_decode(context, lib.llama_batch_get_one(one, 1))
        line.text = b"".join(_piece(lib, vocab, token) for token in sampled).decode("utf-8", "ignore")
        return line


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
    line = BareLlama(options.model, options.threads).answer(options.prompt, options.tokens)
    sys.stdout.write(json.dumps(asdict(line)) + "\n")


if __name__ == "__main__":
    main()
