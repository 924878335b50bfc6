"""Runs a parsed terminal command: the one place where errors become exit codes."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from io import TextIOWrapper
from typing import Any

from app.cli.chats import chats
from app.cli.compare import compare
from app.cli.core import daemon, ps
from app.cli.data import data
from app.cli.doctor import doctor
from app.cli.engines import engines
from app.cli.ledger import ledger
from app.cli.library import assistants, presets
from app.cli.look import devices, embed, tokens
from app.cli.models import models
from app.cli.providers import providers
from app.cli.run import run
from app.cli.settings import settings
from app.cli.terminal import EXIT_BROKEN_PIPE, EXIT_INTERRUPTED, Terminal, exit_code
from app.cli.tools import tools
from app.cli.transfers import give, pull, remove
from app.config.paths import resolve_paths
from app.errors import AppError
from app.log import configure_logging, level_from_environment

_COMMANDS: dict[str, Callable[[argparse.Namespace, Terminal], Coroutine[Any, Any, int]]] = {
    "run": run,
    "chats": chats,
    "ps": ps,
    "models": models,
    "engines": engines,
    "tokens": tokens,
    "embed": embed,
    "devices": devices,
    "compare": compare,
    "tools": tools,
    "presets": presets,
    "assistants": assistants,
    "doctor": doctor,
    "providers": providers,
    "ledger": ledger,
    "settings": settings,
    "data": data,
    "pull": pull,
    "give": give,
    "remove": remove,
    "daemon": daemon,
}


def run_command(args: argparse.Namespace, terminal: Terminal | None = None) -> int:
    """Run one command and return the exit code."""
    terminal = terminal or _real_terminal()
    try:
        return asyncio.run(_COMMANDS[args.command](args, terminal))
    except AppError as exc:
        if args.json:
            terminal.json({"error": exc.to_dict()})
        terminal.error(exc)
        return exit_code(exc)
    except KeyboardInterrupt:
        terminal.note("")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _silence(terminal)
        return EXIT_BROKEN_PIPE


def _real_terminal() -> Terminal:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    paths = resolve_paths()
    configure_logging(paths.logs, "cli", level_from_environment())
    return Terminal(paths, sys.stdin, sys.stdout, sys.stderr)


def _silence(terminal: Terminal) -> None:
    """Python flushes standard output once more at its end and would complain; let that go nowhere."""
    if terminal.stdout is sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
