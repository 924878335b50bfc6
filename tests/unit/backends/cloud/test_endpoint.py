"""The cloud engine against a real endpoint: llama.cpp's own server, in OpenAI's dialect and in Anthropic's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.cloud.backend import CloudBackend
from app.backends.cloud.probe import Prober, red_picture
from app.errors import Busy, EngineError, KeyRefused, PromptTooLong, Unsupported
from app.process import ROOT
from app.types.embeddings import EmbedRequest
from app.types.engines import CheckState, ProviderKind
from app.types.generation import (
    AnswerFormat,
    Delta,
    Finished,
    FormatKind,
    GenerateRequest,
    Sampling,
    StopReason,
    TextDelta,
)
from app.types.messages import ImagePart, Message, Role, TextPart
from app.types.models import Capability
from app.types.privacy import Purpose, Verdict
from tests.helpers.endpoint_server import ALIAS, Endpoint, endpoint_server
from tests.helpers.tiny_models import write_bert
from tests.helpers.waiting import wait_until
from tests.unit.backends.cloud.desk import KEY, Desk, ask, collect, provider, text_of

pytestmark = pytest.mark.engine
KINDS = pytest.mark.parametrize("kind", list(ProviderKind))
VISION = ROOT / "tests" / "data" / "vision"
STORY = "Write all the numbers from 1 to 1000, separated by commas."


@pytest.fixture(scope="module")
def endpoint(starter_model: Path) -> Iterator[Endpoint]:
    """A server with the starter model."""
    with endpoint_server(starter_model) as server:
        yield server


@pytest.fixture(scope="module")
def seeing() -> Iterator[Endpoint]:
    """A server with a model that sees, and asks for a key."""
    projector = VISION / "mmproj-colour-shape.gguf"
    with endpoint_server(VISION / "colour-shape.gguf", projector=projector, key=KEY) as server:
        yield server


def desk_for(endpoint: Endpoint, kind: ProviderKind) -> Desk:
    """A provider at this server; “Local only” is on, since it is on this machine."""
    return Desk((provider(endpoint.url, kind),))


@pytest.fixture(params=list(ProviderKind))
async def backend(request: pytest.FixtureRequest, endpoint: Endpoint) -> AsyncIterator[CloudBackend]:
    made = await desk_for(endpoint, request.param).backend(model=ALIAS, parallel=2)
    yield made
    await made.close()


async def test_an_answer_with_its_figures(backend: CloudBackend) -> None:
    deltas = await collect(backend, ask("Say hello.", max_tokens=8))
    finished = deltas[-1]
    assert text_of(deltas)
    assert isinstance(finished, Finished)
    assert finished.reason is StopReason.LENGTH
    assert finished.usage.completion_tokens == 8
    assert 0 < finished.usage.prompt_tokens < 60
    assert finished.usage.first_token_s > 0


async def test_a_stop_string_is_not_part_of_the_answer(backend: CloudBackend) -> None:
    whole = text_of(await collect(backend, ask("The sea is", max_tokens=12)))
    stop = whole[len(whole) // 2 :][:4]
    deltas = await collect(backend, ask("The sea is", max_tokens=12, stop=(stop,)))
    assert text_of(deltas) == whole[: whole.index(stop)]
    assert isinstance(deltas[-1], Finished)
    assert deltas[-1].reason is StopReason.STOP_STRING


async def test_leaving_an_answer_ends_the_request_at_the_engine(backend: CloudBackend, endpoint: Endpoint) -> None:
    async with aclosing(backend.generate(ask(STORY))) as deltas:
        await anext(deltas)
        assert not await asyncio.to_thread(endpoint.is_idle)
    await asyncio.to_thread(wait_until, endpoint.is_idle, 1.0)


async def test_answers_side_by_side_and_no_more_than_there_is_room_for(
    backend: CloudBackend, endpoint: Endpoint
) -> None:
    texts = await asyncio.gather(*(collect(backend, ask(f"Say the number {n}.", max_tokens=6)) for n in range(4)))
    assert all(text_of(deltas) for deltas in texts)
    async with asyncio.timeout(60):
        running = [backend.generate(ask(STORY)) for _ in range(6)]
        firsts = [asyncio.ensure_future(anext(deltas)) for deltas in running]
        await asyncio.wait(firsts, return_when=asyncio.FIRST_COMPLETED)
        with pytest.raises(Busy):
            await collect(backend)
        assert (await backend.status()).queued == 4
        for first in firsts:
            first.cancel()
        await asyncio.wait(firsts)
        for deltas in running:
            await deltas.aclose()
    await asyncio.to_thread(wait_until, endpoint.is_idle, 5.0)


async def test_a_schema_is_kept_to(endpoint: Endpoint) -> None:
    backend = await desk_for(endpoint, ProviderKind.OPENAI).backend(model=ALIAS)
    form = AnswerFormat(FormatKind.JSON_SCHEMA, '{"type":"object","properties":{"n":{"const":7}},"required":["n"]}')
    deltas = await collect(backend, replace(ask("Which number?", max_tokens=30), format=form))
    assert "".join(text_of(deltas).split()) == '{"n":7}'


@KINDS
async def test_a_prompt_that_is_too_long(endpoint: Endpoint, kind: ProviderKind) -> None:
    backend = await desk_for(endpoint, kind).backend(model=ALIAS, context_tokens=100_000)
    with pytest.raises(PromptTooLong) as caught:
        await collect(backend, ask("The sea is wide. " * 1_500))
    assert caught.value.params["context_tokens"] == 4096
    assert caught.value.params["prompt_tokens"] > 4096
    small = await desk_for(endpoint, kind).backend(model=ALIAS, context_tokens=100)
    with pytest.raises(PromptTooLong):
        await collect(small, ask("The sea is wide. " * 1_500))


async def test_what_it_did_is_in_the_ledger(endpoint: Endpoint) -> None:
    desk = desk_for(endpoint, ProviderKind.OPENAI)
    backend = await desk.backend(model=ALIAS)
    assert desk.entries == [], "loading and asking for the state reach nobody"
    await backend.ping()
    await backend.status()
    await collect(backend, ask(max_tokens=0))
    assert desk.entries == [], "nothing leaves where nothing is to be written"
    await collect(backend, ask(max_tokens=1))
    (entry,) = desk.entries
    assert (entry.purpose, entry.verdict, entry.backend) == (Purpose.ANSWER, Verdict.ALLOWED, "cloud")
    assert entry.origin == endpoint.url
    assert entry.bytes_sent > 0


async def test_anthropics_count_is_asked_for_only_where_it_matters(endpoint: Endpoint) -> None:
    desk = desk_for(endpoint, ProviderKind.ANTHROPIC)
    backend = await desk.backend(model=ALIAS, context_tokens=1_000)
    short, long = ask("Hello").messages, ask("hello " * 900).messages
    assert await backend.count_tokens(short) >= 1
    assert desk.entries == []
    assert 900 < await backend.count_tokens(long) < 1_000
    assert len(desk.entries) == 1
    estimating = await desk_for(endpoint, ProviderKind.OPENAI).backend(model=ALIAS, context_tokens=1_000)
    assert await estimating.count_tokens(long) >= 900


@KINDS
async def test_a_real_server_refuses_a_wrong_key_and_a_missing_one(seeing: Endpoint, kind: ProviderKind) -> None:
    desk = desk_for(seeing, kind)
    backend = await desk.backend(model=ALIAS)
    assert text_of(await collect(backend, ask("Which colour?", max_tokens=4))) is not None
    desk.key = "sk-wrong"
    with pytest.raises(KeyRefused, match="wrong, or it has expired"):
        await collect(backend)
    desk.key = None
    with pytest.raises(KeyRefused, match="needs a key") as caught:
        await collect(backend)
    assert "TEKTRA_KEY_P" in caught.value.hint


@KINDS
async def test_a_picture_is_seen(seeing: Endpoint, kind: ProviderKind) -> None:
    backend = await desk_for(seeing, kind).backend(model=ALIAS)
    parts = (ImagePart(red_picture()), TextPart("Which colour is this picture? One word."))
    request = GenerateRequest((Message(Role.USER, parts),), Sampling(temperature=0.0, max_tokens=8))
    assert "red" in text_of(await collect(backend, request)).lower()


@KINDS
async def test_a_test_finds_out_what_a_model_can(seeing: Endpoint, kind: ProviderKind) -> None:
    desk = desk_for(seeing, kind)
    facts = await Prober(desk.specs[0], desk, desk.net).run()
    assert facts.state is CheckState.GOOD
    assert [model.name for model in facts.models] == [ALIAS]
    assert facts.models[0].context_tokens
    assert {Capability.TEXT, Capability.IMAGE} <= set(facts.abilities)
    assert {Capability.TOOLS, Capability.THINKING, Capability.EMBEDDINGS}.isdisjoint(facts.abilities)
    assert {entry.purpose for entry in desk.entries} == {Purpose.TEST}


async def test_a_wrong_key_is_what_a_test_tells(seeing: Endpoint) -> None:
    desk = desk_for(seeing, ProviderKind.OPENAI)
    desk.key = "sk-wrong-0123456789"
    facts = await Prober(desk.specs[0], desk, desk.net).run()
    assert facts.state is CheckState.BAD
    assert "wrong, or it has expired" in facts.note
    assert "sk-wrong" not in repr(facts)


async def test_vectors_of_texts(tmp_path: Path) -> None:
    with endpoint_server(write_bert(tmp_path / "bert.gguf"), embedding=True, context=64, parallel=1) as server:
        desk = desk_for(server, ProviderKind.OPENAI)
        backend = await desk.backend(model=ALIAS)
        found = await backend.embed(EmbedRequest(("a red car", "a blue car", "a red car")))
        assert await backend.embed(EmbedRequest(())) == type(found)((), 0)
        first, second, third = found.texts
        assert first == third != second
        assert sum(value * value for value in first[0]) == pytest.approx(1)
        assert found.tokens > 0
        assert {entry.purpose for entry in desk.entries} == {Purpose.EMBEDDINGS}


async def test_anthropic_makes_no_vectors(endpoint: Endpoint) -> None:
    backend = await desk_for(endpoint, ProviderKind.ANTHROPIC).backend(model=ALIAS)
    with pytest.raises(Unsupported):
        await backend.embed(EmbedRequest(("x",)))


async def read_on(deltas: AsyncIterator[Delta]) -> None:
    """To the end."""
    async for _ in deltas:
        pass


async def test_the_end_of_a_server_ends_its_answers(starter_model: Path) -> None:
    with endpoint_server(starter_model) as server:
        backend = await desk_for(server, ProviderKind.OPENAI).backend(model=ALIAS)
        deltas = backend.generate(ask(STORY))
        assert isinstance(await anext(deltas), TextDelta)
        server.kill()
        with pytest.raises(EngineError) as caught:
            await read_on(deltas)
    assert caught.value.params["before_first_token"] is False
