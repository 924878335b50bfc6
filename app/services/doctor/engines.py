"""Engines and devices: whether each can answer, and what there is to compute on."""

from __future__ import annotations

from pathlib import PureWindowsPath

from app.services.doctor.checks import Findings
from app.services.doctor.words import bad, count_of, good, size, warning
from app.types.doctor import DoctorSection, Finding
from app.types.engines import CheckState, EngineInfo, EngineState
from app.types.models import BackendName, DeviceInfo

NAMES = {
    BackendName.LLAMA_CPP: "llama.cpp",
    BackendName.MISTRAL_RS: "mistral.rs",
    BackendName.OLLAMA: "Ollama",
    BackendName.MLX: "MLX",
    BackendName.CLOUD: "Cloud",
    BackendName.ECHO: "Echo",
}
CAN_ANSWER = frozenset({EngineState.READY, EngineState.STARTS_ON_USE})

_STATES = {
    EngineState.READY: CheckState.GOOD,
    EngineState.STARTS_ON_USE: CheckState.GOOD,
    EngineState.OFF: CheckState.GOOD,
    EngineState.NOT_INSTALLED: CheckState.GOOD,
    EngineState.NOT_SET_UP: CheckState.GOOD,
    EngineState.BLOCKED: CheckState.GOOD,
    EngineState.NOT_RUNNING: CheckState.WARNING,
    EngineState.BUSY: CheckState.WARNING,
    EngineState.TOO_OLD: CheckState.WARNING,
    EngineState.FAILED: CheckState.BAD,
}
"""None of them is needed by itself: what is absent, or off on purpose, is nothing to mend."""

_WORDS = {
    EngineState.READY: "It can answer",
    EngineState.STARTS_ON_USE: "It can answer; it starts with the first question",
    EngineState.OFF: "Turned off in the settings",
    EngineState.NOT_INSTALLED: "Not installed",
    EngineState.NOT_SET_UP: "Not set up",
    EngineState.BLOCKED: "Not used while “Local only” is on",
    EngineState.NOT_RUNNING: "It is not running",
    EngineState.BUSY: "It is too busy to answer",
    EngineState.TOO_OLD: "It is too old",
    EngineState.FAILED: "It does not work",
}


def judge_engines(engines: tuple[EngineInfo, ...]) -> Findings:
    """One line for each, and one more where none can answer."""
    shown = [engine for engine in engines if engine.name is not BackendName.ECHO]
    found = [_judge(engine) for engine in shown]
    if not any(engine.state in CAN_ANSWER for engine in shown):
        off = [engine for engine in shown if engine.state is EngineState.OFF and engine.name is not BackendName.CLOUD]
        hint = "Install one, for instance llama.cpp: pip install 'tektra[llama-cpp]'."
        if off:
            key = f"backends.{off[0].name}.enabled"
            hint = f"Turn one on in Settings → Models and engines, or with: tektra settings set {key} true"
        found.append(bad(DoctorSection.ENGINES, "All engines", "No engine can answer.", hint))
    return tuple(found)


def judge_devices(devices: tuple[DeviceInfo, ...]) -> Findings:
    """One line for each device."""
    section = DoctorSection.DEVICES
    if not devices:
        return (warning(section, "Devices", "No installed engine says what it computes on.", ""),)
    known: dict[str, DeviceInfo] = {}
    for device in devices:  # several engines know the processor
        known.setdefault(device.name.casefold(), device)
    return tuple(good(section, device.name, _device(device)) for device in known.values())


def _judge(engine: EngineInfo) -> Finding:
    words = [_WORDS[engine.state] + "."]
    if engine.version:
        words.append(f"Version {engine.version}.")
    if engine.models and engine.state in CAN_ANSWER:
        words.append(f"{count_of(engine.models, 'model', 'models')}.")
    if engine.tokens_per_s:
        words.append(f"{engine.tokens_per_s:.1f} tokens/s with {engine.measured_with}.")
    where = _short(engine.where)
    if where and engine.where not in engine.reason:
        words.append(f"{where}.")
    if engine.reason and engine.state is not EngineState.OFF:
        words.append(engine.reason.replace(engine.where, where) if where else engine.reason)
    name = NAMES.get(engine.name, str(engine.name))
    return Finding(DoctorSection.ENGINES, name, _STATES[engine.state], " ".join(words), engine.hint)


def _short(where: str) -> str:
    """A server's address as it is, and a program by its name: the folders above it may have telling names."""
    return where if "://" in where else PureWindowsPath(where).name


def _device(device: DeviceInfo) -> str:
    words = [device.description or device.kind]
    if device.memory_total:
        words.append(f"{size(device.memory_free)} of {size(device.memory_total)} are free")
    return ", ".join(words) + "."
