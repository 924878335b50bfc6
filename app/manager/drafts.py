"""Reading ahead: what is being typed is evaluated by a model that is loaded anyhow, while nobody is kept waiting."""

from __future__ import annotations

import logging
from dataclasses import replace

from app.errors import AppError
from app.manager.keeper import Keeper
from app.manager.policy import reads_ahead
from app.manager.slot import Instance, Slot, SlotState
from app.manager.timers import Timers
from app.types.generation import GenerateRequest, Priority, ToolSpec
from app.types.messages import Message
from app.types.models import ON_THIS_MACHINE

log = logging.getLogger(__name__)

COUNTED_MEANWHILE = 8_000
"""Characters of a prompt whose tokens are counted between two steps of an answer: a few milliseconds."""


class Drafts:
    """Hands drafts to backends. Runs on the core's event loop.

    A draft loads nothing, waits for nothing and takes no turn. It begins only where a turn would be free, on an engine
    of this machine that remembers what it read. Whoever types is about to ask, so the model's keep-alive time begins
    anew with each draft; but a draft does not hold the model: it may be unloaded, or give way to another one, in the
    middle of it.

    Args:
        keeper: The keep-alive times.
        timers: The clock.
    """

    def __init__(self, keeper: Keeper, timers: Timers) -> None:
        self._keeper = keeper
        self._timers = timers

    async def read(self, slot: Slot, request: GenerateRequest) -> None:
        """Return when the draft was read, or when it could not be; cancelling stops the engine."""
        instance = slot.instance
        if instance is None or not self._may_read(slot, instance):
            return
        slot.last_used = self._timers.now()
        if slot.keep_alive is not None:
            self._keeper.arm(slot)
        sampling = replace(request.sampling, max_tokens=0)
        stream = instance.backend.generate(replace(request, sampling=sampling, choices=1, priority=Priority.DRAFT))
        slot.drafts += 1
        try:
            async for _ in stream:
                pass
        except AppError as exc:  # nobody waits for it, and nothing is lost with it
            log.info("a draft for %s was not read: %s", slot.spec.id, exc.code)
        finally:
            slot.drafts -= 1

    async def count(self, slot: Slot, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int | None:
        """Tokens of a prompt; None where the engine is not loaded, elsewhere, or would have to guess, and for a long
        prompt while it answers, which must not wait for this.
        """
        instance = slot.instance
        if instance is None or slot.state is not SlotState.LOADED or instance.retired:
            return None
        if instance.engine not in ON_THIS_MACHINE or not instance.backend.capabilities.exact_counts:
            return None
        if slot.turns.active and sum(len(message.text) for message in messages) > COUNTED_MEANWHILE:
            return None
        try:
            return await instance.backend.count_tokens(messages, tools)
        except AppError as exc:
            log.info("tokens for %s were not counted: %s", slot.spec.id, exc.code)
            return None

    def _may_read(self, slot: Slot, instance: Instance) -> bool:
        loaded = slot.state is SlotState.LOADED and not instance.retired
        return loaded and slot.turns.free > slot.drafts and reads_ahead(instance.engine, instance.backend.capabilities)
