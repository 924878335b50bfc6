"""The engine MLX inside its worker process: one model, one answer at a time."""

from __future__ import annotations

import time
from importlib import metadata

from app.backends.mlx.engine import PACKAGE
from app.backends.mlx.loaded import Loaded, unloaded
from app.backends.worker.protocol import Job
from app.errors import EngineError
from app.types.embeddings import TokenText
from app.types.generation import ToolSpec
from app.types.messages import Message
from app.types.models import DeviceInfo, LoadedModel, LoadSpec


class MlxWorker:
    """A `WorkerEngine`. Everything runs on the worker's main thread."""

    def __init__(self) -> None:
        self._loaded: Loaded | None = None

    def load(self, spec: LoadSpec) -> LoadedModel:
        """Load a model folder."""
        started = time.perf_counter()
        self.unload()
        loaded = self._loaded = Loaded(spec)
        return LoadedModel(
            spec.model_id,
            loaded.context_tokens,
            time.perf_counter() - started,
            metadata.version(PACKAGE),
            loaded.device,
            abilities=loaded.abilities,
        )

    def unload(self) -> None:
        """Give the memory back, and end every job."""
        if self._loaded:
            loaded, self._loaded = self._loaded, None
            loaded.end_all(unloaded())
            loaded.close()

    def count_tokens(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Tokens of the rendered prompt."""
        return self._ready().count(messages, tools)

    @property
    def busy(self) -> bool:
        """Whether an answer is to be read for or written."""
        return self._loaded is not None and self._loaded.busy

    def step(self) -> None:
        """Read a part of a prompt, or write a token."""
        if self._loaded:
            self._loaded.step()

    def start(self, job: Job) -> None:
        """Take in a job; `step` works for it."""
        self._ready().start(job, time.perf_counter())

    def tokenize(self, text: str) -> tuple[TokenText, ...]:
        """The tokens of a plain text."""
        return self._ready().vocabulary.show(text)

    def detokenize(self, tokens: tuple[int, ...]) -> str:
        """The text of tokens."""
        return self._ready().vocabulary.join(tokens)

    def devices(self) -> tuple[DeviceInfo, ...]:
        """The processor, and the graphics processor where MLX can use it."""
        import mlx.core as mx

        found = [DeviceInfo("cpu", "cpu")]
        if mx.is_available(mx.gpu):
            about = mx.device_info()
            size = int(about.get("max_recommended_working_set_size", 0))
            found.append(DeviceInfo("gpu", "gpu", str(about.get("device_name", "")), size))
        return tuple(found)

    def _ready(self) -> Loaded:
        if self._loaded is None:
            raise EngineError("No model is loaded.", hint="Load a model first.")
        return self._loaded
