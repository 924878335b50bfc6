"""The memory that a worker shares with the core: who is to blame, what it was about, and that it moves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.backends.worker.marker import NO_JOB, WORDS, Mark, Marker, Work
from app.backends.worker.process import WorkerEnd
from app.process import own_environment

ANOTHER = """
import os, sys
from app.backends.worker.marker import Marker, Work
marker = Marker(int(sys.argv[1]))
marker.step()
marker.step()
with marker.at(Work.COMPUTING), marker.at(Work.SAMPLING, 7):
    os.abort()
"""


@pytest.fixture
def marker() -> Iterator[Marker]:
    made = Marker.create()
    yield made
    made.close()


def test_fresh_memory_says_nothing(marker: Marker) -> None:
    assert marker.read() == Mark(NO_JOB, Work.NOTHING, 0)


def test_blocks_stand_inside_each_other_and_end_with_errors_too(marker: Marker) -> None:
    shared, alone = marker.at(Work.COMPUTING), marker.at(Work.SAMPLING, 5)
    with shared:
        with alone, alone:
            assert marker.read() == Mark(5, Work.SAMPLING)
        assert marker.read() == Mark(NO_JOB, Work.COMPUTING)
        with pytest.raises(ZeroDivisionError), alone:
            raise ZeroDivisionError
        assert marker.read().job == NO_JOB
    assert marker.read() == Mark()


def test_large_numbers_of_requests_keep_their_work(marker: Marker) -> None:
    with marker.at(Work.STATE, 2**50 + 3):
        assert marker.read() == Mark(2**50 + 3, Work.STATE)


def test_nonsense_reads_as_nothing_known(marker: Marker) -> None:
    with marker.at(255, 9):  # type: ignore[arg-type]  # what a stray write leaves
        assert marker.read() == Mark(9, Work.NOTHING)


def test_what_a_dead_process_did_can_still_be_read(marker: Marker, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER, str(marker.fd)],
        pass_fds=(marker.fd,),
        env=own_environment(),
        cwd=tmp_path,
        check=False,
        timeout=30,
    )
    assert done.returncode < 0
    assert marker.read() == Mark(7, Work.SAMPLING, steps=2)


def test_where_there_is_no_memory_file_an_unlinked_one_serves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delattr("os.memfd_create", raising=False)
    made = Marker.create()
    with made.at(Work.MEDIA, 3):
        assert made.read() == Mark(3, Work.MEDIA)
    made.close()
    assert list(tmp_path.iterdir()) == []


def test_every_work_has_its_words() -> None:
    assert set(WORDS) == set(Work)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (WorkerEnd("", signal="SIGSEGV", mark=Mark(4, Work.SAMPLING)), (True, False)),
        (WorkerEnd("", exit_code=1, mark=Mark(4, Work.SAMPLING)), (True, False)),
        (WorkerEnd("", signal="SIGSEGV", mark=Mark(NO_JOB, Work.COMPUTING)), (None, None)),
        (WorkerEnd("", signal="SIGKILL", mark=Mark(4, Work.SAMPLING)), (None, None)),
        (WorkerEnd("", signal="SIGSEGV", mark=Mark(4, Work.SPECULATION)), (None, None)),
        (WorkerEnd("", exit_code=0, mark=Mark(4, Work.SAMPLING)), (None, None)),
    ],
)
def test_who_is_to_blame(end: WorkerEnd, expected: tuple[bool | None, bool | None]) -> None:
    assert (end.culprit(4), end.culprit(5)) == expected
    assert end.error(4, before_first_token=True).params["culprit"] is expected[0]
