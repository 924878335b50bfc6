"""The bench harness: verdicts, the report's keys, names and exit codes."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.bench import __main__ as command
from tests.bench.report import BENCHES, Goal, Result, absent, bench, figure, median_of, median_pair, paired_medians

KEYS = ["bench", "metric", "unit", "value", "peer", "peer_value", "ratio", "goal", "holds", "note", "load"]


@pytest.fixture(autouse=True)
def only_our_benches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without benchmarks, and find none in the folder."""
    monkeypatch.setattr(command, "discover", lambda: None)
    for name in list(BENCHES):
        monkeypatch.delitem(BENCHES, name)


@pytest.mark.parametrize(
    ("goal", "value", "peer_value", "holds"),
    [
        (Goal("<=", 33), 33.0, None, True),
        (Goal("<=", 33), 33.1, None, False),
        (Goal(">=", 0.95, "ratio"), 96.0, 100.0, True),
        (Goal(">=", 0.95, "ratio"), 94.0, 100.0, False),
        (Goal(">=", 0.95, "ratio"), 94.0, 0.0, False),
        (Goal("<=", 33), math.nan, None, False),
        (Goal(">=", 33), math.inf, None, False),
        (None, 5.0, None, True),
    ],
)
def test_a_goal_decides(goal: Goal | None, value: float, peer_value: float | None, holds: bool) -> None:
    assert figure("b", "m", "ms", value, peer_value=peer_value, goal=goal).holds is holds


def test_a_ratio_without_a_peer_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="needs the peer's value"):
        figure("b", "m", "ms", 1.0, goal=Goal("<=", 1, "ratio"))


def test_one_line_has_the_agreed_keys() -> None:
    result = figure(
        "speed", "rate", "tokens/s", 95.0, peer="bare loop", peer_value=100.0, goal=Goal(">=", 0.9, "ratio")
    )
    line = json.loads(result.to_json())
    assert list(line) == KEYS
    assert (line["ratio"], line["goal"], line["holds"]) == (0.95, "ratio >= 0.9", True)
    assert json.loads(figure("b", "m", "ms", math.nan).to_json())["value"] is None


def test_what_is_absent_has_a_reason_and_misses_nothing() -> None:
    line = json.loads(absent("overhead.mlx", "tokens_per_s", "tokens/s", "MLX is not installed.").to_json())
    assert (line["value"], line["note"], line["holds"]) == (None, "MLX is not installed.", True)


def test_medians_leave_the_warm_up_out() -> None:
    values = iter([1000.0, 3.0, 1.0, 2.0])
    assert median_of(3, lambda: next(values)) == 2.0


def test_both_sides_are_measured_in_turn() -> None:
    order: list[str] = []

    def side(name: str, values: Iterator[float]) -> float:
        order.append(name)
        return next(values)

    ours, theirs = iter([9.0, 1.0, 2.0, 3.0]), iter([9.0, 4.0, 6.0, 5.0])
    assert paired_medians(3, lambda: side("a", ours), lambda: side("b", theirs)) == (2.0, 5.0)
    assert "".join(order) == "abababab"


def test_the_median_pair_is_that_of_the_ratios() -> None:
    assert median_pair([(8.0, 2.0), (3.0, 3.0), (10.0, 5.0)]) == (10.0, 5.0)


def test_results_are_printed_and_appended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    @bench("two")
    def _two() -> Iterator[Result]:
        yield figure("two", "a", "ms", 1.0)
        yield figure("two", "b", "ms", 2.0)

    report = tmp_path / "build" / "bench.jsonl"
    assert command.main(["two", "--report", str(report)]) == 0
    assert command.main(["--report", str(report)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["metric"] for line in printed] == ["a", "b", "a", "b"]
    assert report.read_text("utf-8").splitlines() == printed


def test_a_missed_goal_and_a_failure_end_with_1_and_the_rest_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    @bench("a-broken")
    def _broken() -> Iterator[Result]:
        yield figure("a-broken", "kept", "ms", 1.0)
        raise RuntimeError("no engine")

    @bench("b-missed")
    def _missed() -> Iterator[Result]:
        yield figure("b-missed", "slow", "ms", 9.0, goal=Goal("<=", 1))

    report = tmp_path / "bench.jsonl"
    assert command.main(["b-missed", "--report", str(report)]) == 1
    assert command.main(["--report", str(report)]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["metric"] for line in out.splitlines()] == ["slow", "kept", "slow"]
    assert "a-broken failed" in err
    assert "no engine" in err


def one_figure(name: str) -> list[Result]:
    return [figure(name, "a", "ms", 1.0)]


def test_a_group_runs_all_of_its_benchmarks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("overhead.mlx", "overhead.llama_cpp", "overheads"):
        bench(name)(partial(one_figure, name))
    report = str(tmp_path / "bench.jsonl")
    assert command.main(["overhead", "--report", report]) == 0
    assert command.main(["overhead.mlx", "--report", report]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["bench"] for line in printed] == ["overhead.llama_cpp", "overhead.mlx", "overhead.mlx"]


def test_names_are_checked_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2

    @bench("speed")
    def _speed() -> list[Result]:
        return []

    assert command.main(["sped"]) == 2
    assert "Unknown benchmark: sped. Known: speed." in capsys.readouterr().err
    assert command.main(["--list"]) == 0
    assert capsys.readouterr().out == "speed\n"
    with pytest.raises(ValueError, match="twice"):
        bench("speed")(_speed)
