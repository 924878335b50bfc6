"""What a provider's test found out, remembered until its address changes. One small JSON file."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.backends.cloud.providers import embeds, endpoint_of
from app.errors import InvalidInput
from app.files import write_atomically
from app.types.engines import CheckState, ProviderSpec
from app.types.models import Capability
from app.wire import from_wire, to_wire

log = logging.getLogger(__name__)

VERSION = 1
MAX_FILE_BYTES = 8 * 1024 * 1024


class Trait(StrEnum):
    """How an endpoint differs from its dialect."""

    OLD_LIMIT = "old_limit"
    """Calls the limit of an answer `max_tokens`."""
    NEW_LIMIT = "new_limit"
    """Calls it `max_completion_tokens`."""
    NO_SAMPLING = "no_sampling"
    """Refuses temperature and the like."""
    THINKS_BY_TEMPLATE = "thinks_by_template"
    THINKS_BY_EFFORT = "thinks_by_effort"
    ADAPTIVE = "adaptive"
    """Thinks as much as it wants (Anthropic); a budget is refused."""
    JSON_SCHEMA = "json_schema"
    """Keeps to a form."""


@dataclass(frozen=True, slots=True)
class ModelFound:
    """One model of an endpoint's list."""

    name: str
    context_tokens: int | None = None
    answer_tokens: int | None = None
    """The longest answer that it gives."""


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """What is known of one provider."""

    endpoint: str
    """Of the test."""
    tested_at: float = 0.0
    state: CheckState = CheckState.UNKNOWN
    note: str = ""
    models: tuple[ModelFound, ...] = ()
    tested_model: str = ""
    abilities: tuple[Capability, ...] = ()
    """Of the tested model."""
    embedding_model: str = ""
    """One that gave vectors."""
    traits: tuple[Trait, ...] = ()

    def model(self, name: str) -> ModelFound:
        """What its list says of a model."""
        return next((found for found in self.models if found.name == name), ModelFound(name))

    def abilities_of(self, name: str) -> frozenset[Capability]:
        """What a model can do: as tested, or as the tested one until somebody knows better."""
        if name == self.embedding_model or (embeds(name) and name != self.tested_model):
            tested = frozenset(self.abilities) if name == self.tested_model else frozenset[Capability]()
            return tested | {Capability.EMBEDDINGS}
        return (frozenset(self.abilities) - {Capability.EMBEDDINGS}) | {Capability.TEXT}


@dataclass(frozen=True, slots=True)
class _FactsFile:
    version: int
    providers: dict[str, ProviderFacts] = field(default_factory=dict)


class FactsBook:
    """The facts of all providers. Lives on the core's event loop; the file is small enough to write there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, ProviderFacts] = {}

    def read(self) -> None:
        """Take over what the file says; a missing or broken one counts as empty."""
        try:
            if self._path.stat().st_size > MAX_FILE_BYTES:
                raise ValueError("it is too large")
            stored = from_wire(_FactsFile, json.loads(self._path.read_bytes()))
            if stored.version != VERSION:
                raise ValueError(f"version {stored.version}")
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError, InvalidInput) as exc:
            log.warning("what was known of providers cannot be read: %s", exc)
            return
        self._known = stored.providers

    def of(self, spec: ProviderSpec) -> ProviderFacts:
        """What is known of a provider at its present address."""
        endpoint = f"{spec.kind} {endpoint_of(spec)}"
        known = self._known.get(spec.name)
        return known if known is not None and known.endpoint == endpoint else ProviderFacts(endpoint)

    def names(self) -> tuple[str, ...]:
        """The providers that were ever tested and not removed since."""
        return tuple(self._known)

    def keep(self, name: str, facts: ProviderFacts | None) -> None:
        """Remember facts; None forgets them."""
        if facts is None:
            self._known.pop(name, None)
        else:
            self._known[name] = facts
        data = json.dumps(to_wire(_FactsFile(VERSION, self._known)), indent=1).encode()
        try:
            write_atomically(self._path, data, durable=False)
        except OSError as exc:
            log.warning("what was found out about providers cannot be kept: %s", exc)


def no_facts(spec: ProviderSpec) -> ProviderFacts:
    """For an engine alone."""
    return ProviderFacts(f"{spec.kind} {endpoint_of(spec)}")
