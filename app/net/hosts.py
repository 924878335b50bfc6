"""Which addresses are this very machine, and how an address is written down. Pure."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv6Address

LOCAL_NAME = "localhost"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_this_machine(host: str) -> bool:
    """Whether a host name or address is this very machine, without asking a name server: loopback, "localhost".

    Only the usual spellings count. What merely might lead here ("0x7f.1", "localhost.example.com", "0.0.0.0") does not,
    since a mistake in that direction costs a refusal, and one in the other would let text out.
    """
    name = host.strip("[]") if host.startswith("[") and host.endswith("]") else host
    if name.lower() == LOCAL_NAME:
        return True
    try:
        return IPv4Address(name).is_loopback
    except AddressValueError:
        pass
    try:
        address = IPv6Address(name)
    except AddressValueError:
        return False
    mapped = address.ipv4_mapped
    return address.is_loopback if mapped is None else mapped.is_loopback


def origin_of(scheme: str, host: str, port: int | None) -> str:
    """Scheme, host and port: all of an address that is ever written down."""
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"{scheme}://{shown.lower()}:{port or _DEFAULT_PORTS.get(scheme, 0)}"
