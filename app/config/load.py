"""Puts the settings together: shipped models.toml < the person's config.toml < environment.

Never raises for what people write: every problem is listed, a wrong value leaves the one below it in force, and a file
that cannot be parsed counts as absent.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.config.crosscheck import (
    Merged,
    Place,
    build_presets,
    build_providers,
    check_aliases,
    check_default_preset,
    check_files,
    check_models,
    check_shortcuts,
)
from app.config.describe import Source, describe_settings
from app.config.document import Document, parse_toml, read_toml
from app.config.layers import settings_of_environment, settings_of_file
from app.config.paths import Paths, shipped_models_toml
from app.config.problems import ProblemList, shorten
from app.config.settings import Settings, build_settings
from app.config.tables import Entry, Tables, merge_entries, read_tables
from app.errors import InvalidInput
from app.types.engines import ProviderSpec
from app.types.generation import Sampling
from app.types.settings import ConfigIssue, SettingInfo


@dataclass(frozen=True)
class Config:
    """Everything that is configured, checked. A value."""

    settings: Settings = field(default_factory=Settings)
    models: tuple[Entry, ...] = ()
    """`[[models]]`, merged by id; the catalogue turns them into models."""
    aliases: Mapping[str, Entry] = field(default_factory=dict)
    """By casefolded name."""
    presets: Mapping[str, Sampling] = field(default_factory=lambda: {Settings().general.default_preset: Sampling()})
    """Always has `settings.general.default_preset`."""
    shipped_presets: Mapping[str, Sampling] = field(default_factory=dict)
    """Those that come with Tektra, as they are without the person's file; by casefolded name."""
    own_presets: Mapping[str, str] = field(default_factory=dict)
    """The names in the person's file, as they stand there; by casefolded name."""
    providers: tuple[ProviderSpec, ...] = ()
    """`[providers.NAME]`, in their order."""
    problems: tuple[ConfigIssue, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    """What was set somewhere, by key."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Where each of `values` comes from."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """File and line of each of `values`."""
    broken: bool = False
    """The person's file cannot be used at all."""

    def sampling(self, preset: str | None = None) -> Sampling:
        """The named preset, or the default one.

        Raises:
            InvalidInput: There is no such preset.
        """
        name = preset or self.settings.general.default_preset
        try:
            return self.presets[name]
        except KeyError:
            hint = f"There are: {', '.join(self.presets)}."
            raise InvalidInput(f"There is no preset {shorten(name)!r}.", hint=hint) from None

    def describe(self) -> tuple[SettingInfo, ...]:
        """Every declared setting with its value and where that comes from."""
        return describe_settings(self.values, self.sources, tuple(self.presets))


def load_config(
    paths: Paths,
    environ: Mapping[str, str] | None = None,
    shipped: Path | None = None,
    *,
    before: Config | None = None,
    text: bytes | None = None,
) -> Config:
    """Read everything. What is wrong is in `problems`; there is always a usable result.

    Args:
        before: What is in force: it stays while the person's file cannot be parsed, and a wrong value in it leaves the
            one that was there.
        text: Judged in the place of the person's file.
    """
    layers = _Layers()
    file = paths.user_config
    layers.add_file(shipped or shipped_models_toml(), Source.DEFAULT)
    if text is not None:
        layers.add_document(file, parse_toml(file, text), Source.FILE, before)
    elif os.path.lexists(file):
        layers.add_file(file, Source.FILE, before)
    layers.add_environment(os.environ if environ is None else environ)
    fresh = layers.config()
    return replace(before, problems=fresh.problems, broken=True) if before and fresh.broken else fresh


Values = dict[str, Any]


class _Layers:
    """Collects the layers from the lowest to the highest."""

    def __init__(self) -> None:
        self._merged = Merged()
        self._tables: list[Tables] = []
        self._sources: list[Source] = []
        """Of each of the tables."""
        self._whole_files: list[ConfigIssue] = []
        self._problems: dict[str, ProblemList] = {}
        self._broken = False

    def add_file(self, file: Path, source: Source, before: Config | None = None) -> None:
        """The settings and tables of one file."""
        self.add_document(file, read_toml(file), source, before)

    def add_document(self, file: Path, document: Document | ConfigIssue, source: Source, before: Config | None) -> None:
        """The settings and tables of what a file holds."""
        if isinstance(document, ConfigIssue):
            self._whole_files.append(document)
            self._broken = self._broken or source is Source.FILE
            return
        problems = self._report(str(file))
        self._tables.append(read_tables(document, problems))
        self._sources.append(source)
        values = settings_of_file(document, problems)
        if before is not None:
            values = {key: before.values[key] for key in problems.keys if before.sources.get(key) is source} | values
        lines = {key: document.lines.line_of(*key.split(".")) for key in values}
        self._take(values, source, str(file), lines)

    def add_environment(self, environ: Mapping[str, str]) -> None:
        """The settings of the environment."""
        name = "environment"
        self._take(settings_of_environment(environ, self._report(name)), Source.ENVIRONMENT, name, {})

    def config(self) -> Config:
        """Everything merged and checked against each other."""
        models = check_models(merge_entries(tables.models for tables in self._tables), self._report)
        aliases = check_aliases(merge_entries(tables.aliases for tables in self._tables), models, self._report)
        presets = build_presets(merge_entries(tables.presets for tables in self._tables))
        providers = build_providers(merge_entries(tables.providers for tables in self._tables))
        check_default_preset(self._merged, presets, self._report)
        check_shortcuts(self._merged, self._report)
        check_files(self._merged, self._report)
        settings = build_settings(self._merged.values)
        shipped = build_presets(self._presets(Source.DEFAULT))
        presets.setdefault(settings.general.default_preset, Sampling())
        problems = (*self._whole_files, *(found for known in self._problems.values() for found in known.all()))
        return Config(
            settings=settings,
            models=tuple(models.values()),
            aliases=aliases,
            presets=presets,
            shipped_presets={name.casefold(): each for name, each in shipped.items()},
            own_presets={name: entry.name for name, entry in self._presets(Source.FILE).items()},
            providers=providers,
            problems=problems,
            values=self._merged.values,
            sources=self._merged.sources,
            places=self._merged.places,
            broken=self._broken,
        )

    def _presets(self, source: Source) -> dict[str, Entry]:
        """Those of one layer."""
        layers = zip(self._sources, self._tables, strict=True)
        return merge_entries(tables.presets for of, tables in layers if of is source)

    def _take(self, values: Values, source: Source, file: str, lines: Mapping[str, int]) -> None:
        self._merged.values |= values
        self._merged.sources |= dict.fromkeys(values, source)
        self._merged.places |= {key: (file, lines.get(key)) for key in values}

    def _report(self, file: str) -> ProblemList:
        return self._problems.setdefault(file, ProblemList(file))
