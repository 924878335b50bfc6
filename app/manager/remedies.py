"""What helps against an engine that crashes: an ordered list as data, and the decision what comes next. Pure.

A remedy changes how a model is loaded. It is remembered for model, engine and machine, so that the next start begins
with what was learnt; one that would change nothing is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

from app.errors import AppError, OutOfMemory, WorkerDied
from app.types.models import LoadSpec, Speculation, Tuning

CRASH_SIGNALS = frozenset({"SIGSEGV", "SIGILL", "SIGABRT", "SIGFPE", "SIGBUS"})
"""Deaths by the engine's own code: the kind that other parameters can cure."""
INCURABLE_WORK = frozenset({"sampling", "media", "state"})
"""What the engine does for one request, whatever parameters it was loaded with (`Work`, in lower case)."""
GUESSING = "speculation"


class Failure(Enum):
    """How an engine failed, as far as remedies are concerned."""

    CRASH = auto()
    OUT_OF_MEMORY = auto()
    OTHER = auto()


class Remedy(StrEnum):
    """Another way to load; the names are kept in the notes."""

    SAFE_MODE = "safe_mode"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the list."""

    remedy: Remedy
    change: Callable[[LoadSpec], LoadSpec]
    note: str
    """For the person who waits."""


def _plain(spec: LoadSpec) -> LoadSpec:
    usual = Tuning()
    tuning = replace(
        spec.tuning,
        flash_attention="off",
        cache_type_k=usual.cache_type_k,
        cache_type_v=usual.cache_type_v,
        speculation=Speculation.OFF,
    )
    return replace(spec, tuning=tuning, draft_model="")


RULES = (
    Rule(
        Remedy.SAFE_MODE,
        lambda spec: replace(spec, safe_mode=True),
        "Starting again with safe parameters.",
    ),
    Rule(
        Remedy.PLAIN,
        _plain,
        "Starting again without flash attention and without guessing ahead.",
    ),
)
"""In the order in which they are tried."""


def failure(error: AppError) -> Failure:
    """What kind of failure an error tells of.

    A worker that the system killed most likely ran out of memory.
    """
    signal = error.params.get("signal") if isinstance(error, WorkerDied) else None
    if signal in CRASH_SIGNALS and error.params.get("work") not in INCURABLE_WORK:
        return Failure.CRASH
    if signal == "SIGKILL" or isinstance(error, OutOfMemory) or error.params.get("reason") == "out_of_memory":
        return Failure.OUT_OF_MEMORY
    return Failure.OTHER


def guessed_ahead(error: AppError) -> bool:
    """Whether the engine crashed over what it does of its own accord, whatever was asked of it."""
    return error.params.get("work") == GUESSING


def next_rule(spec: LoadSpec, error: AppError) -> Rule | None:
    """The first remedy that has not been taken yet, given the parameters that crashed.

    Where guessing ahead crashed, doing without it comes first.
    """
    rules = sorted(RULES, key=lambda rule: rule.remedy is not Remedy.PLAIN) if guessed_ahead(error) else RULES
    return next((rule for rule in rules if rule.change(spec) != spec), None)


def apply_remedies(spec: LoadSpec, remedies: Iterable[str]) -> LoadSpec:
    """How to load with everything that was learnt."""
    learnt = frozenset(remedies)
    for rule in RULES:
        if rule.remedy in learnt:
            spec = rule.change(spec)
    return spec
