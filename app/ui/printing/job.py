"""`tektra print-html SOURCE TARGET`: an HTML page of ours as a PDF in A4, for exports. Started by front ends."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError, InvalidInput, Unsupported
from app.files import temporary_name

MARGIN_MM = 18
DOTS_PER_INCH = 96
TELL_S = 0.1
"""Between two words about how far it is."""
MAX_BYTES = 64 * 1024 * 1024
"""Of the page: Qt lays all of it out in memory."""


def run_printing(source: str, target: str) -> int:
    """Print the page; the exit code is 0.

    Raises:
        AppError: Qt is missing, or one of the files cannot be used.
    """
    try:
        from PySide6 import QtGui as _  # noqa: F401 - only whether it is there
    except ImportError as exc:
        raise Unsupported("A PDF needs PySide6, which is not installed.", hint="Export as HTML instead.") from exc
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    page, drawn = _read(Path(source)), temporary_name(Path(source))
    try:
        # Beside the page, whose folder goes with whoever ends this process in the middle.
        _print_whole(Path(target), lambda part: _draw(page, drawn, part))
    finally:
        drawn.unlink(missing_ok=True)
    return 0


def _draw(page: str, drawn: Path, part: Path) -> None:
    _print(page, drawn, _tell)
    shutil.copyfile(drawn, part)


def _tell(done: int, total: int) -> None:
    """How many pages are drawn, for whoever started this process."""
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


def _read(source: Path) -> str:
    try:
        size = source.stat().st_size
        if size > MAX_BYTES:
            raise InvalidInput(
                f"The page has {size:,} bytes; {MAX_BYTES:,} can be printed.", hint="Export fewer chats, or as HTML."
            )
        return source.read_text(encoding="utf-8")
    except OSError as exc:
        raise InvalidInput(f"The page {source} cannot be read.", detail=str(exc)) from exc


def _print_whole(target: Path, write: Callable[[Path], None]) -> None:
    """Either the whole PDF has the name, or what was there before."""
    part = temporary_name(target)
    try:
        write(part)
        part.chmod(0o600)
        part.replace(target)
    except OSError as exc:
        raise _unwritable(target, str(exc)) from exc
    finally:
        part.unlink(missing_ok=True)


def _unwritable(target: Path, detail: str) -> AppError:
    return InvalidInput(
        f"The file {target} could not be written.", hint="Choose another place, or make room there.", detail=detail
    )


def _print(page: str, part: Path, tell: Callable[[int, int], None]) -> None:
    from PySide6.QtCore import QFile, QIODevice, QMarginsF
    from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter

    from app.ui.printing.page import PrintedPage
    from app.ui.printing.paper import paper_from

    app = QGuiApplication.instance() or QGuiApplication(["tektra"])
    file = QFile(str(part))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    paper = paper_from(page)
    writer = QPdfWriter(file)
    writer.setResolution(DOTS_PER_INCH)  # the page's sizes are in pixels
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setCreator("Tektra")
    writer.setTitle(paper.title)
    document = PrintedPage(paper, writer)
    document.print_pages(writer, _now_and_then(tell))
    del writer
    failed = file.error() is not QFile.FileError.NoError or not file.flush()
    words = file.errorString()
    file.close()
    if failed or not part.stat().st_size:
        raise OSError(words)
    del document, app


def _now_and_then(tell: Callable[[int, int], None]) -> Callable[[int, int], None]:
    told = 0.0

    def maybe(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_S:
            told = time.monotonic()
            tell(done, total)

    return maybe
