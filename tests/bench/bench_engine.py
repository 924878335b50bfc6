"""The engine's figures, seen from the chat: speed at the view against a bare loop, and the reused prefix."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.catalog.catalog import Catalog
from app.config.load import load_config
from app.config.paths import resolve_paths
from app.hardware import default_threads
from tests.bench.bare_llama import run_bare
from tests.bench.installation import QUESTION, TOKENS, BenchHome, installation
from tests.bench.report import Goal, Result, bench, figure, paired_medians

RUNS = 5
TURNS = 10
SESSIONS = 3


def starter() -> Path:
    """The starter model's file."""
    paths = resolve_paths()
    config = load_config(paths)
    catalog = Catalog(lambda: config, paths)
    return catalog.locate(catalog.get("smollm2:135m"))


def speed_at_view(home: BenchHome) -> float:
    """Tokens per second between the first and the last piece of text that reached the chat view."""
    timeline = home.watch("--ask", QUESTION)
    seconds = timeline["text_at"][-1] - timeline["text_at"][0]
    return float(sum(timeline["tokens"][1:]) / seconds)


@bench("tokens_to_view")
def tokens_to_view() -> Iterator[Result]:
    """Both sides greedy, on the same file, thread count and environment, one after the other."""
    model, threads = starter(), default_threads()
    with installation() as home:
        ours, bare = paired_medians(
            RUNS,
            lambda: speed_at_view(home),
            lambda: run_bare(model, threads=threads, tokens=TOKENS).tokens_per_s,
        )
    goal = Goal(">=", 0.95, "ratio")
    yield figure(
        "tokens_to_view", "tokens_per_s", "tokens/s", ours, peer="bare llama.cpp loop", peer_value=bare, goal=goal
    )


@bench("prefix")
def prefix() -> Iterator[Result]:
    """First token of the tenth turn against that of the second turn of one chat."""
    second, tenth = [], []
    for _ in range(SESSIONS):
        with installation() as home:
            waits = first_tokens(home)
        second.append(waits[1])
        tenth.append(waits[TURNS - 1])
    yield figure(
        "prefix",
        "first_token_turn_10",
        "s",
        statistics.median(tenth),
        peer="turn 2",
        peer_value=statistics.median(second),
        goal=Goal("<=", 1.5, "ratio"),
    )


def first_tokens(home: BenchHome) -> list[float]:
    """Seconds to the first token of each turn of one conversation."""
    waits: list[float] = []
    chat: str | None = None
    for turn in range(TURNS):
        arguments = ["--chat", chat] if chat is not None else []
        reply: dict[str, Any] = json.loads(home.run("run", "--json", *arguments, f"Number {turn}: name one animal."))
        chat = reply["chat"]["id"]
        waits.append(float(reply["answer"]["usage"]["first_token_s"]))
    return waits
