"""The model files that a person opened, and the default model, as a small JSON file that survives being killed."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from app.errors import AppError, ModelError
from app.files import temporary_pattern, write_atomically
from app.types.models import BackendName
from app.wire import from_wire, to_wire

VERSION = 1
MAX_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class AddedFile:
    """One file that was opened."""

    id: str
    name: str
    path: str
    """Absolute."""


@dataclass(frozen=True, slots=True)
class Added:
    """Everything that is kept."""

    version: int = VERSION
    default: str | None = None
    """The model that was chosen for new chats."""
    files: tuple[AddedFile, ...] = ()
    preferred: dict[str, BackendName] = field(default_factory=dict)
    """The engines that the person chose for single models, by casefolded id."""


class AddedModels:
    """The file models.json. Called by one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._unreadable = ""

    def load(self) -> tuple[Added, str]:
        """What was kept, and what was wrong with it, or "". A broken file is kept aside under another name."""
        self._clean_up()
        try:
            with self._file.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return Added(), ""
        except OSError as exc:
            # It may be whole, so it must not be replaced.
            self._unreadable = f"The list of opened models cannot be read: {exc.strerror or exc}."
            return Added(), self._unreadable
        try:
            return _parse(raw), ""
        except (AppError, ValueError, RecursionError) as exc:
            return Added(), self._set_aside(str(exc))

    def save(self, added: Added) -> None:
        """Replace the file as a whole.

        Raises:
            ModelError: It could not be written; the old one is unharmed.
        """
        message = "The list of opened models could not be saved."
        hint = "Check that the disk is not full and that you may write there."
        if self._unreadable:
            raise ModelError(message, hint=hint, detail=f"{self._file}: {self._unreadable}")
        try:
            write_atomically(self._file, json.dumps(to_wire(added), indent=1).encode())
        except OSError as exc:
            raise ModelError(message, hint=hint, detail=f"{self._file}: {exc}") from exc

    def _clean_up(self) -> None:
        """Remove what a kill in the middle of a write left behind; only the one core writes here."""
        for part in self._file.parent.glob(temporary_pattern(self._file)):
            with suppress(OSError):
                part.unlink()

    def _set_aside(self, reason: str) -> str:
        names = (self._file.with_name(f"{self._file.stem}.broken-{number}{self._file.suffix}") for number in count(1))
        aside = next(name for name in names if not name.exists())
        try:
            self._file.rename(aside)
        except OSError as exc:
            self._unreadable = f"The list of opened models is damaged and cannot be moved: {exc.strerror}."
            return self._unreadable
        return f"The list of opened models is damaged ({reason}). It was kept as {aside.name}."


def _parse(raw: bytes) -> Added:
    if len(raw) > MAX_BYTES:
        raise ValueError("it is too large")
    added: Added = from_wire(Added, json.loads(raw.decode("utf-8")))
    if added.version != VERSION:
        raise ValueError(f"version {added.version} is not known")
    if len({file.id.casefold() for file in added.files}) < len(added.files):
        raise ValueError("an id is there twice")
    if not all(file.id and Path(file.path).is_absolute() for file in added.files):
        raise ValueError("an entry has no id or no whole path")
    return added
