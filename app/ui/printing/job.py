"""`tektra print-html SOURCE TARGET`: an HTML page of ours as a PDF in A4, for exports. Started by front ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError, InvalidInput, Unsupported

MARGIN_MM = 18
DOTS_PER_INCH = 96
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
    page = _read(Path(source))
    _print_whole(Path(target), lambda part: _print(page, part))
    return 0


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
    from app.files import temporary_name

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


def _print(page: str, part: Path) -> None:
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
    document.print_pages(writer)
    del writer
    failed = file.error() is not QFile.FileError.NoError or not file.flush()
    words = file.errorString()
    file.close()
    if failed or not part.stat().st_size:
        raise OSError(words)
    del document, app
