"""One model in an Ollama that is not ours: load, answer, embed, unload, and what became of it."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.backends.base import Capabilities
from app.backends.ollama.answer import AnswerReader, Limits
from app.backends.ollama.calls import Calls, Patience
from app.backends.ollama.failures import broken
from app.backends.ollama.names import handed_name, parse_name
from app.backends.ollama.request import Chat, chat_of, opens_a_turn, shown_tools
from app.backends.ollama.server import OllamaServer
from app.backends.ollama.survey import Shown
from app.backends.ollama.window import Next, Prompt, Window
from app.backends.prompts import check_fits, check_messages
from app.backends.sampling import check_request
from app.backends.thinking import ThinkingTags, detect_thinking, tags_of
from app.errors import (
    AppError,
    Busy,
    EngineError,
    EngineUnavailable,
    InvalidInput,
    LocalOnly,
    ModelNotFound,
    Unsupported,
    WorkerDied,
)
from app.types.embeddings import Embeddings, EmbedRequest, Pooling
from app.types.generation import Delta, Finished, GenerateRequest, Sampling, StopReason, ToolSpec, Usage
from app.types.messages import Message, Role, clean_text
from app.types.models import BackendName, Capability, LoadedModel, LoadSpec
from app.types.status import WorkerState, WorkerStatus

_log = logging.getLogger(__name__)

MAX_WAITING = 4
"""Requests that may wait at once, as in our own workers; the manager has the queue that people see."""
_MAX_SEED = 2**31


@dataclass(frozen=True, slots=True)
class _Held:
    """The model that is loaded."""

    name: str
    model_id: str
    shown: Shown
    window: Window
    tags: ThinkingTags | None


@dataclass(frozen=True, slots=True)
class _Job:
    """A request on its way."""

    request: GenerateRequest
    chat: Chat
    prompt: Prompt
    held: _Held


class OllamaBackend:
    """One instance. Belongs to the core's event loop; `on_exit(cause)` is called when the server goes away unasked."""

    def __init__(
        self,
        capabilities: Capabilities,
        server: OllamaServer,
        on_exit: Callable[[str], None],
        patience: Patience | None = None,
    ) -> None:
        self._capabilities = capabilities
        self._calls = Calls(server, patience or Patience())
        self._on_exit = on_exit
        self._held: _Held | None = None
        self._state = WorkerState.DOWN
        self._answering = 0
        self._cause = ""
        self._looks = 0
        self._closed = False
        self._closing = asyncio.Lock()

    @property
    def capabilities(self) -> Capabilities:
        """Fixed for the life of the instance."""
        return self._capabilities

    async def load(self, spec: LoadSpec) -> LoadedModel:
        """Let Ollama load a model of its own, or one that was handed over."""
        if self._closed:
            raise EngineError("The engine is closed.")
        if spec.options:
            raise InvalidInput(
                f"Ollama does not know the option “{min(spec.options)}”.", hint="Take it out of [backends.ollama]."
            )
        began = time.monotonic()
        self._state, self._cause = WorkerState.LOADING, ""
        try:
            await self.unload()
            version = await self._calls.version()
            held = await self._load(spec)
        except BaseException:
            self._state = WorkerState.DOWN
            raise
        self._held, self._state = held, WorkerState.IDLE
        running = await self._calls.running(held.name)
        return LoadedModel(
            spec.model_id,
            held.window.context_tokens,
            time.monotonic() - began,
            engine_version=version,
            device="gpu" if running and running.size_vram else "cpu",
            abilities=held.shown.abilities,
        )

    async def unload(self) -> None:
        """Let Ollama give the memory back; returns when it says that it has."""
        held = self._held
        if held is None:
            return
        try:
            await self._calls.let_go(held.name)
        except LocalOnly:
            _log.info("the model stays where it is: nothing is said to another machine now")
        except EngineUnavailable as exc:
            if exc.params.get("reason") != "absent":  # a server that is gone has no memory to give back
                raise
        if self._held is held:
            self._held = None

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer. Closing the generator closes the connection, at which Ollama stops."""
        held = self._ready()
        check_messages(request.messages)
        check_request(request)
        chat = chat_of(request, held.shown.abilities)
        if self._answering > MAX_WAITING:
            raise Busy("The engine has too many requests waiting.", hint="Wait for an answer to end, then try again.")
        job = _Job(request, chat, _prompt(request, chat, held), held)
        self._answering += 1
        try:
            async with aclosing(self._choices(job)) as deltas:
                async for delta in deltas:
                    yield delta
        except AppError as exc:
            self._notice(exc)
            raise
        finally:
            self._answering -= 1

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """The vectors of texts; Ollama pools as the model was made for, and scales to the length 1."""
        held = self._ready()
        if Capability.EMBEDDINGS not in held.shown.abilities:
            raise Unsupported("This model makes no embeddings with Ollama.", hint="Choose another model or engine.")
        if request.pooling is not Pooling.AUTO or not request.normalize:
            raise Unsupported(
                "Ollama pools as the model was made for, and scales vectors to the length 1.",
                hint="Leave both settings as they are, or choose another engine.",
            )
        if not request.texts:
            raise InvalidInput("There is no text to turn into a vector.", hint="Write a text first.")
        self._answering += 1
        try:
            reply = await self._calls.embed([clean_text(text) for text in request.texts])
        except AppError as exc:
            self._notice(exc)
            raise
        finally:
            self._answering -= 1
        vectors = tuple((tuple(float(number) for number in vector),) for vector in reply.embeddings)
        return Embeddings(vectors, reply.prompt_eval_count or 0)

    async def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """An estimate, rather too high: Ollama has no way to ask."""
        held = self._ready()
        check_messages(messages)
        return held.window.estimate(Prompt(messages, "", _around(held.shown, _as_text(shown_tools(tools)))))

    async def status(self) -> WorkerStatus:
        """State and memory, as Ollama tells them; it may run on another machine, so there is no process id."""
        memory = 0
        if self._held is not None:
            try:
                running = await self._calls.running(self._held.name)
            except AppError as exc:
                self._notice(exc)
            else:
                memory = int(running.size or 0) if running else 0
                self._looks += 1
        busy = self._answering > 0 and self._state is WorkerState.IDLE
        return WorkerStatus(
            pid=None,
            backend=BackendName.OLLAMA,
            model_id=self._held.model_id if self._held else "",
            state=WorkerState.BUSY if busy else self._state,
            memory_bytes=memory,
            queued=max(0, self._answering - 1),
            cause=self._cause,
            # Of a long prompt nothing is heard until it is read: the answer itself has a watch on silence, and what can
            # be told from outside is that the server comes round.
            steps=self._looks,
        )

    async def ping(self) -> None:
        """Return when the server answers."""
        try:
            await self._calls.version()
        except AppError as exc:
            self._notice(exc)
            raise WorkerDied(exc.message, hint=exc.hint, detail=exc.detail, params=exc.params) from exc

    async def close(self) -> None:
        """Let go of the model; the instance cannot be used again.

        Raises:
            AppError: Ollama has not let go of it; closing once more asks it again.
        """
        self._closed = True
        self._calls.halt()
        async with self._closing:
            try:
                await self.unload()
            finally:
                self._state = WorkerState.DOWN
                await self._calls.close()

    async def _load(self, spec: LoadSpec) -> _Held:
        ours = Path(spec.path).is_absolute()
        name = handed_name(spec.model_id) if ours else parse_name(spec.path).short
        try:
            shown = await self._calls.show(name)
        except ModelNotFound as exc:
            if not ours:
                raise
            raise EngineError(
                "Ollama does not have this model any more.",
                hint=f"Hand it over again: tektra give {spec.model_id}",
                detail=exc.detail,
            ) from exc
        context = min(spec.context_tokens, shown.context_tokens or spec.context_tokens)
        await self._calls.load(name, shown, spec, context)
        tags = tags_of(*spec.thinking_tags) if spec.thinking_tags else detect_thinking(shown.template)
        return _Held(name, spec.model_id, shown, Window(context), tags)

    async def _choices(self, job: _Job) -> AsyncGenerator[Delta, None]:
        """One answer after the other."""
        arrived, request = time.monotonic(), job.request
        tokens = await self._fitted(job)
        if request.sampling.max_tokens == 0:
            if not job.held.window.knows(job.prompt):
                tokens = await self._calls.count(job.chat, job.chat.messages)
                job.held.window.learn(job.prompt, tokens)
            for choice in range(request.choices):
                yield Finished(StopReason.LENGTH, Usage(tokens, first_token_s=time.monotonic() - arrived), choice)
            return
        for choice in range(request.choices):
            async with aclosing(self._answer(job, tokens, choice, arrived)) as deltas:
                async for delta in deltas:
                    yield delta
            arrived = time.monotonic()

    async def _answer(self, job: _Job, tokens: int, choice: int, arrived: float) -> AsyncGenerator[Delta, None]:
        request, held = job.request, job.held
        room = max(1, held.window.context_tokens - tokens)
        options, own_limit = _limit(request, room)
        if request.sampling.seed is not None:
            options["seed"] = (request.sampling.seed + choice) % _MAX_SEED
        limits = Limits(request.sampling.stop, own_limit, request.written_tokens, tokens, held.tags, choice=choice)
        reader, first = AnswerReader(limits), 0.0
        async with aclosing(self._calls.lines(job.chat, options, tokens)) as lines:
            async for line in lines:
                for delta in reader.feed(line):
                    first = first or time.monotonic()
                    yield delta
                if line.prompt_tokens and not opens_a_turn(request):
                    held.window.learn(job.prompt, line.prompt_tokens)
                if reader.ended:
                    break
        if not reader.ended:
            raise broken(before_first_token=not reader.tokens)
        now = time.monotonic()
        for delta in reader.finish((first or now) - arrived, now - (first or now)):
            yield delta

    async def _fitted(self, job: _Job) -> int:
        """How many tokens the prompt has, or has at most.

        Raises:
            PromptTooLong: Ollama would leave something of it out.
        """
        window, prompt, chat = job.held.window, job.prompt, job.chat
        tokens = shorter = None
        step = window.before(prompt)
        if step is Next.SEND and job.request.sampling.stop and not window.knows(prompt):
            step = Next.MEASURE  # an answer that is stopped here has no last line with the figures
        while step in (Next.MEASURE, Next.MEASURE_SHORTER):
            if step is Next.MEASURE_SHORTER:
                shorter = await self._calls.count(chat, _without(chat, prompt.oldest))
            if tokens is None:
                tokens = await self._calls.count(chat, chat.messages)
            step = window.after(prompt, tokens, shorter)
        if step is Next.TOO_LONG:
            # How many there are nobody tells: at least one more than there is room for.
            check_fits(max(window.estimate(prompt), window.context_tokens + 1), window.context_tokens)
        if tokens is not None:
            window.learn(prompt, tokens)
        return min(window.most(prompt), window.context_tokens - 1)

    def _ready(self) -> _Held:
        if self._held is None:
            raise EngineError("No model is loaded.", hint="Load a model first.", detail=self._cause)
        return self._held

    def _notice(self, exc: AppError) -> None:
        """A server that is gone has lost the model, too: say so once."""
        gone = isinstance(exc, EngineUnavailable) and exc.params.get("reason") == "absent"
        if gone and self._held is not None:
            self._held, self._state, self._cause = None, WorkerState.DOWN, exc.message
            self._on_exit(exc.message.removesuffix("."))


def _limit(request: GenerateRequest, room: int) -> tuple[dict[str, int], int | None]:
    """How much Ollama may write, and the request's own limit where that is what ends the answer.

    Ollama goes on for ever where it is told nothing, and forgets the beginning of the chat meanwhile.
    """
    sampling: Sampling = request.sampling
    if sampling.max_tokens is None:
        return {"num_predict": room}, None
    wanted = max(1, sampling.max_tokens - request.written_tokens)
    return {"num_predict": min(wanted, room)}, sampling.max_tokens if wanted <= room else None


def _prompt(request: GenerateRequest, chat: Chat, held: _Held) -> Prompt:
    """The prompt as it is sent, for the window."""
    messages = request.messages
    if request.written:
        last = messages[-1]
        if request.continue_final:
            messages = (*messages[:-1], replace(last, parts=Message.of(last.role, last.text + request.written).parts))
        else:
            messages = (*messages, Message.of(Role.ASSISTANT, request.written))
    tools = _as_text(chat.tools)
    return Prompt(messages, f"{tools}|{chat.think}" if tools else "", _around(held.shown, tools))


def _as_text(tools: list[dict[str, Any]]) -> str:
    return json.dumps(tools, ensure_ascii=False) if tools else ""


def _around(shown: Shown, tools: str) -> int:
    """Tokens beside the messages, at most."""
    return len((shown.template + shown.system + tools).encode("utf-8", "replace"))


def _without(chat: Chat, place: int | None) -> list[dict[str, object]]:
    return [message for number, message in enumerate(chat.messages) if number != place]
