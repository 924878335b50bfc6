"""What the manager's selection sees of mistral.rs; imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.backends.base import Availability, Backend, Capabilities, Support
from app.backends.mistral_rs.finder import Finder
from app.backends.mistral_rs.suits import SINCE_0_9, support
from app.net.client import Net
from app.types.engines import MistralRsOptions
from app.types.models import BackendName, Capability, ModelFacts, ModelSpec

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

    def availability(self) -> Availability:
        """Where its program or its package is, and why it cannot be used."""
        return self._finder.availability()

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        """GGUF files of some architectures, and folders in Hugging Face's form."""
        asked = facts is not None and facts.architecture in SINCE_0_9  # to look for a program takes a moment
        return support(model, facts, self._finder.program() if asked else None)

    async def probe(self) -> None:
        """See `app.backends.base.Probes`."""
        await self._finder.probe()

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance without a process."""
        from app.backends.mistral_rs.backend import MistralRsBackend

        return MistralRsBackend(self.capabilities, self._finder, self._options, self._net, on_exit, self._logs)
