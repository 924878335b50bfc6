"""From configured tables to models, and from a model's source to its file. No package is imported to find its data."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from app.config.tables import HUB_PREFIX, Entry
from app.errors import ModelFileError
from app.gguf import cached_folder, hub_cache, is_model_folder
from app.types.models import Capability, LoraSpec, ModelSource, ModelSpec, SourceKind


def spec_of_entry(entry: Entry) -> ModelSpec:
    """The model of a checked `[[models]]` table; relative and `~` paths are resolved against the table's file."""
    values = entry.values
    kind, _, location = str(values["source"]).partition(":")
    if kind == SourceKind.FILE:
        location = _beside(entry, location)
    return ModelSpec(
        id=entry.name,
        name=values.get("name", entry.name),
        source=ModelSource(SourceKind(kind), location),
        backend_preferences=values.get("backend_preferences", ()),
        multimodal=values.get("multimodal", False),
        capabilities=frozenset(values.get("capabilities") or (Capability.TEXT,)),
        context_tokens=values.get("context_tokens"),
        description=values.get("description", ""),
        projector=_beside(entry, values.get("projector", "")),
        template=_beside(entry, values.get("template", "")),
        thinking_tags=_pair(values.get("thinking_tags")),
        tool_format=values.get("tool_format", "auto"),
        loras=tuple(_lora(entry, text) for text in values.get("loras", ())),
        draft_model=_beside(entry, values.get("draft_model", "")),
        keep_alive_s=values.get("keep_alive_s"),
    )


def spec_of_alias(alias: Entry) -> ModelSpec:
    """The model behind an alias of a repository."""
    repo = str(alias.values["repo"]).removeprefix(HUB_PREFIX)
    quant = alias.values.get("default_quant", "")
    return ModelSpec(
        id=alias.name,
        name=alias.name,
        source=ModelSource(SourceKind.HUB, f"{repo}:{quant}" if quant else repo),
        description=alias.values.get("description", ""),
    )


def locate_model(spec: ModelSpec) -> Path:
    """The model's file or folder, which is there; whether it is whole, its header says.

    Raises:
        ModelFileError: It is not there, or the model has no file of ours.
    """
    if spec.source.kind is SourceKind.PACKAGE:
        return _package_file(spec)
    if spec.source.kind is SourceKind.FILE:
        path = Path(spec.source.location)
        if _is_there(path):
            return path
        hint = "If it was moved, open it again from its new place."
        raise _missing(spec, f"The file of {spec.name} is not there any more.", hint, str(path))
    if spec.source.kind is SourceKind.HUB:
        if folder := cached_folder(spec.source.location, hub_cache()):
            return folder
        raise _missing(spec, f"{spec.name} is not on this computer.", "Download its GGUF file and open it in Tektra.")
    raise _missing(spec, f"{spec.name} is kept by its engine, not as a file.", "Choose an engine that has it.")


def _beside(entry: Entry, path: str) -> str:
    """A path of an entry as a whole one; "" stays ""."""
    return str(Path(entry.file).parent / _expand(path)) if path else ""


def _lora(entry: Entry, text: str) -> LoraSpec:
    """An adapter, perhaps with its scale behind its path: "style.gguf@0.5"."""
    path, at, scale = text.rpartition("@")
    if at and path:
        with suppress(ValueError):
            return LoraSpec(_beside(entry, path.strip()), float(scale))
    return LoraSpec(_beside(entry, text))


def _pair(tags: tuple[str, ...] | None) -> tuple[str, str] | None:
    return (tags[0], tags[1]) if tags else None


def _package_file(spec: ModelSpec) -> Path:
    package, _, inside = spec.source.location.partition("/")
    wanted = PurePosixPath(inside)
    if inside and ".." not in wanted.parts:
        for candidate in _candidates(package, wanted):
            if _is_there(candidate):
                return candidate
    hint = f"Install its package: pip install {package}"
    raise _missing(spec, f"{spec.name} is not installed.", hint, spec.source.location)


def _candidates(package: str, wanted: PurePosixPath) -> Iterator[Path]:
    """Where a package's data may be: as its installer recorded it, else in the folder of the module of that name."""
    try:
        recorded = importlib.metadata.files(package) or []
    except (importlib.metadata.PackageNotFoundError, OSError, ValueError):
        recorded = []
    for file in recorded:
        if file.parts[-len(wanted.parts) :] == wanted.parts:
            yield Path(str(file.locate()))
    try:
        module = importlib.util.find_spec(package.replace("-", "_"))
    except (ImportError, ValueError):
        return
    for folder in (module.submodule_search_locations or []) if module else []:
        yield Path(folder) / wanted


def _is_there(path: Path) -> bool:
    try:
        return path.is_file() or is_model_folder(path)
    except (OSError, ValueError):
        return False


def _expand(location: str) -> Path:
    try:
        return Path(location).expanduser()
    except RuntimeError:  # no home folder is known
        return Path(location)


def _missing(spec: ModelSpec, message: str, hint: str, detail: str = "") -> ModelFileError:
    return ModelFileError(message, hint=hint, detail=detail, params={"model_id": spec.id})
