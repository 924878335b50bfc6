"""Guessing ahead against the model alone: a text that cannot be guessed must not get slower, a copy should get quicker.

Both sides run in this process on the same file, and are asked in turn, so that a slow minute of the machine hits both.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from app.backends.llama_cpp.worker import LlamaCppWorker
from app.types.generation import GenerateRequest
from app.types.models import LoadSpec, Speculation, Tuning
from tests.bench.bench_batching import user
from tests.bench.bench_engine import starter
from tests.bench.report import Goal, Result, bench, figure
from tests.bench.sides import request
from tests.helpers.jobs import ListJob

THREADS = (1, 2)
RUNS = 5
TOKENS = 96
TEXT = (
    "In the spring the keeper of the lighthouse painted its door green. A ship from the north brought him two boxes of "
    "lamps and a letter. He read it on the stairs, counted the lamps, and wrote down what was broken. Then he carried "
    "everything up, sixty steps for each box, and lit the new lamp before the fog came in from the west."
)
TASKS = {
    "story": ("Tell me a long story about a lighthouse.", Goal(">=", 0.98, "ratio")),
    "copy": (f"Repeat this text, word for word: {TEXT}", Goal(">=", 1.0, "ratio")),
}
"""A question, and what guessing has to reach compared to the model alone."""


@bench("speculation")
def speculation() -> Iterator[Result]:
    """Tokens per second with guesses where they pay, and without, for each task and number of threads."""
    for threads in THREADS:
        workers = [loaded(threads, wanted) for wanted in (Speculation.AUTO, Speculation.OFF)]
        try:
            for task, (question, goal) in TASKS.items():
                auto, off = in_turn(workers, request(user(question), TOKENS))
                metric = f"{task}_{threads}_threads"
                yield figure("speculation", metric, "tokens/s", auto, peer="off", peer_value=off, goal=goal)
        finally:
            for worker in workers:
                worker.unload()


def loaded(threads: int, wanted: Speculation) -> LlamaCppWorker:
    """One side."""
    worker = LlamaCppWorker()
    worker.load(LoadSpec("bench", str(starter()), threads=threads, tuning=Tuning(speculation=wanted)))
    return worker


def in_turn(workers: list[LlamaCppWorker], asked: GenerateRequest) -> list[float]:
    """The median speed of each side; the first answers warm up, and must be equal."""
    first = [answer(worker, asked) for worker in workers]
    if len({text for text, _ in first}) != 1:
        raise AssertionError("the sides do not say the same")
    speeds: list[list[float]] = [[] for _ in workers]
    for run in range(RUNS):
        for side in sorted(range(len(workers)), reverse=bool(run % 2)):
            speeds[side].append(answer(workers[side], asked)[1])
    return [statistics.median(side) for side in speeds]


def answer(worker: LlamaCppWorker, asked: GenerateRequest) -> tuple[str, float]:
    """An answer, and its tokens per second from the first to the last."""
    job = ListJob(asked)
    worker.start(job)
    while not job.ended:
        worker.step()
    return job.text, job.finished.usage.tokens_per_s
