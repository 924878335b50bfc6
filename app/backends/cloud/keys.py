"""Where the keys of providers are kept: the system's keyring, or a variable of the environment; never a file of ours.

`TEKTRA_KEY_NAME` (for a provider `my-ai`: `TEKTRA_KEY_MY_AI`) goes over the keyring, for machines without a desktop.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from app.backends.cloud.key_names import KeyNames
from app.errors import EngineError, InvalidInput

log = logging.getLogger(__name__)

SERVICE = "tektra"
VARIABLE_PREFIX = "TEKTRA_KEY_"
MAX_KEY = 4_096
_UNSAFE = re.compile(r"keyrings?\.alt\b|keyrings_alt|plaintext|keyring\.backends\.(fail|null)\b", re.IGNORECASE)
"""Keyrings that keep nothing, or keep it readable for everybody."""


class Keyring(Protocol):
    """One of the library's keyrings."""

    def get_password(self, service: str, username: str) -> str | None:
        """The key, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        ...


def variable_of(provider: str) -> str:
    """The variable that may hold a provider's key."""
    return VARIABLE_PREFIX + re.sub(r"\W", "_", provider).upper()


def checked_key(key: str) -> str:
    """What was entered as a key, without the spaces around it.

    Raises:
        InvalidInput: It cannot be one. Never repeats it.
    """
    key = key.strip()
    if not key or len(key) > MAX_KEY or not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidInput(
            "That cannot be a key.",
            hint="Copy it once more from the provider's page, without spaces and line breaks.",
            params={"setting": "key"},
        )
    return key


class KeyStore:
    """Reads and writes keys. Its methods may wait for the keyring, so they are called in threads.

    Args:
        environ: The environment.
        find_keyring: Finds the system's keyring.
        names: Where it is written down who has a key; None for nowhere.
    """

    def __init__(
        self,
        environ: Mapping[str, str] | None = None,
        find_keyring: Callable[[], Keyring] | None = None,
        names: KeyNames | None = None,
    ) -> None:
        self._environ = os.environ if environ is None else environ
        self._find_keyring = find_keyring or _system_keyring
        self._names = names

    def get(self, provider: str, /) -> str | None:
        """The key, or None where there is none, or where it cannot be read."""
        given = self._environ.get(variable_of(provider), "").strip()
        if given:
            return given
        return self.kept(provider)

    def kept(self, provider: str) -> str | None:
        """The key in the keyring, whatever the environment says."""
        backend = self._backend()
        if backend is None:
            return None
        try:
            found = backend.get_password(SERVICE, provider)
        except Exception as exc:  # a keyring is a program of somebody else's, and may fail in any way
            log.warning("the keyring did not give a key: %s", type(exc).__name__)
            return None
        return found or None

    def place(self, provider: str) -> str:
        """Where its key is, or would be, kept, in words; or why none can be kept here."""
        variable = variable_of(provider)
        if self._environ.get(variable, "").strip():
            return f"The variable {variable}"
        backend = self._backend()
        if backend is None:
            return f"This computer has no keyring, so no key can be kept; set the variable {variable} instead."
        return f"The keyring ({_name_of(backend)})"

    def set(self, provider: str, key: str) -> None:
        """Keep a key.

        Raises:
            InvalidInput: It cannot be one. Never repeats it.
            EngineError: The keyring is missing, locked, or does not take it.
        """
        key = checked_key(key)
        if self._names is not None:
            self._names.add(provider)  # first: a key that nobody knows of could not be deleted
        self._change(provider, "set_password", SERVICE, provider, key)

    def names(self) -> tuple[str, ...]:
        """The providers that got a key which may still be there."""
        return self._names.all() if self._names is not None else ()

    def delete(self, provider: str) -> None:
        """Forget a key; one that is not there is no error.

        Raises:
            EngineError: The keyring keeps it.
        """
        backend = self._backend()
        if backend is None:
            return
        try:
            known = backend.get_password(SERVICE, provider) is not None
        except Exception:  # see `get`
            known = True
        if known:
            self._change(provider, "delete_password", SERVICE, provider)
        if self._names is not None:
            self._names.remove(provider)

    def _change(self, provider: str, method: str, *arguments: str) -> None:
        backend = self._backend()
        variable = variable_of(provider)
        if backend is None:
            raise EngineError(
                "This computer has no keyring, so the key cannot be kept.",
                hint=f"Install one (GNOME Keyring, KWallet, KeePassXC), or set the variable {variable}.",
            )
        try:
            getattr(backend, method)(*arguments)
        except Exception as exc:  # see `get`; the text of its error is not shown, since nobody knows what is in it
            raise EngineError(
                f"The keyring ({_name_of(backend)}) refused.",
                hint=f"Unlock it and try again, or set the variable {variable}.",
                detail=type(exc).__name__,
            ) from None

    def _backend(self) -> Keyring | None:
        """The first keyring that keeps keys safely."""
        try:
            found = self._find_keyring()
        except Exception as exc:  # see `get`
            log.warning("no keyring can be used: %s", type(exc).__name__)
            return None
        known: list[Any] = list(getattr(found, "backends", ())) or [found]
        return next((backend for backend in known if not _UNSAFE.search(_path_of(backend))), None)


def _system_keyring() -> Keyring:
    import keyring

    return keyring.get_keyring()


def _path_of(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _name_of(backend: Keyring) -> str:
    return str(getattr(backend, "name", "") or _path_of(backend))[:80]
