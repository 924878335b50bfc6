"""Lets an engine prove itself: at its first load of a model it answers a known question; the notes keep the verdict.

The echo engine has nothing to prove, and a cloud provider is asked only when the person tests it.
"""

from __future__ import annotations

import logging

from app.errors import AppError, EngineError, WorkerDied
from app.manager.notes import EngineNotes
from app.manager.proof import REQUEST, Verdict, judge
from app.manager.slot import Instance
from app.manager.stopping import stop_stream
from app.manager.takeover import NAMES, UNFIT
from app.manager.timers import Timers, limited
from app.types.generation import Finished, StopReason, TextDelta, ThinkingDelta
from app.types.models import BackendName, Capability, ModelSpec

log = logging.getLogger(__name__)

LIMIT_S = 60.0
"""An engine that takes longer for so few tokens is slow, which is no fault; it proves itself another time."""
_NOT_ASKED = frozenset({BackendName.ECHO, BackendName.CLOUD})


class Prover:
    """Asks the question and remembers what came of it. Runs on the core's event loop."""

    def __init__(self, notes: EngineNotes, timers: Timers) -> None:
        self._notes = notes
        self._timers = timers

    async def check(self, model: ModelSpec, instance: Instance, version: str) -> None:
        """Let a freshly loaded instance answer, unless its engine did in this version.

        Raises:
            EngineError: Its answers cannot be used; `params["reason"]` is "unfit".
            WorkerDied: It crashed over the question.
        """
        engine, digest = instance.engine, instance.digest
        if engine in _NOT_ASKED or Capability.TEXT not in instance.loaded.abilities:
            return
        proof = self._notes.proof(digest, engine, version)
        if proof.verdict is Verdict.UNKNOWN:
            try:
                text, ended = await limited(self._timers, LIMIT_S, _answer(instance, self._timers))
            except WorkerDied:
                raise
            except (AppError, TimeoutError) as exc:
                log.info("%s could not prove itself with %s: %r", engine, model.id, exc)
                return
            other_engine, other = self._notes.said(digest, but=engine) or (BackendName.ECHO, "")
            proof = judge(text, ended=ended, other=other, other_engine=NAMES[other_engine])
            self._notes.remember_proof(digest, engine, version, proof)
            log.info("%s %s with %s: %s %s", engine, version, model.id, proof.verdict, proof.reason)
        if proof.verdict is Verdict.UNFIT:
            raise EngineError(
                f"Its answers with {model.name} cannot be used: {proof.reason}",
                hint="Choose another engine for this model, or test this one again.",
                detail=f"To a simple question it said: {proof.said!r}",
                params={"model_id": model.id, "backend": str(engine), "reason": UNFIT},
            )


async def _answer(instance: Instance, timers: Timers) -> tuple[str, bool]:
    """What the engine says, thoughts included, and whether it came to an end by itself."""
    text, ended = "", False
    stream = instance.backend.generate(REQUEST)
    try:
        async for delta in stream:
            if isinstance(delta, TextDelta | ThinkingDelta):
                text += delta.text
            elif isinstance(delta, Finished):
                ended = delta.reason is StopReason.FINISHED
    finally:
        await stop_stream(stream, timers)
    return text, ended
