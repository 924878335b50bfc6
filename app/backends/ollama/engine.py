"""What the manager sees of Ollama; imports nothing heavy."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from app.backends.base import Availability, Backend, Capabilities, Support
from app.backends.ollama.backend import OllamaBackend
from app.backends.ollama.giving import Giver
from app.backends.ollama.names import handed_name, parse_name
from app.backends.ollama.request import SAMPLERS
from app.backends.ollama.server import OllamaServer
from app.backends.ollama.survey import NOT_LOOKED, Found, Survey, Surveyor
from app.errors import InvalidInput
from app.net.client import Net
from app.types.engines import EngineState, OllamaOptions, PullProgress
from app.types.models import BackendName, Capability, ModelFacts, ModelSource, ModelSpec, SourceKind

USUAL_CONTEXT = 8192
"""Tokens: a window that is larger is only asked for where a person does."""
_AROUND = 1024 * 1024
"""Bytes at most that Ollama keeps beside a model's file: template, parameters, licence."""
_FILES = (SourceKind.FILE, SourceKind.PACKAGE, SourceKind.HUB)


class OllamaEngine:
    """The Ollama that the settings or OLLAMA_HOST name, whether or not it runs."""

    name = BackendName.OLLAMA
    capabilities = Capabilities(
        frozenset(
            {Capability.TEXT, Capability.IMAGE, Capability.TOOLS, Capability.THINKING, Capability.EMBEDDINGS}
            | {Capability.CONTINUE}
        ),
        prefix_cache=True,
        progress=False,
        exact_counts=False,
        samplers=SAMPLERS,
    )

    def __init__(self, net: Net, options: Callable[[], OllamaOptions]) -> None:
        self._server = OllamaServer(net, options)
        self._surveyor = Surveyor(self._server)
        self._survey = NOT_LOOKED
        self._surveyed = ""

    async def probe(self) -> None:
        """See `app.backends.base.Probes`."""
        url = self._server.address.url
        # Nothing is said to a machine that nothing may be said to.
        self._survey = NOT_LOOKED if self._server.blocked else await self._surveyor.look()
        self._surveyed = url

    def availability(self) -> Availability:
        """From the last look; that of another address does not count."""
        address = self._server.address
        if address.problem:
            hint = "Correct it in Settings → Models and engines, or in the variable OLLAMA_HOST."
            return Availability(usable=False, reason=address.problem, hint=hint, state=EngineState.NOT_SET_UP)
        if self._server.blocked:
            return Availability(
                usable=False,
                reason=f"This Ollama is on another machine ({address.origin}), and “Local only” is on.",
                hint="Use an Ollama on this machine, or turn off “Local only” in Settings → Privacy.",
                state=EngineState.BLOCKED,
                where=address.origin,
            )
        found = self._current()
        return Availability(
            usable=found.state is EngineState.READY,
            reason=found.reason or address.warning,
            hint=found.hint,
            version=found.version,
            state=found.state,
            where=address.origin,
        )

    def supports(self, model: ModelSpec, facts: ModelFacts | None) -> Support:
        """Models that Ollama keeps, and files of ours that were handed over."""
        if model.source.kind is SourceKind.ENGINE:
            return self._supports_own(model)
        if model.source.kind not in _FILES or facts is None:
            return Support(
                ok=False, reason="Ollama runs only what was handed over to it, and this file cannot be read."
            )
        if model.loras or model.template or model.draft_model:
            return Support(
                ok=False, reason="Ollama takes a model's file alone, without a template or adapters of yours."
            )
        name = handed_name(model.id)
        found = self._current().find(name)
        if found is None:
            return Support(ok=False, reason=f"Ollama does not have this model; tektra give {model.id} hands it over.")
        if not facts.file_bytes <= found.size_bytes <= facts.file_bytes + _projector_bytes(model) + _AROUND:
            return Support(ok=False, reason=f"Ollama has another file as {name}; tektra give {model.id} replaces it.")
        return Support(ok=True, reason=f"Ollama has it as {name}.", abilities=_abilities(found))

    def withheld(self, model: ModelSpec) -> str:
        """See `app.backends.base.Withholds`."""
        del model
        return self._server.address.origin if self._server.blocked else ""

    def kept(self) -> tuple[ModelSpec, ...]:
        """See `app.backends.base.Keeps`."""
        return tuple(_spec(model) for model in self._current().models if _chats_or_embeds(model))

    def create(self, on_exit: Callable[[str], None]) -> Backend:
        """A new instance without a model."""
        return OllamaBackend(self.capabilities, self._server, on_exit)

    def pull(self, name: str) -> AsyncGenerator[PullProgress, None]:
        """See `app.backends.base.Pulls`."""
        return Giver(self._server).pull(name)

    def hand_over(self, path: Path, name: str, *, projector: Path | None = None) -> AsyncGenerator[PullProgress, None]:
        """See `app.backends.base.Pulls`."""
        return Giver(self._server).hand_over(path, name, projector=projector)

    async def remove(self, name: str) -> None:
        """See `app.backends.base.Pulls`."""
        await Giver(self._server).remove(name)

    def name_for(self, model_id: str) -> str:
        """See `app.backends.base.Pulls`."""
        return handed_name(model_id)

    def _current(self) -> Survey:
        return self._survey if self._surveyed == self._server.address.url else NOT_LOOKED

    def _supports_own(self, model: ModelSpec) -> Support:
        location = model.source.location
        found = self._current().find(location)
        meant = self.name in model.backend_preferences
        if found is not None and (meant or not model.backend_preferences):
            return Support(ok=True, abilities=_abilities(found))
        if not meant:
            return Support(ok=False, reason="The model belongs to another engine.")
        try:
            parse_name(location)
        except InvalidInput as exc:
            return Support(ok=False, reason=exc.message)
        return Support(ok=False, reason=f"Ollama does not have {location}; tektra pull {location} fetches it.")


def _abilities(model: Found) -> frozenset[Capability] | None:
    return model.shown.abilities if model.shown else None


def _chats_or_embeds(model: Found) -> bool:
    return model.shown is None or bool(model.shown.abilities & {Capability.TEXT, Capability.EMBEDDINGS})


def _projector_bytes(model: ModelSpec) -> int:
    if not model.projector:
        return 0
    try:
        return Path(model.projector).stat().st_size
    except OSError:
        return 0


def _spec(model: Found) -> ModelSpec:
    shown = model.shown
    abilities = shown.abilities if shown else frozenset({Capability.TEXT})
    trained = shown.context_tokens if shown else None
    facts = [model.parameters, model.quantization, f"{model.size_bytes / 1e9:.1f} GB" if model.size_bytes else ""]
    facts.append(f"window {trained:,} tokens" if trained else "")
    return ModelSpec(
        id=f"ollama/{model.name}",
        name=model.name.removesuffix(":latest"),
        source=ModelSource(SourceKind.ENGINE, model.name),
        backend_preferences=(BackendName.OLLAMA,),
        multimodal=Capability.IMAGE in abilities,
        capabilities=abilities - {Capability.CONTINUE},
        context_tokens=trained if trained and trained < USUAL_CONTEXT else None,
        description=", ".join(fact for fact in ["Kept by Ollama", *facts] if fact) + ".",
    )
