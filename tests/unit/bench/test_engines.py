"""The benchmarks of engines: each engine of the contract suite is measured, and one that is absent is told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.bench_overhead import compared, overhead
from tests.bench.bench_switching import switching
from tests.bench.own_apis import OWN_APIS
from tests.bench.present import ENGINES, HUB
from tests.bench.report import BENCHES
from tests.bench.timeline import Timeline
from tests.helpers.mistralrs import BINARY_VARIABLE


def test_every_engine_is_measured_against_its_own_api_and_switched_to() -> None:
    assert set(OWN_APIS) == set(ENGINES)
    assert all(OWN_APIS.values())
    assert {f"overhead.{name}" for name in ENGINES} <= set(BENCHES)
    assert {f"switching.{name}" for name in ENGINES if name != HUB} <= set(BENCHES)


def test_an_engine_that_is_absent_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(BINARY_VARIABLE, str(tmp_path / "nothing"))
    for result in (*overhead("mistral_rs_program"), *switching("mistral_rs_program")):
        assert result.bench.endswith(".mistral_rs_program")
        assert "make mistralrs" in result.note
        assert result.holds


def test_the_first_piece_does_not_count_for_the_speed() -> None:
    line = Timeline(asked_at=10.0, token_at=[12.0, 12.0, 13.0, 14.0])
    assert (line.tokens, line.first_token_s, line.tokens_per_s) == (4, 2.0, 1.0)
    assert Timeline(asked_at=10.0, token_at=[12.0]).tokens_per_s == 0.0


@pytest.mark.parametrize(("seconds", "holds"), [(1.05, True), (1.06, False)])
def test_more_than_five_percent_miss_the_goal(seconds: float, *, holds: bool) -> None:
    ours = Timeline(asked_at=0.0, token_at=[1.0, 1.0 + seconds])
    theirs = Timeline(asked_at=0.0, token_at=[1.0, 2.0])
    speed, first = compared("overhead.any", "its own", [(ours, theirs)])
    assert (speed.metric, speed.holds) == ("tokens_per_s", holds)
    assert (first.metric, first.ratio, first.holds) == ("first_token", 1.0, True)
