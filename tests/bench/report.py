"""The bench harness: what a benchmark is, what it reports, and where the results go."""

from __future__ import annotations

import json
import math
import os
import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

REPORT = Path("build/bench.jsonl")
_LOAD = os.getloadavg()[0] if hasattr(os, "getloadavg") else None

BenchFunction = Callable[[], Iterable["Result"]]
BENCHES: dict[str, BenchFunction] = {}


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure has to reach: the value itself, or its ratio to the peer's."""

    relation: Literal["<=", ">="]
    limit: float
    subject: Literal["value", "ratio"] = "value"

    def __str__(self) -> str:
        return f"{self.subject} {self.relation} {self.limit:g}"

    def holds(self, value: float, ratio: float | None) -> bool:
        """Whether it is reached; a figure that is not a number never is."""
        figure = ratio if self.subject == "ratio" else value
        if figure is None or not math.isfinite(figure):
            return False
        return figure <= self.limit if self.relation == "<=" else figure >= self.limit


@dataclass(frozen=True, slots=True)
class Result:
    """One figure, as one line of `build/bench.jsonl`. Figures without a goal hold by themselves."""

    bench: str
    metric: str
    unit: str
    value: float
    peer: str | None
    peer_value: float | None
    ratio: float | None
    goal: str | None
    holds: bool
    note: str = ""
    """What a reader has to know, such as why there is no value."""
    load: float | None = None
    """How busy the machine was before the benchmarks began: the average of one minute, where the system tells it."""

    def to_json(self) -> str:
        """One line of JSON; figures that are not numbers become null."""
        fields = {
            key: None if isinstance(value, float) and not math.isfinite(value) else value
            for key, value in asdict(self).items()
        }
        return json.dumps(fields)


def figure(
    bench: str,
    metric: str,
    unit: str,
    value: float,
    *,
    peer: str | None = None,
    peer_value: float | None = None,
    goal: Goal | None = None,
    note: str = "",
) -> Result:
    """A result with its ratio and its verdict worked out."""
    if goal is not None and goal.subject == "ratio" and peer_value is None:
        raise ValueError(f"{bench} {metric}: a goal for the ratio needs the peer's value")
    ratio = value / peer_value if peer_value else None
    return Result(
        bench=bench,
        metric=metric,
        unit=unit,
        value=value,
        peer=peer,
        peer_value=peer_value,
        ratio=ratio,
        goal=None if goal is None else str(goal),
        holds=goal is None or goal.holds(value, ratio),
        note=note,
        load=_LOAD,
    )


def absent(bench: str, metric: str, unit: str, why: str) -> Result:
    """In place of a figure that cannot be measured here; that misses no goal."""
    return figure(bench, metric, unit, math.nan, note=why)


def bench(name: str) -> Callable[[BenchFunction], BenchFunction]:
    """Register the decorated function as the benchmark `name`; it yields results as it gets them."""

    def register(function: BenchFunction) -> BenchFunction:
        if name in BENCHES:
            raise ValueError(f"benchmark {name} is registered twice")
        BENCHES[name] = function
        return function

    return register


def median_of(runs: int, measure: Callable[[], float], warm_up: int = 1) -> float:
    """The median of `runs` measurements, after `warm_up` that do not count."""
    for _ in range(warm_up):
        measure()
    return statistics.median(measure() for _ in range(runs))


def paired_medians(
    runs: int, ours: Callable[[], float], theirs: Callable[[], float], warm_up: int = 1
) -> tuple[float, float]:
    """The medians of two sides measured in turn, so that a slow minute of the machine hits both."""
    for _ in range(warm_up):
        ours()
        theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def median_pair(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """The pair whose ratio is the median of all ratios."""
    return sorted(pairs, key=lambda pair: pair[0] / pair[1])[len(pairs) // 2]


def append(result: Result, report: Path = REPORT) -> None:
    """Add one line to the report at once, so that a later crash loses nothing."""
    report.parent.mkdir(parents=True, exist_ok=True)
    with report.open("a", encoding="utf-8") as file:
        file.write(result.to_json() + "\n")
