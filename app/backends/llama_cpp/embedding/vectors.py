"""A loaded model that makes embeddings and writes no text: no cache, no template, no scheduler."""

from __future__ import annotations

from app.backends.llama_cpp.embedding.embeddings import Embedder
from app.backends.llama_cpp.loading.opening import open_model
from app.hardware import default_threads
from app.types.models import Capability, LoadSpec


class VectorModel:
    """One embedding model. Belongs to the engine's thread; `close` frees it.

    Raises:
        ModelFileError: The file, or an adapter, cannot be used.
    """

    parallel = 1
    abilities = frozenset({Capability.EMBEDDINGS})

    def __init__(self, spec: LoadSpec) -> None:
        self.model = open_model(spec)
        self.context_tokens = min(spec.context_tokens or self.model.trained_context, self.model.trained_context)
        threads = spec.threads or default_threads()
        self.embedder = Embedder(self.model, max_tokens=self.context_tokens, threads=threads, stays=True)

    def close(self) -> None:
        """Free everything."""
        self.embedder.close()
        self.model.close()
