"""A byte-level BPE vocabulary, made from the sentences that the model knows, that llama.cpp reads as "gpt-2"."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable

from tests.data.vision import talk
from tests.data.vision.pictures import COLOURS, SHAPES

MERGES = 320
END, START, STOP = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
SPECIAL = (END, START, STOP)
TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' "
    "+ '\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_PIECE = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+")


def _byte_letters() -> dict[int, str]:
    """GPT-2's table: a printable letter for every byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {byte: chr(byte) for byte in plain}
    for byte in range(256):
        if byte not in table:
            table[byte] = chr(256 + len(table) - len(plain))
    return dict(sorted(table.items()))


class Vocabulary:
    """Tokens, merges, and the way from text to token numbers."""

    def __init__(self) -> None:
        self._letters = _byte_letters()
        self.merges = self._learn(_sentences())
        self.tokens = [*self._letters.values(), *(one + other for one, other in self.merges), *SPECIAL]
        self.numbers = {token: number for number, token in enumerate(self.tokens)}
        self._rank = {pair: rank for rank, pair in enumerate(self.merges)}
        self._piece = functools.cache(self._split)

    def encode(self, text: str) -> list[int]:
        """Token numbers of a text without special tokens."""
        return [self.numbers[part] for piece in _PIECE.findall(text) for part in self._piece(piece)]

    def _spell(self, piece: str) -> list[str]:
        return [self._letters[byte] for byte in piece.encode()]

    def _split(self, piece: str) -> list[str]:
        parts = self._spell(piece)
        while len(parts) > 1:
            pair = min(itertools.pairwise(parts), key=lambda one: self._rank.get(one, len(self._rank)))
            if pair not in self._rank:
                break
            parts = _join(parts, pair)
        return parts

    def _learn(self, sentences: Iterable[str]) -> list[tuple[str, str]]:
        """The pairs that occur most, one after the other."""
        counts = Counter(piece for sentence in sentences for piece in _PIECE.findall(sentence))
        pieces = {piece: self._spell(piece) for piece in counts}
        merges: list[tuple[str, str]] = []
        while len(merges) < MERGES:
            pairs: Counter[tuple[str, str]] = Counter()
            for piece, parts in pieces.items():
                for pair in itertools.pairwise(parts):
                    pairs[pair] += counts[piece]
            if not pairs:
                break
            best = max(pairs, key=lambda pair: (pairs[pair], pair))
            merges.append(best)
            pieces = {piece: _join(parts, best) for piece, parts in pieces.items()}
        return merges


def _join(parts: list[str], pair: tuple[str, str]) -> list[str]:
    """The parts with every occurrence of the pair made one."""
    joined: list[str] = []
    position = 0
    while position < len(parts):
        if tuple(parts[position : position + 2]) == pair:
            joined.append(pair[0] + pair[1])
            position += 2
        else:
            joined.append(parts[position])
            position += 1
    return joined


def _sentences() -> list[str]:
    """Everything that is said; answers and questions count more than other words."""
    said = [*talk.BOTH, *talk.COLOUR, *talk.SHAPE, *talk.GREETINGS, *talk.SYSTEM]
    said += [sentence.lower() for sentence in said]
    answers = [
        talk.answer(kind, colour, shape) for kind in ("both", "colour") for colour in COLOURS for shape in SHAPES
    ]
    answers += [talk.answer("shape", "", shape) for shape in SHAPES]
    roles = ["system\n", "user\n", "assistant\n"] * 50
    return [*said * 4, *answers * 4, talk.NO_PICTURE, talk.GREETING, talk.ANYTHING, *roles, " ".join(talk.WORDS)]
