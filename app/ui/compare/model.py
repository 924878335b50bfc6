"""What is compared, what can be added, and what the columns show, without Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.bridge.signatures import Selection
from app.client.comparison import Comparison, PairResult, PairState
from app.types.compare import CompareItem, Pair
from app.types.models import BackendName, LoadState, ModelInfo
from app.ui.window.picker_model import engine_name

MAX_PAIRS = 6
FIRST_PAIRS = 2
"""Engines that a comparison begins with, where so many can run the model."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A pair that could be added."""

    pair: Pair
    title: str
    reason: str = ""
    """Why it cannot; "" where it can."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number under an answer; `share` is its part of the largest one in its row."""

    value: float
    share: float


@dataclass(frozen=True, slots=True)
class Column:
    """One pair as it is shown."""

    result: PairResult
    title: str
    quickest: bool = False
    first_token: Figure | None = None
    speed: Figure | None = None
    memory: Figure | None = None


class CompareModel:
    """The pairs and what came of them. Used from the GUI thread."""

    def __init__(self) -> None:
        self._model_id = ""
        self._selection: Selection | None = None
        self._names: dict[str, str] = {}
        self._comparison = Comparison(())
        self._offset = 0
        self.prompt = ""
        """What was asked; "" before the first question."""
        self.running = False

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What is compared."""
        return tuple(result.pair for result in self._comparison.results)

    @property
    def model_id(self) -> str:
        """The model whose engines are offered first."""
        return self._model_id

    def know(self, models: Iterable[ModelInfo]) -> None:
        """The models' names."""
        self._names = {model.id: model.name for model in models}

    def wants(self, model_id: str) -> bool:
        """Whether another model is to be compared from now on; what was asked already stays."""
        return not self.running and not self.prompt and model_id != self._model_id

    def offer(self, selection: Selection) -> None:
        """Begin with the engines that come first for a model."""
        self._model_id, self._selection = selection.model_id, selection
        usable = [ranked.backend for ranked in selection.ranking if ranked.usable]
        if not self.prompt and not self.running:
            self._comparison = Comparison([Pair(selection.model_id, name) for name in usable[:FIRST_PAIRS]])

    def choices(self, models: Iterable[ModelInfo]) -> tuple[Choice, ...]:
        """What could be added: the other engines of the model, then other models."""
        here = {(pair.model_id, pair.backend) for pair in self.pairs}
        found: list[Choice] = []
        for ranked in self._selection.ranking if self._selection else ():
            if ranked.backend is BackendName.ECHO or (self._model_id, ranked.backend) in here:
                continue
            pair = Pair(self._model_id, ranked.backend)
            found.append(Choice(pair, engine_name(ranked.backend), "" if ranked.usable else ranked.reason))
        for model in models:
            usable = model.state is not LoadState.UNAVAILABLE and model.backend is not BackendName.ECHO
            if usable and model.id != self._model_id and (model.id, model.backend) not in here:
                found.append(Choice(Pair(model.id, model.backend), f"{model.name} · {engine_name(model.backend)}"))
        return tuple(found)

    @property
    def can_add(self) -> bool:
        """Whether there is room for one more."""
        return not self.running and len(self._comparison.results) < MAX_PAIRS

    def add(self, pair: Pair) -> bool:
        """One more column; False where it is there already, or there is no room."""
        if not self.can_add or pair in self.pairs:
            return False
        self._comparison.results.append(PairResult(pair, backend=pair.backend))
        return True

    def remove(self, index: int) -> None:
        """Take a column out; not while something runs."""
        if not self.running and 0 <= index < len(self._comparison.results):
            del self._comparison.results[index]
            self._comparison.end()

    def begin(self, prompt: str) -> tuple[Pair, ...]:
        """All columns are to answer this; returns whom to ask."""
        self.prompt = prompt
        self._comparison = Comparison(self.pairs)
        self._offset, self.running = 0, True
        return self.pairs

    def begin_last(self) -> tuple[Pair, ...]:
        """Only the last column is to answer what the others have answered; returns whom to ask."""
        self._offset, self.running = len(self._comparison.results) - 1, True
        self._comparison.ended = False
        return self.pairs[-1:]

    def take(self, item: CompareItem) -> int:
        """One more item; the column that changed, or -1."""
        return self._comparison.take(item, self._offset)

    def end(self) -> None:
        """Nothing more comes."""
        self.running = False
        self._comparison.end()

    def columns(self) -> tuple[Column, ...]:
        """Everything, as it is shown now."""
        results = self._comparison.results
        quickest = self._comparison.quickest
        first = _figures([_measured(result, result.usage.first_token_s) for result in results])
        speed = _figures([_measured(result, result.usage.tokens_per_s) for result in results])
        memory = _figures([_measured(result, result.memory_bytes) for result in results])
        one_model = len({result.pair.model_id for result in results}) <= 1
        return tuple(
            Column(result, self._title(result, one_model=one_model), i == quickest, first[i], speed[i], memory[i])
            for i, result in enumerate(results)
        )

    def best(self) -> int | None:
        """Whose engine is offered for its model: the quickest, else the first that answered; None while it runs."""
        if self.running:
            return None
        if self._comparison.quickest is not None:
            return self._comparison.quickest
        done = [i for i, r in enumerate(self._comparison.results) if r.state is PairState.DONE and r.engine]
        return done[0] if done else None

    def name(self, model_id: str) -> str:
        """A model's name."""
        return self._names.get(model_id, model_id)

    def asked(self, models: Iterable[ModelInfo]) -> tuple[ModelInfo, ...]:
        """The models as they are asked here: each with the engine of its column, whichever it has elsewhere."""
        known = {model.id: model for model in models}
        found = []
        for result in self._comparison.results:
            model_id = result.pair.model_id
            model = known.get(model_id) or ModelInfo(model_id, self.name(model_id), LoadState.READY)
            found.append(replace(model, backend=result.engine or model.backend))
        return tuple(found)

    def _title(self, result: PairResult, *, one_model: bool) -> str:
        engine = engine_name(result.engine)
        if one_model and engine:
            return engine
        return " · ".join(part for part in (self.name(result.pair.model_id), engine) if part)


def _measured(result: PairResult, value: float) -> float:
    """Figures of an answer that is still being written are not known yet."""
    known = result.state in (PairState.DONE, PairState.STOPPED) and math.isfinite(value)
    return value if known else 0.0


def _figures(values: Sequence[float]) -> list[Figure | None]:
    largest = max(values, default=0.0)
    return [Figure(value, value / largest) if value > 0 else None for value in values]
