"""Engine commands: which engines there are and how they are, trying one out, and putting one first."""

from __future__ import annotations

import asyncio
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.errors import EngineUnavailable
from app.manager.manager import UnifiedModelManager
from app.services.trial import try_out
from app.types.engines import EngineInfo, EngineTest
from app.types.models import BackendName
from app.types.settings import SettingsReply

ORDER = "backends.default"


class Settings(Protocol):
    """Who writes the person's settings."""

    async def set(self, *, values: dict[str, str | int | float | bool | list[str]]) -> SettingsReply:
        """See `signatures.settings_set`."""
        ...

    async def reset(self, *, keys: tuple[str, ...]) -> SettingsReply:
        """See `signatures.settings_reset`."""
        ...


class EngineService:
    """engine.list, engine.test and engine.switch. Lives on the core's event loop; the manager tells of changes."""

    def __init__(self, manager: UnifiedModelManager, settings: Settings) -> None:
        self._manager = manager
        self._settings = settings

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.engine_list, self.list)
        registry.bind(cmd.engine_test, self.test)
        registry.bind(cmd.engine_switch, self.switch)

    async def list(self, *, refresh: bool = False) -> tuple[EngineInfo, ...]:
        """See `signatures.engine_list`."""
        if refresh:
            await self._manager.probe()
        await self._manager.decide()
        return self._manager.engines()

    async def test(self, *, backend: BackendName, model_id: str | None = None) -> EngineTest:
        """See `signatures.engine_test`.

        Raises:
            EngineUnavailable: The engine cannot answer here, or has no model to try.
            AppError: The model could not be loaded with it, or it did not answer.
        """
        await self._manager.probe(backend)
        wanted = model_id or self._first_model(backend)
        return await try_out(self._manager, backend, wanted)

    async def switch(self, *, backend: BackendName | None, model_id: str | None = None) -> tuple[EngineInfo, ...]:
        """See `signatures.engine_switch`.

        Raises:
            ModelNotFound: Nothing has this name.
            InvalidInput: This version has no such engine, or the environment has set the order.
            AppError: It could not be saved.
        """
        if model_id is not None:
            await asyncio.to_thread(self._manager.remember_engine, model_id, backend)
        elif backend is None:
            await self._settings.reset(keys=(ORDER,))
        else:
            rest = [info.name for info in self._manager.engines() if info.name not in (backend, BackendName.ECHO)]
            await self._settings.set(values={ORDER: [str(self._manager.named(backend)), *map(str, rest)]})
        if model_id is None:
            self._manager.forget_switch()
        self._manager.engines_changed()
        await self._manager.decide()
        return self._manager.engines()

    def _first_model(self, backend: BackendName) -> str:
        """The default model if the engine can run it, else the first that it can."""
        able = self._manager.models_of(backend)
        if able:
            return able[0]
        info = next((info for info in self._manager.engines() if info.name is backend), None)
        if info is None:
            raise EngineUnavailable(f"This version of Tektra has no engine called “{backend}”.")
        reason = info.reason or "There is no model here that it can run."
        raise EngineUnavailable(
            reason, hint=info.hint or "Open a model file that it can run.", params={"reason": "absent"}
        )
