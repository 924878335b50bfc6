"""The core itself, its database, the settings, and the last crash."""

from __future__ import annotations

import math

from app.errors import error_from_dict
from app.services.doctor.checks import Findings
from app.services.doctor.engines import NAMES
from app.services.doctor.words import bad, good, size, warning, when
from app.types.doctor import CrashRecord, DoctorSection
from app.types.settings import ConfigIssue
from app.types.status import StoreStatus

RECENT_S = 7 * 24 * 3600.0
"""A crash that is older is told of, and no warning."""


def judge_core(version: str, memory: int) -> Findings:
    """The core that answers this question runs."""
    return (good(DoctorSection.CORE, "Core", f"Tektra {version} runs and takes {size(memory)}."),)


def no_core(why: str, hint: str) -> Findings:
    """The checks run without a core, since none could be started."""
    return (bad(DoctorSection.CORE, "Core", f"It did not start: {why}", hint),)


def judge_store(store: StoreStatus) -> Findings:
    """Whether chats can be read and written."""
    if store.problem is not None:
        error = error_from_dict(store.problem)
        return (bad(DoctorSection.CORE, "Chats", error.message, error.hint),)
    if not store.writable:
        return (bad(DoctorSection.CORE, "Chats", "The database cannot be written."),)
    backup = f" The last backup is of {when(store.last_backup_at)}." if store.last_backup_at else ""
    if store.set_aside:
        text = f"The database was damaged: {store.recovered_chats:,} chats were recovered.{backup}"
        return (warning(DoctorSection.CORE, "Chats", text, f"The damaged file was kept as {store.set_aside}."),)
    return (good(DoctorSection.CORE, "Chats", f"The database can be read and written.{backup}"),)


def judge_settings(issues: tuple[ConfigIssue, ...]) -> Findings:
    """Each problem with its place."""
    section = DoctorSection.SETTINGS
    if not issues:
        return (good(section, "Settings", "Everything in them is understood."),)
    return tuple(bad(section, issue.key or "File", f"{_place(issue)}: {issue.message}", issue.hint) for issue in issues)


def judge_crashes(crashes: tuple[CrashRecord, ...], now: float) -> Findings:
    """The last one, with its cause, and how many there were lately."""
    section = DoctorSection.CRASHES
    if not crashes:
        return (good(section, "Last crash", "None is on record."),)
    last = crashes[-1]
    text = f"{when(last.at)}: {_who(last)} {last.cause}".strip()
    facts = [last.signal, f"exit code {last.exit_code}" if last.exit_code and not last.signal else "", last.work]
    told = ", ".join(fact for fact in facts if fact and fact not in text)
    text += f" ({told})" if told else ""
    recent = sum(1 for crash in crashes if math.isfinite(crash.at) and now - crash.at < RECENT_S)
    if not recent:
        return (good(section, "Last crash", text),)
    hint = "Tektra started it again by itself. The report has what it printed last."
    counted = f" {recent} within the last week." if recent > 1 else ""
    return (warning(section, "Last crash", text + counted, hint),)


def _place(issue: ConfigIssue) -> str:
    return issue.file if issue.line is None else f"{issue.file}:{issue.line}"


def _who(crash: CrashRecord) -> str:
    if crash.backend is None:
        return ""
    model = f" with {crash.model_id}" if crash.model_id else ""
    return f"{NAMES.get(crash.backend, crash.backend)}{model}."
