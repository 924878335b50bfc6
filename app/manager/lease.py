"""The right to use one loaded model: answers are streamed through it, and go on when their engine dies."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import partial

from app.backends.base import States, Tokens
from app.errors import Cancelled, EngineError, Unsupported, WorkerDied
from app.manager.access import Access, Request
from app.manager.remedies import guessed_ahead
from app.manager.slot import Instance
from app.manager.stopping import stop_stream
from app.manager.takeover import may_take_over
from app.manager.timers import Timers
from app.manager.trail import Trail
from app.manager.watch import HUNG, Watch
from app.types.embeddings import Embeddings, EmbedRequest, StateInfo, TokenText
from app.types.generation import Delta, Finished, GenerateRequest, ToolSpec
from app.types.messages import Message
from app.types.models import BackendName, Capability, LoadedModel

STUCK = "The engine did not stop when asked to, and was ended."


class Lease:
    """A turn at one loaded model, as long as its `async with` block. Runs on the core's event loop."""

    def __init__(self, instance: Instance, request: Request, access: Access, timers: Timers) -> None:
        self._instance = instance
        self._request = request
        self._access = access
        self._timers = timers
        self._answers: list[AsyncGenerator[Delta, None]] = []

    @property
    def backend(self) -> BackendName:
        """The engine that has the model now; a failure before the first token may change it."""
        return self._instance.engine

    @property
    def note(self) -> str:
        """Why another engine answers than the one that comes first, for the person; "" where none took over."""
        return self._request.note

    @property
    def abilities(self) -> frozenset[Capability]:
        """What the engine can do."""
        return self._instance.backend.capabilities.abilities

    @property
    def memory_bytes(self) -> int:
        """The most that the instance was measured to take."""
        return self._instance.memory_bytes

    @property
    def loaded(self) -> LoadedModel:
        """What the engine said when it had loaded the model."""
        return self._instance.loaded

    @property
    def context_tokens(self) -> int:
        """The context window as it is loaded."""
        return self._instance.loaded.context_tokens

    def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer. Leaving the lease's block, or closing the iterator, stops it.

        When the engine dies, an answer that is not to blame goes on from its text once the engine is back: its deltas
        follow each other as if nothing had happened, but that the prompt is read again. When it fails before its first
        token, the next engine takes over; after that the engine never changes.

        Raises:
            WorkerDied: This answer is to blame, or cannot be taken up again, or it got no further a second time;
                `params["before_first_token"]` tells whether anything had come; what came stays valid.
            PromptTooLong: With prompt_tokens and context_tokens.
        """
        answer = self._generate(request)
        self._answers.append(answer)
        return answer

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Tokens of the rendered prompt, as `generate` would evaluate it."""
        while True:
            instance = await self._ready()
            try:
                return await instance.backend.count_tokens(messages, tools)
            except WorkerDied:
                raise
            except EngineError as error:
                if self._answers or not may_take_over(error):
                    raise
                self._instance = await self._access.take_over(self._request, instance, error)

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """See `app.backends.base.Backend.embed`."""
        return await (await self._ready()).backend.embed(request)

    async def tokenize(self, text: str) -> tuple[TokenText, ...]:
        """See `app.backends.base.Tokens`."""
        return await self._tokens(await self._ready()).tokenize(text)

    async def detokenize(self, tokens: tuple[int, ...]) -> str:
        """See `app.backends.base.Tokens`."""
        return await self._tokens(await self._ready()).detokenize(tokens)

    async def save_state(self, messages: tuple[Message, ...], path: str, tools: tuple[ToolSpec, ...] = ()) -> StateInfo:
        """See `app.backends.base.States`."""
        return await self._states(await self._ready()).save_state(messages, path, tools)

    async def load_state(self, path: str) -> StateInfo:
        """See `app.backends.base.States`."""
        return await self._states(await self._ready()).load_state(path)

    async def close(self) -> None:
        """Stop what still runs."""
        while self._answers:
            await self._answers.pop().aclose()

    async def _generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        trail = Trail(request, self._timers.now())
        last_death: WorkerDied | None = None
        while True:
            instance = await self._ready(self._instance.engine if trail.started else None)
            death: WorkerDied | None = None
            failed: EngineError | None = None
            stream = instance.backend.generate(trail.request)
            watch = Watch(instance, self._timers, partial(self._end, instance, HUNG))
            try:
                async for delta in stream:
                    watch.heard()
                    passed = trail.take(delta, self._timers.now())
                    if isinstance(passed, Finished):
                        self._access.answered(self._request.slot, instance, passed.usage)
                    yield passed
            except (WorkerDied, Cancelled) as error:
                death = _death(error, instance)
            except EngineError as error:
                if trail.started and last_death is not None and isinstance(error, Unsupported):
                    raise last_death from error  # it is there again, but cannot go on: the death is what ended it
                if trail.started or not may_take_over(error):
                    raise
                failed = error
            finally:
                watch.close()
                if not await stop_stream(stream, self._timers):
                    self._end(instance, STUCK)
            if failed is not None and not trail.complete:
                self._instance = await self._access.take_over(self._request, instance, failed)
                continue
            if death is None or trail.complete:
                await self._access.measure(instance)
                return
            last_death = death
            self._instance = await self._recover(instance, trail, death)

    async def _recover(self, instance: Instance, trail: Trail, error: WorkerDied) -> Instance:
        before_first_token = not trail.started
        error.params["before_first_token"] = before_first_token
        culprit = error.params.get("culprit")
        can_go_on = before_first_token or Capability.CONTINUE in instance.backend.capabilities.abilities
        return await self._access.recover(
            self._request,
            instance,
            error,
            goes_on=trail.died(culprit=culprit) and can_go_on,
            may_learn=guessed_ahead(error) or (before_first_token and culprit is not False),
        )

    async def _ready(self, only: BackendName | None = None) -> Instance:
        if self._instance.retired:  # the worker died while nobody asked anything of it
            self._instance = await self._access.ready(self._request, only)
        return self._instance

    def _end(self, instance: Instance, cause: str) -> None:
        self._access.stuck(self._request.slot, instance, cause)

    def _tokens(self, instance: Instance) -> Tokens:
        if not isinstance(instance.backend, Tokens):
            raise _cannot(instance, "show a model's tokens", "Name one that can: tektra tokens --engine llama_cpp")
        return instance.backend

    def _states(self, instance: Instance) -> States:
        if not isinstance(instance.backend, States):
            raise _cannot(instance, "keep what it has read")
        return instance.backend


def _death(error: WorkerDied | Cancelled, instance: Instance) -> WorkerDied:
    """What ended a stream as the death that it was: an engine that we ended ourselves says "closed" to the others.

    Raises:
        Cancelled: It was no death.
    """
    if isinstance(error, WorkerDied):
        return error
    if not instance.retired:
        raise error
    return WorkerDied("The engine had to be ended.", hint="Try again.", params={"culprit": None})


def _cannot(instance: Instance, what: str, hint: str = "Choose another engine.") -> Unsupported:
    return Unsupported(f"The engine {instance.engine} cannot {what}.", hint=hint)
