"""The provider commands over the real settings file: what is written where, and that a key is in none of it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from app.backends.cloud.facts import FactsBook
from app.backends.cloud.keys import KeyStore
from app.bridge.events import EventBus
from app.bridge.names import EventName
from app.bridge.registry import CommandRegistry
from app.config.keeper import ConfigKeeper
from app.config.paths import Paths, resolve_paths
from app.config.writer import ConfigWriter
from app.errors import AppError, ConfigError, EngineError, InvalidInput, LocalOnly
from app.net.client import Net
from app.net.terms import NetOptions
from app.services.providers import ProviderService
from app.types.engines import CheckState, ProviderKind, ProviderSpec
from app.types.privacy import LedgerEntry
from app.wire import to_wire
from tests.helpers.edge_server import Asked, edge_server, reply, says
from tests.unit.backends.cloud.desk import KEY, PARTS, failure, said

SPEC = ProviderSpec("my-ai", ProviderKind.OPENAI, "https://api.example.com/v1", ("m",))


class Ring:
    """Stands for the system's keyring, of which there is none here."""

    name = "Ring"

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise RuntimeError(f"locked, so {password} is not kept")
        self.kept[f"{service} {username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.locked:
            raise RuntimeError("locked")
        del self.kept[f"{service} {username}"]


@dataclass
class Desk:
    """The service with what is around it."""

    paths: Paths
    ring: Ring = field(default_factory=Ring)
    entries: list[LedgerEntry] = field(default_factory=list)
    events: list[EventName] = field(default_factory=list)
    local_only: bool = True
    cloud_is_on: bool = True
    looks: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    """Which providers there were at each look, and how many events had been told."""

    def __post_init__(self) -> None:
        self.keeper = ConfigKeeper(self.paths, {})
        self.facts = FactsBook(self.paths.provider_facts)
        bus = EventBus()
        bus.listen(lambda name, _payload: self.events.append(name))
        self.service = ProviderService(
            lambda: self.keeper.now.providers,
            ConfigWriter(self.keeper),
            KeyStore({}, lambda: self.ring),
            self.facts,
            Net(lambda: NetOptions(self.local_only, "none"), self),
            bus,
            lambda: self.cloud_is_on,
            self.look,
        )
        self.service.bind(CommandRegistry())

    async def look(self) -> None:
        """As the manager, which must know before anybody is told."""
        self.looks.append((tuple(spec.name for spec in self.keeper.now.providers), len(self.events)))

    def note(self, entry: LedgerEntry) -> None:
        """As the ledger."""
        self.entries.append(entry)

    def written(self) -> str:
        """Everything under the home folder, names of files included."""
        home = self.paths.data.parent
        found = [str(path) for path in home.rglob("*")]
        found += [path.read_text("utf-8", "replace") for path in home.rglob("*") if path.is_file()]
        return "\n".join(found)


@pytest.fixture
async def desk(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Desk]:
    caplog.set_level(logging.DEBUG)
    paths = resolve_paths()
    paths.ensure()
    made = Desk(paths)
    yield made
    shown = await asyncio.to_thread(made.written) + caplog.text + repr(made.entries) + repr(vars(made.service))
    assert [part for part in PARTS if part in shown] == []


async def test_a_provider_is_written_and_its_key_is_not(desk: Desk) -> None:
    info = await desk.service.save(spec=SPEC, key=f"  {KEY}\n")
    assert (info.spec, info.has_key, info.on_this_machine) == (SPEC, True, False)
    assert "Ring" in info.key_place
    assert KEY not in json.dumps(to_wire(info))
    assert desk.ring.kept == {"tektra my-ai": KEY}
    assert "[providers.my-ai]" in await asyncio.to_thread(desk.paths.user_config.read_text)
    assert desk.keeper.now.providers == (SPEC,)
    assert desk.events == [EventName.ENGINES_CHANGED, EventName.MODELS_CHANGED]
    assert await desk.service.list() == (info,)


async def test_the_engine_looks_anew_before_anybody_is_told(desk: Desk) -> None:
    await desk.service.save(spec=SPEC)
    await desk.service.remove(name=SPEC.name)
    assert desk.looks == [(("my-ai",), 0), ((), 2)]


async def test_a_change_leaves_the_key_and_an_empty_one_removes_it(desk: Desk) -> None:
    await desk.service.save(spec=SPEC, key=KEY)
    changed = replace(SPEC, models=("m", "n", "m"), enabled=False)
    info = await desk.service.save(spec=changed)
    assert info.spec == replace(changed, models=("m", "n"))
    assert desk.ring.kept
    assert not (await desk.service.save(spec=SPEC, key="")).has_key
    assert desk.ring.kept == {}


async def test_removing_takes_the_key_along(desk: Desk) -> None:
    await desk.service.save(spec=SPEC, key=KEY)
    await desk.service.remove(name=SPEC.name)
    assert desk.ring.kept == {}
    assert await desk.service.list() == ()
    with pytest.raises(InvalidInput, match="no provider"):
        await desk.service.remove(name=SPEC.name)


@pytest.mark.parametrize(
    ("spec", "key"),
    [
        (replace(SPEC, name="a b"), None),
        (replace(SPEC, endpoint="not an address"), None),
        (replace(SPEC, endpoint=f"https://{KEY}@api.example.com/"), None),
        (replace(SPEC, models=("a b",)), None),
        (SPEC, f"{KEY} {KEY}"),
        (replace(SPEC, name="MY-AI"), None),
    ],
)
async def test_bad_input_changes_nothing(desk: Desk, spec: ProviderSpec, key: str | None) -> None:
    await desk.service.save(spec=SPEC, key=KEY)
    before = await asyncio.to_thread(desk.paths.user_config.read_bytes)
    with pytest.raises(InvalidInput) as caught:
        await desk.service.save(spec=spec, key=key)
    assert KEY not in repr(caught.value.to_dict())
    assert await asyncio.to_thread(desk.paths.user_config.read_bytes) == before
    assert desk.ring.kept == {"tektra my-ai": KEY}


async def test_a_locked_keyring_is_told_and_nothing_is_lost(desk: Desk) -> None:
    await desk.service.save(spec=SPEC, key=KEY)
    desk.ring.locked = True
    for change in (desk.service.save(spec=SPEC, key="another"), desk.service.remove(name=SPEC.name)):
        with pytest.raises(EngineError, match="refused") as caught:
            await change
        assert "TEKTRA_KEY_MY_AI" in caught.value.hint
    assert desk.keeper.now.providers == (SPEC,)
    assert desk.ring.kept == {"tektra my-ai": KEY}


async def test_without_a_keyring_nothing_is_written(desk: Desk) -> None:
    desk.ring.locked = True
    with pytest.raises(EngineError, match=r"refused\. The provider was not added\."):
        await desk.service.save(spec=SPEC, key=KEY)
    assert not await asyncio.to_thread(desk.paths.user_config.exists)
    desk.ring.locked = False
    await desk.service.save(spec=SPEC, key=KEY)
    before = await asyncio.to_thread(desk.paths.user_config.read_bytes)
    desk.ring.locked = True
    with pytest.raises(EngineError, match=r"The provider is as it was\."):
        await desk.service.save(spec=replace(SPEC, models=("n",)), key="another")
    assert await asyncio.to_thread(desk.paths.user_config.read_bytes) == before
    assert desk.keeper.now.providers == (SPEC,)


async def test_a_file_that_cannot_be_written_leaves_the_key_as_it_was(desk: Desk) -> None:
    broken = "[providers\n"
    await asyncio.to_thread(desk.paths.user_config.write_text, broken)
    with pytest.raises(ConfigError):
        await desk.service.save(spec=SPEC, key=KEY)
    assert desk.ring.kept == {}
    desk.ring.kept["tektra my-ai"] = "older"
    with pytest.raises(ConfigError):
        await desk.service.save(spec=SPEC, key=KEY)
    assert desk.ring.kept == {"tektra my-ai": "older"}


async def test_it_is_said_that_a_provider_is_set_up_in_vain(desk: Desk) -> None:
    desk.cloud_is_on = False
    off = (await desk.service.save(spec=SPEC)).idle_note
    assert "The cloud engine is turned off." in off
    assert "tektra settings set backends.cloud.enabled true" in off
    desk.cloud_is_on = True
    assert "Local only" in (await desk.service.list())[0].idle_note
    desk.local_only = False
    assert (await desk.service.list())[0].idle_note == ""


async def test_a_test_is_remembered(desk: Desk) -> None:
    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        listing = {"data": [{"id": "one", "context_length": 5000}, {"id": "two"}]}
        writer.write(reply(body=json.dumps(listing).encode()) if asked.path.endswith("/models") else said("yes"))

    async with edge_server(answer) as server:
        spec = ProviderSpec("my-ai", endpoint=f"{server.url}/v1")
        await desk.service.save(spec=spec, key=KEY)
        info = await desk.service.test(name="my-ai")
    assert (info.state, info.models, info.on_this_machine) == (CheckState.GOOD, ("one", "two"), True)
    assert info.abilities
    again = FactsBook(desk.paths.provider_facts)
    again.read()
    assert again.of(spec).model("one").context_tokens == 5000
    moved = replace(spec, endpoint=f"{spec.endpoint}/elsewhere")
    assert (await desk.service.save(spec=moved)).state is CheckState.UNKNOWN


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (failure(401, f"Incorrect API key provided: {KEY[:12]}****; you sent {KEY}"), "wrong, or it has expired"),
        (reply(200, b"<html>Hello", kind="text/html"), "web page"),
        (reply(200, b'{"data": "none"}'), "no list of models"),
        (failure(404, "nothing here"), "does not know"),
        (b"", "closed the connection"),
    ],
)
async def test_a_test_that_fails_says_why(desk: Desk, data: bytes, words: str) -> None:
    async with edge_server(says(data)) as server:
        await desk.service.save(spec=ProviderSpec("my-ai", endpoint=f"{server.url}/v1"), key=KEY)
        info = await desk.service.test(name="my-ai")
    assert info.state is CheckState.BAD
    assert words in info.note
    assert (await desk.service.list())[0].note == info.note


async def test_local_only_keeps_a_test_here(desk: Desk) -> None:
    await desk.service.save(spec=SPEC, key=KEY)
    with pytest.raises(LocalOnly):
        await desk.service.test(name="my-ai")
    assert [entry.verdict for entry in desk.entries] == ["blocked"]
    assert (await desk.service.list())[0].state is CheckState.UNKNOWN


async def test_there_is_nothing_to_test(desk: Desk) -> None:
    with pytest.raises(AppError, match="no provider"):
        await desk.service.test(name="nobody")
