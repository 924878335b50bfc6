"""What both dialects share: a connection to one provider for one purpose, opened with its key, closed after its use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from app import __version__
from app.backends.cloud.facts import ProviderFacts
from app.backends.cloud.keyring_thread import in_keyring
from app.backends.cloud.keys import variable_of
from app.backends.cloud.providers import endpoint_of, is_near, origin
from app.backends.openai_api.stream import Silence
from app.errors import AppError, EngineUnavailable, KeyRefused
from app.net.client import Net
from app.types.embeddings import Embeddings, EmbedRequest
from app.types.engines import ProviderKind, ProviderSpec
from app.types.generation import Delta, GenerateRequest, ToolSpec
from app.types.messages import Message
from app.types.privacy import Purpose

if TYPE_CHECKING:
    import httpx2

NO_KEY = "none"
"""What an SDK gets where there is no key; it is never sent."""
_SENT = frozenset(
    {
        "accept",
        "accept-encoding",
        "anthropic-version",
        "anthropic-beta",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "x-api-key",
    }
)
"""Headers that a provider needs. The SDKs would also send the operating system, Python's version and what the
environment names (accounts, projects, headers of other programs).
"""
_SECRET = ("authorization", "x-api-key")


class Keys(Protocol):
    """Where keys come from, as `app.backends.registry.Keys`."""

    def get(self, provider: str, /) -> str | None:
        """The key, or None. Called in a thread."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """To whom a connection leads, and what is known of them."""

    spec: ProviderSpec
    facts: ProviderFacts

    @property
    def who(self) -> str:
        """What messages call it."""
        return f"The provider {self.spec.name}"


class Link(Protocol):
    """One connection. Belongs to the core's event loop."""

    def answer(
        self, model: str, request: GenerateRequest, silence: Silence, *, window: int = 0
    ) -> AsyncGenerator[Delta, None]:
        """Stream one answer; closing the generator ends the connection. `window` is in tokens, 0 where not known."""
        ...

    async def listing(self) -> object:
        """The endpoint's list of models, as it comes."""
        ...

    async def embed(self, model: str, request: EmbedRequest) -> Embeddings:
        """The vectors of texts."""
        ...

    async def count(self, model: str, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int | None:
        """Tokens of a prompt; None where the provider does not count."""
        ...

    def error(self, exc: Exception) -> AppError:
        """What an exception of its SDK means."""
        ...

    async def close(self) -> None:
        """End it."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    """What a link is made of."""

    target: Target
    key: str | None
    http: httpx2.AsyncClient

    def __repr__(self) -> str:
        """Without the key."""
        return f"Access({self.target.spec.name})"

    @property
    def secret(self) -> str:
        """The key, to be kept out of errors; "" for none."""
        return self.key or ""

    @property
    def sdk_options(self) -> dict[str, Any]:
        """Keyword arguments for the client of either SDK."""
        return {
            "api_key": self.key or NO_KEY,
            "base_url": endpoint_of(self.target.spec),
            "http_client": self.http,
            "max_retries": 0,  # they wait for as long as a server tells them, without a sign of it
        }


@asynccontextmanager
async def open_link(target: Target, keys: Keys, net: Net, purpose: Purpose) -> AsyncIterator[Link]:
    """A connection that ends with the block; inside, exceptions of the SDK become errors for people.

    Raises:
        KeyRefused: The provider needs a key, and there is none.
        AppError: What the provider said, or why it cannot be reached.
    """
    spec = target.spec
    if not spec.enabled:
        raise EngineUnavailable(
            f"{target.who} is turned off.",
            hint="Turn it on in Settings → Models and engines.",
            params={"reason": "absent"},
        )
    key = await _key(target, keys)
    module = "openai_link" if spec.kind is ProviderKind.OPENAI else "anthropic_link"
    make: Callable[[Access], Link] = (await asyncio.to_thread(import_module, f"app.backends.cloud.{module}")).connect
    http = await asyncio.to_thread(net.client, "cloud", purpose)
    http.event_hooks = {"request": [_only_needed(has_key=key is not None)]}
    link = make(Access(target, key, http))
    try:
        yield link
    except KeyRefused as exc:
        raise _about_the_key(target, exc, has_key=key is not None) from None
    except AppError:
        raise
    except Exception as exc:
        error = link.error(exc)
        if isinstance(error, KeyRefused):
            error = _about_the_key(target, error, has_key=key is not None)
        raise error from None
    finally:
        await link.close()


async def _key(target: Target, keys: Keys) -> str | None:
    """The provider's key; None for an endpoint that may not need one."""
    try:
        key = await in_keyring(keys.get, target.spec.name)
    except TimeoutError:
        raise KeyRefused(
            "The keyring does not answer.",
            hint=f"Unlock it, or set the variable {variable_of(target.spec.name)}.",
        ) from None
    if key is None and not target.spec.endpoint:
        raise _no_key(target)
    return key


def _no_key(target: Target) -> KeyRefused:
    return KeyRefused(
        f"{target.who} needs a key, and there is none.",
        hint=f"Enter it in Settings → Models and engines, or set the variable {variable_of(target.spec.name)}.",
    )


def _about_the_key(target: Target, error: KeyRefused, *, has_key: bool) -> KeyRefused:
    status = error.params.get("status")
    if status is None:
        return error.copy()
    if not has_key:
        return _no_key(target)
    if status == 403:
        return KeyRefused(
            f"{target.who} does not allow this with the key.",
            hint="Look there whether the key is valid and may use this model.",
            params={"status": status},
        )
    return KeyRefused(
        f"{target.who} refuses the key: it is wrong, or it has expired.",
        hint="Enter another one in Settings → Models and engines.",
        params={"status": status},
    )


def _only_needed(*, has_key: bool) -> Callable[[httpx2.Request], Any]:
    async def hook(request: httpx2.Request) -> None:
        for name in list(request.headers):
            if name not in _SENT or (name in _SECRET and not has_key):
                del request.headers[name]
        request.headers["user-agent"] = f"tektra/{__version__}"

    return hook


def unusable_reason(spec: ProviderSpec, net: Net) -> str:
    """Why a provider cannot be asked now; "" where it can."""
    if not spec.enabled:
        return f"The provider {spec.name} is turned off."
    if is_kept_back(spec, net):
        return f"“Local only” is on, and {origin(spec)} is another computer."
    return ""


def is_kept_back(spec: ProviderSpec, net: Net) -> bool:
    """Whether only “Local only” stands in the way of asking a provider."""
    return spec.enabled and net.options.local_only and not is_near(spec)
