"""A message as HTML: nothing in it runs or loads, and what has to be drawn is drawn."""

from __future__ import annotations

import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.rich.addresses import bare_addresses
from app.rich.drawing import Drawing
from app.rich.highlight import Colored, colored_from, highlight
from app.rich.inline import inline_svg
from app.transfer.artist import Artist, Limits
from app.transfer.html_style import STYLE
from app.transfer.html_text import CLASSES, MAX_PARSED, laid_out
from app.transfer.words import ENGLISH, GERMAN, iso_moment, moment, size_text, words_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -30 20 40"><path d="M 0 0 L 1 -1 Z" fill="black"/></svg>'
DRAWING = Drawing(SVG, 1.0, 2.0, 1.5)


class DrawsAll:
    """Draws every formula as the same line, and colours code."""

    def formula(self, _tex: str, *, display: bool) -> Drawing | None:
        """The line, whatever is asked."""
        return DRAWING if display in (True, False) else None

    def colors(self, code: str, language: str) -> list[Colored]:
        """The real colours."""
        return highlight(code, language)


class Seen(HTMLParser):
    """All elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) [y](data:text/html,<script>) [z](vbscript:x) <javascript:alert(1)>",
    "![p](https://evil.example/p.png) ![q](data:image/svg+xml;base64,AAAA)",
    '```"><script>alert(1)</script>\nx</code></pre><script>\n```',
    "```html\n<script>alert('\U0001f600')</script>\n```",
    '$<script>x</script>$ $$"onload=alert(1)$$',
    "\\(</title></svg><script>alert(1)</script>\\)",
    "| <iframe src=x> |\n|---|\n| <object data=x> |",
    "- [ ] <b onclick=x>task</b>\n# <style>@import url(x)</style>",
    'https://e.example/"onmouseover="x https://e.example/<script>',
    "[r]: javascript:alert(1)\n[r]",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("artist", [None, DrawsAll()])
def test_nothing_runs_and_nothing_is_loaded(text: str, artist: DrawsAll | None) -> None:
    seen = Seen(laid_out(text, artist)).found
    assert seen
    for tag, attributes in seen:
        assert tag not in ("script", "img", "iframe", "object", "style", "b", "link", "image", "use", "foreignobject")
        assert not any(name.startswith("on") or name in ("src", "xlink:href") for name in attributes)
        assert re.match("https?://|mailto:", attributes.get("href") or "https://")
        assert "url(" not in (attributes.get("style") or "")


def test_formulas_are_drawn_and_keep_their_source_as_words() -> None:
    page = laid_out("A $x<y$ and \\(z\\).\n\n$$\nw\n$$", DrawsAll())
    assert page.count("<svg") == 3
    assert 'aria-label="x&lt;y"' in page
    assert '<p class="formula"><svg class="display"' in page
    assert "$" not in page


def test_formulas_that_cannot_be_drawn_show_their_source() -> None:
    page = laid_out("A $x<y$.\n\n$$w$$\n\n\\[\nopen")
    assert "<code>$x&lt;y$</code>" in page
    assert '<p class="formula"><code>$$w$$</code></p>' in page
    assert "<code>\\[\nopen</code>" in page


def test_tasks_headings_links_and_tables() -> None:
    page = laid_out(
        "# H\n\n###### L\n\n- [ ] a\n- [x] **b**\n- c\n\nSee https://a.example/b(c), [d](https://e.example)."
    )
    assert "<h3>H</h3>" in page
    assert "<h6>L</h6>" in page
    assert '<li class="task">☐ a</li>' in page
    assert '<li class="task">☑ <strong>b</strong></li>' in page
    assert '<a href="https://a.example/b(c)">https://a.example/b(c)</a>, <a href="https://e.example">d</a>' in page
    assert '<div class="table"><table>' in laid_out("| a |\n|---|\n| 1 |")
    assert "task" not in laid_out("- **[ ]** x\n- `a`")


def test_code_has_its_language_and_colours() -> None:
    page = laid_out("```python\ns = '😀' + f(1)  # <c>\n```\n\n    indented", DrawsAll())
    assert "<figcaption>python</figcaption>" in page
    assert '<span class="s">😀</span>' in page
    assert '<span class="c"># &lt;c&gt;</span>' in page
    assert '<figure class="code"><pre><code>indented</code></pre></figure>' in page


def test_colours_that_overlap_or_are_unknown_lose_no_letter() -> None:
    class Wrong(DrawsAll):
        def colors(self, *_: str) -> list[Colored]:
            return [Colored(0, 0, 3, "syn_key"), Colored(0, 1, 2, "syn_str"), Colored(0, 4, 1, "red")]

    assert '<span class="k">abc</span>de<' in laid_out("```x\nabcde\n```", Wrong())


def test_what_is_too_long_too_deep_or_full_of_brackets_is_shown_as_it_is() -> None:
    assert laid_out(" \n") == ""
    assert laid_out("*" * (MAX_PARSED + 1)).startswith("<pre>***")
    assert laid_out("> " * 40 + "deep *x*").endswith("deep *x*</pre>")
    begun = time.process_time()
    assert "[" * 3_000 in laid_out("[" * 3_000 + "[a](https://b.example)")
    assert time.process_time() - begun < 5


def test_addresses_end_before_punctuation() -> None:
    text = "(https://a.example/x), https:// and http://b.example!)"
    assert [text[slice(*place)] for place in bare_addresses(text)] == ["https://a.example/x", "http://b.example"]


def test_a_picture_holds_shapes_only() -> None:
    page = inline_svg(DRAWING, 'a"b', display=False)
    assert 'aria-label="a&quot;b"' in page
    assert '<path d="M0 0L1-1Z"/>' in page
    assert "vertical-align:-0.500em" in page
    for wrong in ("<path", '<g><path d="M 0 0"/></g>', ""):
        other = Drawing(SVG.replace('<path d="M 0 0 L 1 -1 Z" fill="black"/>', f"{wrong}"), 1, 2, 1.5)
        assert (inline_svg(other, "x", display=True) == "") is (wrong != "")
    assert inline_svg(Drawing(SVG.replace("0 -30", "a"), 1, 2, 1), "x", display=True) == ""
    bad = Drawing(SVG.replace("<path", '<path onload="x" fill="url(x)" d="M 0 0 script"'), 1, 2, 1)
    assert inline_svg(bad, "x", display=True) == "", "an attribute twice"
    colored = Drawing(SVG.replace('"black"', '"red" onload="x()" x="1e"'), 1, 2, 1)
    assert '<path d="M0 0L1-1Z" fill="red"/>' in inline_svg(colored, "x", display=True)


@pytest.mark.parametrize("told", [None, {}, {"colors": [1]}, {"colors": [[1, 2, 3]]}, {"colors": [["a", 1, 1, "b"]]}])
def test_what_is_no_list_of_colours_is_none(told: object) -> None:
    assert colored_from(told) == []


def test_the_artist_draws_in_its_process() -> None:
    artist = Artist()
    assert isinstance(artist.formula("\\frac{1}{2}", display=True), Drawing)
    assert artist.formula("\\frac{1}{2}", display=True) is artist.formula("\\frac{1}{2}", display=True)
    assert artist.formula("\\nonsense{", display=False) is None
    assert artist.colors("x = 1", "python") == highlight("x = 1", "python")
    assert artist.colors("x", "") == []
    assert artist.formula(" ", display=False) is None
    artist.close()
    assert artist.formula("y", display=False) is None


def test_a_process_that_hangs_or_is_not_there_costs_the_picture_only(tmp_path: Path) -> None:
    hangs = Artist([sys.executable, "-c", "import sys; sys.stdin.read()"], Limits(0.05, 0.05))
    begun = time.monotonic()
    assert [hangs.formula(f"x_{number}", display=False) for number in range(30)] == [None] * 30
    assert time.monotonic() - begun < 10, "it is given up"
    hangs.close()
    assert Artist([str(tmp_path / "none")]).formula("x", display=False) is None


def test_a_page_has_room_for_so_many_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.transfer.artist.MAX_BYTES", 10)
    artist = Artist()
    assert artist.formula("x", display=False) is not None
    assert artist.formula("y", display=False) is None
    artist.begin_page()
    assert artist.formula("y", display=False) is not None
    artist.close()


def test_every_class_has_its_colour_by_day_and_by_night() -> None:
    for name in CLASSES.values():
        assert STYLE.count(f"--{name}: #") == 2
        assert f".{name} {{ color: var(--{name})" in STYLE
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_times_are_those_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("the zone cannot be set here")
    for zone, told in (("UTC", "UTC"), ("CET-1", "UTC+1"), ("XYZ+3:30", "UTC−3:30")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert moment(1_780_000_000).endswith(f"({told})")
    monkeypatch.setenv("TZ", "CET-1")
    time.tzset()
    assert moment(1_780_000_000) == "28 May 2026, 21:26 (UTC+1)"
    assert moment(1_780_000_000, GERMAN, zone=False) == "28. Mai 2026, 21:26"
    assert iso_moment(1_780_000_000) == "2026-05-28T21:26:40+01:00"
    assert moment(1e30) == "?"
    assert iso_moment(1e30) == ""
    monkeypatch.undo()
    time.tzset()


def test_words_and_sizes() -> None:
    assert words_of("de") is GERMAN
    assert words_of("fr") is words_of("en") is ENGLISH
    assert words_of("system") in (ENGLISH, GERMAN)
    assert [size_text(count) for count in (0, 999, 1_234, 123_456, 5_000_000)] == [
        "0 bytes",
        "999 bytes",
        "1.2 kB",
        "123 kB",
        "5.0 MB",
    ]
    assert size_text(1_234, GERMAN) == "1,2 kB"
    assert len(GERMAN.months.split()) == len(ENGLISH.months.split()) == 12
