"""Where Tektra keeps its files, and where its shipped ones are.

Light on purpose (the window reads it before its first paint): standard library, and platformdirs only where
`TEKTRA_HOME` does not decide. Nothing is created before `Paths.ensure`.

A Unix socket's path holds 107 bytes, while `TEKTRA_HOME` may be long: so sockets live in a short folder whose name is
a hash of the data folder, and a file `runtime.txt` under the home says where that is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import ConfigError
from app.process import ROOT

HOME_VARIABLE = "TEKTRA_HOME"
POINTER_NAME = "runtime.txt"
MAX_SOCKET_BYTES = 107

_APP_NAME = "tektra"
_SOCKET_NAME = "core.sock"
_HASH_DIGITS = 12


@dataclass(frozen=True)
class Paths:
    """Every folder and file of one installation. A value: it touches the disk in `ensure` only."""

    home: Path | None
    """`TEKTRA_HOME`, or None when the platform's folders are used."""
    config: Path
    data: Path
    cache: Path
    logs: Path
    runtime: Path
    """Socket and lockfile; short, owner-only, gone after a reboot."""

    @property
    def user_config(self) -> Path:
        """The person's settings, over the shipped models.toml."""
        return self.config / "config.toml"

    @property
    def database(self) -> Path:
        """Conversations; only the core opens it."""
        return self.data / "tektra.db"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.data / "backups"

    @property
    def added_models(self) -> Path:
        """Model files that the person opened, and the chosen default model."""
        return self.data / "models.json"

    @property
    def engine_notes(self) -> Path:
        """What was learned about engines on this machine."""
        return self.data / "engine-notes.json"

    @property
    def crashes(self) -> Path:
        """How engines and the core ended unasked."""
        return self.data / "crashes.jsonl"

    @property
    def running_marker(self) -> Path:
        """There while a core runs; left behind by one that did not stop in order."""
        return self.data / "core-runs"

    @property
    def faults(self) -> Path:
        """Where the core's fault handler writes when native code crashes it."""
        return self.logs / "core-faults.txt"

    @property
    def ledger(self) -> Path:
        """The privacy ledger: which connections were made."""
        return self.data / "connections.jsonl"

    @property
    def provider_facts(self) -> Path:
        """What was found out about providers when they were tested."""
        return self.data / "providers.json"

    @property
    def key_names(self) -> Path:
        """Which providers ever got a key; the keys themselves are in the system's keyring."""
        return self.data / "provider-keys.json"

    @property
    def states(self) -> Path:
        """What engines have read of chats."""
        return self.cache / "states"

    @property
    def erasing(self) -> Path:
        """There while everything is being deleted, so that a kill in the middle does not leave half."""
        return self.data / "erasing"

    @property
    def window_state(self) -> Path:
        """What the window needs for its first paint."""
        return self.cache / "window.json"

    @property
    def socket(self) -> Path:
        """The core's local door."""
        return self.runtime / _SOCKET_NAME

    @property
    def lockfile(self) -> Path:
        """Held by the one core of this installation."""
        return self.runtime / "core.lock"

    def ensure(self) -> None:
        """Create all folders, owner-only, and check that the runtime folder is really ours.

        Raises:
            ConfigError: A folder cannot be created, or somebody else prepared the runtime folder.
        """
        for folder in (self.config, self.data, self.cache, self.logs):
            _create(folder)
        _create(self.runtime)
        _check_ours(self.runtime)
        if self.home is not None:
            _write_pointer(self.home / POINTER_NAME, self.runtime)


def resolve_paths(environ: Mapping[str, str] | None = None) -> Paths:
    """The paths of this installation: all under `TEKTRA_HOME` when it is set, else the platform's own folders.

    Creates nothing. The runtime folder is a sibling of neither; see the module's docstring.
    """
    env = os.environ if environ is None else environ
    wanted = env.get(HOME_VARIABLE, "").strip()
    if wanted:
        home = _real(Path(wanted))
        config, data, cache, logs = home / "config", home / "data", home / "cache", home / "logs"
    else:
        home = None
        config, data, cache, logs = _platform_folders()
    return Paths(home, config, data, cache, logs, _runtime_folder(data, env))


def resource_path(*parts: str) -> Path:
    """A shipped resource: under `resources/` in a checkout, under `app/resources/` in an installed wheel."""
    return _shipped("resources").joinpath(*parts)


def shipped_models_toml() -> Path:
    """The shipped models.toml: at the root of a checkout, inside `app/` in an installed wheel."""
    return _shipped("models.toml")


def _shipped(name: str) -> Path:
    packed = ROOT / "app" / name
    return packed if packed.exists() else ROOT / name


def _platform_folders() -> tuple[Path, Path, Path, Path]:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(_APP_NAME, appauthor=False)
    return dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path, dirs.user_log_path


def _real(path: Path) -> Path:
    """Absolute and without symlinks, so that two spellings of one home meet in one core."""
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError):  # a loop of symlinks, or no home folder to expand to
        return path.absolute()


def _runtime_folder(data: Path, env: Mapping[str, str]) -> Path:
    import hashlib

    if os.name == "nt":
        return data / "run"
    key = hashlib.sha256(os.fsencode(_real(data))).hexdigest()[:_HASH_DIGITS]
    user = os.getuid()
    private = f"{_APP_NAME}-{key}"
    shared = f"{_APP_NAME}-{user}-{key}"
    # /run/user and /tmp come before variables that a terminal, a service and a window may have set differently.
    choices = [
        (env.get("XDG_RUNTIME_DIR", ""), private, True),
        (f"/run/user/{user}", private, True),
        ("/tmp", shared, False),  # noqa: S108 - owner and mode are checked in `ensure`
        (env.get("TMPDIR", ""), shared, False),
    ]
    for base, name, must_be_ours in choices:
        if base and _suits(Path(base), user if must_be_ours else None, name):
            return Path(base) / name
    return data / "run"


def _suits(base: Path, owner: int | None, name: str) -> bool:
    """Whether a folder for sockets can be made in `base` and the socket's path still fits."""
    if not base.is_absolute() or len(os.fsencode(base / name / _SOCKET_NAME)) > MAX_SOCKET_BYTES:
        return False
    try:
        info = base.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(info.st_mode) and os.access(base, os.W_OK | os.X_OK) and owner in (None, info.st_uid)


def _create(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, ValueError) as exc:
        raise ConfigError(
            f"Tektra cannot create its folder {folder}.",
            hint=f"Make it writable, or set {HOME_VARIABLE} to a folder that is.",
            detail=str(exc),
            params={"path": str(folder)},
        ) from exc


def _check_ours(folder: Path) -> None:
    """Refuse a runtime folder that is a symlink or belongs to somebody else; close it to others."""
    if os.name == "nt":
        return
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.getuid():
        raise ConfigError(
            f"The folder {folder} was made by somebody else, so Tektra does not put its socket there.",
            hint="Remove it, or set XDG_RUNTIME_DIR to a folder of your own.",
            detail=f"owner {info.st_uid}, mode {stat.filemode(info.st_mode)}",
            params={"path": str(folder)},
        )
    if stat.S_IMODE(info.st_mode) != 0o700:
        folder.chmod(0o700)


def _write_pointer(pointer: Path, runtime: Path) -> None:
    """Best effort: people read it, Tektra does not."""
    text = f"{runtime}\n"
    try:
        if not pointer.is_file() or pointer.read_text("utf-8", "replace") != text:
            pointer.write_text(text, "utf-8")
    except OSError:
        return
