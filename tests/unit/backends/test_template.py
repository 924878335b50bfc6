"""Conversations become prompts, as each model's template wants them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.backends.prompting.conversation import MEDIA_MARKER
from app.backends.prompting.template import ChatTemplate, Rendered
from app.errors import EngineError, InvalidInput
from app.types.generation import ToolSpec
from app.types.messages import AudioPart, ImagePart, Message, Role, TextPart, ToolCall
from app.types.models import Capability

DATA = Path(__file__).parents[2] / "data" / "templates"
NAMES = sorted(path.stem for path in DATA.glob("*.jinja"))
SYSTEM = Message.of(Role.SYSTEM, "Be brief.")
HI = Message.of(Role.USER, "Hi")
CALL = ToolCall("weather", '{"city": "Köln"}', "abc123def")
CLOCK = ToolCall("clock", "{}", "call_0123456789")
WEATHER = ToolSpec("weather", "Looks it up", '{"type": "object", "properties": {"city": {"type": "string"}}}')
CALLED = (
    SYSTEM,
    Message.of(Role.USER, "Weather?"),
    Message(Role.ASSISTANT, (), (CALL,)),
    Message(Role.TOOL, (TextPart("18 °C"),), (), CALL.id, "weather"),
)
PICTURE = Message(
    Role.USER, (TextPart("What is "), ImagePart(b"png"), TextPart(" and "), AudioPart(b"wav"), TextPart("?"))
)


def template(name: str) -> ChatTemplate:
    return ChatTemplate((DATA / f"{name}.jinja").read_text("utf-8"), "<s>", "</s>")


def refusal(template: ChatTemplate, *messages: Message) -> EngineError:
    with pytest.raises(EngineError) as caught:
        template.render(messages)
    return caught.value


def golden(name: str) -> str:
    """What each conversation looks like with a template, one after another."""
    chat = template(name)
    several = Message(Role.ASSISTANT, (TextPart("Both."),), (CALL, CLOCK))
    results = [Message(Role.TOOL, (TextPart("4:00"),), (), CLOCK.id), CALLED[3]]
    conversations = {
        "a question": chat.render((HI,)),
        "with a system message": chat.render((SYSTEM, HI)),
        "two turns of one role": chat.render((SYSTEM, HI, Message.of(Role.USER, "You there?"))),
        "with a tool": chat.render(CALLED[:2], tools=(WEATHER,)),
        "a tool was called": chat.render(CALLED, tools=(WEATHER,)),
        "two tools were called": chat.render((HI, several, *results), tools=(WEATHER,)),
        "a picture and a sound": chat.render((PICTURE,)),
        "a draft": chat.render((SYSTEM, Message.of(Role.USER, "Why is the sk")), draft=True),
        "an open answer": chat.render((HI, Message.of(Role.ASSISTANT, "Hello, I ")), continue_final=True),
    }
    return "".join(f"===== {title}\n{shown(rendered)}\n" for title, rendered in conversations.items())


def shown(rendered: Rendered) -> str:
    tools = rendered.tools.name if rendered.tools else "none"
    thinking = ("open" if rendered.in_thinking else "yes") if rendered.thinking else "no"
    return f"----- thinking: {thinking}, tools: {tools}, media: {rendered.media_count}\n{rendered.text}"


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str) -> None:
    """After a change that is meant: look at the difference, then write it with `python -m tests.data.templates`."""
    assert golden(name) == (DATA / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_is_the_beginning_of_the_prompt_that_follows(name: str) -> None:
    chat = template(name)
    typed = Message.of(Role.USER, "Why is the sk")
    sent = Message.of(Role.USER, "Why is the sky blue?")
    assert chat.render((SYSTEM, sent)).text.startswith(chat.render((SYSTEM, typed), draft=True).text)


def test_without_a_template_it_is_chatml() -> None:
    assert ChatTemplate(None).render((SYSTEM, HI)).text == template("chatml").render((SYSTEM, HI)).text
    assert ChatTemplate(None).render((SYSTEM, HI)).text == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"
    )


def test_an_open_turn_follows_the_prompt_that_began_it() -> None:
    chatml = ChatTemplate(None)
    open_turn = (HI, Message.of(Role.ASSISTANT, "Hello, I "))
    assert chatml.render(open_turn, continue_final=True).text == chatml.render((HI,)).text + "Hello, I "
    assert chatml.render((HI,), continue_final=True) == chatml.render((HI,)), "nothing is open"


def test_an_open_turn_comes_after_the_thoughts() -> None:
    open_turn = (HI, Message.of(Role.ASSISTANT, "Hello, I "))
    rendered = template("deepseek-r1").render(open_turn, continue_final=True)
    assert rendered.text.endswith("<think>\n\n</think>\n\nHello, I ")
    assert not rendered.in_thinking
    nothing_yet = template("deepseek-r1").render((HI, Message.of(Role.ASSISTANT, "")), continue_final=True)
    assert nothing_yet.in_thinking
    channels = template("gpt-oss").render(open_turn, continue_final=True)
    assert channels.text.endswith("<|start|>assistant<|channel|>final<|message|>Hello, I ")


def test_templates_are_asked_to_think_or_not() -> None:
    qwen = template("qwen3")
    assert qwen.render((HI,)).text == qwen.render((HI,), thinking=True).text
    silent = qwen.render((HI,), thinking=False)
    assert silent.text.endswith("<think>\n\n</think>\n\n")
    assert not silent.in_thinking
    assert "Reasoning: low" in template("gpt-oss").render((HI,), thinking=False).text
    assert "Reasoning: high" in template("gpt-oss").render((HI,), thinking=True).text


def test_tags_of_ones_own() -> None:
    chat = ChatTemplate("{{ messages[0].content }}<mull>\n", thinking_tags=("<mull>", "</mull>"))
    rendered = chat.render((HI,))
    assert rendered.in_thinking
    assert rendered.thinking is not None
    assert rendered.thinking.end == "</mull>"


def test_what_a_template_says_about_its_model() -> None:
    assert template("qwen3").abilities == {Capability.THINKING, Capability.TOOLS}
    assert template("deepseek-r1").abilities == {Capability.THINKING}
    assert template("mistral-v7").abilities == {Capability.TOOLS}
    assert template("chatml").abilities == frozenset()


def test_tools_that_are_chosen() -> None:
    chat = template("qwen2.5")
    both = (WEATHER, ToolSpec("clock"))
    assert chat.render((HI,), tools=both, tool_choice="none") == chat.render((HI,))
    one = chat.render((HI,), tools=both, tool_choice="clock")
    assert '"clock"' in one.text
    assert '"weather"' not in one.text
    assert one.tools is not None
    assert one.tools.tools == {"clock"}
    required = chat.render((HI,), tools=both, tool_choice="required")
    assert required.tools is not None
    assert required.tools.tools == {"clock", "weather"}
    assert required.text == chat.render((HI,), tools=both).text + "<tool_call>"
    assert one.text.endswith('<tool_call>\n{"name": "clock", "arguments":')
    assert chat.render((HI,), tools=both, tool_choice="required", draft=True).text.endswith("Hi")
    thinking = template("deepseek-r1").render((HI,), tools=both, tool_choice="required")
    assert thinking.text.endswith("<think>\n"), "a thought comes first"
    with pytest.raises(InvalidInput):
        chat.render((HI,), tools=both, tool_choice="calendar")


@pytest.mark.parametrize("schema", ["", "{", "[]", "3", "[" * 100_000])
def test_a_tool_whose_parameters_are_none_is_refused(schema: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        template("qwen2.5").render((HI,), tools=(ToolSpec("weather", "", schema),))
    assert "weather" in caught.value.message


@pytest.mark.parametrize("arguments", ["", "no JSON", "[1]", '"text"', "[" * 100_000])
def test_calls_with_odd_arguments_still_render(arguments: str) -> None:
    chat = (HI, Message(Role.ASSISTANT, (), (ToolCall("weather", arguments, "x"),)), CALLED[3])
    for name in ("qwen2.5", "chatml"):
        assert "weather" in template(name).render(chat, tools=(WEATHER,)).text


def test_a_format_of_ones_own_goes_with_the_templates_tools() -> None:
    source = (DATA / "qwen2.5.jinja").read_text("utf-8")
    rendered = ChatTemplate(source, tool_format="<call>|</call>").render((HI,), tools=(WEATHER,))
    assert rendered.tools is not None
    assert rendered.tools.begin == "<call>"
    with pytest.raises(InvalidInput):
        ChatTemplate(source, tool_format="nonsense")


def test_arguments_as_text_where_the_template_wants_them() -> None:
    source = (
        "{% for t in tools or [] %}{{ t.function.name }}{% endfor %}{% for m in messages %}{{ m.content }}"
        "{% for c in m.tool_calls or [] %}<tool_call>{{ c.function.arguments }}</tool_call>{% endfor %}{% endfor %}"
    )
    assert '<tool_call>{"city": "Köln"}</tool_call>' in ChatTemplate(source).render(CALLED, tools=(WEATHER,)).text


def test_tools_without_calls_are_written_out() -> None:
    source = "{{ tools | default('') }}{% for m in messages %}{{ m.content }}{% endfor %}<tool_call>"
    assert '"arguments": {"city": "Köln"}' in ChatTemplate(source).render(CALLED, tools=(WEATHER,)).text


def test_pictures_and_sounds_stand_in_their_places() -> None:
    rendered = template("smolvlm").render((PICTURE,))
    assert f"User: What is {MEDIA_MARKER} and {MEDIA_MARKER}?<end" in rendered.text
    assert rendered.media_count == 2
    open_turn = template("chatml").render((PICTURE, Message.of(Role.ASSISTANT, "A cat ")), continue_final=True)
    assert open_turn.media_count == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_marker_that_somebody_wrote_is_no_picture(name: str) -> None:
    wrote = f"Say {MEDIA_MARKER}!"
    call = ToolCall(wrote, '{"a": "\\u003c__media__>", "b": "<__media__>"}', "abc123def")
    chat = (
        Message.of(Role.SYSTEM, wrote),
        Message.of(Role.USER, wrote),
        Message(Role.ASSISTANT, (), (call,)),
        Message(Role.TOOL, (TextPart(wrote),), (), "abc123def"),
        Message.of(Role.ASSISTANT, wrote),
        Message(Role.USER, (TextPart(wrote), ImagePart(b""))),
        Message.of(Role.ASSISTANT, wrote),
    )
    tools = (ToolSpec(wrote, wrote, '{"description": "\\u003c__media__>"}'),)
    rendered = template(name).render(chat, tools=tools, continue_final=True)
    assert rendered.media_count == rendered.text.count(MEDIA_MARKER) == 1


def test_a_template_that_loses_pictures_is_not_used_for_them() -> None:
    error = refusal(ChatTemplate("{{ messages[0].content | length }}"), PICTURE)
    assert "picture" in error.message
    refusal(ChatTemplate(f"{MEDIA_MARKER}{{{{ messages[0].content }}}}"), HI)


def test_a_template_that_hides_a_draft_says_so() -> None:
    with pytest.raises(EngineError, match="hides"):
        ChatTemplate("{{ messages | length }}").render((HI,), draft=True)
    assert ChatTemplate("{{ messages | length }}").render((), draft=False).text == "0"


def test_surrogates_become_characters() -> None:
    text = ChatTemplate(None).render((Message.of(Role.USER, "a\ud800b\0"),)).text
    assert "\ufffdb\0" in text
    text.encode("utf-8")


def test_what_people_write_is_not_a_template() -> None:
    assert "{{ 7 * 7 }}" in ChatTemplate(None).render((Message.of(Role.USER, "{{ 7 * 7 }}"),)).text


def test_a_system_message_alone_is_what_the_user_says_where_there_is_none() -> None:
    assert template("gemma2").render((SYSTEM,)).text.endswith("user\nBe brief.<end_of_turn>\n<start_of_turn>model\n")


def test_system_messages_in_a_strict_template() -> None:
    later = Message.of(Role.SYSTEM, "Earlier: a summary.")
    answer = Message.of(Role.ASSISTANT, "Hello.")
    text = template("mistral-v3").render((SYSTEM, later, HI, answer, later, HI)).text
    assert (
        text
        == "<s>[INST] Hi[/INST] Hello.</s>[INST] Be brief.\n\nEarlier: a summary.\n\nEarlier: a summary.\n\nHi[/INST]"
    )


def test_long_ids_are_shortened_where_the_template_wants_it() -> None:
    call = ToolCall("clock", "{}", "call_0123456789abcdef")
    result = Message(Role.TOOL, (TextPart("4:00"),), (), call.id)
    text = template("mistral-v3").render((HI, Message(Role.ASSISTANT, (), (call,)), result), tools=(WEATHER,)).text
    short = text.split('"id": "')[1][:9]
    assert short.isalnum()
    assert f'"call_id": "{short}"' in text
    assert call.id not in text
    assert (
        call.id
        in template("mistral-v7").render((HI, Message(Role.ASSISTANT, (), (call,)), result), tools=(WEATHER,)).text
    )


def test_several_calls_where_the_template_takes_one_at_a_time() -> None:
    both = Message(Role.ASSISTANT, (), (CALL, CLOCK))
    late, early = (
        Message(Role.TOOL, (TextPart("4:00"),), (), CLOCK.id),
        Message(Role.TOOL, (TextPart("18"),), (), CALL.id),
    )
    llama = template("llama3.1")
    text = llama.render((HI, both, late, early, HI), tools=(WEATHER,)).text
    order = [text.index(part) for part in ('"clock", "parameters"', '"4:00"', '"weather", "parameters"', '"18"')]
    assert order == sorted(order)
    for unanswered in ((HI, both, HI), (HI, both)):
        text = llama.render(unanswered, tools=(WEATHER,)).text
        assert '"clock", "parameters"' in text
        assert '"weather", "parameters"' in text
