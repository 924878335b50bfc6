"""Finds what runs mistral.rs here: the program that is named, one on the PATH, or the Python package. Core only.

Looking is cheap; what `--version` says is asked once per file, in the background, and kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.backends.base import Availability
from app.backends.mistral_rs.programs import NAMES, OLDEST, Form, Program, read_version
from app.backends.versions import installed_version, is_importable
from app.types.engines import EngineState, MistralRsOptions

PACKAGE = "mistralrs"
LEAST_PACKAGE = (0, 9)
ASK_S = 2.5
"""What a program gets to tell its version."""
INSTALL = 'Install it with: pip install "tektra[mistral-rs]", or build the program with: make mistralrs'
CHOOSE = "Choose the program mistralrs in Settings → Models and engines, or leave its path empty."
_MOST = 4096
_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a program cannot be used, as a sentence."""

    sentence: str
    state: EngineState = EngineState.FAILED
    version: str = ""


class Finder:
    """Belongs to the core's event loop."""

    def __init__(
        self, options: Callable[[], MistralRsOptions], folders: Callable[[], tuple[Path, ...]] | None = None
    ) -> None:
        self._options = options
        self._folders = folders
        self._said: dict[_Key, Program | _Trouble] = {}

    def availability(self) -> Availability:
        """What is there, as far as it was asked."""
        found = self._find()
        if isinstance(found, _Trouble):
            return Availability(
                usable=False,
                reason=found.sentence,
                hint=CHOOSE if self._options().binary else INSTALL,
                version=found.version,
                state=found.state,
                where=self._options().binary,
            )
        return Availability(usable=True, version=found.version, state=EngineState.STARTS_ON_USE, where=found.path)

    def program(self) -> Program | None:
        """What would run; None where nothing can."""
        found = self._find()
        return None if isinstance(found, _Trouble) else found

    async def probe(self) -> None:
        """Ask the programs that would be taken for their versions, unless they have told."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ASK_S + 0.4):
                for path in self._candidates():
                    key = _key(path)
                    if key and key not in self._said and not _plain_trouble(path):
                        self._said[key] = await asyncio.to_thread(_ask, path)
                    if key and isinstance(self._said.get(key), Program):
                        return

    def _find(self) -> Program | _Trouble:
        troubles: list[_Trouble] = []
        for path in self._candidates():
            trouble = _plain_trouble(path)
            key = _key(path)
            said = trouble or (self._said.get(key) if key else None) or Program(Form.PROGRAM, str(path))
            if isinstance(said, Program):
                return said
            troubles.append(said)
        if self._options().binary:
            return troubles[0]
        package = _package()
        if isinstance(package, _Trouble) and troubles and package.state is EngineState.NOT_INSTALLED:
            return troubles[0]
        return package

    def _candidates(self) -> list[Path]:
        """Where the program may be, the best first; the one that is named is the only one."""
        if named := self._options().binary.strip():
            try:
                return [Path(named).expanduser()]
            except RuntimeError:
                return [Path(named)]
        found = [Path(path) for name in NAMES if (path := shutil.which(name))]
        for folder in (self._folders or extra_folders)():
            found += [folder / name for name in NAMES if os.access(folder / name, os.X_OK)]
        return list(dict.fromkeys(found))


def extra_folders() -> tuple[Path, ...]:
    """Where `make mistralrs` puts the program, and where it often is without being on the PATH of a desktop."""
    try:
        home = Path.home()
    except RuntimeError:
        return ()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    built = sorted(cache.glob("tektra-dev/mistralrs-*"), reverse=True)
    return (*(folder for folder in built if folder.is_dir()), home / ".cargo" / "bin", home / ".local" / "bin")


def _plain_trouble(path: Path) -> _Trouble | None:
    """What a look at the file shows."""
    try:
        if "\0" in str(path):
            raise ValueError
        if not path.exists():
            return _Trouble(f"There is no program at {path}.", EngineState.NOT_INSTALLED)
        if path.is_dir():
            return _Trouble(f"{path} is a folder, not a program.")
        if not os.access(path, os.X_OK):
            return _Trouble(f"{path} may not be run: it is not executable.")
    except (OSError, ValueError):
        return _Trouble(f"{str(path)[:200]!r} cannot be looked at.")
    return None


def _key(path: Path) -> _Key | None:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return str(path), stat.st_mtime_ns, stat.st_size


def _ask(path: Path) -> Program | _Trouble:
    """Run it with `--version`; called in a thread."""
    try:
        said = _output_of(path)
    except OSError as exc:
        return _Trouble(f"{path} cannot be run: {exc.strerror or exc}.")
    if said is None:
        return _Trouble(f"{path} does not say which version it is; it is probably another program.")
    program = read_version(said.decode("utf-8", "replace"), str(path))
    if program is None:
        return _Trouble(f"{path} is not mistral.rs but another program.")
    if program.numbers < OLDEST:
        least = ".".join(map(str, OLDEST))
        reason = f"mistral.rs {program.version} at {path} is too old; Tektra needs {least} or newer."
        return _Trouble(reason, EngineState.TOO_OLD, program.version)
    return program


def _output_of(path: Path) -> bytes | None:
    """The first line that it prints; None where nothing came in time. Whatever it is, it does not go on running."""
    deadline, said = time.monotonic() + ASK_S, b""
    process = subprocess.Popen(
        [str(path), "--version"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with process:
        try:
            while process.stdout and b"\n" not in said and len(said) < _MOST:
                ready, _, _ = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))
                if not ready:
                    return None
                more = os.read(process.stdout.fileno(), _MOST)
                if not more:
                    break
                said += more
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return said


def _package() -> Program | _Trouble:
    if not is_importable(PACKAGE):
        return _Trouble("mistral.rs is not installed.", EngineState.NOT_INSTALLED)
    version = installed_version(PACKAGE)
    if version is None:
        return _Trouble("The Python package mistralrs is installed only in part.", EngineState.NOT_INSTALLED)
    program = Program(Form.PACKAGE, "", version)
    if program.numbers < LEAST_PACKAGE:
        least = ".".join(map(str, LEAST_PACKAGE))
        reason = f"The Python package mistralrs {program.version} is too old; Tektra needs {least} or newer."
        return _Trouble(reason, EngineState.TOO_OLD, program.version)
    return program
