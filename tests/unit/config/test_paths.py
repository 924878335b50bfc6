"""Folders of an installation: where they are, that nothing is made too early, and that the runtime folder is ours."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.config.paths import MAX_SOCKET_BYTES, Paths, resolve_paths, resource_path, shipped_models_toml
from app.errors import ConfigError
from app.process import ROOT


@pytest.fixture
def runtime_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short folder that plays XDG_RUNTIME_DIR."""
    base = tmp_path_factory.mktemp("r")
    base.chmod(0o700)
    return base


@pytest.fixture
def paths(tmp_path: Path, runtime_base: Path) -> Paths:
    return resolve_paths({"TEKTRA_HOME": str(tmp_path / "home"), "XDG_RUNTIME_DIR": str(runtime_base)})


def test_home_holds_everything_but_the_socket(paths: Paths, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert paths.home == home
    assert {paths.config, paths.data, paths.cache, paths.logs} == {
        home / name for name in ("config", "data", "cache", "logs")
    }
    assert paths.user_config == home / "config" / "config.toml"
    assert paths.database == home / "data" / "tektra.db"
    assert not paths.socket.is_relative_to(home)


def test_resolving_creates_nothing(paths: Paths, tmp_path: Path, runtime_base: Path) -> None:
    assert not list(tmp_path.iterdir())
    assert not list(runtime_base.iterdir())


def test_ensure_makes_owner_only_folders_and_says_where_the_socket_is(paths: Paths) -> None:
    paths.ensure()
    paths.ensure()  # twice is once
    for folder in (paths.config, paths.data, paths.cache, paths.logs, paths.runtime):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert paths.home is not None
    assert (paths.home / "runtime.txt").read_text() == f"{paths.runtime}\n"


def test_two_homes_never_share_a_socket_and_two_spellings_do(tmp_path: Path, runtime_base: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    env = {"XDG_RUNTIME_DIR": str(runtime_base)}
    one, two, link, dotted = (
        resolve_paths({**env, "TEKTRA_HOME": str(tmp_path / name)}).socket
        for name in ("one", "two", "link", "two/../one")
    )
    assert one != two
    assert one == link == dotted


def test_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve_paths({"TEKTRA_HOME": "here"}).home == tmp_path / "here"


@pytest.mark.parametrize("value", ["", "  "])
def test_without_home_the_platform_decides(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    paths = resolve_paths({"TEKTRA_HOME": value})
    assert paths.home is None
    if sys.platform == "linux":
        assert paths.database == tmp_path / "share" / "tektra" / "tektra.db"


@pytest.mark.skipif(os.name == "nt", reason="Unix sockets do not exist there")
@pytest.mark.parametrize("length", [10, 300, 3000])
def test_socket_path_always_fits(length: int, tmp_path: Path) -> None:
    long = tmp_path.joinpath(*["x" * 100 for _ in range(length // 100)], "y")
    paths = resolve_paths({"TEKTRA_HOME": str(long), "XDG_RUNTIME_DIR": str(long), "TMPDIR": str(long)})
    assert len(os.fsencode(paths.socket)) <= MAX_SOCKET_BYTES


def test_runtime_dir_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: real + 4242)
    paths = resolve_paths({"TEKTRA_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)})
    assert paths.runtime.parent == Path("/tmp")
    assert str(real + 4242) in paths.runtime.name


def test_symlink_in_place_of_the_runtime_folder_is_refused(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "trap").mkdir()
    paths.runtime.symlink_to(tmp_path / "trap")
    with pytest.raises(ConfigError, match="somebody else") as caught:
        paths.ensure()
    assert caught.value.hint


def test_runtime_folder_of_another_owner_is_refused(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.runtime.mkdir()
    real = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: real + 1)
    with pytest.raises(ConfigError, match="somebody else"):
        paths.ensure()


def test_runtime_folder_that_is_open_to_others_is_closed(paths: Paths) -> None:
    paths.runtime.mkdir()
    paths.runtime.chmod(0o777)
    paths.ensure()
    assert stat.S_IMODE(paths.runtime.stat().st_mode) == 0o700


def test_file_where_a_folder_belongs(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(ConfigError, match="cannot create its folder") as caught:
        resolve_paths({"TEKTRA_HOME": str(tmp_path / "home")}).ensure()
    assert "TEKTRA_HOME" in caught.value.hint


def test_shipped_files_are_found_in_the_checkout() -> None:
    assert resource_path("icons", "x.svg") == ROOT / "resources" / "icons" / "x.svg"
    assert shipped_models_toml() == ROOT / "models.toml"


def test_import_is_light() -> None:
    code = (
        "import sys; import app.config.paths; app.config.paths.resolve_paths({'TEKTRA_HOME': '/nowhere'}); "
        "print([m for m in ('platformdirs', 'tomli', 'psutil', 'cattrs', 'asyncio', 'importlib.metadata') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == "[]"
