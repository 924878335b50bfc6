"""Which of Ollama's templates goes with a template in Jinja. That they work is shown on a real Ollama."""

from __future__ import annotations

import pytest

from app.backends.ollama.survey import continues
from app.backends.ollama.templates import form_for

CHATML = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>{% endfor %}"


@pytest.mark.parametrize(
    ("jinja", "mark", "tools"),
    [
        (CHATML, "<|im_start|>", False),
        (CHATML + "<tool_call>", "<tool_call>", True),
        ("<|start_header_id|>x<|end_header_id|>y<|eot_id|>", "<|eot_id|>", False),
        ("<start_of_turn>user", "<start_of_turn>model", False),
        ("<|user|>\n<|end|><|assistant|>", "<|assistant|>", False),
        ("[INST] x [/INST]", "[INST]", False),
    ],
)
def test_families(jinja: str, mark: str, *, tools: bool) -> None:
    form = form_for(jinja)
    assert form
    assert mark in form.template
    assert (".Tools" in form.template) is tools
    assert form.stop
    assert continues(form.template)


@pytest.mark.parametrize("jinja", ["", "### Instruction:", CHATML + "</think>", "[INST][/INST][THINK]"])
def test_what_is_not_known_is_left_to_ollama(jinja: str) -> None:
    assert form_for(jinja) is None


def test_a_template_without_messages_goes_on_by_itself() -> None:
    assert continues("{{ .System }} {{ .Prompt }} {{ .Response }}")
    assert not continues("{{ range .Messages }}{{ .Content }}{{ end }}")
