"""Everything that belongs to a loaded model, made and freed in the right order."""

from __future__ import annotations

import re
from contextlib import ExitStack
from importlib import metadata
from pathlib import Path

from app.backends.llama_cpp.answer import Answer
from app.backends.llama_cpp.cache import Cache
from app.backends.llama_cpp.choice import Running
from app.backends.llama_cpp.devices import PROCESSOR, choose_devices
from app.backends.llama_cpp.engine import PACKAGE
from app.backends.llama_cpp.kept import KeptStates
from app.backends.llama_cpp.media.encoder import MediaEncoder, media_of, refuse_media
from app.backends.llama_cpp.media.native import NativeProjector
from app.backends.llama_cpp.native import NativeContext, NativeModel
from app.backends.llama_cpp.native.context import MAX_SEQUENCES, ContextSize
from app.backends.llama_cpp.native.devices import list_devices
from app.backends.llama_cpp.native.tokens import split_text
from app.backends.llama_cpp.options import Placement
from app.backends.llama_cpp.parked import ParkingLot
from app.backends.llama_cpp.prompt import Prompt, TokenSegment
from app.backends.llama_cpp.scheduler import Scheduler
from app.backends.llama_cpp.states import StateStore, fingerprint
from app.backends.llama_cpp.template import ChatTemplate, Rendered
from app.backends.prompts import check_fits, check_messages
from app.backends.worker.marker import Work
from app.backends.worker.protocol import Job
from app.errors import ModelFileError
from app.hardware import default_threads
from app.types.generation import GenerateRequest, Priority
from app.types.messages import Message
from app.types.models import Capability, LoadSpec

SPARE_SEQUENCES = 4
"""Beside those that write: for drafts, for what is urgent, and for conversations that ended a moment ago."""
_LAST_WORD = re.compile(r"\s*\S*\Z")


class Loaded:
    """One model, ready to answer. Belongs to the engine's thread; `close` frees it.

    Raises:
        ModelFileError: The file, or one that goes with it, cannot be used.
        EngineError: There is not enough memory.
        InvalidInput: A setting cannot be used with this model.
    """

    def __init__(self, spec: LoadSpec) -> None:
        devices = tuple(device.name for device in choose_devices(spec.tuning.device, list_devices()))
        placement = Placement(devices, spec.gpu_layers if devices else 0, spec.tuning)
        self.model = NativeModel(spec.path, placement, safe_mode=spec.safe_mode, loras=spec.loras)
        self.media: MediaEncoder | None = None
        self.context: NativeContext | None = None
        self.kept: KeptStates | None = None
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
        )
        threads = spec.threads or default_threads()
        self.context_tokens = min(spec.context_tokens or model.trained_context, model.trained_context)
        self.parallel = min(spec.parallel, MAX_SEQUENCES - SPARE_SEQUENCES)
        chunk = min(spec.batch_tokens, self.context_tokens)
        if spec.projector:
            on_gpu = model.device != PROCESSOR
            projector = NativeProjector(model.handle, spec.projector, threads=threads, gpu=on_gpu)
            self.media = MediaEncoder(projector, spec.projector, self._tokenize)
        sequences = self.parallel + SPARE_SEQUENCES
        batch = min(chunk + sequences, self.context_tokens)
        whole = self.media is not None and self.media.whole_in_one
        context = self.context = NativeContext(
            model, ContextSize(self.context_tokens, batch, sequences, sequences, threads, whole_in_one=whole)
        )
        if self.media:
            self.media.attach(context.handle, batch)
        if spec.states.path:
            self.kept = KeptStates(StateStore(Path(spec.states.path), spec.states.max_bytes, _mark(spec)), context)
        self.cache = Cache(context, sequences, ParkingLot(), self.kept)
        self.scheduler = Scheduler(
            context,
            self.cache,
            context_tokens=self.context_tokens,
            parallel=self.parallel,
            chunk_tokens=max(1, batch - sequences),
        )

    @property
    def abilities(self) -> frozenset[Capability]:
        """What the model can do as it is loaded now."""
        found = {Capability.TEXT, Capability.CONTINUE}
        return frozenset(found | (self.media.abilities if self.media else frozenset()))

    def start(self, job: Job, began: float) -> None:
        """Take in a job: its prompt is made here, and read and answered step by step."""
        request = job.request
        check_messages(request.messages)
        with job.alone(Work.PROMPT):
            prompt, rendered = self.prompt(request)
            written = split_text(self.model, request.written) if request.written else []
        check_fits(prompt.cells + len(written), self.context_tokens)
        group = Running(job, prompt, written, began)
        with ExitStack() as made:
            answers = []
            for choice in range(request.choices):
                answers.append(Answer(self.model, job, rendered, choice))
                made.callback(answers[-1].close)
            made.pop_all()  # they are the scheduler's now
        self.scheduler.add(group, answers)

    def prompt(self, request: GenerateRequest) -> tuple[Prompt, Rendered]:
        """What is evaluated for a request, and how its answer is to be read."""
        draft = request.priority is Priority.DRAFT
        rendered = self.template.render(
            request.messages,
            continue_final=request.continue_final,
            tools=request.tools,
            tool_choice=request.tool_choice,
            thinking=request.thinking,
            draft=draft,
        )
        # The last word may still grow, and then be other tokens.
        text = _LAST_WORD.sub("", rendered.text) if draft else rendered.text
        return self._segments(text, request.messages), rendered

    def count(self, messages: tuple[Message, ...]) -> int:
        """Cells of the cache that a conversation's prompt takes."""
        check_messages(messages)
        return self.prompt(GenerateRequest(messages))[0].cells

    def close(self) -> None:
        """Free everything; jobs have ended before."""
        if self.context:
            self.cache.save_all()
            if self.kept:
                self.kept.close()
            self.context.close()
        if self.media:
            self.media.close()
        self.model.close()

    def _segments(self, text: str, messages: tuple[Message, ...]) -> Prompt:
        parts = media_of(messages)
        if self.media and parts:
            return Prompt(self.media.split(text, parts))
        refuse_media(parts)
        return Prompt([TokenSegment(self.model.tokenize(text))])

    def _tokenize(self, text: str, first: bool) -> list[int]:  # noqa: FBT001 (a callback)
        return self.model.tokenize(text, first=first)


def _mark(spec: LoadSpec) -> bytes:
    """The fingerprint of kept states: everything that decides what is in them, but for the size of the window."""
    tuning = spec.tuning
    loras = [(lora.path, lora.scale) for lora in spec.loras]
    form = (tuning.device, tuning.flash_attention, tuning.cache_type_k, tuning.cache_type_v)
    return fingerprint(spec.digest or spec.path, metadata.version(PACKAGE), form, loras, spec.safe_mode)
