"""One instance of mistral.rs: a server of its own with one model, and the eight methods over it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from app.backends.base import Capabilities, ProcessEnd
from app.backends.mistral_rs.dialect import silence_for
from app.backends.mistral_rs.finder import CHOOSE, INSTALL, Finder
from app.backends.mistral_rs.model import Model, read_model, template_file
from app.backends.mistral_rs.programs import Form, Plan, Program
from app.backends.mistral_rs.server import Server
from app.backends.openai_api.body import chat_body
from app.backends.openai_api.chunks import ChunkReader
from app.backends.openai_api.estimate import estimate_tokens, surely_tokens
from app.backends.openai_api.stream import stream_chat
from app.backends.prompts import check_fits, check_messages
from app.backends.sampling import check_request
from app.backends.worker.process import WorkerEnd
from app.errors import AppError, Busy, Cancelled, EngineError, EngineUnavailable, InvalidInput, Unsupported, WorkerDied
from app.net.client import Net
from app.types.embeddings import Embeddings, EmbedRequest
from app.types.engines import MistralRsOptions
from app.types.generation import Delta, Finished, GenerateRequest, StopReason, ToolSpec, Usage
from app.types.messages import Message
from app.types.models import BackendName, LoadedModel, LoadSpec
from app.types.privacy import Purpose
from app.types.status import WorkerState, WorkerStatus

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_log = logging.getLogger(__name__)

WHO = "mistral.rs"
MAX_WAITING = 4
"""Requests that may wait here, as in our own workers; the manager has the queue that people see."""
PING_LIMIT_S = 5.0
_DYING_S = 1.0
"""After a broken connection: how long the end of the process may still be on its way."""
_STOPS_WITHIN_S = 1.0
"""What stopping may take."""
_READS = 50.0
"""Tokens of a prompt in a second, where it was not measured yet."""
_STEP_S = 0.1
"""Of the processor's time, which count as one step: more than a server takes that only listens."""
_LEAST_ANSWER = 16
"""Tokens that an answer may have where the guess says that there is no room: it is rather too high."""


@dataclass(slots=True)
class _Running:
    """A server that serves, and what was loaded into it."""

    server: Server
    client: AsyncOpenAI
    program: Program
    plan: Plan
    model: Model
    model_id: str
    context_tokens: int
    parallel: int
    room: asyncio.Semaphore
    threads: int = 0
    reads: float = _READS
    """Tokens of a prompt in a second, as last measured."""


class MistralRsBackend:
    """Belongs to the core's event loop. `on_exit(cause)` is called when its process ends unasked."""

    def __init__(
        self,
        capabilities: Capabilities,
        finder: Finder,
        options: Callable[[], MistralRsOptions],
        net: Net,
        on_exit: Callable[[str], None],
        logs: Path | None = None,
    ) -> None:
        self._capabilities = capabilities
        self._finder = finder
        self._options = options
        self._net = net
        self._on_exit = on_exit
        self._logs = logs
        self._lock = asyncio.Lock()
        self._starting: Server | None = None
        self._running: _Running | None = None
        self._state = WorkerState.DOWN
        self._answering = 0
        self._cause = ""
        self._last_end: ProcessEnd | None = None
        self._closed = False
        self._closing: asyncio.Future[None] | None = None
        self._reviving: asyncio.Task[None] | None = None

    @property
    def capabilities(self) -> Capabilities:
        """Fixed for the life of the instance."""
        return self._capabilities

    @property
    def last_end(self) -> ProcessEnd | None:
        """See `app.backends.base.Ends`."""
        return self._last_end

    async def load(self, spec: LoadSpec) -> LoadedModel:
        """Start a server with the model; one that runs is ended before. A load that is cancelled ends its server."""
        async with self._lock:
            if self._closed:
                raise EngineError("The engine is closed.")
            began = time.monotonic()
            await self._stop()
            _check(spec)
            model = await asyncio.to_thread(read_model, spec)
            program = await self._program()
            self._state, self._cause = WorkerState.LOADING, ""
            try:
                running = await self._started(program, spec, model)
            finally:
                self._state = WorkerState.IDLE if self._running else WorkerState.DOWN
            return LoadedModel(
                spec.model_id,
                running.context_tokens,
                time.monotonic() - began,
                engine_version=program.version,
                device="cpu" if spec.tuning.device == "cpu" else "auto",
                parallel=running.parallel,
                abilities=model.abilities,
                gpu_layers=spec.gpu_layers,
            )

    async def unload(self) -> None:
        """End the server: that gives all of its memory back."""
        async with self._lock:
            await self._stop()

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer. Closing the generator closes the connection, at which the engine stops."""
        if self._reviving:
            await asyncio.shield(self._reviving)
        running = self._ready()
        check_messages(request.messages)
        check_request(request)
        estimate = estimate_tokens(request.messages, request.tools)
        sure = surely_tokens(request.messages)
        check_fits(estimate if sure >= running.context_tokens else sure, running.context_tokens)
        body = chat_body("default", _bounded(request, estimate, running.context_tokens), running.model.quirks)
        if request.sampling.max_tokens == 0:  # it cannot read without writing
            yield Finished(StopReason.LENGTH, Usage(estimate))
            return
        if self._answering >= running.parallel + MAX_WAITING:
            raise Busy("The engine has too many requests waiting.", hint="Wait for an answer to end, then try again.")
        arrived = time.perf_counter()
        self._answering += 1
        try:
            async with running.room, aclosing(self._answer(running, request, body, estimate, arrived)) as deltas:
                async for delta in deltas:
                    yield delta
        finally:
            self._answering -= 1

    async def embed(self, request: EmbedRequest) -> Embeddings:  # noqa: ARG002 (the protocol's signature)
        """Not with this engine: its models of vectors are others than those of answers."""
        self._ready()
        raise Unsupported("mistral.rs makes no embeddings here.", hint="Choose llama.cpp or Ollama for them.")

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """An estimate, rather too high: the server has no way to ask."""
        self._ready()
        check_messages(messages)
        return estimate_tokens(messages, tools)

    async def status(self) -> WorkerStatus:
        """Process id, state, memory; needs no answer from the server."""
        server = self._running.server if self._running else self._starting
        parallel = self._running.parallel if self._running else 1
        return WorkerStatus(
            pid=server.pid if server else None,
            backend=BackendName.MISTRAL_RS,
            model_id=self._running.model_id if self._running else "",
            state=WorkerState.BUSY if self._answering else self._state,
            memory_bytes=server.memory_bytes if server else 0,
            queued=max(0, self._answering - parallel),
            cause=self._cause,
            # Of a long prompt nothing is heard until it is read; that the process computes shows that it gets on.
            steps=int(server.cpu_seconds / _STEP_S) if server else None,
        )

    async def ping(self) -> None:
        """Return when the server answers, also while it computes."""
        running = self._running
        if running is None:
            raise WorkerDied(f"The engine does not run: {self._cause or 'it was not started'}.")
        address = running.server.address
        try:
            async with asyncio.timeout(PING_LIMIT_S), self._net.client("mistral_rs", Purpose.PROBE) as client:
                asked = client.get(f"{address.base_url}/models", headers={"authorization": f"Bearer {address.token}"})
                (await asked).raise_for_status()
        except Exception as exc:
            raise WorkerDied("The engine does not answer.", hint="Load the model again.") from exc

    async def close(self) -> None:
        """End the process, also while it loads; the instance cannot be used again."""
        self._closed = True
        if self._starting:
            await self._starting.stop()
        async with self._lock:
            await self._stop()

    async def _program(self) -> Program:
        await self._finder.probe()
        found = self._finder.availability()
        program = self._finder.program()
        if program is None:
            reason = "too_old" if found.state == "too_old" else "absent"
            hint = CHOOSE if self._options().binary else INSTALL
            raise EngineUnavailable(found.reason, hint=hint, params={"reason": reason})
        return program

    async def _started(self, program: Program, spec: LoadSpec, model: Model) -> _Running:
        plan = plan_for(spec, model, self._options().isq)
        server, client = await self._serving(program, plan, spec.threads, model.template)
        context = min(spec.context_tokens, model.trained_context or spec.context_tokens)
        choices = program.form is Form.PACKAGE or program.numbers < (0, 9)
        model = replace(model, quirks=replace(model.quirks, choices=choices))
        room = asyncio.Semaphore(spec.parallel)
        self._running = _Running(
            server, client, program, plan, model, spec.model_id, context, spec.parallel, room, spec.threads
        )
        return self._running

    async def _serving(self, program: Program, plan: Plan, threads: int, template: str) -> tuple[Server, AsyncOpenAI]:
        """A new server and a client for it."""
        with template_file(template) as path:
            plan = replace(plan, template=path)
            if self._closed:  # while the program was looked for, or the server before this one was ended
                raise Cancelled("The engine was closed.")
            server = self._starting = Server(program, plan, self._ended, threads=threads, logs=self._logs)
            return server, await self._client_of(server)

    async def _client_of(self, server: Server) -> AsyncOpenAI:
        """Start a server."""
        try:
            await server.start()
            openai = await asyncio.to_thread(import_module, "openai")
            http = await asyncio.to_thread(self._net.client, "mistral_rs", Purpose.ANSWER)
        except BaseException:
            await server.stop()
            raise
        finally:
            self._starting = None
        client: AsyncOpenAI = openai.AsyncOpenAI(
            api_key=server.address.token, base_url=server.address.base_url, http_client=http, max_retries=0
        )
        return client

    async def _answer(
        self, running: _Running, request: GenerateRequest, body: dict[str, object], estimate: int, arrived: float
    ) -> AsyncGenerator[Delta, None]:
        quirks = running.model.quirks
        told = _bounded(request, estimate, running.context_tokens).sampling.max_tokens
        at_window = told != request.sampling.max_tokens
        reader = ChunkReader(
            request,
            quirks,
            who=WHO,
            prompt_tokens=estimate,
            fills=lambda _usage: at_window,
            secret=running.server.address.token,
        )
        reader.started(arrived)
        silence = silence_for(estimate)
        try:
            async with aclosing(stream_chat(running.client, body, reader, who=WHO, silence=silence)) as deltas:
                async for delta in deltas:
                    if isinstance(delta, Finished) and delta.usage.prompt_tokens and delta.usage.first_token_s:
                        running.reads = delta.usage.prompt_tokens / delta.usage.first_token_s
                    yield delta
        except (GeneratorExit, asyncio.CancelledError):
            if not reader.began:
                self._left_while_reading(running, estimate, time.perf_counter() - arrived)
            raise
        except EngineUnavailable as exc:
            end = await running.server.ended(_DYING_S)
            if end is None:
                raise
            raise end.error(before_first_token=not reader.began) from exc

    def _left_while_reading(self, running: _Running, tokens: int, seconds: float) -> None:
        """Nothing interrupts mistral.rs while it reads a prompt: where that would take longer than stopping may, and
        nobody else is being answered, its process ends and starts anew.
        """
        rest = tokens / running.reads - seconds
        if rest > _STOPS_WITHIN_S and self._answering == 1 and self._running is running and not self._closed:
            self._reviving = asyncio.create_task(self._revive(running), name="mistral.rs starts anew")

    async def _revive(self, running: _Running) -> None:
        async with self._lock:
            if self._running is not running or self._closed:
                return
            self._state = WorkerState.RESTARTING
            await running.server.stop(at_once=True)
            try:
                running.server, client = await self._serving(
                    running.program, running.plan, running.threads, running.model.template
                )
            except Exception as exc:
                cause = exc.message if isinstance(exc, AppError) else f"it could not be started anew ({exc})"
                self._running, self._state, self._cause = None, WorkerState.DOWN, cause
                if not self._closed:
                    _log.warning("mistral.rs did not start anew: %s", cause)
                    self._on_exit(cause)
                return
            finally:
                with suppress(Exception):  # a connection that is broken already
                    await running.client.close()
            running.client = client
            self._state = WorkerState.IDLE

    def _ready(self) -> _Running:
        if self._running is None:
            raise EngineError("No model is loaded.", hint="Load a model first.", detail=self._cause)
        return self._running

    async def _stop(self) -> None:
        running, self._running = self._running, None
        self._state = WorkerState.DOWN
        if running:
            await running.server.stop()
            with suppress(Exception):  # a connection that is broken already
                await running.client.close()

    def _ended(self, end: WorkerEnd) -> None:
        if end.asked:
            return
        running, self._running = self._running, None
        self._state, self._cause, self._last_end = WorkerState.DOWN, end.cause, end.summary
        _log.warning("mistral.rs ended: %s", end.cause)
        if running:
            self._closing = asyncio.ensure_future(running.client.close())
        self._on_exit(end.cause)


def _check(spec: LoadSpec) -> None:
    """Refuse what mistral.rs is not told of here.

    Raises:
        InvalidInput: An option that it does not have.
        Unsupported: It does not take adapters.
    """
    if spec.options:
        raise InvalidInput(
            f"mistral.rs does not know the option “{min(spec.options)}”.", hint="Take it out of [backends.mistral_rs]."
        )
    if spec.loras:
        raise Unsupported("mistral.rs does not take LoRA adapters here.", hint="Choose llama.cpp for this model.")


def plan_for(spec: LoadSpec, model: Model, isq: str) -> Plan:
    """What the server is started with."""
    return Plan(
        spec.path,
        is_folder=model.is_folder,
        context_tokens=spec.context_tokens,
        parallel=spec.parallel,
        isq=isq.strip(),
        cpu=spec.tuning.device.casefold() == "cpu" or spec.gpu_layers == 0,
        device_layers=spec.gpu_layers if spec.gpu_layers > 0 else None,
    )


def _bounded(request: GenerateRequest, estimate: int, context_tokens: int) -> GenerateRequest:
    """With an answer that fits the window, of which the server knows nothing."""
    room = max(_LEAST_ANSWER, context_tokens - estimate)
    limit = request.sampling.max_tokens
    limit = room if limit is None else min(limit, room + request.written_tokens)
    return replace(request, sampling=replace(request.sampling, max_tokens=limit))
