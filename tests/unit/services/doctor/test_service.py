"""The checks together, on sources that fail, and the report that carries nothing private."""

from __future__ import annotations

import asyncio
import os
import platform
from dataclasses import replace
from pathlib import Path

import pytest

from app.bridge.registry import CommandRegistry
from app.config.paths import resolve_paths
from app.errors import EngineUnavailable
from app.services.crashes import CrashLog
from app.services.doctor import service as service_module
from app.services.doctor.identity import private_here
from app.services.doctor.report import report_text
from app.services.doctor.service import FRESH_S, DoctorService, Sources
from app.services.redact import Private
from app.types.doctor import CrashRecord, DoctorReport, DoctorSection, Finding
from app.types.engines import CheckState, EngineInfo, EngineState
from app.types.models import BackendName, DeviceInfo, ModelFacts, ModelSpec, StateFolder
from app.types.settings import ConfigIssue
from app.types.status import StoreStatus

READY = EngineInfo(BackendName.LLAMA_CPP, EngineState.READY, enabled=True)


class NoModels:
    def models(self) -> tuple[ModelSpec, ...]:
        return ()

    def locate(self, spec: ModelSpec) -> Path:
        raise AssertionError(spec.id)

    def facts(self, spec: ModelSpec) -> ModelFacts | None:
        raise AssertionError(spec.id)


async def engines() -> tuple[EngineInfo, ...]:
    return (READY,)


async def devices() -> tuple[DeviceInfo, ...]:
    return (DeviceInfo("CPU", "cpu", "A processor"),)


def sources() -> Sources:
    paths = resolve_paths()
    return Sources(
        paths=paths,
        engines=engines,
        devices=devices,
        models=NoModels(),
        issues=tuple,
        crashes=CrashLog(paths.crashes, lambda: 0.0),
        models_limit=lambda: 0,
        states=StateFolder,
        store=lambda: StoreStatus(writable=True, path="/d/tektra.db"),
    )


def names(report: DoctorReport, section: DoctorSection) -> list[str]:
    return [finding.name for finding in report.findings if finding.section is section]


async def test_every_section_has_its_lines() -> None:
    report = await DoctorService(sources()).run()
    assert {finding.section for finding in report.findings} == set(DoctorSection)
    assert names(report, DoctorSection.CORE) == ["Core", "Chats"]
    assert platform.node() not in report.system or platform.node() == "localhost"


async def test_sources_that_fail_hide_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs() -> tuple[DeviceInfo, ...]:
        await asyncio.Event().wait()
        return ()

    async def refuses() -> tuple[EngineInfo, ...]:
        raise EngineUnavailable("Nobody answers.")

    def raises() -> tuple[ConfigIssue, ...]:
        raise OSError("the disk is gone")

    monkeypatch.setattr(service_module, "DEVICES_S", 0.01)
    report = await DoctorService(replace(sources(), devices=hangs, engines=refuses, issues=raises)).run()
    unknown = {finding.name for finding in report.findings if finding.state is CheckState.UNKNOWN}
    assert {"Devices", "Engines", "Settings"} <= unknown
    assert {finding.section for finding in report.findings} == set(DoctorSection)


async def test_without_a_core_it_says_why_and_nothing_of_the_database() -> None:
    alone = replace(sources(), store=None, no_core=("The folder is closed.", "Open it."))
    report = await DoctorService(alone).run()
    assert names(report, DoctorSection.CORE) == ["Core"]
    assert report.findings[0].state is CheckState.BAD


async def test_the_commands_are_bound_and_answer() -> None:
    registry = CommandRegistry()
    doctor = DoctorService(sources(), clock=lambda: 1_800_000_000.0)
    doctor.bind(registry)
    text = await doctor.report()
    assert text.startswith("Tektra ")
    assert "\nEngines\n  ok      llama.cpp: It can answer." in text
    assert str(resolve_paths().home) not in text
    assert any(part.name == "Tektra" for part in await doctor.parts())


async def test_a_report_is_made_of_what_was_found_just_now() -> None:
    now, looks = [1_800_000_000.0], list[str]()
    given = sources()
    engines = given.engines

    async def counted() -> tuple[EngineInfo, ...]:
        looks.append("look")
        return await engines()

    doctor = DoctorService(replace(given, engines=counted), clock=lambda: now[0])
    await doctor.run()
    assert "llama.cpp" in await doctor.report()
    assert looks == ["look"]
    now[0] += FRESH_S
    await doctor.report()
    assert looks == ["look"] * 2


def test_the_report_has_no_names_of_devices_and_the_last_crashes() -> None:
    private = Private(homes=("/home/anna",), names=("anna",), hosts=("laptop",))
    findings = (
        Finding(DoctorSection.SOUND, "Microphones", CheckState.GOOD, "1 found: “Anna's AirPods”."),
        Finding(DoctorSection.MODELS, "Mine", CheckState.BAD, "Damaged:\n/home/anna/x/secret.gguf"),
    )
    crashes = tuple(
        CrashRecord(
            float(number), f"It crashed on laptop {number}.", BackendName.OLLAMA, "m", "SIGSEGV", None, "", ("x",)
        )
        for number in range(9)
    )
    text = report_text(DoctorReport("1", "Linux", 0.0, findings), (*crashes, CrashRecord(9.0, "The core.")), private)
    assert "AirPods" not in text
    assert "1 found: “…”." in text
    assert "  bad     Mine: Damaged: ~/…/secret.gguf" in text
    assert "Ollama, m, SIGSEGV: It crashed on [host] 8." in text
    assert "    | x" in text
    assert "core: The core." in text
    assert "[host] 4." not in text, "the newest five"


def test_what_this_machine_is_called_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "real"
    home.mkdir()
    (tmp_path / "link").symlink_to(home)
    monkeypatch.setenv("HOME", str(tmp_path / "link"))
    monkeypatch.setenv("USER", "jane")
    found = private_here(Path("/srv/tektra"))
    assert {str(tmp_path / "link"), str(home), "/srv/tektra"} <= set(found.homes)
    assert "jane" in found.names
    assert "" not in found.names
    assert platform.node() in found.hosts
    assert private_here(None).homes


def test_an_account_that_is_in_no_list_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    assert private_here(None).names == ()
