"""`tektra ledger`: which connections Tektra made, and why."""

from __future__ import annotations

import argparse
import time

from app.bridge.signatures import privacy_clear_ledger, privacy_ledger
from app.cli.terminal import EXIT_OK, Terminal
from app.types.privacy import LedgerEntry


async def ledger(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the connections, or forget them."""
    async with await terminal.connect(spawn=True) as client:
        if args.clear:
            await client.invoke(privacy_clear_ledger)
        entries = () if args.clear else await client.invoke(privacy_ledger, limit=args.limit)
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(entries))
    elif args.clear:
        terminal.note("The list of connections is empty.\n")
    elif not entries:
        terminal.line("No connection was made.")
    else:
        terminal.table(
            ("LAST", "PLACE", "PURPOSE", "ENGINE", "RESULT", "TIMES", "SENT"), [_row(one) for one in entries]
        )
    return EXIT_OK


def _row(entry: LedgerEntry) -> tuple[str, ...]:
    place = f"{entry.origin} (this computer)" if entry.on_this_machine else entry.origin
    return (
        time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(entry.last_at)),
        place,
        entry.purpose.replace("_", " "),
        entry.backend,
        f"{entry.verdict} {entry.detail and f'({entry.detail})'}".strip(),
        f"{entry.count:,}",
        f"{entry.bytes_sent:,} B",
    )
