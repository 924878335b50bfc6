"""A backend over a worker process, with every optional ability: the same class for every engine that runs in one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any

from app.backends.base import Capabilities, ProcessEnd
from app.backends.worker.calls import Calls
from app.backends.worker.marker import Mark
from app.backends.worker.process import WorkerEnd, WorkerProcess
from app.backends.worker.protocol import Op
from app.backends.worker.stuck import STUCK, StuckWatch
from app.errors import Busy, EngineError, WorkerDied
from app.process import memory_bytes
from app.types.embeddings import Embeddings, EmbedRequest, StateInfo, TokenText
from app.types.generation import Delta, GenerateRequest, Priority, ToolSpec
from app.types.messages import Message
from app.types.models import BackendName, DeviceInfo, LoadedModel, LoadSpec
from app.types.status import WorkerState, WorkerStatus
from app.wire import from_wire, to_wire

_log = logging.getLogger(__name__)

MAX_WAITING = 4
"""Requests that may wait inside the worker for their turn; the manager has the queue that people see."""
PING_LIMIT_S = 5.0


class WorkerBackend:
    """One engine instance in a worker process. Belongs to the core's event loop.

    The process starts at the first `load` and again at a `load` after its death. `on_exit(cause)` is called when it
    ends unasked.
    """

    def __init__(self, name: BackendName, capabilities: Capabilities, on_exit: Callable[[str], None]) -> None:
        self._name = name
        self._capabilities = capabilities
        self._on_exit = on_exit
        self._load_lock = asyncio.Lock()
        self._process: WorkerProcess | None = None
        self._calls: Calls | None = None
        self._stuck: StuckWatch | None = None
        self._state = WorkerState.DOWN
        self._model_id = ""
        self._parallel = 1
        self._cause = ""
        self._closed = False
        self._last_end: ProcessEnd | None = None

    @property
    def last_end(self) -> ProcessEnd | None:
        """See `app.backends.base.Ends`."""
        return self._last_end

    @property
    def capabilities(self) -> Capabilities:
        """Fixed for the life of the instance."""
        return self._capabilities

    async def load(self, spec: LoadSpec) -> LoadedModel:
        """Load a model, starting the process if there is none. A load that is cancelled takes the process with it,
        since native code cannot be interrupted.
        """
        async with self._load_lock:
            if self._closed:
                raise EngineError("The engine is closed.")
            try:
                calls = await self._started()
                self._state, self._model_id = WorkerState.LOADING, ""
                loaded: LoadedModel = from_wire(LoadedModel, await calls.call(Op.LOAD, spec=to_wire(spec)))
                self._model_id, self._parallel = loaded.model_id, loaded.parallel
            except asyncio.CancelledError:
                if self._process:
                    await self._process.stop(limit_s=0)
                raise
            finally:
                self._state = WorkerState.IDLE if self._process else WorkerState.DOWN
            return loaded

    async def unload(self) -> None:
        """Let go of the model; the process stays."""
        if self._calls:
            await self._calls.call(Op.UNLOAD)
            self._model_id = ""

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer. Closing the generator returns when the worker has stopped."""
        calls = self._ready()
        if request.priority is not Priority.DRAFT and calls.answering >= self._parallel + MAX_WAITING:
            raise Busy("The engine has too many requests waiting.", hint="Wait for an answer to end, then try again.")
        if self._stuck:
            self._stuck.begin()
        async with aclosing(calls.stream(request)) as deltas:
            async for delta in deltas:
                yield delta

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """The vectors of texts."""
        reply = await self._ready().call(Op.EMBED, request=to_wire(request))
        result: Embeddings = from_wire(Embeddings, reply)
        return result

    async def tokenize(self, text: str) -> tuple[TokenText, ...]:
        """See `app.backends.base.Tokens`."""
        result: tuple[TokenText, ...] = from_wire(
            tuple[TokenText, ...], await self._ready().call(Op.TOKENIZE, text=text)
        )
        return result

    async def detokenize(self, tokens: tuple[int, ...]) -> str:
        """See `app.backends.base.Tokens`."""
        result: str = from_wire(str, await self._ready().call(Op.DETOKENIZE, tokens=tokens))
        return result

    async def save_state(self, messages: tuple[Message, ...], path: str, tools: tuple[ToolSpec, ...] = ()) -> StateInfo:
        """See `app.backends.base.States`."""
        wire, offered = to_wire(messages, tuple[Message, ...]), to_wire(tools, tuple[ToolSpec, ...])
        saved = await self._ready().call(Op.SAVE_STATE, messages=wire, tools=offered, path=path)
        result: StateInfo = from_wire(StateInfo, saved)
        return result

    async def load_state(self, path: str) -> StateInfo:
        """See `app.backends.base.States`."""
        result: StateInfo = from_wire(StateInfo, await self._ready().call(Op.LOAD_STATE, path=path))
        return result

    async def devices(self) -> tuple[DeviceInfo, ...]:
        """See `app.backends.base.Devices`; starts the process if there is none."""
        async with self._load_lock:
            calls = await self._started()
        result: tuple[DeviceInfo, ...] = from_wire(tuple[DeviceInfo, ...], await calls.call(Op.DEVICES))
        return result

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Tokens of the rendered prompt."""
        wire, offered = to_wire(messages, tuple[Message, ...]), to_wire(tools, tuple[ToolSpec, ...])
        counted = await self._ready().call(Op.COUNT_TOKENS, messages=wire, tools=offered)
        return int(counted)

    async def status(self) -> WorkerStatus:
        """Process id, state, memory; needs no answer from the worker."""
        answering = self._calls.answering if self._calls else 0
        pid = self._process.pid if self._process else None
        return WorkerStatus(
            pid=pid,
            backend=self._name,
            model_id=self._model_id,
            state=WorkerState.BUSY if answering else self._state,
            memory_bytes=memory_bytes(pid) if pid else 0,
            queued=max(0, answering - self._parallel),
            cause=self._cause,
            steps=self._process.mark.steps if self._process else 0,
        )

    async def ping(self) -> None:
        """Return when the process answers; its reader thread does, also while the engine computes."""
        if self._calls is None:
            raise WorkerDied(f"The engine does not run: {self._cause or 'it was not started'}.")
        try:
            async with asyncio.timeout(PING_LIMIT_S):
                await self._calls.call(Op.PING)
        except TimeoutError:
            raise WorkerDied("The engine does not answer.", hint="Load the model again.") from None

    async def close(self) -> None:
        """End the process, also while it loads; the instance cannot be used again."""
        self._closed = True
        if self._process:
            await self._process.stop()

    async def _started(self) -> Calls:
        if self._process is None or self._calls is None:
            process = WorkerProcess(self._name, self._receive, self._ended)
            calls = Calls(process.write)
            self._process, self._calls = process, calls
            self._stuck = StuckWatch(self._answering, self._end_stuck, asyncio.get_running_loop().call_later)
            self._state, self._cause = WorkerState.STARTING, ""
            await process.start()
            return calls
        return self._calls

    def _ready(self) -> Calls:
        if self._calls is None or not self._model_id:
            raise EngineError("No model is loaded.", hint="Load a model first.", detail=self._cause)
        return self._calls

    def _receive(self, header: dict[str, Any]) -> None:
        if self._calls:
            self._calls.receive(header)

    def _answering(self) -> Mark | None:
        return self._process.mark if self._process and self._calls and self._calls.answering else None

    def _end_stuck(self, mark: Mark) -> None:
        if self._process:
            self._process.kill(STUCK, mark)

    def _ended(self, end: WorkerEnd) -> None:
        if self._stuck:
            self._stuck.close()
        calls, self._calls, self._process = self._calls, None, None
        self._state, self._model_id, self._cause = WorkerState.DOWN, "", "" if end.asked else end.cause
        if calls:
            calls.end(end)
        if not end.asked:
            _log.warning("worker %s ended: %s", self._name, end.cause)
            self._last_end = end.summary
            self._on_exit(end.cause)
