"""Templates come from strangers: what they must not do, and how they end."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time

import pytest

from app.backends.prompting import sandbox
from app.backends.prompting.template import ChatTemplate
from app.errors import EngineError, ModelFileError
from app.process import explain_exit
from app.types.messages import Message, Role

HI = (Message.of(Role.USER, "Hi"),)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_CPU_S", 0.3)


def refusal(source: str) -> str:
    with pytest.raises(EngineError) as caught:
        ChatTemplate(source).render(HI)
    assert caught.value.message
    assert caught.value.hint
    return caught.value.detail


def rendered(source: str) -> str:
    return ChatTemplate(source, "<s>", "</s>").render(HI).text


@pytest.mark.parametrize(
    "source",
    [
        "{{ messages.__class__.__mro__[-1].__subclasses__() }}",
        "{{ messages | attr('__class__') | attr('__mro__') | list }}{{ (messages | attr('__class__')).x }}",
        "{{ messages['__class__'].x }}",
        "{{ raise_exception.__globals__.os }}",
        "{{ strftime_now.__code__.co_code }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self.__init__.__globals__.x }}",
        "{{ ''.__class__.__base__.x }}",
        "{{ '{0.__class__.__mro__[1].__subclasses__}'.format(messages) }}{{ 1 / 0 }}",
        "{{ '{m.__init__.__globals__}'.format_map({'m': messages}) }}{{ 1 / 0 }}",
        "{% set f = '{0.__class__}'.format %}{{ f(messages).x.y }}",
        "{{ messages.append(1) }}",
        "{{ messages[0].update({'role': 'system'}) }}",
        "{{ messages.clear() }}",
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
        "{% extends 'x' %}",
        "{{ undefined_thing.attribute }}",
        "{{ 1 / 0 }}",
        "{{ lipsum.__globals__ }}",
        "{{ undefined_thing | tojson }}",
        "{{ messages | map(attribute='__class__.__mro__') | list | tojson }}",
        "{{ messages | sum(attribute='__class__') }}",
    ],
)
def test_the_sandbox_holds(source: str) -> None:
    assert refusal(source)


@pytest.mark.parametrize(
    "source", ["{{ '{0.__class__}'.format(messages) }}", "{{ '%s' | format(raise_exception.__class__) }}"]
)
def test_format_tricks_show_nothing(source: str) -> None:
    assert "class '" not in rendered(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) recursive %}{{ loop(range(99999)) }}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f(n) %}{{ f(n - 1) ~ f(n - 1) if n else 'x' }}{% endmacro %}{{ f(60) }}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99999) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}",
        "{{ range(99999999999) | list }}",
        "{{ 9 ** 999999999 }}",
        "{{ (9 ** 60) ** 60 }}",
        "{{ 9 ** -999999999 }}",
        "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x % 7 }}",
        "{{ 1 | round(999999999, 'ceil') }}",
        "{{ [1, 2] | batch(99999999999, 0) | list }}",
        "{{ range(99999) | map('string') | join(range(99999) | join) | length }}{{ 1 / 0 }}",
    ],
    ids=map(str, range(13)),
)
def test_endless_templates_end(source: str) -> None:
    assert refusal(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% set n = namespace(s='xxxxxxxx') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{% set n = namespace(s=[1]) %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}",
        "{{ 'x' * 99999999999 }}",
        "{{ [1] * 99999999999 }}",
        "{{ 99999999999 * 'x' }}",
        "{{ 'x' | center(99999999999) }}",
        "{{ 'x'.ljust(99999999999) }}",
        "{{ 'x'.zfill(99999999999) }}",
        "{{ 'x\n' | indent(99999999999) }}",
        "{{ '%99999999999d' % 1 }}",
        "{{ '%*d' % (99999999999, 1) }}",
        "{{ '%99999999999d' | format(1) }}",
        "{{ '{:>99999999999}'.format(1) }}",
        "{{ [[1]] | tojson(indent=99999999999) }}",
    ],
    ids=map(str, range(14)),
)
def test_templates_cannot_eat_the_memory(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_CPU_S", 5.0)
    monkeypatch.setattr(sandbox, "MAX_MEMORY", 256 * 1024 * 1024)
    assert refusal(source)


def test_the_output_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_OUTPUT", 1000)
    assert "1000" in refusal("{% for i in range(5000) %}x{{ i }}{% endfor %}")


def test_what_no_signal_interrupts_ends_the_process() -> None:
    """Comparing two lists that hold each other 2^40 times is one call of a C function."""
    script = """
from app.backends.prompting import sandbox
from app.backends.prompting.template import ChatTemplate
from app.types.messages import Message, Role
sandbox.MAX_CPU_S, sandbox.HARD_CPU_S = 0.2, 0.4
doubling = "{% for i in range(40) %}{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a == n.b }}"
ChatTemplate("{% set n = namespace(a=[], b=[]) %}" + doubling).render((Message.of(Role.USER, "Hi"),))
"""
    done = subprocess.run([sys.executable, "-c", script], timeout=60)
    assert done.returncode == -signal.SIGPROF
    assert "chat template" in explain_exit(done.returncode)


def test_an_interruption_waits_until_no_lock_can_be_held(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = sandbox.Program("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")
    monkeypatch.setattr(sandbox, "MAX_CPU_S", 0.02)
    reached: list[str] = []

    def busy_elsewhere() -> None:
        with sandbox.caps():
            began = time.process_time()
            while time.process_time() - began < 0.1:
                pass
            reached.append("the template")
            endless.run({})

    with pytest.raises(sandbox.TooMuch):
        busy_elsewhere()
    assert reached


def test_the_caps_are_gone_afterwards() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)
    refusal("{{ raise_exception('no') }}")
    rendered("fine")
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


@pytest.mark.parametrize(
    "source",
    [
        "{% for %}",
        "{{",
        "x" * (sandbox.MAX_TEMPLATE + 1),
        "{% set x = " + "(" * 5000,
        "{% generation %}",
        "{{ x | nosuch }}",
    ],
)
def test_a_template_that_is_none_is_the_files_fault(source: str) -> None:
    with pytest.raises(ModelFileError) as caught:
        ChatTemplate(source)
    assert caught.value.hint


OWN = "/home/a/chat.jinja"
CHECK = f"Check the template {OWN}, or take it out of the model's settings."


def test_a_template_of_ones_own_that_is_none_is_named_with_the_line() -> None:
    with pytest.raises(ModelFileError) as caught:
        ChatTemplate("{# a #}\n\n{% for %}", file=OWN)
    assert caught.value.message == "The chat template chat.jinja cannot be used."
    assert caught.value.hint == CHECK
    assert caught.value.detail.startswith(f"{OWN}: line 3: TemplateSyntaxError: ")


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        (
            "Hi\n{% for a in range(99999) %}{% for b in range(99999) %}\n{% endfor %}{% endfor %}",
            "TooMuch: the template",
        ),
        ("Hi\n{{ 1 / 0 }}", "ZeroDivisionError: division by zero"),
        ("Hi\n{{ raise_exception('No!') }}", "TemplateError: No!"),
    ],
)
def test_a_template_of_ones_own_that_fails_is_named_with_the_line(source: str, cause: str) -> None:
    with pytest.raises(EngineError) as caught:
        ChatTemplate(source, file=OWN).render(HI)
    assert caught.value.message == "The chat template chat.jinja refuses this conversation."
    assert caught.value.hint == CHECK
    assert caught.value.detail.startswith(f"{OWN}: line 2: {cause}")


def test_a_template_may_refuse_a_conversation() -> None:
    assert "must alternate" in refusal("{{ raise_exception('Roles must alternate') }}")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% for m in [1, 2, 3] %}\n  {% if m > 1 %}{% break %}{% endif %}\n{{ m }}\n{% endfor %}\n", "1\n"),
        (
            "{{ bos_token }}{{ {'a': 'é<'} | tojson }}{{ strftime_now('%Y') | length }}{{ eos_token }}",
            '<s>{"a": "é<"}4</s>',
        ),
        ("{{ [1] | tojson(indent=2) }}", "[\n  1\n]"),
        ("{{ {'b': 1, 'a': 2} | tojson(separators=(',', ':'), sort_keys=true, ensure_ascii=False) }}", '{"a":2,"b":1}'),
        ("{% generation %}a{{ 1 + 1 }}{% endgeneration %}b", "a2b"),
        (
            "{{ 2 ** 10 }}{{ '-' * 3 }}{{ 6 * 7 }}{{ 7 % 4 }}{{ '%05d' % 42 }}{{ 'x' | center(3) }}",
            "1024---42300042 x ",
        ),
        ("{{ '{} and {}'.format(1, 'b') }}{{ 2.5 * 2 }}{{ [0] * 2 }}", "1 and b5.0[0, 0]"),
        ("{{ 3.14159 | round(2) }}{{ '%s!' | format('a') }}{{ 'a b' | replace(' ', '_') }}", "3.14a!a_b"),
    ],
)
def test_what_templates_need_is_there(source: str, expected: str) -> None:
    assert rendered(source) == expected
