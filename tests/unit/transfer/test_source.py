"""Files of chats: what comes out of them, and that nothing does where they are broken anywhere."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from app.errors import InvalidInput
from app.transfer.left_out import LeftOut, in_words
from app.transfer.source import ChatFile, ReadChat
from app.types.messages import Role
from app.types.transfer import ImportSource

DATA = Path(__file__).parents[2] / "data" / "transfer"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)


def read(path: Path) -> tuple[ChatFile, list[ReadChat]]:
    with ChatFile(path) as file:
        return file, list(file)


def zipped(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def test_a_chatgpt_export_becomes_what_its_person_saw() -> None:
    file, ((chat, messages),) = read(DATA / "chatgpt.json")
    assert file.source is ImportSource.CHATGPT
    assert (chat.origin, chat.title, chat.pinned, chat.created_at) == (
        "chatgpt:conv-1",
        "Bridges of Prague",
        True,
        1700000000.5,
    )
    question, answer, other, reply = messages
    assert (question.role, question.text, question.parent) == (Role.USER, "Which bridge is this?", None)
    assert (answer.text, answer.thinking, answer.model_name) == (
        "It is the **Charles Bridge**.",
        "Two towers, statues.",
        "o3",
    )
    assert (answer.parent, other.parent, reply.parent) == (0, 0, 2)
    assert chat.shown == 1
    assert file.counted == {LeftOut.PICTURE: 1, LeftOut.FILE: 1, LeftOut.TOOL: 2, LeftOut.CHAT: 1}
    assert in_words(file.counted)[0] == "1 picture is not in the file."


def test_a_zip_brings_its_pictures(tmp_path: Path) -> None:
    chats = (DATA / "chatgpt.json").read_bytes()
    path = zipped(tmp_path, {"a/conversations.json": chats, "a/file-AbC123-bridge.png": PNG, "user.json": b"{}"})
    file, ((_, messages), *_rest) = read(path)
    assert [item.data for item in messages[0].attachments] == [PNG]
    assert LeftOut.PICTURE not in file.counted


def test_an_open_webui_export_keeps_versions_thoughts_and_pictures() -> None:
    file, ((chat, messages), (old, said)) = read(DATA / "open_webui.json")
    assert file.source is ImportSource.OPEN_WEBUI
    assert (chat.origin, chat.archived_at, chat.shown) == ("open_webui:ow-1", 1710000005, 1)
    question, answer, other = messages
    assert question.attachments[0].data.startswith(b"\x89PNG")
    assert (answer.text, answer.thinking, answer.thinking_s, answer.model_name) == (
        "1, 2, 3",
        "1 < 2 < 3",
        8.0,
        "Qwen 3",
    )
    assert (answer.parent, other.parent) == (0, 0)
    assert [message.text for message in said] == ["Hello", "Hi."]
    assert (old.created_at, old.shown) == (1690000000.0, 1)
    assert file.counted == {LeftOut.FILE: 1}


@pytest.mark.parametrize("name", ["chatgpt.json", "open_webui.json"])
def test_a_file_that_is_cut_off_in_any_line_is_refused_with_the_place(name: str, tmp_path: Path) -> None:
    lines = (DATA / name).read_text().splitlines(keepends=True)
    path = tmp_path / "cut.json"
    for count in range(len(lines) - 1):
        path.write_text("".join(lines[: count + 1]))
        with pytest.raises(InvalidInput) as caught:
            read(path)
        assert "line" in caught.value.message
        assert caught.value.hint


@pytest.mark.parametrize("name", ["chatgpt.json", "open_webui.json"])
def test_a_file_with_one_broken_line_is_refused_with_that_line(name: str, tmp_path: Path) -> None:
    lines = (DATA / name).read_text().splitlines(keepends=True)
    path = tmp_path / "broken.json"
    for index in range(len(lines)):
        path.write_text("".join((*lines[:index], "§\n", *lines[index + 1 :])))
        with pytest.raises(InvalidInput) as caught:
            read(path)
        assert 0 <= int(caught.value.params["line"]) - 1 - index <= 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "neither"),
        (b"hello", "neither"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[]", "no chats"),
        (b"{}", "no chat that Tektra knows"),
        (b"[1]", "no chat that Tektra knows"),
        (b'{"tektra": 99, "chats": [{}]}', "newer Tektra"),
        (b'{"tektra": "x", "chats": [{}]}', "no chats that Tektra knows"),
        (b'{"tektra": 1, "chats": [{"origin": 3}]}', "form"),
        (b"[" * 100_000, "line 1"),
        (b'[{"mapping": {}}, {"chat": {"messages": []}}]', "different programs"),
        (b"[" + b"9" * 5000 + b"]", "line 1"),
    ],
)
def test_what_is_no_file_of_chats_is_said(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        read(path)
    assert words in f"{caught.value.message} {caught.value.detail}"


def test_folders_missing_files_and_foreign_zips_are_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.json", zipped(tmp_path, {"a.txt": b""})):
        with pytest.raises(InvalidInput) as caught:
            read(path)
        assert caught.value.hint


def test_a_zip_cannot_unpack_into_more_than_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.transfer.source.MAX_TEXT_BYTES", 1000)
    with pytest.raises(InvalidInput, match="allowed"):
        read(zipped(tmp_path, {"conversations.json": b" " * 100_000}))


def test_circles_missing_parents_and_wrong_types_end_and_lose_no_message(tmp_path: Path) -> None:
    def node(parent: object, text: object) -> dict[str, object]:
        content = {"content_type": "text", "parts": [text]}
        return {"parent": parent, "message": {"author": {"role": "user"}, "content": content, "create_time": "soon"}}

    mapping = {
        "a": node("b", "one"),
        "b": node("a", "two"),
        "c": node("gone", "three"),
        "d": node(7, "four"),
        "e": node("c", 5),
        "f": 3,
    }
    path = tmp_path / "odd.json"
    path.write_text(json.dumps([{"mapping": mapping, "title": None, "create_time": 10**400}]))
    _, ((chat, messages),) = read(path)
    assert sorted(message.text for message in messages) == ["four", "one", "three", "two"]
    assert (chat.title, chat.created_at) == ("", 0.0)
    assert all(message.parent is None or message.parent < index for index, message in enumerate(messages))


def test_a_chat_of_many_messages_in_a_row_is_read_without_recursion(tmp_path: Path) -> None:
    count = 20_000
    mapping = {
        str(i): {
            "parent": str(i - 1),
            "message": {
                "author": {"role": "user" if i % 2 else "assistant"},
                "content": {"content_type": "text", "parts": [f"{i}"]},
            },
        }
        for i in range(count)
    }
    path = tmp_path / "long.json"
    path.write_text(json.dumps([{"mapping": mapping, "current_node": str(count - 1)}]))
    _, ((chat, messages),) = read(path)
    assert len(messages) == count
    assert chat.shown == count - 1


def test_dropped_nodes_between_two_answers_do_not_join_versions(tmp_path: Path) -> None:
    def node(parent: str | None, role: str, text: str) -> dict[str, object]:
        content = {"content_type": "text", "parts": [text]}
        return {"parent": parent, "message": {"author": {"role": role}, "content": content}}

    mapping = {
        "m": node(None, "assistant", "M"),
        "d1": node("m", "system", "x"),
        "d2": node("m", "system", "x"),
        "a1": node("d1", "assistant", "A1"),
        "a2": node("d2", "assistant", "A2"),
        "a3": node("a2", "assistant", "A3"),
    }
    path = tmp_path / "joined.json"
    path.write_text(json.dumps([{"mapping": mapping}]))
    _, ((_, messages),) = read(path)
    assert [(message.text, message.parent) for message in messages] == [("M", None), ("A1", 0), ("A2\n\nA3", 0)]


def own_file(folder: Path, chat: dict[str, object], **message: object) -> Path:
    said = {"role": "assistant", "text": "Hi.", "parent": None, "created_at": 1.0, **message}
    whole = {"origin": "tektra:1", "title": "T", "created_at": 1.0, "updated_at": 1.0, **chat, "messages": [said]}
    path = folder / "own.json"
    path.write_text(json.dumps({"tektra": 1, "chats": [whole]}))
    return path


CALL = {"id": "a", "name": "echo", "arguments": "{}", "at": 0, "status": "done", "result": ""}


@pytest.mark.parametrize(
    ("chat", "message"),
    [
        ({"created_at": float("nan")}, {}),
        ({"updated_at": float("inf")}, {}),
        ({"archived_at": -5.0}, {}),
        ({}, {"created_at": 1e14}),
        ({}, {"edited_at": float("inf")}),
        ({}, {"tools": [{**CALL, "at": 10**400}]}),
        ({}, {"tools": [CALL, CALL]}),
        ({}, {"error": {"deep": [{"n": -(10**30)}]}}),
    ],
)
def test_values_that_no_database_takes_are_refused_with_the_place(
    chat: dict[str, object], message: dict[str, object], tmp_path: Path
) -> None:
    read(own_file(tmp_path, {}, tools=[CALL]))
    with pytest.raises(InvalidInput, match="Chat 1 “T” in line 1"):
        read(own_file(tmp_path, chat, **message))
