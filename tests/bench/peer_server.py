"""The peer of our batching engine: llama.cpp's own server, from the PyPI package `xllamacpp`, in a process of its own.

`python -P -m tests.bench.peer_server MODEL --threads 1 --parallel 4 --context 8192` prints its address as JSON and
serves until its standard input ends.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from tests.bench.bare_llama import NICENESS


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peer_server")
    parser.add_argument("model", type=Path)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--parallel", type=int, required=True)
    parser.add_argument("--context", type=int, required=True)
    options = parser.parse_args()

    os.nice(NICENESS)
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(options.model)
    params.n_ctx = options.context
    params.n_parallel = options.parallel
    params.kv_unified = True
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = options.threads
    params.verbosity = 0
    server = xllamacpp.Server(params)
    sys.stdout.write(json.dumps({"url": server.listening_address}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)  # the server has no way to end that is quicker than this


if __name__ == "__main__":
    main()
