"""`tektra doctor`: everything that an answer needs, looked at; also where no core can be started."""

from __future__ import annotations

import argparse
import asyncio
import json
import textwrap
from typing import Any

from app.bridge.signatures import doctor_report, doctor_run
from app.cli.terminal import EXIT_FAILED, EXIT_OK, Terminal, one_line
from app.client.aio import AsyncClient
from app.errors import AppError, InternalError, InvalidInput
from app.process import own_command, own_environment
from app.types.doctor import DoctorReport, DoctorSection, Finding
from app.types.engines import CheckState

CHECKS_S = 90.0
"""How long the checks may take in a process of their own; each of them has a shorter limit."""
WORDS = {
    CheckState.GOOD: "ok",
    CheckState.WARNING: "look",
    CheckState.BAD: "BAD",
    CheckState.UNKNOWN: "unknown",
}
_TITLES = {section: section.capitalize() for section in DoctorSection}
_INDENT = " " * 11
_WIDTH = 110


async def doctor(args: argparse.Namespace, terminal: Terminal) -> int:
    """Ask the core; where none can be started, run the same checks in a process without one."""
    terminal.status("Looking…")
    try:
        client = await terminal.connect(spawn=True)
    except AppError as exc:
        report, text = await _without_core(exc)
    else:
        async with client:
            report, text = await _from_core(client, as_report=args.report)
    if args.report:
        terminal.write(text)
    elif args.json:
        from app.wire import to_wire

        terminal.json(to_wire(report))
    else:
        show(report, terminal)
    return EXIT_FAILED if any(finding.state is CheckState.BAD for finding in report.findings) else EXIT_OK


def show(report: DoctorReport, terminal: Terminal) -> None:
    """The findings in sections, and at the end how many need a look."""
    terminal.line(f"Tektra {report.version}, {report.system}")
    for section in DoctorSection:
        found = [finding for finding in report.findings if finding.section is section]
        if found:
            terminal.line()
            terminal.line(_TITLES[section])
            for finding in found:
                _show(finding, terminal)
    terminal.line()
    terminal.line(_sum(report.findings))


def _show(finding: Finding, terminal: Terminal) -> None:
    text = one_line(f"{finding.name}: {finding.text}")
    lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    terminal.line(f"  {WORDS[finding.state]:9}{lines[0]}")
    for line in lines[1:]:
        terminal.line(_INDENT + line)
    if finding.hint:
        for line in textwrap.wrap(one_line(f"→ {finding.hint}"), _WIDTH, break_long_words=False):
            terminal.line(_INDENT + line)


def _sum(findings: tuple[Finding, ...]) -> str:
    bad = sum(1 for finding in findings if finding.state is CheckState.BAD)
    look = sum(1 for finding in findings if finding.state is CheckState.WARNING)
    if not bad and not look:
        return "Nothing is wrong."
    parts = [f"{bad} bad" if bad else "", f"{look} to look at" if look else ""]
    return ", ".join(part for part in parts if part) + ". For a bug report: tektra doctor --report"


async def _from_core(client: AsyncClient, *, as_report: bool) -> tuple[DoctorReport, str]:
    report = await client.invoke(doctor_run)
    return report, await client.invoke(doctor_report) if as_report else ""


async def _without_core(error: AppError) -> tuple[DoctorReport, str]:
    """Run the checks in a child: whatever keeps the core from starting cannot take this terminal down.

    Raises:
        InternalError: Not even that works.
    """
    child = await asyncio.create_subprocess_exec(
        *own_command("checks"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=own_environment(),
    )
    why = json.dumps({"message": error.message, "hint": error.hint}).encode()
    try:
        async with asyncio.timeout(CHECKS_S):
            out, err = await child.communicate(why)
    except BaseException:
        child.kill()
        await child.wait()
        raise
    return _read(out, err.decode("utf-8", "replace"))


def _read(out: bytes, err: str) -> tuple[DoctorReport, str]:
    from app.wire import from_wire

    try:
        reply: dict[str, Any] = json.loads(out)
        return from_wire(DoctorReport, reply["report"]), str(reply["text"])
    except (ValueError, KeyError, TypeError, InvalidInput) as exc:
        raise InternalError("The checks could not be run.", hint="Install Tektra again.", detail=err[-4000:]) from exc
