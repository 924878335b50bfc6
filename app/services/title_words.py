"""What a model is asked for a title, and the title in what it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.store.titles import AUTOMATIC_TITLE, clean_title
from app.types.messages import Message, Role

MAX_WORDS = 6
"""What the model is told."""
MOST_WORDS = 12
"""More than these are an answer and no title."""
MAX_QUESTION = 1_200
MAX_ANSWER = 600
"""Characters that the model reads of them."""

SHORT = 60
"""Characters of a question below which the answer says more about the chat."""
MAX_READ = 20_000
"""Characters in which a title's words are looked for."""

_TASK = f"Give this chat a title of at most {MAX_WORDS} words, in its own language, and write nothing else:\n\n"
_EXAMPLES = (
    ("How long do I have to boil an egg until it is soft?", "Boiling soft eggs"),
    ("Schreib mir eine Kündigung für mein Fitnessstudio", "Kündigung für das Fitnessstudio"),
    ("Can you explain to me what the difference between TCP and UDP is", "TCP and UDP compared"),
)
_BEGINNING = 4
"""Letters of a word that tell it from others, whatever its ending."""
_LEAST = 3
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
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


def title_messages(question: str, answer: str, newest: str = "") -> tuple[Message, ...]:
    """What the model is asked, after some examples, which small models need; `newest` is the question that is talked
    about now, if it is another one.
    """
    turns: list[Message] = []
    for asked, title in _EXAMPLES:
        turns += [Message.of(Role.USER, _TASK + asked), Message.of(Role.ASSISTANT, title)]
    said = _cut(question, MAX_QUESTION)
    if newest:
        said += f"\n\n{_cut(newest, MAX_ANSWER)}"
    if len(said) < SHORT:
        said += f"\n\n{_cut(answer, MAX_ANSWER)}"
    return (*turns, Message.of(Role.USER, _TASK + said))


def fits(title: str, *texts: str) -> bool:
    """Whether at least half of a title's words are in what was said, by their beginnings: a model that is too small for
    the task writes something else.
    """
    said = {word for text in texts for word in _words(text[:MAX_READ])}
    known = {word[:letters] for word in said for letters in (_LEAST, _BEGINNING)}
    words = [word[:_LEAST] if len(word) <= _BEGINNING else word[:_BEGINNING] for word in _words(title)]
    return bool(words) and 2 * sum(word in known for word in words) >= len(words)


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


def _words(text: str) -> Iterator[str]:
    """Words, and single characters where words are not set apart."""
    for word in _WORD.findall(text.casefold()):
        if _UNSPACED.search(word):
            yield from word
        elif len(word) >= _LEAST:
            yield word


def _cut(text: str, limit: int) -> str:
    text = text.strip()
    return text if len(text) <= limit else f"{text[:limit]} …"
