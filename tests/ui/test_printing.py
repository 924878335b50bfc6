"""The process that prints an exported page as PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from app.process import own_command, own_environment
from app.transfer import html_form
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.attachments import Attachment, AttachmentKind
from app.types.messages import Role
from tests.unit.transfer.test_html_text import DrawsAll
from tests.unit.transfer.test_source import PNG


def page() -> str:
    chat = ArchivedChat("", "Grüße 你好 & <more>", 1_700_000_000, 0)
    picture = Attachment(AttachmentKind.IMAGE, "p", PNG)
    said = [
        ArchivedMessage(Role.USER, "What is *this*?", None, 0, attachments=(picture,)),
        *(ArchivedMessage(Role.ASSISTANT, f"Line {i} with words that go on and on\n\n" * 30, i, 0) for i in range(5)),
    ]
    parts = [html_form.beginning(chat)]
    for message in said:
        parts.extend(html_form.message(message, thinking=False))
    return "".join((*parts, html_form.ending()))


def printed(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    command = own_command("print-html", str(source), str(target))
    return subprocess.run(command, env=own_environment(), capture_output=True, text=True, timeout=100)


def test_a_page_becomes_pages(tmp_path: Path) -> None:
    (tmp_path / "in.html").write_text(page(), encoding="utf-8")
    result = printed(tmp_path / "in.html", tmp_path / "out.pdf")
    assert (result.returncode, result.stderr) == (0, "")
    done, total = map(int, result.stdout.splitlines()[-1].split())
    assert 1 <= done <= total
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.html", "out.pdf"]
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        texts = [sheet.get_textpage().get_text_range() for sheet in document]
        letter = document[1].get_textpage().get_charbox(0)
    assert len(texts) == total > 1
    assert letter[3] - letter[1] > 5, "the text is too small to be read"
    assert (tmp_path / "out.pdf").stat().st_mode & 0o777 == 0o600
    assert "Grüße" in texts[0]
    assert "What is this?" in texts[0]
    assert "Line 4" in texts[-1]
    assert texts[-1].rstrip().endswith(f"{len(texts)} / {len(texts)}"), "pages have numbers"


def test_formulas_code_and_tables_are_printed(tmp_path: Path) -> None:
    text = "# Head\n\n```python\ndef f(): pass\n```\n\n> quote\n\n- [ ] task\n\n"
    text += "| a | b |\n|---|---|\n| 1 | $x$ |\n\n$$y$$"
    said = ArchivedMessage(Role.ASSISTANT, text, None, 0)
    parts = html_form.message(said, thinking=False, artist=DrawsAll())
    (tmp_path / "in.html").write_text("".join(parts), encoding="utf-8")
    result = printed(tmp_path / "in.html", tmp_path / "out.pdf")
    assert (result.returncode, result.stderr) == (0, "")
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        words = "".join(document[0].get_textpage().get_text_range().split())
        kinds = [item.type for item in document[0].get_objects()]
    assert [word for word in ("Head", "python", "deff():pass", "quote", "task") if word not in words] == [], words
    assert "$" not in words
    assert kinds.count(2) > 10, "boxes, lines and formulas are paths"


def test_headings_of_messages_are_smaller_than_the_title_of_their_chat(tmp_path: Path) -> None:
    chat = ArchivedChat("", "Title", 0, 0)
    text = "".join(f"{'#' * level} Level{level}\n\n" for level in range(1, 7)) + "Text"
    said = html_form.message(ArchivedMessage(Role.ASSISTANT, text, 0, 0), thinking=False)
    (tmp_path / "in.html").write_text("".join((html_form.beginning(chat), *said, html_form.ending())), "utf-8")
    assert printed(tmp_path / "in.html", tmp_path / "out.pdf").returncode == 0
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        sheet = document[0].get_textpage()
        whole = sheet.get_text_range()

        def size(word: str) -> float:
            """How high its first letter is; all of these are capitals."""
            box = sheet.get_charbox(whole.index(word))
            return float(box[3] - box[1])

        sizes = [size(word) for word in ("Title", "Level1", "Level2", "Level3", "Level6", "Text")]
    assert sizes[0] > sizes[1] > sizes[2] > sizes[3]
    assert sizes[3:] == pytest.approx([sizes[3]] * 3, rel=0.03)


@pytest.mark.parametrize("target", ["missing/out.pdf", "folder"])
def test_a_pdf_that_cannot_be_written_is_one_sentence(target: str, tmp_path: Path) -> None:
    (tmp_path / "in.html").write_text("<p>x</p>")
    (tmp_path / "folder").mkdir()
    result = printed(tmp_path / "in.html", tmp_path / target)
    assert result.returncode == 1
    assert "could not be written" in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "in.html"]


def test_a_page_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    result = printed(tmp_path / "none.html", tmp_path / "out.pdf")
    assert result.returncode == 1
    assert "cannot be read" in result.stderr
