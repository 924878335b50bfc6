"""Tries an endpoint out with tiny requests: its models, and what one of them can do. Only when a person tests it."""

from __future__ import annotations

import json
import struct
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace

from app.backends.cloud.facts import ModelFound, ProviderFacts, Trait
from app.backends.cloud.link import Keys, Link, Target, open_link
from app.backends.cloud.listing import models_of, traits_of
from app.backends.cloud.providers import chats, embeds, endpoint_of
from app.backends.openai_api.stream import Silence
from app.errors import (
    AppError,
    Busy,
    EngineError,
    EngineUnavailable,
    InvalidInput,
    KeyRefused,
    LocalOnly,
    ModelNotFound,
)
from app.net.client import Net
from app.types.embeddings import EmbedRequest
from app.types.engines import CheckState, ProviderKind, ProviderSpec
from app.types.generation import (
    AnswerFormat,
    Delta,
    FormatKind,
    GenerateRequest,
    Sampling,
    TextDelta,
    ThinkingDelta,
    ToolCallDelta,
    ToolSpec,
)
from app.types.messages import ImagePart, Message, Part, Role, TextPart
from app.types.models import Capability
from app.types.privacy import Purpose

PROBE_SILENCE = Silence(first_s=60.0, between_s=30.0)
TRIES = 3
"""Models that are tried one after the other until one answers."""
_SHORT = 16
_LONG = 160
_TOOL = ToolSpec(
    "tell_time",
    "Tells the time in a city.",
    '{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}',
)
_SCHEMA = '{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"],"additionalProperties":false}'


class Prober:
    """One test of one provider. Belongs to the core's event loop."""

    def __init__(self, spec: ProviderSpec, keys: Keys, net: Net) -> None:
        self._spec = spec
        self._keys = keys
        self._net = net
        self._facts = ProviderFacts(f"{spec.kind} {endpoint_of(spec)}")

    async def run(self) -> ProviderFacts:
        """What was found out; a failure is told in its note.

        Raises:
            LocalOnly: Nothing was sent, so nothing is known.
        """
        try:
            listed = await self._list()
            await self._try_models(listed)
        except LocalOnly:
            raise
        except AppError as exc:
            self._facts = replace(self._facts, state=CheckState.BAD, note=f"{exc.message} {exc.hint}".strip())
        self._facts = replace(self._facts, tested_at=time.time())
        return self._facts

    @asynccontextmanager
    async def _link(self) -> AsyncIterator[Link]:
        async with open_link(Target(self._spec, self._facts), self._keys, self._net, Purpose.TEST) as link:
            yield link

    async def _list(self) -> object:
        """The endpoint's list. One that has none is fine where the person named models."""
        try:
            async with self._link() as link:
                reply = await link.listing()
                self._facts = replace(self._facts, models=models_of(reply))
        except (ModelNotFound, InvalidInput):
            if not self._spec.models:
                raise
            self._facts = replace(self._facts, models=tuple(map(ModelFound, self._spec.models)))
            return None
        return reply

    async def _try_models(self, listed: object) -> None:
        names = self._spec.models or tuple(found.name for found in self._facts.models)
        if not names:
            self._facts = replace(
                self._facts, state=CheckState.WARNING, note="It answers, but lists no models. Name the ones to use."
            )
            return
        talkers = [name for name in names if chats(name)][:TRIES]
        problem: AppError | None = None
        for name in talkers:
            self._facts = replace(self._facts, traits=tuple(sorted(traits_of(listed, name))))
            try:
                await self._find_form(name)
            except (KeyRefused, LocalOnly):
                raise
            except AppError as exc:
                problem = problem or exc
                continue
            self._facts = replace(self._facts, tested_model=name, abilities=(Capability.TEXT,))
            await self._abilities(name)
            problem = None
            break
        await self._embeddings(names)
        if problem is not None and not self._facts.embedding_model:
            raise problem
        state, note = (CheckState.WARNING, problem.message) if problem else (CheckState.GOOD, self._summary())
        self._facts = replace(self._facts, state=state, note=note)

    def _summary(self) -> str:
        if not self._facts.tested_model:
            return "It makes vectors." if self._facts.embedding_model else "It answers."
        return f"{self._facts.tested_model} answers."

    async def _find_form(self, model: str) -> None:
        """Let it say a word, in the usual form and then in those that some endpoints want.

        Raises:
            AppError: It does not, in any form.
        """
        first = frozenset(self._facts.traits)
        own = (frozenset[Trait](), frozenset({Trait.NO_SAMPLING}))
        forms = [first | form for form in own]
        if self._spec.kind is ProviderKind.OPENAI:
            forms += [form | {Trait.OLD_LIMIT} for form in forms]
            if self._spec.endpoint:
                forms = forms[2:] + forms[:2]
        problem: AppError | None = None
        for form in forms:
            self._facts = replace(self._facts, traits=tuple(sorted(form)))
            try:
                await self._ask(model, _question("Answer with one word: yes."))
            except InvalidInput as exc:
                problem = problem or exc
            else:
                return
        raise problem or InvalidInput("The provider does not take a plain question.")

    async def _abilities(self, model: str) -> None:
        """One small request for each; an error says that it cannot."""
        await self._thinking(model)
        seen = await self._tried(model, _question("Which colour is this picture? One word.", picture=True), _LONG)
        if seen and "red" in _said(seen).lower():
            self._add(Capability.IMAGE)
        called = await self._tried(
            model, replace(_question("What time is it in Rome?"), tools=(_TOOL,), tool_choice="required"), _LONG
        )
        if any(isinstance(delta, ToolCallDelta) for delta in called or ()):
            self._add(Capability.TOOLS)
        form = AnswerFormat(FormatKind.JSON_SCHEMA, _SCHEMA)
        formed = await self._tried(model, replace(_question('Answer with the JSON {"ok": true}.'), format=form), _LONG)
        if formed and _is_ok(_said(formed)):
            self._facts = replace(self._facts, traits=(*self._facts.traits, Trait.JSON_SCHEMA))

    async def _thinking(self, model: str) -> None:
        """Ask it to think, in each way that its dialect has; thoughts that are seen count."""
        before = self._facts.traits
        ways: tuple[Trait | None, ...] = (None, Trait.THINKS_BY_TEMPLATE, Trait.THINKS_BY_EFFORT)
        if self._spec.kind is ProviderKind.ANTHROPIC:
            ways = (None, Trait.ADAPTIVE)
        for way in ways:
            self._facts = replace(self._facts, traits=before if way is None or way in before else (*before, way))
            found = await self._tried(model, replace(_question("What is 7 times 8?"), thinking=True), _LONG)
            if any(isinstance(delta, ThinkingDelta) for delta in found or ()):
                self._add(Capability.THINKING)
                return
        self._facts = replace(self._facts, traits=before)

    async def _embeddings(self, names: tuple[str, ...]) -> None:
        if self._spec.kind is not ProviderKind.OPENAI:
            return
        name = next((name for name in names if embeds(name)), self._facts.tested_model or names[0])
        try:
            async with self._link() as link:
                await link.embed(name, EmbedRequest(("hello",)))
        except (KeyRefused, LocalOnly, Busy):
            raise
        except AppError:
            return
        self._facts = replace(self._facts, embedding_model=name)
        if name == self._facts.tested_model:
            self._add(Capability.EMBEDDINGS)

    def _add(self, ability: Capability) -> None:
        self._facts = replace(self._facts, abilities=(*self._facts.abilities, ability))

    async def _tried(self, model: str, request: GenerateRequest, tokens: int) -> list[Delta] | None:
        """The answer, or None where the endpoint refuses such a request."""
        try:
            return await self._ask(model, request, tokens)
        except (KeyRefused, LocalOnly, Busy):
            raise
        except EngineUnavailable as exc:
            if exc.params.get("reason") != "bad_reply":
                raise
        except (InvalidInput, EngineError):
            pass
        return None

    async def _ask(self, model: str, request: GenerateRequest, tokens: int = _SHORT) -> list[Delta]:
        request = replace(request, sampling=Sampling(temperature=0.0, max_tokens=tokens))
        async with self._link() as link, aclosing(link.answer(model, request, PROBE_SILENCE)) as deltas:
            return [delta async for delta in deltas]


def _question(text: str, *, picture: bool = False) -> GenerateRequest:
    parts: tuple[Part, ...] = (TextPart(text),)
    if picture:
        parts = (ImagePart(red_picture()), *parts)
    return GenerateRequest((Message(Role.USER, parts),))


def _said(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))


def _is_ok(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def red_picture(side: int = 64) -> bytes:
    """A red square as PNG."""
    rows = (b"\0" + b"\xe0\x10\x10" * side) * side
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
