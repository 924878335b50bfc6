"""Markdown that arrives in pieces: the same blocks as parsing it whole, at a flat cost, whatever the text."""

from __future__ import annotations

import pytest

from app.ui.chat.markdown import SHOWN_CHARS, Code, MarkdownStream, Paragraph, Picture, Rule, Span, Table, render
from app.ui.chat.markdown.model import Block
from app.ui.chat.markdown.parse import MAX_COLUMNS, parse
from app.ui.chat.markdown.stream import JOINED_CELLS, ROW_CHARS, TAIL_CHARS
from app.ui.chat.markdown.write import as_markdown, as_text

CORPUS = {
    "paragraphs": "One *two* **three** `four`.\nfive\n\nSix ***seven*** ~~eight~~.\n",
    "emphasis that looks like a rule": "para\n***bold*** text\n\n***\n\nend",
    "hash that is no heading": "para\n#hashtag\n\n# Heading\ntext\n####### seven\n",
    "setext": "Title\n=====\n\npara\n-\n- item\n",
    "bullets": "Before\n- a\n- b\n  - c\n  - d\n\n    more d\n- e\n\nafter",
    "numbers": "3. a\n4. b\n\n   second paragraph\n5. c\n1) x\n2) y\n",
    "same numbers": "1. a\n1. b\n1. c\n",
    "lazy items": "- a\n - b\n  - c\n   - d\n    - e\n",
    "empty items": "-\n- \n-\n  text\n1.\n2. x\n",
    "code in a list": "1. Do\n   ```sh\n   ls -l\n   ```\n2. Then\n   ~~~\n   x\n   ~~~\n",
    "fences": "a\n```python title\nx = 1\n\n# no heading\n````\n```\nb\n~~~~\n```\n~~~\n~~~~  \nc",
    "fence inside a fence": "````md\n```py\nx\n```\n````\nend\n",
    "unclosed fence": "a\n\n```js\nlet x\n",
    "fence with a backtick in its info": "para\n``` a`b\ntext\n",
    "fence that closes at the very end": "```\nx\n```",
    "half a closing fence": "```\nx\n``",
    "indented code": "para\n\n    code\n\n    more\n\nafter",
    "quotes": "> a\nlazy\n> > b\n\n> c\n>\n> - x\n> ```\n> y\n> ```\nafter\n",
    "empty quote": ">\n\n> \nx",
    "table": "before\n\n| a | b |\n|---|:-:|\n| 1 | *2* |\n| 3 |\n\nafter\n",
    "table after a paragraph": "para\na | b\n--|--\n1 | 2\n",
    "nearly a table": "para\na | b\n--|--x\n1 | 2\n",
    "rules": "a\n\n---\n\nb\n* * *\n",
    "early references": "[x]: https://example.com\n\nSee [x] and [y].\n\n[y]: https://example.org\n\nAgain [y].",
    "footnotes": "A[^1] b[^n] c[^1] `[^1]` [^x]\n\nd\n\n[^1]: The **1st**\nlazy\n\n[^n]: N\n\n    p\n\n    - i\n\ne\n",
    "html": "<script>alert(1)</script>\n\n<div>\n<b>x</b>\n</div>\n\n<!-- c -->\n",
    "windows lines": "a\r\nb\r\n\r\n- c\r\n- d\r\n```\r\nx\r\n```\r\n",
    "right to left and emoji": "שלום **עולם** 👩‍👩‍👧 e\u0301\n\nمرحبا\n",
    "blank": "\n\n  \n",
    "tasks": "- [ ] open\n- [x] **done**\n  - [X] deeper\n- [-] no\n- [ ]\n\n[ ] no task\n",
    "formulas": (
        "So \\(x^2\\), $y_1$ and \\[ z \\] for $5 and $6, $$w$$.\n\n$$\na\n= b\n$$\nafter\n\\[ c \\]\n\n"
        "end $$d$$ here\n"
    ),
    "formulas in lists": "1. Solve:\n   \\[\n   x = 1\n   \\]\n   so\n2. $$y$$\n- $$\n  z\n  $$\n> $$q$$\n",
    "formulas beside text": "para\n    $$x$$\n\n$$a$$ where $$b$$\n\n[\\(x\\)](https://example.com)\n",
    "open formulas": "\\[ a\n\n$$\nb\n\n- \\( c\n\n$$ d",
    "a formula that ends nowhere near": "$$\n- a\n- b\n\n$$\n",
    "bare addresses": "See https://example.com/a_(b)., http://x.org. and (https://y.org/z) `https://c.org` https://\n",
    "wide table": "|" + "a|" * 50 + "\n|" + "-|" * 50 + "\n|" + "b|" * 50 + "\n",
}


def whole(text: str) -> list[Block]:
    """The blocks of one single parse."""
    return [block for unit in parse(text.replace("\r\n", "\n")) for block in unit.blocks]


def streamed(text: str, step: int) -> list[Block]:
    stream = MarkdownStream()
    seen: list[Block] = []
    for start in range(0, len(text), step):
        first = stream.feed(text[start : start + step])
        assert seen[:first] == stream.blocks[:first], "blocks before the first change are the same"
        assert seen != stream.blocks or first == len(seen)
        seen = list(stream.blocks)
    first = stream.finish()
    assert seen[:first] == stream.blocks[:first]
    return stream.blocks


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("name", CORPUS)
def test_pieces_give_what_the_whole_gives(name: str, step: int) -> None:
    assert streamed(CORPUS[name], step) == whole(CORPUS[name])


@pytest.mark.parametrize("step", [1, 5, 11])
def test_pieces_of_everything_in_a_row(step: int) -> None:
    text = "\n\n".join(CORPUS.values())
    assert streamed(text, step) == whole(text)


def test_html_is_text() -> None:
    blocks = render(CORPUS["html"]).blocks
    assert next(block.text for block in blocks if isinstance(block, Paragraph)) == "<script>alert(1)</script>"
    assert all(isinstance(block, Paragraph) for block in blocks)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "other.md", "http://"]
)
def test_only_web_and_mail_addresses_are_links(target: str) -> None:
    for text in (f"[a]({target})", f"![a]({target})", f"<{target}>"):
        for block in render(text).blocks:
            if isinstance(block, Picture):
                assert (text[0], block.path) == ("!", target.removeprefix("file://"))
                continue
            assert isinstance(block, Paragraph)
            assert not any(span.link for span in block.spans)


def test_links_and_images_keep_their_address() -> None:
    (block,) = render("[a](https://example.com/x) ![pic](http://example.com/p.png) <mailto:me@example.com>").blocks
    assert isinstance(block, Paragraph)
    assert [(span.text, span.link) for span in block.spans if span.link] == [
        ("a", "https://example.com/x"),
        ("pic (http://example.com/p.png)", "http://example.com/p.png"),
        ("mailto:me@example.com", "mailto:me@example.com"),
    ]


def test_nesting_that_is_too_deep_is_shown_as_text() -> None:
    for text in (">" * 10_000 + " deep", "".join(" " * (2 * i) + "- a\n" for i in range(40)) + " " * 82 + "deep"):
        assert "deep" in "".join(block.text for block in render(text).blocks if isinstance(block, Paragraph))


def test_kinds_of_blocks() -> None:
    blocks = render("## H\n\n- a\n  1. b\n\n> q\n\n```py\nx\n```\n\n---\n\n|a|\n|-|\n|b|\n").blocks
    assert blocks[0] == Paragraph((Span("H"),), heading=2)
    assert blocks[1] == Paragraph((Span("a"),), depth=1, marker="•")
    assert blocks[2] == Paragraph((Span("b"),), depth=2, marker="1.")
    assert blocks[3] == Paragraph((Span("q"),), quote=1)
    assert blocks[4] == Code("x", "py")
    assert blocks[5] == Rule()
    assert isinstance(blocks[6], Table)
    assert [[cell.spans[0].text for cell in row] for row in blocks[6].rows] == [["a"], ["b"]]


def test_a_late_reference_turns_earlier_text_into_a_link() -> None:
    stream = MarkdownStream()
    stream.feed("See [x].\n\nMore text.\n\n")
    first = stream.blocks[0]
    stream.feed("[x]: https://example.com\n")
    assert stream.blocks[0] is first
    assert stream.finish() == 0
    assert isinstance(stream.blocks[0], Paragraph)
    assert stream.blocks[0].spans[1] == Span("x", link="https://example.com")


def test_code_is_closed_only_when_its_fence_is() -> None:
    stream = MarkdownStream()
    stream.feed("```py\nx = 1\n")
    assert stream.blocks == [Code("x = 1", "py", closed=False)]
    stream.feed("``")
    assert stream.blocks == [Code("x = 1", "py", closed=False)], "half a fence is held back"
    stream.feed("`\n")
    assert stream.blocks == [Code("x = 1", "py", closed=True)]


@pytest.mark.parametrize(
    "piece",
    ["Some words *in* a row.\n\n", "- one item of a long list\n", "1. one item\n", "```py\nx = 1\n```\n\n", "x = 1\n"],
)
def test_the_cost_does_not_grow_with_the_answer(piece: str) -> None:
    stream = MarkdownStream()
    stream.feed("```\n" if piece.startswith("x") else "")
    costs: list[int] = []
    for _ in range(600):
        for start in range(0, len(piece), 4):
            before = stream.chars_parsed
            stream.feed(piece[start : start + 4])
            costs.append(stream.chars_parsed - before)
    tenth = len(costs) // 10
    assert sum(costs[-tenth:]) <= 2 * max(sum(costs[:tenth]), 1)


HOSTILE = {
    "one word": "a" * 5_000_000,
    "one line": "word " * 1_000_000,
    "quotes": ">" * 10_000,
    "quotes on lines": ("> " * 100 + "a\n") * 1_000,
    "open fence": "```\n" + "x = 1\n" * 800_000,
    "brackets": "[" * 20_000,
    "pictures": "![" * 10_000,
    "stars": "*a **b " * 3_000,
    "backticks": "`a``" * 5_000,
    "nested lists": "".join(" " * (2 * i) + "- a\n" for i in range(300)),
    "table": "|a" * 4_000 + "\n" + "|-" * 4_000 + "\n" + "|b" * 4_000,
    "long table": "a|b\n-|-\n" + "c|d\n" * 8_000,
    "references": "[a]: b\n" * 5_000,
    "NUL": "a\0b\n" * 1_000,
    "surrogates": "\ud800 \udfff\n" * 1_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_a_bounded_number_of_characters(name: str) -> None:
    text = HOSTILE[name]
    stream = MarkdownStream()
    stream.feed(text)
    stream.finish()
    shown = min(len(text), SHOWN_CHARS)
    # Every slice may parse a full tail again, cutting one parses it twice, and the end once more.
    assert stream.chars_parsed <= 2 * shown * (2 + 2 * TAIL_CHARS // 4_000)
    assert stream.truncated == (len(text) > SHOWN_CHARS)
    assert stream.blocks or name == "references"


@pytest.mark.parametrize("name", ["one line", "quotes on lines", "stars", "nested lists", "NUL"])
def test_hostile_text_in_tokens_is_bounded_too(name: str) -> None:
    text = HOSTILE[name][:30_000]
    stream = MarkdownStream()
    longest = 0
    for start in range(0, len(text), 500):
        before = stream.chars_parsed
        stream.feed(text[start : start + 500])
        longest = max(longest, stream.chars_parsed - before)
    assert longest <= 4 * TAIL_CHARS


def test_no_text_is_lost_when_a_block_is_cut() -> None:
    words = [f"word{i}" for i in range(10_000)]
    blocks = render(" ".join(words)).blocks
    shown = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert shown.split() == words


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    (block,) = render("a\0b\ud800c").blocks
    assert isinstance(block, Paragraph)
    assert set(block.text) == set("a\ufffdbc")


def test_a_long_table_goes_on_under_its_head() -> None:
    head = "| name | value |\n|---|--:|\n"
    text = "Before.\n\n" + head + "".join(f"| row {number} | {number} |\n" for number in range(1_000)) + "\nafter\n"
    stream = MarkdownStream()
    for start in range(0, len(text), 50):
        stream.feed(text[start : start + 50])
    stream.finish()
    first, *tables, last = stream.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    rows: list[str] = []
    for table in tables:
        assert isinstance(table, Table)
        assert [cell.spans[0].text for cell in table.rows[0]] == ["name", "value"]
        assert {row[1].align for row in table.rows} == {"right"}
        rows += [row[0].spans[0].text for row in table.rows[1:]]
    assert len(tables) > 1
    assert rows == [f"row {number}" for number in range(1_000)]
    assert stream.chars_parsed < 40 * TAIL_CHARS * 100


def wide(columns: int, rows: int) -> str:
    lines = ["|" + "".join(f" Column {n} |" for n in range(columns)), "|" + "-|" * columns]
    lines += ["|" + "".join(f" r{row} `a\\|{n}` |" for n in range(columns)) for row in range(rows)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("step", [499, 1_000_000])
def test_a_table_of_500_columns_is_one_table_with_all_of_its_cells(step: int) -> None:
    stream = MarkdownStream()
    text = wide(500, 5)
    for start in range(0, len(text), step):
        stream.feed(text[start : start + step])
    stream.finish()
    (table,) = stream.blocks
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [MAX_COLUMNS] * 6
    assert (table.more_columns, [len(row) for row in table.hidden]) == (500 - MAX_COLUMNS, [500 - MAX_COLUMNS] * 6)
    assert render(as_markdown([table])).blocks == [table]
    assert [len(line.split("\t")) for line in as_text([table]).split("\n")] == [500] * 6


def test_a_long_table_that_was_cut_is_one_again_as_far_as_it_is_drawn_quickly() -> None:
    row = "| some words | more words |\n"
    (table,) = render("| a | b |\n|---|---|\n" + row * 480 + "\n" + "x" * 20_000).blocks[:1]
    assert isinstance(table, Table)
    assert len(table.rows) == 481
    parts = render("| a | b |\n|---|---|\n" + row * 2_000).blocks
    assert all(isinstance(part, Table) for part in parts)
    assert sum(len(part.rows) - 1 for part in parts if isinstance(part, Table)) == 2_000
    assert all(2 * len(part.rows) <= JOINED_CELLS for part in parts if isinstance(part, Table))


def test_a_row_without_an_end_does_not_wait_for_ever() -> None:
    stream = MarkdownStream()
    for _ in range(60):
        stream.feed("| " + "x" * 998)
    assert stream.chars_parsed < 60 * ROW_CHARS
    assert stream.blocks


def test_footnotes_have_numbers_and_stay_where_they_were_written() -> None:
    blocks = render(CORPUS["footnotes"]).blocks
    assert as_text(blocks[:1]) == "A¹ b² c¹ [^1] [^x]"
    assert [(block.marker, block.depth, block.text) for block in blocks[2:] if isinstance(block, Paragraph)] == [
        ("1.", 1, "The 1st\u2028lazy"),
        ("2.", 1, "N"),
        ("", 1, "p"),
        ("•", 2, "i"),
        ("", 0, "e"),
    ]


@pytest.mark.parametrize(("text", "marker"), [("[^7]: a", "7."), ("[^x]: a", "*"), ("[^12345]: a", "*")])
def test_a_footnote_that_nothing_refers_to_is_shown(text: str, marker: str) -> None:
    assert render(text).blocks == [Paragraph((Span("a"),), depth=1, marker=marker)]


def test_what_looks_like_a_footnote_stays_text() -> None:
    assert (
        as_text(render("Match [^a-z] here, and [^]: or [^ a]: x").blocks) == "Match [^a-z] here, and [^]: or [^ a]: x"
    )
