"""One model of a provider as the manager sees it. There is no process behind it, and nothing is loaded."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from app.backends.base import Capabilities
from app.backends.cloud.facts import ProviderFacts
from app.backends.cloud.link import Keys, Target, open_link
from app.backends.cloud.providers import find, origin, split_id
from app.backends.halt import Halt
from app.backends.openai_api.estimate import estimate_tokens, surely_tokens
from app.backends.openai_api.stream import Silence
from app.backends.prompts import check_fits, check_messages
from app.backends.sampling import check_request
from app.errors import AppError, Busy, EngineError, InvalidInput, ModelNotFound, WorkerDied
from app.net.client import Net
from app.types.embeddings import Embeddings, EmbedRequest
from app.types.engines import ProviderKind, ProviderSpec
from app.types.generation import Delta, Finished, GenerateRequest, StopReason, ToolSpec, Usage
from app.types.messages import Message
from app.types.models import BackendName, LoadedModel, LoadSpec
from app.types.privacy import Purpose
from app.types.status import WorkerState, WorkerStatus

MAX_WAITING = 4
"""Requests beyond `parallel`; the manager has the queue that people see."""
FIRST_S = 60.0
"""How long a provider may think before its first word; unlike a model here, it reads a long prompt at once."""

Providers = Callable[[], tuple[ProviderSpec, ...]]
Facts = Callable[[ProviderSpec], ProviderFacts]


class CloudBackend:
    """One model of a provider. Belongs to the core's event loop.

    Provider, key and settings are read anew for every request, so that a change counts at once.
    """

    def __init__(self, capabilities: Capabilities, net: Net, keys: Keys, providers: Providers, facts: Facts) -> None:
        self._capabilities = capabilities
        self._net = net
        self._keys = keys
        self._providers = providers
        self._facts = facts
        self._spec: LoadSpec | None = None
        self._answering = 0
        self._closed = False
        self._halt = Halt()
        self.silence = Silence(first_s=FIRST_S)
        """How long a provider may say nothing."""

    @property
    def capabilities(self) -> Capabilities:
        """Fixed for the life of the instance."""
        return self._capabilities

    async def load(self, spec: LoadSpec) -> LoadedModel:
        """Take a model; nothing is sent."""
        if self._closed:
            raise EngineError("The engine is closed.")
        if spec.options:
            names = ", ".join(sorted(spec.options))
            raise InvalidInput(f"The engine cloud has no option {names}.", hint="Remove it from the settings.")
        started = time.perf_counter()
        target, model = self._find(spec.path)
        known = target.facts.model(model).context_tokens
        self._spec = spec
        return LoadedModel(
            spec.model_id,
            min(spec.context_tokens, known or spec.context_tokens),
            time.perf_counter() - started,
            device=origin(target.spec),
            parallel=spec.parallel,
            abilities=target.facts.abilities_of(model),
        )

    async def unload(self) -> None:
        """Let go of the model."""
        self._spec = None

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer. Closing the generator ends the connection, and with it the provider's work."""
        spec, target, model = self._ready()
        check_messages(request.messages)
        check_request(request)
        known = target.facts.model(model).context_tokens or spec.context_tokens
        check_fits(surely_tokens(request.messages), min(spec.context_tokens, known))
        if request.sampling.max_tokens == 0:  # reading ahead is of no use there, and nothing leaves for nothing
            usage = Usage(prompt_tokens=estimate_tokens(request.messages, request.tools))
            yield Finished(StopReason.LENGTH, usage)
            return
        if self._answering >= spec.parallel + MAX_WAITING:
            raise Busy("The engine has too many requests waiting.", hint="Wait for an answer to end, then try again.")
        self._answering += 1
        try:
            async with (
                open_link(target, self._keys, self._net, Purpose.ANSWER) as link,
                aclosing(link.answer(model, request, self.silence, window=known)) as deltas,
            ):
                while True:
                    async with self._halt.within():
                        delta = await anext(deltas, None)
                    if delta is None:
                        return
                    yield delta
        finally:
            self._answering -= 1

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """The vectors of texts."""
        _, target, model = self._ready()
        if not request.texts:
            return Embeddings((), 0)
        async with open_link(target, self._keys, self._net, Purpose.EMBEDDINGS) as link:
            return await link.embed(model, request)

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """An estimate that is rather too high; where that could matter, the provider's count, if it counts and may be
        asked.
        """
        spec, target, model = self._ready()
        check_messages(messages)
        estimate = estimate_tokens(messages, tools)
        if target.spec.kind is ProviderKind.ANTHROPIC and estimate > spec.context_tokens // 2:
            try:
                async with open_link(target, self._keys, self._net, Purpose.ANSWER) as link:
                    counted = await link.count(model, messages, tools)
            except AppError:  # a count is no reason to fail
                counted = None
            if counted is not None:
                return counted
        return estimate

    async def status(self) -> WorkerStatus:
        """There is no process, so it has no id and takes no memory."""
        spec = self._spec
        state = WorkerState.BUSY if self._answering else WorkerState.IDLE
        return WorkerStatus(
            pid=None,
            backend=BackendName.CLOUD,
            model_id=spec.model_id if spec else "",
            state=WorkerState.DOWN if self._closed or spec is None else state,
            queued=max(0, self._answering - spec.parallel) if spec else 0,
        )

    async def ping(self) -> None:
        """Nothing is asked of the provider: that would be a connection without a reason."""
        if self._closed:
            raise WorkerDied("The engine is closed.")

    async def close(self) -> None:
        """Let go of everything; twice is once."""
        self._closed = True
        self._halt.halt()
        self._spec = None

    def _ready(self) -> tuple[LoadSpec, Target, str]:
        if self._spec is None:
            raise EngineError("No model is loaded.", hint="Choose a model.")
        return (self._spec, *self._find(self._spec.path))

    def _find(self, location: str) -> tuple[Target, str]:
        name, model = split_id(location)
        spec = find(self._providers(), name)
        if spec is None:
            raise ModelNotFound(
                f"There is no provider for “{location}”.",
                hint="Set it up in Settings → Models and engines, or choose another model.",
                params={"model_id": location},
            )
        return Target(spec, self._facts(spec)), model
