"""What the manager's selection sees of the echo engine."""

from __future__ import annotations

from collections.abc import Callable

from app import __version__
from app.backends.base import Availability, Backend, Capabilities, Support
from app.backends.worker.backend import WorkerBackend
from app.types.models import BackendName, Capability, ModelFacts, ModelSpec, SourceKind


class EchoEngine:
    """Always there; runs only the model that the engine itself brings."""

    name = BackendName.ECHO
    capabilities = Capabilities(frozenset({Capability.TEXT, Capability.CONTINUE, Capability.TOOLS}), prefix_cache=True)

    def availability(self) -> Availability:
        """Usable everywhere."""
        return Availability(usable=True, version=__version__)

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:  # noqa: ARG002 (there is no file)
        """Only its own model."""
        if model.source.kind is SourceKind.ENGINE and model.source.location == self.name:
            return Support(ok=True)
        return Support(ok=False, reason="The echo engine runs no model files.")

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance."""
        return WorkerBackend(self.name, self.capabilities, on_exit)
