"""`tektra settings`: what a word of the command line means, and how values are shown."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from typing import Any

import pytest

from app.bridge import signatures as cmd
from app.cli.main import run_command
from app.cli.parser import build_parser
from app.cli.settings import find_setting, shown_value, typed
from app.cli.terminal import Terminal
from app.config.load import Config
from app.config.paths import resolve_paths
from app.errors import InvalidInput
from app.types.settings import SettingInfo, SettingsReply
from tests.helpers.link_core import LinkCore

INFOS = Config().describe()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("chat.read_ahead", "Yes", True),
        ("chat.read_ahead", "0", False),
        ("chat.read_ahead", "maybe", "maybe"),
        ("backends.llama_cpp.gpu_layers", "-1", -1),
        ("backends.llama_cpp.threads", "4.5", "4.5"),
        ("general.linger_s", "4.5", 4.5),
        ("general.linger_s", "soon", "soon"),
        ("backends.default", " ollama, llama_cpp,", ["ollama", "llama_cpp"]),
        ("backends.default", "", []),
        ("backends.mistral_rs.isq", "4", "4"),
        ("network.proxy", "", ""),
    ],
)
def test_a_word_means_what_the_setting_takes(key: str, text: str, value: Any) -> None:
    found = typed(find_setting(INFOS, key), text)
    assert found == value
    assert type(found) is type(value)


def test_values_are_shown_as_they_are_typed() -> None:
    assert [shown_value(value) for value in (True, 4, 1.5, "", ["a", "b"])] == ["true", "4", "1.5", "", "a,b"]


def test_a_key_that_is_nearly_right_is_suggested() -> None:
    with pytest.raises(InvalidInput) as caught:
        find_setting(INFOS, "appearance.them")
    assert caught.value.hint == "Did you mean appearance.theme?"
    with pytest.raises(InvalidInput) as caught:
        find_setting(INFOS, "x" * 10_000)
    assert "--all" in caught.value.hint


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://ada:pass-word@proxy:3128", "http://***@proxy:3128"),
        ("ada:pass/w@rd@proxy:3128", "***@proxy:3128"),
        ("http://proxy:3128", "http://proxy:3128"),
        ("none", "none"),
    ],
)
async def test_a_password_in_an_address_is_in_no_list(address: str, shown: str) -> None:
    infos = tuple(replace(info, value=address, source="file") for info in INFOS if info.key == "network.proxy")
    paths = resolve_paths()
    paths.ensure()

    async def describe() -> tuple[SettingInfo, ...]:
        return infos

    async def change(*, values: dict[str, str | int | float | bool | list[str]]) -> SettingsReply:
        assert values == {"network.proxy": address}
        return SettingsReply(infos, restart=False)

    async def tektra(*argv: str) -> str:
        out = io.StringIO()
        terminal = Terminal(paths, io.StringIO(), out, io.StringIO())
        assert await asyncio.to_thread(run_command, build_parser().parse_args(["settings", *argv]), terminal) == 0
        return out.getvalue()

    async with LinkCore(paths.runtime) as core:
        core.registry.bind(cmd.settings_describe, describe)
        core.registry.bind(cmd.settings_set, change)
        for argv in (["list"], ["list", "--json"], ["set", "network.proxy", address]):
            said = await tektra(*argv)
            assert shown in said
            assert shown == address or "ada" not in said
        assert await tektra("get", "network.proxy") == f"{address}\n", "who asks for this very setting gets it"
