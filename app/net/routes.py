"""Which way a connection takes: directly or through a proxy, and which certificates it trusts."""

from __future__ import annotations

import importlib.util
import os
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from app.errors import InvalidInput
from app.net.hosts import origin_of

NO_PROXY = "none"
_SCHEMES = ("http", "https", "socks5", "socks5h")
_PROXY_PORTS = {"socks5": 1080, "socks5h": 1080}
_MAX_CA_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Route:
    """One way to an address; connections over the same way may be kept and used again."""

    proxy: str | None = field(repr=False)  # it may have a password in it
    certificates: ssl.SSLContext


def parse_proxy(text: str) -> str | None:
    """The proxy's address of a setting or a variable; None for "none".

    Raises:
        InvalidInput: It is no address of a proxy. Never repeats it, since it may have a password in it.
    """
    if text.strip().lower() == NO_PROXY:
        return None
    address = text.strip() if "://" in text else f"http://{text.strip()}"
    try:
        parts = urlsplit(address)
        good = parts.scheme in _SCHEMES and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in address):
        raise InvalidInput(
            "The proxy's address cannot be used.",
            hint="Write it like http://proxy.example.com:8080, or “none” for no proxy.",
        )
    if parts.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise InvalidInput(
            "The proxy speaks SOCKS, and the part for that is not installed.",
            hint="Install the Python package socksio, or use an HTTP proxy.",
        )
    return address


def proxy_for(scheme: str, host: str, port: int | None, setting: str) -> str | None:
    """The proxy for an address on another machine: the person's, or the system's where they named none.

    Raises:
        InvalidInput: It is no address of a proxy.
    """
    if setting.strip():
        return parse_proxy(setting)
    known = getproxies()
    found = known.get(scheme) or known.get("all")
    if not found or proxy_bypass(host if port is None else f"{host}:{port}"):
        return None
    return parse_proxy(found)


def proxy_origin(address: str) -> str:
    """A proxy's address as it may be shown: without name and password."""
    parts = urlsplit(address)
    return origin_of(parts.scheme, parts.hostname or "", parts.port or _PROXY_PORTS.get(parts.scheme))


class Certificates:
    """The system's certificates and the person's own file beside them, read once per state of that file.

    `context` reads files, so it is called in a thread.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], ssl.SSLContext] = {}

    def context(self, ca_file: str) -> ssl.SSLContext:
        """What a connection trusts.

        Raises:
            InvalidInput: The file has no certificates in it, or cannot be read.
        """
        key = self._state(ca_file)
        if key not in self._known:
            self._known = {key: _context(ca_file)}
        return self._known[key]

    @staticmethod
    def _state(ca_file: str) -> tuple[object, ...]:
        system = tuple(os.environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"))
        if not ca_file:
            return system
        try:
            info = Path(ca_file).expanduser().stat()
        except (OSError, ValueError, RuntimeError) as exc:
            raise _bad_file(ca_file, exc) from exc
        return (*system, ca_file, info.st_mtime_ns, info.st_size)


def plain_context() -> ssl.SSLContext:
    """For connections without TLS: trusts nothing, so that a mistake refuses instead of letting through."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _context(ca_file: str) -> ssl.SSLContext:
    import httpcore2

    try:
        context = httpcore2.default_ssl_context()
    except (OSError, ssl.SSLError) as exc:
        raise InvalidInput(
            "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read.",
            hint="Correct these variables, or remove them.",
            detail=str(exc),
        ) from exc
    if ca_file:
        path = Path(ca_file).expanduser()
        try:
            if not path.is_file() or path.stat().st_size > _MAX_CA_BYTES:
                raise _bad_file(ca_file, "it is no ordinary file, or too large")
            context.load_verify_locations(cafile=path)
        except (OSError, ssl.SSLError) as exc:
            raise _bad_file(ca_file, exc) from exc
    return context


def _bad_file(ca_file: str, cause: object) -> InvalidInput:
    return InvalidInput(
        f"The file of certificates {ca_file} cannot be used.",
        hint="Name a PEM file with certificates in Settings → Privacy, or leave the setting empty.",
        detail=str(cause),
    )
