"""Engines' addresses and providers, as far as the window needs them to say where a question goes."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal, Slot

from app.bridge.events import EventPayload
from app.bridge.names import EventName
from app.bridge.signatures import engine_list, provider_list
from app.errors import AppError
from app.types.engines import EngineInfo, ProviderInfo
from app.types.models import ON_THIS_MACHINE, ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.window.note_model import Place, place_of

log = logging.getLogger(__name__)


class Places(QObject):
    """Asks only once a model is in use that may be elsewhere. Lives in the GUI thread; listens to `engines.changed`.

    Signals:
        changed(): What `of` says may be another thing.
    """

    changed = Signal()

    def __init__(self, bridge: UiBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._engines: tuple[EngineInfo, ...] = ()
        self._providers: tuple[ProviderInfo, ...] = ()
        self._asked = False
        bridge.core_event.connect(self._event)
        bridge.link_changed.connect(self._link)

    def of(self, model: ModelInfo | None) -> Place:
        """Where a question to this model goes, as far as it is known now."""
        if model is not None and model.backend not in (None, *ON_THIS_MACHINE) and not self._asked:
            self._ask()
        return place_of(model, self._engines, self._providers)

    def _ask(self) -> None:
        self._asked = True
        self._bridge.invoke(engine_list).then(self._set_engines, self._failed)
        self._bridge.invoke(provider_list).then(self._set_providers, self._failed)

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name is EventName.ENGINES_CHANGED:
            self._asked = False
            self.changed.emit()

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            self._asked = False
            self.changed.emit()

    def _set_engines(self, engines: tuple[EngineInfo, ...]) -> None:
        self._engines = engines
        self.changed.emit()

    def _set_providers(self, providers: tuple[ProviderInfo, ...]) -> None:
        self._providers = providers
        self.changed.emit()

    def _failed(self, error: AppError) -> None:
        """Not asked again before something changes: an answer to the other question would begin it anew for ever."""
        log.info("engines could not be asked for: %s", error.code)
