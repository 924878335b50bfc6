"""Packages that may be missing: what is remembered of them, and until when."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.backends.versions import installed_version, is_importable, release


def install(folder: Path, version: str) -> None:
    """As pip does it: a module, and beside it a folder with the version in its name."""
    for old in folder.glob("tektra_made_up-*"):
        (old / "METADATA").unlink()
        old.rmdir()
    about = folder / f"tektra_made_up-{version}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: tektra-made-up\nVersion: {version}\n", "utf-8")
    (folder / "tektra_made_up.py").touch()


def test_what_is_installed_or_removed_meanwhile_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    later = tmp_path.stat().st_mtime_ns
    assert installed_version("tektra-made-up") is None
    assert not is_importable("tektra_made_up")
    for version in ("1.0", "2.0"):
        install(tmp_path, version)
        later += 10**9  # clocks of files may stand still for some milliseconds
        os.utime(tmp_path, ns=(later, later))
        assert installed_version("tektra-made-up") == version
        assert is_importable("tektra_made_up")


def test_nothing_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def version(name: str) -> str:
        asked.append(name)
        return "1.0"

    monkeypatch.setattr("app.backends.versions.metadata.version", version)
    assert [installed_version("tektra-asked-twice") for _ in range(3)] == ["1.0"] * 3
    assert asked == ["tektra-asked-twice"]


def test_a_folder_that_is_gone_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path / "gone"))
    assert installed_version("pytest")
    assert is_importable("pytest")


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.3.36+cpu", (0, 3, 36)), ("0.4.0rc1", (0, 4)), ("1", (1,)), ("", ())]
)
def test_the_numbers_of_a_version(version: str, numbers: tuple[int, ...]) -> None:
    assert release(version) == numbers
