"""The cloud engine: every provider that the person set up. It reaches nobody unless it is asked for an answer."""

from __future__ import annotations

from collections.abc import Callable

from app.backends.base import Availability, Backend, Capabilities, Support
from app.backends.cloud.backend import CloudBackend, Facts, Providers
from app.backends.cloud.link import Keys, is_kept_back, unusable_reason
from app.backends.cloud.providers import find, origin, split_id
from app.net.client import Net
from app.types.engines import EngineState, ProviderSpec
from app.types.models import BackendName, Capability, ModelFacts, ModelSource, ModelSpec, SourceKind

CAPABILITIES = Capabilities(
    frozenset({Capability.TEXT, Capability.IMAGE, Capability.TOOLS, Capability.THINKING, Capability.EMBEDDINGS}),
    progress=False,
    exact_counts=False,
    samplers=frozenset(
        {
            "temperature",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "seed",
            "max_tokens",
            "stop",
        }
    ),
)


class CloudEngine:
    """The kind of engine. Belongs to the core's event loop; nothing in it waits."""

    def __init__(self, net: Net, keys: Keys, providers: Providers, facts: Facts) -> None:
        self._net = net
        self._keys = keys
        self._providers = providers
        self._facts = facts

    @property
    def name(self) -> BackendName:
        """As in models.toml."""
        return BackendName.CLOUD

    @property
    def capabilities(self) -> Capabilities:
        """What the dialects can say."""
        return CAPABILITIES

    def availability(self) -> Availability:
        """Whether a provider may be asked. Whether it answers, only a test or an answer shows."""
        specs = [spec for spec in self._providers() if spec.enabled]
        if not specs:
            return Availability(
                usable=False,
                reason="No provider is set up.",
                hint="Add one in Settings → Models and engines, or with: tektra providers add",
                state=EngineState.NOT_SET_UP,
            )
        if all(unusable_reason(spec, self._net) for spec in specs):
            return Availability(
                usable=False,
                reason="“Local only” is on.",
                hint="Turn it off in Settings → Privacy to use models on other computers.",
                state=EngineState.BLOCKED,
            )
        return Availability(usable=True)

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        """Whether a model is one of a provider's, and the provider may be asked."""
        del facts
        provider, name = split_id(model.source.location) if model.source.kind is SourceKind.ENGINE else ("", "")
        spec = find(self._providers(), provider)
        if spec is None:
            return Support(ok=False, reason="It is no model of a provider.")
        reason = unusable_reason(spec, self._net)
        return Support(ok=not reason, reason=reason, abilities=self._facts(spec).abilities_of(name))

    def withheld(self, model: ModelSpec) -> str:
        """See `app.backends.base.Withholds`."""
        provider, _ = split_id(model.source.location) if model.source.kind is SourceKind.ENGINE else ("", "")
        spec = find(self._providers(), provider)
        return origin(spec) if spec is not None and is_kept_back(spec, self._net) else ""

    def kept(self) -> tuple[ModelSpec, ...]:
        """The models of every enabled provider: those that the person named, or those that its test listed."""
        return tuple(
            self._model(spec, name) for spec in self._providers() if spec.enabled for name in offered(spec, self._facts)
        )

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance without a model. It never ends unasked."""
        del on_exit
        return CloudBackend(CAPABILITIES, self._net, self._keys, self._providers, self._facts)

    def _model(self, spec: ProviderSpec, name: str) -> ModelSpec:
        facts = self._facts(spec)
        abilities = facts.abilities_of(name)
        location = f"{spec.name}/{name}"
        return ModelSpec(
            location,
            name,
            ModelSource(SourceKind.ENGINE, location),
            (BackendName.CLOUD,),
            multimodal=Capability.IMAGE in abilities,
            capabilities=abilities,
            context_tokens=facts.model(name).context_tokens,
        )


def offered(spec: ProviderSpec, facts: Facts) -> tuple[str, ...]:
    """Names of the models that a provider offers."""
    return spec.models or tuple(found.name for found in facts(spec).models)
