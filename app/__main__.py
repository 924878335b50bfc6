"""The one entry: chooses window, core, worker or a terminal command, and imports only what that needs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

_OWN = frozenset({"core", "checks", "worker", "formulas", "opening", "read-chats", "print-html", "extract"})
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run Tektra and return the exit code. Ctrl-C ends it quietly, also while modules are still being loaded."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str]) -> int:
    """An `AppError` becomes one plain sentence on standard error."""
    import os

    from app.cli.parser import parse
    from app.errors import AppError
    from app.log import LEVEL_VARIABLE

    args = parse(argv)
    if args.log_level is not None:
        os.environ[LEVEL_VARIABLE] = args.log_level  # for the core that this process may start, too
    try:
        if args.command == "quick" and _is_quick_there():
            return 0
        if args.command in (None, "quick"):
            from app.ui.app import run_window

            return run_window(args)
        if args.command in _OWN:
            return _run_own(args)
        from app.cli.main import run_command

        return run_command(args)
    except AppError as exc:
        print(f"tektra: {exc.message} {exc.hint}".rstrip(), file=sys.stderr)
        return 1


def _run_own(args: Namespace) -> int:
    """What Tektra starts itself: its core, and processes that keep heavy or unsafe work away from it and the window."""
    if args.command == "core":
        from app.runtime import run_core

        return run_core(auto=args.auto)
    if args.command == "checks":
        from app.runtime import run_checks

        return run_checks()
    if args.command == "worker":
        from app.backends.worker.child import run_worker

        engine, read_fd, write_fd, marker_fd = args.arguments
        return run_worker(engine, int(read_fd), int(write_fd), int(marker_fd))
    if args.command == "formulas":
        from app.rich.child import run_formulas

        return run_formulas()
    if args.command == "opening":
        from app.process import leave_parent

        leave_parent()
        from app.ui.desktop.opening_card import run_opening

        return run_opening()
    if args.command == "read-chats":
        from app.transfer.reader import run_reader

        return run_reader(args.path)
    if args.command == "print-html":
        from app.ui.printing.job import run_printing

        return run_printing(args.source, args.target)
    from app.documents.pdf import run

    return run()


def _is_quick_there() -> bool:
    """Whether a window was there that shows the quick question."""
    from app.client.window_door import Word, ask_window
    from app.config.paths import resolve_paths

    return ask_window(resolve_paths(), Word.QUICK)


if __name__ == "__main__":
    sys.exit(main())
