"""What `tektra doctor` finds: checks with their state, in sections."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.types.engines import CheckState
from app.types.models import BackendName


class DoctorSection(StrEnum):
    """The headings, in their order."""

    CORE = "core"
    ENGINES = "engines"
    DEVICES = "devices"
    MEMORY = "memory"
    DISK = "disk"
    MODELS = "models"
    SETTINGS = "settings"
    SOUND = "sound"
    CAMERA = "camera"
    CRASHES = "crashes"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and what would help."""

    section: DoctorSection
    name: str
    state: CheckState
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """Everything that was found."""

    version: str
    system: str
    """Operating system, processor and Python, without names of machine or person."""
    at: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ShippedPart:
    """A part that Tektra ships or uses, with its licence."""

    name: str
    version: str
    licence: str
    home: str = ""
    text: str = ""
    """The licence's text, where it is at hand."""


@dataclass(frozen=True, slots=True)
class CrashRecord:
    """A process of Tektra's that ended unasked. Carries nothing of what people wrote."""

    at: float
    """Seconds since the epoch; of the core the moment in which that was found out."""
    cause: str
    """One sentence."""
    backend: BackendName | None = None
    """The engine whose process it was; None is the core itself."""
    model_id: str = ""
    signal: str = ""
    """Such as "SIGSEGV"."""
    exit_code: int | None = None
    work: str = ""
    """What it was doing, in a word or two."""
    last_lines: tuple[str, ...] = ()
    """What it printed last, without the values in it."""
