"""What was learnt about engines on this machine: remedies, crashes, speed, memory. Kept in one small JSON file.

A note belongs to machine + model + engine. The file is replaced as a whole; one that cannot be read is started
afresh, one that cannot be written costs a log line and nothing else.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

from app.errors import InvalidInput
from app.files import write_atomically
from app.manager.proof import NOT_LOOKED, Proof, Verdict
from app.manager.remedies import Remedy
from app.types.generation import Usage
from app.types.models import BackendName
from app.wire import from_wire

log = logging.getLogger(__name__)

VERSION = 4
MAX_NOTES = 500
"""The oldest are dropped."""
FAILURE_COUNTS_S = 24 * 3600.0
"""For how long a crash sends an engine to the end of the ranking."""
MIN_TOKENS = 16
"""Shorter answers say nothing about speed."""
SPEEDS = 5
"""So many of the last answers count; the middle one of them is the speed, so that one odd figure changes little."""
SURE = 3
"""From so many answers on the speed may decide which engine goes first."""
_LOOK_AGAIN_S = 600.0
MEMORY_STEP = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EngineNote:
    """What is known about one engine with one model on one machine."""

    remedies: tuple[str, ...] = ()
    """What its loads begin with since something went wrong (`app.manager.remedies`)."""
    reason: str = ""
    """What went wrong last."""
    speeds: tuple[float, ...] = ()
    """Tokens per second of the last answers."""
    speed_version: str = ""
    """The version of the engine that gave them; another one is measured anew."""
    failure: str = ""
    """How it crashed last, in words; "" once it answered since."""
    failed_at: float = 0.0
    """Seconds since the epoch."""
    memory_beyond: int | None = None
    """Bytes that it took beyond the engine's formula, the process itself included; None while not measured."""
    saw: str = ""
    """What a look at a test picture showed, in one sentence; "" while none was made."""
    saw_with: str = ""
    """The digest of the projector that it looked with."""
    proof: Verdict = Verdict.UNKNOWN
    """What came of the look at its answer to a known question."""
    proof_version: str = ""
    """The version of the engine that answered; another one proves itself anew."""
    proof_reason: str = ""
    said: str = ""
    """The beginning of that answer."""


@dataclass(frozen=True, slots=True)
class _NoteFile:
    version: int
    notes: dict[str, EngineNote] = field(default_factory=dict)


class EngineNotes:
    """The notes of this machine. Runs on the core's event loop; the file is small enough to write there."""

    def __init__(self, path: Path, fingerprint: str, wall_clock: Callable[[], float]) -> None:
        self._path = path
        self._fingerprint = fingerprint
        self._wall_clock = wall_clock
        self._notes: dict[str, EngineNote] = {}
        self._changes = 0

    def read(self) -> None:
        """Take over what the file says; a missing or broken one counts as empty."""
        try:
            stored = from_wire(_NoteFile, _upgraded(json.loads(self._path.read_bytes())))
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError, InvalidInput) as exc:
            log.warning("the engine notes cannot be used and are started afresh: %s", exc)
            return
        if stored.version != VERSION:
            log.warning("the engine notes have version %s, not %s, and are started afresh", stored.version, VERSION)
            return
        self._notes = dict(stored.notes)

    @property
    def revision(self) -> tuple[int, int]:
        """Another one whenever something may read differently: after each change, and as failures grow old."""
        return self._changes, int(self._wall_clock() // _LOOK_AGAIN_S)

    def get(self, digest: str, engine: BackendName) -> EngineNote:
        """The note, or an empty one."""
        return self._notes.get(self._key(digest, engine), EngineNote())

    def recent_failure(self, digest: str, engine: BackendName) -> str:
        """How the engine crashed with this model during the last day; "" for not at all."""
        note = self.get(digest, engine)
        return note.failure if self._wall_clock() - note.failed_at < FAILURE_COUNTS_S else ""

    def remember_remedy(self, digest: str, engine: BackendName, remedy: Remedy, reason: str) -> None:
        """From now on this model is loaded in this other way."""
        known = self.get(digest, engine)
        remedies = tuple(sorted({*known.remedies, remedy.value}))
        self._put(digest, engine, replace(known, remedies=remedies, reason=reason))

    def remember_memory(self, digest: str, engine: BackendName, beyond: int) -> None:
        """What the model took beyond the engine's formula; small changes are not worth a write."""
        known = self.get(digest, engine)
        if known.memory_beyond is None or abs(known.memory_beyond - beyond) > MEMORY_STEP:
            self._put(digest, engine, replace(known, memory_beyond=beyond))

    def remember_failure(self, digest: str, engine: BackendName, cause: str) -> None:
        """The engine crashed with this model although every remedy was taken."""
        note = replace(self.get(digest, engine), failure=cause, failed_at=self._wall_clock())
        self._put(digest, engine, note)

    def remember_answer(
        self, digest: str, engine: BackendName, version: str, usage: Usage, *, alone: bool = True
    ) -> None:
        """This version of the engine answered: it works, and this fast, if nothing else was answered meanwhile."""
        known = self.get(digest, engine)
        note = replace(known, failure="", failed_at=0.0)
        measured = usage.tokens_per_s
        if alone and usage.completion_tokens >= MIN_TOKENS and math.isfinite(measured) and measured > 0:
            earlier = known.speeds if known.speed_version == version else ()
            note = replace(note, speeds=(*earlier, measured)[-SPEEDS:], speed_version=version)
        if note != known:
            self._put(digest, engine, note)

    def tokens_per_s(self, digest: str, engine: BackendName, version: str, *, least: int = 1) -> float | None:
        """The speed of this version: the middle of its last answers; None where there were fewer than `least`."""
        known = self.get(digest, engine)
        if known.speed_version != version or len(known.speeds) < least:
            return None
        return median(known.speeds)

    def remember_look(self, digest: str, engine: BackendName, projector: str, finding: str) -> None:
        """The model looked at a test picture; with large models that is not done at every load."""
        known = replace(self.get(digest, engine), saw=finding, saw_with=projector)
        if known != self.get(digest, engine):
            self._put(digest, engine, known)

    def look(self, digest: str, engine: BackendName, projector: str) -> str:
        """What a look showed with this very projector; "" when none was made."""
        known = self.get(digest, engine)
        return known.saw if known.saw_with == projector else ""

    def proof(self, digest: str, engine: BackendName, version: str) -> Proof:
        """What a look at this version's answer showed."""
        known = self.get(digest, engine)
        if known.proof is Verdict.UNKNOWN or known.proof_version != version:
            return NOT_LOOKED
        return Proof(known.proof, known.proof_reason, known.said)

    def remember_proof(self, digest: str, engine: BackendName, version: str, proof: Proof) -> None:
        """An engine answered a known question with this model."""
        note = replace(
            self.get(digest, engine),
            proof=proof.verdict,
            proof_version=version,
            proof_reason=proof.reason,
            said=proof.said,
        )
        self._put(digest, engine, note)

    def forget_faults(self, digest: str, engine: BackendName) -> None:
        """Somebody wants the engine tried again: its crash and its proof are forgotten, its remedies are not."""
        known = self.get(digest, engine)
        note = replace(known, failure="", failed_at=0.0, proof=Verdict.UNKNOWN, proof_reason="", said="")
        if note != known:
            self._put(digest, engine, note)

    def said(self, digest: str, *, but: BackendName) -> tuple[BackendName, str] | None:
        """What another engine, whose answers can be used, said with the same model; None where nobody did."""
        for engine in BackendName:
            note = self.get(digest, engine)
            if engine is not but and note.said and note.proof in (Verdict.FIT, Verdict.DOUBT):
                return engine, note.said
        return None

    def _key(self, digest: str, engine: BackendName) -> str:
        return f"{self._fingerprint}/{digest}/{engine}"

    def _put(self, digest: str, engine: BackendName, note: EngineNote) -> None:
        key = self._key(digest, engine)
        self._changes += 1
        self._notes.pop(key, None)  # the order of the file is the order of the last change
        self._notes[key] = note
        while len(self._notes) > MAX_NOTES:
            del self._notes[next(iter(self._notes))]
        self._write()

    def _write(self) -> None:
        content = json.dumps(asdict(_NoteFile(VERSION, self._notes)), indent=1)
        try:
            write_atomically(self._path, content.encode(), durable=False)
        except OSError as exc:
            log.warning("the engine notes cannot be written: %s", exc)


def _upgraded(stored: Any) -> Any:
    """The form of today. Version 1 knew of one remedy only, as a switch; up to version 3 speeds had no version."""
    if (
        not isinstance(stored, dict)
        or stored.get("version") not in (1, 2, 3)
        or not isinstance(stored.get("notes"), dict)
    ):
        return stored
    notes = {key: _upgraded_note(note) if isinstance(note, dict) else note for key, note in stored["notes"].items()}
    return {**stored, "version": VERSION, "notes": notes}


def _upgraded_note(note: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in note.items() if key != "tokens_per_s"}
    if not isinstance(note.get("safe_mode"), bool):
        return kept
    del kept["safe_mode"]
    return {**kept, "remedies": [Remedy.SAFE_MODE.value]} if note["safe_mode"] else kept
