"""Changes in a person's TOML: what was asked for changes, and not one other byte."""

from __future__ import annotations

import math
import random
import re
from typing import Any

import pytest
import tomli

from app.config.edit import CannotEdit, Path, edit

THREADS = ("backends", "llama_cpp", "threads")
ORDER = ("backends", "default")


@pytest.mark.parametrize(
    ("before", "path", "value", "after"),
    [
        ("", ("chat", "read_ahead"), False, "[chat]\nread_ahead = false\n"),
        ("# mine", ("chat", "x"), 1, "# mine\n\n[chat]\nx = 1"),
        ("[chat]\ny = 2\n", ("chat", "x"), 1, "[chat]\ny = 2\nx = 1\n"),
        ("[chat]\ny = 2", ("chat", "x"), 1, "[chat]\ny = 2\nx = 1"),
        ("[chat] # c\n\n\n[b]\n", ("chat", "x"), 1, "[chat] # c\nx = 1\n\n\n[b]\n"),
        ("[chat]\n  y = 2 # two\n# end\n\n[b]\n", ("chat", "x"), 1, "[chat]\n  y = 2 # two\n  x = 1\n# end\n\n[b]\n"),
        ("[chat]\r\ny = 2\r\n", ("chat", "x"), 1, "[chat]\r\ny = 2\r\nx = 1\r\n"),
        ("a=1\r\nb=2\n", ("chat", "x"), 1, "a=1\r\nb=2\n\n[chat]\nx = 1\n"),
        ("[chat]\nx = 3   # why\n", ("chat", "x"), 1, "[chat]\nx = 1   # why\n"),
        ("chat.x=3 # why\r\nz=1", ("chat", "x"), 1, "chat.x=1 # why\r\nz=1"),
        ("chat.y=3\n[b]\n", ("chat", "x"), 1, "chat.y=3\nchat.x = 1\n[b]\n"),
        ("chat = { y = 2 } # c\n", ("chat", "x"), 1, "chat = { y = 2, x = 1} # c\n"),
        ("chat = {}\n", ("chat", "x"), 1, "chat = {x = 1}\n"),
        ("[backends]\nllama_cpp.x = 1\n", THREADS, 2, "[backends]\nllama_cpp.x = 1\nllama_cpp.threads = 2\n"),
        ("backends.default = []\n", THREADS, 2, "backends.default = []\n\n[backends.llama_cpp]\nthreads = 2\n"),
        ("backends = {default = []}\n", THREADS, 2, "backends = {default = [],llama_cpp = {threads = 2}}\n"),
        ("[b.a]\n[chat]\n[b.c]\n", ("b", "a", "x"), 2, "[b.a]\n\nx = 2\n[chat]\n[b.c]\n"),
        ("['chat']\n\"y\" = 'z'\n", ("chat", "y"), "w", "['chat']\n\"y\" = 'w'\n"),
        ("[chat]\ny = 'z'\n", ("chat", "y"), "it's", '[chat]\ny = "it\'s"\n'),
        ("[chat]\ny = '''\na\n'''\nx = 1\n", ("chat", "y"), "b", "[chat]\ny = 'b'\nx = 1\n"),
        ('[chat]\ny = """\n[b]\nx = 1"""\n', ("chat", "x"), 2, '[chat]\ny = """\n[b]\nx = 1"""\nx = 2\n'),
        ("[[models]]\nid = 'a'\n", ("models2", "x"), 1, "[[models]]\nid = 'a'\n\n[models2]\nx = 1\n"),
        ("", ("providers", "a b", "kind"), "C:\\x\n", '[providers."a b"]\nkind = "C:\\\\x\\n"\n'),
        ("[b]\nd = [ 'x', 'y' ] # o\n", ("b", "d"), ["y", "x"], '[b]\nd = ["y", "x"] # o\n'),
    ],
)  # fmt: skip
def test_one_value_is_set_and_the_rest_stays(before: str, path: Path, value: Any, after: str) -> None:
    assert edit(before, {path: value}) == after


def test_comments_in_a_list_go_with_their_items() -> None:
    before = (
        '[backends]\r\ndefault = [  # mine\r\n    "llama_cpp",  # fast\r\n    # the server\r\n'
        '    "ollama", # far\r\n]\r\n'
    )
    after = edit(before, {ORDER: ("ollama", "mlx", "llama_cpp")})
    assert after == (
        '[backends]\r\ndefault = [\r\n    # mine\r\n    # the server\r\n    "ollama",  # far\r\n    "mlx",\r\n'
        '    "llama_cpp",  # fast\r\n]\r\n'
    )
    plain = edit('[b]\nd = [\n  "x",\n  "y", # y\n]', {("b", "d"): ["y", "x", "z"]})
    assert plain == '[b]\nd = [\n  "y",  # y\n  "x",\n  "z",\n]'
    one_line = '[backends]\ndefault = ["mlx", # a\n "ollama"] # b\n'
    assert edit(one_line, {ORDER: ["ollama"]}) == '[backends]\ndefault = [\n  # a\n  "ollama",\n] # b\n'


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("[chat]\nx = 1 # mine\ny = 2\n", ("chat", "x"), "[chat]\ny = 2\n"),
        ("[chat]\ny = 2\nx = 1", ("chat", "x"), "[chat]\ny = 2"),
        ("[chat] # about\nx = 1\n", ("chat", "x"), "[chat] # about\n"),
        ("[chat]\nx = 1\n# keep me\n", ("chat", "x"), "[chat]\n# keep me\n"),
        ("# keep me\n[chat]\nx = 1\n", ("chat", "x"), "# keep me\n[chat]\n"),
        ("a = 1\n\n[chat]\nx = [\n 1,\n]\n\n[b]\n", ("chat", "x"), "a = 1\n\n[b]\n"),
        ("chat = {x = 1, y = 2}\n", ("chat", "x"), "chat = { y = 2}\n"),
        ("a = 1\n\n[p.x]\nk = 1\n[p.x.y]\n\n# b\n[b]\n", ("p", "x"), "a = 1\n\n# b\n[b]\n"),
        ("p = {x = {k = 1}, y = {}}\n", ("p", "x"), "p = { y = {}}\n"),
        ("p.x.k = 1\np.x.l = 1\np.y.k=2\n", ("p", "x"), "p.y.k=2\n"),
        ("[chat]\nx = 1\n", ("chat", "y"), "[chat]\nx = 1\n"),
        ("b = {a = [],c = {x = 1}}", ("b", "c", "x"), "b = {a = []}"),
        ("b = {c = {x = 1}}\n", ("b", "c", "x"), "b = {}\n"),
        ("b = {c = {x = 1, y = 2}}\n", ("b", "c", "x"), "b = {c = { y = 2}}\n"),
        ("a = 1\n\n[[m]]\nid = 1\n\n[[m]]\nid = 2\n", ("m",), "a = 1\n"),
        ("[[chat]]\nx = 1\n", ("other", "y"), "[[chat]]\nx = 1\n"),
    ],
)
def test_a_key_or_a_table_is_taken_out(before: str, path: Path, after: str) -> None:
    assert edit(before, {path: None}) == after


@pytest.mark.parametrize(
    ("before", "path", "value"),
    [
        ("[[chat]]\ny = 1\n", ("chat", "x"), 1),
        ("chat = 3\n", ("chat", "x"), 1),
        ("chat = [{y = 1}]\n", ("chat", "x"), 1),
        ("[chat\n", ("chat", "x"), 1),
        ("x = 1\nx = 2\n", ("chat", "x"), 1),
        ("[chat]\nx.y = 1\n", ("chat", "x"), 1),
        ("chat = 3\n", ("chat", "x"), None),
        ("[chat]\n", ("chat", "x"), math.nan),
    ],
)
def test_a_text_without_a_place_for_it_is_refused(before: str, path: Path, value: Any) -> None:
    with pytest.raises(CannotEdit):
        edit(before, {path: value})


def test_what_is_there_already_changes_nothing() -> None:
    text = "[chat]\nx=1_0 # ten\nt = true\n"
    assert edit(text, {("chat", "x"): 10, ("chat", "t"): True}) == text
    assert edit(text, {("chat", "t"): 1}) == "[chat]\nx=1_0 # ten\nt = 1\n"


SECTIONS = ("chat", "backends", "backends.llama_cpp", "backends.ollama", "limits", "providers.a", '"odd name"', "x.y.z")
VALUES = (
    "1",
    "1_000",
    "'l'",
    '"b # no"',
    "true",
    "[1, 2]",
    "[\n  1, # one\n  2\n]",
    '"""\n[t]\n"""',
    "{ a = 1 }",
    "1979-05-27",
)


def _random_text(rng: random.Random) -> str:
    """A TOML text of the odd kind: comments, blanks, indentation, quoting, dotted keys, line ends of both kinds."""
    lines = [f"# {rng.random()}" for _ in range(rng.randrange(3))]
    names = iter(range(1000))
    sections = rng.sample(SECTIONS, rng.randrange(len(SECTIONS)))
    for section in ("chat", "limits", "x"):
        if section not in sections and f"{section}.y.z" not in sections and rng.random() < 0.4:
            form = rng.choice(
                ["{s}.k = 1 # c", "{s} = {{}}", "{s}={{k=1}} # c", "{s} = {{ k = 'v', l = 2 }}", "{s}.a.b=1"]
            )
            lines.append(form.format(s=section))
    for section in ("", *sections):
        if section:
            lines.append(rng.choice(["", " ", "\t"]) * rng.randrange(2) + f"[{section}]" + rng.choice(["", " # head"]))
        for _ in range(rng.randrange(4)):
            key = rng.choice(["k{}", '"q {}"', "d.{}"]).format(next(names))
            comment = rng.choice(["", "  # why", " #"])
            lines.append(
                f"{rng.choice(['', '  '])}{key}{rng.choice([' = ', '=', '  =  '])}{rng.choice(VALUES)}{comment}"
            )
        lines.extend(rng.choice(["", "  ", "# note"]) for _ in range(rng.randrange(3)))
        if rng.random() < 0.2:
            lines += ["[[models]]", f"id = '{next(names)}'"]
    ends = rng.choice([["\n"], ["\r\n"], ["\n", "\r\n"]])
    text = "".join(line.replace("\n", rng.choice(ends)) + rng.choice(ends) for line in lines)
    return text if rng.random() < 0.7 else re.sub(r"\r?\n\Z", "", text)


CHANGES: tuple[tuple[Path, Any], ...] = (
    (("chat", "new"), 5),
    (("backends", "new"), ["a", "b"]),
    (("backends", "llama_cpp", "new"), "text # \\ \" '"),
    (("limits", "new"), False),
    (("providers", "b.c", "kind"), "openai"),
    (("shortcuts", "new"), "Ctrl+,"),
    (("x", "new"), 1.5),
)


def test_set_and_reset_leave_every_byte_of_random_files() -> None:
    rng, tried = random.Random(5), 0  # noqa: S311 - a repeatable test
    while tried < 400:
        text = _random_text(rng)
        data = tomli.loads(text)
        chosen = dict(rng.sample(CHANGES, rng.randrange(1, len(CHANGES))))
        changed = edit(text, chosen)
        for path, value in chosen.items():
            found: Any = tomli.loads(changed)
            for name in path:
                found = found[name]
            assert found == value
        for line in text.splitlines():
            assert line in changed or "= {" in line or "={" in line
        assert edit(changed, dict.fromkeys(chosen)) == text, (text, chosen)
        one_by_one = changed
        for path in rng.sample(list(chosen), len(chosen)):
            one_by_one = edit(one_by_one, {path: None})
        assert tomli.loads(one_by_one) == data
        tried += 1


def test_random_bytes_are_refused_or_keep_their_meaning() -> None:
    rng = random.Random(6)  # noqa: S311 - a repeatable test
    for _ in range(1500):
        text = list(_random_text(rng))
        for _ in range(rng.randrange(1, 4)):
            if text:
                text[rng.randrange(len(text))] = rng.choice("[]{}=\"'#.,\n ax1\\")
        try:
            changed = edit("".join(text), {("chat", "new"): 5})
        except CannotEdit:
            continue
        assert tomli.loads(changed)["chat"]["new"] == 5
