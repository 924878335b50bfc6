"""`tektra doctor` with the real program: a sound installation, broken ones, crashes, and a report that tells nobody."""

from __future__ import annotations

import json
import os
from typing import Any

from tests.e2e.conftest import Installation
from tests.helpers.procs import kill9


def doctor(tektra: Installation, exit_code: int = 0, **environ: str) -> dict[str, list[dict[str, Any]]]:
    """The findings by section."""
    program = tektra.run("doctor", "--json", **environ)
    assert program.process.returncode == exit_code, program.stdout + program.stderr
    sections: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(program.stdout)["findings"]:
        sections.setdefault(finding["section"], []).append(finding)
    return sections


def test_a_sound_installation_is_good_in_every_section(tektra: Installation) -> None:
    found = doctor(tektra)
    assert set(found) == {
        *("core", "engines", "devices", "memory", "disk", "models", "settings", "sound", "camera", "crashes")
    }
    assert all(finding["state"] in ("good", "warning") for section in found.values() for finding in section)
    assert found["core"][0]["state"] == "good"
    shown = tektra.run("doctor")
    assert shown.process.returncode == 0
    assert "Engines\n  ok       llama.cpp: It can answer" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_wrong_settings_are_bad_with_file_and_line(tektra: Installation) -> None:
    tektra.configure('[limits]\nmax_queue = "many"\n')
    [problem] = doctor(tektra, exit_code=1)["settings"]
    assert problem["state"] == "bad"
    assert "config.toml:2: " in problem["text"]
    assert "BAD" in tektra.run("doctor").stdout


def test_a_damaged_model_file_is_named(tektra: Installation) -> None:
    model = tektra.programs.home / "broken.gguf"
    model.write_bytes(b"GGUF" + b"\xff" * 64)
    tektra.configure(f'[[models]]\nid = "broken"\nname = "Broken"\nsource = "file:{model}"\n')
    found = {finding["name"]: finding for finding in doctor(tektra, exit_code=1)["models"]}
    assert found["Broken"]["state"] == "bad"


def test_where_no_core_can_start_the_same_checks_run_and_say_why(tektra: Installation) -> None:
    (tektra.programs.home / "data").write_text("a file in the place of a folder", "utf-8")
    found = doctor(tektra, exit_code=1)
    core = found["core"][0]
    assert core["state"] == "bad"
    assert core["text"].startswith("It did not start: ")
    assert core["hint"]
    assert {"engines", "devices", "memory", "disk", "models"} <= set(found)
    assert found["devices"][0]["state"] == "good"
    report = tektra.run("doctor", "--report")
    assert report.process.returncode == 1
    assert "It did not start" in report.stdout
    assert str(tektra.programs.home) not in report.stdout


def test_the_last_crash_of_an_engine_has_its_cause(tektra: Installation) -> None:
    assert tektra.ask("/echo crash\nmy secret question").wait() != 0
    [crash] = doctor(tektra)["crashes"]
    assert crash["state"] == "warning"
    assert "Echo with echo" in crash["text"]
    record = (tektra.programs.home / "data" / "crashes.jsonl").read_text("utf-8")
    assert json.loads(record.splitlines()[0])["backend"] == "echo"
    assert "secret" not in record


def test_a_killed_core_is_told_of_at_the_next_start(tektra: Installation) -> None:
    assert tektra.ask("hello").wait() == 0
    kill9(tektra.core_pid())
    [crash] = doctor(tektra)["crashes"]
    assert "The core ended without stopping in order" in crash["text"]
    assert tektra.run("daemon", "stop").process.returncode == 0
    assert "The core ended" in doctor(tektra)["crashes"][0]["text"]
    assert len((tektra.programs.home / "data" / "crashes.jsonl").read_text("utf-8").splitlines()) == 1


def test_the_report_tells_nothing_of_the_person(tektra: Installation) -> None:
    assert tektra.ask("/echo crash\nmy secret question").wait() != 0
    tektra.configure('[[models]]\nid = "mine"\nname = "Mine"\nsource = "file:/home/jane/thesis/mine.gguf"\n')
    tektra.run("daemon", "stop")
    report = tektra.run("doctor", "--report", USER="jane", OPENAI_API_KEY="sk-abcdefghijklmnop")
    assert report.process.returncode == 0, report.stderr
    text = report.stdout
    assert "llama.cpp" in text
    assert "Record of crashes" in text
    for private in ("secret question", str(tektra.programs.home), "jane", "thesis", "sk-abc", os.uname().nodename):
        assert private not in text or private == "localhost", private
    assert "~/…/mine.gguf" in text
