"""Puts the settings together: shipped models.toml < the person's config.toml < environment.

Never raises for what people write: every problem is listed, a wrong value leaves the one below it in force, and a file
that cannot be parsed counts as absent.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.config.crosscheck import build_presets, check_aliases, check_models
from app.config.describe import Source, describe_settings
from app.config.document import read_toml
from app.config.layers import settings_of_environment, settings_of_file
from app.config.paths import Paths, shipped_models_toml
from app.config.problems import ConfigProblem, ProblemList, shorten
from app.config.settings import Settings, build_settings
from app.config.tables import Entry, Tables, merge_entries, read_tables
from app.errors import InvalidInput
from app.types.generation import Sampling
from app.types.settings import SettingInfo


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
    problems: tuple[ConfigProblem, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    """What was set somewhere, by key."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Where each of `values` comes from."""

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
        return describe_settings(self.values, self.sources)


def load_config(
    paths: Paths,
    environ: Mapping[str, str] | None = None,
    shipped: Path | None = None,
) -> Config:
    """Read everything. What is wrong is in `problems`; there is always a usable result."""
    layers = _Layers()
    layers.add_file(shipped or shipped_models_toml(), Source.DEFAULT)
    if os.path.lexists(paths.user_config):
        layers.add_file(paths.user_config, Source.FILE)
    layers.add_environment(os.environ if environ is None else environ)
    return layers.config()


Values = dict[str, Any]
_PRESET_KEY = "general.default_preset"


class _Layers:
    """Collects the layers from the lowest to the highest."""

    def __init__(self) -> None:
        self._values: Values = {}
        self._sources: dict[str, Source] = {}
        self._places: dict[str, tuple[str, int | None]] = {}
        """File and line of each of the values."""
        self._tables: list[Tables] = []
        self._whole_files: list[ConfigProblem] = []
        self._problems: dict[str, ProblemList] = {}

    def add_file(self, file: Path, source: Source) -> None:
        """The settings and tables of one file."""
        document = read_toml(file)
        if isinstance(document, ConfigProblem):
            self._whole_files.append(document)
            return
        problems = self._report(str(file))
        self._tables.append(read_tables(document, problems))
        values = settings_of_file(document, problems)
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
        self._check_default_preset(presets)
        settings = build_settings(self._values)
        presets.setdefault(settings.general.default_preset, Sampling())
        problems = (*self._whole_files, *(found for known in self._problems.values() for found in known.all()))
        return Config(settings, tuple(models.values()), aliases, presets, problems, self._values, self._sources)

    def _take(self, values: Values, source: Source, file: str, lines: Mapping[str, int]) -> None:
        self._values |= values
        self._sources |= dict.fromkeys(values, source)
        self._places |= {key: (file, lines.get(key)) for key in values}

    def _report(self, file: str) -> ProblemList:
        return self._problems.setdefault(file, ProblemList(file))

    def _check_default_preset(self, presets: Mapping[str, Sampling]) -> None:
        wanted = self._values.get(_PRESET_KEY)
        if wanted is None or wanted in presets:
            return
        file, line = self._places[_PRESET_KEY]
        message = f"There is no preset {shorten(wanted)!r}."
        self._report(file).add(_PRESET_KEY, message, f"Known: {', '.join(presets) or 'none'}.", line)
        del self._values[_PRESET_KEY], self._sources[_PRESET_KEY]
