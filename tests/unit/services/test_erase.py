"""The end of all data: everything of ours goes, nothing else does, and a kill in the middle is made good."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from app.config.paths import Paths, resolve_paths
from app.services import erase as erasing
from app.services.erase import begin_erasing, erase, finish_erasing, is_erasing, own_files
from tests.helpers.logfail import ExpectedLogs

OURS = (
    "config/config.toml",
    "config/.config.toml.12-34.new",
    "data/tektra.db",
    "data/tektra.db-wal",
    "data/tektra.db.corrupt-20260101-000000",
    "data/tektra.db.corrupt-20260101-000000-wal",
    "data/tektra.db.draft",
    "data/tektra.db.ready",
    "data/tektra.db.replaced-20260101-000000.2-shm",
    "data/backups/tektra-20260101-000000.db",
    "data/backups/.tektra-20260101-000000.db.7.partial",
    "data/backups/.tektra-20260101-000000.db.7.partial-journal",
    "data/provider-keys.json",
    "data/models.json",
    "data/models.broken-1.json",
    "data/engine-notes.json",
    "data/connections.jsonl",
    "cache/window.json",
    "cache/states/model/1.state",
    "logs/core.log",
    "logs/core.log.1",
    "logs/worker.log",
    "runtime.txt",
)
THEIRS = (
    "config/config.toml.bak",
    "config/config.toml-before-the-update",
    "data/holiday.jpg",
    "data/models-of-mine.json",
    "data/tektra.db.my-copy",
    "data/tektra.db-2026",
    "data/tektra.db.corrupt-mine",
    "data/backups/tektra-20260101-000000 before the move.db",
    "cache/states/model/big.GGUF",
    "logs/core.log.bak",
    "logs/notes.txt",
    "notes.txt",
)
"""Copies that the person made among them."""


@pytest.fixture
def paths(tektra_home: Path) -> Paths:
    paths = resolve_paths()
    paths.ensure()
    for name in (*OURS, *THEIRS):
        path = tektra_home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return paths


def left(home: Path) -> set[str]:
    """Every file, and every link."""
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() or path.is_symlink()}


def test_everything_of_ours_goes_and_nothing_else(paths: Paths, tektra_home: Path) -> None:
    begin_erasing(paths)
    assert is_erasing(paths)
    assert erase(paths) == ()
    assert left(tektra_home) == set(THEIRS)
    assert not is_erasing(paths)
    assert not paths.window_state.exists()


def test_folders_that_are_empty_now_go_as_well(tektra_home: Path) -> None:
    paths = resolve_paths()
    paths.ensure()
    paths.backups.mkdir()
    begin_erasing(paths)
    assert erase(paths) == ()
    assert not any(folder.exists() for folder in (paths.config, paths.data, paths.cache, paths.logs, paths.backups))


def test_whatever_paths_names_is_ours(paths: Paths) -> None:
    named = [name for name, member in vars(Paths).items() if isinstance(member, property)]
    assert len(named) > 5
    for name in named:
        path: Path = getattr(paths, name)
        if path.parent != paths.runtime and path not in (paths.erasing, paths.backups):
            path.parent.mkdir(exist_ok=True)
            if not path.exists():
                path.write_text("")
            assert path in set(own_files(paths)), name


def test_links_are_removed_and_what_they_lead_to_stays(paths: Paths, tektra_home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.db").write_text("mine")
    (paths.backups / "tektra-20260102-000000.db").symlink_to(outside / "precious.db")
    paths.user_config.unlink()
    paths.user_config.symlink_to(outside / "precious.db")
    (paths.data / "tektra.db.draft").unlink()
    (paths.data / "tektra.db.draft").symlink_to(outside, target_is_directory=True)
    (paths.states / "model" / "loop").symlink_to(paths.states)
    erase(paths)
    assert left(tektra_home) == set(THEIRS)
    assert (outside / "precious.db").read_text() == "mine"


def test_a_kill_in_the_middle_is_made_good_by_the_next_start(paths: Paths, tektra_home: Path) -> None:
    begin_erasing(paths)
    for path in list(own_files(paths))[:4]:
        erasing._remove(path)
    finish_erasing(paths)
    assert left(tektra_home) == set(THEIRS)
    new = tektra_home / "data" / "tektra.db"
    new.parent.mkdir(exist_ok=True)
    new.write_text("new chats")
    finish_erasing(paths)
    assert new.exists()


def test_what_cannot_be_removed_is_tried_once_more_and_not_for_ever(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("cannot remove tektra.db")
    expected_logs.expect("could not be removed", logging.ERROR)
    unlink = Path.unlink

    def stubborn(path: Path, *, missing_ok: bool = False) -> None:
        """A fault of the file system: one file cannot be removed."""
        if path == paths.database:
            raise PermissionError(1, "Operation not permitted")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stubborn)
    begin_erasing(paths)
    assert erase(paths) == (paths.database,)
    assert is_erasing(paths)
    finish_erasing(paths)
    assert not is_erasing(paths)
    assert not paths.added_models.exists()
