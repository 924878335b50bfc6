"""The llama.cpp engine inside its worker process: one model, one answer at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from app.backends.llama_cpp.answer import Answer, read_prompt
from app.backends.llama_cpp.chunks import ChunkSizer
from app.backends.llama_cpp.engine import PACKAGE
from app.backends.llama_cpp.native import NativeContext, NativeModel
from app.backends.llama_cpp.sequence import Sequence
from app.backends.llama_cpp.template import ChatTemplate
from app.backends.prompts import check_fits, check_messages
from app.backends.worker.protocol import Job
from app.errors import EngineError, InvalidInput, ModelFileError
from app.hardware import default_threads
from app.types.generation import Finished
from app.types.messages import Message
from app.types.models import LoadedModel, LoadSpec

MAX_CONTEXT = 16 * 1024 * 1024
MAX_BATCH = 8192
MAX_THREADS = 1024
MAX_LAYERS = 100_000
_MAGIC = b"GGUF"


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Everything that belongs to the loaded model."""

    model: NativeModel
    context: NativeContext
    sequence: Sequence
    template: ChatTemplate
    chunks: ChunkSizer
    context_tokens: int

    def prompt(self, messages: tuple[Message, ...], *, continue_final: bool = False) -> list[int]:
        return self.model.tokenize(self.template.render(messages, continue_final=continue_final).text)

    def close(self) -> None:
        self.context.close()
        self.model.close()


class LlamaCppWorker:
    """A `WorkerEngine`. Everything runs on the worker's main thread, which owns the context."""

    def __init__(self) -> None:
        self._loaded: _Loaded | None = None

    def load(self, spec: LoadSpec) -> LoadedModel:
        """Load a GGUF file."""
        started = time.perf_counter()
        self.unload()
        _check_spec(spec)
        _check_file(spec.path)
        model = NativeModel(spec.path, gpu_layers=spec.gpu_layers, safe_mode=spec.safe_mode)
        try:
            self._loaded = _prepare(model, spec)
        except BaseException:
            model.close()
            raise
        version = metadata.version(PACKAGE)
        seconds = time.perf_counter() - started
        return LoadedModel(spec.model_id, self._loaded.context_tokens, seconds, version, model.device)

    def unload(self) -> None:
        """Free context and weights."""
        if self._loaded:
            self._loaded.close()
            self._loaded = None

    def count_tokens(self, messages: tuple[Message, ...]) -> int:
        """Tokens of the rendered prompt."""
        check_messages(messages)
        return len(self._ready().prompt(messages))

    @property
    def busy(self) -> bool:
        """Never: an answer is written whole by `start`."""
        return False

    def step(self) -> None:
        """Nothing is ever left to do."""

    def start(self, job: Job) -> None:
        """Evaluate what is new in the prompt, then write."""
        request = job.request
        started = time.perf_counter()
        loaded = self._ready()
        check_messages(request.messages)
        prompt = loaded.prompt(request.messages, continue_final=request.continue_final)
        check_fits(len(prompt), loaded.context_tokens)
        reused = read_prompt(prompt, loaded.sequence, loaded.chunks, job)
        if reused is None:
            job.end()
            return
        answer = Answer(loaded.model, loaded.context, loaded.sequence, loaded.context_tokens)
        reason = answer.write(request.sampling, job)
        if reason is not None:
            job.emit(Finished(reason, answer.usage(len(prompt), reused, started)))
        job.end()

    def _ready(self) -> _Loaded:
        if self._loaded is None:
            raise EngineError("No model is loaded.", hint="Load a model first.")
        return self._loaded


def _prepare(model: NativeModel, spec: LoadSpec) -> _Loaded:
    if not model.writes:
        raise ModelFileError("This model cannot write text.", hint="Choose a chat model.")
    template = ChatTemplate(model.template, *model.special_texts)
    trained = model.trained_context
    context_tokens = min(spec.context_tokens or trained, trained)
    batch_tokens = min(spec.batch_tokens, context_tokens)
    threads = spec.threads or default_threads()
    context = NativeContext(model, context_tokens=context_tokens, batch_tokens=batch_tokens, threads=threads)
    return _Loaded(model, context, Sequence(context), template, ChunkSizer(batch_tokens), context_tokens)


def _check_spec(spec: LoadSpec) -> None:
    ranges = {
        "context_tokens": (spec.context_tokens, 0, MAX_CONTEXT),
        "threads": (spec.threads, 0, MAX_THREADS),
        "gpu_layers": (spec.gpu_layers, -1, MAX_LAYERS),
        "batch_tokens": (spec.batch_tokens, 1, MAX_BATCH),
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
