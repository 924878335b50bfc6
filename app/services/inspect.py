"""Commands that look into models and devices: facts, tokens, vectors, and what engines can compute on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.bridge.signatures import ModelDetails
from app.errors import InvalidInput
from app.types.embeddings import Embeddings, EmbedRequest, Pooling, TokenText
from app.types.models import BackendName, Capability, DeviceInfo, ModelSpec

MAX_TOKENIZE_BYTES = 800_000
"""Each byte may be a token, and each token takes up to 40 bytes of the reply: it has to fit one message of 32 MiB."""
MAX_DETOKENIZE = 1_000_000
MAX_EMBED_BYTES = 8 * 1024 * 1024
ANY: frozenset[Capability] = frozenset()
EMBEDDINGS = frozenset({Capability.EMBEDDINGS})


class LookedAt(Protocol):
    """A loaded model, held for one question about it."""

    async def tokenize(self, text: str) -> tuple[TokenText, ...]:
        """As `app.backends.base.Tokens`."""
        ...

    async def detokenize(self, tokens: tuple[int, ...]) -> str:
        """As `app.backends.base.Tokens`."""
        ...

    async def embed(self, request: EmbedRequest) -> Embeddings:
        """As `app.backends.base.Backend`."""
        ...


class LookModels(Protocol):
    """The manager, as far as these commands go."""

    def lease(
        self, model_id: str, needs: frozenset[Capability], *, backend: BackendName | None = None
    ) -> AbstractAsyncContextManager[LookedAt]:
        """Wait for the model and hold it, with `backend` on this very engine."""
        ...

    def details(self, model_id: str) -> ModelDetails:
        """Everything that is known about one model."""
        ...

    async def devices(self) -> tuple[DeviceInfo, ...]:
        """What the installed engines can compute on."""
        ...


class InspectService:
    """model.show, .tokenize, .detokenize, .embed and device.list. Lives on the core's event loop; emits nothing."""

    def __init__(self, manager: LookModels, resolve: Callable[[str | None], ModelSpec]) -> None:
        self._manager = manager
        self._resolve = resolve

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.model_show, self.show)
        registry.bind(cmd.model_tokenize, self.tokenize)
        registry.bind(cmd.model_detokenize, self.detokenize)
        registry.bind(cmd.model_embed, self.embed)
        registry.bind(cmd.device_list, self.devices)

    async def show(self, *, model_id: str) -> ModelDetails:
        """See `signatures.model_show`."""
        return self._manager.details(self._resolve(model_id).id)

    async def tokenize(
        self, *, text: str, model_id: str | None = None, backend: BackendName | None = None
    ) -> tuple[TokenText, ...]:
        """See `signatures.model_tokenize`."""
        _check_bytes(text, MAX_TOKENIZE_BYTES)
        async with self._manager.lease(self._resolve(model_id).id, ANY, backend=backend) as lease:
            return await lease.tokenize(text)

    async def detokenize(self, *, tokens: tuple[int, ...], model_id: str | None = None) -> str:
        """See `signatures.model_detokenize`."""
        if len(tokens) > MAX_DETOKENIZE:
            raise InvalidInput(f"{len(tokens):,} tokens are too many.", hint=f"Send {MAX_DETOKENIZE:,} at most.")
        async with self._manager.lease(self._resolve(model_id).id, ANY) as lease:
            return await lease.detokenize(tokens)

    async def embed(
        self,
        *,
        texts: tuple[str, ...],
        model_id: str | None = None,
        pooling: Pooling = Pooling.AUTO,
        normalize: bool = True,
    ) -> Embeddings:
        """See `signatures.model_embed`."""
        _check_bytes("".join(texts), MAX_EMBED_BYTES)
        async with self._manager.lease(self._resolve(model_id).id, EMBEDDINGS) as lease:
            return await lease.embed(EmbedRequest(texts, pooling, normalize))

    async def devices(self) -> tuple[DeviceInfo, ...]:
        """See `signatures.device_list`."""
        return await self._manager.devices()


def _check_bytes(text: str, limit: int) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise InvalidInput(
            f"The text has {size:,} bytes; {limit:,} are allowed at once.",
            hint="Send it in pieces.",
            params={"bytes": size, "limit": limit},
        )
