"""Pictures in a text: those that lie on this computer stand by themselves, all others stay text."""

from __future__ import annotations

import pytest

from app.ui.chat.markdown import MarkdownStream, Paragraph, Picture, Span, Table, render
from app.ui.chat.markdown.local import MAX_IN_PARAGRAPH, MAX_PATH, local_path
from app.ui.chat.markdown.write import as_markdown, as_text
from app.ui.chat.sentences import Names, spoken

NAMES = Names(lambda language: language, str)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/home/me/a.png", "/home/me/a.png"),
        ("/home/me/a%20b.png", "/home/me/a b.png"),
        ("/home/me/%C3%BC.png", "/home/me/ü.png"),
        ("/home/me/%FF.png", "/home/me/%FF.png"),
        ("file:///tmp/a.png", "/tmp/a.png"),
        ("FILE://localhost/tmp/a.png", "/tmp/a.png"),
        ("file://server/share/a.png", ""),
        ("file:/tmp/a.png", ""),
        ("file:////server/a.png", ""),
        ("file:///%2Fserver/a.png", ""),
        ("//server/a.png", ""),
        ("a.png", ""),
        ("./a.png", ""),
        ("~/a.png", ""),
        ("", ""),
        ("C:\\a.png", ""),
        ("http://example.com/a.png", ""),
        ("data:image/png;base64,AAAA", ""),
        ("/a%00.png", ""),
        ("/a%0A.png", ""),
        ("/a%E2%80%AEgnp.exe", ""),
        ("/a%E2%80%8B.png", ""),
        ("/" + "a" * MAX_PATH, ""),
    ],
)
def test_what_is_local(target: str, path: str) -> None:
    assert local_path(target, windows=False) == path


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("C:\\a.png", "C:\\a.png"),
        ("c:/a%20b.png", "c:/a b.png"),
        ("file:///C:/a.png", "C:/a.png"),
        ("C:a.png", ""),
        ("/a.png", ""),
        ("\\\\server\\a.png", ""),
        ("\\\\.\\COM1", ""),
        ("//server/a.png", ""),
        ("file://server/a.png", ""),
    ],
)
def test_what_is_local_on_windows(target: str, path: str) -> None:
    assert local_path(target, windows=True) == path


def test_a_picture_stands_between_the_parts_of_its_paragraph() -> None:
    blocks = render("**See ![a plot](/tmp/p.png) here**\n$x$ ![](/tmp/q.png)  \n").blocks
    assert blocks == [
        Paragraph((Span("See", bold=True),)),
        Picture("a plot", "/tmp/p.png", "/tmp/p.png"),
        Paragraph((Span("here", bold=True), Span("\u2028"), Span("$x$", code=True, tex="x"))),
        Picture("", "/tmp/q.png", "/tmp/q.png"),
    ]


def test_in_a_list_it_keeps_the_marker() -> None:
    blocks = render("- ![a](/a.png)\n- [x] ![b](/b.png) done\n").blocks
    assert [(block.marker, block.text) for block in blocks if isinstance(block, Paragraph)] == [
        ("•", ""),
        ("☑", ""),
        ("", "done"),
    ]
    assert [block.depth for block in blocks if isinstance(block, Picture)] == [1, 1]


def test_elsewhere_it_stays_text() -> None:
    (linked,) = render("[![a](/a.png)](https://example.com)").blocks
    assert linked == Paragraph((Span("a (/a.png)", link="https://example.com"),))
    (table,) = render("| ![a](/a.png) |\n|---|\n").blocks
    assert isinstance(table, Table)
    assert table.rows[0][0].spans[0].text == "a (/a.png)"


@pytest.mark.parametrize("target", ["file://server/a.png", "data:image/png;base64,AA", "a.png", "//server/a.png"])
def test_others_stay_text(target: str) -> None:
    (block,) = render(f"![a]({target})").blocks
    assert block == Paragraph((Span(f"a ({target})"),))


def test_remote_ones_are_links() -> None:
    (block,) = render("![a](https://example.com/a.png)").blocks
    assert block == Paragraph((Span("a (https://example.com/a.png)", link="https://example.com/a.png"),))


def test_a_link_to_a_file_stays_what_was_written() -> None:
    for text in ("[a](file:///a.png)", "![a][b]\n\n[b]: file:///a.png"):
        assert all(isinstance(block, Paragraph) for block in render(text).blocks)
        assert "file:///a.png" in as_text(render(text).blocks)


def test_only_so_many_of_a_paragraph() -> None:
    blocks = render("![a](/a.png) " * (MAX_IN_PARAGRAPH + 2)).blocks
    assert sum(isinstance(block, Picture) for block in blocks) == MAX_IN_PARAGRAPH
    assert blocks[-1] == Paragraph(blocks[-1].spans) if isinstance(blocks[-1], Paragraph) else False
    assert as_text(blocks[-1:]) == "a (/a.png) a (/a.png)"


@pytest.mark.parametrize(
    "text",
    ["![a](/a.png)", "![](/a%20b.png)", "![x](</a(b).png>)", "![&#91;a&#93;&#92; b](/a.png)", "- a\n\n  ![b](/b.png)"],
)
def test_copied_it_is_the_same_again(text: str) -> None:
    assert as_markdown(render(text).blocks) == text


def test_in_words() -> None:
    blocks = render("![a plot](/a.png)\n\n![](/b.png)").blocks
    assert as_text(blocks) == "a plot (/a.png)\n\n/b.png"
    assert spoken(blocks, NAMES) == "a plot"


def test_while_the_text_comes_the_block_stays_the_same() -> None:
    stream = MarkdownStream()
    stream.feed("![a](/a.png)\n\n")
    before = stream.blocks[0]
    for piece in "And *more* text, and ![b](/b.png) too.\n\n- x\n":
        stream.feed(piece)
    stream.finish()
    assert stream.blocks[0] is before
    assert stream.blocks == render("![a](/a.png)\n\nAnd *more* text, and ![b](/b.png) too.\n\n- x\n").blocks
