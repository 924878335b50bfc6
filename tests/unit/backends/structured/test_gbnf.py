"""Grammars that llama.cpp must never see, and those that it can have."""

from __future__ import annotations

import pytest

from app.backends.structured.gbnf import (
    MAX_BYTES,
    MAX_CHAIN,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_REPEATS,
    MAX_WAYS,
    check_grammar,
)
from app.errors import InvalidInput


@pytest.mark.parametrize(
    "text",
    [
        'root ::= "yes" | "no"',
        '# a comment\nroot ::= ("a" | [b-d] # inside\n | .)+ rest?\n\nrest ::= [^\\n"\\]] "\\x41\\u00e9"',
        'root ::= "\\U0001F600\\t\\\\"',
        'root ::= item{3} item{1,2} item{0,} "x"{0}\r\nitem ::= "" "é" [] [a-]',
        "root ::= <think> !<[12]> <[3]>*",
        'root ::= "(" root ")" | "x"',
        'root ::=\n  "a"\nother ::= "b" |\n  "c"',
        f'root ::= "a"{{{MAX_REPEATS}}} "b"{{0,{MAX_REPEATS}}}',
        "root ::= " + "(" * MAX_DEPTH + '"a"' + ")" * MAX_DEPTH,
        'root ::= "a" root "b" | ""',
        "root ::=\n",
    ],
)
def test_a_sound_grammar_passes(text: str) -> None:
    check_grammar(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no rule “root”"),
        ("# nothing", "no rule “root”"),
        ('start ::= "a"', "no rule “root”"),
        ('root ::= "a\x00"', "no text"),
        ('root ::= "\ud800"', "no text"),
        ("root ::= " + '"a" ' * (MAX_BYTES // 4), "bytes"),
        ('root "a"', "line 1: “::=”"),
        ('root ::= "a"\n$ ::= "b"', "line 2: a rule's name"),
        ('root ::= "a" )', "from here on"),
        ('root ::= "a" ::= "b"', "“:” cannot be read"),
        ('root ::= ("a"', "“)” is expected"),
        ('root ::= "a', '“"” cannot be read'),
        ("root ::= [a", "“[” cannot be read"),
        ('root ::= "\\q"', "cannot be read"),
        ("root ::= <[99999999999]>", "“<” cannot be read"),
        ("root ::= !x", "“!” cannot be read"),
        ("root ::= $", "“$” cannot be read"),
        ("root ::= other", "no rule “other”"),
        ("root ::= +", "nothing before"),
        ("root ::= []*", "nothing before"),
        ('root ::= "a"{}', "repetition such as"),
        ('root ::= "a"{5,3}', "ends before it begins"),
        (f'root ::= "a"{{{MAX_REPEATS + 1}}}', "repetitions"),
        (f'root ::= "a"{{0,{MAX_REPEATS + 1}}}', "repetitions"),
        ('root ::= ("a"{0,99}){99}', "unfold"),
        (f'root ::= "{"x" * 1000}"{{1000}}', "too large"),
        (f"root ::= [{'x' * (MAX_ELEMENTS + 1)}]", "too large"),
        ("root ::= " + "(" * 100_000, "nested"),
        ("root ::= root", "begins with itself"),
        ('root ::= root "a" | "b"', "begins with itself"),
        ('root ::= a root "x" | "y"\na ::= b b\nb ::= c\nc ::= "" | "z"', "begins with itself"),
        ('root ::= ("a"*)*', "may be empty"),
        (
            "root ::= a0\n" + "\n".join(f"a{n} ::= a{n + 1} | a{n + 1}" for n in range(40)) + '\na40 ::= "x"',
            "too many ways",
        ),
        (
            "root ::= a0\n" + "\n".join(f"a{n} ::= a{n + 1}" for n in range(MAX_CHAIN)) + f'\na{MAX_CHAIN} ::= "x"',
            "too many ways",
        ),
        ("root ::= " + " | ".join('"x"' for _ in range(MAX_WAYS + 1)), "too many ways"),
    ],
)
def test_what_llama_cpp_refuses_or_dies_of_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_grammar(text)
    assert words in caught.value.message
    assert caught.value.hint
    assert caught.value.params == {"setting": "grammar"}
