"""The record of crashes: bounded, readable whatever stands in it, and without what people wrote."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

from app.backends.base import ProcessEnd
from app.process import own_environment
from app.services.crashes import MAX_BYTES, MAX_LINES, MAX_RECORDS, CoreWatch, CrashLog, without_values
from app.types.doctor import CrashRecord
from app.types.models import BackendName
from tests.helpers.logfail import ExpectedLogs

END = ProcessEnd("it crashed (SIGSEGV)", "SIGSEGV", -11, "computing", "ggml: loading\nValueError: my secret question")


def crash_log(tmp_path: Path) -> CrashLog:
    return CrashLog(tmp_path / "data" / "crashes.jsonl", lambda: 5.0)


def test_a_crash_is_kept_with_everything_but_what_people_wrote(tmp_path: Path) -> None:
    crash_log(tmp_path).engine_died("m1", BackendName.LLAMA_CPP, "The engine stopped: it crashed.", END)
    [kept] = crash_log(tmp_path).read()
    assert kept == CrashRecord(
        5.0,
        "The engine stopped: it crashed.",
        BackendName.LLAMA_CPP,
        "m1",
        "SIGSEGV",
        -11,
        "computing",
        ("ggml: loading", "ValueError"),
    )


def test_an_engine_that_tells_nothing_of_its_end(tmp_path: Path) -> None:
    crash_log(tmp_path).engine_died("m1", BackendName.OLLAMA, "It went away.", None)
    assert crash_log(tmp_path).read()[0].cause == "It went away."


def test_the_oldest_give_way(tmp_path: Path) -> None:
    log = crash_log(tmp_path)
    for number in range(MAX_RECORDS + 5):
        log.engine_died(f"m{number}", BackendName.ECHO, "x" * 5000, None)
    kept = log.read()
    assert [record.model_id for record in kept] == [f"m{number}" for number in range(5, MAX_RECORDS + 5)]
    assert (tmp_path / "data" / "crashes.jsonl").stat().st_size < MAX_BYTES


def test_damaged_lines_are_left_out(tmp_path: Path) -> None:
    log = crash_log(tmp_path)
    log.engine_died("m1", BackendName.ECHO, "one", None)
    file = tmp_path / "data" / "crashes.jsonl"
    odd = [b"{", b"[]", b"null", b'{"at": "x"}', b"\xff\xfe", b"[" * 100_000, b'{"at": 1, "cause": "c", "more": 1}']
    file.write_bytes(file.read_bytes() + b"\n".join(odd) + b"\n")
    log.engine_died("m2", BackendName.ECHO, "two", None)
    assert [record.cause for record in log.read()] == ["one", "two"]


def test_a_huge_file_is_read_from_its_end(tmp_path: Path) -> None:
    log = crash_log(tmp_path)
    log.engine_died("m1", BackendName.ECHO, "one", None)
    file = tmp_path / "data" / "crashes.jsonl"
    file.write_bytes(b"x" * (3 * MAX_BYTES) + b"\n" + file.read_bytes())
    assert [record.cause for record in log.read()] == ["one"]


def test_no_file_and_a_folder_in_its_place(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    assert crash_log(tmp_path).read() == ()
    (tmp_path / "data" / "crashes.jsonl").mkdir(parents=True)
    expected_logs.expect("cannot be recorded", logging.WARNING)
    crash_log(tmp_path).engine_died("m1", BackendName.ECHO, "one", None)
    assert crash_log(tmp_path).read() == ()


def test_of_exceptions_only_the_name_stays() -> None:
    text = 'Traceback (most recent call last):\n  File "x.py", line 3, in run\napp.errors.WorkerDied: my words\n\n'
    text += 'more of my words\n\nand my words again\nTraceback (most recent call last):\n  File "y.py"\n'
    text += "KeyError: 'my words'\n  json.JSONDecodeError : my words\nGGML_ASSERT(x) failed\n" + "y" * 999
    lines = without_values(text)
    assert "my words" not in "\n".join(lines)
    assert lines[2] == "app.errors.WorkerDied"
    assert "GGML_ASSERT(x) failed" in lines
    assert len(lines[-1]) == 200
    assert len(without_values("line\n" * 100)) == MAX_LINES


def watch(tmp_path: Path) -> CoreWatch:
    return CoreWatch(tmp_path / "runs", tmp_path / "faults.txt", crash_log(tmp_path))


def test_a_core_that_stopped_in_order_left_no_crash(tmp_path: Path) -> None:
    first = watch(tmp_path)
    first.begin(booted_at=0.0)
    first.end()
    watch(tmp_path).begin(booted_at=0.0)
    assert crash_log(tmp_path).read() == ()


def test_a_core_that_was_killed_is_found_at_the_next_start(tmp_path: Path) -> None:
    watch(tmp_path).begin(booted_at=0.0)
    watch(tmp_path).begin(booted_at=0.0)
    [found] = crash_log(tmp_path).read()
    assert found.backend is None
    assert "without stopping in order" in found.cause


def test_a_computer_that_was_switched_off_is_no_crash(tmp_path: Path) -> None:
    watch(tmp_path).begin(booted_at=0.0)
    watch(tmp_path).begin(booted_at=9e12)
    assert crash_log(tmp_path).read() == ()


def test_a_fault_in_native_code_names_itself(tmp_path: Path) -> None:
    faults = tmp_path / "faults.txt"
    program = (
        "import sys, ctypes; from pathlib import Path; from app.services.crashes import catch_faults\n"
        "file = catch_faults(Path(sys.argv[1]))\nctypes.string_at(0)\n"
    )
    watch(tmp_path).begin(booted_at=0.0)
    command = [sys.executable, "-c", program, str(faults)]
    done = subprocess.run(command, env=own_environment(), timeout=60, stderr=subprocess.DEVNULL)
    assert done.returncode < 0
    watch(tmp_path).begin(booted_at=9e12)  # known although the computer was started anew meanwhile
    [found] = crash_log(tmp_path).read()
    assert found.cause == "The core crashed: Segmentation fault."
    assert any("File" in line for line in found.last_lines)
    assert faults.read_bytes() == b""


def test_folders_that_cannot_be_used_keep_no_core_from_starting(tmp_path: Path) -> None:
    broken = CoreWatch(tmp_path / "no" / "runs", tmp_path / "no" / "faults", crash_log(tmp_path))
    broken.begin(booted_at=0.0)
    broken.end()
    assert not (tmp_path / "no").exists()


def test_many_threads_lose_no_crash(tmp_path: Path) -> None:
    log = crash_log(tmp_path)
    threads = [threading.Thread(target=log.engine_died, args=("m", BackendName.ECHO, "x", None)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (tmp_path / "data" / "crashes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["cause"] for line in lines] == ["x"] * 8
