"""Writes with the starter model straight through the C library, for tests of samplers and grammars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.backends.llama_cpp.answering.sampler import SamplerChain
from app.backends.llama_cpp.loading.options import Placement
from app.backends.llama_cpp.native import NativeModel, library
from app.errors import EngineError
from app.types.generation import AnswerFormat, FormatKind, Sampling

CONTEXT_TOKENS = 1024
QUESTION = "Tell me a long story about a dog."


class Writer:
    """One model and one small context. Frees both in `close`."""

    def __init__(self, path: Path) -> None:
        self.model = NativeModel(str(path), Placement(), safe_mode=True)
        self._lib = library().functions
        params = self._lib.llama_context_default_params()
        params.n_ctx = params.n_batch = CONTEXT_TOKENS
        params.n_threads = params.n_threads_batch = 1
        self.context: Any = self._lib.llama_init_from_model(self.model.handle, params)
        self.end = int(self._lib.llama_vocab_eos(self._lib.llama_model_get_vocab(self.model.handle)))

    def close(self) -> None:
        """Free the context, then the model."""
        self._lib.llama_free(self.context)
        self.model.close()

    def prompt(self, question: str) -> list[int]:
        """The tokens of a chat with one question."""
        return self.model.tokenize(f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n")

    def read(self, tokens: list[int], *, anew: bool = False) -> None:
        """Evaluate tokens after the others, or instead of them."""
        if anew:
            self._lib.llama_memory_clear(self._lib.llama_get_memory(self.context), False)  # noqa: FBT003 (a C function)
        kept = (self._lib.llama_token * len(tokens))(*tokens)  # the batch only points to it
        assert self._lib.llama_decode(self.context, self._lib.llama_batch_get_one(kept, len(tokens))) == 0

    @contextmanager
    def chain(
        self,
        sampling: Sampling,
        form: AnswerFormat | None = None,
        *,
        choice: int = 0,
        resting: bool = False,
        opened: str = "",
    ) -> Iterator[SamplerChain]:
        """A chain that is freed at the end."""
        chain = SamplerChain(
            self.model, sampling, form or AnswerFormat(), choice=choice, resting=resting, opened=opened
        )
        try:
            yield chain
        finally:
            chain.close()

    def write(
        self,
        sampling: Sampling,
        form: AnswerFormat | None = None,
        *,
        tokens: int = 24,
        question: str = QUESTION,
        choice: int = 0,
    ) -> list[int]:
        """The tokens of an answer, without the one that ends it."""
        prompt = self.prompt(question)
        self.read(prompt, anew=True)
        written: list[int] = []
        with self.chain(sampling, form, choice=choice) as chain:
            chain.prime(prompt)
            while len(written) < tokens:
                token = chain.sample(self.context, -1)
                if self.model.is_end(token):
                    break
                written.append(token)
                self.read([token])
        return written

    def text(self, tokens: list[int]) -> str:
        """What tokens say."""
        return b"".join(self.model.piece(token) for token in tokens).decode("utf-8", "replace")

    def fits(self, form: AnswerFormat, text: str, *, opened: str = "") -> bool:
        """Whether an answer of this form may be exactly this text, after what stands before it."""
        with self.chain(Sampling(), form, opened=opened) as chain:
            try:
                for token in [*self.model.tokenize(text, first=False), self.end]:
                    chain.accept(token)
            except EngineError:
                return False
        return True

    def fits_schema(self, schema: str, text: str) -> bool:
        """Whether an answer after this schema may be exactly this text."""
        return self.fits(AnswerFormat(FormatKind.JSON_SCHEMA, schema), text)
