"""The settings commands, as a front end calls them: over JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from app.bridge.events import PAYLOADS, EventBus, EventPayload, SettingsEvent
from app.bridge.names import Caller, EventName
from app.bridge.registry import CommandRegistry
from app.catalog.catalog import Catalog
from app.config.keeper import ConfigKeeper
from app.config.paths import Paths, resolve_paths
from app.config.writer import ConfigWriter
from app.errors import AppError, InvalidInput
from app.services.settings import SettingsService
from app.types.settings import Applies, ConfigIssue
from app.wire import from_wire, to_wire

THREADS = "backends.llama_cpp.threads"
PRESET = "general.default_preset"


@dataclass
class Office:
    """The service behind a registry."""

    registry: CommandRegistry
    keeper: ConfigKeeper
    paths: Paths
    told: list[tuple[EventName, EventPayload]]

    async def call(self, name: str, **arguments: Any) -> Any:
        """As a front end does: arguments and result are JSON."""
        result = await self.registry.dispatch(name, json.loads(json.dumps(arguments)), Caller.UI)
        return json.loads(json.dumps(result))


@pytest.fixture
async def office() -> Office:
    paths = resolve_paths()
    keeper, bus, registry = ConfigKeeper(paths, {"TEKTRA_CHAT_READ_AHEAD": "no"}), EventBus(), CommandRegistry()
    told: list[tuple[EventName, EventPayload]] = []
    bus.listen(lambda name, payload: told.append((name, payload)))
    catalog = Catalog(lambda: keeper.now, paths)
    service = SettingsService(keeper, ConfigWriter(keeper), lambda: keeper.now.problems, bus, catalog.check_name)
    service.bind(registry)
    return Office(registry, keeper, paths, told)


async def test_describe_has_all_that_a_window_needs(office: Office) -> None:
    infos = {info["key"]: info for info in await office.call("settings.describe")}
    threads = infos[THREADS]
    assert (threads["page"], threads["group"], threads["label"]) == ("engines", "llama_cpp", "Threads")
    assert (threads["minimum"], threads["maximum"], threads["applies"]) == (0, 1024, Applies.NEXT_LOAD)
    assert infos["appearance.font_size"]["unit"] == "px"
    assert infos["chat.read_ahead"]["locked_by"] == "TEKTRA_CHAT_READ_AHEAD"
    assert infos["chat.read_ahead"]["value"] is False
    assert all(info["label"] and info["page"] and info["help"].endswith(".") for info in infos.values())
    pages = {"general", "appearance", "chat", "engines", "hardware", "privacy", "shortcuts"}
    assert {info["page"] for info in infos.values()} == pages
    assert all(info["group"] for info in infos.values() if info["page"] == "engines" and "." in info["key"][9:])


async def test_the_preset_of_new_chats_is_one_of_those_there_are(office: Office) -> None:
    async def offered() -> list[str]:
        infos = {info["key"]: info for info in await office.call("settings.describe")}
        return list(infos[PRESET]["choices"])

    assert await offered() == ["fast", "balanced", "creative", "precise"]
    office.paths.user_config.parent.mkdir(parents=True, exist_ok=True)
    office.paths.user_config.write_text("[presets.mine]\ntemperature = 0.1\n")
    await office.keeper.reload()
    assert await offered() == ["fast", "balanced", "creative", "precise", "mine"]
    payload = office.told[-1][1]
    assert isinstance(payload, SettingsEvent)
    assert [info.key for info in payload.changed] == [PRESET], "windows show the new list"
    assert "There is no preset" in await office.call("settings.check", key=PRESET, value="none")
    await office.call("settings.set", values={PRESET: "mine"})
    assert office.keeper.now.settings.general.default_preset == "mine"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (THREADS, 4),
        ("general.linger_s", 12.5),
        ("general.linger_s", 12),
        ("backends.ollama.enabled", False),
        ("appearance.theme", "dark"),
        ("backends.default", ["ollama", "llama_cpp"]),
        ("backends.default", []),
    ],
)
async def test_every_type_of_value_is_set_and_told(key: str, value: Any, office: Office) -> None:
    assert await office.call("settings.check", key=key, value=value) == ""
    reply = await office.call("settings.set", values={key: value})
    (info,) = reply["changed"]
    assert (info["key"], info["value"], info["source"]) == (key, value, "file")
    ((name, payload),) = office.told
    assert name is EventName.SETTINGS_CHANGED
    assert isinstance(payload, SettingsEvent)
    assert [changed.key for changed in payload.changed] == [key]
    reply = await office.call("settings.reset", keys=[key])
    assert reply["changed"][0]["value"] == info["default"]
    assert office.paths.user_config.read_text() == ""


@pytest.mark.parametrize(
    "value", [None, {}, [1], [["a"]], {"a": 1}, float("nan"), "4", True, 10**400, "x" * 100_000, "\ud800"]
)
async def test_values_of_a_wrong_kind_are_refused(value: Any, office: Office) -> None:
    with pytest.raises(InvalidInput):
        await office.call("settings.set", values={THREADS: value})
    assert not office.paths.user_config.exists()
    assert office.told == []


async def test_check_says_what_is_wrong(office: Office) -> None:
    said = await office.call("settings.check", key=THREADS, value=2000)
    assert said == "“Threads” is 2000, which is out of range. Allowed: a whole number from 0 to 1024."
    assert "Did you mean" in await office.call("settings.check", key="backends.llama_cpp.thread", value=2)
    assert "TEKTRA_CHAT_READ_AHEAD" in await office.call("settings.check", key="chat.read_ahead", value=True)


async def test_from_when_on_a_change_counts_is_said(office: Office) -> None:
    values = {"general.language": "de", THREADS: 2}
    reply = await office.call("settings.set", values=values)
    assert {info["key"]: info["applies"] for info in reply["changed"]} == {
        "general.language": Applies.NOW,
        THREADS: Applies.NEXT_LOAD,
    }
    assert reply["restart"] is False
    reply = await office.call("settings.set", values={"general.open_with": "new"})
    assert [info["applies"] for info in reply["changed"]] == [Applies.RESTART]
    assert reply["restart"] is True


async def test_the_event_travels_to_front_ends(office: Office) -> None:
    await office.call("settings.set", values={"backends.default": ["ollama"]})
    ((name, payload),) = office.told
    assert from_wire(PAYLOADS[name], json.loads(json.dumps(to_wire(payload)))) == payload


async def test_a_change_outside_is_told_with_its_problems(office: Office) -> None:
    office.paths.config.mkdir(parents=True, exist_ok=True)
    office.paths.user_config.write_text("[backends.llama_cpp]\nthreads = 3\nparallel = 'x'\n")
    await office.keeper.reload()
    ((_, payload),) = office.told
    assert isinstance(payload, SettingsEvent)
    assert [(info.key, info.value) for info in payload.changed] == [(THREADS, 3)]
    (issue,) = payload.issues
    assert (issue.file, issue.line, issue.key) == (str(office.paths.user_config), 3, "backends.llama_cpp.parallel")
    (problem,) = await office.call("settings.problems")
    assert ConfigIssue(**problem) == issue


async def test_a_broken_file_is_said_to_who_wants_to_change_it(office: Office) -> None:
    office.paths.config.mkdir(parents=True, exist_ok=True)
    office.paths.user_config.write_text("[")
    with pytest.raises(AppError, match=r"line 1 of config\.toml"):
        await office.call("settings.set", values={THREADS: 3})
    assert "line 1" in await office.call("settings.check", key=THREADS, value=3)


async def test_the_model_of_new_chats_is_one_that_there_is(office: Office) -> None:
    sentence = await office.call("settings.check", key="general.default_model", value="☃")
    assert "There is no model '☃'." in sentence
    with pytest.raises(AppError, match="no model"):
        await office.call("settings.set", values={"general.default_model": "☃", THREADS: 2})
    assert not office.paths.user_config.exists()
    assert await office.call("settings.check", key="general.default_model", value="SmolLM2") == ""
    await office.call("settings.set", values={"general.default_model": "smollm2:135m"})


async def test_a_wrong_value_is_told_by_the_label_with_what_is_allowed(office: Office) -> None:
    key = "backends.llama_cpp.context_tokens"
    sentence = await office.call("settings.check", key=key, value=10**20)
    assert sentence == (
        "“Context window” is 100000000000000000000, which is out of range. "
        "Allowed: a whole number from 256 to 1,048,576."
    )


async def test_an_edit_of_a_moment_ago_is_seen_by_who_asks(office: Office) -> None:
    office.paths.user_config.parent.mkdir(parents=True, exist_ok=True)
    office.paths.user_config.write_text("[backends.llama_cpp]\nthreads = 'many'\n")
    assert [issue["key"] for issue in await office.call("settings.problems")] == [THREADS]
    office.paths.user_config.write_text("[backends.llama_cpp]\nthreads = 6\n")
    assert {info["key"]: info["value"] for info in await office.call("settings.describe")}[THREADS] == 6
    assert await office.call("settings.problems") == []


async def test_the_reply_has_what_was_set_and_not_what_changed_outside(office: Office) -> None:
    office.paths.user_config.parent.mkdir(parents=True, exist_ok=True)
    office.paths.user_config.write_text("[limits]\nmax_queue = 3\n")
    reply = await office.call("settings.set", values={THREADS: 4})
    assert [info["key"] for info in reply["changed"]] == [THREADS]
    payload = office.told[-1][1]
    assert isinstance(payload, SettingsEvent)
    assert {info.key for info in payload.changed} == {THREADS, "limits.max_queue"}, "windows hear of both"
    office.paths.user_config.write_text("[limits]\nmax_queue = 4\n[backends.llama_cpp]\nthreads = 4\n")
    reply = await office.call("settings.reset", keys=[THREADS])
    assert [info["key"] for info in reply["changed"]] == [THREADS]
