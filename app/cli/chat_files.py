"""`tektra chats import` and `tektra chats export`: conversations as files."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Any

from app.bridge.signatures import transfer_export, transfer_import, transfer_preview, transfer_stop
from app.cli.chat_places import all_chats
from app.cli.file_forms import ENDINGS, FORMATS, FORMS, PDF
from app.cli.lookup import absolute, find_chat
from app.cli.terminal import Terminal
from app.client.aio import AsyncClient
from app.errors import AppError, InternalError, InvalidInput, Unsupported
from app.process import explain_exit, own_command, own_environment
from app.types.transfer import ExportFormat, ExportResult, ImportPreview, ImportResult, TransferEnded, TransferProgress

STOP_S = 5.0
"""How long Ctrl-C waits for the core to confirm."""
PRINT_S = 300.0


async def import_chats(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> None:
    """Take in the chats of a file, or say what is in it."""
    path = absolute(args.file)
    if args.dry_run:
        terminal.status("Reading the file…")
        preview = await client.invoke(transfer_preview, path=path)
        _show(args, terminal, preview, preview_words(preview))
        return
    ended = await _follow(client, client.invoke(transfer_import, path=path), terminal, "Importing")
    if ended.imported is not None:
        _show(args, terminal, ended.imported, import_words(ended.imported))


async def export_chats(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> None:
    """Write chats into a file."""
    if bool(args.ids) == args.all:
        raise InvalidInput("Say which conversations to export.", hint="Give their ids, or --all for all of them.")
    known = await all_chats(client)
    chat_ids = tuple(find_chat(known, wanted) for wanted in args.ids)
    target = Path(absolute(args.out))
    if not args.force and await asyncio.to_thread(target.is_file):
        raise InvalidInput(f"There is a file {target} already.", hint="Choose another name, or add --force.")
    form = args.format or ENDINGS.get(target.suffix.lower())
    if form is None:
        raise InvalidInput(f"In which form is {target.name} to be?", hint=f"Add --format {'|'.join(FORMATS)}.")
    if form == PDF:
        result = await _export_pdf(client, target, chat_ids, args, terminal)
    else:
        result = await _export(client, target, FORMS[form], chat_ids, args, terminal)
    words = f"{_counted(result.chats, 'chat')} in {result.path}, {result.size:,} bytes."
    _show(args, terminal, result, [words])


async def _export(
    client: AsyncClient,
    target: Path,
    form: ExportFormat,
    chat_ids: tuple[str, ...],
    args: argparse.Namespace,
    terminal: Terminal,
) -> ExportResult:
    asked = client.invoke(
        transfer_export,
        path=str(target),
        form=form,
        chat_ids=chat_ids,
        thinking=args.thinking,
        replace=args.force,
    )
    ended = await _follow(client, asked, terminal, "Exporting")
    if ended.exported is None:
        raise InternalError("The export ended without a result.")
    return ended.exported


async def _export_pdf(
    client: AsyncClient, target: Path, chat_ids: tuple[str, ...], args: argparse.Namespace, terminal: Terminal
) -> ExportResult:
    """The core writes HTML, another process prints it."""
    if target.suffix.lower() == ".zip":
        raise InvalidInput("PDF goes into one file, not into a ZIP.", hint="Use a name that ends in .pdf.")
    with tempfile.TemporaryDirectory(prefix="tektra-") as folder:
        page = Path(folder) / "chats.html"
        result = await _export(client, page, ExportFormat.HTML, chat_ids, args, terminal)
        terminal.status("Printing…")
        await _print(page, target)
    size = await asyncio.to_thread(lambda: target.stat().st_size)
    return ExportResult(str(target), result.chats, result.messages, size)


async def _print(page: Path, target: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *own_command("print-html", str(page), str(target)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env=own_environment(),
    )
    try:
        async with asyncio.timeout(PRINT_S):
            _, said = await process.communicate()
    except TimeoutError as exc:
        raise Unsupported("Printing took too long.", hint="Export fewer chats at once, or as HTML.") from exc
    finally:
        with suppress(ProcessLookupError):
            process.kill()
    if process.returncode:
        words = said.decode("utf-8", "replace").strip().splitlines()
        reason = (
            words[-1].removeprefix("tektra: ") if words else f"Printing failed: {explain_exit(process.returncode)}."
        )
        raise Unsupported(reason, detail="\n".join(words))


async def _follow(
    client: AsyncClient, asked: Coroutine[Any, Any, str], terminal: Terminal, doing: str
) -> TransferEnded:
    """Show the progress until the end; Ctrl-C stops it, also where the core has not answered yet."""
    starting = asyncio.ensure_future(asked)
    ended: TransferEnded | None = None
    try:
        async with aclosing(client.follow(await asyncio.shield(starting))) as items:
            async for item in items:
                if isinstance(item, TransferProgress):
                    terminal.status(_progress_words(doing, item))
                elif isinstance(item, TransferEnded):
                    ended = item
    except (asyncio.CancelledError, BrokenPipeError):
        with suppress(AppError, TimeoutError):
            async with asyncio.timeout(STOP_S):
                await client.invoke(transfer_stop, channel=await starting)
        raise
    if ended is None:
        raise InternalError("The transfer ended without a result.")
    return ended


def _progress_words(doing: str, progress: TransferProgress) -> str:
    of = f" of {progress.total:,}" if progress.total else ""
    return f"{doing} chats: {progress.done:,}{of}"


def preview_words(preview: ImportPreview) -> list[str]:
    """What is in a file, line by line."""
    if not preview.chats:
        return ["No conversation with a message is in the file.", *preview.left_out]
    known = f", {preview.known:,} of them here already" if preview.known else ""
    return [f"{_chats(preview)}{known}.", *preview.left_out]


def import_words(result: ImportResult) -> list[str]:
    """What came of an import, line by line."""
    if not result.chats:
        return [_nothing_new(result.known), *result.left_out]
    were = "was here already and was" if result.known == 1 else "were here already and were"
    known = [f"{result.known:,} {were} left out."] if result.known else []
    return [f"Imported {_chats(result)}.", *known, *result.left_out]


def _nothing_new(known: int) -> str:
    if not known:
        return "Nothing was imported: no conversation with a message is in the file."
    return f"Nothing new: {_counted(known, 'chat')} {'was' if known == 1 else 'were'} here already."


def _chats(found: ImportPreview | ImportResult) -> str:
    return f"{_counted(found.chats, 'chat')} with {_counted(found.messages, 'message')}"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _show(args: argparse.Namespace, terminal: Terminal, value: Any, lines: list[str]) -> None:
    terminal.status("")
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(value))
    else:
        for line in lines:
            terminal.line(line)


FILES = {"import": import_chats, "export": export_chats}
