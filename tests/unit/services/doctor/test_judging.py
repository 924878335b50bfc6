"""What figures and states mean: one line each, with what would help."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from app.errors import ModelFileError, StoreFull
from app.services.doctor.core import (
    RECENT_S,
    judge_core,
    judge_crashes,
    judge_settings,
    judge_store,
    no_core,
)
from app.services.doctor.engines import judge_devices, judge_engines
from app.services.doctor.machine import (
    FolderFigures,
    MemoryFigures,
    judge_folder,
    judge_memory,
    look_at_folders,
    look_at_memory,
    look_at_states,
)
from app.services.doctor.models import MAX_LISTED, look_at_model_folders, look_at_models
from app.services.doctor.words import GB, MB
from app.types.doctor import CrashRecord
from app.types.engines import CheckState, EngineInfo, EngineState
from app.types.models import BackendName, DeviceInfo, ModelFacts, ModelSource, ModelSpec, SourceKind
from app.types.settings import ConfigIssue
from app.types.status import StoreStatus

GOOD, WARNING, BAD = CheckState.GOOD, CheckState.WARNING, CheckState.BAD
NOW = 1_800_000_000.0
LLAMA = EngineInfo(BackendName.LLAMA_CPP, EngineState.READY, enabled=True, version="0.3", models=1)


def test_each_engine_has_its_state_in_words() -> None:
    fast = replace(LLAMA, tokens_per_s=96.44, measured_with="SmolLM2", where="built in", models=2)
    [found] = judge_engines((fast,))
    assert found.name == "llama.cpp"
    assert found.state is GOOD
    assert found.text == "It can answer. Version 0.3. 2 models. 96.4 tokens/s with SmolLM2. built in."


def test_a_program_is_named_without_its_folders_and_a_server_by_its_address() -> None:
    program = replace(LLAMA, where="/home/jo/secret plans/mistralrs", reason="/home/jo/secret plans/mistralrs is gone.")
    server = replace(LLAMA, where="http://127.0.0.1:11434")
    texts = [judge_engines((engine,))[0].text for engine in (program, replace(program, reason=""), server)]
    assert not any("secret" in text for text in texts)
    assert "mistralrs is gone." in texts[0]
    assert texts[1].endswith("mistralrs.")
    assert "http://127.0.0.1:11434" in texts[2]


@pytest.mark.parametrize("state", EngineState)
def test_every_state_of_an_engine_is_known(state: EngineState) -> None:
    engine = EngineInfo(BackendName.OLLAMA, state, enabled=True, reason="Nobody listens.", hint="Start it.")
    found = judge_engines((LLAMA, engine))
    assert len(found) == 2
    assert found[1].hint == "Start it."
    assert ("Nobody listens." in found[1].text) == (state is not EngineState.OFF)
    assert (found[1].state is BAD) == (state is EngineState.FAILED)


def test_without_any_engine_that_is_bad() -> None:
    echo = EngineInfo(BackendName.ECHO, EngineState.READY, enabled=True)
    off = replace(LLAMA, state=EngineState.OFF)
    found = judge_engines((off, echo))
    assert [finding.state for finding in found] == [GOOD, BAD]
    assert "No engine can answer" in found[-1].text
    assert found[-1].hint.endswith("tektra settings set backends.llama_cpp.enabled true"), "it may be there already"
    cloud = EngineInfo(BackendName.CLOUD, EngineState.OFF, enabled=False)
    found = judge_engines((replace(LLAMA, state=EngineState.NOT_INSTALLED), cloud))
    assert found[-1].hint.startswith("Install one"), "the cloud is off until it is asked for"


def test_devices_have_their_memory() -> None:
    found = judge_devices((DeviceInfo("CUDA0", "gpu", "A card", 8 * GB, 6 * GB), DeviceInfo("CPU", "cpu")))
    assert [finding.text for finding in found] == ["A card, 6.0 GB of 8.0 GB are free.", "cpu."]
    twice = judge_devices((DeviceInfo("CPU", "cpu", "AMD"), DeviceInfo("CUDA0", "gpu"), DeviceInfo("cpu", "cpu")))
    assert [finding.name for finding in twice] == ["CPU", "CUDA0"]
    assert twice[0].text == "AMD."
    assert judge_devices(())[0].state is WARNING


def test_memory() -> None:
    fine = MemoryFigures(16 * GB, 16 * GB, 8 * GB, 0, 0)
    assert [finding.state for finding in judge_memory(fine)] == [GOOD, GOOD]
    limited = replace(fine, total=4 * GB, available=100 * MB, swap_total=GB, swap_used=GB, models_limit=5 * GB)
    by_name = {finding.name: finding for finding in judge_memory(limited)}
    assert by_name["Memory"].state is WARNING
    assert by_name["Limit of the system"].text == "Tektra may use 4.0 GB of the machine's 16.0 GB."
    assert by_name["Limit for models"].state is WARNING
    assert by_name["Swap"].state is WARNING
    some = {finding.name: finding for finding in judge_memory(replace(fine, swap_total=GB, models_limit=GB))}
    assert some["Swap"].text == "0 MB of 1.0 GB are used."
    assert some["Limit for models"].state is GOOD


def test_the_memory_of_this_machine_can_be_read() -> None:
    assert look_at_memory(0)[0].text.endswith("are free.")


@pytest.mark.parametrize(
    ("free", "writable", "state"),
    [(50 * GB, True, GOOD), (GB, True, WARNING), (MB, True, BAD), (50 * GB, False, BAD), (None, True, BAD)],
)
def test_a_folder_needs_room_and_the_right_to_write(free: int | None, writable: bool, state: CheckState) -> None:
    found = judge_folder(FolderFigures("Data", "/data", free, writable))
    assert found.state is state
    assert bool(found.hint) == (state is not GOOD)


def test_a_folder_that_is_not_there_yet_counts_as_its_parent(tmp_path: Path) -> None:
    [found] = look_at_folders([("Data", tmp_path / "not" / "there")])
    assert "are free" in found.text


def test_kept_conversations_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one").write_bytes(b"x" * 3 * MB)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    assert look_at_states(str(tmp_path), 10 * MB)[0].text == "3 MB of 10 MB allowed are used."
    assert look_at_states(str(tmp_path), 2 * MB)[0].state is WARNING
    assert look_at_states("", 0)[0].text == "Turned off in the settings."


class DiskUsage(NamedTuple):
    """As `shutil.disk_usage` tells it."""

    total: int
    used: int
    free: int


class Files:
    """A catalogue of which each model is fine, missing or damaged by its name."""

    def __init__(self, *specs: ModelSpec) -> None:
        self.specs = specs

    def models(self) -> tuple[ModelSpec, ...]:
        return self.specs

    def locate(self, spec: ModelSpec) -> Path:
        if "missing" in spec.id:
            raise ModelFileError("It is missing.")
        return Path(spec.source.location)

    def facts(self, spec: ModelSpec) -> ModelFacts | None:
        if "damaged" in spec.id:
            raise ModelFileError("The file is no GGUF.", hint="Download it again.", detail="at byte 3")
        return None


def spec(name: str, kind: SourceKind = SourceKind.FILE, problem: str = "") -> ModelSpec:
    return ModelSpec(name, name.title(), ModelSource(kind, f"/m/{name}.gguf"), projector_problem=problem)


def test_each_file_that_cannot_be_used_is_named_with_the_reason() -> None:
    found = look_at_models(
        Files(
            spec("fine"),
            spec("missing"),
            spec("damaged"),
            spec("blind", problem="it is truncated."),
            spec("missing-package", SourceKind.PACKAGE),
            spec("echo", SourceKind.ENGINE),
        )
    )
    by_name = {finding.name: finding for finding in found}
    assert by_name["Model files"].text == "1 model file is here and sound. 1 listed one is not installed."
    assert by_name["Missing"].state is WARNING
    assert "/m/missing.gguf" in by_name["Missing"].text
    assert by_name["Damaged"].state is BAD
    assert by_name["Damaged"].text == "The file is no GGUF. at byte 3"
    assert "truncated" in by_name["Blind"].text
    assert "Echo" not in by_name


def test_no_model_at_all_and_far_too_many_damaged_ones() -> None:
    assert look_at_models(Files())[0].hint.startswith("Open a model file")
    found = look_at_models(Files(*(spec(f"damaged{number}") for number in range(MAX_LISTED + 5))))
    assert found[-1].text == "5 more models have problems."


def test_folders_of_models_are_named_with_their_room(monkeypatch: pytest.MonkeyPatch) -> None:
    free = [5 * GB]
    monkeypatch.setattr("shutil.disk_usage", lambda _: DiskUsage(10 * GB, 5 * GB, free[0]))
    files = Files(spec("fine"), spec("also"), spec("missing"), spec("echo", SourceKind.ENGINE))
    [found] = look_at_model_folders(files)
    assert (found.name, found.state) == ("Model folder", GOOD)
    assert found.text == "2 models lie in /m; 5.0 GB are free there."
    free[0] = 1 * GB
    assert look_at_model_folders(files)[0].state is WARNING
    assert look_at_model_folders(Files()) == ()


def test_a_folder_whose_drive_went_away_is_said() -> None:
    [found] = look_at_model_folders(Files(spec("fine")))
    assert found.state is BAD
    assert "/m, which cannot be looked at" in found.text


def test_the_core_and_its_database() -> None:
    assert "runs and takes 40 MB" in judge_core("1.0", 40 * MB)[0].text
    [down] = no_core("The folder is closed.", "Open it.")
    assert (down.state, down.text, down.hint) == (BAD, "It did not start: The folder is closed.", "Open it.")
    store = StoreStatus(writable=True, path="/d/tektra.db", last_backup_at=NOW)
    assert "The last backup is of 20" in judge_store(store)[0].text
    assert judge_store(replace(store, writable=False))[0].state is BAD
    full = StoreFull("The disk is full.", hint="Free some space.").to_dict()
    assert judge_store(replace(store, problem=full))[0].hint == "Free some space."
    assert judge_store(replace(store, set_aside="/d/old.db", recovered_chats=3))[0].state is WARNING


def test_problems_of_settings_have_file_and_line() -> None:
    assert judge_settings(())[0].state is GOOD
    found = judge_settings(
        (
            ConfigIssue("/c/config.toml", 3, "limits.max_queue", "It is no number.", "Write 8."),
            ConfigIssue("environment", None, "", "Unknown.", ""),
        )
    )
    assert [finding.text for finding in found] == ["/c/config.toml:3: It is no number.", "environment: Unknown."]
    assert {finding.state for finding in found} == {BAD}


CRASH = CrashRecord(
    NOW - 60, "The engine stopped: it crashed (SIGSEGV).", BackendName.LLAMA_CPP, "smollm2", "SIGSEGV", -11, "computing"
)


def test_the_last_crash_has_its_cause() -> None:
    assert judge_crashes((), NOW)[0].text == "None is on record."
    [found] = judge_crashes((replace(CRASH, at=NOW - RECENT_S * 2), CRASH), NOW)
    assert found.state is WARNING
    assert "llama.cpp with smollm2. The engine stopped: it crashed (SIGSEGV). (computing)" in found.text
    twice = judge_crashes((CRASH, CRASH), NOW)[0]
    assert twice.text.endswith("2 within the last week.")
    old = judge_crashes((replace(CRASH, at=NOW - RECENT_S * 2),), NOW)[0]
    assert old.state is GOOD


def test_a_crash_of_the_core_and_one_of_no_moment() -> None:
    core = CrashRecord(NOW, "The core crashed.", exit_code=3)
    assert judge_crashes((core,), NOW)[0].text.endswith(" The core crashed. (exit code 3)")
    nameless = replace(CRASH, model_id="", at=math.nan)
    assert judge_crashes((nameless,), NOW)[0].text.startswith("an unknown time: llama.cpp. The engine")
