"""Renders a conversation with the model's own chat template.

The template comes out of the model's file, so it is a stranger's program: it runs in a sandbox without access to
attributes, with caps on its size, its output, its processor time and its memory. Worker processes only.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from app.backends.thinking import ThinkingTags
from app.backends.tool_calls import ToolFormat
from app.errors import EngineError, ModelFileError
from app.types.generation import ToolSpec
from app.types.messages import Message, Role, clean_text

if TYPE_CHECKING:
    from types import FrameType

    from jinja2.sandbox import ImmutableSandboxedEnvironment

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
"""For models without a template; the most common form."""

MAX_TEMPLATE = 256 * 1024
MAX_OUTPUT = 64 * 1024 * 1024
MAX_CPU_S = 5.0
MAX_MEMORY = 1024 * 1024 * 1024
"""What rendering may take on top of what the process has."""
MAX_EXPONENT = 64


MEDIA_MARKER = "<__media__>"
"""Where a picture or a sound belongs, as libmtmd knows it."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt, and how its answer is to be read (`app.backends.llama_cpp.output`)."""

    text: str
    media_count: int = 0
    """How many `MEDIA_MARKER`s are in it: those of the messages' pictures and sounds, in their order."""
    thinking: ThinkingTags | None = None
    in_thinking: bool = False
    """The prompt ends inside an open thought."""
    tools: ToolFormat | None = None
    """None where no tools were offered."""


class _TooMuch(Exception):
    """The template exceeded a cap."""


class ChatTemplate:
    """One model's template. Main thread only, because of the cap on time.

    Args:
        source: The template, or None for ChatML.
        bos: Text of the token that begins a sequence, for templates that write it.
        eos: Text of the token that ends one.
        thinking_tags: `LoadSpec.thinking_tags`.
        tool_format: `LoadSpec.tool_format`.

    Raises:
        ModelFileError: The template cannot be compiled.
    """

    def __init__(
        self,
        source: str | None,
        bos: str = "",
        eos: str = "",
        *,
        thinking_tags: tuple[str, str] | None = None,
        tool_format: str = "auto",
    ) -> None:
        from jinja2 import TemplateError

        self._special = {"bos_token": bos, "eos_token": eos}
        text = CHATML if source is None else source
        try:
            if len(text) > MAX_TEMPLATE:
                raise _TooMuch(f"the template has {len(text)} characters, more than {MAX_TEMPLATE}")
            with _caps():
                self._template = _environment().from_string(text)
        except (TemplateError, _TooMuch, RecursionError, MemoryError) as exc:
            raise ModelFileError(
                "The model's chat template cannot be used.",
                hint="Choose another file of this model.",
                detail=f"{type(exc).__name__}: {exc}",
            ) from exc

    def render(
        self,
        messages: tuple[Message, ...],
        *,
        continue_final: bool = False,
        tools: tuple[ToolSpec, ...] = (),
        tool_choice: str = "auto",
        thinking: bool | None = None,
        draft: bool = False,
    ) -> Rendered:
        """The prompt.

        Args:
            messages: The conversation. Pictures and sounds become `MEDIA_MARKER`s in their places.
            continue_final: The last message, if it is the assistant's, stays open, exactly as it was when it was written.
            tools: What the model may call.
            tool_choice: "none" offers no tools, a tool's name only that one.
            thinking: For templates that know how to ask for thoughts, or for none.
            draft: The last message is still being typed: the prompt ends right after its text.

        Raises:
            EngineError: The template refuses the conversation, fails, or takes too much time or memory.
        """
        open_turn = ""
        if continue_final and messages and messages[-1].role is Role.ASSISTANT:
            open_turn = clean_text(messages[-1].text)
            messages = messages[:-1]
        values = {
            "messages": [{"role": str(m.role), "content": clean_text(m.text)} for m in messages],
            "add_generation_prompt": True,
            **self._special,
        }
        try:
            with _caps():
                return Rendered(self._generate(values) + open_turn)
        except Exception as exc:  # a template may raise anything
            raise EngineError(
                "The model's chat template refuses this conversation.",
                hint="Start a new chat, or choose another model.",
                detail=f"{type(exc).__name__}: {exc}",
            ) from exc

    def _generate(self, values: dict[str, Any]) -> str:
        pieces, length = [], 0
        for piece in self._template.generate(values):
            length += len(piece)
            if length > MAX_OUTPUT:
                raise _TooMuch(f"the prompt has more than {MAX_OUTPUT} characters")
            pieces.append(piece)
        return "".join(pieces)


def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """The sandbox, and no powers so large that nothing could interrupt them."""

        intercepted_binops = frozenset({"**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if not abs(left) <= MAX_EXPONENT**2 or not abs(right) <= MAX_EXPONENT:
                raise _TooMuch("a power is too large")
            return super().call_binop(context, operator, left, right)

    def raise_exception(message: object) -> NoReturn:
        raise TemplateError(str(message))

    def strftime_now(form: str) -> str:
        return datetime.now().astimezone().strftime(form)

    def to_json(value: Any, indent: int | None = None, ensure_ascii: object = None) -> str:  # noqa: ARG001 (templates pass it)
        return json.dumps(value, ensure_ascii=False, indent=indent)

    environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = strftime_now
    environment.filters["tojson"] = to_json
    return environment


@contextmanager
def _caps() -> Iterator[None]:
    """Limit processor time and memory of what runs inside."""

    def too_long(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise _TooMuch(f"the template ran for more than {MAX_CPU_S:g} s")

    before = signal.signal(signal.SIGVTALRM, too_long)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    _limit_memory(hard)
    signal.setitimer(signal.ITIMER_VIRTUAL, MAX_CPU_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _limit_memory(hard: int) -> None:
    if sys.platform != "linux":  # elsewhere the limit is not enforced, or the size not known
        return
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    wanted = used + MAX_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
