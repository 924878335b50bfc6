"""Texts as vectors: what goes into which batch, and how the vectors come out.

A chat model has a context for it only while it is asked, since that takes memory beside the chats' own; a model that
makes embeddings and nothing else keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.backends.llama_cpp.native.embedding import EmbeddingContext
from app.backends.llama_cpp.native.model import NativeModel
from app.backends.llama_cpp.native.tokens import split_text
from app.backends.worker.protocol import Between
from app.errors import InvalidInput, Unsupported
from app.types.embeddings import Embeddings, EmbedRequest, Pooling

MAX_TEXTS = 4096
MAX_VALUES = 1_000_000
"""Numbers in one reply, which is a message of about 15 MB."""
BATCH_TOKENS = 512
SHARED_TOKENS = 64
"""Of a batch while answers are written, which wait for it; a single text cannot be cut."""
BATCH_TEXTS = 32
_FILE_POOLING = {"0": Pooling.MEAN, "1": Pooling.MEAN, "2": Pooling.CLS, "3": Pooling.LAST, "": Pooling.MEAN}
"""What the file's own number stands for; without one, and for 0 (none), it is the mean."""


class Embedder:
    """Computes the vectors of one loaded model. Belongs to the engine's thread."""

    def __init__(self, model: NativeModel, *, max_tokens: int, threads: int, stays: bool) -> None:
        self._model = model
        self._max_tokens = max_tokens
        self._threads = threads
        self._stays = stays
        self._context: EmbeddingContext | None = None

    def embed(self, request: EmbedRequest, between: Between, *, shared: bool = False) -> Embeddings:
        """The vectors; `between` is called between two batches, so that others need not wait for all. `shared` says
        that there are others.

        Raises:
            InvalidInput: No text, an empty one, one that is too long, or too many at once.
            Unsupported: The model ranks texts and gives no vectors.
        """
        pooling = self._pooling(request.pooling)
        texts = self._tokens(request.texts)
        self._check_size(texts, pooling)
        vectors: list[tuple[tuple[float, ...], ...]] = []
        try:
            context = self._ready(pooling, texts)
            most = min(context.tokens, SHARED_TOKENS) if shared else context.tokens
            for batch in batches([len(text) for text in texts], most, context.sequences):
                if vectors:
                    between()
                computed = context.compute(texts[batch.start : batch.stop])
                vectors += [tuple(plain(vector, normalize=request.normalize) for vector in text) for text in computed]
        finally:
            if not self._stays:
                self.close()
        return Embeddings(tuple(vectors), sum(map(len, texts)))

    def close(self) -> None:
        """Free the context; twice is once."""
        if self._context:
            self._context.close()
            self._context = None

    def _pooling(self, wanted: Pooling) -> Pooling:
        own = self._model.metadata(f"{self._model.metadata('general.architecture')}.pooling_type")
        if own not in _FILE_POOLING:
            raise Unsupported("This model ranks texts; it makes no vectors.", hint="Choose a model for embeddings.")
        return _FILE_POOLING[own] if wanted is Pooling.AUTO else wanted

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            raise InvalidInput("There is no text to turn into a vector.", hint="Give at least one.")
        if len(texts) > MAX_TEXTS:
            raise InvalidInput(f"{len(texts):,} texts are too many at once.", hint=f"Send {MAX_TEXTS:,} at most.")
        split = []
        for number, text in enumerate(texts, 1):
            if not text.strip():
                raise InvalidInput(f"Text {number} is empty.", hint="Leave it out.", params={"text": number})
            tokens = split_text(self._model, text, whole=True)
            if len(tokens) > self._max_tokens:
                raise InvalidInput(
                    f"Text {number} has {len(tokens):,} tokens; the model takes {self._max_tokens:,} at once.",
                    hint="Send it in shorter pieces.",
                    params={"text": number, "tokens": len(tokens), "context_tokens": self._max_tokens},
                )
            split.append(tokens)
        return split

    def _check_size(self, texts: list[list[int]], pooling: Pooling) -> None:
        count = sum(map(len, texts)) if pooling is Pooling.NONE else len(texts)
        most = MAX_VALUES // self._model.embedding_size
        if count > most:
            what = "tokens" if pooling is Pooling.NONE else "texts"
            hint = f"Send so many that they have {most:,} {what} together."
            raise InvalidInput(f"{count:,} vectors are too many for one reply.", hint=hint, params={"vectors": count})

    def _ready(self, pooling: Pooling, texts: list[list[int]]) -> EmbeddingContext:
        longest, total = max(map(len, texts)), sum(map(len, texts))
        tokens = max(longest, min(total, BATCH_TOKENS))
        if self._stays:  # made once, for what comes
            tokens = max(tokens, min(BATCH_TOKENS, self._max_tokens))
        if self._context and (self._context.pooling is not pooling or self._context.tokens < longest):
            self.close()
        if self._context is None:
            sequences = BATCH_TEXTS if self._stays else min(BATCH_TEXTS, len(texts))
            self._context = EmbeddingContext(
                self._model, pooling, tokens=tokens, sequences=sequences, threads=self._threads
            )
        return self._context


def batches(lengths: Sequence[int], tokens: int, texts: int) -> list[range]:
    """Which texts are computed together: neighbours, as many as fit."""
    found: list[range] = []
    start = used = 0
    for number, length in enumerate(lengths):
        if number > start and (used + length > tokens or number - start >= texts):
            found.append(range(start, number))
            start, used = number, 0
        used += length
    return [*found, range(start, len(lengths))]


def plain(vector: Any, *, normalize: bool) -> tuple[float, ...]:
    """A vector as numbers with as many digits as it has; of length 1 if wanted (a vector of zeros stays)."""
    import numpy as np

    if normalize and (length := float(np.linalg.norm(vector))) > 0:
        vector = vector / length
    return tuple(float(f"{value:.8g}") for value in vector.tolist())
