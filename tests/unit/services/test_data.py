"""The data commands: what is said, what stops first, and what is refused."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from app.bridge.events import EventBus, EventPayload, StoppedEvent
from app.bridge.names import EventName
from app.config.paths import Paths, resolve_paths
from app.errors import ConfigError, EngineError, InvalidInput
from app.services.data import CONFIRMATION, DataService
from app.services.erase import is_erasing
from app.store.store import Store
from app.types.chats import MessageStatus


@dataclass
class Answers:
    """Counts how often all answers were stopped."""

    stopped: int = 0

    async def stop_all(self) -> None:
        self.stopped += 1


@dataclass
class Vault:
    """Keys in memory, in the place of the system's keyring."""

    keys: set[str] = field(default_factory=lambda: {"openai", "other"})
    broken: bool = False
    kept: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        return self.kept

    def delete(self, provider: str, /) -> None:
        if self.broken:
            raise EngineError("The keyring is locked.")
        self.keys.discard(provider)


@dataclass
class Office:
    """The service with what it works on."""

    service: DataService
    store: Store
    paths: Paths
    answers: Answers
    vault: Vault
    told: list[tuple[EventName, EventPayload]]
    ends: list[bool]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    paths, answers, vault, bus = resolve_paths(), Answers(), Vault(), EventBus()
    paths.ensure()
    told: list[tuple[EventName, EventPayload]] = []
    ends: list[bool] = []
    bus.listen(lambda name, payload: told.append((name, payload)))
    store = await Store.open(paths.database, paths.backups)
    service = DataService(paths, store, answers, vault, lambda: ["openai"], bus, lambda: ends.append(True))
    yield Office(service, store, paths, answers, vault, told, ends)
    await store.close()


async def add(store: Store, text: str) -> None:
    exchange = await store.begin_exchange(None, text, None)
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)


async def test_info_counts_and_lists(office: Office) -> None:
    await add(office.store, "one")
    made = await office.service.back_up()
    info = await office.service.info()
    assert (info.chats, info.backups) == (1, (made,))
    assert info.database_bytes >= office.paths.database.stat().st_size > 0
    assert (info.folder, info.config_file) == (str(office.paths.data), str(office.paths.user_config))


async def test_restore_stops_answers_first_and_tells(office: Office) -> None:
    await add(office.store, "one")
    made = await office.service.back_up()
    await add(office.store, "two")
    status = await office.service.restore(name=made.name)
    assert status.writable
    assert [chat.title for chat in await office.store.chats()] == ["one"]
    assert office.answers.stopped == 1
    assert office.told[-1][0] is EventName.CHATS_CHANGED
    with pytest.raises(InvalidInput, match=r"There is no backup '\.\./tektra\.db'") as caught:
        await office.service.restore(name="../tektra.db")
    assert made.name in caught.value.hint
    assert office.answers.stopped == 1


@pytest.mark.parametrize("confirm", ["", "yes", "Delete Everything", " delete everything"])
async def test_without_the_words_nothing_is_deleted(confirm: str, office: Office) -> None:
    with pytest.raises(InvalidInput) as caught:
        await office.service.delete_all(confirm=confirm)
    assert CONFIRMATION in caught.value.hint
    assert not is_erasing(office.paths)
    assert (office.answers.stopped, office.ends, office.vault.keys) == (0, [], {"openai", "other"})


async def test_delete_all_takes_keys_and_lets_the_core_end(office: Office) -> None:
    await office.service.delete_all(confirm=CONFIRMATION)
    assert is_erasing(office.paths)
    assert office.vault.keys == {"other"}
    assert (office.answers.stopped, office.ends) == (1, [True])
    assert office.told[-1] == (EventName.CORE_STOPPED, StoppedEvent(on_purpose=True))


async def test_keys_of_providers_that_the_settings_do_not_name_go_too(office: Office) -> None:
    office.vault.kept = ("other", "openai")
    await office.service.delete_all(confirm=CONFIRMATION)
    assert office.vault.keys == set()


async def test_what_is_said_of_a_silent_keyring_is_true(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.vault.kept = ("other",)
    monkeypatch.setattr("app.services.data.KEYRING_S", 0.05)
    unlock = threading.Event()
    delete = office.vault.delete

    def silent(provider: str, /) -> None:
        """Answers for the first provider only."""
        if provider == "other":
            unlock.wait(10)
        delete(provider)

    monkeypatch.setattr(office.vault, "delete", silent)
    try:
        with pytest.raises(EngineError) as caught:
            await office.service.delete_all(confirm=CONFIRMATION)
    finally:
        unlock.set()
    assert "Nothing" not in caught.value.message
    assert "keys of 1 provider" in caught.value.hint
    assert not is_erasing(office.paths)


async def test_a_keyring_that_keeps_its_keys_keeps_the_rest(office: Office) -> None:
    office.vault.broken = True
    with pytest.raises(EngineError, match="locked"):
        await office.service.delete_all(confirm=CONFIRMATION)
    assert not is_erasing(office.paths)
    assert office.ends == []


async def test_a_folder_that_cannot_be_written_is_said(office: Office) -> None:
    office.paths.erasing.mkdir()
    with pytest.raises(ConfigError, match="Nothing was deleted"):
        await office.service.delete_all(confirm=CONFIRMATION)
    assert office.ends == []
