"""What a view draws: blocks without markup. There is no HTML in them, so nothing in a text can become markup."""

from __future__ import annotations

from dataclasses import dataclass

LINE_BREAK = "\u2028"
"""A break inside a paragraph."""
BULLET = "•"
TODO, DONE = "☐", "☑"
"""The markers of tasks."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that lies on this computer. It is read when the person asks for it."""

    alt: str
    path: str
    target: str
    """The path as it was written."""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    link: str = ""
    """An http, https or mailto address; anything else is shown as text only."""
    tex: str = ""
    """A formula in TeX; the text is its source as it was written."""
    display: bool = False
    """That formula was written to stand alone, and is drawn as large."""
    picture: Picture | None = None
    """A picture of this computer; the text says what it is and where it lies."""

    @property
    def style(self) -> Span:
        """How it looks, without its text."""
        return Span("", self.bold, self.italic, self.code, self.strike, self.link)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or beginning of a list item. Neighbours share one widget, so that selection spans them."""

    spans: tuple[Span, ...]
    heading: int = 0
    """1 to 6; 0 for none."""
    depth: int = 0
    """How many lists it is in."""
    marker: str = ""
    """ "•" or "3." where a list item begins; "☐" or "☑" at a task."""
    quote: int = 0
    """How many quotes it is in."""
    joined: bool = False
    """It is the next line of the paragraph before it, which runs the other way."""

    @property
    def text(self) -> str:
        """The text without styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Code:
    """A code block."""

    text: str
    language: str = ""
    depth: int = 0
    closed: bool = True
    """False while more of it may come; colours wait for the end."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    spans: tuple[Span, ...]
    align: str = "left"
    """ "left", "center" or "right"."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first row is its head."""

    rows: tuple[tuple[Cell, ...], ...]
    depth: int = 0
    more_columns: int = 0
    """How many columns are not shown."""
    hidden: tuple[tuple[str, ...], ...] = ()
    """Per row, what stands in those, as it was written."""
    continued: bool = False
    """It goes on with the rows of the table before it, under the same head."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that stands alone."""

    tex: str
    source: str
    """As it was written, with what encloses it."""
    depth: int = 0
    closed: bool = True
    """False while its end has not come; it is drawn when it has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = Paragraph | Code | Table | Formula | Picture | Rule
