"""The projector (mmproj) of a model: the configured one, or one that lies beside the model's file and fits."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from app.catalog.facts import FactsCache
from app.catalog.folders import FolderCache
from app.errors import ModelFileError
from app.gguf import misfit
from app.types.models import Capability, ModelFacts, ModelSpec

MAX_CANDIDATES = 32
_WORDS = re.compile(r"[^\W_]+(?:\.\d+)*")
_SAYS_NOTHING = re.compile(
    r"mmproj|model|gguf|vision|instruct|it|chat|\d+|i?q\d.*|b?f(?:16|32)|[kmslx]{1,2}|ud", re.IGNORECASE
)
"""Words of file names that are about the format, and not about which model it is."""
_NEEDS_PROJECTOR = frozenset({Capability.IMAGE, Capability.AUDIO, Capability.VIDEO})


def with_projector(
    spec: ModelSpec, file: Path, model: ModelFacts, facts: FactsCache, folders: FolderCache
) -> ModelSpec:
    """The model with the projector that it will be loaded with, and with what that lets it take.

    Without one a model of ours takes text only, whatever its entry says. A folder has what it needs in itself.
    """
    if model.is_folder:
        return replace(
            spec,
            multimodal=bool(model.takes),
            capabilities=spec.capabilities - _NEEDS_PROJECTOR | frozenset(model.takes),
        )
    path = Path(spec.projector) if spec.projector else _beside(file, model, facts, folders)
    found = _look(path, facts) if path else None
    projects = frozenset(found.projects) if found and not misfit(found, model) else frozenset()
    return replace(
        spec,
        projector=str(path) if path else "",
        projector_problem="" if path else _damage_beside(file, facts, folders),
        multimodal=spec.multimodal or bool(spec.capabilities & _NEEDS_PROJECTOR),
        capabilities=spec.capabilities - _NEEDS_PROJECTOR | projects,
    )


def check_projector_of(spec: ModelSpec, model: ModelFacts, facts: FactsCache) -> None:
    """Look at the projector that a model names.

    Raises:
        ModelFileError: It is missing or damaged, or belongs to another model.
    """
    if not spec.projector:
        return
    params = {"model_id": spec.id, "path": spec.projector}
    try:
        problem = misfit(facts.of(Path(spec.projector)), model)
    except ModelFileError as exc:
        message = f"The projector of {spec.name} cannot be used: {exc.message}"
        raise ModelFileError(message, hint=exc.hint, detail=exc.detail, params=params) from exc
    if problem:
        hint = "Name the projector (mmproj) that belongs to this very model, or none at all."
        raise ModelFileError(
            f"The projector of {spec.name} does not fit. {problem}", hint=hint, detail=spec.projector, params=params
        )


def _beside(file: Path, model: ModelFacts, facts: FactsCache, folders: FolderCache) -> Path | None:
    """The projector in the model's folder that fits it best."""
    best: tuple[int, Path] | None = None
    for path in _candidates(file, folders):
        found = _look(path, facts)
        if found is None or misfit(found, model):
            continue
        shared = len(_about(file.name) & _about(path.name))
        if best is None or shared > best[0]:
            best = shared, path
    return best[1] if best else None


def _damage_beside(file: Path, facts: FactsCache, folders: FolderCache) -> str:
    for path in _candidates(file, folders):
        try:
            facts.of(path)
        except ModelFileError as exc:
            return exc.message
    return ""


def _candidates(file: Path, folders: FolderCache) -> list[Path]:
    """What lies beside a model and by its name may be its projector, not plainly another model's."""
    names = [path for path in folders.of(file.parent) if path != file]
    if not names:
        return []
    wanted = _about(file.name)
    return [path for path in names[:MAX_CANDIDATES] if not (about := _about(path.name)) or about & wanted]


def _about(name: str) -> set[str]:
    """The words of a file's name that say which model it is."""
    return {word.casefold() for word in _WORDS.findall(name) if not _SAYS_NOTHING.fullmatch(word)}


def _look(path: Path, facts: FactsCache) -> ModelFacts | None:
    try:
        return facts.of(path)
    except ModelFileError:
        return None
