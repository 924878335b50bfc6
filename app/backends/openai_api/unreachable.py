"""Why a server cannot be reached, told apart: its name, its certificate, nobody there. Pure.

What a proxy did wrong is said by the door in `app.net` already.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from app.backends.openai_api.problems import refused
from app.errors import EngineUnavailable

_MAX_CAUSES = 20


def unreachable(who: str, exc: BaseException) -> EngineUnavailable:
    """The error for a connection that could not be made."""
    kinds = {type(cause).__name__: cause for cause in _causes(exc)}
    certificate = next((cause for cause in kinds.values() if isinstance(cause, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        return _error(
            f"{who} shows a certificate that is not trusted.",
            "Look whether its address is right. If it has a certificate authority of its own, name that file in "
            "Settings → Privacy.",
            certificate.verify_message,
        )
    if any(isinstance(cause, ssl.SSLError) for cause in kinds.values()):
        return _error(
            f"No secure connection to {who} could be made.",
            "Look whether its address begins with https:// although the server only speaks http.",
            "SSLError",
        )
    if any(isinstance(cause, socket.gaierror) for cause in kinds.values()):
        return _error(
            f"The address of {who} was not found.",
            "Look for typing errors in it, and whether this computer is connected to the network.",
            "gaierror",
        )
    if "ConnectTimeout" in kinds:
        return _error(
            f"{who} did not take the connection in time.",
            "Look whether its address is right and whether this computer is connected to the network.",
            "ConnectTimeout",
            "timeout",
        )
    return refused(who, next(reversed(kinds), ""))


def _error(message: str, hint: str, detail: str, reason: str = "refused") -> EngineUnavailable:
    return EngineUnavailable(message, hint=hint, detail=detail, params={"reason": reason})


def _causes(exc: BaseException | None) -> Iterator[BaseException]:
    """The exception and what it came from, the outermost first."""
    for _ in range(_MAX_CAUSES):
        if exc is None:
            return
        yield exc
        exc = exc.__cause__ or exc.__context__
