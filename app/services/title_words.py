"""What a model is asked for a title, and the title in what it says. Pure."""

from __future__ import annotations

import re

from app.store.titles import AUTOMATIC_TITLE, clean_title

MAX_WORDS = 6
"""What the model is told."""
MOST_WORDS = 12
"""More than these are an answer and no title."""
MAX_QUESTION = 1_200
MAX_ANSWER = 600
"""Characters that the model reads of them."""

_THOUGHTS = re.compile(r"<(think\w*|thought|reasoning)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>\n]{1,60}>")
_MARKUP = re.compile(r"[*`~]+|^\s*(?:#+|[-•>]|\d{1,2}[.)])\s+|(?<!\w)_+|_+(?!\w)", re.MULTILINE)
_LABEL = re.compile(
    r"^\s*(?:(?:chat|conversation|suggested|short)\s+)?(?:title|titel|titre|t[ií]tulo|titolo|topic|subject|thema|name)"
    r"\s*(?:[:：=]|\s[-–—]\s)\s*",
    re.IGNORECASE,
)
_TALK = re.compile(r"(?:sure|certainly|of course|okay|ok|here(?:'s|’s| is)|sorry|as an ai|i|i['’]\w+)\b", re.IGNORECASE)
_QUOTES = "\"'“”„‟«»‹›‘’‚`「」『』"


def title_prompt(question: str, answer: str, newest: str = "") -> str:
    """What the model is asked; `newest` is the question that is talked about now, if it is another one."""
    later = f"\n\nLater question:\n{_cut(newest, MAX_ANSWER)}" if newest else ""
    return (
        f"Write a title of at most {MAX_WORDS} words for the conversation below, in its own language. Answer with the "
        "title alone: one line, no quotation marks, no full stop.\n\n"
        f"Question:\n{_cut(question, MAX_QUESTION)}\n\nAnswer:\n{_cut(answer, MAX_ANSWER)}{later}"
    )


def title_from_answer(text: str) -> str:
    """The title in a model's words; "" when there is none to be found."""
    plain = _MARKUP.sub("", _TAG.sub("", _THOUGHTS.sub("", text[:10_000])))
    lines = (_bare(line) for line in plain.splitlines())
    return next((clean_title(line, AUTOMATIC_TITLE) for line in lines if _is_title(line)), "")


def _bare(line: str) -> str:
    """Without label, quotation marks and the full stop at its end."""
    before = None
    while line != before:
        before = line
        line = _LABEL.sub("", line.strip().strip(_QUOTES)).rstrip(" .,;!。")
    return line


def _is_title(line: str) -> bool:
    talks = _TALK.match(line) is not None or line.endswith((":", "："))
    return any(c.isalnum() for c in line) and not talks and len(line.split()) <= MOST_WORDS


def _cut(text: str, limit: int) -> str:
    text = text.strip()
    return text if len(text) <= limit else f"{text[:limit]} …"
