"""The text for a bug report: the findings and the last crashes, without what is private."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.services.doctor.engines import NAMES
from app.services.doctor.words import when
from app.services.redact import Private, redact
from app.types.doctor import CrashRecord, DoctorReport, DoctorSection, Finding
from app.types.engines import CheckState

MAX_CRASHES = 5

STATES = {
    CheckState.GOOD: "ok",
    CheckState.WARNING: "look",
    CheckState.BAD: "bad",
    CheckState.UNKNOWN: "unknown",
}
_DEVICES = (DoctorSection.SOUND, DoctorSection.CAMERA)
_QUOTED = re.compile(r"“[^”]*”")


def report_text(report: DoctorReport, crashes: tuple[CrashRecord, ...], private: Private) -> str:
    """Everything that helps to find a fault, and nothing that tells who has it."""
    lines = [f"Tektra {report.version}", report.system, when(report.at)]
    for section in DoctorSection:
        found = [finding for finding in report.findings if finding.section is section]
        if found:
            lines += ["", section.capitalize(), *(_line(finding) for finding in found)]
    if crashes:
        lines += ["", "Record of crashes", *_crashes(crashes[-MAX_CRASHES:])]
    return redact("\n".join(lines), private) + "\n"


def _line(finding: Finding) -> str:
    text = finding.text
    if finding.section in _DEVICES:  # headphones are often called after their owner
        text = _QUOTED.sub("“…”", text)
    return f"  {STATES[finding.state]:8}{finding.name}: {' '.join(text.split())}"


def _crashes(crashes: Iterable[CrashRecord]) -> Iterable[str]:
    for crash in crashes:
        who = "core" if crash.backend is None else NAMES.get(crash.backend, crash.backend)
        facts = [who, crash.model_id, crash.signal, crash.work]
        yield f"  {when(crash.at)} {', '.join(fact for fact in facts if fact)}: {crash.cause}"
        yield from (f"    | {line}" for line in crash.last_lines)
