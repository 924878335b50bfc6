"""Keys: the system's keyring or a variable, never a file, and never in a text."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from keyring.core import load_keyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.backends.cloud.keys import MAX_KEY, Keyring, KeyStore, checked_key, variable_of
from app.errors import EngineError, InvalidInput
from tests.helpers.logfail import ExpectedLogs

KEY = "sk-test-0123456789"


class Memory:
    """A keyring of the test's own; it stands for the program behind the library."""

    name = "Memory"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class Locked(Memory):
    """Refuses, and says more than it should."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username} {KEY} is locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"{service} {username} {password} is locked")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked(f"{service} {username} {KEY} is locked")


class Chain(Memory):
    """Several keyrings one after the other, as the library makes them."""

    def __init__(self, *backends: Keyring) -> None:
        super().__init__()
        self.backends = backends


class PlaintextKeyring(Memory):
    """Called as the one that writes files that everybody can read."""


def store(backend: Keyring, **environ: str) -> KeyStore:
    """A store over this keyring."""
    return KeyStore(environ, lambda: backend)


def test_a_key_is_kept_and_forgotten() -> None:
    memory = Memory()
    keys = store(memory)
    keys.set("my-ai", f" {KEY}\n")
    assert memory.kept == {("tektra", "my-ai"): KEY}
    assert keys.get("my-ai") == KEY
    assert "keyring (Memory)" in keys.place("my-ai")
    keys.delete("my-ai")
    keys.delete("my-ai")
    assert keys.get("my-ai") is None
    assert KEY not in repr(keys) + repr(vars(keys))


def test_a_variable_goes_over_the_keyring() -> None:
    assert variable_of("my-ai.2") == "TEKTRA_KEY_MY_AI_2"
    keys = store(Memory(), TEKTRA_KEY_MY_AI=f" {KEY} ", TEKTRA_KEY_EMPTY=" ")
    keys.set("my-ai", "another")
    assert keys.get("my-ai") == KEY
    assert keys.place("my-ai") == "The variable TEKTRA_KEY_MY_AI"
    assert keys.get("empty") is None


NO_KEYRINGS: dict[str, Callable[[], Keyring]] = {
    "none": lambda: load_keyring("keyring.backends.fail.Keyring"),
    "null": lambda: load_keyring("keyring.backends.null.Keyring"),
    "plain": PlaintextKeyring,
    "chain": lambda: Chain(PlaintextKeyring()),
}


@pytest.mark.parametrize("name", NO_KEYRINGS)
def test_without_a_safe_keyring_nothing_is_kept_anywhere(name: str) -> None:
    backend = NO_KEYRINGS[name]()
    keys = store(backend)
    with pytest.raises(EngineError, match="no keyring") as caught:
        keys.set("my-ai", KEY)
    assert "TEKTRA_KEY_MY_AI" in caught.value.hint
    assert KEY not in repr(caught.value.to_dict())
    assert keys.get("my-ai") is None
    assert "no keyring" in keys.place("my-ai")
    keys.delete("my-ai")
    assert getattr(backend, "kept", {}) == {}


def test_the_safe_one_of_several_is_taken() -> None:
    plain, safe = PlaintextKeyring(), Memory()
    store(Chain(plain, safe)).set("p", KEY)
    assert plain.kept == {}
    assert safe.kept == {("tektra", "p"): KEY}


def test_a_locked_keyring_is_an_error_with_a_remedy(
    expected_logs: ExpectedLogs, caplog: pytest.LogCaptureFixture
) -> None:
    expected_logs.expect("did not give a key", logging.WARNING)
    keys = store(Locked())
    assert keys.get("p") is None
    changes: tuple[Callable[[], None], ...] = (lambda: keys.set("p", KEY), lambda: keys.delete("p"))
    for change in changes:
        with pytest.raises(EngineError, match="refused") as caught:
            change()
        assert "Unlock" in caught.value.hint
        assert KEY not in repr(caught.value.to_dict())
    assert KEY not in caplog.text


def test_a_keyring_that_cannot_be_found(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("no keyring can be used", logging.WARNING)

    def broken() -> Keyring:
        raise RuntimeError("no D-Bus")

    assert KeyStore({}, broken).get("p") is None


@pytest.mark.parametrize("text", ["", "  ", "two words", "línea", "a\nb", "a\0b", "x" * (MAX_KEY + 1)])
def test_what_cannot_be_a_key_is_not_repeated(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_key(text)
    assert not text.strip() or text not in repr(caught.value.to_dict())
