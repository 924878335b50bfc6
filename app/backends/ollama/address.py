"""Where an Ollama is: the rules of OLLAMA_HOST, as Ollama's own client has them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address

from app.net.hosts import is_this_machine

DEFAULT_PORT = 11434
_SCHEME_PORTS = {"http": 80, "https": 443}
_LOOPBACK = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - no client can call such an address
_MAX_LENGTH = 1024


@dataclass(frozen=True, slots=True)
class Address:
    """One server."""

    url: str
    """For the client, with the path if there is one."""
    origin: str
    """What people see: scheme, host and port."""
    on_this_machine: bool
    warning: str = ""
    """What of the text was not taken, in one sentence."""
    problem: str = ""
    """Why it is no address at all; it is not used then."""


@lru_cache(maxsize=8)
def parse_host(text: str) -> Address:
    """The address that a setting or OLLAMA_HOST means; "" is Ollama's usual one."""
    text = text.strip().strip("'\"").strip()
    scheme, given, rest = text.partition("://")
    if not given:
        scheme, rest = "http", text
    scheme = scheme.lower()
    if scheme not in _SCHEME_PORTS:
        return _unusable("it begins with something else than http or https")
    usual = _SCHEME_PORTS[scheme] if given else DEFAULT_PORT
    place, _, path = rest.partition("/")
    if "@" in place:
        return _unusable("it has a user name or password in it")
    if len(text) > _MAX_LENGTH or any(not 33 <= ord(character) < 127 for character in rest) or set(rest) & set("?#\\"):
        return _unusable("it has characters that no address has")
    host, port_text = _split(place)
    host = _LOOPBACK.get(host, host.lower())
    port, warning = usual, ""
    if port_text:
        if port_text.isdecimal() and int(port_text) <= 65535:
            port = int(port_text)
        else:
            warning = f"The port “{port_text}” of Ollama's address cannot be used; {usual} is taken instead."
    shown = f"[{host}]" if ":" in host else host
    origin = f"{scheme}://{shown}:{port}"
    tail = path.strip("/")
    return Address(f"{origin}/{tail}" if tail else origin, origin, is_this_machine(host), warning)


def _split(place: str) -> tuple[str, str]:
    """Host and port; an address of IPv6 may stand without brackets where there is no port."""
    if place.startswith("["):
        host, closed, rest = place[1:].partition("]")
        return (host, rest.removeprefix(":")) if closed else (host, "")
    if _is_ipv6(place):
        return place, ""
    host, _, port = place.rpartition(":") if ":" in place else (place, "", "")
    return host, port


def _is_ipv6(text: str) -> bool:
    try:
        return ip_address(text).version == 6
    except ValueError:
        return False


def _unusable(why: str) -> Address:
    return Address("", "", on_this_machine=False, problem=f"The address of Ollama cannot be used: {why}.")
