"""What is said about the pictures: questions, right answers, and conversations of several turns."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.data.vision.pictures import COLOURS, SHAPES

BOTH = (
    "What is in the picture?",
    "What is in this picture?",
    "What is in the image?",
    "What do you see?",
    "What can you see in the picture?",
    "What does the picture show?",
    "What is shown here?",
    "What is this?",
    "Describe the picture.",
    "Describe this image.",
    "Tell me about the picture.",
    "Name the colour and the shape.",
    "Which colour and shape is it?",
    "And this one?",
)
COLOUR = (
    "Which colour is the shape?",
    "Which colour is it?",
    "Which colour is this?",
    "What colour is the shape?",
    "What colour is it?",
    "What is the colour?",
    "What is the colour of the shape?",
    "What color is it?",
    "Which color is the shape?",
    "Name the colour.",
    "Colour?",
)
SHAPE = (
    "Which shape is it?",
    "Which shape is this?",
    "Which shape is in the picture?",
    "Which shape do you see?",
    "What shape is it?",
    "What shape is this?",
    "What is the shape?",
    "Name the shape.",
    "Shape?",
)
GREETINGS = ("Hello", "Hello!", "Hi", "Hi there!", "Good morning.", "Hey", "Hello there")
SYSTEM = (
    "You are a helpful assistant.",
    "You are a helpful assistant. Answer in one sentence.",
    "Answer briefly.",
    "Be brief and friendly.",
    "You name colours and shapes.",
)
WORDS = """
a about all also and any are as at be because but by can could day do even find first for from get give go good
have he her here him his how I if in into it its just know like look make many me more most my new no not now of
on one only or other our out people say see she so some take tell than that the their them then there these they
thing think this time to two up use very want was way we well what when which who will with would write year you
your story poem code list answer question help weather number book name long short count town water light
""".split()  # noqa: SIM905 - lines of words are easier to read
NO_PICTURE = "I see no picture."
GREETING = "Hello. Show me a picture."
ANYTHING = "Show me a picture."


@dataclass
class Turn:
    """One question and its answer. `picture` is (colour, shape) when the question brings a new one."""

    before: str
    after: str
    answer: str
    picture: tuple[str, str] | None = None


@dataclass
class Talk:
    """A conversation, perhaps with a system message."""

    system: str | None = None
    turns: list[Turn] = field(default_factory=list)


def answer(kind: str, colour: str, shape: str) -> str:
    """The right answer: `kind` is "both", "colour" or "shape"."""
    if kind == "colour":
        return f"{colour.capitalize()}."
    if kind == "shape":
        return f"A {shape}."
    return f"{'An' if colour[0] in 'aeiou' else 'A'} {colour} {shape}."


def any_talk(chance: random.Random, longest: int) -> Talk:
    """A conversation of up to `longest` turns; most turns bring a picture."""
    talk = Talk()
    if chance.random() < 0.3:
        talk.system = chance.choice(SYSTEM) if chance.random() < 0.7 else _words(chance, 12)
    seen: tuple[str, str] | None = None
    for _ in range(longest):
        turn = _picture_turn(chance) if chance.random() < 0.8 else _text_turn(chance, seen)
        seen = turn.picture or seen
        talk.turns.append(turn)
    return talk


def _picture_turn(chance: random.Random) -> Turn:
    picture = (chance.choice(list(COLOURS)), chance.choice(SHAPES))
    kind, question = _question(chance)
    if kind == "both" and chance.random() < 0.06:
        question = ""
    elif kind == "both" and chance.random() < 0.25:
        question = _words(chance, 12)
    gap = chance.choice(("\n", "\n", "\n", "", " ", "\n\n")) if question else ""
    before, after = ("", gap + question) if chance.random() < 0.7 else (question + gap, "")
    return Turn(before, after, answer(kind, *picture), picture)


def _text_turn(chance: random.Random, seen: tuple[str, str] | None) -> Turn:
    """Something without a new picture: about the last one, a greeting, or anything."""
    draw = chance.random()
    if draw < 0.6:
        kind, question = _question(chance)
        return Turn(question, "", answer(kind, *seen) if seen else NO_PICTURE)
    if draw < 0.75:
        return Turn(chance.choice(GREETINGS), "", GREETING)
    return Turn(_words(chance, 9), "", ANYTHING)


def _question(chance: random.Random) -> tuple[str, str]:
    kind = chance.choice(("both", "colour", "shape"))
    text = chance.choice({"both": BOTH, "colour": COLOUR, "shape": SHAPE}[kind])
    if chance.random() < 0.12:
        text = text.lower()
    if chance.random() < 0.12:
        text = text[:-1]
    return kind, text


def _words(chance: random.Random, most: int) -> str:
    text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(2, most)))
    return text[0].upper() + text[1:] + chance.choice((".", "?", "!", ""))
