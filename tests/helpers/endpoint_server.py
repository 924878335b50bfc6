"""A real endpoint that has nothing to do with Tektra: llama.cpp's own server, from the PyPI package `xllamacpp`.

It speaks OpenAI's dialect (`/v1/chat/completions`, `/v1/embeddings`, `/v1/models`) and Anthropic's (`/v1/messages`),
takes keys, and ends when its standard input does, so that a test that is killed leaves nothing behind.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.process import ROOT, own_environment
from tests.helpers.waiting import wait_until

START_S = 60.0
ALIAS = "tiny"
"""What the server calls its model."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A running server."""

    url: str
    pid: int

    @property
    def openai(self) -> str:
        """The base URL of OpenAI's dialect."""
        return f"{self.url}/v1"

    def slots(self) -> list[dict[str, object]]:
        """What each of its places for an answer is doing."""
        with urlopen(f"{self.url}/slots", timeout=10) as reply:  # noqa: S310 - our own server
            found: list[dict[str, object]] = json.load(reply)
        return found

    def is_idle(self) -> bool:
        """Whether nothing is computed."""
        return not any(slot["is_processing"] for slot in self.slots())


@contextmanager
def endpoint_server(
    model: Path,
    *,
    context: int = 4096,
    parallel: int = 4,
    key: str = "",
    projector: Path | None = None,
    embedding: bool = False,
) -> Iterator[Endpoint]:
    """Serve a model until the block ends."""
    if find_spec("xllamacpp") is None:
        pytest.fail("llama.cpp's server is missing; install it with: pip install -e '.[endpoint]'", pytrace=False)
    command = [sys.executable, "-P", "-m", "tests.helpers.endpoint_server", str(model)]
    command += [f"--context={context}", f"--parallel={parallel}", f"--key={key}"]
    command += [f"--projector={projector}"] if projector else []
    command += ["--embedding"] if embedding else []
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=own_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            assert line, "the server ended instead of serving"
            endpoint = Endpoint(json.loads(line)["url"], server.pid)
            wait_until(lambda: _is_healthy(endpoint), START_S)
            yield endpoint
        finally:
            server.kill()


def _is_healthy(endpoint: Endpoint) -> bool:
    try:
        with urlopen(f"{endpoint.url}/health", timeout=5) as reply:  # noqa: S310 - our own server
            return bool(reply.status == 200)
    except OSError:
        return False


def main() -> None:
    """The server's process."""
    parser = argparse.ArgumentParser(prog="python -m tests.helpers.endpoint_server")
    parser.add_argument("model", type=Path)
    parser.add_argument("--context", type=int, required=True)
    parser.add_argument("--parallel", type=int, required=True)
    parser.add_argument("--key", default="")
    parser.add_argument("--projector", default="")
    parser.add_argument("--embedding", action="store_true")
    options = parser.parse_args()
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(options.model)
    params.model_alias = {ALIAS}
    params.n_ctx = options.context
    params.n_parallel = options.parallel
    params.n_batch = params.n_ubatch = 64  # it looks for requests that were left only between two batches
    params.kv_unified = True
    params.use_jinja = True
    params.endpoint_slots = True
    params.embedding = options.embedding
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.verbosity = 0
    if options.key:
        params.api_keys = [options.key]
    if options.projector:
        params.mmproj.path = options.projector
    server = xllamacpp.Server(params)
    sys.stdout.write(json.dumps({"url": server.listening_address}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)  # the server has no way to end that is quicker than this


if __name__ == "__main__":
    main()
