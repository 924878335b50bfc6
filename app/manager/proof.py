"""Whether an engine's answers with a model can be used: one pure decision over a short answer to a known question.

Small models answer poorly, in another language than they were asked in, or go round in circles; that is theirs, and no
engine's fault. What no model that works does is degeneration: one word or sign without end, characters of no writing,
words glued together from pieces. Only that makes an engine unfit, in whatever language it comes: no list of words
tells sense from nonsense in all of them. What merely differs from another engine's answer to the same question is told
as a doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from app.types.generation import GenerateRequest, Sampling
from app.types.messages import Message, Role

QUESTION = "Write one short sentence about the sea."
MAX_TOKENS = 32
REQUEST = GenerateRequest(
    (Message.of(Role.USER, QUESTION),),
    Sampling(temperature=0.0, top_k=0, top_p=1.0, min_p=0.0, repeat_penalty=1.0, max_tokens=MAX_TOKENS),
    thinking=False,
)
"""Greedy, so that two engines with the same file begin alike."""
KEPT_CHARACTERS = 200
"""Of an answer, for the notes and for people."""

_ENOUGH = 16
"""Fewer characters are judged by themselves only if they are none at all."""
_MANY_WORDS = 8
_BROKEN, _BROKEN_SHARE = 3, 0.2
_WORDS_SHARE = 0.4
_SAME_WORD_SHARE = 0.6
_GLUED_SHARE = 0.2
_LONG_WORD = 18
_FEW_KNOWN, _MANY_KNOWN = 0.08, 0.25
_ALIKE = 2
"""So many words at the beginning, and two answers began alike."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ALPHABETS = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]+")
"""Latin, Greek and Cyrillic: writings that put spaces between their words."""
_INNER_CAPITAL = re.compile(r"[a-zß-ÿа-я][A-ZÀ-ÞА-Я]")
_CIRCLE = re.compile(r"(.{1,3}?)\1{9,}\s*$", re.DOTALL)
"""Up to three characters, ten times in a row, at the end."""
_SMALL = """
a an and are as at by for from has have in is it its of on or that the this to was with you i we
der die das und ist ein eine zu von mit le la les et est un une de des du dans que el los las y es en il lo e è di che
o da em um uma не и в на что это
"""
_SMALL_WORDS = frozenset(_SMALL.split())


class Verdict(StrEnum):
    """What came of a look at an engine's answer; the names are kept in the notes."""

    UNKNOWN = ""
    """Nobody looked yet."""
    FIT = "fit"
    DOUBT = "doubt"
    """It can be used, but a person should know something."""
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Proof:
    """A verdict with its reason, as one sentence for people; "" where there is none to give."""

    verdict: Verdict = Verdict.UNKNOWN
    reason: str = ""
    said: str = ""
    """The beginning of the answer."""


NOT_LOOKED = Proof()


def judge(answer: str, *, ended: bool, other: str = "", other_engine: str = "") -> Proof:
    """Look at the answer to `QUESTION`.

    Args:
        answer: What came, at most `MAX_TOKENS` tokens of it.
        ended: The engine ended it by itself.
        other: What another engine says with the same file; "" where that is not known.
        other_engine: Its name.
    """
    text = answer.removesuffix("\ufffd").strip()  # a character may be cut at the last token
    said = text[:KEPT_CHARACTERS]
    if degenerate := _degenerate(text, ended=ended):
        return Proof(Verdict.UNFIT, degenerate, said)
    if other and (strange := _against(text, other, other_engine)):
        return Proof(Verdict.DOUBT, strange, said)
    if not text:
        return Proof(Verdict.DOUBT, "It says nothing to a simple question.", said)
    if other and not _alike(text, other):
        return Proof(Verdict.DOUBT, f"Its answers differ from those of {other_engine} with the same model.", said)
    return Proof(Verdict.FIT, "", said)


def _degenerate(text: str, *, ended: bool) -> str:
    """What no working model writes; "" for nothing of that."""
    if not text:
        return "" if ended else "it writes nothing that can be read."
    broken = sum(_is_broken(character) for character in text)
    if broken >= _BROKEN or broken / len(text) > _BROKEN_SHARE:
        return "it writes characters that belong to no writing."
    if len(text) < _ENOUGH:
        return ""
    if not ended and _share_of_words(text) < _WORDS_SHARE:
        return "it writes signs instead of words."
    if _CIRCLE.search(text):
        return "it repeats the same signs without end."
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) >= _MANY_WORDS and Counter(words).most_common(1)[0][1] / len(words) > _SAME_WORD_SHARE:
        return "it repeats the same word without end."
    return _glued(text)


def _glued(text: str) -> str:
    """Whether the words are pieces of words put together."""
    words = [word for word in _WORD.findall(text) if _ALPHABETS.match(word)]
    if len(words) < _MANY_WORDS and len("".join(words)) < 8 * _MANY_WORDS:
        return ""
    odd = sum(len(word) > _LONG_WORD or bool(_INNER_CAPITAL.search(word)) for word in words) / len(words)
    return "it writes pieces of words without any sense." if odd > _GLUED_SHARE else ""


def _against(text: str, other: str, engine: str) -> str:
    """Whether the answer looks like nonsense beside what another engine made of the same file; in a language of which
    few words are known here, it may be sense.
    """
    if not _WORD.search(text) and len(_WORD.findall(other)) >= _MANY_WORDS:
        return f"It says nothing where {engine} answers."
    if len(_WORD.findall(text)) < _MANY_WORDS or _known(other, frozenset()) < _MANY_KNOWN:
        return ""
    heard = frozenset(word.casefold() for word in _WORD.findall(other))
    return f"Its words seem to have no sense where {engine} answers." if _known(text, heard) < _FEW_KNOWN else ""


def _known(text: str, heard: frozenset[str]) -> float:
    """The share of words that are common ones, or that were heard before."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return sum(word in _SMALL_WORDS or word in heard for word in words) / max(1, len(words))


def _alike(text: str, other: str) -> bool:
    """Whether two greedy answers have the same beginning; rounding makes them part later."""
    mine, theirs = (_WORD.findall(one.casefold())[:_ALIKE] for one in (text, other))
    return mine == theirs


def _share_of_words(text: str) -> float:
    """How much of what is no space belongs to words, in any writing."""
    signs = [unicodedata.category(character)[0] for character in text if not character.isspace()]
    return sum(kind in "LM" for kind in signs) / len(signs)


def _is_broken(character: str) -> bool:
    """No letter, sign or space of any writing: control characters, and code points that nobody has defined."""
    return character == "\ufffd" or (unicodedata.category(character)[0] == "C" and character not in "\n\t\r\u200d")
