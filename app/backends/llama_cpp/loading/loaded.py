"""Everything that belongs to a loaded model, made and freed in the right order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from importlib import metadata
from pathlib import Path

from app.backends.llama_cpp.answering.answer import Answer
from app.backends.llama_cpp.batching.choice import Running
from app.backends.llama_cpp.batching.guessing_model import GuessingModel
from app.backends.llama_cpp.batching.pays import Pays
from app.backends.llama_cpp.batching.scheduler import Scheduler
from app.backends.llama_cpp.batching.speculation import ROWS, Decision, Speculation
from app.backends.llama_cpp.cache.cache import Cache
from app.backends.llama_cpp.cache.kept import KeptStates
from app.backends.llama_cpp.cache.parked import ParkingLot
from app.backends.llama_cpp.cache.states import StateStore, file_identity, fingerprint
from app.backends.llama_cpp.embedding.embeddings import Embedder
from app.backends.llama_cpp.engine import PACKAGE
from app.backends.llama_cpp.loading.opening import open_model
from app.backends.llama_cpp.loading.options import cache_form
from app.backends.llama_cpp.media.encoder import MediaEncoder, media_of, refuse_media
from app.backends.llama_cpp.media.loading import open_encoder
from app.backends.llama_cpp.native import NativeContext, NativeModel
from app.backends.llama_cpp.native.context import MAX_SEQUENCES, ContextSize
from app.backends.llama_cpp.native.library import library
from app.backends.llama_cpp.native.tokens import split_text
from app.backends.llama_cpp.prompting.preparing import LONG_TEXT, Preparing, Wanted
from app.backends.llama_cpp.prompting.prompt import Prompt, TokenSegment
from app.backends.prompting.conversation import MEDIA_MARKER, whole_words
from app.backends.prompting.template import ChatTemplate, Rendered
from app.backends.prompts import check_fits, check_messages
from app.backends.worker.marker import Work
from app.backends.worker.protocol import Job
from app.errors import AppError, ModelFileError
from app.hardware import default_threads
from app.types.generation import GenerateRequest, Priority, ToolSpec
from app.types.messages import Message
from app.types.models import Capability, LoadSpec
from app.types.models import Speculation as Speculate

SPARE_SEQUENCES = 4
"""Beside those that write: for drafts, for what is urgent, and for conversations that ended a moment ago."""


class Loaded:
    """One model, ready to answer. Belongs to the engine's thread; `close` frees it.

    Raises:
        ModelFileError: The file, or one that goes with it, cannot be used.
        EngineError: There is not enough memory.
        InvalidInput: A setting cannot be used with this model.
    """

    def __init__(self, spec: LoadSpec, pays: Callable[[], Decision] = Pays) -> None:
        self.model = open_model(spec)
        self.preparing = Preparing()
        self.speculation: Speculation | None = None
        self._pays = pays
        self.media: MediaEncoder | None = None
        self.context: NativeContext | None = None
        self.kept: KeptStates | None = None
        self._whole = False
        try:
            self._prepare(spec)
        except BaseException:
            self.close()
            raise

    def _prepare(self, spec: LoadSpec) -> None:
        model = self.model
        if not model.writes:
            raise ModelFileError("This model cannot write text.", hint="Choose a chat model.")
        self.template = ChatTemplate(
            spec.template or model.template,
            *model.special_texts,
            thinking_tags=spec.thinking_tags,
            tool_format=spec.tool_format,
            file=spec.template_path,
        )
        threads = spec.threads or default_threads()
        self.context_tokens = min(spec.context_tokens or model.trained_context, model.trained_context)
        self.parallel = min(spec.parallel, MAX_SEQUENCES - SPARE_SEQUENCES)
        self.speculation = self._guesses(spec, threads)
        chunk = min(spec.batch_tokens, self.context_tokens)
        self.media = open_encoder(model, spec.path, spec.projector, threads=threads)
        sequences = self.parallel + SPARE_SEQUENCES
        batch = min(chunk + sequences, self.context_tokens)
        outputs = max(sequences, min(ROWS, batch))
        whole = self.media is not None and self.media.whole_in_one
        context = self.context = NativeContext(
            model, ContextSize(self.context_tokens, batch, sequences, outputs, threads, whole_in_one=whole)
        )
        if self.media:
            self.media.attach(context.handle, batch)
        self.embedder = Embedder(model, max_tokens=self.context_tokens, threads=threads, stays=False)
        self.mark = _mark(spec, model)
        if spec.states.path:
            store = StateStore(Path(spec.states.path), spec.states.max_bytes, self.mark, model=spec.digest)
            self.kept = KeptStates(store, context)
        self.cache = Cache(context, sequences, ParkingLot(), self.kept)
        self.scheduler = Scheduler(
            context,
            self.cache,
            context_tokens=self.context_tokens,
            parallel=self.parallel,
            chunk_tokens=max(1, batch - sequences),
            speculation=self.speculation,
        )
        self._whole = True

    @property
    def abilities(self) -> frozenset[Capability]:
        """What the model can do as it is loaded now."""
        found = {Capability.TEXT, Capability.CONTINUE, Capability.EMBEDDINGS} | self.template.abilities
        return frozenset(found | (self.media.abilities if self.media else frozenset()))

    @property
    def busy(self) -> bool:
        """Whether `step` has something to do."""
        return self.scheduler.busy or self.preparing.busy

    def step(self) -> None:
        """Take in prompts that are ready, and evaluate one batch."""
        self.preparing.step(idle=not self.scheduler.busy)
        if self.scheduler.busy:
            self.scheduler.step()

    def end_all(self, error: AppError | None) -> None:
        """End every job, with what it has."""
        self.preparing.end_all(error)
        self.scheduler.end_all(error)

    def start(self, job: Job, began: float) -> None:
        """Take in a job: its prompt is made here, or beside the steps where that takes long, and read and answered step
        by step.
        """
        request = job.request
        check_messages(request.messages)
        with job.alone(Work.PROMPT):
            text, rendered = self._render(request)
            make = partial(self._make, request, text)
            then = partial(self._begin, job, rendered, began)
            if len(text) + len(request.written) > LONG_TEXT or media_of(request.messages):
                self.preparing.add(Wanted(job, began, make, then))
            else:
                then(make())

    def _make(self, request: GenerateRequest, text: str) -> tuple[Prompt, list[int]]:
        """The prompt, and the tokens that are written already. Called on any thread."""
        prompt = self._segments(text, request.messages)
        written = split_text(self.model, request.written) if request.written else []
        check_fits(prompt.cells + len(written), self.context_tokens)
        return prompt, written

    def _begin(self, job: Job, rendered: Rendered, began: float, made: tuple[Prompt, list[int]]) -> None:
        group = Running(job, *made, began)
        with ExitStack() as answers_made:
            answers = []
            for choice in range(job.request.choices):
                answers.append(Answer(self.model, job, rendered, choice))
                answers_made.callback(answers[-1].close)
            answers_made.pop_all()  # they are the scheduler's now
        self.scheduler.add(group, answers)

    def _render(self, request: GenerateRequest) -> tuple[str, Rendered]:
        """The text that is evaluated for a request, and how its answer is to be read."""
        draft = request.priority is Priority.DRAFT
        rendered = self.template.render(
            request.messages,
            continue_final=request.continue_final,
            tools=request.tools,
            tool_choice=request.tool_choice,
            thinking=request.thinking,
            draft=draft,
        )
        return whole_words(rendered.text, MEDIA_MARKER) if draft else rendered.text, rendered

    def prompt(self, request: GenerateRequest) -> Prompt:
        """What is evaluated for a request."""
        return self._segments(self._render(request)[0], request.messages)

    def count(self, messages: tuple[Message, ...], tools: tuple[ToolSpec, ...] = ()) -> int:
        """Cells of the cache that a conversation's prompt takes."""
        check_messages(messages)
        return self.prompt(GenerateRequest(messages, tools=tools)).cells

    def close(self) -> None:
        """Free everything; jobs have ended before."""
        self.preparing.close()  # it reads the vocabulary
        if self._whole:
            self.cache.save_all()
        if self.kept:
            self.kept.close()
        if self.context:
            self.context.close()
        if self.speculation:
            self.speculation.close()
        if self.media:
            self.media.close()
        self.model.close()

    def _guesses(self, spec: LoadSpec, threads: int) -> Speculation | None:
        """How to guess ahead; not at all where wrong guesses could not be taken back, or would change the rounding."""
        tuning = spec.tuning
        if tuning.speculation is Speculate.OFF or tuning.flash_attention == "off" or not self.model.can_forget:
            return None
        model = None
        if spec.draft_model:
            model = GuessingModel(
                spec.draft_model,
                self.model,
                context_tokens=self.context_tokens,
                threads=threads,
                safe_mode=spec.safe_mode,
            )
        return Speculation(model, self._pays)

    def _segments(self, text: str, messages: tuple[Message, ...]) -> Prompt:
        parts = media_of(messages)
        if self.media and parts:
            return Prompt(self.media.split(text, parts))
        refuse_media(parts)
        return Prompt([TokenSegment(self.model.tokenize(text))])


def _mark(spec: LoadSpec, model: NativeModel) -> bytes:
    """The fingerprint of kept states: everything that decides what is in them.

    The window is not among it: a copy holds the cells in use only, each with its position, so it fits into any window
    with room for them. Rope settings are the model's own; nothing here changes them.
    """
    form = cache_form(spec.tuning)
    loras = [(lora.scale, file_identity(lora.path)) for lora in spec.loras]
    build = (metadata.version(PACKAGE), library().system)
    return fingerprint(spec.digest or file_identity(spec.path), build, model.device, form, loras, spec.safe_mode)
