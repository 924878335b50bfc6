"""One model in an Ollama that is not ours: load, answer, embed, unload, and what became of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.backends.base import Capabilities
from app.backends.ollama.answer import AnswerReader, Limits, Line
from app.backends.ollama.names import handed_name, parse_name, same_name
from app.backends.ollama.request import Chat, chat_of, opens_a_turn
from app.backends.ollama.server import OllamaServer, closed
from app.backends.ollama.survey import Shown, read_version, show
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
    Unsupported,
    WorkerDied,
)
from app.types.embeddings import Embeddings, EmbedRequest, Pooling
from app.types.generation import Delta, Finished, GenerateRequest, StopReason, Usage
from app.types.messages import Message, Role
from app.types.models import BackendName, Capability, LoadedModel, LoadSpec
from app.types.privacy import Purpose
from app.types.status import WorkerState, WorkerStatus

if TYPE_CHECKING:
    import ollama

MAX_WAITING = 4
"""Requests that may wait at once, as in our own workers; the manager has the queue that people see."""
KEEP_ALIVE = "1h"
"""How long Ollama keeps the model after our last request: it is unloaded on purpose long before that, unless Tektra was
killed.
"""

_LOOK_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that Ollama may take."""

    call: float = 10.0
    load: float = 600.0
    first: float = 120.0
    """Until the first line of an answer, and beside it a quarter of a second for each token that has to be read."""
    per_token: float = 0.25
    between: float = 60.0
    unload: float = 15.0


@dataclass(slots=True)
class _Held:
    """The model that is loaded."""

    name: str
    spec: LoadSpec
    shown: Shown
    window: Window
    tags: ThinkingTags | None


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
        self._server = server
        self._on_exit = on_exit
        self._patience = patience or Patience()
        self._client: ollama.AsyncClient | None = None
        self._held: _Held | None = None
        self._state = WorkerState.DOWN
        self._answering = 0
        self._cause = ""
        self._closed = False

    @property
    def capabilities(self) -> Capabilities:
        """Fixed for the life of the instance."""
        return self._capabilities

    async def load(self, spec: LoadSpec) -> LoadedModel:
        """Let Ollama load a model of its own, or one that was handed over."""
        if self._closed:
            raise EngineError("The engine is closed.")
        began = time.monotonic()
        before, self._held = self._held, None
        self._state, self._cause = WorkerState.LOADING, ""
        try:
            if before is not None:
                await self._let_go(before.name)
            held, version = await self._load(spec)
        except BaseException:
            self._state = WorkerState.DOWN
            raise
        self._held, self._state = held, WorkerState.IDLE
        running = await self._running(held.name)
        in_cards = int(running.size_vram or 0) if running else 0
        return LoadedModel(
            spec.model_id,
            held.window.context_tokens,
            time.monotonic() - began,
            engine_version=version,
            device="gpu" if in_cards else "cpu",
            abilities=held.shown.abilities,
        )

    async def unload(self) -> None:
        """Let Ollama give the memory back; returns when it says that it has."""
        held, self._held = self._held, None
        if held is not None:
            await self._let_go(held.name)

    async def generate(self, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
        """Stream one answer. Closing the generator closes the connection, at which Ollama stops."""
        held = self._ready()
        check_messages(request.messages)
        check_request(request)
        chat = chat_of(request, held.shown.abilities)
        if self._answering > MAX_WAITING:
            raise Busy("The engine has too many requests waiting.", hint="Wait for an answer to end, then try again.")
        self._answering += 1
        try:
            arrived = time.monotonic()
            prompt = _prompt(request, chat, held)
            tokens = await self._fitted(held, chat, prompt, exactly=bool(request.sampling.stop))
            if request.sampling.max_tokens == 0:
                tokens = await self._count(held, chat, chat.messages)
                held.window.learn(prompt, tokens)
                for choice in range(request.choices):
                    yield Finished(StopReason.LENGTH, Usage(tokens, first_token_s=time.monotonic() - arrived), choice)
                return
            for choice in range(request.choices):
                async with aclosing(self._answer(held, request, chat, prompt, tokens, choice)) as deltas:
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
        client = await self._connected()
        asked = client.embed(
            held.name,
            [_clean(text) for text in request.texts],
            truncate=False,
            options=self._load_options(held.spec, held.window.context_tokens),
            keep_alive=KEEP_ALIVE,
        )
        self._answering += 1
        try:
            reply = await self._server.call(asked, self._patience.load, model=held.name)
        except AppError as exc:
            self._notice(exc)
            raise
        finally:
            self._answering -= 1
        vectors = tuple((tuple(float(number) for number in vector),) for vector in reply.embeddings)
        return Embeddings(vectors, reply.prompt_eval_count or 0)

    async def count_tokens(self, messages: tuple[Message, ...]) -> int:
        """An estimate, rather too high: Ollama has no way to ask."""
        held = self._ready()
        return held.window.estimate(Prompt(messages, "", _around(held, "")))

    async def status(self) -> WorkerStatus:
        """State and memory, as Ollama tells them; it may run on another machine, so there is no process id."""
        memory, state = 0, self._state
        if self._held is not None:
            running = await self._running(self._held.name)
            memory = int(running.size or 0) if running else 0
        if self._answering and state is WorkerState.IDLE:
            state = WorkerState.BUSY
        return WorkerStatus(
            pid=None,
            backend=BackendName.OLLAMA,
            model_id=self._held.spec.model_id if self._held else "",
            state=state,
            memory_bytes=memory,
            queued=max(0, self._answering - 1),
            cause=self._cause,
        )

    async def ping(self) -> None:
        """Return when the server answers."""
        try:
            client = await self._server.plain(Purpose.PROBE)
            async with client:
                await self._server.call(read_version(client), self._patience.call)
        except AppError as exc:
            self._notice(exc)
            raise WorkerDied(exc.message, hint=exc.hint, detail=exc.detail, params=exc.params) from exc

    async def close(self) -> None:
        """Let go of the model, as far as Ollama still answers; the instance cannot be used again."""
        self._closed = True
        held, self._held = self._held, None
        if held is not None:
            with suppress(AppError):
                await self._let_go(held.name)
        if self._client is not None:
            client, self._client = self._client, None
            await closed(client)
        self._state = WorkerState.DOWN

    async def _load(self, spec: LoadSpec) -> tuple[_Held, str]:
        name = handed_name(spec.model_id) if Path(spec.path).is_absolute() else parse_name(spec.path).short
        client = await self._connected()
        plain = await self._server.plain(Purpose.PROBE)
        async with plain:
            version = await self._server.call(read_version(plain), self._patience.call)
        shown = await show(self._server, client, name, self._patience.call)
        context = min(spec.context_tokens, shown.context_tokens or spec.context_tokens)
        options = self._load_options(spec, context)
        if Capability.TEXT in shown.abilities:
            asked: Any = client.chat(name, [], options=options, keep_alive=KEEP_ALIVE)
        else:
            asked = client.embed(name, [], options=options, keep_alive=KEEP_ALIVE)
        reply = await self._server.call(asked, self._patience.load, model=name)
        if getattr(reply, "done_reason", "load") not in ("load", None):
            raise EngineError("Ollama did not load the model.", hint="Try again.")
        tags = tags_of(*spec.thinking_tags) if spec.thinking_tags else detect_thinking(shown.template)
        return _Held(name, spec, shown, Window(context), tags), version

    async def _answer(
        self, held: _Held, request: GenerateRequest, chat: Chat, prompt: Prompt, tokens: int, choice: int
    ) -> AsyncGenerator[Delta, None]:
        """One choice."""
        sampling = request.sampling
        room = max(1, held.window.context_tokens - tokens)
        wanted = None if sampling.max_tokens is None else max(1, sampling.max_tokens - request.written_tokens)
        options = dict(chat.options)
        options["num_predict"] = room if wanted is None else min(wanted, room)
        if sampling.seed is not None:
            options["seed"] = (sampling.seed + choice) % 2**31
        fits = wanted is not None and wanted <= room
        limits = Limits(
            sampling.stop,
            sampling.max_tokens if fits else None,
            request.written_tokens,
            tokens,
            held.tags,
            choice=choice,
        )
        reader, began, first = AnswerReader(limits), time.monotonic(), 0.0
        async with aclosing(self._lines(held, chat, options, tokens)) as lines:
            async for line in lines:
                for delta in reader.feed(line):
                    first = first or time.monotonic() - began
                    yield delta
                if line.done is not None and line.prompt_tokens and not opens_a_turn(request):
                    held.window.learn(prompt, line.prompt_tokens)
                if reader.ended:
                    break
        if not reader.ended:
            raise WorkerDied(
                "Ollama ended the answer in the middle.",
                hint="Try again.",
                params={"before_first_token": not reader.tokens, "culprit": None, "signal": None},
            )
        now = time.monotonic() - began
        for delta in reader.finish(first or now, max(0.0, now - first)):
            yield delta

    async def _lines(self, held: _Held, chat: Chat, options: dict[str, Any], tokens: int) -> AsyncGenerator[Line, None]:
        """The lines of one answer."""
        client = await self._connected()
        opened = self._chat(client, held, chat, chat.messages, options, stream=True)
        patience = self._patience
        first = patience.first + patience.per_token * tokens
        lines = self._server.lines(opened, first, patience.between, model=held.name)
        async with aclosing(lines):
            async for part in lines:
                yield _line(part)

    async def _fitted(self, held: _Held, chat: Chat, prompt: Prompt, *, exactly: bool) -> int:
        """How many tokens the prompt has, or has at most.

        Raises:
            PromptTooLong: Ollama would have left something out.
        """
        window = held.window
        step, tokens, shorter = window.before(prompt), None, None
        if step is Next.SEND and exactly and not window.knows(prompt):
            step = Next.MEASURE
        while step in (Next.MEASURE, Next.MEASURE_SHORTER):
            if step is Next.MEASURE_SHORTER:
                shorter = await self._count(held, chat, _without(chat.messages, prompt.oldest))
            if tokens is None:
                tokens = await self._count(held, chat, chat.messages)
            step = window.after(prompt, tokens, shorter)
        if step is Next.TOO_LONG:
            context = window.context_tokens
            check_fits(max(context, window.estimate(prompt)) + (tokens is not None and tokens < context), context)
        if tokens is not None:
            window.learn(prompt, tokens)
        return min(window.most(prompt), window.context_tokens - 1)

    async def _count(self, held: _Held, chat: Chat, messages: list[dict[str, Any]]) -> int:
        """Let Ollama read a prompt; how many tokens it read."""
        client = await self._connected()
        patience = self._patience
        asked = self._chat(client, held, chat, messages, {"num_predict": 1, "temperature": 0.0}, stream=False)
        limit = patience.first + patience.per_token * held.window.context_tokens
        reply = await self._server.call(asked, limit, model=held.name)
        return int(reply.prompt_eval_count or 0)

    async def _chat(
        self,
        client: ollama.AsyncClient,
        held: _Held,
        chat: Chat,
        messages: list[dict[str, Any]],
        options: dict[str, Any],
        *,
        stream: bool,
    ) -> Any:
        load_options = self._load_options(held.spec, held.window.context_tokens)
        send: Any = client.chat  # its overloads want a literal for `stream`
        return await send(
            held.name,
            messages,
            tools=chat.tools or None,
            stream=stream,
            think=chat.think,
            format=chat.form,
            options={**load_options, **options},
            keep_alive=KEEP_ALIVE,
        )

    @staticmethod
    def _load_options(spec: LoadSpec, context: int) -> dict[str, Any]:
        """What Ollama loads a model with: another value in a later request would make it load anew."""
        options: dict[str, Any] = {"num_ctx": context}
        if spec.threads:
            options["num_thread"] = spec.threads
        if spec.tuning.device == "cpu":
            options["num_gpu"] = 0
        return options

    async def _let_go(self, name: str) -> None:
        """Unload, and wait until Ollama does not list the model any more."""
        client = await self._connected()
        await self._server.call(client.chat(name, [], keep_alive=0), self._patience.call, model=name)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.unload):
                while await self._running(name) is not None:
                    await asyncio.sleep(_LOOK_AGAIN_S)

    async def _running(self, name: str) -> ollama.ProcessResponse.Model | None:
        """What `ps` tells of a model; None where it is not in memory, or nobody answers."""
        client = await self._connected()
        try:
            listed = await self._server.call(client.ps(), self._patience.call)
        except AppError as exc:
            self._notice(exc)
            return None
        return next((model for model in listed.models if same_name(model.model or "", name)), None)

    async def _connected(self) -> ollama.AsyncClient:
        if self._closed and self._held is None and self._client is None:
            raise EngineError("The engine is closed.")
        if self._client is None:
            self._client = await self._server.client(Purpose.ANSWER)
        return self._client

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


def _prompt(request: GenerateRequest, chat: Chat, held: _Held) -> Prompt:
    """The prompt as it is sent, for the window."""
    messages = request.messages
    if request.written:
        if request.continue_final:
            messages = (*messages[:-1], Message.of(Role.ASSISTANT, messages[-1].text + request.written))
        else:
            messages = (*messages, Message.of(Role.ASSISTANT, request.written))
    tools = json.dumps(chat.tools, ensure_ascii=False) if chat.tools else ""
    return Prompt(messages, f"{tools}|{chat.think}" if tools else "", _around(held, tools))


def _around(held: _Held, tools: str) -> int:
    return len((held.shown.template + held.shown.system + tools).encode("utf-8", "replace")) + len(tools) // 2


def _without(messages: list[dict[str, Any]], place: int | None) -> list[dict[str, Any]]:
    return [message for number, message in enumerate(messages) if number != place]


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _line(part: ollama.ChatResponse) -> Line:
    message = part.message
    calls = tuple((call.function.name, dict(call.function.arguments)) for call in message.tool_calls or ())
    done = (part.done_reason or "") if part.done else None
    return Line(
        message.content or "",
        message.thinking or "",
        calls,
        done,
        part.prompt_eval_count,
        part.eval_count,
        part.eval_duration,
    )
