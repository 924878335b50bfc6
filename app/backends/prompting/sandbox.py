"""Runs a chat template, which comes with the model's file and is a stranger's program. Worker processes only.

No access to attributes that lead out, nothing that changes what it was given, and caps on its size, its output, its
processor time and its memory. What a template does in Python is interrupted after `MAX_CPU_S`; a single C function that
never returns (comparing lists that hold each other a million times) cannot be, so the whole process ends with SIGPROF a
while later, which is what worker processes are for.
"""

from __future__ import annotations

import functools
import json
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from types import FrameType

    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_TEMPLATE = 256 * 1024
MAX_OUTPUT = 64 * 1024 * 1024
MAX_CPU_S = 5.0
HARD_CPU_S = 10.0
MAX_MEMORY = 1024 * 1024 * 1024
"""What rendering may take on top of what the process has."""
MAX_NUMBER = 1_000_000
"""Of numbers that say how large something is to be made; a template has no use for larger ones."""
MAX_BITS = 4096
_INTERRUPTIBLE = frozenset({"jinja2", "json", "pprint", "textwrap"})
"""Packages in whose code a template may spend its time. Not our own, which has to lift the caps again."""
_FILE_NAME = "<template>"
"""Of the code that jinja2 makes."""
_AGAIN_S = 0.001
_WIDE = re.compile(r"%[^a-zA-Z%]*(?:\d{6}|\*)")


class TooMuch(Exception):
    """The template exceeded a cap."""


class Program:
    """One compiled template. Main thread only, because of the cap on time.

    Raises:
        TooMuch: It is too long.
        TemplateError: It is no template.
    """

    def __init__(self, source: str) -> None:
        if len(source) > MAX_TEMPLATE:
            raise TooMuch(f"the template has {len(source)} characters, more than {MAX_TEMPLATE}")
        with caps():
            self._template: Template = _environment().from_string(source)

    def run(self, values: dict[str, Any]) -> str:
        """Its output; only inside of `caps`. It may raise anything."""
        pieces, length = [], 0
        for piece in self._template.generate(values):
            length += len(piece)
            if length > MAX_OUTPUT:
                raise TooMuch(f"the prompt has more than {MAX_OUTPUT} characters")
            pieces.append(piece)
        return "".join(pieces)


def cause_of(exc: BaseException) -> str:
    """What a template raised, with its line where that is known."""
    line = getattr(exc, "lineno", None)
    place = exc.__traceback__
    while place is not None:
        if place.tb_frame.f_code.co_filename == _FILE_NAME:
            line = place.tb_lineno
        place = place.tb_next
    cause = f"{type(exc).__name__}: {getattr(exc, 'message', None) or exc}"
    return f"line {line}: {cause}" if line else cause


@contextmanager
def caps() -> Iterator[None]:
    """Limit processor time and memory of what runs inside."""

    def too_long(_signal: int, frame: FrameType | None) -> None:
        if frame is not None and _may_be_left(frame):
            raise TooMuch(f"the template ran for more than {MAX_CPU_S:g} s")
        signal.setitimer(signal.ITIMER_VIRTUAL, _AGAIN_S)

    before = signal.signal(signal.SIGVTALRM, too_long)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    _limit_memory(hard)
    signal.setitimer(signal.ITIMER_PROF, HARD_CPU_S)
    signal.setitimer(signal.ITIMER_VIRTUAL, MAX_CPU_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGVTALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _may_be_left(frame: FrameType) -> bool:
    """Whether an exception may come out of the blue here: elsewhere a lock may be held, and would stay locked."""
    module = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return frame.f_code.co_filename == _FILE_NAME or module in _INTERRUPTIBLE


def _limit_memory(hard: int) -> None:
    if sys.platform != "linux":  # elsewhere the limit is not enforced, or the size not known
        return
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    wanted = used + MAX_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import nodes
    from jinja2.ext import Extension
    from jinja2.parser import Parser
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """The sandbox, and nothing that makes something huge in one step: no signal interrupts that."""

        intercepted_binops = frozenset({"*", "**", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            _check_operation(operator, left, right)
            return super().call_binop(context, operator, left, right)

        def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (as in jinja2)
            _check_numbers(args, kwargs)
            return super().call(__context, __obj, *args, **kwargs)

    class Generation(Extension):
        """`{% generation %}` marks what a model is trained on; it shows nothing."""

        tags = {"generation"}  # noqa: RUF012 (as in jinja2)

        def parse(self, parser: Parser) -> list[nodes.Node]:
            next(parser.stream)
            return parser.parse_statements(("name:endgeneration",), drop_needle=True)

    environment = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols", Generation])
    environment.filters = {name: _guarded(function) for name, function in environment.filters.items()}
    environment.filters["tojson"] = _to_json
    del environment.globals["lipsum"]
    environment.globals["raise_exception"] = _raise_exception
    environment.globals["strftime_now"] = _strftime_now
    return environment


def _check_operation(operator: str, left: Any, right: Any) -> None:
    if operator == "%":
        if isinstance(left, str) and _WIDE.search(left):
            raise TooMuch("a format is too wide")
    elif operator == "**":
        if not (abs(left) <= MAX_NUMBER and abs(right) <= 64):
            raise TooMuch("a power is too large")
    elif isinstance(left, Sized) or isinstance(right, Sized):
        repeated, times = (left, right) if isinstance(left, Sized) else (right, left)
        if isinstance(times, int) and len(repeated) * abs(times) > MAX_NUMBER:
            raise TooMuch("a repetition is too long")
    elif isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > MAX_BITS:
        raise TooMuch("a product is too large")


def _check_numbers(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    for value in (*args, *kwargs.values()):
        if isinstance(value, int) and abs(value) > MAX_NUMBER:
            raise TooMuch("a number is too large")


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that refuses to make something huge."""

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        _check_numbers(args[1:], kwargs)
        if args and function.__name__ == "do_format":
            _check_operation("%", args[0], None)
        return function(*args, **kwargs)

    return guarded


def _raise_exception(message: object) -> NoReturn:
    from jinja2 import TemplateError

    raise TemplateError(str(message))


def _strftime_now(form: str) -> str:
    return datetime.now().astimezone().strftime(form)


def _to_json(
    value: Any,
    indent: int | None = None,
    ensure_ascii: object = None,  # noqa: ARG001 (templates pass it; text stays readable)
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,  # noqa: FBT001, FBT002 (as Hugging Face's)
) -> str:
    _check_numbers((indent,), {})
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, sort_keys=sort_keys)
