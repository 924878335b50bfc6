"""Fetching, handing over, stopping and removing: what a channel tells, and that a transfer belongs to nobody."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from app.backends.base import Engine
from app.backends.echo.engine import EchoEngine
from app.bridge.channels import Channel, ChannelHub, ChannelItem
from app.bridge.events import EventBus
from app.bridge.names import EventName
from app.errors import AppError, Busy, Cancelled, ChannelGone, InvalidInput, ModelFileError, ModelNotFound, Unsupported
from app.services.engine_models import EngineModels
from app.types.engines import PullProgress
from app.types.models import BackendName, ModelSource, ModelSpec, SourceKind
from tests.helpers.keeping_engine import KeepingEngine, Shelf
from tests.helpers.logfail import ExpectedLogs

OLLAMA = BackendName.OLLAMA
SEA = ModelSpec("sea", "Sea", ModelSource(SourceKind.FILE, "/models/sea.gguf"), projector="/models/eye.gguf")
KEPT = ModelSpec("ollama/x", "X", ModelSource(SourceKind.ENGINE, "x"))


class Desk:
    """The service with everything around it."""

    def __init__(self) -> None:
        self.engine = KeepingEngine()
        self.shelf = Shelf(SEA, KEPT)
        self.channels = ChannelHub()
        self.bus = EventBus()
        self.events: list[EventName] = []
        self.bus.listen(lambda name, _: self.events.append(name))
        self.counts: list[int] = []
        engines: dict[BackendName, Engine] = {OLLAMA: self.engine, BackendName.ECHO: EchoEngine()}
        self.probed: list[BackendName] = []
        self.service = EngineModels(engines, self.shelf, self.channels, self.bus, self._probe, self._counted)

    async def _probe(self, backend: BackendName) -> None:
        self.probed.append(backend)

    def _counted(self) -> None:
        self.counts.append(self.service.count)

    def channel(self, channel_id: str) -> Channel:
        return self.channels.get(channel_id)

    async def end_of(self, channel_id: str) -> list[ChannelItem]:
        """Everything that a channel told."""
        items: list[ChannelItem] = []
        done = asyncio.Event()

        def take(item: ChannelItem) -> None:
            items.append(item)
            if item.end:
                done.set()

        self.channel(channel_id).receive(take)
        await asyncio.wait_for(done.wait(), 10)
        return items


@pytest.fixture
async def desk() -> Desk:
    return Desk()


async def test_a_fetch_tells_its_progress_and_its_end(desk: Desk) -> None:
    items = await desk.end_of(await desk.service.pull(backend=OLLAMA, name="a"))
    steps = [item.data for item in items if not item.end]
    assert steps[0] == PullProgress("downloading", 0, 10_000_000)
    assert steps[-1] == PullProgress("success", 10_000_000, 10_000_000)
    assert len(steps) == 2, "steps of the same phase are not told one by one"
    assert items[-1].error is None
    assert desk.probed == [OLLAMA]
    assert desk.events == [EventName.ENGINES_CHANGED, EventName.MODELS_CHANGED]
    assert desk.counts == [1, 0]


async def test_the_core_stays_while_it_runs_and_nobody_need_listen(desk: Desk) -> None:
    channel = await desk.service.pull(backend=OLLAMA, name="slow")
    assert desk.service.count == 1
    leave = desk.channel(channel).receive(lambda _: None)
    leave()
    desk.engine.go_on.set()
    items = await desk.end_of(channel)
    assert items[-1].error is None
    assert desk.engine.has == ["slow"]
    assert desk.service.count == 0


async def test_stopping_ends_it_at_the_engine_and_says_so(desk: Desk) -> None:
    channel = await desk.service.pull(backend=OLLAMA, name="slow")
    await asyncio.sleep(0)
    await desk.service.stop_pull(channel=channel)
    items = await desk.end_of(channel)
    assert isinstance(items[-1].error, Cancelled)
    assert desk.engine.left == ["slow"]
    assert desk.service.count == 0
    with pytest.raises(ChannelGone):
        await desk.service.stop_pull(channel=channel)
    with pytest.raises(ChannelGone):
        await desk.service.stop_pull(channel="nonsense")


async def test_stopping_before_its_first_step_ends_the_channel_too(desk: Desk) -> None:
    channel = await desk.service.pull(backend=OLLAMA, name="slow")
    await desk.service.stop_pull(channel=channel)
    items = await desk.end_of(channel)
    assert isinstance(items[-1].error, Cancelled)


async def test_the_same_twice_is_refused_and_names_the_first(desk: Desk) -> None:
    channel = await desk.service.pull(backend=OLLAMA, name="slow")
    with pytest.raises(Busy) as caught:
        await desk.service.pull(backend=OLLAMA, name="SLOW")
    assert caught.value.params["channel"] == channel
    with pytest.raises(Busy):
        await desk.service.remove(backend=OLLAMA, name="Slow")
    other = await desk.service.pull(backend=OLLAMA, name="other")
    await desk.end_of(other)
    await desk.service.close()
    again = await desk.service.pull(backend=OLLAMA, name="slow")
    desk.engine.go_on.set()
    assert (await desk.end_of(again))[-1].error is None


async def test_an_error_is_told_on_the_channel(desk: Desk) -> None:
    items = await desk.end_of(await desk.service.pull(backend=OLLAMA, name="lost"))
    assert isinstance(items[-1].error, ModelNotFound)
    assert desk.events == []


async def test_a_bug_is_told_as_one(desk: Desk, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("a transfer to ollama failed", logging.ERROR)
    desk.engine.failure = RuntimeError("oops")
    items = await desk.end_of(await desk.service.pull(backend=OLLAMA, name="a"))
    assert isinstance(items[-1].error, AppError)
    assert items[-1].error.code == "internal"


async def test_a_file_is_handed_over_with_its_projector_under_a_name_of_its_own(desk: Desk) -> None:
    await desk.end_of(await desk.service.hand_over(backend=OLLAMA, model_id="sea"))
    await desk.end_of(await desk.service.hand_over(backend=OLLAMA, model_id="sea", name="mine:1"))
    eye = Path("/models/eye.gguf")
    assert desk.engine.given == [(desk.shelf.file, "ours/sea", eye), (desk.shelf.file, "mine:1", eye)]


async def test_what_cannot_be_handed_over_is_refused_at_once(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="no file"):
        await desk.service.hand_over(backend=OLLAMA, model_id="ollama/x")
    with pytest.raises(ModelNotFound):
        await desk.service.hand_over(backend=OLLAMA, model_id="nobody")
    desk.shelf.failure = ModelFileError("It is gone.")
    with pytest.raises(ModelFileError):
        await desk.service.hand_over(backend=OLLAMA, model_id="sea")
    assert desk.service.count == 0


@pytest.mark.parametrize("backend", [BackendName.ECHO, BackendName.MLX])
async def test_engines_that_keep_nothing_say_so(desk: Desk, backend: BackendName) -> None:
    with pytest.raises(Unsupported) as caught:
        await desk.service.pull(backend=backend, name="a")
    assert caught.value.hint


async def test_removing(desk: Desk) -> None:
    desk.engine.has = ["a"]
    await desk.service.remove(backend=OLLAMA, name="a")
    assert desk.engine.has == []
    assert desk.events == [EventName.ENGINES_CHANGED, EventName.MODELS_CHANGED]
    with pytest.raises(ModelNotFound):
        await desk.service.remove(backend=OLLAMA, name="a")


async def test_the_end_of_the_core_ends_all(desk: Desk) -> None:
    channels = [await desk.service.pull(backend=OLLAMA, name=f"slow{number}") for number in range(3)]
    await asyncio.sleep(0)
    await desk.service.close()
    assert desk.service.count == 0
    assert sorted(desk.engine.left) == ["slow0", "slow1", "slow2"]
    for channel in channels:
        assert isinstance((await desk.end_of(channel))[-1].error, Cancelled)
    await desk.service.close()
