"""Finding the program: each thing that can be wrong with it has its own sentence. Programs here are small scripts."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from app.backends.mistral_rs.finder import Finder
from app.types.engines import EngineState, MistralRsOptions


def script(path: Path, body: str, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(mode)
    return path


@pytest.fixture(autouse=True)
def bare_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program of this machine."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")


def finder(binary: Path | str = "", *folders: Path) -> Finder:
    return Finder(lambda: MistralRsOptions(str(binary)), lambda: folders)


async def test_a_named_program_is_asked_once_for_its_version(tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    found = finder(script(tmp_path / "m", f"echo x >> {asked}; echo mistralrs 0.8.1"))
    assert found.availability().usable
    assert found.availability().version == ""
    await found.probe()
    await found.probe()
    availability = found.availability()
    assert (availability.version, availability.state) == ("0.8.1", EngineState.STARTS_ON_USE)
    assert availability.where == str(tmp_path / "m")
    assert asked.read_text() == "x\n"


async def test_a_program_that_was_replaced_is_asked_again(tmp_path: Path) -> None:
    path = script(tmp_path / "m", "echo mistralrs 0.8.1")
    found = finder(path)
    await found.probe()
    script(path, "echo mistralrs 0.9.5 ")
    await found.probe()
    assert found.availability().version == "0.9.5"


@pytest.mark.parametrize(
    ("body", "mode", "state", "words"),
    [
        ("echo Python 3.11", 0o755, EngineState.FAILED, "another program"),
        ("exit 3", 0o755, EngineState.FAILED, "another program"),
        ("echo mistralrs-server 0.3.1", 0o755, EngineState.TOO_OLD, "too old"),
        ("echo mistralrs 0.8.1", 0o644, EngineState.FAILED, "not executable"),
    ],
)
async def test_what_is_wrong_with_a_named_program_is_said(
    tmp_path: Path, body: str, mode: int, state: EngineState, words: str
) -> None:
    if os.geteuid() == 0 and mode == 0o644:
        mode = 0o644  # root may not run it either
    found = finder(script(tmp_path / "m", body, mode))
    await found.probe()
    availability = found.availability()
    assert not availability.usable
    assert words in availability.reason
    assert availability.state is state
    assert "Settings" in availability.hint
    assert found.program() is None


async def test_wrong_paths_are_said(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none", "no program"), (tmp_path, "a folder"), ("x\0y", "cannot be looked at")):
        found = finder(path)
        await found.probe()
        assert words in found.availability().reason
    unreadable = tmp_path / "text"
    unreadable.write_bytes(b"\x7fELF no program")
    unreadable.chmod(0o755)
    found = finder(unreadable)
    await found.probe()
    assert "cannot be run" in found.availability().reason


async def test_a_program_that_says_nothing_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.backends.mistral_rs.finder.ASK_S", 0.05)
    found = finder(script(tmp_path / "m", "exec sleep 60"))
    async with asyncio.timeout(30):
        await found.probe()
    assert "does not say which version" in found.availability().reason


async def test_the_best_program_that_works_is_taken(tmp_path: Path) -> None:
    script(tmp_path / "a" / "mistralrs", "echo nonsense")
    script(tmp_path / "b" / "mistralrs-server", "echo mistralrs-server 0.6.0")
    found = finder("", tmp_path / "a", tmp_path / "b")
    await found.probe()
    await found.probe()
    program = found.program()
    assert program is not None
    assert program.version == "0.6.0"


def test_without_a_program_the_package_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.backends.mistral_rs.finder.is_importable", lambda _name: True)
    monkeypatch.setattr("app.backends.mistral_rs.finder.installed_version", lambda _name: "0.9.5")
    availability = finder().availability()
    assert (availability.usable, availability.version, availability.where) == (True, "0.9.5", "")
    monkeypatch.setattr("app.backends.mistral_rs.finder.installed_version", lambda _name: "0.4.0")
    assert finder().availability().state is EngineState.TOO_OLD


def test_without_either_it_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.backends.mistral_rs.finder.is_importable", lambda _name: False)
    availability = finder("", tmp_path).availability()
    assert availability.state is EngineState.NOT_INSTALLED
    assert "make mistralrs" in availability.hint
