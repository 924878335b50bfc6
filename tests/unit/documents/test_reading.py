"""PDF files in a process of their own, with those among them that somebody made to do harm."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from app.documents import reading
from app.documents.limits import MAX_CHARACTERS, MAX_PAGES
from app.documents.pdf import Problem, extract
from app.documents.reading import DocumentReader
from app.documents.text import DocumentText
from app.errors import InvalidInput
from app.process import own_command, own_environment
from tests.helpers.pdf_files import bomb, many_pages, of_streams, pdf
from tests.helpers.waiting import wait_until

limited = pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits for a process")


def children() -> set[int]:
    import psutil

    return {child.pid for child in psutil.Process().children(recursive=True)}


async def problem_of(data: bytes, reader: DocumentReader | None = None) -> InvalidInput:
    before = children()
    with pytest.raises(InvalidInput) as caught:
        await (reader or DocumentReader()).read("report.pdf", data)
    assert caught.value.hint
    assert caught.value.params["name"] == "report.pdf"
    assert children() <= before, "no process stays behind"
    return caught.value


async def test_the_text_of_a_pdf_page_by_page() -> None:
    found = await DocumentReader().read("a.pdf", pdf(["Hello World", "Second page", ""]))
    assert found == DocumentText("Hello World\n\nSecond page", pages=3, empty_pages=1)


async def test_text_needs_no_process() -> None:
    before = children()
    assert (await DocumentReader().read("a.md", b"# Hi")).text == "# Hi"
    assert (await DocumentReader().read("a.md", b"word " * 100_000)).text.startswith("word word")
    assert children() == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf(["secret"], encrypted=True), "is protected by a password"),
        (pdf(["", ""]), "has no text: its 2 pages are scans"),
        (b"%PDF-1.7\nhello", "is damaged, or no PDF"),
        (b"%PDF-1.7\n" + os.urandom(200_000), "is damaged, or no PDF"),
        (pdf(["Hello"] * 50)[:900], "is damaged, or no PDF"),
        (many_pages(10_000), "has 10,000 pages; 2,000 are allowed"),
    ],
)
async def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    assert words in (await problem_of(data)).message


@limited
async def test_a_bomb_takes_neither_the_memory_nor_the_core() -> None:
    data = bomb(3_000)
    assert len(data) < 20_000
    assert (await problem_of(data)).message == "The document report.pdf needs too much memory to be read."


async def test_one_that_takes_too_long_is_ended() -> None:
    started = time.monotonic()
    error = await problem_of(of_streams([b"BT /F1 1 Tf (a) Tj ET " * 200_000] * 20), DocumentReader(wall_s=0.05))
    assert "takes too long to read" in error.message
    assert time.monotonic() - started < 10


async def test_whoever_gives_up_leaves_no_process_behind() -> None:
    before = children()
    reading = asyncio.create_task(DocumentReader().read("a.pdf", pdf(["x"] * 1_000)))
    await asyncio.to_thread(wait_until, lambda: children() - before, what="the process")
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() <= before


def test_too_much_text_and_too_many_pages_are_not_read_to_the_end() -> None:
    assert extract(many_pages(MAX_PAGES + 1)) == {"problem": Problem.PAGES, "pages": MAX_PAGES + 1}
    full = b"BT /F1 1 Tf 0.01 0 0 0.01 0 700 Tm " + (b"(" + b"word " * 1_000 + b") Tj 0 -2 Td ") * 6 + b"ET"
    assert extract(of_streams([full] * 80)) == {"problem": Problem.CHARACTERS, "pages": 80}


def test_a_page_that_is_damaged_counts_as_one_without_text() -> None:
    found = extract(of_streams([b"not a compressed stream"], b"/Filter /FlateDecode "))
    assert (found["pages"], found["empty_pages"], found["text"]) == (1, 1, "")


@pytest.mark.parametrize(("wall_s", "words"), [(60.0, "characters of text"), (0.0, "too long")])
async def test_a_process_that_says_too_much_ends_at_once(
    monkeypatch: pytest.MonkeyPatch, wall_s: float, words: str
) -> None:
    """The pipe is full when it is left, and asyncio's own buffer as well."""
    endless = "import os\nwhile True: os.write(1, b'x' * 65536)"
    monkeypatch.setattr(reading, "MAX_REPLY_BYTES", 1000)
    monkeypatch.setattr(reading, "own_command", lambda *_, **__: [sys.executable, "-c", endless])
    async with asyncio.timeout(30):
        assert words in (await problem_of(pdf(["Hello"]), DocumentReader(wall_s))).message


async def test_the_process_of_a_frozen_program_is_the_same(tmp_path: Path) -> None:
    child = await asyncio.create_subprocess_exec(
        *own_command("extract"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=tmp_path,
        env=own_environment(),
    )
    reply, _ = await child.communicate(pdf(["Hello"]))
    assert reply == b'{"text": "Hello", "pages": 1, "empty_pages": 0}'


def test_the_limits_fit_each_other() -> None:
    from app.documents.limits import MAX_REPLY_BYTES

    assert MAX_REPLY_BYTES > 4 * MAX_CHARACTERS
