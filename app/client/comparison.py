"""What came of a comparison so far: collects its items, for every front end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.client.differences import Span, differing
from app.errors import AppError, error_from_dict
from app.types.compare import CompareEnded, CompareItem, CompareLoading, CompareText, Pair
from app.types.generation import Usage
from app.types.models import BackendName


class PairState(StrEnum):
    """How far one pair is."""

    WAITING = "waiting"
    """The ones before it come first."""
    LOADING = "loading"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class PairResult:
    """One pair and what came of it."""

    pair: Pair
    state: PairState = PairState.WAITING
    backend: BackendName | None = None
    note: str = ""
    text: str = ""
    usage: Usage = field(default_factory=Usage)
    load_s: float = 0.0
    memory_bytes: int = 0
    error: AppError | None = None
    differs: tuple[Span, ...] = ()
    """Where its text differs from the others; known when all have ended."""

    @property
    def engine(self) -> BackendName | None:
        """The engine that answered, or the one that is to."""
        return self.backend or self.pair.backend


class Comparison:
    """Collects the items of one comparison. Used from one thread."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.results = [PairResult(pair, backend=pair.backend) for pair in pairs]
        self.ended = False

    def take(self, item: CompareItem, offset: int = 0) -> int:
        """One more item; the place of the pair that it is about, or -1 for none of ours. With `offset` the items are
        of pairs that were asked later, from this place on.
        """
        place = item.index + offset
        if not offset <= place < len(self.results):
            return -1
        known = self.results[place]
        if isinstance(item, CompareLoading):
            state = PairState.WRITING if known.text else PairState.LOADING
            known = replace(known, state=state, note=item.note)
        elif isinstance(item, CompareText):
            known = replace(known, state=PairState.WRITING, note="", text=known.text + item.text)
        else:
            known = _ended(known, item)
        self.results[place] = known
        return place

    def end(self) -> None:
        """No more items come: mark the differences; what never ended was stopped."""
        self.ended = True
        done = (PairState.DONE, PairState.FAILED)
        self.results = [
            result if result.state in done else replace(result, state=PairState.STOPPED, note="")
            for result in self.results
        ]
        compared = [index for index, result in enumerate(self.results) if result.text]
        for index, spans in zip(compared, differing([self.results[i].text for i in compared]), strict=True):
            self.results[index] = replace(self.results[index], differs=spans)

    @property
    def quickest(self) -> int | None:
        """The place of the one with the most tokens a second; None unless two can be compared and one is ahead."""
        speeds = {i: r.usage.tokens_per_s for i, r in enumerate(self.results) if r.state is PairState.DONE}
        measured = {index: speed for index, speed in speeds.items() if 0 < speed < math.inf}
        if len(measured) < 2 or len(set(measured.values())) < 2:
            return None
        return max(measured, key=lambda index: measured[index])


def _ended(known: PairResult, item: CompareEnded) -> PairResult:
    error = error_from_dict(item.error) if item.error is not None else None
    state = PairState.DONE
    if error is not None:
        state = PairState.STOPPED if error.code == "cancelled" else PairState.FAILED
    return replace(
        known,
        state=state,
        backend=item.backend or known.backend,
        note="",
        usage=item.usage,
        load_s=item.load_s,
        memory_bytes=item.memory_bytes,
        error=error if state is PairState.FAILED else None,
    )
