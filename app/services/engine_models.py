"""Commands for models that engines keep themselves: fetch, hand over, stop that, remove."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from app.backends.base import Engine, Pulls
from app.bridge import signatures as cmd
from app.bridge.channels import Channel, ChannelHub
from app.bridge.events import EmptyEvent, EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.errors import AppError, Busy, Cancelled, ChannelGone, InvalidInput, Unsupported, internal_error
from app.types.engines import PullProgress
from app.types.models import BackendName, ModelSpec, SourceKind

_log = logging.getLogger(__name__)

TELL_S = 0.2
"""Between two tellings of the same phase: a download of hours must not fill the channel."""


class Models(Protocol):
    """The catalogue, as far as these commands go."""

    def get(self, name: str, /) -> ModelSpec:
        """The model of this id."""
        ...

    def locate(self, spec: ModelSpec, /) -> Path:
        """Its file."""
        ...


@dataclass(slots=True)
class _Transfer:
    """A pull or a handing over that runs."""

    channel: Channel
    task: asyncio.Task[None]
    backend: BackendName
    name: str


class EngineModels:
    """engine.pull, engine.hand_over, engine.stop_pull, engine.remove. Lives on the core's event loop; emits
    engines.changed and models.changed.

    A transfer belongs to nobody: it goes on when its front end leaves, until it is done, stopped, or the core ends.
    """

    def __init__(
        self,
        engines: Mapping[BackendName, Engine],
        models: Models,
        channels: ChannelHub,
        bus: EventBus,
        probe: Callable[[BackendName], Awaitable[None]],
        on_count: Callable[[], None],
    ) -> None:
        self._engines = engines
        self._models = models
        self._channels = channels
        self._bus = bus
        self._probe = probe
        self._on_count = on_count
        self._transfers: dict[str, _Transfer] = {}

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.engine_pull, self.pull)
        registry.bind(cmd.engine_hand_over, self.hand_over)
        registry.bind(cmd.engine_stop_pull, self.stop_pull)
        registry.bind(cmd.engine_remove, self.remove)

    @property
    def count(self) -> int:
        """Transfers that run: the core stays for them."""
        return len(self._transfers)

    async def pull(self, *, backend: BackendName, name: str) -> str:
        """See `signatures.engine_pull`."""
        return self._begin(backend, name, self._pulls(backend).pull(name))

    async def hand_over(self, *, backend: BackendName, model_id: str, name: str = "") -> str:
        """See `signatures.engine_hand_over`."""
        engine = self._pulls(backend)
        model = self._models.get(model_id)
        if model.source.kind is SourceKind.ENGINE:
            raise InvalidInput(
                f"{model.name} has no file that could be given to {backend}.", hint="Choose a model that is a file."
            )
        path = await asyncio.to_thread(self._models.locate, model)
        projector = Path(model.projector) if model.projector else None
        wanted = name or engine.name_for(model.id)
        return self._begin(backend, wanted, engine.hand_over(path, wanted, projector=projector))

    async def stop_pull(self, *, channel: str) -> None:
        """See `signatures.engine_stop_pull`."""
        transfer = self._transfers.get(channel)
        if transfer is None:
            raise ChannelGone("This download has ended already.")
        transfer.task.cancel()
        await asyncio.wait([transfer.task])

    async def remove(self, *, backend: BackendName, name: str) -> None:
        """See `signatures.engine_remove`."""
        engine = self._pulls(backend)
        if any(
            transfer.backend is backend and transfer.name.lower() == name.lower()
            for transfer in self._transfers.values()
        ):
            raise Busy(f"“{name}” is being fetched.", hint="Stop that first, or wait for its end.")
        await engine.remove(name)
        await self._changed(backend)

    async def close(self) -> None:
        """Stop everything."""
        tasks = [transfer.task for transfer in self._transfers.values()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _pulls(self, backend: BackendName) -> Pulls:
        engine = self._engines.get(backend)
        if not isinstance(engine, Pulls):
            raise Unsupported(
                f"The engine {backend} keeps no models of its own.",
                hint="Ollama does; choose it as the engine.",
                params={"backend": str(backend)},
            )
        return engine

    def _begin(self, backend: BackendName, name: str, steps: AsyncIterator[PullProgress]) -> str:
        for transfer in self._transfers.values():
            if transfer.backend is backend and transfer.name.lower() == name.lower():
                raise Busy(
                    f"“{name}” is being fetched already.",
                    hint="Wait for its end, or stop it first.",
                    params={"channel": transfer.channel.id},
                )
        channel = self._channels.open()
        task = asyncio.create_task(self._run(backend, channel, steps), name=f"transfer {name}")
        self._transfers[channel.id] = _Transfer(channel, task, backend, name)
        task.add_done_callback(lambda _: self._ended(channel))
        self._on_count()
        return channel.id

    def _ended(self, channel: Channel) -> None:
        self._transfers.pop(channel.id, None)
        channel.close(Cancelled("It was stopped."))  # nothing, unless the task was cancelled before its first step
        self._on_count()

    async def _run(self, backend: BackendName, channel: Channel, steps: AsyncIterator[PullProgress]) -> None:
        error: AppError | None = None
        try:
            await _tell(channel, steps)
            await self._changed(backend)
        except asyncio.CancelledError:
            error = Cancelled("It was stopped.", hint="Start it again to go on from there.")
        except AppError as exc:
            _log.info("a transfer to %s failed: %s", backend, exc.code)
            error = exc
        except Exception as exc:
            _log.exception("a transfer to %s failed", backend)
            error = internal_error(exc)
        channel.close(error)

    async def _changed(self, backend: BackendName) -> None:
        """The engine has other models now."""
        await self._probe(backend)
        self._bus.emit(EventName.ENGINES_CHANGED, EmptyEvent())
        self._bus.emit(EventName.MODELS_CHANGED, EmptyEvent())


async def _tell(channel: Channel, steps: AsyncIterator[PullProgress]) -> None:
    """Send the progress on, now and then while only a number grows."""
    clock = asyncio.get_running_loop().time
    last: PullProgress | None = None
    told, told_at = last, 0.0
    async with aclosing(cast("_Closable", steps)):
        async for last in steps:
            if told is None or told.status != last.status or clock() - told_at >= TELL_S:
                channel.send(last)
                told, told_at = last, clock()
    if last is not told:
        channel.send(last)


class _Closable(Protocol):
    """What `aclosing` wants."""

    def aclose(self) -> Awaitable[object]:
        """End it."""
        ...
