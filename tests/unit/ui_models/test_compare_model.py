"""What is compared, what can be added, and what the columns show."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from app.bridge.signatures import RankedEngine, Selection
from app.client.comparison import PairState
from app.types.compare import CompareEnded, CompareText, Pair
from app.types.generation import Usage
from app.types.models import BackendName, LoadState, ModelInfo
from app.ui.compare.model import MAX_PAIRS, CompareModel

LLAMA, OLLAMA, MISTRAL, ECHO = (
    BackendName.LLAMA_CPP,
    BackendName.OLLAMA,
    BackendName.MISTRAL_RS,
    BackendName.ECHO,
)
SMOL = ModelInfo("smol", "SmolLM2", LoadState.READY, LLAMA)
QWEN = ModelInfo("qwen", "Qwen3", LoadState.READY, OLLAMA)
GONE = ModelInfo("gone", "Gone", LoadState.UNAVAILABLE)
TEST = ModelInfo("echo", "Echo", LoadState.READY, ECHO)
MODELS = (SMOL, QWEN, GONE, TEST)
SELECTION = Selection(
    "smol",
    LLAMA,
    (
        RankedEngine(LLAMA, usable=True, reason="first"),
        RankedEngine(OLLAMA, usable=True, reason="too"),
        RankedEngine(MISTRAL, usable=False, reason="It is not installed here."),
        RankedEngine(ECHO, usable=False, reason="It only repeats."),
    ),
)


@pytest.fixture
def model() -> CompareModel:
    made = CompareModel()
    made.know(MODELS)
    made.offer(SELECTION)
    return made


def answer(model: CompareModel, index: int, speed: float, first: float = 0.2, memory: int = 500) -> None:
    model.take(CompareText(index, f"answer {speed}"))
    usage = Usage(completion_tokens=9, first_token_s=first, tokens_per_s=speed)
    model.take(CompareEnded(index, model.pairs[index].backend, usage, 1.0, memory))


def test_it_begins_with_the_engines_that_come_first(model: CompareModel) -> None:
    assert model.pairs == (Pair("smol", LLAMA), Pair("smol", OLLAMA))
    assert model.model_id == "smol"
    assert [column.title for column in model.columns()] == ["llama.cpp", "Ollama"]
    assert model.best() is None


def test_what_can_be_added_and_what_cannot_with_the_reason(model: CompareModel) -> None:
    choices = model.choices(MODELS)
    assert [(choice.title, choice.reason) for choice in choices] == [
        ("mistral.rs", "It is not installed here."),
        ("Qwen3 · Ollama", ""),
    ]
    assert model.add(choices[1].pair)
    assert not model.add(choices[1].pair)
    assert [choice.title for choice in model.choices(MODELS)] == ["mistral.rs"]
    assert [column.title for column in model.columns()] == ["SmolLM2 · llama.cpp", "SmolLM2 · Ollama", "Qwen3 · Ollama"]
    assert CompareModel().choices((GONE, TEST)) == ()


def test_six_at_most_and_none_while_it_runs(model: CompareModel) -> None:
    for number in range(MAX_PAIRS):
        model.add(Pair(f"m{number}"))
    assert len(model.pairs) == MAX_PAIRS
    assert not model.can_add
    model.remove(1)
    assert model.can_add
    model.begin("Why?")
    assert not model.add(Pair("new"))
    model.remove(0)
    assert len(model.pairs) == MAX_PAIRS - 1
    model.remove(99)


def test_figures_are_shares_of_the_largest(model: CompareModel) -> None:
    assert model.begin("Why?") == model.pairs
    answer(model, 0, speed=80.0, first=0.1, memory=0)
    answer(model, 1, speed=40.0, first=0.4)
    model.end()
    first, second = model.columns()
    assert first.quickest
    assert not second.quickest
    assert first.speed is not None
    assert second.speed is not None
    assert (first.speed.share, second.speed.share) == (1.0, 0.5)
    assert second.first_token is not None
    assert second.first_token.share == 1.0
    assert first.memory is None
    assert model.best() == 0


def test_figures_that_are_no_numbers_are_left_out(model: CompareModel) -> None:
    model.begin("Why?")
    answer(model, 0, speed=math.inf, first=math.nan)
    answer(model, 1, speed=10.0, first=0.5)
    model.end()
    first, second = model.columns()
    assert (first.speed, first.first_token, first.quickest) == (None, None, False)
    assert second.speed is not None
    assert second.speed.share == 1.0


def test_nothing_is_offered_while_it_runs_or_where_nothing_answered(model: CompareModel) -> None:
    model.begin("Why?")
    answer(model, 1, speed=40.0)
    assert model.best() is None
    model.end()
    assert model.best() == 1
    model.begin("Again?")
    model.end()
    assert model.best() is None
    assert [column.result.state for column in model.columns()] == [PairState.STOPPED] * 2


def test_a_later_column_is_asked_alone(model: CompareModel) -> None:
    model.begin("Why?")
    answer(model, 0, speed=40.0)
    answer(model, 1, speed=30.0)
    model.end()
    model.add(Pair("qwen", OLLAMA))
    assert model.begin_last() == (Pair("qwen", OLLAMA),)
    assert model.take(CompareText(0, "late")) == 2
    assert model.take(CompareText(1, "nobody")) == -1
    model.end()
    assert [column.result.text for column in model.columns()] == ["answer 40.0", "answer 30.0", "late"]


def test_another_model_is_wanted_only_before_something_was_asked(model: CompareModel) -> None:
    assert not model.wants("smol")
    assert model.wants("qwen")
    model.begin("Why?")
    model.end()
    assert not model.wants("qwen")
    model.offer(Selection("qwen", None, ()))
    assert model.pairs == (Pair("smol", LLAMA), Pair("smol", OLLAMA))


def test_a_model_is_asked_on_the_engine_of_its_column() -> None:
    made = CompareModel()
    made.offer(Selection("smol", LLAMA, (RankedEngine(LLAMA, usable=True, reason=""),)))
    assert [(asked.id, asked.backend) for asked in made.asked((replace(SMOL, backend=OLLAMA),))] == [("smol", LLAMA)]
    made.add(Pair("unnamed"))
    assert [column.title for column in made.columns()] == ["smol · llama.cpp", "unnamed"]
    assert [(asked.id, asked.backend) for asked in made.asked((SMOL,))] == [("smol", LLAMA), ("unnamed", None)]
