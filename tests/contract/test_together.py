"""Answers that are written side by side say what each says alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.backends.base import Backend
from app.types.generation import GenerateRequest
from tests.contract.cases import ask, collect, llama_case
from tests.helpers.ties import difference, tokens_of

pytestmark = pytest.mark.engine

TOPICS = ("the sea", "a lighthouse", "snow", "an old train", "two brothers", "a garden", "the moon", "a lost key")


def story(topic: str) -> GenerateRequest:
    """A greedy answer whose two best tokens are known at every place."""
    return replace(ask(f"Tell me a story about {topic}.", max_tokens=32), top_logprobs=2)


@pytest.fixture
async def backend() -> AsyncIterator[Backend]:
    case = llama_case()
    instance = case.create()
    await instance.load(replace(case.spec, parallel=8))
    yield instance
    await instance.close()


@pytest.mark.timeout(240)
async def test_among_seven_others_an_answer_differs_only_from_a_tie_on(backend: Backend) -> None:
    alone = [tokens_of((await collect(backend, story(topic))).deltas) for topic in TOPICS]
    outcomes = await asyncio.gather(*(collect(backend, story(topic)) for topic in TOPICS))
    for first, outcome in zip(alone, outcomes, strict=True):
        assert len(first) == 32
        parted = difference(first, tokens_of(outcome.deltas))
        assert parted is None or parted.is_tie, parted
