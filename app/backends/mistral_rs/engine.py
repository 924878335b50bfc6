"""What the manager's selection sees of mistral.rs; imports nothing heavy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from app.backends.base import Availability, Backend, Capabilities, Support
from app.backends.mistral_rs.finder import Finder
from app.backends.mistral_rs.memory import estimate_memory
from app.backends.mistral_rs.programs import Program
from app.backends.mistral_rs.suits import support
from app.net.client import Net
from app.types.engines import MistralRsOptions
from app.types.models import BackendName, Capability, LoadSpec, MemoryEstimate, ModelFacts, ModelSpec

SAMPLERS = frozenset(
    {"temperature", "top_k", "top_p", "min_p", "repeat_penalty", "presence_penalty", "frequency_penalty"}
    | {"dry_multiplier", "dry_base", "dry_allowed_length", "dry_breakers", "logit_bias", "max_tokens", "stop"}
)
"""No seed: it takes one for a whole process at most."""


class MistralRsEngine:
    """mistral.rs, whether or not it is installed. Belongs to the core's event loop."""

    name = BackendName.MISTRAL_RS
    capabilities = Capabilities(
        frozenset({Capability.TEXT, Capability.IMAGE, Capability.TOOLS, Capability.THINKING}),
        prefix_cache=True,
        progress=False,
        exact_counts=False,
        samplers=SAMPLERS,
    )

    def __init__(
        self, net: Net, options: Callable[[], MistralRsOptions] = MistralRsOptions, logs: Path | None = None
    ) -> None:
        self._net = net
        self._options = options
        self._logs = logs
        self._finder = Finder(options)
        self._seen: tuple[MistralRsOptions, Availability, Program | None] | None = None

    def availability(self) -> Availability:
        """Where its program or its package is, and why it cannot be used; kept until a look or other settings."""
        return self._see()[0]

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        """GGUF files of some architectures, and folders in Hugging Face's form."""
        return support(model, facts, self._see()[1], metal=sys.platform == "darwin")

    def estimate(self, facts: ModelFacts, spec: LoadSpec) -> MemoryEstimate | None:
        """See `app.backends.base.Estimates`."""
        return estimate_memory(facts, spec, self._options().isq)

    async def probe(self) -> None:
        """See `app.backends.base.Probes`."""
        await self._finder.probe()
        self._seen = None

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance without a process."""
        from app.backends.mistral_rs.backend import MistralRsBackend

        return MistralRsBackend(self.capabilities, self._finder, self._options, self._net, on_exit, self._logs)

    def _see(self) -> tuple[Availability, Program | None]:
        options = self._options()
        if self._seen is None or self._seen[0] != options:
            self._seen = (options, self._finder.availability(), self._finder.program())
        return self._seen[1:]
