"""Which words of a code block get which colour. Pygments does the work; it is imported on first use. Without Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

MAX_CHARS = 20_000
"""Longer code stays plain: colours must not cost a frame."""


_ALIASES = {"patch": "diff"}
"""Names that models write and Pygments does not know."""


@dataclass(frozen=True, slots=True)
class Colored:
    """A piece of one line. Positions count UTF-16 units, as Qt does."""

    line: int
    start: int
    length: int
    color: str
    """The name of a colour token."""


def colored_from(answer: Any) -> list[Colored]:
    """What the process that colours answered; nothing if that is no list of pieces."""
    found = answer.get("colors") if isinstance(answer, dict) else None
    try:
        return [Colored(int(line), int(start), int(length), str(color)) for line, start, length, color in found or ()]
    except (TypeError, ValueError):
        return []


def highlight(text: str, language: str) -> list[Colored]:
    """The coloured pieces of a code block; none for an unknown language or very long code."""
    if not language or len(text) > MAX_CHARS:
        return []
    lexer = _lexer(language.lower())
    return list(_pieces(text, lexer)) if lexer is not None else []


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    """One of Pygments' own. To look one up costs 4 ms, so each is kept; to look for plugins as well costs 100."""
    from pygments.lexers import find_lexer_class, get_all_lexers

    wanted, known = _ALIASES.get(language, language), get_all_lexers(plugins=False)
    made = next((find_lexer_class(name) for name, aliases, _, _ in known if wanted in aliases), None)
    return made(stripnl=False, ensurenl=False) if made is not None else None


def _pieces(text: str, lexer: Lexer) -> Iterator[Colored]:
    from pygments import lex
    from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String

    families: tuple[tuple[Any, str], ...] = (
        (Comment, "text_3"),
        (Keyword, "syn_key"),
        (Operator.Word, "syn_key"),
        (String, "syn_str"),
        (Number, "syn_num"),
        (Name.Function, "syn_fn"),
        (Name.Class, "syn_fn"),
        (Name.Builtin, "syn_fn"),
        (Name.Tag, "syn_key"),
        (Name.Attribute, "syn_fn"),
        (Name.Decorator, "syn_fn"),
        (Generic.Inserted, "ok"),
        (Generic.Deleted, "bad"),
        (Generic.Heading, "syn_key"),
        (Generic.Subheading, "syn_fn"),
    )
    line = column = 0
    # Some lexers, that of diffs for one, know a line by its end.
    found: list[tuple[Any, str]] = [(kind, value) for kind, value in lex(f"{text}\n", lexer) if value]
    for index, (kind, value) in enumerate(found):
        color = next((name for family, name in families if kind in family), "")
        if not color and kind in Name and index + 1 < len(found) and found[index + 1][1].startswith("("):
            # A name before a bracket is a call, which most lexers do not tell from other names.
            color = "syn_fn"
        for number, part in enumerate(value.split("\n")):
            if number:
                line, column = line + 1, 0
            length = len(part.encode("utf-16-le", "surrogatepass")) // 2
            if color and length:
                yield Colored(line, column, length, color)
            column += length
