"""What can be judged only when all files are merged: models without a source, aliases that lead nowhere, presets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.config.problems import ProblemList, shorten
from app.config.tables import ALIAS_RULES, HUB_PREFIX, MODEL_RULES, Entry
from app.types.generation import Sampling

Report = Callable[[str], ProblemList]
"""The problem list of a file."""


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
