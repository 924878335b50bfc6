"""Lets an engine prove itself: at its first load of a model it answers a known question; the notes keep the verdict.

The echo engine has nothing to prove, and a cloud provider is asked only when the person tests it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from app.errors import AppError, EngineError, WorkerDied
from app.manager.notes import EngineNotes
from app.manager.proof import REQUEST, Proof, Verdict, judge
from app.manager.slot import Instance
from app.manager.stopping import stop_stream
from app.manager.takeover import NAMES, UNFIT
from app.manager.timers import Timers, limited
from app.types.generation import Finished, StopReason, TextDelta, ThinkingDelta
from app.types.models import BackendName, Capability, ModelSpec

log = logging.getLogger(__name__)

LIMIT_S = 60.0
"""An engine that takes longer for so few tokens is slow, which is no fault: what came by then is looked at."""
_ENOUGH = 16
"""Characters of a slow answer, below which there is nothing to look at."""
_SLOW = Proof(Verdict.DOUBT, f"It is slow: it had hardly begun to answer a simple question after {LIMIT_S:.0f} s.")
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
            answer = _Answer()
            try:
                await limited(self._timers, LIMIT_S, answer.hear(instance, self._timers))
            except TimeoutError:
                log.info("%s is slow with %s", engine, model.id)
                answer.slow = True
            except WorkerDied:
                raise
            except AppError as exc:
                log.info("%s could not prove itself with %s: %r", engine, model.id, exc)
                return
            proof = self._judge(answer, digest, engine)
            self._notes.remember_proof(digest, engine, version, proof)
            log.info("%s %s with %s: %s %s", engine, version, model.id, proof.verdict, proof.reason)
        if proof.verdict is Verdict.UNFIT:
            raise EngineError(
                f"Its answers with {model.name} cannot be used: {proof.reason}",
                hint="Choose another engine for this model, or test this one again.",
                detail=f"To a simple question it said: {proof.said!r}",
                params={"model_id": model.id, "backend": str(engine), "reason": UNFIT},
            )

    def _judge(self, answer: _Answer, digest: str, engine: BackendName) -> Proof:
        if answer.slow and len(answer.text.strip()) < _ENOUGH:
            return _SLOW
        other_engine, other = self._notes.said(digest, but=engine) or (BackendName.ECHO, "")
        return judge(answer.text, ended=answer.ended, other=other, other_engine=NAMES[other_engine])


@dataclass(slots=True)
class _Answer:
    """What an engine says, as far as it came."""

    text: str = ""
    """Thoughts included."""
    ended: bool = False
    """It came to an end by itself."""
    slow: bool = False

    async def hear(self, instance: Instance, timers: Timers) -> None:
        stream = instance.backend.generate(REQUEST)
        try:
            async for delta in stream:
                if isinstance(delta, TextDelta | ThinkingDelta):
                    self.text += delta.text
                elif isinstance(delta, Finished):
                    self.ended = delta.reason is StopReason.FINISHED
        finally:
            await stop_stream(stream, timers)
