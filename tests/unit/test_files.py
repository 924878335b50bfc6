"""Files that are written are whole, whatever happens in the middle."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.files import temporary_pattern, write_atomically


def test_written_files_are_owner_only_and_leave_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "new" / "x.json"
    write_atomically(file, b"one")
    write_atomically(file, b"two")
    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "x.json"
    write_atomically(file, b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_kill_leaves_behind_can_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "[x].json"
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(file, b"cut off")
    assert [part.read_bytes() for part in tmp_path.glob(temporary_pattern(file))] == [b"cut off"]
