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
    "data/backups/tektra-20260101-000000.db",
    "data/backups/.tektra-20260101-000000.db.7.partial",
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
THEIRS = ("data/holiday.jpg", "data/models-of-mine.json", "cache/states/model/big.GGUF", "logs/notes.txt", "notes.txt")


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
    assert not paths.config.exists()
    assert not paths.backups.exists()


def test_whatever_paths_names_is_ours(paths: Paths) -> None:
    named = [name for name, member in vars(Paths).items() if isinstance(member, property)]
    assert len(named) > 5
    for name in named:
        path: Path = getattr(paths, name)
        if path.parent != paths.runtime and path != paths.erasing:
            path.parent.mkdir(exist_ok=True)
            if not path.exists():
                path.write_text("")
            assert path in set(own_files(paths)), name


def test_links_are_removed_and_what_they_lead_to_stays(paths: Paths, tektra_home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.db").write_text("mine")
    (paths.backups / "link").symlink_to(outside)
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
