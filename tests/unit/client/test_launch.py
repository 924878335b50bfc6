"""Decisions about starting and replacing a core, with a fake clock and small real processes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from app import __version__
from app.bridge.frames import Hello
from app.bridge.signatures import StopReply
from app.client import launch
from app.client.launch import CoreStarter, VersionDecision, core_command, log_tail, spawn_core, version_decision
from app.config.paths import Paths, resolve_paths
from app.errors import ConfigError, CoreUnavailable
from app.process import core_environment, own_environment

OTHER = Hello(1, "9.9.9", 5)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Spawner:
    """Starts processes that do what the script says, instead of cores."""

    def __init__(self, paths: Paths, script: str) -> None:
        self.paths = paths
        self.script = script
        self.children: list[subprocess.Popen[bytes]] = []

    def __call__(self, paths: Paths) -> subprocess.Popen[bytes]:
        assert paths is self.paths
        paths.ensure()
        with (paths.logs / "core.log").open("ab") as log:
            child = subprocess.Popen([sys.executable, "-c", self.script], stderr=log, stdin=subprocess.PIPE)
        self.children.append(child)
        return child

    def end(self) -> None:
        for child in self.children:
            child.communicate()


@pytest.fixture
def paths() -> Paths:
    return resolve_paths()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def starter_for(paths: Paths, clock: Clock, script: str) -> tuple[CoreStarter, Spawner]:
    spawner = Spawner(paths, script)
    return CoreStarter(paths, spawner, clock), spawner


@pytest.fixture
def patient(paths: Paths, clock: Clock) -> Iterator[tuple[CoreStarter, Spawner]]:
    """A starter whose core runs until the end of the test."""
    starter, spawner = starter_for(paths, clock, "import sys; sys.stdin.read()")
    yield starter, spawner
    spawner.end()


@pytest.mark.parametrize(
    ("hello", "asked", "replaced", "decision"),
    [
        (Hello(1, __version__, 5), None, False, VersionDecision.USE),
        (Hello(1, __version__, 5), None, True, VersionDecision.USE),
        (OTHER, None, False, VersionDecision.REPLACE),
        (OTHER, StopReply(stopping=True), False, VersionDecision.START),
        (OTHER, StopReply(stopping=False, answering=1), False, VersionDecision.WAIT),
        (OTHER, None, True, VersionDecision.GIVE_UP),
    ],
)
def test_versions(hello: Hello, asked: StopReply | None, decision: VersionDecision, *, replaced: bool) -> None:
    assert version_decision(hello, asked, replaced=replaced) is decision


def test_one_core_is_started_and_waited_for(patient: tuple[CoreStarter, Spawner], clock: Clock) -> None:
    starter, spawner = patient
    waits = []
    while clock.now < 1000 + launch.START_DEADLINE_S:
        waits.append(starter.connect_failed())
        clock.now += waits[-1]
    assert len(spawner.children) == 1
    assert waits[0] < 0.05
    assert max(waits) <= 0.25
    clock.now += 1
    with pytest.raises(CoreUnavailable, match="does not answer"):
        starter.connect_failed()


def test_failed_starts_back_off_and_end_with_the_cause_and_the_log(paths: Paths, clock: Clock) -> None:
    paths.ensure()
    (paths.logs / "core.log").write_text("old line\n")
    starter, spawner = starter_for(paths, clock, "import sys; sys.exit('no room on the disk')")
    starts: list[float] = []

    def keep_trying() -> None:
        while True:
            before = len(spawner.children)
            wait = starter.connect_failed()
            if len(spawner.children) > before:
                starts.append(clock.now)
                spawner.children[-1].communicate()
            clock.now += wait

    with pytest.raises(CoreUnavailable, match="exit code 1") as caught:
        keep_trying()
    assert len(starts) == launch.MAX_FAILED_STARTS
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps[1] > gaps[0] >= launch.RESPAWN_S
    assert "no room on the disk" in caught.value.detail
    assert "old line" not in caught.value.detail


def test_a_core_that_lost_the_race_is_no_failure(paths: Paths, clock: Clock) -> None:
    starter, spawner = starter_for(paths, clock, "")
    for _ in range(60):
        clock.now += starter.connect_failed()
        for child in spawner.children:
            child.communicate()
    assert len(spawner.children) > 3


def test_a_core_that_lived_is_started_again_at_once(patient: tuple[CoreStarter, Spawner], clock: Clock) -> None:
    starter, spawner = patient
    for lives in range(1, 6):
        starter.connect_failed()
        assert len(spawner.children) == lives
        starter.connected()
        clock.now += 60
        spawner.children[-1].kill()
        spawner.children[-1].wait()
        starter.lost()


def test_a_core_that_dies_right_after_its_start_is_given_up(patient: tuple[CoreStarter, Spawner], clock: Clock) -> None:
    starter, spawner = patient
    for _ in range(launch.MAX_FAILED_STARTS):
        starter.connect_failed()
        starter.connected()
        clock.now += 1
        spawner.children[-1].kill()
        spawner.children[-1].wait()
        starter.lost()
    with pytest.raises(CoreUnavailable, match="SIGKILL"):
        starter.connect_failed()
    starter.begin()
    starter.connect_failed()
    assert len(spawner.children) == launch.MAX_FAILED_STARTS + 1


def test_the_start_is_left_to_who_takes_over(patient: tuple[CoreStarter, Spawner], clock: Clock) -> None:
    starter, spawner = patient
    starter.connected()
    starter.lost(grace_s=2.0)
    starter.connect_failed()
    assert spawner.children == []
    clock.now += 2.1
    starter.connect_failed()
    assert len(spawner.children) == 1


def test_the_core_command_is_this_tektra() -> None:
    assert core_command()[-3:] == ["app", "core", "--auto"]
    assert core_command(auto=False)[-2:] == ["app", "core"]


def test_a_spawned_core_is_detached_and_speaks_into_its_log(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import os, sys; print(os.environ['TEKTRA_HOME'], os.getsid(0) == os.getpid(), sys.stdin.read() == '')"
    monkeypatch.setattr(launch, "core_command", lambda **_: [sys.executable, "-c", script])
    child = spawn_core(paths)
    child.wait()
    assert log_tail(paths) == f"{paths.home} True True"


def test_a_core_that_cannot_be_started_at_all(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "core_command", lambda **_: ["/nowhere/python"])
    with pytest.raises(CoreUnavailable, match="cannot be started"):
        spawn_core(paths)


@pytest.mark.parametrize(
    ("number", "cause", "remedy"),
    [
        (errno.EROFS, "read-only file system", "TEKTRA_HOME"),
        (errno.EACCES, "permission denied", "Make it writable"),
        (errno.ENOSPC, "no space left on device", "Free some space"),
    ],
)
def test_a_folder_that_cannot_be_written_is_named_with_the_cause(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, number: int, cause: str, remedy: str
) -> None:
    def refuse(path: Path, *_: str) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Paths, "ensure", lambda _: None)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ConfigError) as caught:
        spawn_core(paths)
    assert caught.value.message == f"{paths.logs} cannot be written ({cause}), so Tektra cannot start."
    assert remedy in caught.value.hint


def test_the_log_tail_is_bounded_and_survives_rotation_and_noise(paths: Paths) -> None:
    assert log_tail(paths) == ""
    paths.ensure()
    log: Path = paths.logs / "core.log"
    log.write_bytes(b"x" * 100_000 + b"\n\xff\xfe\n" + b"last\n" * 50)
    assert log_tail(paths, since=10**9).splitlines() == ["last"] * launch.LOG_LINES


def test_a_core_knows_the_keys_and_no_engine_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEKTRA_KEY_MINE", "sk-1")
    monkeypatch.setenv("OLLAMA_API_KEY", "sk-2")
    monkeypatch.setenv("OLLAMA_HOST", "localhost")
    ours, engines = core_environment(), own_environment(MY_TOKEN="given")
    assert (ours["TEKTRA_KEY_MINE"], ours["OLLAMA_API_KEY"]) == ("sk-1", "sk-2")
    assert not {"TEKTRA_KEY_MINE", "OLLAMA_API_KEY"} & set(engines)
    assert (engines["OLLAMA_HOST"], engines["MY_TOKEN"]) == ("localhost", "given")
