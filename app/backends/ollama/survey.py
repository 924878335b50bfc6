"""Looks whether an Ollama is there and what it has; the finding as a value."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.backends.ollama.failures import START_HINT
from app.backends.ollama.names import same_name
from app.backends.ollama.server import OllamaServer
from app.errors import AppError, Busy, EngineUnavailable, KeyRefused, LocalOnly
from app.types.engines import EngineState
from app.types.models import Capability
from app.types.privacy import Purpose

if TYPE_CHECKING:
    import httpx2
    import ollama

LEAST_VERSION = (0, 9, 0)
"""The first that tells capabilities, thinks apart from the answer, and streams calls of tools."""
SELF_BUILT = (0, 0, 0)
"""What says of itself an Ollama that somebody built."""
PROBE_S = 3.0
_SHOW_AT_ONCE = 4
_CAN = {
    "completion": Capability.TEXT,
    "vision": Capability.IMAGE,
    "audio": Capability.AUDIO,
    "tools": Capability.TOOLS,
    "thinking": Capability.THINKING,
    "embedding": Capability.EMBEDDINGS,
}
_SYSTEM = re.compile(r'^SYSTEM (""".*?"""|[^\n]*)', re.MULTILINE | re.DOTALL)
_FOR_A_MOMENT = (EngineState.READY, EngineState.FAILED, EngineState.BUSY, EngineState.NOT_RUNNING)
_BUSY_HINT = "Wait for its other answers to end."


@dataclass(frozen=True, slots=True)
class Shown:
    """What Ollama tells of one model."""

    abilities: frozenset[Capability]
    context_tokens: int | None = None
    """That it was trained for."""
    template: str = ""
    system: str = ""
    """Words that go before every chat."""


@dataclass(frozen=True, slots=True)
class Found:
    """One model that Ollama has."""

    name: str
    digest: str = ""
    size_bytes: int = 0
    family: str = ""
    parameters: str = ""
    quantization: str = ""
    shown: Shown | None = None
    """None where it could not be asked in time."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one look found."""

    state: EngineState
    reason: str = ""
    hint: str = ""
    version: str = ""
    models: tuple[Found, ...] = ()

    def find(self, name: str) -> Found | None:
        """The model of this name."""
        return next((model for model in self.models if same_name(model.name, name)), None)


NOT_LOOKED = Survey(EngineState.NOT_RUNNING, "Tektra has not looked for Ollama yet.", START_HINT)


class Surveyor:
    """Looks, and remembers what models said of themselves by their digest. Lives on the core's event loop."""

    def __init__(self, server: OllamaServer, limit_s: float = PROBE_S) -> None:
        self._server = server
        self._limit_s = limit_s
        self._shown: dict[str, Shown] = {}
        self._listed: tuple[str, tuple[Found, ...]] = ("", ())
        """Where, and what it had when it last told."""

    async def look(self) -> Survey:
        """Look now; ends within the limit and raises nothing. One that is slow or away for a moment keeps the models
        that it told of before.
        """
        found = await self._look_for()
        where, models = self._listed
        if found.models or found.state not in _FOR_A_MOMENT or where != self._server.address.url:
            return found
        return replace(found, models=self._with_shown(models))

    async def _look_for(self) -> Survey:
        origin = self._server.address.origin
        held = [NOT_LOOKED]
        began = asyncio.get_running_loop().time()
        await self._server.prepare()
        spent = asyncio.get_running_loop().time() - began  # importing says nothing about the server
        try:
            async with asyncio.timeout(max(self._limit_s - spent, self._limit_s / 3)):
                await self._look(held)
        except TimeoutError:
            if held[0].version:
                return held[0]  # it is there; what of its models is not known yet, the next look finds
            return Survey(EngineState.FAILED, f"Ollama at {origin} does not answer in time.", "Start it again.")
        except AppError as exc:
            return failed(exc, held[0].version)
        return held[0]

    async def _look(self, held: list[Survey]) -> None:
        """Look, and put into `held` what is known so far."""
        url = self._server.address.url
        version = await self._version()
        held[0] = Survey(EngineState.READY, version=version)
        if too_old(version):
            least = ".".join(map(str, LEAST_VERSION))
            reason = f"Ollama {version} is too old; Tektra needs {least} or newer."
            held[0] = Survey(EngineState.TOO_OLD, reason, "Update Ollama: https://ollama.com/download", version)
            return
        async with self._server.session(Purpose.PROBE) as client:
            listed = await self._server.call(client.list(), self._limit_s)
            models = tuple(_found(model) for model in listed.models if model.model)
            self._listed = (url, models)
            known = {model.digest for model in models}
            self._shown = {digest: shown for digest, shown in self._shown.items() if digest in known}
            held[0] = replace(held[0], models=self._with_shown(models))
            slots = asyncio.Semaphore(_SHOW_AT_ONCE)

            async def ask(model: Found) -> None:
                async with slots:
                    self._shown[model.digest] = await show(self._server, client, model.name, self._limit_s)
                    held[0] = replace(held[0], models=self._with_shown(models))

            wanted = [ask(model) for model in models if model.digest not in self._shown]
            await asyncio.gather(*wanted, return_exceptions=True)

    async def _version(self) -> str:
        client = await self._server.plain(Purpose.PROBE)
        async with client:
            return await self._server.call(read_version(client), self._limit_s)

    def _with_shown(self, models: Iterable[Found]) -> tuple[Found, ...]:
        return tuple(replace(model, shown=self._shown.get(model.digest)) for model in models)


async def read_version(client: httpx2.AsyncClient) -> str:
    """The version that a server tells.

    Raises:
        ValueError: What answers is no Ollama.
    """
    import ollama

    response = await client.get("/api/version")
    if response.status_code != 200:
        raise ollama.ResponseError(response.text[:1000], response.status_code)
    told = response.json()
    version = told.get("version") if isinstance(told, dict) else None
    if not isinstance(version, str) or not re.match(r"\d", version):
        raise ValueError("no version")
    return version[:40]


async def show(server: OllamaServer, client: ollama.AsyncClient, name: str, limit_s: float) -> Shown:
    """What Ollama tells of a model.

    Raises:
        ModelNotFound: It has none of this name.
        AppError: See `app.backends.ollama.failures`.
    """
    told = await server.call(client.show(name), limit_s, model=name)
    found = {_CAN[name] for name in told.capabilities or () if name in _CAN}
    info = told.modelinfo or {}
    windows = [value for key, value in info.items() if key.endswith(".context_length") and isinstance(value, int)]
    template = told.template or ""
    if Capability.TEXT in found and continues(template):
        found.add(Capability.CONTINUE)
    system = _SYSTEM.search(told.modelfile or "")
    return Shown(frozenset(found), max(windows, default=0) or None, template, system[1] if system else "")


def continues(template: str) -> bool:
    """Whether a template leaves an assistant's last turn open: those of old (`.Response`) do by themselves, those with
    a list of messages where they look for the last one. A template that is not there is built into Ollama, which does.
    """
    return ".Messages" not in template or "$last" in template or "Last" in template


def too_old(version: str) -> bool:
    """Whether a version lacks what is needed."""
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    numbers = tuple(int(part) for part in match.groups()) if match else SELF_BUILT
    return numbers < LEAST_VERSION and numbers != SELF_BUILT


def failed(exc: AppError, version: str = "") -> Survey:
    """What a failed look means."""
    state = EngineState.FAILED
    hint = exc.hint
    if isinstance(exc, Busy):
        state, hint = EngineState.BUSY, _BUSY_HINT
    elif isinstance(exc, LocalOnly):
        state = EngineState.BLOCKED
    elif isinstance(exc, KeyRefused):
        state = EngineState.NOT_SET_UP
    elif isinstance(exc, EngineUnavailable) and exc.params.get("reason") == "absent":
        state = EngineState.NOT_RUNNING
    return Survey(state, exc.message, hint, version)


def _found(model: ollama.ListResponse.Model) -> Found:
    details = model.details
    return Found(
        model.model or "",
        model.digest or "",
        int(model.size or 0),
        (details.family or "") if details else "",
        (details.parameter_size or "") if details else "",
        (details.quantization_level or "") if details else "",
    )
