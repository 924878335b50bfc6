"""Bytes of files as text: every usual encoding, and a clear word about what is none."""

from __future__ import annotations

import pytest

from app.documents.limits import MAX_CHARACTERS
from app.documents.text import DocumentText, checked, decode
from app.errors import InvalidInput

WORDS = "Grüße aus Zürich: 5 € – “ja”\n\tпривет 漢字"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
def test_unicode_is_read_with_its_mark_or_as_utf8(encoding: str) -> None:
    marks = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff", "utf-32-le": "\ufeff", "utf-32-be": "\ufeff"}
    assert decode("a.txt", (marks.get(encoding, "") + WORDS).encode(encoding)) == DocumentText(WORDS)


def test_an_old_western_encoding_is_read_where_it_is_plainly_text() -> None:
    text = "Grüße aus Zürich, “sagte” er.\n"
    assert decode("a.txt", text.encode("cp1252")).text == text
    assert decode("a.txt", "Viele Grüße".encode("latin-1")).text == "Viele Grüße"


def test_line_ends_become_one_kind() -> None:
    assert decode("a.txt", b"one\r\ntwo\rthree\n").text == "one\ntwo\nthree\n"
    assert decode("log.txt", b"\x1b[31mred\x1b[0m\x0cpage").text == "\x1b[31mred\x1b[0m\x0cpage"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"abc\x00def", "is not plain text"),
        (b"\x00" * 50, "is not plain text"),
        (b"abc\x07", "is not plain text"),
        ("привет мир".encode("cp1251"), "is not plain text"),
        (b"abcdefghijklmnop\x81\xff", "is not plain text"),
        (b"\xff\xfea\x00b", "is not plain text"),
        (b"PK\x03\x04word/document.xml", "an archive or an Office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document"),
        (b"{\\rtf1 Hello}", "a rich text document"),
        (b"\x7fELF\x02", "a program"),
        (b"\x89PNG\r\n", "a picture"),
        (b"   \n\t ", "has no text"),
        (b"\xef\xbb\xbf", "has no text"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(InvalidInput, match=rf"^The file notes\.x .*{words}") as caught:
        decode("notes.x", data)
    assert caught.value.hint
    assert caught.value.params == {"name": "notes.x"}


def test_too_much_text_is_refused_with_numbers() -> None:
    assert decode("a.txt", b"x" * MAX_CHARACTERS).text
    with pytest.raises(InvalidInput, match=r"2,000,001 characters; 2,000,000 are allowed"):
        decode("a.txt", b"x" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize(("pages", "words"), [(1, "its one page is a picture or scan"), (3, "its 3 pages are scans")])
def test_a_scan_is_called_one(pages: int, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        checked("scan.pdf", DocumentText("", pages, pages))
    assert "pictures" in caught.value.hint
