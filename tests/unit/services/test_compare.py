"""Comparisons over a scripted manager: order, figures, errors, stopping, and what is refused."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from app.bridge.channels import ChannelHub, ChannelItem
from app.errors import Busy, InvalidInput, ModelNotFound, OutOfMemory
from app.manager.ports import ProgressListener
from app.services.compare import MAX_CHARACTERS, MAX_PAIRS, SAMPLING, CompareService
from app.types.compare import CompareEnded, CompareItem, CompareLoading, CompareText, Pair
from app.types.generation import (
    Delta,
    Finished,
    GenerateRequest,
    PromptRead,
    StopReason,
    TextDelta,
    ThinkingDelta,
    Usage,
)
from app.types.messages import Role
from app.types.models import (
    BackendName,
    Capability,
    LoadedModel,
    LoadState,
    ModelInfo,
    ModelSource,
    ModelSpec,
    SourceKind,
)
from app.types.streams import AnswerPhase, AnswerProgress, StreamItem
from app.wire import from_wire, to_wire
from tests.helpers.logfail import ExpectedLogs

LLAMA, OLLAMA = BackendName.LLAMA_CPP, BackendName.OLLAMA
USAGE = Usage(5, 0, 2, 0.25, 40.0)


class Lease:
    def __init__(self, models: Models, backend: BackendName) -> None:
        self._models = models
        self.backend = backend
        self.loaded = LoadedModel("m", 100, 1.5)

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        self._models.asked.append(request)
        yield PromptRead(5, 5, 0)
        yield ThinkingDelta("hm")
        yield TextDelta(f"{self.backend} ")
        if self._models.endless:
            self._models.writing.set()
            await asyncio.Event().wait()
        yield TextDelta("says")
        yield Finished(StopReason.FINISHED, USAGE)


class Models:
    """A manager that loads at once, and fails for some models."""

    def __init__(self) -> None:
        self.asked: list[GenerateRequest] = []
        self.leases: list[tuple[str, BackendName | None]] = []
        self.held = 0
        self.endless = False
        self.writing = asyncio.Event()
        self.failures: dict[str, Exception] = {}

    @asynccontextmanager
    async def lease(
        self,
        model_id: str,
        needs: frozenset[Capability],
        on_progress: ProgressListener,
        *,
        backend: BackendName | None,
    ) -> AsyncIterator[Lease]:
        assert needs == {Capability.TEXT}
        assert self.held == 0, "one after the other"
        self.leases.append((model_id, backend))
        on_progress(AnswerProgress(AnswerPhase.LOADING))
        if model_id in self.failures:
            raise self.failures[model_id]
        self.held += 1
        try:
            yield Lease(self, backend or LLAMA)
        finally:
            self.held -= 1

    def info(self, model_id: str) -> ModelInfo:
        return ModelInfo(model_id, "M", LoadState.LOADED, memory_bytes=700)


def resolve(name: str | None) -> ModelSpec:
    if name == "nobody":
        raise ModelNotFound("There is no model 'nobody'.")
    name = "m" if name == "alias" else str(name)
    return ModelSpec(name, name, ModelSource(SourceKind.FILE, "/m.gguf"))


class Desk:
    """The service with everything around it."""

    def __init__(self) -> None:
        self.models = Models()
        self.hub = ChannelHub()
        self.service = CompareService(self.models, resolve, self.hub, clock=iter(range(10_000)).__next__)

    async def start(self, *pairs: Pair, text: str = "Why?", system: str = "") -> str:
        return await self.service.start(text=text, pairs=pairs, system=system)

    async def items(self, channel: str) -> list[CompareItem]:
        """Everything until the end, as it travels on the wire."""
        ended = asyncio.Event()
        found: list[CompareItem] = []

        def take(item: ChannelItem) -> None:
            if item.end:
                assert item.error is None
                ended.set()
            else:
                found.append(from_wire(StreamItem, to_wire(item.data, StreamItem)))

        self.hub.get(channel).receive(take)
        await asyncio.wait_for(ended.wait(), 10)
        return found


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk()
    yield made
    await made.service.close()


async def test_pairs_answer_one_after_the_other_with_their_figures(desk: Desk) -> None:
    items = await desk.items(await desk.start(Pair("m", LLAMA), Pair("alias", OLLAMA), system="Be short."))
    assert items == [
        CompareLoading(0),
        CompareLoading(0),
        CompareText(0, "llama_cpp "),
        CompareText(0, "says"),
        CompareEnded(0, LLAMA, USAGE, 1.5, 700),
        CompareLoading(1),
        CompareLoading(1),
        CompareText(1, "ollama "),
        CompareText(1, "says"),
        CompareEnded(1, OLLAMA, USAGE, 1.5, 700),
    ]
    assert desk.models.leases == [("m", LLAMA), ("m", OLLAMA)]
    first, second = desk.models.asked
    assert first == second
    assert first.sampling == SAMPLING
    assert (SAMPLING.temperature, SAMPLING.repeat_penalty, SAMPLING.seed) == (0.0, 1.0, None)
    assert [(message.role, message.text) for message in first.messages] == [
        (Role.SYSTEM, "Be short."),
        (Role.USER, "Why?"),
    ]


@pytest.mark.parametrize(
    ("failure", "code"), [(OutOfMemory("It does not fit."), "out_of_memory"), (ZeroDivisionError("a bug"), "internal")]
)
async def test_a_pair_that_fails_ends_none_of_the_others(
    desk: Desk, failure: Exception, code: str, expected_logs: ExpectedLogs
) -> None:
    if code == "internal":
        expected_logs.expect("comparing with big failed", logging.ERROR)
    desk.models.failures["big"] = failure
    items = await desk.items(await desk.start(Pair("big"), Pair("nobody", OLLAMA), Pair("m")))
    ends = [item for item in items if isinstance(item, CompareEnded)]
    assert [end.error["code"] if end.error else None for end in ends] == [code, "model_not_found", None]
    assert [end.backend for end in ends] == [None, OLLAMA, LLAMA]


async def test_stopping_in_the_middle_keeps_what_came_and_its_figures(desk: Desk) -> None:
    desk.models.endless = True
    channel = await desk.start(Pair("m", LLAMA), Pair("m", OLLAMA))
    await desk.models.writing.wait()
    leave = desk.hub.get(channel).receive(lambda _: None)
    await desk.service.stop(channel="another")
    with pytest.raises(Busy):
        await desk.start(Pair("m"))
    leave()
    await desk.service.stop(channel=channel)
    assert desk.models.held == 0
    items = await desk.items(channel)
    end = items[-1]
    assert isinstance(end, CompareEnded)
    assert (end.index, end.error and end.error["code"]) == (0, "cancelled")
    assert (end.usage.prompt_tokens, end.usage.completion_tokens) == (5, 2)
    assert desk.models.leases == [("m", LLAMA)]
    await desk.service.stop(channel=channel)
    desk.models.endless = False
    assert await desk.items(await desk.start(Pair("m")))


async def test_a_comparison_that_nobody_follows_gives_way(desk: Desk) -> None:
    desk.models.endless = True
    left = await desk.start(Pair("m", LLAMA))
    await desk.models.writing.wait()
    desk.models.endless = False
    items = await desk.items(await desk.start(Pair("m", OLLAMA)))
    assert isinstance(items[-1], CompareEnded)
    assert items[-1].error is None
    assert desk.hub.get(left).ended


async def test_stopping_before_anything_began(desk: Desk) -> None:
    channel = await desk.start(Pair("m"))
    await desk.service.stop(channel=channel)
    assert await desk.items(channel) == []


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda desk: desk.start(), "nothing to compare"),
        (lambda desk: desk.start(*(Pair(f"m{n}") for n in range(MAX_PAIRS + 1))), "too many"),
        (lambda desk: desk.start(Pair("m", LLAMA), Pair("alias", LLAMA)), "named twice"),
        (lambda desk: desk.start(Pair("nobody"), Pair("nobody")), "named twice"),
        (lambda desk: desk.start(Pair("m"), text=" \n"), "is empty"),
        (lambda desk: desk.start(Pair("m"), text="x" * (MAX_CHARACTERS + 1)), "can be compared"),
        (lambda desk: desk.start(Pair("m"), system="x" * MAX_CHARACTERS), "can be compared"),
    ],
)
async def test_what_cannot_be_compared_is_refused_in_words(
    desk: Desk, call: Callable[[Desk], Awaitable[str]], words: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        await call(desk)
    assert words in caught.value.message
    assert caught.value.hint
    assert desk.models.leases == []


async def test_a_lone_surrogate_travels_as_a_sign(desk: Desk) -> None:
    await desk.items(await desk.start(Pair("m"), text="a\ud800b"))
    assert desk.models.asked[0].messages[-1].text == "a\ufffdb"


async def test_closing_twice_is_once(desk: Desk) -> None:
    desk.models.endless = True
    channel = await desk.start(Pair("m"))
    await desk.models.writing.wait()
    await asyncio.gather(desk.service.close(), desk.service.close())
    await desk.service.close()
    ends = [item for item in await desk.items(channel) if isinstance(item, CompareEnded)]
    assert [end.error is not None for end in ends] == [True]
    assert desk.hub.get(channel).ended
    desk.models.endless = False
    again = await desk.items(await desk.start(Pair("m")))
    assert isinstance(again[-1], CompareEnded)
    assert again[-1].error is None
