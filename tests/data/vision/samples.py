"""Batches for training: drawn pictures, and conversations about them as token numbers."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.data.vision.model import GRID, PATCH, PATCHES
from tests.data.vision.pictures import COLOURS, SHAPES, SIDE, UNSEEN, draw_with_mask, generator, letterbox
from tests.data.vision.talk import Talk, any_talk
from tests.data.vision.words import START, STOP, Vocabulary

Batch = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Form:
    """What the batches of one compiled training step have in common."""

    length: int
    batch: int
    pictures: int


FORMS = (Form(128, 32, 2), Form(256, 16, 4), Form(512, 8, 8), Form(1024, 4, 16))


@dataclass
class _Tokens:
    """A conversation on its way to token numbers."""

    tokens: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def say(self, tokens: list[int], weight: float = 0.0) -> None:
        self.tokens += tokens
        self.places += [-1] * len(tokens)
        self.weights += [weight] * len(tokens)

    def show(self, number: int) -> None:
        self.tokens += [0] * PATCHES
        self.places += range(number * PATCHES, (number + 1) * PATCHES)
        self.weights += [0.0] * PATCHES


def pictures(chance: random.Random, wanted: list[tuple[str, str] | None], smallest: float) -> Batch:
    """Draws what is wanted; None stays empty and has no label."""
    count = len(wanted)
    images = np.zeros((count, SIDE, SIDE, 3), np.float32)
    masks = np.zeros((count, PATCHES), np.float32)
    labels = np.full((count, 2), -1, np.int32)
    noise = np.random.default_rng(chance.getrandbits(32))
    for number, pair in enumerate(wanted):
        if pair is None:
            continue
        aspect = 1.0 if chance.random() < 0.7 else 2.0 ** chance.uniform(-0.8, 0.8)
        size = SIDE if chance.random() < 0.7 else chance.randint(SIDE, 160)
        image, mask = draw_with_mask(*pair, chance.randrange(UNSEEN), size, aspect=aspect, smallest=smallest)
        images[number] = np.asarray(letterbox(image))
        if chance.random() < 0.3:
            images[number] += noise.normal(0.0, chance.uniform(1.0, 5.0), images[number].shape)
        cover = np.asarray(letterbox(mask, 0), np.float32) / 255.0
        masks[number] = cover.reshape(GRID, PATCH, GRID, PATCH).mean((1, 3)).reshape(-1)
        labels[number] = list(COLOURS).index(pair[0]), SHAPES.index(pair[1])
    return {"images": images, "masks": masks, "labels": labels}


def encoder_batch(name: str, count: int, smallest: float) -> Batch:
    """Pictures only; the same name gives the same batch."""
    chance = generator(name)
    wanted: list[tuple[str, str] | None] = [(chance.choice(list(COLOURS)), chance.choice(SHAPES)) for _ in range(count)]
    return pictures(chance, wanted, smallest)


def talk_batch(name: str, form: Form, vocabulary: Vocabulary, smallest: float) -> Batch:
    """Conversations with their pictures; the same name gives the same batch."""
    chance = generator(name)
    shape = (form.batch, form.length)
    tokens, places = np.zeros(shape, np.int32), np.full(shape, -1, np.int32)
    weights = np.zeros(shape, np.float32)
    wanted: list[tuple[str, str] | None] = []
    for row in range(form.batch):
        line, shown = _line(any_talk(chance, form.pictures + form.length // 256), form, vocabulary)
        used = len(line.tokens)
        tokens[row, :used], places[row, :used], weights[row, :used] = line.tokens, line.places, line.weights
        wanted += shown + [None] * (form.pictures - len(shown))
    return {"tokens": tokens, "places": places, "weights": weights, **pictures(chance, wanted, smallest)}


def _line(talk: Talk, form: Form, vocabulary: Vocabulary) -> tuple[_Tokens, list[tuple[str, str] | None]]:
    """As many turns as fit, and the pictures in them."""
    start, stop = vocabulary.numbers[START], vocabulary.numbers[STOP]
    line = _Tokens()
    shown: list[tuple[str, str] | None] = []
    newline = vocabulary.encode("\n")
    if talk.system is not None:
        line.say([start, *vocabulary.encode(f"system\n{talk.system}"), stop, *newline])
    for turn in talk.turns:
        before = [start, *vocabulary.encode(f"user\n{turn.before}")]
        after = [*vocabulary.encode(turn.after), stop, *newline, start, *vocabulary.encode("assistant\n")]
        answer = [*vocabulary.encode(turn.answer), stop]
        size = len(before) + len(after) + len(answer) + len(newline) + (PATCHES if turn.picture else 0)
        if len(line.tokens) + size > form.length or (turn.picture and len(shown) == form.pictures):
            break
        line.say(before)
        if turn.picture:
            line.show(len(shown))
            shown.append(turn.picture)
        line.say(after)
        line.say(answer, 1.0)
        line.say(newline)
    return line, shown
