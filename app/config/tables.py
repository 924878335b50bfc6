"""Models, aliases, presets and providers: the tables that hold many entries.

Checks their form only; the catalogue says what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.config.document import Document
from app.config.problems import ProblemList, shorten
from app.config.rules import Rule, SettingType, WrongValue
from app.types.engines import ProviderKind
from app.types.models import BackendName, Capability, SourceKind

HUB_PREFIX = "hf:"
"""May stand before the repository of an alias."""

_NAME = r"[^\W_][\w.:/@+-]{0,199}"
_NAME_FORM = "letters, digits and . : / @ + _ -, without spaces"
_KINDS = "|".join(kind.value for kind in SourceKind)
SECTIONS = frozenset({"models", "aliases", "presets", "providers"})
NAME_RULE = Rule(SettingType.TEXT, pattern=_NAME, form=_NAME_FORM)
_PATH = Rule(SettingType.TEXT, pattern=r"\S[^\n]*", form="the path of a file")

MODEL_RULES: dict[str, Rule] = {
    "id": NAME_RULE,
    "name": Rule(SettingType.TEXT, pattern=r"[^\n]{1,200}", form="one line of text"),
    "source": Rule(
        SettingType.TEXT,
        pattern=rf"(?:{_KINDS}):\S[^\n]*",
        form='"package:NAME/FILE", "file:PATH", "hub:OWNER/NAME" or "engine:NAME"',
    ),
    "backend_preferences": Rule(SettingType.LIST, enum=BackendName),
    "multimodal": Rule(SettingType.BOOL),
    "capabilities": Rule(SettingType.LIST, enum=Capability),
    "context_tokens": Rule(SettingType.INT, minimum=1, maximum=1_048_576),
    "description": Rule(SettingType.TEXT),
    "projector": _PATH,
    "template": _PATH,
    "thinking_tags": Rule(
        SettingType.LIST, pattern=r"\S(?:[^\n]{0,62}\S)?", form='two texts such as ["<think>", "</think>"]', length=2
    ),
    "tool_format": Rule(
        SettingType.TEXT,
        pattern=r"auto|hermes|llama3|mistral|[^|\n]{1,100}\|[^|\n]{0,100}",
        form='auto, hermes, llama3, mistral, or "START|END"',
    ),
    "loras": Rule(
        SettingType.LIST, pattern=r"\S[^\n]*", form='a list of paths, perhaps with a scale: "style.gguf@0.5"'
    ),
    "draft_model": _PATH,
    "keep_alive_s": Rule(SettingType.FLOAT, minimum=-1, maximum=31_536_000),
}
ALIAS_RULES: dict[str, Rule] = {
    "repo": Rule(
        SettingType.TEXT,
        pattern=rf"(?:{HUB_PREFIX})?{_NAME}",
        form='"owner/name" on Hugging Face, or the id of a model',
    ),
    "default_quant": Rule(SettingType.TEXT, pattern=r"\w{0,40}", form='a quantisation such as "Q4_K_M"'),
    "description": Rule(SettingType.TEXT),
}
PRESET_RULES: dict[str, Rule] = {
    "temperature": Rule(SettingType.FLOAT, 0, 5),
    "top_k": Rule(SettingType.INT, 0, 1_000_000),
    "top_p": Rule(SettingType.FLOAT, 0, 1),
    "min_p": Rule(SettingType.FLOAT, 0, 1),
    "typical_p": Rule(SettingType.FLOAT, 0, 1),
    "repeat_penalty": Rule(SettingType.FLOAT, 0.1, 10),
    "presence_penalty": Rule(SettingType.FLOAT, -10, 10),
    "frequency_penalty": Rule(SettingType.FLOAT, -10, 10),
    "repeat_last_n": Rule(SettingType.INT, -1, 1_048_576),
    "dry_multiplier": Rule(SettingType.FLOAT, 0, 100),
    "dry_base": Rule(SettingType.FLOAT, 1, 10),
    "dry_allowed_length": Rule(SettingType.INT, 0, 1024),
    "dry_last_n": Rule(SettingType.INT, -1, 1_048_576),
    "dry_breakers": Rule(
        SettingType.LIST, pattern=r"(?s).{1,10}", form="a list of at most 16 texts of 1 to 10 characters", maximum=16
    ),
    "xtc_probability": Rule(SettingType.FLOAT, 0, 1),
    "xtc_threshold": Rule(SettingType.FLOAT, 0, 1),
    "mirostat": Rule(SettingType.INT, 0, 2),
    "mirostat_tau": Rule(SettingType.FLOAT, 0, 100),
    "mirostat_eta": Rule(SettingType.FLOAT, 0, 10),
    "seed": Rule(SettingType.INT, 0, 2**32 - 2),
    "max_tokens": Rule(SettingType.INT, 0, 1_048_576),
    "stop": Rule(SettingType.LIST, pattern=r"(?s).{1,200}", form="a list of texts that are not empty"),
}


PROVIDER_NAME = Rule(
    SettingType.TEXT,
    pattern=r"[^\W_][\w.-]{0,63}",
    form="at most 64 letters, digits and . _ -, without spaces",
    secret=True,
)
"""Stands before the slash in the ids of its models."""
PROVIDER_RULES: dict[str, Rule] = {
    "kind": Rule(SettingType.CHOICE, enum=ProviderKind, secret=True),
    "endpoint": Rule(
        SettingType.TEXT,
        pattern=r"|https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[^\s?#@]{0,500})?",
        form='an address such as "https://api.example.com/v1", without name and password; "" is the provider\'s own',
        secret=True,
    ),
    "models": Rule(SettingType.LIST, pattern=r"\S{1,200}", form="a list of models' names", secret=True),
    "enabled": Rule(SettingType.BOOL, secret=True),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One model, alias, preset or provider: its checked keys and where it stands."""

    name: str
    values: Mapping[str, Any]
    file: str
    line: int

    def over(self, below: Entry | None) -> Entry:
        """This entry's keys over those of a lower file."""
        if below is None:
            return self
        return Entry(below.name, {**below.values, **self.values}, self.file, self.line)


@dataclass(slots=True)
class Tables:
    """The entries of one file, by casefolded name."""

    models: dict[str, Entry] = field(default_factory=dict)
    aliases: dict[str, Entry] = field(default_factory=dict)
    presets: dict[str, Entry] = field(default_factory=dict)
    providers: dict[str, Entry] = field(default_factory=dict)


def read_tables(document: Document, problems: ProblemList) -> Tables:
    """Take every entry out of one file; wrong keys are listed and left out."""
    found = Tables()
    models = document.data.get("models", [])
    if isinstance(models, dict):
        # Another guide's form: `[models.NAME]` with a repository is an alias.
        found.aliases = _read_named(document, "models", ALIAS_RULES, "alias", problems)
    else:
        found.models = _read_models(document, models, problems)
    found.aliases |= _read_named(document, "aliases", ALIAS_RULES, "alias", problems)
    found.presets = _read_named(document, "presets", PRESET_RULES, "preset", problems)
    found.providers = _read_named(document, "providers", PROVIDER_RULES, "provider", problems, PROVIDER_NAME)
    return found


def _read_models(document: Document, models: Any, problems: ProblemList) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    line_of = document.lines.line_of
    if not isinstance(models, list) or not all(isinstance(table, dict) for table in models):
        problems.add("models", "models is not a list of tables.", "Write each model as [[models]].", line_of("models"))
        return found
    for index, table in enumerate(models):
        line = line_of("models", index)
        name = table.get("id")
        values = _check_keys(document, ("models", index), table, MODEL_RULES, problems)
        if "id" not in values:
            if name is None:
                problems.add("models.id", "A model has no id.", 'Add a line such as id = "my-model".', line)
            continue
        known = found.get(values["id"].casefold())
        if known is not None:
            again = f"The model id {shorten(name)!r} is used twice; the first is on line {known.line}."
            problems.add("models.id", again, "Give each model an id of its own.", line_of("models", index, "id"))
            continue
        found[values["id"].casefold()] = Entry(values["id"], values, str(document.file), line)
    return found


def _read_named(
    document: Document,
    section: str,
    rules: Mapping[str, Rule],
    what: str,
    problems: ProblemList,
    names: Rule = NAME_RULE,
) -> dict[str, Entry]:
    """The entries of a section whose tables are named: `[aliases."x"]`, `[presets.x]`."""
    found: dict[str, Entry] = {}
    tables = document.data.get(section, {})
    line_of = document.lines.line_of
    if not isinstance(tables, dict):
        problems.add(section, f"{section} is not a table.", f"Write each {what} as [{section}.NAME].", line_of(section))
        return found
    for name, table in tables.items():
        line = line_of(section, name)
        key = f"{section}.{shorten(name)}"
        if not isinstance(table, dict):
            problems.add(key, f"{key} is not a table.", f"Write each {what} as [{section}.NAME].", line)
            continue
        try:
            names.check(name)
        except WrongValue as exc:
            shown = section if names.secret else key
            problems.add(shown, f"The name of the {what} {exc}.", names.allowed(), line)
            continue
        values = _check_keys(document, (section, name), table, rules, problems)
        if name.casefold() in found:
            problems.add(
                key, f"The {what} {shorten(name)!r} is there twice.", "Upper and lower case are the same.", line
            )
            continue
        found[name.casefold()] = Entry(name, values, str(document.file), line)
    return found


def _check_keys(
    document: Document,
    path: tuple[str | int, ...],
    table: Mapping[str, Any],
    rules: Mapping[str, Rule],
    problems: ProblemList,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in table.items():
        line = document.lines.line_of(*path, key)
        if key not in rules:
            problems.add_unknown(key, rules, line, what="key")
            continue
        try:
            values[key] = rules[key].check(value)
        except WrongValue as exc:
            problems.add(".".join(map(str, (*path, key))), f"{key} {exc}.", rules[key].allowed(), line)
    return values


def merge_entries(layers: Iterable[dict[str, Entry]]) -> dict[str, Entry]:
    """Later layers over earlier ones, key by key."""
    merged: dict[str, Entry] = {}
    for layer in layers:
        for name, entry in layer.items():
            merged[name] = entry.over(merged.get(name))
    return merged
