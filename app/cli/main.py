"""Runs a parsed terminal command."""

from __future__ import annotations

import argparse


def run_command(args: argparse.Namespace) -> int:
    """Run `run`, `chats`, `ps`, `models` or `daemon` and return the exit code."""
    raise NotImplementedError
