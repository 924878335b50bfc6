"""What Python itself costs for each token: the time of our loop that is spent outside llama.cpp."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.worker import LlamaCppWorker
from app.hardware import default_threads
from app.types.generation import GenerateRequest
from app.types.models import LoadSpec
from tests.bench.bench_batching import STREAMS, TOPICS, user
from tests.bench.bench_engine import starter
from tests.bench.report import Result, bench, figure
from tests.bench.sides import request
from tests.helpers.jobs import ListJob

TOKENS = 64
NATIVE = ("llama_decode", "llama_sampler_sample", "llama_synchronize")
"""The calls in which llama.cpp computes."""


class NativeClock:
    """Counts the seconds inside llama.cpp's own functions."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def watch(self, namespace: Any, name: str) -> None:
        """From now on this function's time counts."""
        function = getattr(namespace, name)

        def timed(*args: Any) -> Any:
            started = time.perf_counter()
            result = function(*args)
            self.seconds += time.perf_counter() - started
            return result

        setattr(namespace, name, timed)


@bench("python_cost")
def python_cost() -> Iterator[Result]:
    """Microseconds of Python for each token, with one to eight streams."""
    clock = NativeClock()
    for name in NATIVE:
        clock.watch(library().functions, name)
    for count in STREAMS:
        worker = LlamaCppWorker()
        worker.load(LoadSpec("bench", str(starter()), threads=default_threads(), parallel=count))
        try:
            microseconds = cost_of(worker, count, lambda: clock.seconds)
        finally:
            worker.unload()
        yield figure("python_cost", f"per_token_{count}_streams", "us", microseconds)


def cost_of(worker: LlamaCppWorker, count: int, native_s: Callable[[], float]) -> float:
    """Microseconds outside llama.cpp for each token, while all streams write."""
    jobs = [ListJob(story(index)) for index in range(count)]
    for job in jobs:
        worker.start(job)
    while not all(job.text for job in jobs):
        worker.step()
    before, started, native = sum(len(job.deltas) for job in jobs), time.perf_counter(), native_s()
    while not any(job.ended for job in jobs):
        worker.step()
    elapsed, inside = time.perf_counter() - started, native_s() - native
    return (elapsed - inside) / (sum(len(job.deltas) for job in jobs) - before) * 1e6


def story(index: int) -> GenerateRequest:
    """One of several answers of the same length."""
    return request(user(f"Tell me a long story about {TOPICS[index]}."), TOKENS)
