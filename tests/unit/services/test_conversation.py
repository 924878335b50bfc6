"""What of a stored chat a model reads."""

from __future__ import annotations

from typing import Any

from app.services.conversation import SUMMARY_BEFORE, Conversation
from app.types.chats import ChatMessage, MessageStatus, ToolStatus, ToolUse
from app.types.messages import Role

TOO_LONG = {"code": "prompt_too_long", "message": "Too long."}


def user(key: str, text: str) -> ChatMessage:
    return ChatMessage(key, "c", None, Role.USER, text, MessageStatus.COMPLETE, 0.0)


def model(key: str, text: str = "", parent: str | None = None, **fields: Any) -> ChatMessage:
    return ChatMessage(key, "c", parent, Role.ASSISTANT, text, MessageStatus.COMPLETE, 0.0, **fields)


CHAT = (user("q1", "one"), model("a1", "1"), user("q2", "two"), model("a2", "2"), user("q3", "three"), model("a3"))


def texts(talk: Conversation, start: int = 0, summary: str = "") -> list[str]:
    return [message.text for message in talk.messages(start, summary)]


def test_a_chat_is_read_from_its_beginning_with_the_question_last() -> None:
    talk = Conversation.of(CHAT, system="Be brief.")
    assert texts(talk) == ["Be brief.", "one", "1", "two", "2", "three"]
    assert talk.messages()[0].role is Role.SYSTEM


def test_it_may_begin_at_every_later_question_and_nowhere_else() -> None:
    talk = Conversation.of(CHAT, system="Be brief.")
    assert talk.borders == [2, 4]
    assert texts(talk, 4) == ["Be brief.", "three"]
    assert Conversation.of(CHAT[:2]).borders == []
    assert Conversation(()).messages(0, "a summary of nothing") == ()


def test_a_summary_stands_before_the_first_question_that_is_read() -> None:
    assert texts(Conversation.of(CHAT), 2, "They counted.") == [f"{SUMMARY_BEFORE}They counted.\n\ntwo", "2", "three"]


def test_an_answer_that_goes_on_stands_open_at_the_end() -> None:
    talk = Conversation.of((*CHAT[:3], model("a2", "half")), open_text="half")
    assert texts(talk) == ["one", "1", "two", "half"]


def test_empty_answers_and_thoughts_are_not_read() -> None:
    talk = Conversation.of((user("q1", "one"), model("a1", thinking="hm"), *CHAT[2:]))
    assert texts(talk) == ["one", "two", "2", "three"]


def test_a_prompt_that_was_too_long_is_not_read_again_unless_it_was_answered() -> None:
    refused = model("a1", parent="q1", error=TOO_LONG)
    assert texts(Conversation.of((CHAT[0], refused, *CHAT[2:]))) == ["two", "2", "three"]
    cut_off = model("a1", "1", parent="q1", error=TOO_LONG)
    assert texts(Conversation.of((CHAT[0], cut_off, *CHAT[2:]))) == ["one", "1", "two", "2", "three"]


def test_the_last_answer_says_where_reading_began() -> None:
    read = model("a2", "2", kept_from="q2")
    assert Conversation.of((*CHAT[:3], read, *CHAT[4:])).before == 2
    nothing_came = model("a3", kept_from="q3")
    assert Conversation.of((*CHAT[:3], read, CHAT[4], nothing_came)).before == 2
    assert Conversation.of(CHAT).before == 0
    gone = model("a2", "2", kept_from="deleted")
    assert Conversation.of((*CHAT[:3], gone, *CHAT[4:])).before == 0


USED = (ToolUse("u1", "echo", "{}", 2, ToolStatus.DONE, "hi"),)


def test_earlier_tool_calls_are_read_as_such_where_tools_are_offered_and_in_words_elsewhere() -> None:
    stored = (CHAT[0], model("a1", "I see", tools=USED), *CHAT[2:])
    talk = Conversation.of(stored, tools=True)
    assert texts(talk) == ["one", "I ", "hi", "see", "two", "2", "three"]
    assert talk.turns[1].text == "I \nhi\nsee"
    assert talk.borders == [2, 4]
    assert texts(talk, 2) == ["two", "2", "three"]
    in_words = "I \n[The tool echo was called with {}: hi]\nsee"
    assert texts(Conversation.of(stored)) == ["one", in_words, "two", "2", "three"]


def test_an_answer_that_goes_on_behind_a_tool_call() -> None:
    stored = (*CHAT[:3], model("a2", "I see", tools=USED))
    talk = Conversation.of(stored, open_text="I see", tools=True)
    assert texts(talk) == ["one", "1", "two", "I ", "hi", "see"]
    assert talk.open_text == "see"
    ended = Conversation.of((*CHAT[:3], model("a2", "I ", tools=USED)), open_text="I ", tools=True)
    assert (texts(ended), ended.open_text) == (["one", "1", "two", "I ", "hi"], "")
    told = Conversation.of(stored, open_text="I see")
    assert texts(told)[-1] == told.open_text == "I \n[The tool echo was called with {}: hi]\nsee"
