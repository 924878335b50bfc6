"""Everything that belongs to a loaded model, and which answer is next. Worker processes only."""

from __future__ import annotations

import ctypes
import gc
import itertools
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.backends.mlx.answer import Answer, Engine, Pace
from app.backends.mlx.caches import Caches
from app.backends.mlx.folders import problem_of
from app.backends.mlx.vocabulary import Vocabulary
from app.backends.prompting.conversation import MEDIA_MARKER, media_count, whole_words
from app.backends.prompting.template import ChatTemplate, Rendered
from app.backends.prompts import check_fits, check_messages
from app.backends.worker.marker import Work
from app.backends.worker.mishaps import as_app_error
from app.backends.worker.protocol import Job
from app.errors import AppError, EngineError, InvalidInput, ModelFileError, OutOfMemory, Unsupported
from app.gguf import cached_folder, hub_cache, read_folder
from app.types.generation import FormatKind, GenerateRequest, Priority, ToolSpec
from app.types.messages import Message
from app.types.models import Capability, LoadSpec

_USUAL_CONTEXT = 4096
"""For models that do not say with which window they were trained."""
_LOCAL = "Choose a folder with config.json, tokenizer.json and model.safetensors."


@dataclass(slots=True, eq=False)
class _Turn:
    """An answer and its place in the line."""

    answer: Answer
    number: int

    @property
    def rank(self) -> tuple[int, int]:
        """Lower goes first."""
        return self.answer.job.request.priority, self.number


class Loaded:
    """One model in memory. Answers are written one after another, those that matter most first; a draft gives way.

    Raises:
        ModelFileError: The folder cannot be used.
        OutOfMemory: The weights have no room.
        InvalidInput: The settings ask for something that MLX has not.
    """

    def __init__(self, spec: LoadSpec) -> None:
        _check_spec(spec)
        folder = folder_of(spec.path)
        facts = read_folder(folder)
        vocabulary = self.vocabulary = Vocabulary(folder)
        source = spec.template or facts.chat_template or None
        self.template = ChatTemplate(
            source,
            vocabulary.bos,
            vocabulary.eos,
            thinking_tags=spec.thinking_tags,
            tool_format=spec.tool_format,
            file=spec.template_path if spec.template else "",
        )
        self._begins = source is None
        """Without a template nothing writes the token that a sequence begins with."""
        self.device = _choose_device(spec.tuning.device)
        self._model = _load(folder)
        trained = facts.trained_context or _USUAL_CONTEXT
        self.context_tokens = min(spec.context_tokens or trained, trained)
        caches = _caches(self._model, self.context_tokens)
        self._engine = Engine(self._model, vocabulary, caches, Pace(), self.context_tokens)
        self._turns: list[_Turn] = []
        self._current: _Turn | None = None
        self._numbers = itertools.count()

    @property
    def abilities(self) -> frozenset[Capability]:
        """What the model can do as it is loaded now."""
        return frozenset({Capability.TEXT, Capability.CONTINUE}) | self.template.abilities

    @property
    def busy(self) -> bool:
        """Whether an answer is to be read for or written."""
        return bool(self._turns)

    def start(self, job: Job, began: float) -> None:
        """Make the prompt of a job and put it in the line."""
        request = job.request
        _check_request(request)
        rendered = self._render(request)
        prompt = self._split(rendered.text)
        written = self.vocabulary.split(request.written) if request.written else []
        check_fits(len(prompt) + len(written), self.context_tokens)
        answer = Answer(job, rendered, prompt, written, self._engine, began)
        self._turns.append(_Turn(answer, next(self._numbers)))

    def step(self) -> None:
        """Go on with the answer whose turn it is."""
        for left in [turn for turn in self._turns if turn.answer.job.stopped()]:
            left.answer.leave()
            self._drop(left, None)
        turn = self._whose_turn()
        if turn is None:
            return
        try:
            with turn.answer.job.alone(Work.ANSWER):
                turn.answer.step()
        except Exception as exc:
            self._drop(turn, _told(exc))
        else:
            if turn.answer.done:
                self._drop(turn, None)

    def end_all(self, error: AppError) -> None:
        """End every job."""
        for turn in list(self._turns):
            self._drop(turn, error)

    def count(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Tokens of a conversation's prompt."""
        request = GenerateRequest(messages, tools=tools)
        _check_request(request)
        return len(self._split(self._render(request).text))

    def close(self) -> None:
        """Give the memory back; jobs have ended before."""
        import mlx.core as mx

        del self._model, self._engine  # the only ones that hold the weights
        gc.collect()
        mx.clear_cache()
        give_back()

    def _whose_turn(self) -> _Turn | None:
        first = min(self._turns, key=lambda turn: turn.rank, default=None)
        current = self._current
        if current and first is not current and current.answer.is_draft:
            current.answer.pause()
            current = None
        self._current = current or first
        return self._current

    def _drop(self, turn: _Turn, error: AppError | None) -> None:
        self._turns.remove(turn)
        if turn is self._current:
            self._current = None
        turn.answer.job.end(error)

    def _render(self, request: GenerateRequest) -> Rendered:
        draft = request.priority is Priority.DRAFT
        rendered = self.template.render(
            request.messages,
            continue_final=request.continue_final,
            tools=request.tools,
            tool_choice=request.tool_choice,
            thinking=request.thinking,
            draft=draft,
        )
        return Rendered(whole_words(rendered.text, MEDIA_MARKER)) if draft else rendered

    def _split(self, text: str) -> list[int]:
        """Never empty: there has to be something to go on from."""
        return self.vocabulary.split(text, begin=self._begins) or self.vocabulary.split("\n")


def folder_of(location: str) -> Path:
    """The folder of a path, or of a repository in the local hub cache.

    Raises:
        ModelFileError: It is not there, or lacks something.
    """
    params = {"path": location}
    try:
        folder = Path(location)
        there = folder.is_dir()
        is_file = folder.is_file()
    except (OSError, ValueError) as exc:
        raise ModelFileError("The model's folder cannot be read.", hint=_LOCAL, detail=str(exc), params=params) from exc
    if is_file:
        message = "MLX runs model folders, not single files such as GGUF."
        raise ModelFileError(message, hint=f"{_LOCAL} llama.cpp runs GGUF files.", detail=location, params=params)
    if not there:
        found = cached_folder(location, hub_cache())
        if found is None:
            message = "The model's folder is not there any more."
            raise ModelFileError(message, hint="Put it back, or add the model again.", detail=location, params=params)
        folder = found
    if problem := problem_of(folder):
        raise ModelFileError(problem, hint=_LOCAL, detail=str(folder), params=params)
    return folder


def _check_spec(spec: LoadSpec) -> None:
    if spec.options:
        names = ", ".join(sorted(spec.options))
        raise InvalidInput(f"The engine mlx has no option {names}.", hint="Remove it from the settings.")
    if spec.context_tokens < 0:
        raise InvalidInput("The setting “context_tokens” is out of range.", hint="Use a number from 0.")
    if {spec.tuning.cache_type_k, spec.tuning.cache_type_v} != {"f16"}:
        raise InvalidInput("MLX keeps its cache in the model's own precision.", hint="Set the cache types to f16.")
    if spec.loras:
        raise Unsupported("MLX cannot use LoRA adapters in GGUF files.", hint="Choose llama.cpp for this model.")


def _check_request(request: GenerateRequest) -> None:
    check_messages(request.messages)
    if media_count(request.messages):
        hint = "Remove the attachment, or choose another model or engine."
        raise Unsupported("MLX reads text only here.", hint=hint, params={"needs": Capability.IMAGE.value})
    if request.choices > 1:
        raise Unsupported("MLX writes one answer at a time to a prompt.", hint="Ask several times.")
    if request.format.kind is not FormatKind.TEXT:
        raise Unsupported("MLX cannot keep an answer to a form.", hint="Choose llama.cpp for this request.")


def _choose_device(wanted: str) -> str:
    """Its name, once MLX computes on it."""
    import mlx.core as mx

    has_gpu = mx.is_available(mx.gpu)
    if wanted == "auto":
        wanted = "gpu" if has_gpu else "cpu"
    if wanted.lower() not in ("cpu", "gpu") or (wanted.lower() == "gpu" and not has_gpu):
        raise InvalidInput(f"MLX has no device “{wanted}” here.", hint="Choose auto in the settings.")
    mx.set_default_device(mx.gpu if wanted.lower() == "gpu" else mx.cpu)
    return wanted.lower()


def _load(folder: Path) -> Any:
    from mlx_lm.utils import load_model, maybe_set_recommended_wired_limit

    try:
        maybe_set_recommended_wired_limit()
        return load_model(folder, trust_remote_code=False)[0]
    except MemoryError:
        raise
    except Exception as exc:  # wrong shapes, unknown kinds, cut files: each library has its own
        if _is_out_of_memory(exc):
            raise _told(exc) from exc
        raise ModelFileError(
            "MLX cannot load this model.",
            hint="Fetch the model again, update mlx-lm, or choose another engine.",
            detail=f"{folder}: {type(exc).__name__}: {exc}",
            params={"path": str(folder)},
        ) from exc


def _caches(model: Any, context_tokens: int) -> Caches:
    from mlx_lm.models.cache import can_trim_prompt_cache, make_prompt_cache, trim_prompt_cache

    return Caches(lambda: make_prompt_cache(model), can_trim_prompt_cache, trim_prompt_cache, context_tokens)


def _is_out_of_memory(exc: Exception) -> bool:
    text = str(exc).lower()
    return isinstance(exc, RuntimeError) and ("allocate" in text or "insufficient memory" in text)


def _told(exc: Exception) -> AppError:
    if not _is_out_of_memory(exc):
        return as_app_error(exc)
    hint = "Close other programs, or choose a smaller model or context window."
    return OutOfMemory("The engine ran out of memory.", hint=hint, detail=str(exc))


def give_back() -> None:
    """Return what was freed to the system: the C library keeps it in pieces otherwise."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it
        if trim:
            trim(0)


def unloaded() -> EngineError:
    """What jobs end with when their model goes."""
    return EngineError("The model was unloaded.", hint="Ask again; it is loaded for that.")
