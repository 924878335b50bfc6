"""Trying an engine out with a model: a known question, then one look at each ability that it says it has.

Small models fail at tools and JSON by themselves, so what is not done well is a warning; an error is what counts as
bad.
"""

from __future__ import annotations

import asyncio
import json
import struct
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from app.errors import AppError, Unsupported
from app.manager.proof import KEPT_CHARACTERS, REQUEST
from app.types.embeddings import Embeddings, EmbedRequest
from app.types.engines import AbilityCheck, CheckState, EngineTest
from app.types.generation import (
    AnswerFormat,
    Delta,
    Finished,
    FormatKind,
    GenerateRequest,
    StopReason,
    TextDelta,
    ThinkingDelta,
    ToolCallDelta,
    ToolSpec,
    Usage,
)
from app.types.messages import ImagePart, Message, Role, TextPart
from app.types.models import BackendName, Capability, LoadedModel, ModelInfo

CHECK_LIMIT_S = 120.0
"""What one ability gets; a slow machine takes its time for a picture."""
TEXT = frozenset({Capability.TEXT})
WEATHER = ToolSpec(
    "weather",
    "Tells the weather of a city.",
    '{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}',
)


class TriedModel(Protocol):
    """A model on the engine that is tried out."""

    @property
    def loaded(self) -> LoadedModel:
        """What the engine said when it had loaded it."""
        ...

    @property
    def abilities(self) -> frozenset[Capability]:
        """What the engine can do."""
        ...

    @property
    def memory_bytes(self) -> int:
        """What it was measured to take."""
        ...

    def generate(self, request: GenerateRequest) -> AsyncIterator[Delta]:
        """As `Backend.generate`."""
        ...

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """As `Backend.embed`."""
        ...


class Models(Protocol):
    """The manager, as trials use it."""

    def info(self, model_id: str) -> ModelInfo:
        """The model with its state."""
        ...

    async def try_anew(self, model_id: str, backend: BackendName) -> None:
        """Forget what went wrong, and load it from the beginning."""
        ...

    def lease(
        self, model_id: str, needs: frozenset[Capability] = TEXT, *, backend: BackendName | None = None
    ) -> AbstractAsyncContextManager[TriedModel]:
        """The model on this very engine."""
        ...


class _Answer:
    """What came of one request."""

    def __init__(self) -> None:
        self.text = ""
        self.thinking = ""
        self.calls: list[str] = []
        self.finished = Finished(StopReason.FAILED, Usage())
        self.first_s = 0.0


async def try_out(models: Models, backend: BackendName, model_id: str) -> EngineTest:
    """Load a model with an engine and see what works.

    Raises:
        AppError: It could not be loaded with it, or did not answer at all.
    """
    await models.try_anew(model_id, backend)
    started = time.monotonic()
    async with models.lease(model_id, backend=backend) as model:
        load_s = time.monotonic() - started
        answer = await _ask(model, REQUEST)
        checks = [_said(answer)]
        for ability, look in _looks(model, answer):
            checks.append(await _check(ability, look))
        return EngineTest(
            backend,
            models.info(model_id).id,
            (answer.text or answer.thinking).strip()[:KEPT_CHARACTERS],
            load_s,
            answer.first_s,
            answer.finished.usage.tokens_per_s,
            model.memory_bytes,
            tuple(checks),
        )


_Look = Callable[[], Awaitable[tuple[CheckState, str]]]


def _looks(model: TriedModel, answer: _Answer) -> list[tuple[Capability, _Look]]:
    """What is worth trying, in the order of the report."""
    can = model.loaded.abilities | (model.abilities & {Capability.TOOLS})
    looks: list[tuple[Capability, _Look]] = [
        (Capability.TEXT, lambda: _stops(model, answer)),
        (Capability.TEXT, lambda: _writes_json(model)),
    ]
    if Capability.THINKING in can & model.abilities:
        looks.append((Capability.THINKING, lambda: _thinks(model)))
    if Capability.TOOLS in can:
        looks.append((Capability.TOOLS, lambda: _calls(model)))
    if Capability.IMAGE in can & model.abilities:
        looks.append((Capability.IMAGE, lambda: _sees(model)))
    if Capability.EMBEDDINGS in model.abilities:
        looks.append((Capability.EMBEDDINGS, lambda: _embeds(model)))
    return looks


async def _check(ability: Capability, look: _Look) -> AbilityCheck:
    try:
        async with asyncio.timeout(CHECK_LIMIT_S):
            state, note = await look()
    except TimeoutError:
        state, note = CheckState.BAD, f"It took longer than {CHECK_LIMIT_S:.0f} s."
    except Unsupported as exc:
        state, note = CheckState.UNKNOWN, exc.message
    except AppError as exc:
        state, note = CheckState.BAD, exc.message
    return AbilityCheck(ability, state, note)


async def _ask(model: TriedModel, request: GenerateRequest) -> _Answer:
    answer, started = _Answer(), time.monotonic()
    async for delta in model.generate(request):
        if isinstance(delta, TextDelta | ThinkingDelta | ToolCallDelta) and not answer.first_s:
            answer.first_s = time.monotonic() - started
        if isinstance(delta, TextDelta):
            answer.text += delta.text
        elif isinstance(delta, ThinkingDelta):
            answer.thinking += delta.text
        elif isinstance(delta, ToolCallDelta):
            answer.calls.append(delta.call.name)
        elif isinstance(delta, Finished):
            answer.finished = delta
    return answer


def _said(answer: _Answer) -> AbilityCheck:
    if answer.text.strip() or answer.thinking.strip():
        return AbilityCheck(Capability.TEXT, CheckState.GOOD, "It answers.")
    return AbilityCheck(Capability.TEXT, CheckState.WARNING, "It says nothing to a simple question.")


async def _stops(model: TriedModel, before: _Answer) -> tuple[CheckState, str]:
    """The same greedy answer again, but ended before a word of it."""
    words = [word for word in before.text.split()[1:] if before.text.count(word) == 1]
    if not words:
        return CheckState.UNKNOWN, "Stop strings: the answer was too short to try."
    sampling = replace(REQUEST.sampling, stop=(words[0],))
    answer = await _ask(model, replace(REQUEST, sampling=sampling))
    if words[0] in answer.text:
        return CheckState.BAD, "Stop strings: it writes on behind one."
    stopped = answer.finished.reason is StopReason.STOP_STRING
    return (
        (CheckState.GOOD, "Stop strings end an answer.")
        if stopped
        else (
            CheckState.WARNING,
            "Stop strings: none came this time.",
        )
    )


async def _writes_json(model: TriedModel) -> tuple[CheckState, str]:
    request = _question("Answer with a JSON object that has the key “colour” and the colour of the sky.", 64)
    answer = await _ask(model, replace(request, format=AnswerFormat(FormatKind.JSON)))
    try:
        json.loads(answer.text)
    except ValueError:
        cut = answer.finished.reason is StopReason.LENGTH
        return CheckState.WARNING, "JSON: it wrote too much." if cut else "JSON: what it wrote is none."
    return CheckState.GOOD, "JSON: its form is kept."


async def _thinks(model: TriedModel) -> tuple[CheckState, str]:
    answer = await _ask(model, replace(_question("How many legs have three cats?", 96), thinking=True))
    if answer.thinking.strip():
        return CheckState.GOOD, "Its thoughts are told from its answer."
    return CheckState.WARNING, "It did not think."


async def _calls(model: TriedModel) -> tuple[CheckState, str]:
    request = replace(_question("What is the weather in Paris? Use the tool.", 96), tools=(WEATHER,))
    answer = await _ask(model, request)
    if WEATHER.name in answer.calls:
        return CheckState.GOOD, "It called the tool."
    return CheckState.WARNING, "It did not call the tool; small models often do not."


async def _sees(model: TriedModel) -> tuple[CheckState, str]:
    picture = Message(Role.USER, (ImagePart(_red_picture()), TextPart("Which colour is this?")))
    answer = await _ask(model, replace(_question("", 24), messages=(picture,)))
    said = answer.text.strip()[:80]
    return (CheckState.GOOD if "red" in said.casefold() else CheckState.WARNING), f"Of a red picture it says: {said}"


async def _embeds(model: TriedModel) -> tuple[CheckState, str]:
    (vectors,) = (await model.embed(EmbedRequest(("the sea",)))).texts
    size = len(vectors[0]) if vectors else 0
    return (CheckState.GOOD, f"A text becomes {size} numbers.") if size else (CheckState.BAD, "No vector came.")


def _question(text: str, tokens: int) -> GenerateRequest:
    sampling = replace(REQUEST.sampling, max_tokens=tokens)
    return replace(REQUEST, messages=(Message.of(Role.USER, text),), sampling=sampling)


def _red_picture(size: int = 48) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xe0\x10\x10" * size) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
