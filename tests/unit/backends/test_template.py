"""Chat templates, which come from strangers."""

from __future__ import annotations

import resource
import signal

import pytest

from app.backends.llama_cpp import template
from app.backends.llama_cpp.template import ChatTemplate
from app.errors import EngineError, ModelFileError
from app.types.messages import Message, Role


def text(template: ChatTemplate, *messages: Message) -> str:
    return template.render(messages or HI).text


HI = (Message.of(Role.USER, "Hi"),)


def refusal(source: str) -> str:
    with pytest.raises(EngineError) as caught:
        ChatTemplate(source).render(HI)
    assert caught.value.hint
    return caught.value.detail


def test_without_a_template_it_is_chatml() -> None:
    messages = (Message.of(Role.SYSTEM, "Be kind."), *HI)
    assert ChatTemplate(None).render(messages) == (
        "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
    )


def test_an_open_turn_follows_the_prompt_that_began_it() -> None:
    chatml = ChatTemplate(None)
    open_turn = (*HI, Message.of(Role.ASSISTANT, "Hello, I "))
    assert chatml.render(open_turn, continue_final=True) == chatml.render(HI) + "Hello, I "
    assert chatml.render(HI, continue_final=True) == chatml.render(HI), "nothing is open"


def test_blocks_are_trimmed_and_loops_can_be_left() -> None:
    source = "{% for m in messages %}\n  {% if loop.index > 1 %}{% break %}{% endif %}\n{{ m.content }}\n{% endfor %}\n"
    assert ChatTemplate(source).render((*HI, *HI)) == "Hi\n"


def test_special_tokens_json_and_time_are_there() -> None:
    source = "{{ bos_token }}{{ {'a': 'é<'} | tojson }}{{ strftime_now('%Y') | length }}{{ eos_token }}"
    assert ChatTemplate(source, "<s>", "</s>").render(HI) == '<s>{"a": "é<"}4</s>'


def test_json_can_be_indented() -> None:
    assert ChatTemplate("{{ [1] | tojson(indent=2) }}").render(HI) == "[\n  1\n]"


def test_surrogates_become_characters() -> None:
    rendered = ChatTemplate(None).render((Message.of(Role.USER, "a\ud800b\0"),))
    assert "\ufffdb\0" in rendered
    rendered.encode("utf-8")


def test_what_people_write_is_not_a_template() -> None:
    assert "{{ 7 * 7 }}" in ChatTemplate(None).render((Message.of(Role.USER, "{{ 7 * 7 }}"),))


def test_a_template_may_refuse_a_conversation() -> None:
    assert "must alternate" in refusal("{{ raise_exception('Roles must alternate') }}")


@pytest.mark.parametrize(
    "source",
    [
        "{{ messages.__class__.__mro__[-1].__subclasses__() }}",
        "{{ raise_exception.__globals__.os }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ messages.append(1) }}",
        "{{ undefined_thing.attribute }}",
        "{{ 1 / 0 }}",
    ],
)
def test_the_sandbox_holds(source: str) -> None:
    assert refusal(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ 9 ** 999999999 }}",
        "{{ (9 ** 60) ** 60 }}",
    ],
    ids=["loops", "recursion", "a power", "powers"],
)
def test_endless_templates_end(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "MAX_CPU_S", 0.2)
    assert refusal(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% set n = namespace(s='xxxxxxxx') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{{ 'x' * 99999999999 }}",
        "{{ 'x' | center(99999999999) }}",
    ],
    ids=["doubling", "multiplying", "padding"],
)
def test_templates_cannot_eat_the_memory(source: str) -> None:
    assert refusal(source)


def test_the_output_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "MAX_OUTPUT", 1000)
    assert "1000" in refusal("{% for i in range(5000) %}x{{ i }}{% endfor %}")


def test_the_caps_are_gone_afterwards() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)
    refusal("{{ raise_exception('no') }}")
    ChatTemplate(None).render(HI)
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


@pytest.mark.parametrize("source", ["{% for %}", "{{", "x" * (template.MAX_TEMPLATE + 1), "{% set x = " + "(" * 5000])
def test_a_template_that_is_none_is_the_files_fault(source: str) -> None:
    with pytest.raises(ModelFileError) as caught:
        ChatTemplate(source)
    assert caught.value.hint
