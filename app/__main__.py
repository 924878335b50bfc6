"""The one entry: chooses window, core, worker or a terminal command, and imports only what that needs."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.errors import AppError


def main(argv: Sequence[str] | None = None) -> int:
    """Run Tektra and return the exit code. An `AppError` becomes one plain sentence on standard error."""
    from app.cli.parser import build_parser

    args = build_parser().parse_args(argv)
    try:
        if args.command is None:
            from app.ui.app import run_window

            return run_window(args)
        if args.command == "core":
            from app.runtime import run_core

            return run_core(auto=args.auto, log_level=args.log_level)
        if args.command == "worker":
            from app.backends.worker.child import run_worker

            engine, read_fd, write_fd = args.arguments
            return run_worker(engine, int(read_fd), int(write_fd))
        from app.cli.main import run_command

        return run_command(args)
    except AppError as exc:
        print(f"tektra: {exc.message} {exc.hint}".rstrip(), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
