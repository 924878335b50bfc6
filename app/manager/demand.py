"""What a request asks of the engine that is to answer it, as a value. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.types.models import BackendName, Capability

TEXT = frozenset({Capability.TEXT})


@dataclass(frozen=True, slots=True)
class Demand:
    """Which engines would do."""

    needs: frozenset[Capability] = TEXT
    backend: BackendName | None = None
    """Only this engine; None leaves it to the selection."""
    failed: Mapping[BackendName, str] = field(default_factory=dict)
    """Engines that were tried for this very request and failed, with how, in words."""

    def without(self, engine: BackendName, cause: str) -> Demand:
        """The same after one more engine failed."""
        return replace(self, failed={**self.failed, engine: cause})


ANY_TEXT = Demand()
