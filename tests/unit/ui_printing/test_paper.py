"""An exported page made ready for paper, and where its pages end."""

from __future__ import annotations

from app.rich.drawing import Drawing
from app.transfer import html_form
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.messages import Role
from app.ui.printing.breaks import Sheet, Strip, sheets
from app.ui.printing.paper import Paper, paper_from
from tests.unit.transfer.test_html_text import DrawsAll


def on_paper(text: str, role: Role = Role.ASSISTANT) -> Paper:
    said = ArchivedMessage(role, text, None, 1_780_000_000)
    chat = ArchivedChat("", "A <b>title</b> & more", 1_780_000_000, 0)
    parts = (html_form.beginning(chat), *html_form.message(said, thinking=False, artist=DrawsAll()), html_form.ending())
    return paper_from("".join(parts))


def test_words_stay_words_and_styles_are_left_out() -> None:
    paper = on_paper("<script>alert(1)</script> **x** ~~y~~ `z`\n\n---\n[a](https://a.example) b  \nc")
    assert paper.title == "A <b>title</b> & more"
    assert "<script" not in paper.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <strong>x</strong>" in paper.html
    assert "prefers-color-scheme" not in paper.html
    assert '<a href="https://a.example">a</a> b<br>' in paper.html
    assert "<hr>" in paper.html


def test_code_quotes_and_questions_stand_in_boxes() -> None:
    code = on_paper("- a\n\n  ```python\n  def f(): pass\n  ```\n\n> q")
    assert '<table class="code" width="100%" cellspacing="0" cellpadding="8" style="margin-left: 26px">' in code.html
    assert '<p class="label">python</p><pre><code><span class="k">def</span>' in code.html
    assert '<td class="quote">' in code.html
    assert '<td class="bubble">' not in code.html
    assert '<td class="bubble">' in on_paper("x", Role.USER).html
    assert code.html.count("<table") == code.html.count("</table>") == 2
    deep = paper_from("<ul><li><table><tr><td><table></table></td></tr></table><pre>x</pre></li></ul>")
    assert deep.html.count("margin-left") == 2, "a cell begins anew"


def test_tables_keep_their_alignment() -> None:
    assert '<td class="data" align="right">1</td>' in on_paper("| a |\n|--:|\n| 1 |").html
    assert '<th class="data" align="left">a</th>' in on_paper("| a |\n|---|\n| 1 |").html


def test_tasks_take_qts_own_boxes() -> None:
    paper = on_paper("- [ ] a\n- [x] b\n- c ☐ d\n\n☐ e")
    assert '<li class="unchecked">a</li>' in paper.html
    assert '<li class="checked">b</li>' in paper.html
    assert "c ☐ d" in paper.html
    assert "☐ e" in paper.html
    assert '<li class="checked">\n<p class="">b' in on_paper("- a\n\n- [x] b").html


def test_formulas_become_numbered_pictures() -> None:
    paper = on_paper("A $x < y$ b\n\n$$z$$")
    assert paper.html.count('<img src="formula:') == 2
    assert [(formula.width, formula.height, formula.depth, formula.alone) for formula in paper.formulas] == [
        (1.0, 2.0, 0.5, False),
        (1.0, 2.0, 0.5, True),
    ]
    assert "x &lt; y" in paper.formulas[0].svg
    assert "x &lt; y" not in paper.html, "its source is not printed beside it"
    assert paper_from("<svg></svg>a").formulas == []


def test_what_ends_without_a_beginning_is_nothing() -> None:
    assert paper_from("</p>a<p>b<em>c</p>d").html == 'a<p class="">b<em>c</em></p>d'


def lines(count: int, height: float = 10, keep: int = -1) -> list[Strip]:
    return [Strip(number * height, (number + 1) * height, number == keep) for number in range(count)]


def test_pages_end_between_lines() -> None:
    assert sheets(lines(7), 35) == [Sheet(0, 30), Sheet(30, 60), Sheet(60, 70)]
    assert sheets([], 35) == [Sheet(0, 35)]


def test_a_heading_goes_with_what_follows() -> None:
    assert sheets(lines(6, keep=2), 35)[:2] == [Sheet(0, 20), Sheet(20, 50)]


def test_what_belongs_together_and_fits_no_page_is_parted() -> None:
    assert sheets([Strip(n * 10, n * 10 + 10, keep=True) for n in range(5)], 20) == [
        Sheet(0, 20),
        Sheet(20, 40),
        Sheet(40, 50),
    ]


def test_cells_of_a_row_are_one_strip() -> None:
    row = [Strip(0, 10), Strip(10, 30), Strip(12, 25, keep=True), Strip(30, 40)]
    assert sheets(row, 32) == [Sheet(0, 10), Sheet(10, 40)]


def test_what_is_higher_than_a_page_is_cut() -> None:
    assert sheets([Strip(0, 10), Strip(10, 95), Strip(95, 100)], 40) == [
        Sheet(0, 10),
        Sheet(10, 50),
        Sheet(50, 90),
        Sheet(90, 95),
        Sheet(95, 100),
    ]


def test_a_gap_ends_with_its_page() -> None:
    assert sheets([Strip(0, 10), Strip(90, 100)], 40) == [Sheet(0, 40), Sheet(90, 100)]


def test_the_drawing_of_the_tests_is_one() -> None:
    assert isinstance(DrawsAll().formula("x", display=False), Drawing)
