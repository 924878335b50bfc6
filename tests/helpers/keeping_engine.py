"""An engine that keeps models of its own, by script: no network, no server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from app.backends.base import Availability, Backend, Capabilities, Support
from app.errors import AppError, ModelNotFound, Unsupported
from app.types.engines import PullProgress
from app.types.models import BackendName, Capability, ModelFacts, ModelSpec


class KeepingEngine:
    """Fetches in ten steps; one called "slow…" waits before the last until `go_on`, "lost…" is not found."""

    name = BackendName.OLLAMA
    capabilities = Capabilities(frozenset({Capability.TEXT}))

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.has: list[str] = []
        self.given: list[tuple[Path, str, Path | None]] = []
        self.left: list[str] = []
        """Transfers that were closed before their end."""
        self.failure: Exception | None = None

    def availability(self) -> Availability:
        """Always there."""
        return Availability(usable=True)

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:  # noqa: ARG002
        """Nothing is asked of it."""
        return Support(ok=False)

    def create(self, on_exit: Callable[[str], None]) -> Backend:  # noqa: ARG002
        """It never answers."""
        raise Unsupported("This engine answers nothing.")

    async def pull(self, name: str) -> AsyncGenerator[PullProgress, None]:
        """Ten steps."""
        if name.startswith("lost"):
            raise ModelNotFound(f"No model “{name}” was found.", hint="Check the spelling.")
        async for step in self._steps(name):
            yield step

    async def hand_over(
        self, path: Path, name: str, *, projector: Path | None = None
    ) -> AsyncGenerator[PullProgress, None]:
        """The same."""
        self.given.append((path, name, projector))
        async for step in self._steps(name):
            yield step

    async def remove(self, name: str) -> None:
        """Forget it."""
        if name not in self.has:
            raise ModelNotFound(f"There is no “{name}”.")
        self.has.remove(name)

    def name_for(self, model_id: str) -> str:
        """A name of its own."""
        return f"ours/{model_id}"

    async def _steps(self, name: str) -> AsyncGenerator[PullProgress, None]:
        try:
            for number in range(10):
                yield PullProgress("downloading", number * 1_000_000, 10_000_000)
            if name.startswith("slow"):
                await self.go_on.wait()
            if self.failure:
                raise self.failure
            self.has.append(name)
            yield PullProgress("success", 10_000_000, 10_000_000)
        except (GeneratorExit, asyncio.CancelledError):
            self.left.append(name)
            raise


class Shelf:
    """The catalogue's part: one file and one model of an engine."""

    def __init__(self, *models: ModelSpec, file: Path = Path("/models/sea.gguf")) -> None:
        self._models = {model.id: model for model in models}
        self.file = file
        self.failure: AppError | None = None

    def get(self, name: str) -> ModelSpec:
        """By its id."""
        if name not in self._models:
            raise ModelNotFound(f"There is no model “{name}”.")
        return self._models[name]

    def locate(self, spec: ModelSpec) -> Path:  # noqa: ARG002
        """Its file."""
        if self.failure:
            raise self.failure
        return self.file
