"""What can be judged only when all files are merged: models without a source, aliases that lead nowhere, shortcuts that
are there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.config.describe import Source
from app.config.named_files import FILE_KEYS, trouble_with
from app.config.problems import ProblemList, shorten
from app.config.settings import declared
from app.config.shortcuts import clashes, is_reserved
from app.config.tables import ALIAS_RULES, HUB_PREFIX, MODEL_RULES, Entry
from app.types.engines import ProviderSpec
from app.types.generation import Sampling

Report = Callable[[str], ProblemList]
"""The problem list of a file."""
Place = tuple[str, int | None]
"""File and line."""

_PRESET = "general.default_preset"
_SHORTCUTS = "shortcuts."


@dataclass
class Merged:
    """The values of all layers by key, while they are put together."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def drop(self, key: str) -> Place:
        """Let a key have its default; says where it was."""
        del self.values[key], self.sources[key]
        return self.places.pop(key)


def check_default_preset(merged: Merged, presets: Mapping[str, Sampling], report: Report) -> None:
    """Drop a default preset that there is not."""
    wanted = merged.values.get(_PRESET)
    if wanted is not None and wanted not in presets:
        file, line = merged.drop(_PRESET)
        message = f"There is no preset {shorten(wanted)!r}."
        report(file).add(_PRESET, message, f"Known: {', '.join(presets) or 'none'}.", line)


def check_files(merged: Merged, report: Report) -> None:
    """Report named files that cannot be used; see `named_files`."""
    for key in FILE_KEYS:
        found = trouble_with(key, merged.values.get(key, ""))
        if found is not None:
            file, line = merged.places[key]
            report(file).add(key, *found, line)


def check_shortcuts(merged: Merged, report: Report) -> None:
    """Drop the person's shortcuts that are there twice, or that text fields need."""
    names = [key for key in declared() if key.startswith(_SHORTCUTS)]
    for key in names:
        keys = merged.values.get(key, "")
        if is_reserved(keys) and merged.sources.get(key, Source.DEFAULT) is not Source.DEFAULT:
            file, line = merged.drop(key)
            report(file).add(key, f'{key} is "{keys}", which the window needs itself.', "Choose other keys.", line)
    while True:
        own = frozenset(key for key in names if merged.sources.get(key, Source.DEFAULT) is not Source.DEFAULT)
        found = clashes({key: merged.values.get(key, declared()[key].default) for key in names}, own)
        if not found:
            return
        for key, other in found.items():
            keys = merged.values[key]
            file, line = merged.drop(key)
            label = declared()[other].shown.label
            report(file).add(key, f'{key} is "{keys}", as is "{label}" ({other}).', "Choose other keys.", line)


def check_models(models: Mapping[str, Entry], report: Report) -> dict[str, Entry]:
    """The models that say where their weights are."""
    kept = {name: entry for name, entry in models.items() if "source" in entry.values}
    for name, entry in models.items():
        if name not in kept:
            message = f"The model {shorten(entry.name)!r} has no usable source."
            report(entry.file).add(f"models.{entry.name}", message, MODEL_RULES["source"].allowed(), entry.line)
    return kept


def check_aliases(aliases: Mapping[str, Entry], models: Mapping[str, Entry], report: Report) -> dict[str, Entry]:
    """The aliases that lead somewhere and hide no model."""
    kept: dict[str, Entry] = {}
    for name, entry in aliases.items():
        wrong = _what_is_wrong(name, entry, models)
        if wrong is None:
            kept[name] = entry
        else:
            report(entry.file).add(f"aliases.{entry.name}", wrong, ALIAS_RULES["repo"].allowed(), entry.line)
    return kept


def build_presets(presets: Mapping[str, Entry]) -> dict[str, Sampling]:
    """Presets by name; a `max_tokens` of 0 is no limit."""
    built: dict[str, Sampling] = {}
    for entry in presets.values():
        sampling = replace(Sampling(), **entry.values)
        built[entry.name] = replace(sampling, max_tokens=sampling.max_tokens or None)
    return built


def build_providers(providers: Mapping[str, Entry]) -> tuple[ProviderSpec, ...]:
    """The configured providers, in their order."""
    return tuple(ProviderSpec(entry.name, **entry.values) for entry in providers.values())


def _what_is_wrong(name: str, entry: Entry, models: Mapping[str, Entry]) -> str | None:
    alias = f"The alias {shorten(entry.name)!r}"
    if name in models:
        return f"{alias} has the name of a model, which goes first."
    repo = str(entry.values.get("repo", ""))
    if not repo:
        return f"{alias} has no usable repo."
    if repo.casefold() in models or repo.removeprefix(HUB_PREFIX).count("/") == 1:
        return None
    return f"{alias} leads nowhere: {shorten(repo)!r} is no model and no repository."
