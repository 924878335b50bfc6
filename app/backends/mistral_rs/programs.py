"""Forms and versions of the program, and the command line that each understands. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

NAMES = ("mistralrs", "mistralrs-server")
"""What the program is called; the second until 0.7."""
OLDEST = (0, 5)
"""Before it there was no loader that finds out a folder's kind by itself."""
_SAYS = re.compile(r"\s*(mistralrs(?:-server|-cli)?)\s+v?(\d+(?:\.\d+){1,3})\S*\s*")
HOST = "127.0.0.1"


class Form(StrEnum):
    """What runs the engine."""

    PROGRAM = "program"
    """`mistralrs serve`."""
    OLD_SERVER = "old_server"
    """`mistralrs-server`."""
    PACKAGE = "package"
    """The Python package, in a server of ours."""


@dataclass(frozen=True, slots=True)
class Program:
    """What was found."""

    form: Form
    path: str
    """"" for the package."""
    version: str = ""
    """"" while it was not asked."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of its version; () where it is not known."""
        return tuple(int(part) for part in re.findall(r"\d+", self.version.partition("+")[0])[:3])


@dataclass(frozen=True, slots=True)
class Plan:
    """What a server is to load, and how."""

    model: str
    """The whole path of a GGUF file, or of a model's folder."""
    is_folder: bool
    context_tokens: int
    parallel: int = 1
    isq: str = ""
    cpu: bool = False
    device_layers: int | None = None
    """Layers on the first graphics card; None leaves that to the engine."""
    template: str = ""
    """Path of a chat template that goes over the model's own."""


def read_version(said: str, path: str) -> Program | None:
    """What `--version` printed; None where another program said it."""
    match = _SAYS.match(said)
    if match is None:
        return None
    form = Form.OLD_SERVER if match[1] == NAMES[1] and _numbers(match[2]) < (0, 8) else Form.PROGRAM
    return Program(form, path, match[2])


def command(program: Program, plan: Plan, port: int) -> list[str]:
    """The command line of a server on loopback."""
    wanted = (0, 8) if program.form is Form.PROGRAM else (0, 0)
    numbers = program.numbers or wanted
    make = next(make for least, make in _BY_VERSION if numbers >= least and (least == (0, 0)) == (wanted == (0, 0)))
    return [program.path, *make(plan, port)]


def _from_0_9(plan: Plan, port: int) -> list[str]:
    model = ["-m", plan.model] if plan.is_folder else ["-f", plan.model]
    return ["serve", *_shared(plan, port), "--no-ui", *model]


def _from_0_8(plan: Plan, port: int) -> list[str]:
    path = PurePath(plan.model)
    gguf = ["--format", "gguf", "-m", str(path.parent), "-f", path.name]
    return ["serve", *_shared(plan, port), *(["-m", plan.model] if plan.is_folder else gguf)]


def _shared(plan: Plan, port: int) -> list[str]:
    """What `mistralrs serve` has understood since there is one."""
    line = ["-p", str(port), "--host", HOST, "--token-source", "none", "--max-seqs", str(plan.parallel)]
    line += ["--max-seq-len", str(plan.context_tokens)]
    return [*line, *_choices(plan, layers="-n", template="-c")]


def _old(plan: Plan, port: int) -> list[str]:
    """`mistralrs-server`: the model is a subcommand with flags of its own."""
    line = ["--port", str(port), "--serve-ip", HOST, "--token-source", "none", "--max-seqs", str(plan.parallel)]
    line += _choices(plan, layers="--num-device-layers", template="--chat-template")
    path = PurePath(plan.model)
    model = ["plain", "-m", plan.model] if plan.is_folder else ["gguf", "-m", str(path.parent), "-f", path.name]
    return [*line, *model, "--max-seq-len", str(plan.context_tokens)]


def _choices(plan: Plan, layers: str, template: str) -> list[str]:
    line = ["--isq", plan.isq] if plan.isq else []
    line += ["--cpu"] if plan.cpu else []
    line += [layers, f"0:{plan.device_layers}"] if plan.device_layers and not plan.cpu else []
    return line + ([template, plan.template] if plan.template else [])


_BY_VERSION: tuple[tuple[tuple[int, int], Callable[[Plan, int], list[str]]], ...] = (
    ((0, 9), _from_0_9),
    ((0, 8), _from_0_8),
    ((0, 0), _old),
)
"""From which version on a form of the command line holds; the newest first."""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
