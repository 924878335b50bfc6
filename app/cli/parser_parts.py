"""What the modules of the command line's parser share."""

from __future__ import annotations

import argparse

Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def command(commands: Commands[argparse.ArgumentParser], name: str, text: str, epilog: str) -> argparse.ArgumentParser:
    """Add a command; its help begins with the text, and ends with the epilog as it is."""
    return commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_json(parser: argparse.ArgumentParser | argparse._MutuallyExclusiveGroup) -> None:
    """Let it print JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON with stable keys")


def add_json_of_action(parser: argparse.ArgumentParser) -> None:
    """SUPPRESS: the flag may stand before or after the action, and its absence here must not undo it there."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON with stable keys")
