"""One chat of an Open WebUI export. Pure.

`chat.history.messages` is a map of messages with `parentId`, `currentId` ends the branch that was shown; older exports
have only the list `chat.messages`. What a model thought stands in its text, in `<details type="reasoning">`.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from app.transfer.fields import list_of, mapping_of, text_of, time_of
from app.transfer.left_out import LeftOut
from app.transfer.loose import Loose
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.attachments import MAX_FILE_BYTES, MAX_FILES, Attachment, AttachmentKind, media_type_of, shown_name
from app.types.chats import TitleSource
from app.types.messages import Role

_DETAILS = re.compile(r'<details\s+type="(\w+)"([^>]*)>(.*?)</details>\s*', re.DOTALL)
_SUMMARY = re.compile(r"\s*<summary>.*?</summary>\s*", re.DOTALL)
_DURATION = re.compile(r'\bduration="(\d{1,7})')
_QUOTED = re.compile(r"^> ?", re.MULTILINE)


def is_chat(value: Any) -> bool:
    """Whether this is a chat of such an export."""
    chat = mapping_of(mapping_of(value).get("chat"))
    return isinstance(mapping_of(chat.get("history")).get("messages"), dict) or isinstance(chat.get("messages"), list)


def read(value: Mapping[str, Any], counted: Counter[LeftOut]) -> tuple[ArchivedChat, Iterator[Loose], str | None]:
    """The chat, its nodes, and the node that ends the branch that was shown."""
    chat = mapping_of(value.get("chat"))
    created = time_of(value.get("created_at"), time_of(chat.get("timestamp")))
    updated = time_of(value.get("updated_at"), created)
    archived = ArchivedChat(
        origin=f"open_webui:{text_of(value.get('id')) or text_of(chat.get('id'))}",
        title=text_of(value.get("title")) or text_of(chat.get("title")),
        created_at=created,
        updated_at=updated,
        title_source=TitleSource.MODEL,
        pinned=value.get("pinned") is True,
        archived_at=(updated or 1.0) if value.get("archived") is True else None,
    )
    history = mapping_of(chat.get("history"))
    if isinstance(history.get("messages"), dict) and history["messages"]:
        found = _tree(mapping_of(history.get("messages")))
        return archived, _nodes(found, created, counted), text_of(history.get("currentId")) or None
    listed = list(_list(list_of(chat.get("messages"))))
    return archived, _nodes(iter(listed), created, counted), listed[-1][0] if listed else None


def _tree(messages: Mapping[str, Any]) -> Iterator[tuple[str, str | None, Mapping[str, Any]]]:
    for node_id, value in messages.items():
        message = mapping_of(value)
        yield node_id, text_of(message.get("parentId")) or None, message


def _list(messages: list[Any]) -> Iterator[tuple[str, str | None, Mapping[str, Any]]]:
    for index, value in enumerate(messages):
        yield str(index), str(index - 1) if index else None, mapping_of(value)


def _nodes(
    found: Iterator[tuple[str, str | None, Mapping[str, Any]]], created: float, counted: Counter[LeftOut]
) -> Iterator[Loose]:
    for node_id, parent, message in found:
        yield Loose(node_id, parent, _message(message, created, counted))


def _message(message: Mapping[str, Any], created: float, counted: Counter[LeftOut]) -> ArchivedMessage | None:
    role = text_of(message.get("role"))
    if role not in ("user", "assistant"):
        return None
    text, thinking, seconds = _unfold(_content(message.get("content")), counted)
    pictures = tuple(_pictures(message, counted))[:MAX_FILES]
    if not (text or thinking or pictures):
        return None
    name = text_of(message.get("modelName")) or text_of(message.get("model"))
    return ArchivedMessage(
        Role.USER if role == "user" else Role.ASSISTANT,
        text,
        None,
        time_of(message.get("timestamp"), created),
        model_name=name if role == "assistant" else "",
        thinking=thinking,
        thinking_s=seconds,
        attachments=pictures,
    )


def _content(content: Any) -> str:
    """A text, or in newer exports a list of parts."""
    parts = [text_of(mapping_of(part).get("text")) for part in list_of(content)]
    return text_of(content) or "\n\n".join(part for part in parts if part)


def _unfold(text: str, counted: Counter[LeftOut]) -> tuple[str, str, float]:
    """The answer without its folded parts, what was thought, and for how long."""
    thoughts: list[str] = []
    seconds = 0.0

    def unfold(match: re.Match[str]) -> str:
        nonlocal seconds
        kind, attributes, inside = match.groups()
        if kind == "reasoning":
            thoughts.append(html.unescape(_QUOTED.sub("", _SUMMARY.sub("", inside, count=1))).strip())
            duration = _DURATION.search(attributes)
            seconds += float(duration.group(1)) if duration else 0.0
        else:
            counted[LeftOut.TOOL] += 1
        return ""

    if "<details" in text:
        text = _DETAILS.sub(unfold, text)
    return text.strip(), "\n\n".join(part for part in thoughts if part), seconds


def _pictures(message: Mapping[str, Any], counted: Counter[LeftOut]) -> Iterator[Attachment]:
    for item in list_of(message.get("files")):
        fields = mapping_of(item)
        if text_of(fields.get("type")) != "image":
            counted[LeftOut.FILE] += 1
            continue
        found = _picture(text_of(fields.get("url")), text_of(fields.get("name")) or "picture")
        if isinstance(found, Attachment):
            yield found
        else:
            counted[found] += 1


def _picture(url: str, name: str) -> Attachment | LeftOut:
    head, _, data = url.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return LeftOut.PICTURE
    if len(data) > MAX_FILE_BYTES * 4 // 3 + 4:
        return LeftOut.LARGE
    try:
        decoded = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return LeftOut.PICTURE
    if not media_type_of(decoded).startswith("image/"):
        return LeftOut.PICTURE
    return Attachment(AttachmentKind.IMAGE, shown_name(name), decoded)
