"""`tektra print-html SOURCE TARGET`: an HTML page of ours as a PDF in A4, for exports. Started by front ends."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import AppError, InvalidInput, Unsupported
from app.files import temporary_name

if TYPE_CHECKING:
    from PySide6.QtGui import QPdfWriter

    from app.ui.printing.page import PrintedPage

MARGIN_MM = 18
FONT_PX = 14
DOTS_PER_INCH = 96
STYLE = """
p.chat { font-size: 24px; font-weight: bold; margin-top: 18px; margin-bottom: 4px; }
p.h1 { font-size: 19px; font-weight: bold; margin-top: 18px; }
p.h2 { font-size: 16px; font-weight: bold; margin-top: 16px; }
p.h3, p.h4, p.h5, p.h6 { font-weight: bold; margin-top: 14px; }
p.who { font-size: 12px; font-weight: bold; color: #444444; margin-top: 18px; margin-bottom: 4px; }
p.soft { font-size: 12px; color: #444444; }
table { border-collapse: collapse; margin-top: 8px; margin-bottom: 8px; }
th, td { border: 1px solid #bbbbbb; padding: 3px 8px; }
pre { white-space: pre-wrap; background-color: #f4f4f4; font-family: "JetBrains Mono"; font-size: 12px; }
code { font-family: "JetBrains Mono"; font-size: 12px; }
"""
"""Over the page's own, which Qt reads in parts only."""
TELL_S = 0.1
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
    from PySide6.QtCore import QFile, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter

    from app.ui.printing.page import PrintedPage, sized_headings
    from app.ui.theme.fonts import code_font, ui_font

    app = QGuiApplication.instance() or QGuiApplication(["tektra"])
    code_font()
    file = QFile(str(part))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
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
    document = PrintedPage()
    document.setDefaultFont(ui_font(FONT_PX))
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.setDefaultStyleSheet(STYLE)
    document.setHtml(sized_headings(page))
    _draw_pages(document, writer, tell)
    del writer
    failed = file.error() is not QFile.FileError.NoError or not file.flush()
    words = file.errorString()
    file.close()
    if failed or not part.stat().st_size:
        raise OSError(words)
    del document, app


def _draw_pages(document: PrintedPage, writer: QPdfWriter, tell: Callable[[int, int], None]) -> None:
    """One page after the other, telling now and then how many there are."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    width, height, total = writer.width(), writer.height(), document.pageCount()
    told = 0.0
    with QPainter(writer) as painter:
        for number in range(total):
            if number:
                writer.newPage()
            painter.save()
            painter.translate(0, -number * height)
            document.drawContents(painter, QRectF(0, number * height, width, height))
            painter.restore()
            if time.monotonic() - told >= TELL_S:
                told = time.monotonic()
                tell(number + 1, total)
