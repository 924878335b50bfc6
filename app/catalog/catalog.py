"""Which models there are: the configured ones and the files that the person opened, by id, alias or path."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from app.catalog.added import Added, AddedFile, AddedModels
from app.catalog.facts import FactsCache
from app.catalog.folders import FolderCache
from app.catalog.projectors import check_projector_of, with_projector
from app.catalog.sources import locate_model, spec_of_alias, spec_of_entry
from app.config.describe import Source
from app.config.load import Config
from app.config.paths import Paths
from app.config.problems import shorten
from app.errors import InvalidInput, ModelFileError, ModelNotFound
from app.types.models import BackendName, ModelFacts, ModelSource, ModelSpec, SourceKind
from app.types.settings import ConfigIssue

_SUFFIX = ".gguf"
_FILES = (SourceKind.PACKAGE, SourceKind.FILE)
_NOT_IN_IDS = re.compile(r"[^\w.+@-]+")
_MAX_ID = 100
_DEFAULT = "general.default_model"
CLOUD_IS_OFF = "The cloud engine is turned off."
TURN_CLOUD_ON = "Turn it on in Settings → Models and engines, or with: tektra settings set backends.cloud.enabled true"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All models at one moment; replaced as a whole, so readers need no lock."""

    models: dict[str, ModelSpec] = field(default_factory=dict)
    """By casefolded id."""
    aliases: dict[str, ModelSpec] = field(default_factory=dict)
    """By casefolded alias."""
    opened: dict[str, AddedFile] = field(default_factory=dict)
    """Of `models`, those that were opened as files."""


class Catalog:
    """The models that Tektra knows. Reads and writes small files only, so it may be called on the event loop.

    Methods may be called from any thread. Emits nothing: who changes it tells the others. Settings that were read again
    are taken over with the next question.
    """

    def __init__(self, config: Callable[[], Config], paths: Paths) -> None:
        self._lock = threading.RLock()
        self._facts = FactsCache()
        self._folders = FolderCache()
        self._kept: dict[BackendName, tuple[ModelSpec, ...]] = {}
        self._file = AddedModels(paths.added_models)
        self._added, self._problem = self._file.load()
        self._added_file = str(paths.added_models)
        self._config = config
        self._built_from = config()
        self._built = _build_shelf(self._built_from, self._added, self._kept)

    @property
    def _shelf(self) -> _Shelf:
        """All models now."""
        with self._lock:
            config = self._config()
            if config is not self._built_from:
                self._built_from = config
                self._built = _build_shelf(config, self._added, self._kept)
            return self._built

    @property
    def problems(self) -> tuple[ConfigIssue, ...]:
        """What is wrong with the list of opened models and the default one."""
        found = [ConfigIssue(self._added_file, None, "", self._problem)] if self._problem else []
        config, note = self._config(), self.default_note()
        wanted = config.settings.general.default_model
        file, line = config.places.get(_DEFAULT, (self._added_file, None))
        if not self._find(wanted):
            message = f"{_DEFAULT} is {shorten(wanted)!r}, which is no model."
            found.append(ConfigIssue(file, line, _DEFAULT, message, self._not_found(wanted).hint))
        if note and (self._added.default or self._find(wanted)):  # or it has been said
            found.append(ConfigIssue(self._added_file if self._added.default else file, None, "", note))
        return tuple(found)

    def models(self) -> tuple[ModelSpec, ...]:
        """Every model: the configured ones in their order, then the opened files."""
        return tuple(self._complete(spec) for spec in self._shelf.models.values())

    def get(self, name: str) -> ModelSpec:
        """A model by id (in any case, also without its tag when that is clear), alias, or whole path of a GGUF or of a
        model folder.

        A path that is new is added, as `add_file` does.

        Raises:
            ModelNotFound: Nothing has this name; the hint has the closest ones.
            ModelFileError: The path leads to no usable model.
        """
        found = self._find(name)
        if found is not None:
            return self._complete(found)
        if _is_path(name):
            return self._complete(self.add_file(name))
        raise self._not_found(name)

    def locate(self, spec: ModelSpec) -> Path:
        """The model's file.

        Raises:
            ModelFileError: It is not there, or the model is not kept as a file of ours.
        """
        return locate_model(spec)

    def facts(self, spec: ModelSpec) -> ModelFacts | None:
        """What the file's header or the folder's configuration says, looked at once per version; None for models
        without a file of ours.

        Raises:
            ModelFileError: The file is missing, truncated or no GGUF, or its projector cannot be used.
        """
        if spec.source.kind not in _FILES:
            return None
        facts = self._facts.of(self.locate(spec))
        check_projector_of(spec, facts, self._facts)
        return facts

    def add_file(self, path: Path | str) -> ModelSpec:
        """Use a GGUF or a model folder where it lies and remember it; one that is known already stays one entry.

        Raises:
            ModelFileError: It is no usable model.
            ModelError: The list could not be saved.
            InvalidInput: The path is not a whole one.
        """
        file = _whole_path(path)
        facts = self._facts.of(file)
        with self._lock:
            known = self._known(file)
            if known is not None:
                return known
            taken = {*self._shelf.models, *self._shelf.aliases}
            opened = AddedFile(_unique_id(file, taken), _one_line(facts.name or file.stem), str(file))
            self._save(replace(self._added, files=(*self._added.files, opened)))
            return self._shelf.models[opened.id.casefold()]

    def forget(self, model_id: str) -> None:
        """Take a file that was opened out of the list; the file itself stays.

        Raises:
            ModelNotFound: No model has this id.
            InvalidInput: The model comes from the settings.
            ModelError: The list could not be saved.
        """
        spec = self._find(model_id)
        if spec is None:
            raise self._not_found(model_id)
        with self._lock:
            opened = self._shelf.opened.get(spec.id.casefold())
            if opened is None:
                hint = "Take it out of config.toml if you wrote it there."
                raise InvalidInput(f"{spec.name} comes from the settings and cannot be forgotten.", hint=hint)
            default = self._added.default
            if default and default.casefold() == spec.id.casefold():
                default = None
            files = tuple(file for file in self._added.files if file is not opened)
            self._save(replace(self._added, default=default, files=files))

    def default_id(self) -> str | None:
        """The model of new chats: the chosen one, else the configured one, else the first that has its file; or None.

        A model whose file is gone is passed over. Echo is never taken unless it was chosen or configured.
        """
        for name in (self._added.default, self._config().settings.general.default_model):
            spec = self._find(name) if name else None
            if spec is not None and (spec.source.kind is SourceKind.ENGINE or self._is_there(spec)):
                return spec.id
        return next((spec.id for spec in self._shelf.models.values() if self._is_there(spec)), None)

    def default_note(self) -> str:
        """Why another model than the one that the person wants is the default now; "" when nothing was passed over."""
        wanted, actual = self._wanted_default(), self.default_id()
        if not wanted or actual is None:
            return ""
        spec = self._find(wanted)
        if spec is not None and spec.id == actual:
            return ""
        cause = f"There is no model {shorten(wanted)!r} any more."
        if spec is not None:
            try:
                self.locate(spec)
            except ModelFileError as exc:
                cause = exc.message
        return f"{cause} {self.get(actual).name} is used instead."

    def check_name(self, name: str) -> None:
        """Judge a name that is to be written down: opens no path.

        Raises:
            ModelNotFound: No model and no alias has this name.
        """
        if self._find(name) is None:
            raise self._not_found(name)

    def set_default(self, model_id: str) -> None:
        """Choose the model of new chats.

        Raises:
            ModelNotFound: No model has this id.
            ModelError: The choice could not be saved.
        """
        spec = self.get(model_id)
        with self._lock:
            self._save(replace(self._added, default=spec.id))

    def preferred(self, model_id: str) -> BackendName | None:
        """The engine that the person chose for a model, if any."""
        return self._added.preferred.get(model_id.casefold())

    def prefer(self, model_id: str, backend: BackendName | None) -> None:
        """Remember the engine that the person chose for a model; None forgets it.

        Raises:
            ModelError: The choice could not be saved.
        """
        key = model_id.casefold()
        with self._lock:
            preferred = {known: chosen for known, chosen in self._added.preferred.items() if known != key}
            if backend is not None:
                preferred[key] = backend
            if preferred != self._added.preferred:
                self._save(replace(self._added, preferred=preferred))

    def set_kept(self, backend: BackendName, specs: tuple[ModelSpec, ...]) -> None:
        """Take over the models that an engine keeps itself, in place of those that it kept before.

        One whose id a configured model or an opened file has already is left out: that one is meant by the name.
        """
        with self._lock:
            self._kept = {**self._kept, backend: specs}
            self._built = _build_shelf(self._built_from, self._added, self._kept)

    def _complete(self, spec: ModelSpec) -> ModelSpec:
        """With its projector, which may have come or gone since."""
        if spec.source.kind not in _FILES:
            return spec
        try:
            file = self.locate(spec)
            return with_projector(spec, file, self._facts.of(file), self._facts, self._folders)
        except ModelFileError:  # said when it is wanted
            return spec

    def _wanted_default(self) -> str | None:
        """What the person chose or wrote into the settings; None when only the shipped default is left."""
        written = self._config().sources.get(_DEFAULT, Source.DEFAULT) is not Source.DEFAULT
        return self._added.default or (self._config().settings.general.default_model if written else None)

    def _save(self, added: Added) -> None:
        self._file.save(added)
        self._added = added
        self._built = _build_shelf(self._built_from, added, self._kept)

    def _find(self, name: str) -> ModelSpec | None:
        wanted, shelf = name.strip().casefold(), self._shelf
        found = shelf.models.get(wanted) or shelf.aliases.get(wanted)
        if found is not None or not wanted:
            return found
        for names in (shelf.models, shelf.aliases):  # what is here goes before what could be fetched
            tagged = [spec for known, spec in names.items() if known.partition(":")[0] == wanted]
            if tagged:
                return tagged[0] if len(tagged) == 1 else None
        return None

    def _not_found(self, name: str) -> ModelNotFound:
        shelf, params = self._shelf, {"model_id": shorten(name, 200)}
        off = _turned_off(name, self._config())
        if off:
            return ModelNotFound(f"There is no model {shorten(name)!r} now: {off[0]}", hint=off[1], params=params)
        names = {known: spec.id for known, spec in {**shelf.aliases, **shelf.models}.items()}
        wanted = name.strip().casefold()[:200]
        close = [known for known in names if known.partition(":")[0] == wanted]
        close += [known for known in get_close_matches(wanted, names, n=3) if known not in close]
        shown = [names[known] for known in close[:5]]
        hint = (
            f"Did you mean {' or '.join(shown)}?" if shown else "Choose one of the list, or open a model file (GGUF)."
        )
        return ModelNotFound(f"There is no model {shorten(name)!r}.", hint=hint, params={**params, "close": shown})

    def _known(self, file: Path) -> ModelSpec | None:
        """The model that already uses this file, under whatever spelling of its path."""
        real = _resolve(file)
        for spec in self._shelf.models.values():
            if spec.source.kind is SourceKind.FILE and _resolve(Path(spec.source.location)) == real:
                return spec
            if spec.source.kind is SourceKind.PACKAGE and self._is_there(spec) and _resolve(self.locate(spec)) == real:
                return spec
        return None

    def _is_there(self, spec: ModelSpec) -> bool:
        try:
            self.locate(spec)
        except ModelFileError:
            return False
        return True


def _build_shelf(config: Config, added: Added, kept: Mapping[BackendName, tuple[ModelSpec, ...]]) -> _Shelf:
    shelf = _Shelf({entry.name.casefold(): spec_of_entry(entry) for entry in config.models})
    for alias, entry in config.aliases.items():
        own = shelf.models.get(str(entry.values["repo"]).casefold())
        shelf.aliases[alias] = own or spec_of_alias(entry)
    for file in added.files:
        # A configured model may have taken the name since the file was opened.
        model_id = _free(file.id, {*shelf.models, *shelf.aliases})
        shelf.models[model_id.casefold()] = ModelSpec(model_id, file.name, ModelSource(SourceKind.FILE, file.path))
        shelf.opened[model_id.casefold()] = file
    for spec in (spec for specs in kept.values() for spec in specs):
        if spec.id.casefold() not in shelf.aliases:
            shelf.models.setdefault(spec.id.casefold(), spec)
    return shelf


def _unique_id(file: Path, taken: Iterable[str]) -> str:
    stem = file.name[: -len(_SUFFIX)] if file.name.casefold().endswith(_SUFFIX) else file.name
    return _free(_NOT_IN_IDS.sub("-", stem)[:_MAX_ID].strip("-._+@") or "model", taken)


def _one_line(name: str) -> str:
    """A name as it may be shown: file names can hold line ends and bytes that are no text."""
    return "".join(c if c.isprintable() else " " for c in name).strip() or "Model"


def _free(wanted: str, taken: Iterable[str]) -> str:
    used, number, name = set(taken), 2, wanted
    while name.casefold() in used:
        name, number = f"{wanted}-{number}", number + 1
    return name


def _turned_off(name: str, config: Config) -> tuple[str, str] | None:
    """Why a provider's model is not there, and what to do; None where it is no provider's, or nothing is turned off."""
    wanted, slash, _ = name.strip().partition("/")
    provider = next((spec for spec in config.providers if spec.name.casefold() == wanted.casefold()), None)
    if not slash or provider is None:
        return None
    if not config.settings.backends.cloud.enabled:
        return CLOUD_IS_OFF, TURN_CLOUD_ON
    if not provider.enabled:
        return f"The provider {provider.name} is turned off.", "Turn it on in Settings → Models and engines."
    return None


def _is_path(name: str) -> bool:
    return name.casefold().endswith(_SUFFIX) or name.startswith("~") or Path(name).is_absolute()


def _whole_path(path: Path | str) -> Path:
    try:
        file = Path(path).expanduser()
    except RuntimeError:  # no home folder is known
        file = Path(path)
    if not file.is_absolute():
        raise InvalidInput(f"{shorten(path)!r} is not a whole path.", hint="Give the path from the root folder on.")
    return file


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path
