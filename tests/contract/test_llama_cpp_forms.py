"""Forms of answers, forced tools, choices and log-probabilities through a real worker process."""

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator

import pytest

from app.backends.base import Backend
from app.errors import EngineError, InvalidInput
from app.types.generation import (
    AnswerFormat,
    ChosenToken,
    Finished,
    FormatKind,
    Sampling,
    StopReason,
    TextDelta,
    TokenBias,
    ToolCallDelta,
    ToolSpec,
)
from tests.contract.cases import ask, collect, llama_case, stream

pytestmark = pytest.mark.engine

WARM = Sampling(temperature=1.0, seed=2**32 - 2, max_tokens=12)
WEATHER = ToolSpec("weather", parameters='{"properties":{"town":{"enum":["Rome","Oslo"]}},"required":["town"]}')
COLOUR = (
    '{"type":"object","properties":{"colour":{"enum":["red","blue"]},"n":{"type":"integer"}},"required":["colour"]}'
)


@pytest.fixture
async def backend() -> AsyncIterator[Backend]:
    case = llama_case()
    instance = case.create()
    await instance.load(case.spec)
    yield instance
    await instance.close()


async def test_a_schema_is_kept(backend: Backend) -> None:
    form = AnswerFormat(FormatKind.JSON_SCHEMA, COLOUR)
    outcome = await collect(backend, ask("Name a colour.", max_tokens=60, format=form))
    assert json.loads(outcome.text)["colour"] in {"red", "blue"}
    assert outcome.finished.reason is StopReason.FINISHED


async def test_a_tool_that_has_to_be_called_is_called(backend: Backend) -> None:
    request = ask("How warm is it in Rome?", max_tokens=80, tools=(WEATHER,), tool_choice="required")
    outcome = await collect(backend, request)
    calls = [delta.call for delta in outcome.deltas if isinstance(delta, ToolCallDelta)]
    assert [call.name for call in calls] == ["weather"]
    assert json.loads(calls[0].arguments)["town"] in {"Rome", "Oslo"}
    assert outcome.finished.reason is StopReason.TOOL_CALLS


@pytest.mark.parametrize(
    "form",
    [
        AnswerFormat(FormatKind.JSON_SCHEMA, '{"type":"text"}'),
        AnswerFormat(FormatKind.JSON_SCHEMA, '{"$ref":"#"}'),
        AnswerFormat(FormatKind.GRAMMAR, "root ::= root"),
        AnswerFormat(FormatKind.GRAMMAR, "root ::= " + "(" * 50_000),
        AnswerFormat(FormatKind.GRAMMAR, 'root ::= a root "x" | "y"\na ::= b\nb ::= "" | "z"'),
    ],
    ids=str,
)
async def test_a_form_that_cannot_be_used_is_refused_and_the_worker_lives_on(
    backend: Backend, form: AnswerFormat
) -> None:
    pid = (await backend.status()).pid
    with pytest.raises(InvalidInput, match="cannot be used"):
        await collect(backend, ask("Hello", format=form))
    assert (await backend.status()).pid == pid


async def test_a_grammar_without_a_way_on_ends_its_own_answer_alone(backend: Backend) -> None:
    pid = (await backend.status()).pid
    with pytest.raises(EngineError, match="grammar"):
        await collect(backend, ask("Hello", format=AnswerFormat(FormatKind.GRAMMAR, "root ::= [b-a]")))
    await collect(backend, ask("Hello", max_tokens=2))
    assert (await backend.status()).pid == pid


async def test_a_bias_for_a_token_that_is_not_there_is_refused(backend: Backend) -> None:
    with pytest.raises(InvalidInput, match="logit_bias"):
        await collect(backend, ask("Hello", sampling=Sampling(logit_bias=(TokenBias(10**6, 1.0),))))


async def test_choices_differ_and_come_again_with_their_seed(backend: Backend) -> None:
    async def texts() -> list[str]:
        found = ["", "", ""]
        ends = 0
        async for delta in stream(backend, ask("Tell me of the sea.", sampling=WARM, choices=3)):
            if isinstance(delta, TextDelta):
                found[delta.choice] += delta.text
            ends += isinstance(delta, Finished)
        assert ends == 3
        return found

    first = await texts()
    assert len(set(first)) == 3
    assert await texts() == first


async def test_log_probabilities_come_with_the_text(backend: Backend) -> None:
    outcome = await collect(backend, ask("Name a fish.", max_tokens=6, top_logprobs=3))
    chosen: list[ChosenToken] = [
        item for delta in outcome.deltas if isinstance(delta, TextDelta) for item in delta.logprobs
    ]
    assert len(chosen) == outcome.finished.usage.completion_tokens
    for item in chosen:
        assert item.chosen == item.alternatives[0]  # greedy
        assert len(item.alternatives) == 3
        assert all(-math.inf < other.logprob <= 0.0 for other in item.alternatives)
