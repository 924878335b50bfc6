"""Sentences of the core are found again and said in another language, whatever stands in them."""

from __future__ import annotations

import time

import pytest

from app.ui.phrases import MAX_PIECES, MAX_TEXT, Phrasebook

GERMAN = {
    "No model is installed.": "Es ist kein Modell installiert.",
    "The engine ran out of memory.": "Der Engine ging der Speicher aus.",
    "{0} ran out of memory.": "{0} ging der Speicher aus.",
    "Try again.": "Noch einmal.",
    "{0} needs {1} of memory.": "Speicher: {1} für {0}.",
    "{0} failed: {1} {2} took over.": "{0} fiel aus: {1} {2} übernahm.",
    "The engine stopped: {0}.": "Die Engine blieb stehen: {0}.",
    "it was closed for good": "sie wurde endgültig geschlossen",
    "it crashed with a memory access error": "sie stürzte ab",
    "The file {0} cannot be read.": "Die Datei {0} kann nicht gelesen werden.",
    "The file {0} cannot be read: {1}.": "Die Datei {0} kann nicht gelesen werden: {1}.",
    "{0} is not {1}.": "{0} stimmt nicht: {1}.",
    "It is not there": "Sie fehlt",
    "See {0}": "Siehe {0}, {1}",
    "Allowed: {0} from {1} to {2}.": "Erlaubt: {0} von {1} bis {2}.",
}


@pytest.fixture
def book() -> Phrasebook:
    return Phrasebook(GERMAN, GERMAN.__getitem__, comma=".", point=",")


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("", ""),
        ("No model is installed.", "Es ist kein Modell installiert."),
        ("Qwen needs 5.3 GB of memory.", "Speicher: 5,3 GB für Qwen."),
        ("Qwen needs 1,234,567 bytes of memory.", "Speicher: 1.234.567 bytes für Qwen."),
        ("Qwen 2.5 needs 1.2.3 of memory.", "Speicher: 1.2.3 für Qwen 2.5."),
        # The template with the most words of its own, and the whole sentence before one with a hole.
        ("The file a cannot be read: gone.", "Die Datei a kann nicht gelesen werden: gone."),
        ("The engine ran out of memory.", "Der Engine ging der Speicher aus."),
        # What is put in is known as well, and a sentence may lie in it.
        ("The engine stopped: it was closed for good.", "Die Engine blieb stehen: sie wurde endgültig geschlossen."),
        (
            "The engine stopped: it crashed with a memory access error (SIGSEGV).",
            "Die Engine blieb stehen: sie stürzte ab (SIGSEGV).",
        ),
        (
            "llama.cpp failed: The engine ran out of memory. Ollama took over.",
            "llama.cpp fiel aus: Der Engine ging der Speicher aus. Ollama übernahm.",
        ),
        # Several sentences, with one that nobody knows, keep what is between them.
        (
            "No model is installed.  Who knows. Try again.\nTry again.",
            "Es ist kein Modell installiert.  Who knows. Noch einmal.\nNoch einmal.",
        ),
        ("llama.cpp: Try again. Ollama: Try again.", "llama.cpp: Noch einmal. Ollama: Noch einmal."),
        # Of what other programs say, nothing is taken for one of the small templates.
        ("The engine stopped: the moon is not blue..", "Die Engine blieb stehen: the moon is not blue.."),
        ("The moon is not blue.", "The moon stimmt nicht: blue."),
        # Names that look like holes, and a translation that wants more than there is.
        ("The file {0} {1} cannot be read.", "Die Datei {0} {1} kann nicht gelesen werden."),
        ("See there", "Siehe there, {1}"),
        # Nothing is never put in.
        ("The file  cannot be read.", "The file  cannot be read."),
        (" ran out of memory.", " ran out of memory."),
        ("Allowed: a from 1 to .", "Allowed: a from 1 to ."),
        ("Allowed: a from 1.", "Allowed: a from 1."),
        ("Allowed: 1 to 2 from 3 to 4.", "Erlaubt: 1 to 2 von 3 bis 4."),
        ("See", "See"),
        ("no model is installed.", "no model is installed."),
        ("1,234", "1.234"),
        # A full stop that was added, before a template that would fit as well.
        ("It was closed. it was closed for good.", "It was closed. sie wurde endgültig geschlossen."),
        ("It is not there. Try again.", "Sie fehlt. Noch einmal."),
    ],
)
def test_a_sentence_is_found_again(book: Phrasebook, english: str, german: str) -> None:
    assert book.say(english) == german


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "Try again. " * 20_000,
        "The file " * (MAX_TEXT // 9),
        ". " * (MAX_TEXT // 2),
        "(" * MAX_TEXT,
        " " * MAX_TEXT,
        "{0}" * (MAX_TEXT // 3),
        "a from b to " * 500,
        "Allowed: " + " from  to " * 700,
        "\x00\u202e\ud800" * 1000,
        "x is not " * 800,
    ],
)
def test_hostile_texts_stay_and_cost_nothing(book: Phrasebook, text: str) -> None:
    began = time.process_time()
    assert book.say(text) == text
    assert time.process_time() - began < 0.5


def test_texts_of_very_many_known_pieces_end_soon(book: Phrasebook) -> None:
    text = "The engine stopped: a (b) is not c. " * (MAX_PIECES // 4)
    began = time.process_time()
    assert book.say(text.strip()).startswith("Die Engine blieb stehen: ")
    assert time.process_time() - began < 0.5
    assert (
        book.say("Try again. " * (MAX_PIECES // 2) + "Try again.")
        == "Noch einmal. " * (MAX_PIECES // 2) + "Noch einmal."
    )


def test_an_empty_book_changes_nothing_but_figures() -> None:
    book = Phrasebook((), str.upper, comma=" ", point=",")
    assert book.say("No model is installed.") == "No model is installed."
    assert book.say("12,000.5 GB") == "12 000,5 GB"
