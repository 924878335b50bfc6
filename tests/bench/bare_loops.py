"""Engines by their own API, each in a process of its own with nothing of Tektra around it.

`python -P -m tests.bench.bare_loops KIND MODEL --threads 1` says that it is ready, then reads questions as lines of
JSON and prints a `Timeline` for each, until its standard input ends. `BareSide` talks with such a process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from app.backends.worker.process import WORKER_ENVIRONMENT
from app.process import ROOT, own_environment
from tests.bench.bare_llama import NICENESS, BareLlama
from tests.bench.timeline import Timeline, Turns, messages
from tests.contract.cases import GREEDY

MAX_LINE = 1 << 20


class Loop(Protocol):
    """A loaded model."""

    def answer(self, turns: Turns, tokens: int) -> Timeline:
        """Greedily, and at most so many tokens."""
        ...


class LlamaLoop:
    """llama.cpp's low-level functions."""

    def __init__(self, model: Path, threads: int) -> None:
        self._bare = BareLlama(model, threads)

    def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Loop`. The prompt is what the starter model's template makes of turns that begin with a system's."""
        prompt = "".join(f"<|im_start|>{role}\n{text}<|im_end|>\n" for role, text in turns)
        return self._bare.answer(f"{prompt}<|im_start|>assistant\n", tokens)


class MlxLoop:
    """`mlx_lm.stream_generate`."""

    def __init__(self, model: Path, _threads: int) -> None:
        import mlx_lm

        self._stream = mlx_lm.stream_generate
        self._model, self._tokenizer = mlx_lm.load(str(model))[:2]

    def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Loop`."""
        line = Timeline()
        prompt = self._tokenizer.apply_chat_template(messages(turns), add_generation_prompt=True)
        for response in self._stream(self._model, self._tokenizer, prompt, max_tokens=tokens):
            line.add(response.text)
        return line


class MistralLoop:
    """`mistralrs.Runner`."""

    def __init__(self, model: Path, _threads: int) -> None:
        import mistralrs

        self._request: Any = mistralrs.ChatCompletionRequest
        which: Any = mistralrs.Which.GGUF(str(model.parent), model.name)
        self._runner = mistralrs.Runner(which, max_seqs=1, token_source="none")

    def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Loop`."""
        line = Timeline()
        samplers = {"temperature": GREEDY.temperature, "top_k": GREEDY.top_k, "top_p": GREEDY.top_p}
        samplers |= {"min_p": GREEDY.min_p}
        asked = self._request(messages(turns), "default", stream=True, max_tokens=tokens, **samplers)
        chunks: Any = self._runner.send_chat_completion_request(asked)
        for chunk in chunks:
            if text := chunk.choices[0].delta.content:
                line.add(text)
        return line


LOOPS: dict[str, Callable[[Path, int], Loop]] = {"llama_cpp": LlamaLoop, "mlx": MlxLoop, "mistral_rs": MistralLoop}


class BareSide:
    """A process of this module."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def answer(self, turns: Turns, tokens: int) -> Timeline:
        """See `Loop`; times are by the process's own clock."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([turns, tokens]).encode() + b"\n")
        return Timeline(**json.loads(await self.line()))

    async def line(self) -> bytes:
        """What it prints next."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the bare loop ended with {await self._process.wait()}")
        return line


@asynccontextmanager
async def bare_side(kind: str, model: Path, threads: int) -> AsyncIterator[BareSide]:
    """A loaded model in a process with the environment of a worker."""
    command = [sys.executable, "-P", "-m", "tests.bench.bare_loops", kind, str(model), "--threads", str(threads)]
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        limit=MAX_LINE,
        env=own_environment(**WORKER_ENVIRONMENT, RAYON_NUM_THREADS=str(threads)),
    )
    try:
        side = BareSide(process)
        await side.line()
        yield side
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def main() -> None:
    """The process."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bare_loops")
    parser.add_argument("kind", choices=sorted(LOOPS))
    parser.add_argument("model", type=Path)
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()

    os.nice(NICENESS)
    with os.fdopen(os.dup(1), "w", buffering=1) as printed:
        os.dup2(2, 1)  # native libraries print to standard output
        loop = LOOPS[options.kind](options.model, options.threads)
        printed.write('"ready"\n')
        for question in sys.stdin:
            turns, tokens = json.loads(question)
            printed.write(json.dumps(asdict(loop.answer(turns, tokens))) + "\n")


if __name__ == "__main__":
    main()
