"""What the tests of the cloud engine share: a backend with providers of the test's, and servers at the edge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.backends.cloud.backend import CloudBackend
from app.backends.cloud.engine import CAPABILITIES, CloudEngine
from app.backends.cloud.facts import ProviderFacts, no_facts
from app.net.client import Net
from app.net.terms import NetOptions
from app.types.engines import ProviderKind, ProviderSpec
from app.types.generation import Delta, GenerateRequest, Sampling, TextDelta
from app.types.messages import Message, Role
from app.types.models import LoadSpec
from app.types.privacy import LedgerEntry
from tests.helpers.edge_server import reply

KEY = "sk-test-9f8e7d6c5b4a39281706"
"""Looked for in everything that is written or shown."""
PARTS = (KEY, KEY[8:], "sk-test-9f8e")
"""The key and pieces of it that a server might repeat."""


@dataclass
class Desk:
    """One core's surroundings."""

    specs: tuple[ProviderSpec, ...] = ()
    key: str | None = KEY
    local_only: bool = True
    entries: list[LedgerEntry] = field(default_factory=list)
    facts: dict[str, ProviderFacts] = field(default_factory=dict)
    proxy: str = "none"

    def note(self, entry: LedgerEntry) -> None:
        """As the ledger."""
        self.entries.append(entry)

    def get(self, _provider: str, /) -> str | None:
        """As the keyring."""
        return self.key

    @property
    def net(self) -> Net:
        """With these settings."""
        return Net(lambda: NetOptions(self.local_only, self.proxy), self)

    def known(self, spec: ProviderSpec) -> ProviderFacts:
        """What a test found out."""
        return self.facts.get(spec.name) or no_facts(spec)

    def engine(self) -> CloudEngine:
        """The engine."""
        return CloudEngine(self.net, self, lambda: self.specs, self.known)

    async def backend(self, provider: str = "p", model: str = "m", **changes: Any) -> CloudBackend:
        """An instance with a model."""
        made = CloudBackend(CAPABILITIES, self.net, self, lambda: self.specs, self.known)
        location = f"{provider}/{model}"
        await made.load(LoadSpec(location, location, **changes))
        return made


def provider(url: str, kind: ProviderKind = ProviderKind.OPENAI, name: str = "p") -> ProviderSpec:
    """A provider at an address."""
    return ProviderSpec(name, kind, f"{url}/v1" if kind is ProviderKind.OPENAI else url)


def ask(text: str = "Hello", **sampling: Any) -> GenerateRequest:
    """A question."""
    return GenerateRequest((Message.of(Role.USER, text),), Sampling(temperature=0.0, **sampling))


async def collect(backend: CloudBackend, request: GenerateRequest | None = None) -> list[Delta]:
    """A whole answer."""
    return [delta async for delta in backend.generate(request or ask())]


def text_of(deltas: Sequence[Delta]) -> str:
    """What it says."""
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))


def events(*data: object) -> bytes:
    """A stream of events, complete."""
    body = b"".join(
        b"data: " + (item if isinstance(item, bytes) else json.dumps(item).encode()) + b"\n\n" for item in data
    )
    return reply(body=body, kind="text/event-stream")


def failure(status: int, message: str, code: str = "", retry_after: str = "") -> bytes:
    """An error in the form of both dialects."""
    body = {"type": "error", "error": {"type": code or "error", "code": code, "message": message}}
    return reply(status, json.dumps(body).encode(), retry_after=retry_after)


def said(text: str) -> bytes:
    """A short answer in OpenAI's dialect."""
    return events(
        {"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}}]},
        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
        b"[DONE]",
    )
