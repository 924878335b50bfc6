"""Settings, engines, providers and the rest, as a core says them, for tests of the settings window.

The settings are the real schema's: a test of a page that nobody declared any more would prove nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.bridge.signatures import (
    about_parts,
    data_info,
    device_list,
    engine_list,
    privacy_ledger,
    provider_list,
    settings_check,
    settings_describe,
    settings_problems,
    settings_reset,
    settings_set,
)
from app.config.describe import describe_settings
from app.types.doctor import ShippedPart
from app.types.engines import CheckState, EngineInfo, EngineState, ProviderInfo, ProviderKind, ProviderSpec
from app.types.models import BackendName, Capability, DeviceInfo
from app.types.privacy import LedgerEntry, Purpose, Verdict
from app.types.settings import BackupInfo, DataInfo, SettingInfo, SettingsReply
from tests.helpers.fake_bridge import FakeBridge

NOON = 1_790_000_000.0
ENGINES = (
    EngineInfo(
        BackendName.LLAMA_CPP,
        EngineState.READY,
        enabled=True,
        version="0.3.36",
        models=2,
        tokens_per_s=96.4,
        measured_with="SmolLM2 135M",
    ),
    EngineInfo(
        BackendName.OLLAMA,
        EngineState.READY,
        enabled=True,
        version="0.11.4",
        where="http://127.0.0.1:11434",
        models=3,
        tokens_per_s=71.2,
    ),
    EngineInfo(
        BackendName.MISTRAL_RS,
        EngineState.STARTS_ON_USE,
        enabled=True,
        version="0.9.5",
        where="/usr/local/bin/mistralrs",
        models=2,
        tokens_per_s=29.8,
    ),
    EngineInfo(
        BackendName.CLOUD,
        EngineState.BLOCKED,
        enabled=False,
        reason="“Local only” is on.",
        hint="Turn it off under Privacy first.",
    ),
    EngineInfo(
        BackendName.MLX,
        EngineState.NOT_INSTALLED,
        enabled=False,
        reason="The Python package mlx-lm is not installed.",
        hint="At its best on Apple silicon; install it with: pip install tektra[mlx]",
    ),
)
PROVIDER = ProviderInfo(
    ProviderSpec("work", ProviderKind.OPENAI, "https://llm.example.org/v1", ("large", "small")),
    has_key=True,
    key_place="key in the system's keyring",
    state=CheckState.GOOD,
    models=("large", "small"),
    abilities=(Capability.TEXT, Capability.TOOLS),
)
LEDGER = (
    LedgerEntry(
        NOON,
        Purpose.PROBE,
        "http://127.0.0.1:11434",
        "ollama",
        Verdict.ALLOWED,
        on_this_machine=True,
        count=14,
        last_at=NOON + 900,
    ),
    LedgerEntry(
        NOON - 4000,
        Purpose.ANSWER,
        "https://llm.example.org:443",
        "cloud",
        Verdict.BLOCKED,
        on_this_machine=False,
        count=2,
    ),
    LedgerEntry(
        NOON - 9000,
        Purpose.TEST,
        "https://llm.example.org:443",
        "cloud",
        Verdict.FAILED,
        on_this_machine=False,
        count=1,
    ),
    LedgerEntry(
        NOON - 99_000, Purpose.PULL, "http://127.0.0.1:11434", "ollama", Verdict.ALLOWED, on_this_machine=True, count=1
    ),
)
BACKUPS = (BackupInfo("b2", NOON, 2_400_000), BackupInfo("b1", NOON - 90_000, 2_300_000))
DATA = DataInfo(
    "/home/ada/.local/share/tektra", 2_600_000, 42, BACKUPS, "/home/ada/.config/tektra/config.toml", "/logs"
)
DEVICES = (
    DeviceInfo("CPU", "cpu", "AMD Ryzen 7 7840U", 16 * 1024**3, 9 * 1024**3),
    DeviceInfo("Vulkan0", "igpu", "AMD Radeon 780M", 8 * 1024**3, 6 * 1024**3),
)
PRESETS = ("fast", "balanced", "creative", "precise")
PARTS = (
    ShippedPart("llama.cpp", "0c1e570", "MIT", text="MIT License\n\nCopyright (c) 2023-2026 The ggml authors"),
    ShippedPart("Inter", "3.19", "OFL-1.1"),
    ShippedPart("Qt for Python", "6.11.3", "LGPL-3.0"),
)


class FakeSettings:
    """What the core does with settings: checks nothing but numbers' limits, keeps what is set."""

    def __init__(self) -> None:
        self.infos = {info.key: info for info in describe_settings({}, {}, PRESETS)}

    def describe(self) -> tuple[SettingInfo, ...]:
        return tuple(self.infos.values())

    def check(self, key: str, value: Any) -> str:
        info = self.infos[key]
        if info.type in ("int", "float"):
            if not isinstance(value, int | float):
                return f"{info.label} is not a number."
            if info.minimum is not None and value < info.minimum:
                return f"{info.label} is {value}, below {info.minimum:g}."
        return ""

    def set(self, values: dict[str, Any]) -> SettingsReply:
        for key, value in values.items():
            self.infos[key] = replace(self.infos[key], value=value, source="file")
        changed = tuple(self.infos[key] for key in values)
        return SettingsReply(changed, any(info.restart for info in changed))

    def reset(self, keys: tuple[str, ...]) -> SettingsReply:
        for key in keys:
            self.infos[key] = replace(self.infos[key], value=self.infos[key].default, source="default")
        return SettingsReply(tuple(self.infos[key] for key in keys), restart=False)

    def engines(self, **_: object) -> tuple[EngineInfo, ...]:
        order = [str(name) for name in self.infos["backends.default"].value]
        first = {"llama_cpp": 0, "ollama": 1, "mistral_rs": 2, "cloud": 3, "mlx": 4}
        if self.infos["backends.default"].source == "file":
            first = {name: index for index, name in enumerate(order)}
        return tuple(sorted(ENGINES, key=lambda info: first[info.name]))

    def put(self, key: str, **changes: Any) -> SettingInfo:
        """Another state of a setting, as if the file or the environment said so."""
        self.infos[key] = replace(self.infos[key], **changes)
        return self.infos[key]


def scripted_settings(bridge: FakeBridge, settings: FakeSettings | None = None) -> FakeBridge:
    """A bridge that answers what the settings window asks."""
    known = settings or FakeSettings()
    bridge.answer(settings_describe, known.describe)
    bridge.answer(settings_problems, ())
    bridge.answer(settings_check, known.check)
    bridge.answer(settings_set, known.set)
    bridge.answer(settings_reset, known.reset)
    bridge.answer(engine_list, known.engines)
    bridge.answer(provider_list, (PROVIDER,))
    bridge.answer(privacy_ledger, LEDGER)
    bridge.answer(data_info, DATA)
    bridge.answer(device_list, DEVICES)
    bridge.answer(about_parts, PARTS)
    return bridge
