"""The llama.cpp engine inside its worker process: one model, many answers side by side."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from app.backends.llama_cpp.batching.pays import Pays
from app.backends.llama_cpp.batching.speculation import Decision
from app.backends.llama_cpp.cache.state_files import load_state, save_state
from app.backends.llama_cpp.embedding.vectors import VectorModel
from app.backends.llama_cpp.engine import PACKAGE
from app.backends.llama_cpp.loading.loaded import Loaded
from app.backends.llama_cpp.loading.opening import embeds_only
from app.backends.llama_cpp.media.selftest import look_at_test_picture
from app.backends.llama_cpp.native.devices import list_devices
from app.backends.llama_cpp.native.tokens import join_tokens, show_tokens, split_text
from app.backends.worker.mishaps import as_app_error
from app.backends.worker.protocol import Between, Job
from app.errors import EngineError, InvalidInput, ModelFileError, Unsupported
from app.types.embeddings import Embeddings, EmbedRequest, StateInfo, TokenText
from app.types.generation import ToolSpec
from app.types.messages import Message
from app.types.models import Capability, DeviceInfo, LoadedModel, LoadSpec, Speculation

MAX_CONTEXT = 16 * 1024 * 1024
MAX_BATCH = 8192
MAX_THREADS = 1024
MAX_LAYERS = 100_000
MAX_PARALLEL = 64
_MAGIC = b"GGUF"


class LlamaCppWorker:
    """A `WorkerEngine`. Everything runs on the worker's main thread, which owns the context, but for the making of long
    prompts (`preparing`).
    """

    def __init__(self, pays: Callable[[], Decision] = Pays) -> None:
        self._pays = pays
        """Decides whether to guess ahead."""
        self._loaded: Loaded | None = None
        self._vectors: VectorModel | None = None

    def load(self, spec: LoadSpec) -> LoadedModel:
        """Load a GGUF file."""
        started = time.perf_counter()
        self.unload()
        _check_spec(spec)
        _check_file(spec.path)
        if spec.draft_model and spec.tuning.speculation is Speculation.AUTO:
            _check_file(spec.draft_model)
        loaded: Loaded | VectorModel
        if embeds_only(spec.path):
            loaded = self._vectors = VectorModel(spec)
        else:
            loaded = self._loaded = Loaded(spec, self._pays)
        sees = spec.look and Capability.IMAGE in loaded.abilities
        return LoadedModel(
            spec.model_id,
            loaded.context_tokens,
            time.perf_counter() - started,
            metadata.version(PACKAGE),
            loaded.model.device,
            parallel=loaded.parallel,
            abilities=loaded.abilities,
            self_test=look_at_test_picture(self) if sees else "",
            gpu_layers=loaded.model.placement.gpu_layers,
        )

    def unload(self) -> None:
        """Free context and weights, and end every job."""
        if self._loaded:
            loaded, self._loaded = self._loaded, None
            try:
                error = EngineError("The model was unloaded.", hint="Ask again; it is loaded for that.")
                loaded.end_all(error)
            finally:
                loaded.close()
        if self._vectors:
            vectors, self._vectors = self._vectors, None
            vectors.close()

    def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Tokens of the rendered prompt."""
        return self._ready().count(messages, tools)

    @property
    def busy(self) -> bool:
        """Whether an answer is to be read for or written."""
        return self._loaded is not None and self._loaded.busy

    def step(self) -> None:
        """Evaluate one batch."""
        if self._loaded is None:
            return
        try:
            self._loaded.step()
        except Exception as exc:  # a bug: what runs is lost, what comes next need not be
            self._loaded.end_all(as_app_error(exc))

    def start(self, job: Job) -> None:
        """Take in a job; `step` works for it."""
        self._ready().start(job, time.perf_counter())

    def embed(self, request: EmbedRequest, between: Between) -> Embeddings:
        """The vectors of texts."""
        model = self._vectors or self._ready()
        return model.embedder.embed(request, between, shared=self.busy)

    def tokenize(self, text: str) -> tuple[TokenText, ...]:
        """The tokens of a plain text."""
        model = (self._vectors or self._ready()).model
        return show_tokens(model, split_text(model, text))

    def detokenize(self, tokens: tuple[int, ...]) -> str:
        """The text of tokens; a piece of a character is U+FFFD."""
        model = (self._vectors or self._ready()).model
        return join_tokens(model, tokens).decode("utf-8", "replace")

    def save_state(
        self, messages: tuple[Message, ...], path: str, between: Between, tools: tuple[ToolSpec, ...] = ()
    ) -> StateInfo:
        """Write what the cache holds of a conversation; reads what is missing first."""
        return save_state(self._ready(), messages, path, between, tools)

    def load_state(self, path: str) -> StateInfo:
        """Put a saved conversation into the cache."""
        return load_state(self._ready(), path)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """What this build can compute on."""
        return list_devices()

    def _ready(self) -> Loaded:
        if self._vectors:
            raise Unsupported("This model makes embeddings; it cannot chat.", hint="Choose a chat model.")
        if self._loaded is None:
            raise EngineError("No model is loaded.", hint="Load a model first.")
        return self._loaded


def _check_spec(spec: LoadSpec) -> None:
    ranges = {
        "context_tokens": (spec.context_tokens, 0, MAX_CONTEXT),
        "threads": (spec.threads, 0, MAX_THREADS),
        "gpu_layers": (spec.gpu_layers, -1, MAX_LAYERS),
        "batch_tokens": (spec.batch_tokens, 1, MAX_BATCH),
        "parallel": (spec.parallel, 1, MAX_PARALLEL),
    }
    for name, (value, low, high) in ranges.items():
        if not low <= value <= high:
            raise InvalidInput(f"The setting “{name}” is out of range.", hint=f"Use a number from {low} to {high}.")
    if spec.options:
        names = ", ".join(sorted(spec.options))
        raise InvalidInput(f"The engine llama_cpp has no option {names}.", hint="Remove it from the settings.")


def _check_file(path: str) -> None:
    """The header was looked at when the model was added; since then the file may have gone or changed."""
    params = {"path": path}
    try:
        with Path(path).open("rb") as file:
            magic = file.read(len(_MAGIC))
    except FileNotFoundError as exc:
        hint = "Put it back, or add the model again."
        raise ModelFileError("The model's file is not there any more.", hint=hint, detail=path, params=params) from exc
    except (OSError, ValueError) as exc:
        hint = "Check that it is a file and that you may read it."
        raise ModelFileError(
            "The model's file cannot be read.", hint=hint, detail=f"{path}: {exc}", params=params
        ) from exc
    if magic != _MAGIC:
        hint = "Choose a file that ends in .gguf."
        raise ModelFileError("The file is not a GGUF model.", hint=hint, detail=path, params=params)
