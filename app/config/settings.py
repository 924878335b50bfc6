"""Every setting, declared once: key, type, default, limits, help, its place in the settings window, when it applies.

The tree of frozen dataclasses below is what the program reads (`config.settings.backends.llama_cpp.threads`). A key is
the path of field names, and the environment variable follows from the key: `TEKTRA_BACKENDS_LLAMA_CPP_THREADS`. To add
a setting, add a field with `setting(…)` and its line in models.toml; checks, environment, descriptions and the settings
window follow by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.config.declare import Declared, build, section, setting, walk
from app.config.desktop_settings import DesktopSettings, PowerSettings
from app.config.engine_settings import PATH_PATTERN, BackendsSettings
from app.config.shortcuts import ShortcutSettings
from app.log import DEFAULT_LEVEL, LEVELS
from app.types.chats import ContextPolicy
from app.types.settings import Applies

MIB = 1024 * 1024
SWITCH = ("system", "on", "off")


@dataclass(frozen=True, slots=True)
class GeneralSettings:
    """`[general]`."""

    language: str = setting(
        "system",
        "The language of the window, and how it writes dates and numbers.",
        label="Language",
        choices=("system", "en", "de"),
    )
    open_with: str = setting(
        "last",
        "What the window shows at its start: the last chat (last), or a new chat (new).",
        label="Start with",
        choices=("last", "new"),
        applies=Applies.RESTART,
    )
    default_model: str = setting(
        "smollm2:135m", "The model of new chats, by id or alias.", label="Model of new chats", page="chat"
    )
    default_preset: str = setting("balanced", "The preset of new chats.", label="Preset of new chats", page="chat")
    log_level: str = setting(DEFAULT_LEVEL, "How much the log files tell.", label="Log level", choices=LEVELS)
    linger_s: float = setting(
        300.0,
        "How long a core that was started by a window stays after its last client; the file has it in seconds.",
        label="Stay after the window closes",
        unit="s",
        minimum=0,
        maximum=86_400,
    )


@dataclass(frozen=True, slots=True)
class AppearanceSettings:
    """`[appearance]`."""

    theme: str = setting("system", "The colours of the window.", label="Theme", choices=("system", "light", "dark"))
    font_size: int = setting(15, "The size of the text in chats.", label="Text size", unit="px", minimum=11, maximum=24)
    reduce_motion: str = setting(
        "system", "Whether the window moves things as little as it can.", label="Reduce motion", choices=SWITCH
    )
    accent: str = setting(
        "teal",
        "The colour of buttons, marks and links.",
        label="Accent",
        choices=("teal", "blue", "violet", "orange", "graphite"),
    )
    contrast: str = setting(
        "system", "Whether lines and muted words are as strong as text.", label="High contrast", choices=SWITCH
    )
    column: str = setting(
        "normal",
        "How wide the column of messages may get.",
        label="Width of messages",
        choices=("narrow", "normal", "wide"),
    )
    zoom: int = setting(
        100,
        "The size of everything in the window; its window opens anew at once, where it was.",
        label="Zoom",
        unit="%",
        minimum=80,
        maximum=200,
    )


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """`[chat]`."""

    context_policy: ContextPolicy = setting(
        ContextPolicy.REFUSE,
        "When a chat outgrows the model's context window: refuse says so with the numbers, drop leaves the oldest "
        "turns out, summarise lets the model sum them up. The stored chat stays whole.",
        label="When a chat gets too long",
        enum=ContextPolicy,
    )
    read_ahead: bool = setting(
        default=True,
        description="Whether the model reads what is being typed before it is sent, so that it answers sooner. Rests "
        "on battery; never for models on other machines.",
        label="Read while typing",
    )
    while_answering: str = setting(
        "queue",
        "What Enter does while an answer is written: send when it has ended (queue), or stop it and send (stop). "
        "Ctrl+Enter does the other.",
        label="Enter while an answer is written",
        choices=("queue", "stop"),
    )
    auto_titles: bool = setting(
        default=True,
        description="Whether the model that gave a chat's first answer sums it up as a title, when nothing else is to "
        "be done. Without it a chat is called by the beginning of its first question.",
        label="Titles by the model",
    )


@dataclass(frozen=True, slots=True)
class LimitsSettings:
    """`[limits]`."""

    memory_mb: int = setting(
        0,
        "Memory for models, in MiB; 0 is what the machine has free.",
        label="Memory for models",
        unit="MiB",
        minimum=0,
        maximum=16_777_216,
    )
    state_cache_mb: int = setting(
        1024,
        "Disk for what engines have read of chats, in MiB; 0 keeps nothing.",
        label="Disk for what was read",
        unit="MiB",
        minimum=0,
        maximum=16_777_216,
        applies=Applies.NEXT_LOAD,
    )
    max_loaded_models: int = setting(
        1, "Models in memory at the same time.", label="Models in memory", minimum=1, maximum=64
    )
    max_queue: int = setting(
        16, "Answers that may wait for one model.", label="Waiting answers", minimum=1, maximum=1000
    )
    max_prompt_bytes: int = setting(
        2 * MIB,
        "The longest prompt, in bytes.",
        label="Longest prompt",
        unit="bytes",
        page="chat",
        minimum=1024,
        maximum=4 * MIB,
    )


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """`[privacy]`."""

    local_only: bool = setting(
        default=True,
        description="No text, picture or sound goes to another machine.",
        label="Local only",
    )


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """`[network]`."""

    proxy: str = setting(
        "",
        "The proxy for connections to other machines; empty takes the system's, none uses none.",
        label="Proxy",
        pattern=r"|none|https?://[^\s/?#]{1,500}/?",
        form='an address such as "http://proxy:3128", none, or nothing',
        secret=True,
    )
    ca_file: str = setting(
        "",
        "A PEM file of certificates that are trusted beside the system's.",
        label="Certificates",
        pattern=PATH_PATTERN,
        form="the whole path of a file, or nothing",
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. A value; a change makes a new tree."""

    general: GeneralSettings = section(GeneralSettings, page="general")
    appearance: AppearanceSettings = section(AppearanceSettings, page="appearance")
    backends: BackendsSettings = section(BackendsSettings, page="engines")
    desktop: DesktopSettings = section(DesktopSettings, page="general", group="Desktop")
    power: PowerSettings = section(PowerSettings, page="general", group="Desktop")
    chat: ChatSettings = section(ChatSettings, page="chat")
    limits: LimitsSettings = section(LimitsSettings, page="hardware")
    privacy: PrivacySettings = section(PrivacySettings, page="privacy")
    network: NetworkSettings = section(NetworkSettings, page="privacy", group="Network")
    shortcuts: ShortcutSettings = section(ShortcutSettings, page="shortcuts")


@cache
def declared() -> dict[str, Declared]:
    """Every declaration by key, in the order of the classes."""
    return {item.key: item for item in walk(Settings)}


def build_settings(values: Mapping[str, Any]) -> Settings:
    """The tree with these checked values by key; keys that are missing keep their defaults."""
    built: Settings = build(Settings, values)
    return built
